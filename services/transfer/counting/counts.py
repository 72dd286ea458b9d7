"""Counts of the roll, of movements and of what is open, organization by organization."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dangwu.transfer.v1 import statistics_pb2
from services.transfer.counting.moves import INSIDE, Move, Stretch
from services.transfer.store.terms import Term

TERM_COLUMNS = {
    "ABROAD": "abroad",
    "GRADUATE": "retained",
    "FLOATING": "floating",
    "SUSPENSION": "suspended",
}
NUMBERS = ("full", "probationary", "abroad", "retained", "floating", "suspended")


def roll(
    there: Iterable[Stretch], probationary: Collection[str], terms: Iterable[Term]
) -> list[statistics_pb2.RollCount]:
    """The roll of each organization; who is suspended is told apart and not counted as active."""
    running: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        if term.kind in TERM_COLUMNS:
            running[term.member_id].add(TERM_COLUMNS[term.kind])
    counts: dict[str, statistics_pb2.RollCount] = {}
    for one in there:
        count = counts.setdefault(
            one.organization_id,
            statistics_pb2.RollCount(
                organization_id=one.organization_id, organization_name=one.organization_name
            ),
        )
        columns = running[one.member_id]
        if "suspended" in columns:
            columns = {"suspended"}
        else:
            columns = columns | {"probationary" if one.member_id in probationary else "full"}
        for column in columns:
            setattr(count, column, getattr(count, column) + 1)
    return sorted(counts.values(), key=lambda one: (one.organization_name, one.organization_id))


def total(counts: Iterable[statistics_pb2.RollCount]) -> statistics_pb2.RollCount:
    """All of them together."""
    summed = statistics_pb2.RollCount()
    for one in counts:
        for name in NUMBERS:
            setattr(summed, name, getattr(summed, name) + getattr(one, name))
    return summed


Sort = tuple[str, str]
"""A kind of case, or ADMITTED, and its statistics code."""


def movements(
    moves: Sequence[Move], sorts: Mapping[str, Sort], within: Collection[str] | None
) -> dict[Sort, list[int]]:
    """How many came, went and moved within, of each sort; `sorts` is by id of the case.

    Seen from some organizations, whoever comes from another one of the school came as well.
    """
    counted: dict[Sort, list[int]] = defaultdict(lambda: [0, 0, 0])
    for move in moves:
        came = _here(move.came, within)
        left = move.left is not None and _here(move.left, within)
        if came or left:
            sort = sorts.get(move.came.transfer_id, ("ADMITTED", ""))
            counted[sort][2 if came and left else 0 if came else 1] += 1
    return counted


def _here(stretch: Stretch, within: Collection[str] | None) -> bool:
    return stretch.place == INSIDE and (within is None or stretch.organization_id in within)
