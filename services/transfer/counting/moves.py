"""Where everybody was and when, as plain values: who is on the roll at an instant, who came, went.

All numbers come from the relationships and from nothing else, so that each can be counted again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

INSIDE, OUTSIDE, HISTORY = "INSIDE", "OUTSIDE", "HISTORY"


@dataclass(frozen=True, order=True)
class Stretch:
    """A time one member spent in one place; `until` is None while it lasts."""

    member_id: str
    since: datetime
    until: datetime | None
    place: str
    organization_id: str
    organization_name: str
    transfer_id: str
    id: str

    def lasts_at(self, instant: datetime) -> bool:
        """Whether it lasts at an instant: its first instant counts, its last does not."""
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True)
class Move:
    """A member's way from one place to the next; `left` is None where he was entered."""

    left: Stretch | None
    came: Stretch

    @property
    def enters(self) -> bool:
        """Whether it brings him onto the roll of the school."""
        return self.came.place == INSIDE and (self.left is None or self.left.place != INSIDE)

    @property
    def leaves(self) -> bool:
        """Whether it takes him off."""
        return self.left is not None and self.left.place == INSIDE and self.came.place != INSIDE


def on_roll(
    stretches: Iterable[Stretch], at: datetime, within: Collection[str] | None = None
) -> list[Stretch]:
    """Those on the roll of the school at an instant, or of some of its organizations."""
    return [
        one
        for one in stretches
        if one.place == INSIDE
        and one.lasts_at(at)
        and (within is None or one.organization_id in within)
    ]


def moves(stretches: Sequence[Stretch], after: datetime, through: datetime) -> list[Move]:
    """All moves behind one instant, up to another."""
    made: list[Move] = []
    ordered = sorted(stretches, key=_in_time)
    for left, came in pairwise([None, *ordered]):
        if came is None or not after < came.since <= through:
            continue
        same = left is not None and left.member_id == came.member_id
        made.append(Move(left if same else None, came))
    return made


def _in_time(one: Stretch) -> tuple[str, datetime, bool, bool]:
    """Each member's life in order; where several begin at one instant, the one no case began is
    the first, and the one that lasts is the last."""
    return one.member_id, one.since, one.until is None, bool(one.transfer_id)


@dataclass(frozen=True)
class Balance:
    """What was there, what came and went, and what is there: rows by their ids."""

    before: tuple[str, ...]
    came: tuple[str, ...]
    admitted: tuple[str, ...]
    went: tuple[str, ...]
    ended: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """I-10: members(until) = members(from) + came + admitted - went - ended."""
        reached = len(self.before) + len(self.came) + len(self.admitted)
        return len(self.after) == reached - len(self.went) - len(self.ended)

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 over the sorted ids behind each number, a line each, in hex."""
        return {
            name: sha256("\n".join(sorted(getattr(self, name))).encode()).hexdigest()
            for name in ("before", "came", "admitted", "went", "ended", "after")
        }


def balance(stretches: Sequence[Stretch], after: datetime, through: datetime) -> Balance:
    """The roll at two instants, and every move between them."""
    made = moves(stretches, after, through)
    return Balance(
        before=tuple(one.id for one in on_roll(stretches, after)),
        came=tuple(one.came.id for one in made if one.enters and one.left is not None),
        admitted=tuple(one.came.id for one in made if one.enters and one.left is None),
        went=tuple(one.came.id for one in made if one.leaves and one.came.place == OUTSIDE),
        ended=tuple(one.came.id for one in made if one.leaves and one.came.place == HISTORY),
        after=tuple(one.id for one in on_roll(stretches, through)),
    )
