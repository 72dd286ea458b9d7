"""The comparison of two readers finds what it is there for: each defect planted is seen.

A defect is planted in what decides, after the books were read, and the property is put to the same
books on every run.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter, le, lt
from typing import Any, TypeAlias

import pytest

from services.rules import choosing, facts
from services.rules.choosing import Dates
from services.rules.edition import Edition, GoesBy, Share
from services.rules.facts import Bounds, Span
from tests.rules.two_readers import seen_apart

Compared: TypeAlias = Callable[[date, date], bool]
Plant: TypeAlias = tuple[Any, str, Any]
"""What is replaced, where, by what."""
AMOUNT = Share.amount


def end(side: str, included: int, excluded: int) -> Callable[[Bounds], int]:
    """An end of a range, moved by so much where it is included, and where it is excluded."""

    def number(bounds: Bounds) -> int:
        bound = getattr(bounds, side)
        if bound is None:
            return -(10**18) if side == "lower" else 10**18
        return int(bound) + (included if getattr(bounds, f"{side}_included") else excluded)

    return number


def applying(
    published: Compared = le, starts: Compared = le, until: Compared = le
) -> Callable[[Edition, Dates, date], bool]:
    """Whether an edition applies, by other comparisons than the right ones."""

    def applies(one: Edition, dates: Dates, known: date) -> bool:
        on = dates.of(one.goes_by)
        lasts = one.until is None or until(on, one.until)
        return published(one.published, known) and starts(one.starts, on) and lasts

    return applies


def choosing_by(
    pick: Callable[..., Edition | None], *keys: str
) -> Callable[[Sequence[Edition], Dates, date], Edition | None]:
    def chosen(editions: Sequence[Edition], dates: Dates, known: date) -> Edition | None:
        fitting = [one for one in editions if choosing.applies(one, dates, known)]
        return pick(fitting, key=attrgetter(*keys), default=None)

    return chosen


def sharing(**otherwise: str) -> Callable[[Share, int], int]:
    """The part of an amount, with one way of rounding taken for another."""

    def shared(share: Share, fen: int) -> int:
        rounds = otherwise.get(share.round, share.round)
        return AMOUNT(replace(share, round=rounds, to=otherwise.get(share.to, share.to)), fen)

    return shared


def mixed_up(dates: Dates, by: GoesBy) -> date:
    return {"event": dates.submission, "submission": dates.event}.get(by, dates.decision)


def half_down(share: Share, fen: int) -> int:
    unit = 100 if share.to == "yuan" else 1
    is_half = fen * share.hundredths % (10_000 * unit) * 2 == 10_000 * unit
    return sharing(half_up="down" if is_half else "half_up")(share, fen)


def always(*_: date) -> bool:
    return True


def whole_yuan(text: str) -> int:
    return int(text.replace(",", "").partition(".")[0]) * 100


def tenths_as_fen(text: str) -> int:
    whole, _, part = text.replace(",", "").partition(".")
    return int(whole) * 100 + int(part or 0)


def short(span: Span, text: str) -> int | None:
    number = span._number(text)
    return number if number is not None and span.least <= number < span.most else None


RIGHT: dict[str, Plant] = {
    "from and over": (Bounds, "least", property(end("lower", 0, 1))),
    "to and under": (Bounds, "most", property(end("upper", 0, -1))),
    "applies": (choosing, "applies", applying()),
    "latest": (choosing, "chosen", choosing_by(max, "starts", "published")),
    "shares": (Share, "amount", sharing()),
}
DEFECTS: dict[str, Plant] = {
    "over is read as from": (Bounds, "least", property(end("lower", 0, 0))),
    "from is read as over": (Bounds, "least", property(end("lower", 1, 1))),
    "from and over change places": (Bounds, "least", property(end("lower", 1, 0))),
    "to is read as under": (Bounds, "most", property(end("upper", -1, -1))),
    "under is read as to": (Bounds, "most", property(end("upper", 0, 0))),
    "to and under change places": (Bounds, "most", property(end("upper", -1, 0))),
    "published today is not known today": (choosing, "applies", applying(published=lt)),
    "what is not published is known": (choosing, "applies", applying(published=always)),
    "not in force on its first day": (choosing, "applies", applying(starts=lt)),
    "not in force on its last day": (choosing, "applies", applying(until=lt)),
    "in force for ever": (choosing, "applies", applying(until=always)),
    "the earliest edition": (choosing, "chosen", choosing_by(min, "starts", "published")),
    "the edition published last": (choosing, "chosen", choosing_by(max, "published", "starts")),
    "of one first day the earlier": (choosing, "chosen", choosing_by(max, "starts")),
    "always by the day of decision": (Dates, "of", lambda dates, _: dates.decision),
    "event and submission mixed up": (Dates, "of", mixed_up),
    "down is rounded half up": (Share, "amount", sharing(down="half_up")),
    "up is rounded half up": (Share, "amount", sharing(up="half_up")),
    "half a fen is rounded down": (Share, "amount", half_down),
    "half up is rounded down": (Share, "amount", sharing(half_up="down")),
    "yuan are rounded to fen": (Share, "amount", sharing(yuan="fen")),
    "fen are left out of an amount": (facts, "fen_of", whole_yuan),
    "a tenth of a yuan is a fen": (facts, "fen_of", tenths_as_fen),
    "the end of a domain is outside": (Span, "read", short),
}


@pytest.mark.parametrize("plant", RIGHT.values(), ids=list(RIGHT))
def test_the_same_rule_written_otherwise_is_no_defect(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*plant)
    assert not seen_apart()


@pytest.mark.parametrize("plant", DEFECTS.values(), ids=list(DEFECTS))
def test_a_planted_defect_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*plant)
    assert seen_apart()
