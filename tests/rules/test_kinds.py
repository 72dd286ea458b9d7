"""Every kind of answer is written in one way, and is of that kind when it is given."""

from datetime import date

import pytest

from services.rules.book import Question
from services.rules.text import shelf
from services.rules.text.page import BookBroken

WORD = "word\nanswers: [block, warn]\nnames: {block: 不予受理, warn: 提示}"
WORDS = "words\nanswers: ['a:b', c]\nnames: {'a:b': 甲, c: 丙}"
PLAIN = "words\nanswers: [a, b]\nnames: {a: 甲, b: 乙}"
WHOLE = "must be a whole number"
QUOTED = "write yuan in quotes"
NONE = "is no answer in"


def one_case(unit: str, answer: str, test: str = "") -> str:
    return (
        f"book: a/b\nlayer: school\ncovers: []\nquestion: 问\nquestion_en: What?\nunit: {unit}\n"
        f"editions:\n  - from: 2020-01-01\n    published: 2020-01-01\n    goes_by: event\n"
        f"    sample: true\n    note: 样例\n    cases:\n      - {answer}\n"
        f"        because: 因\n        because_en: why\n    tests:\n"
        f"      - given: {{}}\n        {test or answer}\n"
    )


@pytest.mark.parametrize(
    ("unit", "then", "answer"),
    [
        ("yuan", '"2,000.00"', 200_000),
        ("yuan", '"0.01"', 1),
        ("yuan", '"0.00"', 0),
        ("days", "0", 0),
        ("months", "6", 6),
        ("years", "55", 55),
        ("count", "3", 3),
        ("month_day", '"07-01"', "07-01"),
        ("month_day", '"02-28"', "02-28"),
        ("month_day", '"12-31"', "12-31"),
        ("truth", "true", True),
        ("truth", "false", False),
        (WORD, "warn", "warn"),
        (WORDS, "[c, 'a:b']", ("c", "a:b")),
    ],
)
def test_every_kind_of_answer_can_be_given(unit: str, then: str, answer: object) -> None:
    book = shelf.parse("x.yaml", one_case(unit, f"then: {then}"))
    found = book.decide(Question.of_day({}, date(2026, 1, 1))).answer
    assert found == answer
    assert type(found) is type(answer)
    assert shelf.edition_of(book.latest.text).cases == book.latest.cases


@pytest.mark.parametrize(
    ("unit", "then", "said"),
    [
        ("yuan", "-1", QUOTED),
        ("yuan", "2000.00", QUOTED),
        ("yuan", '"2000.00"', QUOTED),
        ("days", '"5"', WHOLE),
        ("days", "5.0", WHOLE),
        ("months", "1201", WHOLE),
        ("years", "201", WHOLE),
        ("count", "true", WHOLE),
        ("count", "1000000001", WHOLE),
        ("month_day", '"02-29"', NONE),
        ("month_day", '"02-30"', NONE),
        ("month_day", '"04-31"', NONE),
        ("month_day", '"13-01"', NONE),
        ("month_day", '"00-10"', NONE),
        ("month_day", '"7-1"', NONE),
        ("month_day", "2026-07-01", NONE),
        ("truth", "yes", NONE),
        ("truth", "1", NONE),
        ("truth", '"true"', NONE),
        (WORD, "ignore", NONE),
        (WORD, "[block]", NONE),
        (PLAIN, "a", NONE),
        (PLAIN, "[a, a]", "a stands there twice"),
        (PLAIN, "[]", "not an empty one"),
        (PLAIN, "[a, c]", NONE),
        (PLAIN, "{share: '40%', of: a, round: down, to: fen}", NONE),
    ],
)
def test_no_other_kind_of_answer_can(unit: str, then: str, said: str) -> None:
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("x.yaml", one_case(unit, f"then: {then}"))
    assert refusal.value.details["key"] == "editions[0].cases[0].then"
    assert said in refusal.value.sentence_en


def test_a_book_may_leave_it_to_a_person() -> None:
    text = one_case("days", "needs_human: 情况特殊", "needs_human: true")
    ruling = shelf.parse("x.yaml", text).decide(Question.of_day({}, date(2026, 1, 1)))
    assert ruling.answer is None
    assert ruling.case.needs_human == "情况特殊"


def test_a_calendar_is_no_answer() -> None:
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("x.yaml", one_case("calendar", "then: 5"))
    assert refusal.value.details["key"] == "editions[0].cases"
