"""Drawing a sample that nobody chose: by the words of a seed, the same for everybody (P-02)."""

from collections.abc import Collection, Sequence
from hashlib import sha256
from math import ceil

FEWEST = 3
SHARE, CASH_SHARE = 0.05, 0.10
"""One payment in twenty; of those in cash one in ten."""


def drawn(seed: str, ids: Collection[str], cash: Collection[str]) -> Sequence[str]:
    """The ids to be asked about, in the order in which the seed puts them: the shares of each kind,
    and at least three in all where there are as many."""
    in_cash, by_bank = sorted(set(cash)), sorted(set(ids) - set(cash))
    chosen = _first(seed, in_cash, ceil(len(in_cash) * CASH_SHARE))
    chosen += _first(seed, by_bank, ceil(len(by_bank) * SHARE))
    left = _first(seed, [one for one in ids if one not in chosen], len(ids))
    chosen += left[: max(0, FEWEST - len(chosen))]
    return _first(seed, chosen, len(chosen))


def _first(seed: str, ids: Collection[str], count: int) -> list[str]:
    order = sorted(ids, key=lambda one: sha256(f"{seed}\n{one}".encode()).digest())
    return order[:count]
