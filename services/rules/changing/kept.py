"""Decisions that cases keep, read for a replay."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from dangwu.transfer.v1 import case_pb2
from dangwu.v1 import values_pb2
from services.chassis.work import Work
from services.rules.changing.impact import Kept
from services.rules.choosing import Dates

ROWS_A_PAGE = 200


def of_transfers(work: Work, book: str) -> Iterator[values_pb2.DecidedCase]:
    """The decisions of a book that transfers keep, oldest first."""
    token = ""
    while True:
        page = work.ask(
            case_pb2.ListDecisionsRequest(book=book, page_size=ROWS_A_PAGE, page_token=token)
        )
        yield from page.decisions
        token = page.next_page_token
        if not token:
            return


def that_stand(found: Iterable[values_pb2.DecidedCase]) -> Iterator[values_pb2.DecidedCase]:
    """Each decision once, and of a case under way only the latest on the same facts.

    Every act in a case cites again the decision it rests on; and a case that was sent back and
    submitted again is decided again, so what was decided in an earlier round stands no longer.
    """
    seen: set[tuple[str, str, bytes]] = set()
    latest: dict[tuple[str, str, tuple[tuple[str, str], ...]], values_pb2.DecidedCase] = {}
    for decided in found:
        if decided.open:
            facts = tuple(sorted(decided.decision.facts.items()))
            latest[decided.source, decided.subject, facts] = decided
            continue
        content = decided.decision.SerializeToString(deterministic=True)
        key = decided.source, decided.subject, sha256(content).digest()
        if key not in seen:
            seen.add(key)
            yield decided
    yield from latest.values()


def read(decided: values_pb2.DecidedCase) -> Kept:
    """What is needed to ask for a decision again.

    Receipts from before transition clauses have one date, which stood for all three.
    """
    receipt = decided.decision
    on = date.fromisoformat(receipt.on)
    submission = _day(receipt.submitted_on) or on
    return Kept(
        book=receipt.book,
        facts=dict(receipt.facts),
        dates=Dates(_day(receipt.event_on) or submission, submission, on),
        known=_day(receipt.known_on) or on,
        open=decided.open,
        edition=receipt.edition,
        runs_from=_day(receipt.period.runs_from),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
