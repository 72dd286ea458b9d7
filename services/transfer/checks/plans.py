"""What a plan must say: when, where, whom to reach; and how long it may last by rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dangwu.transfer.v1 import kind_pb2
from dangwu.v1 import values_pb2
from services.chassis import civil
from services.transfer import dates, filing, sight
from services.transfer.filing import Case
from services.transfer.refusals import RuleUndecided
from services.transfer.roll import Finding

AHEAD_YEARS = 1
"""Nothing is planned further ahead than that."""


@dataclass(frozen=True)
class Limit:
    """The last day a rule allows, and what it cites."""

    on: date
    cites: str


def limit(case: Case, book: str, runs_from: date, **facts: str) -> Limit:
    """Where a period ends that runs from a day, by the rule of that day or of today."""
    today = case.work.today
    found = case.work.decide(
        book, submitted_on=today, event_on=min(runs_from, today), runs_from=runs_from, **facts
    )
    if found.answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=found.answer.needs_human)
    return Limit(date.fromisoformat(found.period.ends_on), found.cites)


def from_on(case: Case) -> date | None:
    """The first day of the plan; refuses what is no date."""
    given = case.details.plan.from_on
    return civil.parse_date(given, "plan.from_on") if given else None


def until_on(case: Case) -> date | None:
    """The last day of the plan; refuses what is no date."""
    given = case.details.plan.until_on
    return civil.parse_date(given, "plan.until_on") if given else None


def span(case: Case) -> tuple[date, date] | None:
    """Both days of a plan whose dates can be."""
    first, last = from_on(case), until_on(case)
    if first is None or last is None or _dates(case) is not None:
        return None
    return first, last


def _dates(case: Case) -> Finding | None:
    if until_on(case) is None:
        return Finding(
            "DATE_MISSING", "plan.until_on",
            f"请填写结束日期，例如 {dates.years_after(case.work.today, 1)}。",
            f"Give the last day, such as {dates.years_after(case.work.today, 1)}.",
        )  # fmt: skip
    return _start(case)


def _start(case: Case) -> Finding | None:
    first, last, today = from_on(case), until_on(case), case.work.today
    if first is None:
        return Finding(
            "DATE_MISSING", "plan.from_on", f"请填写开始日期，例如 {today}。",
            f"Give the first day, such as {today}.",
        )  # fmt: skip
    latest = dates.years_after(today, AHEAD_YEARS)
    if not case.member.joined_on <= first <= latest:
        return Finding(
            "DATES_UNFIT", "plan.from_on",
            f"开始日期须在 {case.member.joined_on}（入党）与 {latest} 之间，请更正。",
            f"The first day is from {case.member.joined_on} (joining) to {latest}; mend it.",
        )  # fmt: skip
    if last is not None and last < max(first, today):
        return Finding(
            "DATES_UNFIT", "plan.until_on",
            f"结束日期不能早于开始日期 {first} 或今天 {today}，请更正。",
            f"The last day is neither before the first ({first}) nor over ({today}); mend it.",
        )  # fmt: skip
    return None


def _day(case: Case) -> Finding | None:
    first, today = from_on(case), case.work.today
    if first is None or not case.member.joined_on <= first <= today:
        return Finding(
            "DATES_UNFIT", "plan.from_on", f"请填写发生之日，不早于入党日、不晚于今天 {today}。",
            f"Give the day it happened, after joining and not after today, {today}.",
        )  # fmt: skip
    return None


def _place(case: Case) -> Finding | None:
    if case.details.plan.place.strip():
        return None
    return Finding(
        "PLACE_MISSING", "plan.place", "请填写去往的国家（地区）、城市和单位。",
        "Say where: country, town, and school or employer.",
    )  # fmt: skip


def _contacts(case: Case) -> Finding | None:
    """Two ways to reach him: numbers change when people leave."""
    plan = case.details.plan
    fields = ("contact_name", "contact_phone", "own_contact")
    missing = next((one for one in fields if not getattr(plan, one).strip()), None)
    if missing is None:
        return None
    return Finding(
        "CONTACT_MISSING", f"plan.{missing}",
        "须留两种联系方式：国内联系人的姓名和电话，以及本人在外的联系方式。",
        "Two contacts are needed: somebody at home with his phone, and the member's own away.",
    )  # fmt: skip


def too_long(last: date, allowed: Limit, zh: str, en: str) -> Finding | None:
    if last <= allowed.on:
        return None
    return Finding(
        "PLAN_TOO_LONG", "plan.until_on", f"最迟到 {allowed.on}；{zh}",
        f"It lasts until {allowed.on} at most; {en}", cites=allowed.cites,
    )  # fmt: skip


def _retention_years(case: Case) -> Finding | None:
    days = span(case)
    return days and too_long(
        days[1], limit(case, "transfer/retention_years", days[0]),
        "届满前应转出，请更正结束日期。", "he is transferred before that; mend the day.",
    )  # fmt: skip


def _retention_allowed(case: Case) -> Finding | None:
    if case.member.category not in sight.STUDENTS:
        return Finding(
            "NOT_A_GRADUATE", "member_id", "只有毕业生可以保留；教职工请办理转接或证明信。",
            "Only a graduate is retained; for staff file a transfer or a certificate.",
        )  # fmt: skip
    book = "transfer/retention_allowed"
    rule = filing.receipt(case.work, book, graduate_path="no_employer")
    if rule.answer.truth:
        return None
    return Finding(
        "RETENTION_NOT_ALLOWED", "plan.ground", "依规定不予保留，请办理转出。",
        "The rule allows no retention; transfer the member.", cites=rule.cites,
    )  # fmt: skip


VOUCHERS = {
    "introduction_letter": ("请办理转接（介绍信）。", "file a transfer with a letter instead."),
    "activity_card": ("请办理流动党员登记。", "register the member as floating instead."),
}


def _certificate_months(case: Case) -> Finding | None:
    days = span(case)
    if days is None:
        return None
    allowed = limit(case, "transfer/certificate_months", days[0])
    if days[1] <= allowed.on:
        return None
    word = _voucher(case, days).answer.word
    return too_long(days[1], allowed, *VOUCHERS.get(word, ("请更正。", "mend the day.")))


def _voucher(case: Case, days: tuple[date, date]) -> values_pb2.Decision:
    """What is given instead to somebody away for so long at a place he can be transferred to."""
    return filing.receipt(
        case.work,
        "transfer/absence_voucher",
        months_away=str(min(dates.full_months(*days), 600)),
        place_fixed="yes",
        proof_needed="yes",
        transfer_possible="yes",
    )


def _floating_months(case: Case) -> Finding | None:
    first, last = from_on(case), until_on(case)
    if first is None or last is None or _start(case) is not None:
        return None
    least = limit(case, "transfer/floating_months", first)
    if last >= least.on:
        return None
    return Finding(
        "PLAN_TOO_SHORT", "plan.until_on",
        f"连续外出至 {least.on} 以后的才登记为流动党员；较短的请开具党员证明信。",
        f"Only who is away through {least.on} is floating; for less file a certificate.",
        cites=least.cites,
    )  # fmt: skip


def _ground(case: Case) -> Finding | None:
    if case.details.plan.ground in case.kind.grounds:
        return None
    names = [kind_pb2.Ground.Name(one).removeprefix("GROUND_") for one in case.kind.grounds]
    listed = "、".join(names)
    return Finding(
        "GROUND_UNFIT", "plan.ground", f"{case.kind.called}的事由须为其中之一：{listed}。",
        f"The ground of a {case.kind.called_en} is one of: {', '.join(names)}.",
    )  # fmt: skip


CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {
    "plan_dates": _dates,
    "plan_start": _start,
    "plan_day": _day,
    "plan_place": _place,
    "plan_contacts": _contacts,
    "plan_ground": _ground,
    "retention_allowed": _retention_allowed,
    "retention_years": _retention_years,
    "certificate_months": _certificate_months,
    "floating_months": _floating_months,
}
"""By the names that kinds give them."""
