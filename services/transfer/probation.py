"""Probation (预备期): when it may end, and how far it is extended (Party constitution, Art. 7)."""

from datetime import date

from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.work import Work
from services.transfer import dates, filing, reach
from services.transfer.reach import Posts
from services.transfer.refusals import ProbationStands, RuleUndecided
from services.transfer.store import Member

PROBATIONARY = member_pb2.MEMBER_KIND_PROBATIONARY
ENDS_ON = "probation_ends_on"


def require(member: Member, request: roll_pb2.AmendMemberRequest, mine: Posts, work: Work) -> None:
    """Refuses a conversion or an extension which the rules, or the caller's posts, do not allow."""
    ends = member.probation_ends_on
    if member.kind != PROBATIONARY or ends is None:
        return
    if request.HasField("kind") and request.kind != PROBATIONARY:
        reach.require(work, mine, reach.COMMITTEE, "COMMITTEE, OFFICE", "AmendMember")
        _require_over(member, ends, work)
    elif request.HasField(ENDS_ON):
        wanted = parse_date(request.probation_ends_on, ENDS_ON)
        if wanted != ends:
            _require_extension(member, ends, wanted, mine, work)


def _require_over(member: Member, ends: date, work: Work) -> None:
    """Nobody becomes a full member while abroad, or before his probation ends."""
    if member.standing == "PAUSED":
        rule = filing.receipt(work, "transfer/probation_abroad", abroad_stage="still_abroad")
        zh = "出国（境）期间不讨论转正；请回国后先办理恢复组织生活。"
        en = "Nobody becomes full while abroad; file his resumption first, once he is back."
        raise _stands("kind", ends, zh, en, rule.cites)
    if work.today < ends:
        rule = filing.receipt(work, "transfer/early_conversion")
        if not rule.answer.truth:
            zh = f"预备期至 {ends}，期满前不能转正；请于 {ends} 起办理。"
            en = f"Probation lasts until {ends}; he becomes full on that day or later."
            raise _stands("kind", ends, zh, en, rule.cites)


def _require_extension(member: Member, ends: date, wanted: date, mine: Posts, work: Work) -> None:
    """A committee extends, as often and as long as the rules say; the office corrects a date."""
    if any(kind in reach.OFFICE for _, kind in mine):
        reach.require(work, mine, reach.OFFICE, "OFFICE", "AmendMember")
        return
    reach.require(work, mine, reach.COMMITTEE, "COMMITTEE, OFFICE", "AmendMember")
    often = filing.receipt(work, "transfer/probation_extensions")
    if int(ends > dates.years_after(member.joined_on, 1)) >= often.answer.count:
        zh = "预备期已经延长过，不能再延长；请讨论转正，或者取消预备党员资格。"
        en = "Probation was extended already; convert him now, or end the probation."
        raise _stands(ENDS_ON, ends, zh, en, often.cites)
    first, floor = _runs(work, "transfer/probation_extension_floor_months", ends)
    last, ceiling = _runs(work, "transfer/probation_extension_ceiling_months", ends)
    if not first <= wanted <= last:
        zh = f"延长后的预备期满日须在 {first} 至 {last} 之间，请更正。"
        en = f"Extended, probation ends between {first} and {last}; mend the day."
        raise _stands(ENDS_ON, ends, zh, en, ceiling or floor)


def _runs(work: Work, book: str, ends: date) -> tuple[date, str]:
    """Where an extension of that many months ends, and what the rule cites."""
    today = work.today
    found = work.decide(book, submitted_on=today, event_on=min(ends, today), runs_from=ends)
    if found.answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=found.answer.needs_human)
    return date.fromisoformat(found.period.ends_on), found.cites


def _stands(field: str, ends: date, zh: str, en: str, cites: str) -> ProbationStands:
    cited = {"cites": cites} if cites else {}
    return ProbationStands(FieldFault(field, zh, en), ends=ends, **cited)
