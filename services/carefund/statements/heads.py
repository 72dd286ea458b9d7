"""Heads of a statement: counted, shared out, and put together where they tell of too few people.

C-098; a published head never tells of one or two people, nor lets them be worked out (P-30).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FEWEST = 3
"""A published row tells of at least so many people."""
TOGETHER = "合并"


@dataclass(frozen=True)
class Aid:
    """What one case cost in a year, less what came back of it in that year."""

    application_id: str
    member_id: str
    head: str
    fen: int


@dataclass(frozen=True)
class Head:
    """What was spent under one name, on whom, and how often."""

    name: str
    cases: frozenset[str]
    members: frozenset[str]
    fen: int


def heads(aids: Iterable[Aid]) -> list[Head]:
    """One row for each name, the largest sum first."""
    rows: dict[str, list[Aid]] = {}
    for one in aids:
        rows.setdefault(one.head, []).append(one)
    made = [
        Head(
            name,
            frozenset(one.application_id for one in found),
            frozenset(one.member_id for one in found),
            sum(one.fen for one in found),
        )
        for name, found in rows.items()
    ]
    return sorted(made, key=lambda one: (-one.fen, one.name))


def together(rows: Sequence[Head]) -> list[Head]:
    """The same for publication: rows of too few people are one row, with the smallest of the others
    where they would still be too few; so neither a row nor the rest of the total tells of them."""
    small = [one for one in rows if len(one.members) < FEWEST]
    rest = sorted(
        (one for one in rows if len(one.members) >= FEWEST), key=lambda one: len(one.members)
    )
    if not small:
        return list(rows)
    while rest and len(_joined(small).members) < FEWEST:
        small.append(rest.pop(0))
    joined = _joined(small)
    shown = sorted(rest, key=lambda one: (-one.fen, one.name))
    return [*shown, joined] if len(joined.members) >= FEWEST else shown


def _joined(rows: Sequence[Head]) -> Head:
    return Head(
        TOGETHER,
        frozenset().union(*(one.cases for one in rows)),
        frozenset().union(*(one.members for one in rows)),
        sum(one.fen for one in rows),
    )


def permille(part: int, whole: int) -> int:
    """A share in thousandths, rounded half up; 0 of nothing."""
    return (part * 2000 + whole) // (2 * whole) if whole > 0 and part > 0 else 0
