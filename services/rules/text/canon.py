"""The canonical text of an edition: what is stored, hashed and shown.

It is YAML that the grammar reads back: a whole book with this one edition in it, so the text alone
says what was asked and what was answered, and why. It is written here and not by a YAML library,
because the hash must stay the same whatever version of such a library is installed: what this
module once wrote it must write, and the grammar must read, for ever. An edition's text carries only
the facts and words it uses, so a later edition may ask or answer more; and neither tests nor the
numbers a book covers, so a test can be added beside a rule that is already published.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from services.rules.edition import Answer, Case, Citation, Counting, Edition, Share, Unit
from services.rules.facts import Bounds, Condition, Domain, Measure, Value, Words, written


def text_of(edition: Edition) -> str:
    """An edition in YAML, always the same for the same content."""
    return "\n".join(lines(edition)) + "\n"


def lines(edition: Edition) -> Iterator[str]:
    """The same, line by line."""
    yield f"book: {_plain(edition.book)}"
    if not edition.first_format:
        yield f"layer: {edition.layer}"
    yield f"question: {_plain(edition.question)}"
    if not edition.first_format:
        yield f"question_en: {_plain(edition.question_en)}"
    yield f"unit: {edition.unit}"
    if edition.stricter:
        yield f"stricter: {_plain(edition.stricter)}"
    if edition.within:
        yield f"within: {_plain(sorted(edition.within))}"
    if edition.asks:
        yield "asks:"
        for name, may_be in sorted(edition.asks.items()):
            yield f"  {name}: {domain(may_be)}"
    words = list(edition.words)
    if edition.unit in (Unit.WORD, Unit.WORDS):
        yield f"answers: {_plain(words)}"
    yield from _names(edition, words)
    yield "editions:"
    yield from _edition(edition)


def _names(edition: Edition, words: list[str]) -> Iterator[str]:
    used = {*edition.asks, *words}
    for may_be in edition.asks.values():
        used.update(may_be.values if isinstance(may_be, Words) else ())
    names = {word: name for word, name in sorted(edition.names.items()) if word in used}
    if names:
        yield "names:"
        for word, name in names.items():
            yield f"  {_plain(word)}: {_plain(name)}"


def _edition(edition: Edition) -> Iterator[str]:
    yield f"  - from: {edition.starts.isoformat()}"
    if edition.until:
        yield f"    until: {edition.until.isoformat()}"
    yield f"    published: {edition.published.isoformat()}"
    if not edition.first_format:
        yield f"    goes_by: {edition.goes_by}"
    if edition.counting:
        yield f"    counting: {_counting(edition.counting)}"
    if edition.cites.document:
        yield f"    cites: {_cites(edition.cites, as_text=edition.first_format)}"
    if edition.sample:
        yield "    sample: true"
    if edition.note:
        yield f"    note: {_plain(edition.note)}"
    yield from _holidays(edition)
    if edition.cases:
        yield "    cases:"
    for case in edition.cases:
        yield from _case(case, edition)


def _holidays(edition: Edition) -> Iterator[str]:
    if edition.holidays:
        yield "    holidays:"
    for holiday in edition.holidays:
        yield f"      - name: {_plain(holiday.name)}"
        yield f"        name_en: {_plain(holiday.name_en)}"
        yield f"        from: {holiday.first.isoformat()}"
        yield f"        to: {holiday.last.isoformat()}"
        if holiday.works:
            yield f"        works: [{', '.join(day.isoformat() for day in holiday.works)}]"


def _case(case: Case, edition: Edition) -> Iterator[str]:
    lines = []
    if case.when:
        lines.append("when:")
        for fact, condition in sorted(case.when.items()):
            lines.append(f"  {fact}: {_condition(condition, edition.asks[fact])}")
    if case.then is None:
        lines.append(f"needs_human: {_plain(case.needs_human)}")
    else:
        lines.append(f"then: {answer(case.then, edition.unit)}")
    lines.append(f"because: {_plain(case.because)}")
    lines.append(f"because_en: {_plain(case.because_en)}")
    for number, line in enumerate(lines):
        yield ("        " if number else "      - ") + line


def domain(one: Domain) -> str:
    """What a fact may be."""
    if isinstance(one, Words):
        return _plain(one.values)
    least, most = _number(one.measure, one.least), _number(one.measure, one.most)
    return f"{{unit: {one.measure}, from: {least}, to: {most}}}"


def _condition(condition: Condition, domain: Domain) -> str:
    if isinstance(condition, Bounds):
        ends = condition.keys().items()
        return flow({key: _number(condition.measure, number) for key, number in ends})
    assert isinstance(domain, Words)
    return _plain([value for value in domain.values if value in condition])


def answer(given: Answer, unit: Unit) -> str:
    """What stands under `then`."""
    if unit is Unit.YUAN and isinstance(given, int):
        return _number(Measure.YUAN, given)
    if not isinstance(given, Share):
        return _plain(given)
    part = f"{given.hundredths // 100}.{given.hundredths % 100:02d}%"
    return flow({"share": _plain(part), "of": given.of, "round": given.round, "to": given.to})


def _counting(counting: Counting) -> str:
    return flow(
        {
            "days": "working" if counting.working else "calendar",
            "first": "same_day" if counting.same_day else "next_day",
            "last": "next_working_day" if counting.rolls else "as_it_falls",
        }
    )


def _cites(cites: Citation, *, as_text: bool) -> str:
    if as_text:
        return _plain(cites.document)
    article = {"article": _plain(cites.article)} if cites.article else {}
    return flow({"document": _plain(cites.document)} | article)


def _number(measure: Measure, number: int) -> str:
    text = written(measure, number)
    return _plain(text) if measure is Measure.YUAN else text


def fact(may_be: Domain, value: Value) -> str:
    """A value of a fact."""
    return str(value) if isinstance(may_be, Words) else _number(may_be.measure, int(value))


def flow(pairs: Mapping[str, str]) -> str:
    """A mapping on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"


def _plain(value: Any) -> str:
    """JSON of words, numbers and truths is YAML as it stands."""
    return json.dumps(value, ensure_ascii=False)
