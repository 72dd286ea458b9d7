"""How far up a grant goes: by the sum of a year for one event, so that splitting gains nothing.

C-066, C-069, C-070; the bands, their signers and what must stand behind them are rule books.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.carefund.lifecycle import State
from services.carefund.terms import category_word, yuan

GRANTED = frozenset(
    {
        State.APPROVAL,
        State.APPROVED,
        State.PUBLICITY,
        State.PAYING,
        State.PAID,
        State.PAY_RETURNED,
        State.CONFIRMED,
        State.CLAIMED_BACK,
    }
)
"""Where a sum was proposed to the signers or approved, and has not come to nothing."""
MOST_FEN = 1_000_000_000
"""The most the book asks about; every sum above it is treated alike."""


@dataclass(frozen=True)
class Grant:
    """Another grant for the same event of the same person, as far as it has come."""

    state: State
    fen: int
    approved_on: date | None

    def counts(self, since: date) -> bool:
        """Whether it is added up: promised since that day, or on its way to be."""
        if self.state not in GRANTED:
            return False
        if self.approved_on is None:
            return self.state is State.APPROVAL
        return self.approved_on >= since


def window_start(today: date, months: int) -> date:
    """The first day of a window that ends today: the day of that number, so many months before."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def counted(fen: int, others: Iterable[Grant], today: date, months: int) -> int:
    """The sum that chooses the band: this one, and those for the same event in the window."""
    since = window_start(today, months)
    return fen + sum(other.fen for other in others if other.counts(since))


def over_standard(fen: int, standard_fen: int | None) -> bool:
    """Whether one grant is above the standard of its category; None: there is none."""
    return standard_fen is not None and fen > standard_fen


def question(counted_fen: int, category: int, over: bool) -> Mapping[str, str]:
    """What the book carefund/approval_band is asked."""
    return {
        "amount": yuan(min(counted_fen, MOST_FEN)),
        "category": category_word(category),
        "over_standard": "yes" if over else "no",
    }
