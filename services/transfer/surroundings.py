"""What stands around cases on a page: asked for all of them at once, not one by one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from services.chassis.work import Work
from services.transfer import sight, store
from services.transfer.store import Passenger, Relationship, Transfer
from services.transfer.store.letters import LIVE, Letter


@dataclass(frozen=True)
class Surroundings:
    """Where members are, who moves along, which letters are out."""

    places: Mapping[str, Relationship]
    """Where a case's member belongs now, by case; left out where that may not be told."""
    passengers: Mapping[str, Sequence[Passenger]]
    letters: Mapping[str, str]
    """The id of the letter that is out, by case."""


def of(work: Work, cases: Iterable[Transfer]) -> Surroundings:
    """Three questions, however many cases there are."""
    rows = list(cases)
    ids = [row.id for row in rows]
    members = store.current_relationships(work.session, {row.member_id for row in rows})
    where = {place.member_id: place for place in members}
    aboard: dict[str, list[Passenger]] = defaultdict(list)
    moving = select(Passenger).where(Passenger.transfer_id.in_(ids)).order_by(Passenger.member_id)
    for one in work.session.scalars(moving):
        aboard[one.transfer_id].append(one)
    out = select(Letter.transfer_id, Letter.id).where(
        Letter.transfer_id.in_(ids), Letter.state == LIVE
    )
    return Surroundings(
        places={
            row.id: where[row.member_id]
            for row in rows
            if sight.may_tell_place(work, row, where[row.member_id])
        },
        passengers=aboard,
        letters={row[0]: row[1] for row in work.session.execute(out)},
    )
