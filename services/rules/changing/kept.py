"""Decisions that cases keep, read for a replay."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from dangwu.transfer.v1 import case_pb2
from dangwu.v1 import values_pb2
from services.chassis.work import Work
from services.rules.changing.impact import Kept
from services.rules.choosing import Dates
from services.rules.edition import Answer

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


def once(found: Iterable[values_pb2.DecidedCase]) -> Iterator[values_pb2.DecidedCase]:
    """Each decision once: every act in a case cites again the one it rests on."""
    seen: set[tuple[str, str, bytes]] = set()
    for decided in found:
        content = decided.decision.SerializeToString(deterministic=True)
        key = decided.source, decided.subject, sha256(content).digest()
        if key not in seen:
            seen.add(key)
            yield decided


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
        answer=_answer(receipt.answer),
        working=receipt.counts == "working" if receipt.counts else None,
        runs_from=_day(receipt.period.runs_from),
        ends=_day(receipt.period.ends_on),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _answer(said: values_pb2.Answer) -> Answer | None:
    kind = said.WhichOneof("value")
    if kind is None or kind == "needs_human":
        return None
    if kind == "words":
        return tuple(said.words.words)
    value: int | bool | str = getattr(said, kind)
    return value
