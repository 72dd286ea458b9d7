"""Whether a meeting can have been as it is told: enough were there, and enough were for it."""

from datetime import date

from services.carefund.refusals_review import MeetingUnfit
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault


def held(held_on: str, entitled: int, present: int, in_favour: int, today: date) -> date:
    """The day of a meeting; refuses with `MeetingUnfit`, naming each field that cannot be.

    Present and in favour are each more than half of those entitled, as for any resolution of a
    Party organization (C-003, C-067).
    """
    day = parse_date(held_on, "held_on")
    faults = []
    if day > today:
        faults.append(
            _fault("held_on", "会议日期不能晚于今天。", "A meeting ahead decides nothing.")
        )
    if present > entitled or present * 2 <= entitled:
        zh, en = (
            "到会人数须超过应到人数的一半。",
            "More than half of those entitled must be present.",
        )
        faults.append(_fault("present", zh, en))
    if in_favour > present or in_favour * 2 <= entitled:
        zh, en = (
            "赞成人数须超过应到人数的一半。",
            "More than half of those entitled must be in favour.",
        )
        faults.append(_fault("in_favour", zh, en))
    refuse(faults)
    return day


def require_after(day: date, earliest: date | None) -> None:
    """Refuses a meeting that was over before there was anything to decide."""
    if earliest is not None and day < earliest:
        zh, en = (
            f"会议不能早于提交日 {earliest}。",
            f"It was put forward on {earliest}, after that day.",
        )
        refuse([_fault("held_on", zh, en)])


def refuse(faults: list[FieldFault]) -> None:
    """Refuses with `MeetingUnfit` where there is a fault."""
    if faults:
        raise MeetingUnfit(*faults, field=", ".join(one.field for one in faults))


def _fault(field: str, zh: str, en: str) -> FieldFault:
    return FieldFault(field, zh, en)
