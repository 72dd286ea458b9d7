"""Books, editions and decisions as messages."""

from collections.abc import Mapping
from datetime import date

from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.rules.book import Book, Case, Edition, Unit


def to_decision(
    edition: Edition, case: Case, facts: Mapping[str, str], on: date, known: date
) -> values_pb2.Decision:
    """The receipt: the answer, and everything needed to defend it later."""
    return values_pb2.Decision(
        book=edition.book,
        edition=edition.id,
        in_force_from=edition.starts.isoformat(),
        published_on=edition.published.isoformat(),
        cites=edition.cites,
        sample=edition.sample,
        facts=facts,
        case_number=case.number,
        because=case.because,
        because_en=case.because_en,
        answer=to_answer(edition.unit, case),
        question=edition.question,
        on=on.isoformat(),
        known_on=known.isoformat(),
    )


def to_answer(unit: Unit, case: Case) -> values_pb2.Answer:
    match unit, case.then:
        case _, None:
            return values_pb2.Answer(needs_human=case.needs_human)
        case Unit.TRUTH, bool(truth):
            return values_pb2.Answer(truth=truth)
        case Unit.FEN, int(fen):
            return values_pb2.Answer(amount_fen=fen)
        case Unit.DAYS, int(days):
            return values_pb2.Answer(days=days)
        case Unit.WORD, str(word):
            return values_pb2.Answer(word=word)
        case Unit.WORDS, tuple(words):
            return values_pb2.Answer(words=values_pb2.Words(words=words))
    raise AssertionError(f"{case.then!r} is no answer in {unit}")


def to_book(book: Book) -> rules_pb2.Book:
    latest = book.latest
    return rules_pb2.Book(
        name=book.name,
        question=latest.question,
        unit=latest.unit,
        editions=[to_edition(edition, with_text=False) for edition in book.editions],
    )


def to_edition(edition: Edition, *, with_text: bool) -> rules_pb2.Edition:
    return rules_pb2.Edition(
        id=edition.id,
        book=edition.book,
        in_force_from=edition.starts.isoformat(),
        published_on=edition.published.isoformat(),
        cites=edition.cites,
        sample=edition.sample,
        text=edition.text if with_text else "",
    )
