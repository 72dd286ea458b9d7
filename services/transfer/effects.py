"""What the last step of a case does to the roll: who moves where, whose standing changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import details, store
from services.transfer.store import HISTORY, HISTORY_NAME, INSIDE, OUTSIDE, Relationship, Transfer
from services.transfer.terms import running


@dataclass(frozen=True)
class There:
    """Where a case ends: the branch that accepted, or the outside committee that received."""

    organization_id: str
    organization_name: str


def apply(work: Work, transfer: Transfer, there: There) -> None:
    """Does what the kind says, once, in the transaction that ends the case."""
    effect = transfer.kind.effect
    if effect.moves:
        MOVES[effect.moves](work, transfer, there)
    if effect.standing:
        store.get_member(work.session, transfer.member_id).standing = effect.standing
    if effect.ends:
        running.end(work, transfer.member_id, effect.ends, by=transfer.id)
    if effect.begins:
        running.begin(work, transfer, effect.begins, details.of(work, transfer).plan)


def _move(work: Work, member_id: str, transfer: Transfer, place: str, there: There) -> None:
    """Ends the member's relationship with where he was and begins the next one."""
    left = store.current_relationship(work.session, member_id)
    left.until = work.now
    work.session.flush()
    work.session.add(
        Relationship(
            id=new_id("r"),
            member_id=member_id,
            organization_id=there.organization_id,
            organization_name=there.organization_name,
            since=work.now,
            until=None,
            transfer_id=transfer.id,
            place=place,
        )
    )
    if place != INSIDE:
        # What runs here ends with the membership here; retention shows where he went.
        for term in running.all_of(work.session, member_id):
            running.close(term, work, by=transfer.id, because=transfer.kind.called)


def _to_branch(work: Work, transfer: Transfer, there: There) -> None:
    _move(work, transfer.member_id, transfer, INSIDE, there)


def _to_receiver(work: Work, transfer: Transfer, there: There) -> None:
    _move(work, transfer.member_id, transfer, OUTSIDE, there)


def _unit(work: Work, transfer: Transfer, there: There) -> None:
    for one in store.passengers_of(work.session, transfer.id):
        _move(work, one.member_id, transfer, INSIDE, there)


def _to_history(work: Work, transfer: Transfer, there: There) -> None:
    _move(work, transfer.member_id, transfer, HISTORY, There("", HISTORY_NAME))


MOVES: Mapping[str, Callable[[Work, Transfer, There], None]] = {
    "branch": _to_branch,
    "receiver": _to_receiver,
    "unit": _unit,
    "history": _to_history,
}
"""By the names that kinds give them."""
