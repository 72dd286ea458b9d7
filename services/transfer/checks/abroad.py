"""What retention abroad must be ready for: what is stated, how long in all, and the probation."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dangwu.transfer.v1 import member_pb2
from services.transfer import dates, filing
from services.transfer.checks import plans
from services.transfer.filing import Case
from services.transfer.roll import Finding
from services.transfer.terms import running

ITEMS_BOOK, STUDY_MODE = "transfer/abroad_application_items", "study_mode"
PROBATION_BOOK = "transfer/probation_abroad"


def _items(case: Case) -> Finding | None:
    """R-070: place, time and contacts are asked of every plan; this is asked of who goes abroad."""
    rule = filing.receipt(case.work, ITEMS_BOOK)
    if STUDY_MODE not in rule.answer.words.words or case.details.plan.occupation.strip():
        return None
    return Finding(
        "OCCUPATION_MISSING", "plan.occupation",
        "请填写在外做什么、以何种方式学习或者工作，例如：攻读博士学位（全日制）。",
        "Say what the member does there and how, such as: doctoral studies, full time.",
        cites=rule.cites,
    )  # fmt: skip


def _long(case: Case) -> Finding | None:
    days = plans.span(case)
    if days is None:
        return None
    months = str(dates.full_months(*days))
    rule = filing.receipt(case.work, "transfer/abroad_procedure", months_away=months)
    if rule.answer.word == "retain":
        return None
    return Finding(
        "PLAN_TOO_SHORT", "plan.until_on",
        "出国（境）不足规定月数的只须报支部备案，不办理保留组织关系；请核对起止日期。",
        "So short a stay is only reported to the branch, not retained; check the dates.",
        cites=rule.cites,
    )  # fmt: skip


def _years(case: Case) -> Finding | None:
    """R-074: so many years in all. What was spent abroad before is taken off."""
    days = plans.span(case)
    if days is None:
        return None
    allowed, spent = plans.limit(case, "transfer/abroad_years", days[0]), _spent(case)
    if not spent:
        return plans.too_long(
            days[1], allowed, "期满未归的另行研究，请更正结束日期。",
            "what comes after is decided then; mend the day.",
        )  # fmt: skip
    return plans.too_long(
        days[1], replace(allowed, on=allowed.on - timedelta(days=spent)),
        f"年限累计计算，此前已在外保留{spent}日；请更正结束日期，年限已满的不再保留。",
        f"the years are counted in all, {spent} days were spent abroad before; mend the day.",
    )  # fmt: skip


def _spent(case: Case) -> int:
    """The days of all earlier stays; who never left spent none."""
    stays = running.over(case.work.session, case.member.id, "ABROAD")
    return sum(max(((one.back_on or _end(one.ended_on)) - one.from_on).days, 0) for one in stays)


def _end(ended_on: date | None) -> date:
    assert ended_on is not None, "only what is over is counted"
    return ended_on


LEFT_OPEN = (
    "在外不能讨论转正；确需保留的，请说明回国后如何处理（--override PROBATION_ABROAD=理由）。",
    "where it cannot be settled; to retain him say what happens on return "
    "(--override PROBATION_ABROAD=…).",
)
LAPSES = ("依规定其预备党员资格不予保留。", "and by rule it is not kept there.")


def _probation(case: Case) -> Finding | None:
    """What happens to a probation that runs out abroad: by rule, and where it waits by people."""
    days, ends = plans.span(case), case.member.probation_ends_on
    if case.member.kind != member_pb2.MEMBER_KIND_PROBATIONARY or days is None or ends is None:
        return None
    if ends > days[1]:
        return None
    rule = filing.said(case.work, PROBATION_BOOK, abroad_stage="still_abroad")
    lapses = rule.answer.word == "lapses"
    zh, en = LAPSES if lapses else LEFT_OPEN
    return Finding(
        "PROBATION_ABROAD", "plan.until_on", f"预备期于在外期间（{ends}）届满，{zh}",
        f"Probation ends while abroad ({ends}), {en}", cites=rule.cites, soft=not lapses,
    )  # fmt: skip


CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {
    "abroad_items": _items,
    "abroad_long": _long,
    "abroad_years": _years,
    "probation_abroad": _probation,
}
"""By the names that kinds give them."""
