"""What a member may lack for a case of a kind, as the reference knows it."""

from collections.abc import Callable

from tests.model.reference import Person, Reference


def _moves(known: Reference, member: Person) -> bool:
    """What stands in the way of a move."""
    month = known.today.year * 12 + known.today.month - 2
    paid = int(member.dues[:4]) * 12 + int(member.dues[5:]) - 1
    return (
        _cannot_leave(known, member)
        or known.held(member)
        or not member.phone
        or paid < month
        or member.expired
    )


def _cannot_leave(known: Reference, member: Person) -> bool:
    return member.standing in ("SUSPENDED", "ENDED")


def stays(known: Reference, member: Person) -> bool:
    """Whether something stops him on the day he would go."""
    return _cannot_leave(known, member) or known.held(member)


def _runs(kind: str) -> Callable[[Reference, Person], bool]:
    def check(known: Reference, member: Person) -> bool:
        return _cannot_leave(known, member) or known.term(member, kind) is not None

    return check


def _abroad(known: Reference, member: Person) -> bool:
    return _runs("ABROAD")(known, member) or known.held(member) or member.expired


def _not_back(known: Reference, member: Person) -> bool:
    term = known.term(member, "ABROAD")
    return member.standing != "PAUSED" or term is None or not term.back


LACKS: dict[str, Callable[[Reference, Person], bool]] = {
    "WITHIN": _moves,
    "OUT_ONLINE": _moves,
    "OUT_BY_LETTER": _moves,
    "WHOLE_UNIT": lambda known, one: False,
    "NON_RECOGNITION": lambda known, one: one.standing == "ENDED",
    "RETENTION_ABROAD": _abroad,
    "RESUMPTION": _not_back,
    "RETENTION_GRADUATE": lambda known, one: _runs("GRADUATE")(known, one) or not one.student,
    "CERTIFICATE": _runs("CERTIFICATE"),
    "FLOATING": _runs("FLOATING"),
    "SUSPENSION": lambda known, one: one.standing == "SUSPENDED" or not one.full,
    "RESTORATION": lambda known, one: one.standing != "SUSPENDED",
    "REMOVAL": lambda known, one: False,
    "DEATH": lambda known, one: False,
    "ENDING": lambda known, one: False,
}
