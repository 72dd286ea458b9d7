"""What a change of status must be ready for: where the member stands, and on which ground."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import func, select

from dangwu.transfer.v1 import member_pb2
from services.transfer import dates, filing, grounds, store
from services.transfer.checks import abroad, plans
from services.transfer.filing import Case
from services.transfer.roll import Finding
from services.transfer.store.terms import Contact, Term
from services.transfer.terms import running


def _member(code: str, zh: str, en: str, cites: str = "") -> Finding:
    return Finding(code, "member_id", zh, en, cites=cites)


def _statement(case: Case) -> Finding | None:
    if case.details.plan.statement.strip():
        return None
    return Finding(
        "STATEMENT_MISSING", "plan.statement",
        "请填写书面申请或者情况说明的要点。", "Give the substance of the written statement.",
    )  # fmt: skip


def _inside(case: Case) -> Finding | None:
    place = store.current_relationship(case.work.session, case.member.id)
    if (place.place, place.organization_id) == (store.INSIDE, case.way.source.id):
        return None
    return _member(
        "NOT_HERE",
        f"该党员已不在{case.way.source.name}名册上；请撤回或退回本件，由现所在组织办理。",
        f"The member is not on the roll of {case.way.source.name} any more; withdraw the case.",
    )


def _not_ended(case: Case) -> Finding | None:
    if case.member.standing != "ENDED":
        return None
    return _member(
        "MEMBERSHIP_ENDED", "此人已不是党员，不能办理。",
        "The membership has ended; nothing can be filed.",
    )  # fmt: skip


def _no_such_term(case: Case) -> Finding | None:
    term = running.of_kind(case.work.session, case.member.id, case.kind.effect.begins)
    if term is None:
        return None
    return _member(
        "TERM_RUNS",
        f"已有一项{case.kind.called}在进行（{term.id}）；请先结束：dangwu term end {term.id}",
        f"One runs already ({term.id}); end it first: dangwu term end {term.id}",
    )


def _paused(case: Case) -> Finding | None:
    term = running.of_kind(case.work.session, case.member.id, "ABROAD")
    if term is None or case.member.standing != "PAUSED":
        return _member(
            "NOT_PAUSED", "该党员没有因出国（境）暂停组织生活，无须恢复。",
            "The member's organizational life is not paused; there is nothing to resume.",
        )  # fmt: skip
    if term.back_on is None:
        return _member(
            "NOT_BACK", f"尚未登记回国；请先登记：dangwu term end {term.id}",
            f"The return is not entered yet: dangwu term end {term.id}",
        )  # fmt: skip
    return None


def _full_member(case: Case) -> Finding | None:
    if case.member.kind == member_pb2.MEMBER_KIND_FULL:
        return None
    return _member(
        "PROBATIONARY",
        "预备党员不停止党籍；应取消预备党员资格的，请申请“其他出党”（取消预备党员资格）。",
        "A probationary member is not suspended; where it must be, file an ending "
        "(probation cancelled).",
    )


def _not_suspended(case: Case) -> Finding | None:
    if case.member.standing != "SUSPENDED":
        return None
    return _member(
        "SUSPENDED", "该党员已停止党籍，不再重复办理。", "The membership is suspended already."
    )


def _suspended(case: Case) -> Finding | None:
    if case.member.standing != "SUSPENDED":
        return _member(
            "NOT_SUSPENDED", "该党员没有停止党籍，不能恢复；已除名的只能重新入党。",
            "The membership is not suspended; who was removed can only be admitted anew.",
        )  # fmt: skip
    road = filing.receipt(case.work, "transfer/restoration_road", membership_state="suspended")
    if road.answer.word == "restore":
        return None
    return _member(
        "NOT_RESTORABLE", "依规定不能恢复党籍，只能重新入党。",
        "By rule there is no restoration, only admission anew.", road.cites,
    )  # fmt: skip


def _suspension_ground(case: Case) -> Finding | None:
    on = {
        grounds.LOST_CONTACT: _lost_contact,
        grounds.ABROAD_TOO_LONG: _abroad_too_long,
        grounds.SETTLED_ABROAD: _settled_abroad,
    }.get(case.details.plan.ground)
    return on(case) if on else None


def _lost_contact(case: Case) -> Finding | None:
    term = running.of_kind(case.work.session, case.member.id, "SEARCH")
    if term is None:
        return _member(
            "NO_SEARCH", "尚未开始查找；请先登记并逐次记录：dangwu term search",
            "No search has been made; begin one and log each attempt: dangwu term search",
        )  # fmt: skip
    rule = filing.said(case.work, "transfer/search_sufficient", attempts=_attempts(case, term))
    # Beyond the first attempt the rule leaves it to people: the branch congress that resolves.
    if not rule.answer.truth and not rule.answer.HasField("needs_human"):
        return _member(
            "SEARCH_INSUFFICIENT",
            f"没有查找记录；请先登记每次查找：dangwu term contact {term.id}",
            f"No attempt to find the member is logged: dangwu term contact {term.id}",
            rule.cites,
        )
    last = term.last_contact_on or term.from_on
    months = plans.limit(case, "transfer/lost_contact_months", last)
    if case.work.today > months.on:
        return None
    return _member(
        "CONTACT_TOO_RECENT",
        f"最近一次联系在 {last}，{months.on} 之后仍联系不上的才能提出；请继续查找。",
        f"The last contact was on {last}; only after {months.on} can it be put forward.",
        months.cites,
    )


def _attempts(case: Case, term: Term) -> str:
    asked = select(func.count()).where(Contact.term_id == term.id, Contact.reached.is_(False))
    return str(min(case.work.session.scalar(asked) or 0, 1000))


def _abroad_too_long(case: Case) -> Finding | None:
    term = running.of_kind(case.work.session, case.member.id, "ABROAD")
    if term is not None and term.back_on is not None:
        return _member(
            "IS_BACK", f"该党员已于 {term.back_on} 回国；请办理恢复组织生活。",
            f"The member has been back since {term.back_on}; file a resumption.",
        )  # fmt: skip
    left = term.from_on if term else plans.from_on(case)
    if left is None:
        return Finding(
            "DATE_MISSING", "plan.from_on", "请填写出国（境）之日，例如 2020-09-01。",
            "Give the day of leaving, such as 2020-09-01.",
        )  # fmt: skip
    last = plans.limit(case, "transfer/abroad_ceiling_years", left)
    return _proposed(case, over=case.work.today > last.on, settled=False, last=last.on)


def _settled_abroad(case: Case) -> Finding | None:
    return _statement(case) or _proposed(case, over=False, settled=True, last=case.work.today)


def _proposed(case: Case, *, over: bool, settled: bool, last: date) -> Finding | None:
    rule = filing.receipt(
        case.work,
        "transfer/abroad_suspension",
        away_over_five_years="yes" if over else "no",
        settled_abroad="yes" if settled else "no",
    )
    if rule.answer.word == "propose":
        return None
    return _member(
        "NOT_TOO_LONG",
        f"本次出国（境）未超过规定年限（到 {last}；已返回的以往时间不计）；请继续保留并保持联系。",
        f"This stay abroad is within its limit (to {last}; stays he came back from do not count); "
        "keep the member and keep in touch.",
        rule.cites,
    )  # fmt: skip


def _removal_ground(case: Case) -> Finding | None:
    on = {
        grounds.SUSPENDED_TOO_LONG: _suspended_too_long,
        grounds.DEEMED_WITHDRAWAL: _deemed_withdrawal,
    }.get(case.details.plan.ground)
    return on(case) if on else None


def _suspended_too_long(case: Case) -> Finding | None:
    term = running.of_kind(case.work.session, case.member.id, "SUSPENSION")
    if term is None:
        return _member(
            "NOT_SUSPENDED", "该党员没有停止党籍，不能以此除名；请先办理停止党籍。",
            "The membership is not suspended; suspension comes first.",
        )  # fmt: skip
    if term.ground != grounds.LOST_CONTACT:
        return _member(
            "NOT_LOST", "该党员不是因失去联系停止党籍的，不能以此除名；请按其停止党籍的事由办理。",
            "The membership is not suspended for lost contact; this is no ground to remove.",
        )  # fmt: skip
    if term.last_contact_on is not None:
        return _member(
            "WAS_REACHED",
            f"停止党籍之后已于 {term.last_contact_on} 联系上，不能以此除名；请研究恢复党籍："
            "dangwu change request restoration",
            f"The member was reached on {term.last_contact_on}, after the suspension; consider "
            "restoration: dangwu change request restoration",
        )
    last = plans.limit(case, "transfer/lost_contact_removal_years", term.from_on)
    if case.work.today > last.on:
        return None
    return _member(
        "SUSPENDED_TOO_SHORT",
        f"停止党籍自 {term.from_on} 起，{last.on} 之后仍联系不上的才能除名；在此之前可以恢复。",
        f"Suspended since {term.from_on}; removal only after {last.on}, restoration until then.",
        last.cites,
    )


def _deemed_withdrawal(case: Case) -> Finding | None:
    first = plans.from_on(case)
    if (missing := plans.CHECKS["plan_day"](case) or _statement(case)) or first is None:
        return missing
    months = str(min(dates.full_months(first, case.work.today), 600))
    book = "transfer/deemed_withdrawal"
    rule = filing.said(case.work, book, good_reason="no", months_inactive=months)
    # From the limit on the rule leaves it to people: the branch congress that resolves.
    if rule.answer.truth or rule.answer.HasField("needs_human"):
        return None
    return Finding(
        "NOT_YET_WITHDRAWN", "plan.from_on",
        f"自 {first} 起至今为 {months} 个足月，未达到规定月数，不构成自行脱党。",
        f"{months} full months since {first} are too few for deemed withdrawal.",
        cites=rule.cites,
    )  # fmt: skip


def _ending_ground(case: Case) -> Finding | None:
    ground, kind = case.details.plan.ground, case.member.kind
    probationary = kind == member_pb2.MEMBER_KIND_PROBATIONARY
    if ground == grounds.WITHDRAWAL:
        return _statement(case)
    fits = {grounds.EXPULSION: not probationary, grounds.PROBATION_CANCELLED: probationary}
    if fits.get(ground, True):
        return None
    return Finding(
        "GROUND_UNFIT", "plan.ground",
        "开除党籍只用于正式党员，取消预备党员资格只用于预备党员；请更正事由。",
        "Expulsion is of full members, cancelling probation of probationary ones; mend it.",
    )  # fmt: skip


CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {
    **plans.CHECKS,
    **abroad.CHECKS,
    "inside": _inside,
    "not_ended": _not_ended,
    "no_such_term": _no_such_term,
    "paused": _paused,
    "full_member": _full_member,
    "not_suspended": _not_suspended,
    "suspended": _suspended,
    "suspension_ground": _suspension_ground,
    "statement": _statement,
    "removal_ground": _removal_ground,
    "ending_ground": _ending_ground,
}
"""By the names that kinds give them."""
