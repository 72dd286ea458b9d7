"""Months and days stand in capital numerals, and read back as what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangwu_client.letters import numerals

WORTH = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(written: str) -> int:
    """A reader of its own: units times digits; 零 stands for any gap."""
    total, digit = 0, 0
    for character in written:
        if character in WORTH:
            total, digit = total + digit * WORTH[character], 0
        else:
            digit = numerals.DIGITS.index(character)
    return total + digit


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "壹拾"),
        (30, "叁拾"),
        (90, "玖拾"),
        (105, "壹佰零伍"),
        (110, "壹佰壹拾"),
        (1005, "壹仟零伍"),
        (1050, "壹仟零伍拾"),
        (2000, "贰仟"),
        (9999, "玖仟玖佰玖拾玖"),
    ],
)
def test_counts_are_written_as_they_are_spoken(number: int, written: str) -> None:
    assert numerals.counted(number) == written


def test_every_count_reads_back_and_no_two_are_alike() -> None:
    written = [numerals.counted(number) for number in range(10_000)]
    assert [read_back(one) for one in written] == list(range(10_000))
    assert len(set(written)) == 10_000
    assert not [one for one in written if "零零" in one or (one != "零" and one.endswith("零"))]


@pytest.mark.parametrize("number", [-1, 10_000])
def test_what_has_no_capital_numerals_is_refused(number: int) -> None:
    with pytest.raises(numerals.NotNumeral):
        numerals.counted(number)


def test_a_month_is_year_by_digits_and_month_by_count() -> None:
    assert numerals.month_in_words("2026-06") == "贰零贰陆年陆月"
    assert numerals.month_in_words("2026-06", round_zero=True) == "贰〇贰陆年陆月"
    assert numerals.month_in_words("2020-12") == "贰零贰零年壹拾贰月"


@given(st.integers(1000, 9999), st.integers(1, 12))
def test_every_month_reads_back(year: int, month: int) -> None:
    first, second = numerals.year_and_month(f"{year}-{month:02d}")
    assert [numerals.DIGITS.index(one) for one in first] == [int(one) for one in str(year)]
    assert read_back(second) == month


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-06", "2026-6", "２０２６-06"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(numerals.NotNumeral):
        numerals.month_in_words(text)
