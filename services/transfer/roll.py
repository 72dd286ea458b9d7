"""What is true of a member by nature: numbers, masks, and what stands in the way of a transfer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.errors import FieldFault

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def canonical_id_number(text: str) -> str | None:
    """An ID number (GB 11643) in canonical form, or None when check digit or date are wrong.

    The region code is not judged: counties are founded and abolished.
    """
    number = text.upper()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number, re.ASCII):
        return None
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    if CHECK_DIGITS[total % 11] != number[17]:
        return None
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return number


def mask_id_number(number: str) -> str:
    """ "1101***********02X": region and the last three remain."""
    return number[:4] + "*" * 11 + number[15:]


def mask_phone(phone: str) -> str:
    """ "138****5678"; empty stays empty."""
    return phone[:3] + "****" + phone[7:] if phone else ""


def birthday(id_number: str) -> date:
    """The day of birth in a canonical ID number."""
    return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))


@dataclass(frozen=True)
class Finding:
    """One thing that is missing, or stands in the way, with the mend."""

    code: str
    field: str
    zh: str
    en: str
    blocks: bool = True
    cites: str = ""
    """The article of the rule that asks for it, where one does."""
    soft: bool = False
    """Whether it may be overridden with a reason, where the act takes one."""

    def as_fault(self) -> FieldFault:
        return FieldFault(self.field, self.zh, self.en)


@dataclass(frozen=True)
class Facts:
    """What a pre-flight check looks at (pain points P-02, P-04, P-19)."""

    has_phone: bool
    dues_through: str
    dues_needed: str
    dues_block: bool
    dues_cites: str
    probation_ended: bool
    probation_blocks: bool
    probation_cites: str
    source_id: str
    destination_id: str
    destination_fits: bool
    destination_open: bool
    open_transfer: str
    open_unfiled: bool
    standing: str = "NORMAL"


def _destination(facts: Facts) -> Finding | None:
    if facts.destination_id == facts.source_id:
        return Finding(
            "SAME_BRANCH",
            "destination_id",
            "党员已在该支部，无须转接；请另选转入组织。",
            "The member belongs there already; choose another destination.",
        )
    if not facts.destination_open:
        return Finding(
            "DESTINATION_CLOSED",
            "destination_id",
            "转入组织已撤销；请另选转入组织。",
            "The destination is closed; choose another.",
        )
    if not facts.destination_fits:
        return Finding(
            "DESTINATION_UNFIT",
            "destination_id",
            "校内转接须转入本校支部，或由其分党委、党总支指定支部；请另选转入组织。",
            "Within the school a member goes to a branch, or to a committee that names one.",
        )
    return None


def _open_transfer(facts: Facts) -> Finding | None:
    if not facts.open_transfer:
        return None
    if facts.open_unfiled:
        return Finding(
            "TRANSFER_OPEN",
            "member_id",
            f"已有一件转接 {facts.open_transfer} 待提交；请提交这一件，不另行申请。",
            f"Transfer {facts.open_transfer} waits to be submitted: submit it, file no other.",
            blocks=False,
        )
    return Finding(
        "TRANSFER_OPEN",
        "member_id",
        f"已有一件未办结的转接 {facts.open_transfer}；请先办结或撤回。",
        f"Transfer {facts.open_transfer} is still open; finish or withdraw it first.",
    )


def _phone(facts: Facts) -> Finding | None:
    if facts.has_phone:
        return None
    return Finding(
        "PHONE_MISSING",
        "member.phone",
        "缺联系电话，转入方无法联系本人；请用 dangwu member amend --phone 补上。",
        "No phone is known, so nobody could reach the member; add it with member amend --phone.",
    )


def _dues(facts: Facts) -> Finding | None:
    if facts.dues_through >= facts.dues_needed:
        return None
    paid = facts.dues_through or "（无记录）"
    return Finding(
        "DUES_UNPAID",
        "member.dues_through",
        f"党费交至 {paid}，须交至 {facts.dues_needed}；收齐后用 dangwu member amend --dues 登记。",
        f"Dues are paid through {facts.dues_through or 'an unknown month'}, needed through "
        f"{facts.dues_needed}; collect them, then member amend --dues.",
        facts.dues_block,
        facts.dues_cites,
        soft=True,
    )


def _probation(facts: Facts) -> Finding | None:
    if not facts.probation_ended:
        return None
    return Finding(
        "PROBATION_EXPIRED",
        "member.probation_ends_on",
        "预备期已满而未讨论转正；请先由现支部按期讨论（转正、延长或取消），再办转接。",
        "Probation has ended without a decision; the present branch decides first, then transfers.",
        facts.probation_blocks,
        facts.probation_cites,
        soft=True,
    )


def _standing(facts: Facts) -> Finding | None:
    if facts.standing not in ("SUSPENDED", "ENDED"):
        return None
    if facts.standing == "ENDED":
        return Finding(
            "MEMBERSHIP_ENDED",
            "member_id",
            "此人已不是党员（已转入历史党员库），不能办理。",
            "The membership has ended; nothing can be filed for this person.",
        )
    return Finding(
        "SUSPENDED",
        "member_id",
        "该党员已停止党籍，不能办理；符合条件的先办理恢复党籍。",
        "The membership is suspended; it is restored first, where the conditions are met.",
    )


CHECKS: Mapping[str, Callable[[Facts], Finding | None]] = {
    "destination": _destination,
    "open_case": _open_transfer,
    "phone": _phone,
    "dues": _dues,
    "probation": _probation,
    "standing": _standing,
}
"""The usual checks (办前检查), by the names that kinds give them."""

WITHIN = ("destination", "open_case", "standing", "phone", "dues", "probation")


def findings(facts: Facts, checks: Sequence[str] = WITHIN) -> Sequence[Finding]:
    """All that is missing, in the order a branch would mend it; empty when nothing is."""
    found = (CHECKS[name](facts) for name in checks if name in CHECKS)
    return [finding for finding in found if finding]
