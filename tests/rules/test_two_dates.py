"""A question is answered by the edition in force on one day, as the book was known on another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules import shelf
from services.rules.book import Book, BookSilent, FactsMisfit

LETTER_DAYS = """
book: transfer/letter_days
question: 介绍信有效期为几日？
unit: days
asks:
  distance: [same_city, elsewhere]
editions:
  - from: 2004-11-01
    published: 2004-11-01
    sample: true
    cases:
      - then: 90
        because: 一律九十日。
        because_en: Always ninety.
  - from: 2025-09-01
    published: 2025-08-20
    sample: true
    cases:
      - when: {distance: same_city}
        then: 30
        because: 同城三十日。
        because_en: Thirty in the same city.
      - then: 90
        because: 其余九十日。
        because_en: Ninety elsewhere.
  - from: 2025-09-01  # a correction, published late
    published: 2026-01-10
    sample: true
    cases:
      - when: {distance: same_city}
        then: 45
        because: 同城四十五日（更正）。
        because_en: Forty-five in the same city, as corrected.
      - then: 90
        because: 其余九十日。
        because_en: Ninety elsewhere.
  - from: 2004-11-01  # a correction of the first, published last
    published: 2026-03-01
    sample: true
    cases:
      - then: 89
        because: 一律八十九日（更正）。
        because_en: Always eighty-nine, as corrected.
"""
BOOK = shelf.parse("letter_days.yaml", LETTER_DAYS)
SAME_CITY = {"distance": "same_city"}
DAYS = st.dates(date(2004, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("on", "known", "days"),
    [
        ("2025-08-31", "2025-08-31", 90),
        ("2025-09-01", "2025-09-01", 30),
        ("2025-09-01", "2025-08-20", 30),
        ("2025-09-01", "2025-08-19", 90),
        ("2025-12-01", "2026-01-09", 30),
        ("2025-12-01", "2026-01-10", 45),
        ("2025-08-31", "2026-01-10", 90),
        ("2026-06-20", "2026-06-20", 45),
        ("2025-08-31", "2026-02-28", 90),
        ("2025-08-31", "2026-03-01", 89),
        ("2026-03-01", "2026-03-01", 45),
    ],
)
def test_a_late_correction_answers_only_those_who_could_know_it(
    on: str, known: str, days: int
) -> None:
    _, case = BOOK.decide(SAME_CITY, date.fromisoformat(on), date.fromisoformat(known))
    assert case.then == days


def test_nothing_in_force_is_nothing_to_answer_from() -> None:
    with pytest.raises(BookSilent) as refusal:
        BOOK.decide(SAME_CITY, date(2004, 10, 31), date(2026, 1, 1))
    assert refusal.value.details["on"] == "2004-10-31"


def test_an_edition_that_does_not_ask_a_fact_may_be_given_it() -> None:
    edition, case = BOOK.decide(SAME_CITY, date(2010, 1, 1), date(2010, 1, 1))
    assert not edition.asks
    assert case.then == 90


def test_an_edition_that_asks_a_fact_must_be_given_it() -> None:
    BOOK.decide({}, date(2010, 1, 1), date(2010, 1, 1))
    with pytest.raises(FactsMisfit):
        BOOK.decide({}, date(2026, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize("facts", [{"distance": "moon"}, {"distance": ""}, {"colour": "red"}])
@pytest.mark.parametrize("year", [2010, 2026])
def test_what_no_edition_asks_is_refused_on_every_day(facts: dict[str, str], year: int) -> None:
    with pytest.raises(FactsMisfit):
        BOOK.decide({**SAME_CITY, **facts}, date(year, 1, 1), date(year, 1, 1))


def test_a_refusal_never_repeats_what_was_sent() -> None:
    for facts in ({"distance": "110101199003070000"}, {**SAME_CITY, "110101199003070000": "x"}):
        with pytest.raises(FactsMisfit) as refusal:
            BOOK.decide(facts, date(2026, 1, 1), date(2026, 1, 1))
        said = refusal.value.sentence_zh + refusal.value.sentence_en + str(refusal.value.details)
        assert "110101199003070000" not in said


@given(on=DAYS, known=DAYS, distance=st.sampled_from(["same_city", "elsewhere"]))
def test_the_answer_is_that_of_a_reader_with_the_papers_before_him(
    on: date, known: date, distance: str
) -> None:
    """The naive reader turns the pages one by one, and lets what is in force later overrule."""
    answer = None
    if on >= date(2004, 11, 1) and known >= date(2004, 11, 1):
        answer = 90
    if on >= date(2004, 11, 1) and known >= date(2026, 3, 1):
        answer = 89
    if on >= date(2025, 9, 1) and known >= date(2025, 8, 20):
        answer = 30 if distance == "same_city" else 90
    if on >= date(2025, 9, 1) and known >= date(2026, 1, 10):
        answer = 45 if distance == "same_city" else 90
    try:
        _, case = BOOK.decide({"distance": distance}, on, known)
    except BookSilent:
        assert answer is None
    else:
        assert case.then == answer


@given(on=DAYS, known=DAYS, later=st.integers(0, 2000))
def test_knowing_more_never_reaches_for_an_older_edition(on: date, known: date, later: int) -> None:
    def found(known: date) -> tuple[date, date]:
        try:
            edition = BOOK.edition_on(on, known)
        except BookSilent:
            return date.min, date.min
        return edition.starts, edition.published

    assert found(known + timedelta(days=later)) >= found(known)


def test_the_order_of_editions_in_the_text_means_nothing() -> None:
    turned = Book(BOOK.name, BOOK.editions[::-1])
    for year in range(2005, 2028):
        day = date(year, 3, 1)
        assert turned.edition_on(day, day) == BOOK.edition_on(day, day)
