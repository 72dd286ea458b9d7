"""Numbers in conditions: every fen, day and date has one case, and a slip of a bound is shown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules import facts
from services.rules.book import Book, FactsMisfit, Question
from services.rules.facts import Bounds, Measure, Span
from services.rules.text import shelf
from tests.rules.sound import AID, LETTERS, refuse

FIRST, SECOND, THIRD = (f"editions[0].cases[{number}]" for number in range(3))
SMALL, LARGE = '{to: "2,000.00"}', '{over: "2,000.00"}, joined_on: {under'
ENDS = "one bound for each end"
QUOTED = 'write yuan in quotes, with commas: "2,000.00"'
ALL = '{unit: yuan, from: "0.00", to: "1,000,000.00"}'
COUNTING = "goes_by: submission\n    counting: {days: calendar, first: next_day, last: as_it_falls}"
WORKING = COUNTING.replace("calendar", "working")
AMOUNT = f"{FIRST}.when.amount"
BROKEN = {
    "an overlap of one fen": (LARGE, '{from: "2,000.00"}, joined_on: {under', SECOND,
                              "amount=2,000.00, joined_on=1921-07-01 fits both case 1 and case 2"),
    "a wider overlap": (SMALL, '{to: "3,000.00"}', SECOND,
                        "amount=2,000.01, joined_on=1921-07-01 fits both case 1 and case 2"),
    "a gap of one fen": (LARGE, '{over: "2,000.01"}, joined_on: {under', THIRD,
                         "amount=2,000.01, joined_on=1921-07-01 fits no case"),
    "a gap at the bound": (SMALL, '{under: "2,000.00"}', THIRD,
                           "amount=2,000.00, joined_on=1921-07-01 fits no case"),
    "an overlap of one day": ("{under: 1949-10-01}", "{to: 1949-10-01}", THIRD,
                              "amount=2,000.01, joined_on=1949-10-01 fits both case 2 and case 3"),
    "a gap of one day": ("{under: 1949-10-01}", "{under: 1949-09-30}", THIRD,
                         "amount=2,000.01, joined_on=1949-09-30 fits no case"),
    "crossing bounds": (SMALL, '{from: "3,000.00", to: "2,000.00"}', FIRST,
                        "bounds of amount cross (from 3,000.00 to 2,000.00)"),
    "bounds with nothing between": (SMALL, '{over: "1,999.99", under: "2,000.00"}', FIRST,
                                    "cross (over 1,999.99 under 2,000.00): no value fits"),
    "a bound outside": (SMALL, '{to: "1,000,000.01"}', FIRST,
                        "1,000,000.01 is not in 0.00 to 1,000,000.00 yuan"),
    "a date outside": ("{under: 1949-10-01}", "{under: 1921-06-30}", SECOND,
                       "1921-06-30 is not in 1921-07-01 to 2199-12-31"),
    "two lower bounds": (SMALL, '{from: "0.00", over: "0.00", to: "2,000.00"}', AMOUNT, ENDS),
    "two upper bounds": (SMALL, '{to: "2,000.00", under: "2,000.01"}', AMOUNT, ENDS),
    "no bound": (SMALL, "{}", AMOUNT, ENDS),
    "a number for a range": (SMALL, '"2,000.00"', AMOUNT, "spell out its bounds"),
    "a list for a range": (SMALL, '["2,000.00"]', AMOUNT, "spell out its bounds"),
    "another word for a bound": (SMALL, '{upto: "2,000.00"}', f"{AMOUNT}.upto", "not known"),
    "an amount that is a number": (SMALL, "{to: 2000}", f"{AMOUNT}.to", QUOTED),
    "a float": (SMALL, "{to: 2000.00}", f"{AMOUNT}.to", QUOTED),
    "an amount without commas": (SMALL, '{to: "2000.00"}', f"{AMOUNT}.to", QUOTED),
    "an amount without decimals": (SMALL, '{to: "2,000"}', f"{AMOUNT}.to", QUOTED),
    "an amount with one decimal": (SMALL, '{to: "2,000.0"}', f"{AMOUNT}.to", QUOTED),
    "an amount with a tenth of a fen": (SMALL, '{to: "2,000.001"}', f"{AMOUNT}.to", QUOTED),
    "a comma in the wrong place": (SMALL, '{to: "20,00.00"}', f"{AMOUNT}.to", QUOTED),
    "less than nothing": (SMALL, '{to: "-2,000.00"}', f"{AMOUNT}.to", QUOTED),
    "other digits": (SMALL, '{to: "２,000.00"}', f"{AMOUNT}.to", QUOTED),
    "a quoted date": ("{under: 1949-10-01}", '{under: "1949-10-01"}',
                      f"{SECOND}.when.joined_on.under", "a date is expected"),
    "an answer in bare yuan": ('then: "500.00"', "then: 500", f"{FIRST}.then", QUOTED),
    "an answer that is a float": ('then: "500.00"', "then: 500.00", f"{FIRST}.then", QUOTED),
    "a domain of one number": (ALL, ALL.replace("1,000,000.00", "0.00"), "asks.amount.to",
                               "more than `from`"),
    "a domain without an end": (ALL, '{unit: yuan, from: "0.00"}', "asks.amount.to", "missing"),
    "a domain of no unit": (ALL, ALL.replace("yuan", "fen"), "asks.amount.unit", "must be one of"),
    "more money than there is": (ALL, ALL.replace("1,000,000", "10,000,000,000,001"),
                                 "asks.amount.to", QUOTED),
    "a test beside the bound": ('{amount: "2,000.00", joined_on: 1949-10-01}, then',
                                '{amount: "2,000.01", joined_on: 1949-10-01}, then',
                                "editions[0].tests[0].then",
                                "500.00 is expected, and the cases answer needs_human"),
    "a test outside the domain": ('{amount: "2,000.00", joined_on: 1949-10-01}',
                                  '{amount: "1,000,000.01", joined_on: 1949-10-01}',
                                  "editions[0].tests[0].given.amount", "0.00 to 1,000,000.00 yuan"),
    "counting yuan": ("goes_by: submission", COUNTING, "editions[0].counting", "only days, months"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_slip_of_a_number_is_refused(old: str, new: str, key: str, said: str) -> None:
    refuse(AID, old, new, key, said)


def test_only_what_is_a_length_of_time_is_counted() -> None:
    assert shelf.parse("x.yaml", LETTERS.replace("goes_by: submission", WORKING)).latest.counting
    in_months = LETTERS.replace("unit: days", "unit: months")
    said = "only days as working days"
    refuse(in_months, "goes_by: submission", WORKING, "editions[0].counting", said)
    one_word = LETTERS.replace("unit: days", "unit: word\nanswers: [block]").replace(
        "names:\n", "names:\n  block: 不予受理\n"
    )
    for number in ("30", "90", "60"):
        one_word = one_word.replace(f"then: {number}", "then: block")
    assert shelf.parse("x.yaml", one_word)
    said = "only days, months and years"
    refuse(one_word, "goes_by: submission", COUNTING, "editions[0].counting", said)
    key = "editions[0].counting.last"
    refuse(
        LETTERS, "goes_by: submission", WORKING.replace(", last: as_it_falls", ""), key, "missing"
    )


def test_a_book_too_wide_to_be_checked_is_refused() -> None:
    wide = [f"f{number}: [yes, no]" for number in range(14)]
    text = AID.replace("asks:\n", "asks:\n" + "".join(f"  {fact}\n" for fact in wide))
    named = "".join(f"f{number}: 条件{number}, " for number in range(14))
    text = text.replace("names: {", "names: {" + named)
    when = ", ".join(fact.replace("[yes, no]", "yes") for fact in wide)
    said = "too many combinations"
    refuse(text, 'amount: {to: "2,000.00"}', when, THIRD, said)


AID_BOOK = shelf.parse("aid.yaml", AID)
DAY = date(2026, 1, 1)


def answer(book: Book, **given: str) -> object:
    return book.decide(Question.of_day(given, DAY)).answer


@pytest.mark.parametrize(
    ("amount", "joined_on", "case"),
    [
        ("2000.00", "1949-09-30", 1),
        ("2,000.00", "1949-10-01", 1),
        ("2000", "1949-10-01", 1),
        ("2000.01", "1949-09-30", 2),
        ("2000.01", "1949-10-01", 3),
        ("1000000", "1921-07-01", 2),
        ("0", "2199-12-31", 1),
    ],
)
def test_both_sides_of_a_bound(amount: str, joined_on: str, case: int) -> None:
    ruling = AID_BOOK.decide(Question.of_day({"amount": amount, "joined_on": joined_on}, DAY))
    assert ruling.case.number == case


@pytest.mark.parametrize(
    "amount",
    ["0" * 41, "1" + ",000" * 5, "", "-1", "1000000.01", "2000.005", "2.000,00", "2,00", "１",
     "1e3", " 1", "1 ", "NaN", "0x10", "1_000", "+1", ".5", "1.", "99999999999999999999"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_and_not_repeated(amount: str) -> None:
    with pytest.raises(FactsMisfit) as refusal:
        answer(AID_BOOK, amount=amount, joined_on="1949-10-01")
    assert refusal.value.details["fact"] == "amount"
    assert "0.00 to 1,000,000.00 yuan" in refusal.value.sentence_en
    assert not amount or amount not in refusal.value.sentence_en.replace("0.00 to 1,000", "")


@pytest.mark.parametrize("day", ["1949-9-30", "19490930", "1949-02-30", "1949-W39-5", "today", "1"])
def test_what_is_no_date_is_refused(day: str) -> None:
    with pytest.raises(FactsMisfit):
        answer(AID_BOOK, amount="1", joined_on=day)


@given(fen=st.integers(0, 10**15))
def test_an_amount_is_read_back_as_it_was_written(fen: int) -> None:
    with_commas = facts.written(Measure.YUAN, fen)
    assert Decimal(with_commas.replace(",", "")) == Decimal(fen) / 100
    assert facts.fen_of(with_commas) == facts.fen_of(with_commas.replace(",", "")) == fen
    span = Span(Measure.YUAN, 0, 10**15)
    assert span.read(facts.plain(span, fen)) == fen


@given(
    lower=st.none() | st.integers(0, 40),
    upper=st.none() | st.integers(0, 40),
    lower_included=st.booleans(),
    upper_included=st.booleans(),
    number=st.integers(0, 40),
)
def test_from_and_to_include_over_and_under_do_not(
    lower: int | None, upper: int | None, lower_included: bool, upper_included: bool, number: int
) -> None:
    bounds = Bounds(Measure.DAYS, lower, lower_included, upper, upper_included)
    above = lower is None or number > lower or (lower_included and number == lower)
    below = upper is None or number < upper or (upper_included and number == upper)
    assert facts.meets(bounds, number) == (above and below)
