"""A question is answered by the edition in force on one day, as the book was known on another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.book import Book, BookSilent, FactsMisfit, Question, Ruling
from services.rules.choosing import Dates
from services.rules.text import shelf
from services.rules.text.grammar import Reading

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
TRANSITION = """
book: a/b
layer: school
question: 问
question_en: What?
unit: days
editions:
  - from: 2020-01-01
    published: 2020-01-01
    goes_by: decision
    sample: true
    cases: [{then: 1, because: 旧, because_en: The old law.}]
  - from: 2025-09-01
    until: 2026-08-31
    published: 2025-08-20
    goes_by: submission
    sample: true
    cases: [{then: 2, because: 新, because_en: The new law.}]
  - from: 2026-01-01
    until: 2026-02-28
    published: 2026-02-01
    goes_by: event
    sample: true
    cases: [{then: 3, because: 宽, because_en: Relief.}]
"""
"""Old law for decisions; new law for what is submitted in its year; a winter's relief by event."""
BY_DATES = shelf.parse("transition.yaml", TRANSITION, Reading.STORED)
BOOK = shelf.parse("letter_days.yaml", LETTER_DAYS, Reading.STORED)
SAME_CITY = {"distance": "same_city"}
DAYS = st.dates(date(2004, 1, 1), date(2027, 12, 31))


def decide(facts: dict[str, str], on: date, known: date) -> Ruling:
    return BOOK.decide(Question.of_day(facts, on, known))


def number(case: Dates, known: date = date.max) -> object:
    return BY_DATES.decide(Question({}, case, known)).answer


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
    ruling = decide(SAME_CITY, date.fromisoformat(on), date.fromisoformat(known))
    assert ruling.answer == days


def test_nothing_in_force_is_nothing_to_answer_from() -> None:
    with pytest.raises(BookSilent) as refusal:
        decide(SAME_CITY, date(2004, 10, 31), date(2026, 1, 1))
    assert refusal.value.details["on"] == "2004-10-31"


def test_an_edition_that_does_not_ask_a_fact_may_be_given_it() -> None:
    ruling = decide(SAME_CITY, date(2010, 1, 1), date(2010, 1, 1))
    assert not ruling.edition.asks
    assert ruling.answer == 90
    assert ruling.written_facts == SAME_CITY


def test_an_edition_that_asks_a_fact_must_be_given_it() -> None:
    decide({}, date(2010, 1, 1), date(2010, 1, 1))
    with pytest.raises(FactsMisfit):
        decide({}, date(2026, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize("facts", [{"distance": "moon"}, {"distance": ""}, {"colour": "red"}])
@pytest.mark.parametrize("year", [2010, 2026])
def test_what_no_edition_asks_is_refused_on_every_day(facts: dict[str, str], year: int) -> None:
    with pytest.raises(FactsMisfit):
        decide({**SAME_CITY, **facts}, date(year, 1, 1), date(year, 1, 1))


def test_a_refusal_never_repeats_what_was_sent() -> None:
    for facts in ({"distance": "110101199003070000"}, {**SAME_CITY, "110101199003070000": "x"}):
        with pytest.raises(FactsMisfit) as refusal:
            decide(facts, date(2026, 1, 1), date(2026, 1, 1))
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
        ruling = decide({"distance": distance}, on, known)
    except BookSilent:
        assert answer is None
    else:
        assert ruling.answer == answer


@given(on=DAYS, known=DAYS, later=st.integers(0, 2000))
def test_knowing_more_never_reaches_for_an_older_edition(on: date, known: date, later: int) -> None:
    def found(known: date) -> tuple[date, date]:
        try:
            edition = BOOK.choose(Dates.all_on(on), known).edition
        except BookSilent:
            return date.min, date.min
        return edition.starts, edition.published

    assert found(known + timedelta(days=later)) >= found(known)


def test_the_order_of_editions_in_the_text_means_nothing() -> None:
    turned = Book(BOOK.name, BOOK.editions[::-1])
    for year in range(2005, 2028):
        day, case = date(year, 3, 1), Dates.all_on(date(year, 3, 1))
        assert turned.choose(case, day).edition == BOOK.choose(case, day).edition


@pytest.mark.parametrize(
    ("event", "submission", "decision", "answer"),
    [
        ("2025-08-31", "2025-08-31", "2025-08-31", 1),
        ("2025-08-31", "2025-08-31", "2025-09-01", 1),  # submitted under the old law
        ("2025-08-31", "2025-09-01", "2025-09-01", 2),
        ("2025-12-31", "2026-01-15", "2026-03-01", 2),  # the event came before the relief
        ("2026-01-01", "2026-01-15", "2026-03-01", 3),
        ("2026-02-28", "2026-03-15", "2026-09-15", 3),  # its last day, decided long after
        ("2026-03-01", "2026-03-15", "2026-09-15", 2),
        ("2026-03-01", "2026-08-31", "2027-01-01", 2),  # the last day of submission
        ("2026-03-01", "2026-09-01", "2027-01-01", 1),
        ("2026-02-28", "2026-09-01", "2027-01-01", 3),
    ],
)
def test_the_date_an_edition_goes_by_decides_whether_it_applies(
    event: str, submission: str, decision: str, answer: int
) -> None:
    case = Dates(*map(date.fromisoformat, (event, submission, decision)))
    assert number(case) == answer


def test_a_relief_not_yet_published_is_not_yet_given() -> None:
    case = Dates.all_on(date(2026, 1, 15))
    assert number(case, date(2026, 1, 31)) == 2
    assert number(case, date(2026, 2, 1)) == 3


def test_a_choice_says_why_and_why_not_each_of_the_others() -> None:
    case = Dates(date(2026, 3, 1), date(2026, 3, 15), date(2026, 9, 15))
    choice = BY_DATES.choose(case, date(2026, 9, 15))
    assert "the case was submitted on 2026-03-15" in choice.because.en
    assert "提交日为 2026-03-15" in choice.because.zh
    assert "2025-09-01 至 2026-08-31" in choice.because.zh
    (old, why_old), (relief, why_relief) = choice.passed_over
    assert (old.starts.year, relief.starts) == (2020, date(2026, 1, 1))
    assert "superseded by the edition in force from 2025-09-01" in why_old.en
    assert "事由发生日为 2026-03-01" in why_relief.zh
    assert "in force until 2026-02-28" in why_relief.en


def test_what_came_too_early_or_was_not_known_is_said_of_each() -> None:
    choice = BY_DATES.choose(Dates.all_on(date(2025, 8, 31)), date(2025, 12, 31))
    (_, early), (_, unknown) = choice.passed_over
    assert "in force from 2025-09-01" in early.en
    assert "衔接条款" in early.zh
    assert "published on 2026-02-01 and not yet known by 2025-12-31" in unknown.en
    assert choice.edition.starts == date(2020, 1, 1)
