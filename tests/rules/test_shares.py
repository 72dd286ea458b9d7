"""A share of an amount is exact to the fen, and rounded as its book says."""

from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.book import Book, Question
from services.rules.edition import Share
from services.rules.facts import Measure, written
from services.rules.proofs import layers
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules.layered import CEILING, SCHOOL, content, edition
from tests.rules.sound import AID, refuse
from tests.rules.test_bounds import DAY

SHARE = '{share: "40%", of: amount, round: down, to: fen}'
THEN = "editions[0].cases[1].then"
LOOKS = 'it must look like "40%"'
BROKEN = {
    "more than all": ("40%", "100.01%", "share", LOOKS),
    "nothing": ("40%", "0%", "share", LOOKS),
    "next to nothing": ("40%", "0.00%", "share", LOOKS),
    "three decimals": ("40%", "40.001%", "share", LOOKS),
    "a fraction": ('"40%"', "0.4", "share", LOOKS),
    "a number": ('"40%"', "40", "share", LOOKS),
    "less than nothing": ("40%", "-40%", "share", LOOKS),
    "of a date": ("of: amount", "of: joined_on", "of", "joined_on is not a fact in yuan"),
    "of what is not asked": ("of: amount", "of: dues", "of", "dues is not a fact in yuan"),
    "rounded as bankers do": ("round: down", "round: bankers", "round", "down, up, half_up"),
    "to a tenth": ("to: fen", "to: jiao", "to", "fen, yuan"),
    "not rounded": (", round: down", "", "round", "missing"),
    "plus something": ("to: fen", 'to: fen, plus: "5.00"', "plus", "not known"),
}


@pytest.mark.parametrize(("old", "new", "key", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_share_that_is_none_is_refused(old: str, new: str, key: str, said: str) -> None:
    refuse(AID, SHARE, SHARE.replace(old, new), f"{THEN}.{key}", said)


def test_a_share_only_answers_in_yuan() -> None:
    in_days = AID.replace("unit: yuan\nasks", "unit: days\nasks").replace(
        'then: "500.00"', "then: 5"
    )
    refuse(in_days, "question_en", "question_en", THEN, "must be a whole number")


@pytest.mark.parametrize(
    ("share", "rounds", "to", "amount", "part"),
    [
        ("40%", "down", "fen", "2000.01", 80_000),  # 800.004
        ("40%", "up", "fen", "2000.01", 80_001),
        ("40%", "half_up", "fen", "2000.01", 80_000),
        ("50%", "half_up", "fen", "2000.01", 100_001),  # 1000.005
        ("50%", "down", "fen", "2000.01", 100_000),
        ("50%", "down", "yuan", "2001.99", 100_000),  # 1000.995
        ("50%", "half_up", "yuan", "2001.00", 100_100),  # 1000.50
        ("50%", "half_up", "yuan", "2000.99", 100_000),  # 1000.495
        ("50%", "up", "yuan", "2000.01", 100_100),
        ("33.33%", "down", "fen", "1000000.00", 33_330_000),
        ("0.01%", "down", "yuan", "9999.99", 0),
        ("100%", "up", "fen", "1000000", 100_000_000),
    ],
)
def test_a_share_is_rounded_as_the_book_says(
    share: str, rounds: str, to: str, amount: str, part: int
) -> None:
    text = AID.replace(SHARE, f'{{share: "{share}", of: amount, round: {rounds}, to: {to}}}')
    text = text.replace("2,000.00", "1,000.00").replace("2,000.01", amount)
    expected = written(Measure.YUAN, part)
    book = shelf.parse("x.yaml", text.replace('then: "800.00"', f'then: "{expected}"'))
    asked = {"amount": amount, "joined_on": "1949-09-30"}
    assert book.decide(Question.of_day(asked, DAY)).answer == part


@given(
    fen=st.integers(0, 10**13),
    hundredths=st.integers(1, 10_000),
    rounds=st.sampled_from(["down", "up", "half_up"]),
    to=st.sampled_from(["fen", "yuan"]),
)
def test_a_share_is_what_fractions_make_of_it(
    fen: int, hundredths: int, rounds: str, to: str
) -> None:
    unit = 100 if to == "yuan" else 1
    exact = Fraction(fen * hundredths, 10_000 * unit)
    whole = {"down": floor(exact), "up": ceil(exact), "half_up": floor(exact + Fraction(1, 2))}
    assert Share(hundredths, "amount", rounds, to).amount(fen) == whole[rounds] * unit


def share_book(head: dict[str, Any], share: str, rounds: str, to: str, of: str = "amount") -> Book:
    then = {"share": share, "of": of, "round": rounds, "to": to}
    domain = {"unit": "yuan", "from": "0.00", "to": "2.50"}
    made = content(head, edition([{"then": then}]), asks={of: domain}, unit="yuan")
    return grammar.read_book(f"{head['book']}.yaml", made, Reading.STORED)


@pytest.mark.parametrize(
    ("school", "sound"),
    [
        (("40%", "down", "fen"), True),
        (("30%", "down", "fen"), True),
        (("40%", "half_up", "fen"), False),  # of 0.02 it is 0.01 where nothing stands
        (("40%", "up", "fen"), False),
        (("40.01%", "down", "fen"), False),
        (("50%", "down", "fen"), False),
        (("40%", "down", "yuan"), False),  # less here, and yet not to be compared
        (("10%", "down", "fen", "cost"), False),  # another amount may be larger
    ],
)
def test_a_share_within_a_share_is_no_larger_and_rounded_no_further(
    school: tuple[str, ...], sound: bool
) -> None:
    upper, lower = share_book(CEILING, "40%", "down", "fen"), share_book(SCHOOL, *school)
    if sound:
        layers.require_within({upper.name: upper, lower.name: lower})
        return
    with pytest.raises(BookBroken, match="BOOK_BROKEN") as refused:
        layers.require_within({upper.name: upper, lower.name: lower})
    assert "looser than a/ceiling" in refused.value.sentence_en


def test_a_share_that_agrees_at_both_ends_may_differ_between_them() -> None:
    """Of 2.00 yuan half is 1 yuan, and forty percent of it is none; of 2.50 both are 1."""
    upper = share_book(CEILING, "40%", "down", "yuan")
    lower = share_book(SCHOOL, "50%", "down", "yuan")
    with pytest.raises(BookBroken) as refused:
        layers.require_within({upper.name: upper, lower.name: lower})
    assert "50% (amount, down, yuan) where 40% (amount, down, yuan)" in refused.value.sentence_en
