"""The canonical text of an edition: what is stored, hashed and shown.

It is YAML that the grammar reads back: a whole book with this one edition in it, so the text alone
says what was asked and what was answered. It is written here and not by a YAML library, because
the hash must stay the same whatever version of such a library is installed: what this module once
wrote it must write, and the grammar must read, for ever. An edition's text carries only the facts
and words it uses, so a later edition may ask or answer more.
"""

import json
from collections.abc import Iterator, Mapping

from services.rules.book import Answer, Case, Edition, Unit


def text_of(edition: Edition) -> str:
    """An edition in YAML, always the same for the same content."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    yield f"book: {_plain(edition.book)}"
    yield f"question: {_plain(edition.question)}"
    yield f"unit: {edition.unit}"
    if edition.asks:
        yield "asks:"
        for fact, values in sorted(edition.asks.items()):
            yield f"  {fact}: {_plain(values)}"
    if edition.unit in (Unit.WORD, Unit.WORDS):
        yield f"answers: {_plain(_words(edition))}"
    yield "editions:"
    yield f"  - from: {edition.starts.isoformat()}"
    yield f"    published: {edition.published.isoformat()}"
    if edition.cites:
        yield f"    cites: {_plain(edition.cites)}"
    if edition.sample:
        yield "    sample: true"
    yield "    cases:"
    for case in edition.cases:
        yield from _case(case, edition.asks)


def _case(case: Case, asks: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    lines = []
    if case.when:
        lines.append("when:")
        for fact, values in sorted(case.when.items()):
            lines.append(f"  {fact}: {_plain([v for v in asks[fact] if v in values])}")
    if case.then is None:
        lines.append(f"needs_human: {_plain(case.needs_human)}")
    else:
        lines.append(f"then: {_plain(case.then)}")
    lines.append(f"because: {_plain(case.because)}")
    lines.append(f"because_en: {_plain(case.because_en)}")
    for number, line in enumerate(lines):
        yield ("        " if number else "      - ") + line


def _words(edition: Edition) -> list[str]:
    """Every word the edition answers with."""
    used: set[str] = set()
    for case in edition.cases:
        if isinstance(case.then, str):
            used.add(case.then)
        elif isinstance(case.then, tuple):
            used.update(case.then)
    return sorted(used)


def _plain(value: Answer | list[str]) -> str:
    """JSON of words, numbers and truths is YAML as it stands."""
    return json.dumps(value, ensure_ascii=False)
