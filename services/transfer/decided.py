"""What cases keep of the rules' answers, so that a draft can be tried on them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.transfer.v1 import case_pb2
from dangwu.v1 import values_pb2
from services.chassis import journal, paging
from services.chassis.journal import Decided
from services.chassis.work import Work
from services.transfer.store import Transfer

MOST_BYTES = 1024 * 1024
"""A page ends behind the row that takes it past this: receipts are long, and a reply is not."""


def page(work: Work, book: str, after: int, size: int) -> case_pb2.ListDecisionsResponse:
    """The decisions of one book in the next rows that keep any, row by row."""
    rows = journal.decided_after(work.session, after, size + 1)
    cases = _open_or_not(work.session, (row.subject_id for row in rows))
    reply, length = case_pb2.ListDecisionsResponse(), 0
    for number, row in enumerate(rows, 1):
        if row.subject_id in cases:
            found = _of_book(row, book, work.service, is_open=cases[row.subject_id])
            reply.decisions.extend(found)
            length += sum(one.ByteSize() for one in found)
        if number < len(rows) and (number == size or length > MOST_BYTES):
            reply.next_page_token = paging.encode(row.sequence)
            break
    return reply


def _of_book(
    row: Decided, book: str, source: str, *, is_open: bool
) -> list[values_pb2.DecidedCase]:
    return [
        values_pb2.DecidedCase(
            source=source,
            sequence=row.sequence,
            subject=row.subject_id,
            open=is_open,
            decision=decision,
        )
        for decision in row.decisions
        if decision.book == book
    ]


def _open_or_not(session: Session, ids: Iterable[str]) -> dict[str, bool]:
    """Of these ids, those of cases, and whether each is under way."""
    asked = select(Transfer.id, Transfer.ended_at.is_(None)).where(Transfer.id.in_(set(ids)))
    return {row[0]: row[1] for row in session.execute(asked)}
