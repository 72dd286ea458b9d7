"""What a departure must be ready for: the addressee, the channel, the branch's opinion, the holds.

Addressee, destination, employer and file address are four things, and each is looked at by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from unicodedata import category

from dangwu.directory.v1 import outside_pb2
from dangwu.transfer.v1 import kind_pb2, member_pb2
from services.transfer import filing, outsides, roll
from services.transfer.checks import holds
from services.transfer.filing import Case
from services.transfer.roll import Finding

HANDOVER_BOOK = "transfer/probation_handover"
ADDRESSEE = "departure.addressee_id"
BRANCH_WORD = "支部"


def _outside(case: Case) -> outside_pb2.Outside | None:
    """The addressee as it is described; None where it belongs to the school."""
    there = case.way.destination
    if there is None or not outsides.is_outside(there):
        return None
    return outsides.described(case.work, there.id)


def _addressee(case: Case) -> Finding | None:
    outside = _outside(case)
    if outside is None:
        return Finding(
            "ADDRESSEE_INSIDE",
            ADDRESSEE,
            "抬头是本校组织；转往校内请用 dangwu transfer request，转出请另选校外组织。",
            "The addressee belongs to the school; within it use dangwu transfer request.",
        )
    if outside.id != case.details.departure.addressee_id:
        return Finding(
            "ADDRESSEE_DIFFERS",
            ADDRESSEE,
            "转出的抬头随转出信息一并更正：请用 dangwu departure submit。",
            "The addressee is corrected together with the rest: use dangwu departure submit.",
        )
    if not outsides.is_open(case.work, outside):
        return Finding(
            "ADDRESSEE_CLOSED",
            ADDRESSEE,
            f"{outside.name}已撤销，不能作为抬头；请改写承接其职能的组织。",
            f"{outside.name} is closed; address the organization that took its place.",
        )
    return None if outsides.may_receive(case.work, outside) else _may_not(case, outside)


def _may_not(case: Case, outside: outside_pb2.Outside) -> Finding:
    """The addressee may not receive directly: says who above it may."""
    instead = outsides.receiver(case.work, outside)
    if instead is None:
        zh = f"{outside.name}不能直接接收党员，其上级也未登记；请先核实隶属关系，补登上级。"
        en = f"{outside.name} may not receive directly, and nobody above it is known who may."
    else:
        zh = f"{outside.name}不能直接接收党员；抬头请写其上级{instead.name}（{instead.code}）。"
        en = (
            f"{outside.name} may not receive members directly; address its superior "
            f"{instead.name} ({instead.code})."
        )
    # The rule that says so was asked just now, with the addressee's own right; it is asked once.
    rule = filing.receipt(
        case.work, outsides.RIGHT_BOOK, may_admit="yes" if outside.may_approve else "no"
    )
    return Finding("ADDRESSEE_NOT_DIRECT", ADDRESSEE, zh, en, cites=rule.cites)


def _channel(case: Case) -> Finding | None:
    outside, field = _outside(case), "departure.channel"
    if outside is None:
        return None
    online = case.details.departure.channel == kind_pb2.CHANNEL_ONLINE
    if online and outsides.is_military(outside):
        return Finding(
            "CHANNEL_MILITARY",
            field,
            "转往军队的组织关系不在网上办理；请改用纸质介绍信。",
            "Members go to the military by letter, never online.",
        )
    if online and not outside.connected:
        return Finding(
            "CHANNEL_UNCONNECTED",
            field,
            f"{outside.name}未接入全国党员管理信息系统；请改用纸质介绍信。",
            f"{outside.name} is not connected to the system; use a letter.",
        )
    if not online and outsides.by_web(outside):
        return Finding(
            "CHANNEL_ONLINE_POSSIBLE",
            field,
            f"{outside.name}已接入全国党员管理信息系统，可以网上转接；确需介绍信的可继续。",
            f"{outside.name} can be reached online; go on by letter only where one is needed.",
            blocks=False,
        )
    return None


HANDED_OVER: Mapping[str, Finding] = {
    "inspection_opinion": Finding(
        "OPINION_MISSING",
        "departure.opinion",
        "预备党员转出须有支部的培养教育考察意见（--opinion）。",
        "A probationary member leaves with the branch's opinion (--opinion).",
    ),
    "reason_undecided": Finding(
        "UNDECIDED_UNEXPLAINED",
        "departure.undecided_because",
        "预备期已满未讨论转正的，须写明原因和意见（--undecided-because）。",
        "Probation has expired: say why nothing was decided (--undecided-because).",
    ),
}
"""What is wanting, by the words of the rule for what goes with a probationary member."""


def _opinion(case: Case) -> Finding | None:
    """R-093: a probationary member leaves with the branch's opinion."""
    member, departure = case.member, case.details.departure
    if member.kind != member_pb2.MEMBER_KIND_PROBATIONARY:
        return None
    ends = member.probation_ends_on
    expired = "yes" if ends is not None and ends < case.work.today else "no"
    rule = filing.receipt(case.work, HANDOVER_BOOK, probation_expired=expired)
    missing = (
        HANDED_OVER[word]
        for word in rule.answer.words.words
        if not getattr(departure, HANDED_OVER[word].field.partition(".")[2]).strip()
    )
    found = next(missing, None)
    return replace(found, cites=rule.cites) if found else None


def _printable(case: Case) -> Finding | None:
    """What stands on the letter can be printed: nothing unseen, no picture, no character that no
    font has."""
    departure = case.details.departure
    for field, text in (
        ("member.name", case.member.name),
        ("departure.destination", departure.destination),
        ("departure.employer", departure.employer),
    ):
        odd = next((one for one in text if category(one) in UNPRINTABLE), None)
        if odd is not None:
            return Finding(
                "NOT_PRINTABLE",
                field,
                f"{field} 含有介绍信上印不出的字符（U+{ord(odd):04X}），请更正。",
                f"{field} holds a character that no letter can show (U+{ord(odd):04X}); mend it.",
            )
    return None


def _ethnicity(case: Case) -> Finding | None:
    """A letter names it; without it the line stays empty, and is filled in by nobody's hand."""
    if case.member.ethnicity:
        return None
    return Finding(
        "ETHNICITY_MISSING",
        "member.ethnicity",
        "民族未登记，信上这一栏将空着；请用 dangwu member amend --ethnicity 补上。",
        "The ethnic group is unknown: its line on the letter stays empty; add it with member amend "
        "--ethnicity.",
        blocks=False,
    )


def _branch_named(case: Case) -> Finding | None:
    """P-04: the addressee stands where the branch should."""
    outside, destination = _outside(case), case.details.departure.destination
    if outside is None:
        return None
    if BRANCH_WORD in destination and not outsides.is_called(outside, destination):
        return None
    return Finding(
        "DESTINATION_NO_BRANCH",
        "departure.destination",
        "去向没有写到党支部，对方可能退回；请问清接收支部后填写。",
        "The destination does not name a branch and may be sent back; ask which branch receives.",
        blocks=False,
    )


def _employer(case: Case) -> Finding | None:
    return _mixed_up(case, "employer", "工作单位", "employer")


def _file_address(case: Case) -> Finding | None:
    return _mixed_up(case, "file_address", "档案寄送地址", "file address")


def _mixed_up(case: Case, part: str, zh: str, en: str) -> Finding | None:
    """P-05: what is said of one of the four things is the addressee's name."""
    outside = _outside(case)
    if outside is None or not outsides.is_called(outside, getattr(case.details.departure, part)):
        return None
    return Finding(
        f"{part.upper()}_IS_ADDRESSEE",
        f"departure.{part}",
        f"{zh}与抬头相同：抬头、去向、单位、档案地址是四件事，请核对。",
        f"The {en} is the addressee's name; the four are different things, check it.",
        blocks=False,
    )


def _held(name: str) -> Callable[[Case], Finding | None]:
    """A usual check whose weight the rule for departures says: hard, soft or none."""

    def check(case: Case) -> Finding | None:
        found = roll.CHECKS[name](filing.facts(case))
        if found is None or found.code not in WEIGHED:
            return found
        rule = filing.receipt(case.work, holds.STRENGTH_BOOK, hold=found.code.lower())
        word = rule.answer.word
        cites = found.cites or rule.cites
        return replace(found, blocks=word != "none", soft=word == "soft", cites=cites)

    return check


UNPRINTABLE = frozenset({"Cf", "Cc", "So", "Co", "Cn", "Cs", "Zl", "Zp"})
WEIGHED = ("DUES_UNPAID", "PROBATION_EXPIRED", "SUSPENDED")

CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {
    "addressee": _addressee,
    "channel": _channel,
    "opinion": _opinion,
    "branch_named": _branch_named,
    "ethnicity": _ethnicity,
    "printable": _printable,
    "employer": _employer,
    "file_address": _file_address,
    "standing_held": _held("standing"),
    "dues_held": _held("dues"),
    "probation_held": _held("probation"),
}
