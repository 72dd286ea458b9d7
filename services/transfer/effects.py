"""What the last step of a case does to the roll: who moves where, whose standing changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import details, overtaken, store
from services.transfer.letters import writing
from services.transfer.store import HISTORY, HISTORY_NAME, INSIDE, OUTSIDE, Relationship, Transfer
from services.transfer.terms import running


@dataclass(frozen=True)
class There:
    """Where a case ends: the branch that accepted, or the outside committee that received."""

    organization_id: str
    organization_name: str


def ask(work: Work, transfer: Transfer) -> None:
    """Asks, before the lock, what the effect will need under it."""
    if transfer.kind.effect.letter:
        writing.certificate_draft(work, transfer)


def apply(work: Work, transfer: Transfer, there: There) -> None:
    """Does what the kind says, once, in the transaction that ends the case."""
    effect = transfer.kind.effect
    if effect.moves:
        MOVES[effect.moves](work, transfer, there)
    if effect.standing:
        store.get_member(work.session, transfer.member_id).standing = effect.standing
    for ends in effect.ends:
        running.end(work, transfer.member_id, ends, by=transfer.id, because=transfer.kind.called)
    if effect.begins:
        running.begin(work, transfer, effect.begins, details.of(work, transfer).plan)
    if effect.letter:
        writing.certificate(work, transfer)


def _move(
    work: Work, member_ids: Sequence[str], transfer: Transfer, place: str, there: There
) -> None:
    """Ends the relationships of these members with where they were and begins the next ones."""
    for left in store.current_relationships(work.session, member_ids):
        left.until = work.now
    work.session.flush()
    work.session.add_all(
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
        for member_id in member_ids
    )
    overtaken.end(work, member_ids, transfer)
    for term in running.all_of(work.session, *member_ids):
        if place == INSIDE:  # it goes on, and the branch he comes to looks after it
            term.organization_id = there.organization_id
            term.organization_name = there.organization_name
            term.version += 1
        else:  # what runs here ends with the membership here; it shows where he went
            because = f"{transfer.kind.called}：{there.organization_name}"
            running.close(term, work, by=transfer.id, because=because)


def _to_branch(work: Work, transfer: Transfer, there: There) -> None:
    # Who comes back may come as another than he left: a graduate as a teacher.
    store.get_member(work.session, transfer.member_id).category = transfer.category
    _move(work, [transfer.member_id], transfer, INSIDE, there)


def _to_receiver(work: Work, transfer: Transfer, there: There) -> None:
    _move(work, [transfer.member_id], transfer, OUTSIDE, there)


def _unit(work: Work, transfer: Transfer, there: There) -> None:
    """All who were there when it was filed. Who came later stays, and the case says so."""
    aboard = [one.member_id for one in store.passengers_of(work.session, transfer.id)]
    _move(work, aboard, transfer, INSIDE, there)
    work.session.flush()
    if left := len(store.members_inside(work.session, transfer.source_id)):
        later = f"{transfer.source_name}另有{left}人系提交之后编入，未随本件转移，须另行转接。"
        transfer.note = f"{transfer.note}（{later}）"


def _to_history(work: Work, transfer: Transfer, there: There) -> None:
    _move(work, [transfer.member_id], transfer, HISTORY, There("", HISTORY_NAME))


MOVES: Mapping[str, Callable[[Work, Transfer, There], None]] = {
    "branch": _to_branch,
    "receiver": _to_receiver,
    "unit": _unit,
    "history": _to_history,
}
"""By the names that kinds give them."""
