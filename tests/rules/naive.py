"""Rule books read a second time: plainly, slowly, and without a line of the services.

Written from what the format of the books means and not from the code that answers in earnest, so
that each can be held against the other. Amounts are decimals here and dates are dates; conditions
are tried one after the other, on every edition, for every question.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any, TypeAlias

from ruamel.yaml import YAML

SILENT = "silent"
"""No edition was published and in force: the book has no answer."""
MISFIT = "misfit"
"""A fact is missing, or is nothing the book knows."""
ROUNDINGS = {"down": ROUND_DOWN, "up": ROUND_UP, "half_up": ROUND_HALF_UP}
PLACES = {"fen": Decimal("0.01"), "yuan": Decimal("1")}

Content: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question: facts as people write them, three dates of the case, the day known by."""

    facts: dict[str, str]
    event: date
    submission: date
    decision: date
    known: date


@dataclass(frozen=True)
class Said:
    """An answer, the number of its case, and the two dates of its edition."""

    answer: object
    case: int
    starts: date
    published: date


@dataclass(frozen=True)
class NaiveBook:
    """Texts of one book: each with a head, and one or more editions."""

    texts: tuple[Content, ...]

    def answer(self, asked: Asked) -> Said | str:
        """What the book says, or that it is silent, or that the facts do not fit."""
        latest: tuple[Content, Content] | None = None
        for text in self.texts:
            for edition in text["editions"]:
                if applies(edition, asked) and (
                    latest is None or dates_of(edition) > dates_of(latest[1])
                ):
                    latest = text, edition
        if latest is None:
            return SILENT
        head, edition = latest
        for fact in asked_by(edition):
            if fact not in asked.facts:
                return MISFIT
        for fact, value in asked.facts.items():
            own = [head] if fact in asked_by(edition) else self.texts
            if not any(knows(text, fact, value) for text in own):
                return MISFIT
        return said(head, edition, asked.facts)


def read(*texts: str) -> NaiveBook:
    """A book from one text, or from several of one edition each."""
    return NaiveBook(tuple(YAML(typ="safe", pure=True).load(text) for text in texts))


def dates_of(edition: Content) -> tuple[date, date]:
    return edition["from"], edition["published"]


def applies(edition: Content, asked: Asked) -> bool:
    """Published by the day known by; in force on the date of the case that it goes by."""
    goes_by = edition.get("goes_by", "decision")
    on = {"event": asked.event, "submission": asked.submission, "decision": asked.decision}[goes_by]
    if edition["published"] > asked.known:
        return False
    if on < edition["from"]:
        return False
    return not ("until" in edition and on > edition["until"])


def asked_by(edition: Content) -> set[str]:
    """The facts its cases turn on, and those a share is taken of."""
    facts: set[str] = set()
    for case in edition["cases"]:
        facts |= set(case.get("when", {}))
        if is_share(case.get("then")):
            facts.add(case["then"]["of"])
    return facts


def knows(head: Content, fact: str, value: str) -> bool:
    """Whether a value is one the fact may have."""
    domain = head.get("asks", {}).get(fact)
    if domain is None:
        return False
    if isinstance(domain, list):
        return value in domain
    unit = domain["unit"]
    least, most = number(unit, domain["from"]), number(unit, domain["to"])
    return bool(least <= number(unit, value) <= most)


def said(head: Content, edition: Content, facts: dict[str, str]) -> Said:
    """The answer of the one case that fits; of the last one if none says `when` it fits."""
    fitting = []
    for position, case in enumerate(edition["cases"]):
        if "when" in case and all(
            meets(head["asks"][fact], condition, facts[fact])
            for fact, condition in case["when"].items()
        ):
            fitting.append(position)
    if not fitting:
        fitting = [len(edition["cases"]) - 1]
        assert "when" not in edition["cases"][-1], "no case fits"
    assert len(fitting) == 1, "two cases fit"
    then = answered(head["unit"], edition["cases"][fitting[0]], facts)
    return Said(then, fitting[0] + 1, *dates_of(edition))


def meets(domain: Any, condition: Any, value: str) -> bool:
    """Whether a value meets what a case asks: one word, one of several, or a range."""
    if isinstance(domain, list):
        return value == condition or (isinstance(condition, list) and value in condition)
    unit = domain["unit"]
    given = number(unit, value)
    tests = {
        "from": lambda bound: given >= bound,
        "over": lambda bound: given > bound,
        "to": lambda bound: given <= bound,
        "under": lambda bound: given < bound,
    }
    return all(tests[end](number(unit, bound)) for end, bound in condition.items())


def number(unit: str, written: Any) -> Any:
    """A number as a book or a caller writes it: a decimal, a date or a whole number."""
    if unit == "yuan":
        return Decimal(str(written).replace(",", ""))
    if unit == "date":
        return written if isinstance(written, date) else date.fromisoformat(written)
    return int(written)


def is_share(then: Any) -> bool:
    return isinstance(then, dict)


def answered(unit: str, case: Content, facts: dict[str, str]) -> object:
    """What a case answers; nothing where it leaves the matter to a person."""
    if "needs_human" in case:
        return None
    then = case["then"]
    if is_share(then):
        percent = Decimal(str(then["share"]).rstrip("%"))
        part = number("yuan", facts[then["of"]]) * percent / 100
        return part.quantize(PLACES[then["to"]], rounding=ROUNDINGS[then["round"]])
    return number("yuan", then) if unit == "yuan" else then


def turning(book: NaiveBook) -> list[date]:
    """The days on which anything about its editions changes, and the days beside them."""
    days = {
        edition[key] + timedelta(days=beside)
        for text in book.texts
        for edition in text["editions"]
        for key in ("from", "until", "published")
        if key in edition
        for beside in (-1, 0, 1)
    }
    return sorted(days)


def telling(book: NaiveBook, fact: str) -> list[str]:
    """Every word of a fact; or its numbers at which a case ends, and those one step beside."""
    domain = book.texts[0]["asks"][fact]
    if isinstance(domain, list):
        return list(domain)
    unit = domain["unit"]
    ends = [domain["from"], domain["to"]]
    for text in book.texts:
        for edition in text["editions"]:
            for case in edition["cases"]:
                ends += case.get("when", {}).get(fact, {}).values()
    step: Any = {"yuan": Decimal("0.01"), "date": timedelta(days=1)}.get(unit, 1)
    numbers = {number(unit, end) + beside for end in ends for beside in (-step, 0 * step, step)}
    texts = [str(value) for value in sorted(numbers)]
    return [text for text in texts if not text.startswith("-") and knows(book.texts[0], fact, text)]
