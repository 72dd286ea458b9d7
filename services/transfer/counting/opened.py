"""What each organization has open: waiting, overdue, on the way, not landed."""

from collections.abc import Collection, Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dangwu.transfer.v1 import statistics_pb2
from services.chassis.work import Work
from services.transfer import deadlines, filing
from services.transfer.lifecycle import State
from services.transfer.store import Transfer
from services.transfer.store.letters import LIVE, Letter

RECEIPT_BOOK = "transfer/receipt_months"
NUMBERS = ("waiting", "overdue", "in_transit", "lapsed", "receipts_missing", "provisional")


def count(work: Work, within: Collection[str] | None) -> list[statistics_pb2.OpenCount]:
    """One count for each organization that something waits on, or has left from."""
    cases = work.session.scalars(sa.select(Transfer).where(Transfer.ended_at.is_(None))).all()
    letters = _out(work.session)
    due = deadlines.known(work, [rung for case in cases for rung in case.rungs])
    counts: dict[str, statistics_pb2.OpenCount] = {}
    for case in cases:
        place = case.source_id if case.state is State.IN_TRANSIT else case.waits_on_id
        if within is not None and place not in within:
            continue
        one = counts.setdefault(place, statistics_pb2.OpenCount(organization_id=place))
        for number in _numbers(work, case, letters.get(case.id), due):
            setattr(one, number, getattr(one, number) + 1)
    for one in counts.values():
        one.organization_name = filing.organization(work, one.organization_id).name
    return sorted(counts.values(), key=lambda one: (one.organization_name, one.organization_id))


def _out(session: Session) -> dict[str, date]:
    """The last day of every letter that is out, by case."""
    asked = sa.select(Letter.transfer_id, Letter.valid_until).where(Letter.state == LIVE)
    return {row[0]: row[1] for row in session.execute(asked)}


def _numbers(
    work: Work, case: Transfer, valid_until: date | None, due: deadlines.Deadlines
) -> Iterable[str]:
    """The columns a case counts in."""
    if case.state is State.IN_TRANSIT:
        yield "in_transit"
        if valid_until is not None and work.today > valid_until:
            yield "lapsed"
            if work.today > _receipt_due(work, valid_until):
                yield "receipts_missing"
        return
    yield "waiting"
    if case.state is State.PROVISIONAL:
        yield "provisional"
    rung = case.open_rung
    if rung is not None and due.of(rung).passed(work.today):
        yield "overdue"


def _receipt_due(work: Work, accepted_by: date) -> date:
    """The last day a receipt can be on its way: it was received on the letter's last day."""
    decision = work.decide(
        RECEIPT_BOOK, submitted_on=accepted_by, event_on=accepted_by, runs_from=accepted_by
    )
    return date.fromisoformat(decision.period.ends_on)


def total(counts: Iterable[statistics_pb2.OpenCount]) -> statistics_pb2.OpenCount:
    """All of them together."""
    summed = statistics_pb2.OpenCount()
    for one in counts:
        for name in NUMBERS:
            setattr(summed, name, getattr(summed, name) + getattr(one, name))
    return summed
