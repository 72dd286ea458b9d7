"""Lawful rule books made by chance, and the questions that could tell two readers of one apart.

The cases of an edition are made by cutting the whole of what may be asked into pieces, so that
every question has one answer; pieces are left to a last case that takes the rest.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeAlias

from tests.rules.naive import Asked

FIRST = date(2025, 1, 1)
ONE_DAY = timedelta(days=1)
SPANS = {
    "yuan": [(0, 100_00), (0, 1_000_000_00), (1, 2_000_01)],
    "days": [(0, 90), (1, 5)],
    "months": [(0, 24)],
    "years": [(0, 80)],
    "count": [(0, 3), (1, 500)],
    "date": [(FIRST.toordinal() - 9000, FIRST.toordinal() + 900)],
}
UNITS = ["yuan"] * 6 + ["days", "months", "years", "count", "truth", "month_day", "word", "words"]
SHARES = ["40%", "50%", "50%", "12.5%", "33.33%", "100%", "0.01%"]

Piece: TypeAlias = dict[str, list[str] | tuple[int, int]]
"""For each fact its words, or the first and the last number, both included."""


@dataclass(frozen=True)
class Made:
    """A book, and what is needed to ask it questions."""

    content: dict[str, Any]
    units: dict[str, str]
    """The unit of each fact that is a number."""
    asks: Piece
    ends: dict[str, list[int]]
    """For each number the numbers at which some case ends."""

    @property
    def text(self) -> str:
        return yaml_of(self.content)


def yaml_of(value: Any) -> str:
    """YAML in its flowing form."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_of(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(yaml_of(inner) for inner in value) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def written(unit: str, number: int) -> Any:
    """A number as a book writes it."""
    if unit == "yuan":
        return f"{number // 100:,}.{number % 100:02d}"
    return date.fromordinal(number) if unit == "date" else number


def make(chance: Random) -> Made:
    """A book of one to four facts and one to four editions."""
    asks, units = _asks(chance)
    ends: dict[str, list[int]] = {fact: [] for fact in units}
    unit = chance.choice(UNITS)
    editions = [_edition(chance, asks, units, unit, ends) for _ in range(chance.randint(1, 4))]
    used = {fact for edition in editions for case in edition["cases"]
            for fact in [*case.get("when", {}), *_shared(case)]}  # fmt: skip
    asks = {fact: values for fact, values in asks.items() if fact in used}
    content: dict[str, Any] = {
        "book": "made/book",
        "layer": "school",
        "question": "问",
        "question_en": "What?",
        "unit": unit,
        "editions": editions,
    }
    if asks:
        content["asks"] = {fact: _domain(units, fact, asks[fact]) for fact in asks}
    if unit in ("word", "words"):
        content["answers"] = ["block", "warn", "sign:a", "sign:b"]
    return Made(content, {f: units[f] for f in asks if f in units}, asks, ends)


def _asks(chance: Random) -> tuple[Piece, dict[str, str]]:
    asks: Piece = {}
    units: dict[str, str] = {}
    for name in "abcd"[: chance.randint(1, 4)]:
        if chance.random() < 0.4:
            asks[name] = chance.choice([["yes", "no"], ["x", "y", "z"], ["p", "q", "r", "s"]])
        else:
            units[name] = chance.choice(["yuan", *SPANS])
            asks[name] = chance.choice(SPANS[units[name]])
    return asks, units


def _domain(units: dict[str, str], fact: str, values: list[str] | tuple[int, int]) -> Any:
    if isinstance(values, list):
        return values
    unit = units[fact]
    return {"unit": unit, "from": written(unit, values[0]), "to": written(unit, values[1])}


def _shared(case: dict[str, Any]) -> list[str]:
    return [case["then"]["of"]] if isinstance(case.get("then"), dict) else []


def _edition(
    chance: Random, asks: Piece, units: dict[str, str], unit: str, ends: dict[str, list[int]]
) -> dict[str, Any]:
    starts = FIRST + timedelta(days=chance.randint(0, 40))
    edition: dict[str, Any] = {
        "from": starts,
        "published": starts + timedelta(days=chance.randint(-20, 30)),
        "goes_by": chance.choice(["event", "submission", "decision"]),
        "sample": True,
        "cases": _cases(chance, asks, units, unit, ends),
    }
    if chance.random() < 0.4:
        edition["until"] = starts + timedelta(days=chance.randint(0, 40))
    return edition


def _cases(
    chance: Random, asks: Piece, units: dict[str, str], unit: str, ends: dict[str, list[int]]
) -> list[dict[str, Any]]:
    pieces = [asks]
    for _ in range(chance.randint(0, 5)):
        pieces += _cut(chance, pieces.pop(chance.randrange(len(pieces))), ends)
    chance.shuffle(pieces)
    rest = chance.randint(1, len(pieces)) if len(pieces) == 1 or chance.random() < 0.5 else 0
    whens = [_when(chance, asks, units, piece) for piece in pieces[rest:]]
    cases = [{"when": when, **_then(chance, unit, units)} for when in whens]
    return cases + [_then(chance, unit, units)] * bool(rest)


def _cut(chance: Random, piece: Piece, ends: dict[str, list[int]]) -> list[Piece]:
    """Two pieces of one, or the same where it cannot be cut."""
    fact = chance.choice(sorted(piece))
    values = piece[fact]
    if isinstance(values, list):
        if len(values) < 2:
            return [piece]
        at = chance.randint(1, len(values) - 1)
        return [{**piece, fact: values[:at]}, {**piece, fact: values[at:]}]
    least, most = values
    if least == most:
        return [piece]
    last = chance.choice([least, most - 1, chance.randint(least, most - 1)])
    ends[fact] += [last, last + 1]
    return [{**piece, fact: (least, last)}, {**piece, fact: (last + 1, most)}]


def _when(chance: Random, asks: Piece, units: dict[str, str], piece: Piece) -> dict[str, Any]:
    when: dict[str, Any] = {}
    for fact, values in piece.items():
        if values == asks[fact]:
            continue
        if isinstance(values, list):
            when[fact] = values[0] if len(values) == 1 and chance.random() < 0.5 else values
        else:
            when[fact] = _bounds(chance, units[fact], values, asks[fact])
    return when


def _bounds(chance: Random, unit: str, values: tuple[int, int], whole: Any) -> dict[str, Any]:
    """A range: an end at the edge of all may be left out, any other be included or excluded."""
    (first, last), (least, most) = values, whole
    bounds: dict[str, Any] = {}
    if first > least and chance.random() < 0.5:
        bounds["over"] = written(unit, first - 1)
    elif first > least or chance.random() < 0.3:
        bounds["from"] = written(unit, first)
    if last < most and chance.random() < 0.5:
        bounds["under"] = written(unit, last + 1)
    elif last < most or chance.random() < 0.3:
        bounds["to"] = written(unit, last)
    return bounds


def _then(chance: Random, unit: str, units: dict[str, str]) -> dict[str, Any]:
    why = {"because": "因", "because_en": "why"}
    if chance.random() < 0.15:
        return {"needs_human": "个案", **why}
    return {"then": _answer(chance, unit, units), **why}


def _answer(chance: Random, unit: str, units: dict[str, str]) -> Any:
    amounts = sorted(fact for fact in units if units[fact] == "yuan")
    if unit == "yuan" and amounts and chance.random() < 0.6:
        return {
            "share": chance.choice(SHARES),
            "of": chance.choice(amounts),
            "round": chance.choice(["down", "up", "half_up"]),
            "to": chance.choice(["fen", "yuan"]),
        }
    match unit:
        case "truth":
            return chance.choice([True, False])
        case "month_day":
            return chance.choice(["01-01", "02-28", "06-30", "12-31"])
        case "word":
            return chance.choice(["block", "warn", "sign:a"])
        case "words":
            return chance.choice([["sign:a"], ["sign:b", "sign:a"], ["sign:a", "sign:b"]])
    return written(unit, chance.randint(0, 60))


def questions(chance: Random, made: Made, number: int) -> Iterator[Asked]:
    """Values at every end of a case and one beside it, days about every day an edition turns on."""
    days = sorted(
        {
            edition[key] + timedelta(days=beside)
            for edition in made.content["editions"]
            for key in ("from", "until", "published")
            if key in edition
            for beside in (-1, 0, 1)
        }
    )
    for _ in range(number):
        event, submission, decision = sorted(chance.choices(days, k=3))
        facts = {fact: _value(chance, made, fact) for fact in made.asks}
        yield Asked(facts, event, submission, decision, chance.choice([*days, *days, date.max]))


def _value(chance: Random, made: Made, fact: str) -> str:
    values = made.asks[fact]
    if isinstance(values, list):
        return chance.choice([*values * 9, "moon"])
    least, most = values
    ends = [least, most, *made.ends[fact]]
    near = chance.choice(ends) + chance.choice([-1, 0, 1])
    anywhere = chance.randint(least, most)
    value = chance.choice([near, near, near, anywhere, anywhere // 50 * 50])
    if not least <= value <= most and (chance.random() < 0.9 or value < 0):
        value = min(max(value, least), most)
    return as_asked(chance, made.units[fact], value)


def as_asked(chance: Random, unit: str, number: int) -> str:
    """A number as people write it; an amount in any of the ways they do."""
    if unit != "yuan":
        return str(written(unit, number))
    ways = [written(unit, number), f"{number // 100}.{number % 100:02d}"]
    if number % 10 == 0:
        ways.append(f"{number // 100}.{number % 100 // 10}")
    if number % 100 == 0:
        ways.append(str(number // 100))
    return str(chance.choice(ways))
