"""The timetable: every deadline there is, what it runs from, which rule gives it, who has to act.

A deadline is data, as a kind is. It is counted whenever it is asked for and never stored; that it
passes moves nobody and ends nothing: it is somebody's task.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from services.transfer import lifecycle as life
from services.transfer.kinds import KINDS
from services.transfer.lifecycle import Side, State


class Runs(StrEnum):
    """The fact a period runs from."""

    RUNG_OPENED = "RUNG_OPENED"
    WAITS_SINCE = "WAITS_SINCE"
    FILED = "FILED"
    LETTER_ISSUED = "LETTER_ISSUED"
    LETTER_LAST_DAY = "LETTER_LAST_DAY"
    RELEASED = "RELEASED"
    LETTER_GONE = "LETTER_GONE"
    PROBATION_WARNED = "PROBATION_WARNED"
    TERM_BEGAN = "TERM_BEGAN"
    LAST_CONTACT = "LAST_CONTACT"
    CAME_BACK = "CAME_BACK"


RUNS_FROM: Mapping[Runs, tuple[str, str]] = {
    Runs.RUNG_OPENED: ("轮到本环节之日", "the day the rung was opened"),
    Runs.WAITS_SINCE: ("进入本状态之日", "the day the case came to this state"),
    Runs.FILED: ("登记之日", "the day it was registered"),
    Runs.LETTER_ISSUED: ("介绍信开出之日", "the day the letter was issued"),
    Runs.LETTER_LAST_DAY: ("介绍信有效期最后一日", "the last day of the letter"),
    Runs.RELEASED: ("首次开出介绍信之日", "the day the first letter was issued"),
    Runs.LETTER_GONE: ("遗失或作废之日", "the day it was lost or void"),
    Runs.PROBATION_WARNED: ("第一次提醒之日", "the day of the first warning"),
    Runs.TERM_BEGAN: ("起始之日", "the day it began"),
    Runs.LAST_CONTACT: ("最近一次联系之日", "the day of the last contact"),
    Runs.CAME_BACK: ("返回之日", "the day of the return"),
}


@dataclass(frozen=True)
class Limit:
    """One deadline: of cases of some kinds in some states, of terms, of letters or of members."""

    what: str
    called: str
    called_en: str
    runs_from: Runs
    book: str
    """The rule book that gives its length."""
    side: Side
    """Who has to act; the side SOURCE of a term or a member is the branch he belongs to."""
    next_step: str
    """The command that meets it; {id} is the case, {letter}, {term} and {member} are those."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the book is asked with, besides what the rung or the letter says of itself."""
    steps: tuple[str, ...] = ()
    """The steps of the case that meet it."""
    kinds: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    terms: tuple[str, ...] = ()
    """The kinds of terms it belongs to; `back` says whether before or after the return."""
    back: bool = False
    grounds: tuple[int, ...] = ()
    """Only on these grounds of a term (numbers of the .proto); empty means any."""
    keeps_last_day: bool = False
    """The row itself says the last day: it was fixed when it began, as the rule was then."""
    only_if_said: bool = False
    """Only where the row says a last day: by rule there is none."""
    unreached: bool = False
    """Only while nobody has reached the member since it began."""
    measures: str = ""
    """The fact that counts months, where the book answers yes or no; the last yes is the end."""
    marks: str = "transfer/alarm_marks"
    """The book that says when it is announced."""


def _with(*steps: life.Step) -> tuple[str, ...]:
    """The kinds that have one of these steps."""
    return tuple(name for name, kind in KINDS.items() if set(steps) & set(kind.steps))


_SUBMITTED = tuple(name for name in _with(life.SUBMIT) if name not in _with(life.REDISPATCH))
_PROPOSED = tuple(name for name in _with(life.PROPOSE) if name in _SUBMITTED)
_CHANGES = tuple(name for name in _SUBMITTED if not KINDS[name].moves)
_BY_TRANSFER = tuple(name for name in _SUBMITTED if name not in _CHANGES)
_PENDING = (State.SUBMITTED, State.UNDER_REVIEW)
_SUBMIT_DAYS: Mapping[str, str] = MappingProxyType({"act": "attest"})
LOST_CONTACT = 1

OF_CASES = (
    Limit(
        "RUNG", "签批", "signature", Runs.RUNG_OPENED, "transfer/rung_days", Side.REVIEWER,
        "dangwu transfer sign {id}", steps=("sign", "return", "reject"),
        kinds=tuple(KINDS), states=_PENDING, keeps_last_day=True,
    ),
    Limit(
        "LAST_RUNG", "接收或最后审批", "acceptance or last decision", Runs.RUNG_OPENED,
        "transfer/rung_days", Side.TARGET,
        "dangwu transfer accept {id}", steps=("accept", "return", "reject"),
        kinds=_with(life.ACCEPT), states=(State.AGREED,), keeps_last_day=True,
    ),
    Limit(
        "PROPOSED", "提交提议", "filing what was proposed", Runs.WAITS_SINCE,
        "transfer/rung_days", Side.SOURCE, "dangwu transfer submit {id}", _SUBMIT_DAYS,
        ("submit", "withdraw"), _PROPOSED, (State.PROPOSED,),
    ),
    Limit(
        "PROPOSED", "提交提议", "filing what was proposed", Runs.WAITS_SINCE,
        "transfer/rung_days", Side.SOURCE, "dangwu departure submit {id}", _SUBMIT_DAYS,
        ("submit", "withdraw"), _with(life.REDISPATCH), (State.PROPOSED,),
    ),
    Limit(
        "RETURNED", "更正后重新提交", "mending and filing again", Runs.WAITS_SINCE,
        "transfer/rung_days", Side.SOURCE, "dangwu transfer submit {id}", _SUBMIT_DAYS,
        ("submit", "withdraw"), _BY_TRANSFER, (State.RETURNED,),
    ),
    Limit(
        "RETURNED", "更正后重新提交", "mending and filing again", Runs.WAITS_SINCE,
        "transfer/rung_days", Side.SOURCE, "dangwu change submit {id}", _SUBMIT_DAYS,
        ("submit", "withdraw"), _CHANGES, (State.RETURNED,),
    ),
    Limit(
        "RETURNED", "更正后重新提交", "mending and filing again", Runs.WAITS_SINCE,
        "transfer/rung_days", Side.SOURCE, "dangwu departure submit {id}", _SUBMIT_DAYS,
        ("submit", "withdraw"), _with(life.REDISPATCH), (State.RETURNED,),
    ),
    Limit(
        "RETURNED", "更正后重新登记", "mending and filing again", Runs.WAITS_SINCE,
        "transfer/rung_days", Side.HOST, "dangwu arrival complete {id}", _SUBMIT_DAYS,
        ("complete", "withdraw"), _with(life.COMPLETE), (State.RETURNED,),
    ),
    Limit(
        "ISSUE", "开具介绍信", "issue of the letter", Runs.WAITS_SINCE,
        "transfer/decision_days", Side.ISSUER, "dangwu letter issue {id}", {"decision": "issue"},
        ("issue", "return", "rescind"), _with(life.ISSUE), (State.AGREED,),
    ),
    Limit(
        "SEND", "网上发送", "sending online", Runs.WAITS_SINCE,
        "transfer/decision_days", Side.ISSUER, "dangwu departure send {id}",
        {"decision": "issue"}, ("send", "return", "rescind"), _with(life.SEND), (State.AGREED,),
    ),
    Limit(
        "SENT_LAPSES", "对方网上接收", "reception online", Runs.WAITS_SINCE,
        "transfer/letter_validity_days", Side.SOURCE, "dangwu transfer why {id}",
        {"channel": "online"}, ("land", "redispatch", "rescind"), _with(life.SEND),
        (State.IN_TRANSIT,),
    ),
    Limit(
        "LETTER_LAPSES", "持信到对方报到", "presenting the letter", Runs.LETTER_ISSUED,
        "transfer/letter_validity_days", Side.SOURCE, "dangwu letter reissue {id}",
        {"channel": "paper"}, ("land", "reissue", "rescind"), _with(life.ISSUE),
        (State.IN_TRANSIT,), keeps_last_day=True,
    ),
    # The day of acceptance is the other side's and known only from the receipt; who accepted on
    # the letter's last day has a month from there.
    Limit(
        "RECEIPT", "收回回执", "return of the receipt", Runs.LETTER_LAST_DAY,
        "transfer/receipt_months", Side.ISSUER, "dangwu letter receipt {id}", {},
        ("land", "sent_back", "rescind"), _with(life.ISSUE), (State.IN_TRANSIT,),
    ),
    Limit(
        "REISSUE", "介绍信遗失或作废，补开", "reissue of a letter lost or void", Runs.LETTER_GONE,
        "transfer/decision_days", Side.ISSUER, "dangwu letter reissue {id}",
        {"decision": "issue"}, ("reissue", "redispatch", "rescind"), _with(life.REISSUE),
        (State.IN_TRANSIT,),
    ),
    # The book answers yes or no for so many months; the last month with a yes is the window.
    Limit(
        "REISSUE_WINDOW", "可补开介绍信的期间", "time in which a letter may be reissued",
        Runs.RELEASED, "transfer/reissue_allowed", Side.ISSUER, "dangwu letter reissue {id}",
        {"reissue_cause": "objective"}, ("reissue", "land", "rescind"), _with(life.REISSUE),
        (State.IN_TRANSIT,), measures="months_since_release",
    ),
    Limit(
        "PAPERS", "补齐介绍信和材料", "handing in letter and papers", Runs.FILED,
        "transfer/arrival_papers_days", Side.HOST, "dangwu arrival complete {id}", {},
        ("complete", "withdraw"), _with(life.ARRIVE), (State.PROVISIONAL,),
    ),
    Limit(
        "SOURCE_CONTACT", "就材料缺漏联系转出单位", "asking the source about gaps", Runs.FILED,
        "transfer/source_contact_days", Side.HOST, "dangwu arrival complete {id}", {},
        ("complete", "withdraw"), _with(life.ARRIVE), (State.PROVISIONAL,),
    ),
    Limit(
        "DOUBT", "就档案存疑联系转出单位", "asking the source about the doubt", Runs.WAITS_SINCE,
        "transfer/source_contact_days", Side.OFFICE, "dangwu arrival resolve {id}", {},
        ("clear", "reject"), _with(life.DOUBT), (State.IN_DOUBT,),
    ),
)  # fmt: skip

OF_LETTERS = (
    Limit(
        "LOSS_NOTICE", "通知抬头单位介绍信已遗失", "telling the addressee of the loss",
        Runs.LETTER_GONE, "transfer/lost_letter_steps", Side.ISSUER,
        "dangwu letter told {letter}", kinds=_with(life.ISSUE),
    ),
)  # fmt: skip
"""The rule names the step and gives it no days: it is due at once."""

OF_TERMS = (
    Limit(
        "CONTACT", "与出国（境）党员联系", "contact with a member abroad", Runs.LAST_CONTACT,
        "transfer/abroad_contact_months", Side.SOURCE, "dangwu term contact {term}",
        terms=("ABROAD",),
    ),
    Limit(
        "CONTACT", "与保留组织关系的毕业生联系", "contact with a retained graduate",
        Runs.LAST_CONTACT, "transfer/retained_contact_months", Side.SOURCE,
        "dangwu term contact {term}", terms=("GRADUATE",),
    ),
    Limit(
        "RETENTION_ENDS", "出国（境）保留期满", "end of retention abroad", Runs.TERM_BEGAN,
        "transfer/abroad_years", Side.SOURCE, "dangwu term end {term}", terms=("ABROAD",),
        keeps_last_day=True,
    ),
    Limit(
        "ABROAD_CEILING", "出国（境）满规定年限，研究停止党籍", "abroad too long: suspension",
        Runs.TERM_BEGAN, "transfer/abroad_ceiling_years", Side.SOURCE,
        "dangwu change request suspension {member}", terms=("ABROAD",),
    ),
    Limit(
        "RESUME", "申请恢复组织生活", "resumption of organizational life", Runs.CAME_BACK,
        "transfer/resume_months", Side.SOURCE, "dangwu change request resumption {member}",
        {"line": "limit"}, terms=("ABROAD",), back=True,
    ),
    Limit(
        "RESUME_INQUIRY", "未申请恢复组织生活，支部调查", "inquiry: no resumption applied for",
        Runs.CAME_BACK, "transfer/resume_months", Side.SOURCE, "dangwu term list {member}",
        {"line": "branch_inquiry"}, terms=("ABROAD",), back=True,
    ),
    Limit(
        "RETENTION_ENDS", "毕业生保留期满", "end of a graduate's retention", Runs.TERM_BEGAN,
        "transfer/retention_years", Side.SOURCE, "dangwu departure request {member}",
        terms=("GRADUATE",), keeps_last_day=True,
    ),
    Limit(
        "CERTIFICATE_ENDS", "证明信到期", "end of a certificate", Runs.TERM_BEGAN,
        "transfer/certificate_months", Side.SOURCE, "dangwu term end {term}",
        terms=("CERTIFICATE",), keeps_last_day=True,
    ),
    # The book says from when on somebody is floating, not for how long: the law has no end.
    Limit(
        "FLOATING", "登记的外出期满，核实是否返回", "end of the absence as registered",
        Runs.TERM_BEGAN, "transfer/floating_months", Side.SOURCE, "dangwu term end {term}",
        terms=("FLOATING",), keeps_last_day=True, only_if_said=True,
    ),
    Limit(
        "SUSPENSION_DUE", "失去联系满规定月数，研究停止党籍", "lost contact: suspension",
        Runs.LAST_CONTACT, "transfer/lost_contact_months", Side.SOURCE,
        "dangwu change request suspension {member}", terms=("SEARCH",),
    ),
    Limit(
        "REMOVAL_DUE", "停止党籍满规定年数，研究除名", "suspended too long: removal",
        Runs.TERM_BEGAN, "transfer/lost_contact_removal_years", Side.SOURCE,
        "dangwu change request removal {member}", terms=("SUSPENSION",), grounds=(LOST_CONTACT,),
        unreached=True,
    ),
)  # fmt: skip

OF_MEMBERS = (
    Limit(
        "PROBATION_ENDS", "讨论预备党员转正", "settling the end of probation",
        Runs.PROBATION_WARNED, "transfer/probation_notice_days", Side.SOURCE,
        "dangwu member show {member}", keeps_last_day=True, marks="transfer/probation_notice_days",
    ),
)  # fmt: skip
"""On the way too: until somebody else has accepted him it is his branch's task."""

LIMITS = (*OF_CASES, *OF_LETTERS, *OF_TERMS, *OF_MEMBERS)
"""All of them, in the order the documentation prints."""


def of_case(kind: str, state: State) -> tuple[Limit, ...]:
    """The deadlines that run for a case of a kind in a state."""
    return tuple(one for one in OF_CASES if kind in one.kinds and state in one.states)


def of_term(kind: str, *, back: bool, ground: int, ends: bool, reached: bool) -> tuple[Limit, ...]:
    """The deadlines that run for a term, before or after the return; `ends` says that its last
    day was given, `reached` that there was contact since it began."""
    return tuple(
        one
        for one in OF_TERMS
        if kind in one.terms
        and one.back is back
        and (not one.grounds or ground in one.grounds)
        and (ends or not one.only_if_said)
        and not (reached and one.unreached)
    )
