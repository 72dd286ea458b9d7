"""What each organization has open: waiting, overdue, on the way, not landed."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from dangwu.transfer.v1 import statistics_pb2
from services.chassis.work import Work
from services.transfer import filing
from services.transfer.lifecycle import State
from services.transfer.reminding import listing
from services.transfer.reminding.listing import Running
from services.transfer.store import Transfer

LATE = {"LETTER_LAPSES": "lapsed", "SENT_LAPSES": "lapsed", "RECEIPT": "receipts_missing"}
"""The column for a deadline of the way that has passed."""
NUMBERS = ("waiting", "overdue", "in_transit", "lapsed", "receipts_missing", "provisional")


def count(work: Work, within: Collection[str] | None) -> list[statistics_pb2.OpenCount]:
    """One count for each organization that something waits on, or has left from."""
    cases = work.session.scalars(sa.select(Transfer).where(Transfer.ended_at.is_(None))).all()
    running = listing.of_cases(work, cases)
    counts: dict[str, statistics_pb2.OpenCount] = {}
    for case in cases:
        place = case.source_id if case.state is State.IN_TRANSIT else case.waits_on_id
        if within is not None and place not in within:
            continue
        one = counts.setdefault(place, statistics_pb2.OpenCount(organization_id=place))
        for number in _numbers(work, case, running[case.id]):
            setattr(one, number, getattr(one, number) + 1)
    for one in counts.values():
        one.organization_name = filing.organization(work, one.organization_id).name
    return sorted(counts.values(), key=lambda one: (one.organization_name, one.organization_id))


def _numbers(work: Work, case: Transfer, running: Iterable[Running]) -> Iterable[str]:
    """The columns a case counts in: late is what the list of deadlines calls late."""
    late = {one.limit.what for one in running if one.due.passed(work.today)}
    if late:
        yield "overdue"
    if case.state is State.IN_TRANSIT:
        yield "in_transit"
        for what in late & LATE.keys():
            yield LATE[what]
        return
    yield "waiting"
    if case.state is State.PROVISIONAL:
        yield "provisional"


def total(counts: Iterable[statistics_pb2.OpenCount]) -> statistics_pb2.OpenCount:
    """All of them together."""
    summed = statistics_pb2.OpenCount()
    for one in counts:
        for name in NUMBERS:
            setattr(summed, name, getattr(summed, name) + getattr(one, name))
    return summed
