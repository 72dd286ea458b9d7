"""A book says no more than people can read and a service can check in a moment."""

import time
from datetime import date
from typing import Any

import pytest

from services.rules.book import Question
from services.rules.facts import Measure, Span
from services.rules.proofs.coverage import MOST_CASES, MOST_TRIED, grid_of
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from services.rules.text.limits import MOST_TESTS
from services.rules.text.page import MOST, BookBroken
from tests.rules.layered import ALWAYS, SCHOOL, WHY, content, edition, with_tests
from tests.rules.made_books import yaml_of
from tests.rules.sound import LETTERS, refuse

MOST_SECONDS = 6.0
"""For the slowest book that is lawful, on a machine that does other things too."""
CASE = "editions[0].cases[0]"


def draft(text: str) -> Any:
    return shelf.parse("draft", text, Reading.DRAFT, ALWAYS)


def counted(cases: int, tests: int, **asks: Any) -> str:
    """A book of so many cases and tests: each case is one number."""
    to = cases - 1
    listed: list[dict[str, Any]] = [
        {"when": {"n": {"from": n, "to": n}}, "then": n % 9} for n in range(cases)
    ]
    asked = {"n": {"unit": "count", "from": 0, "to": to}, **asks}
    names = {fact: f"条件{number}" for number, fact in enumerate(sorted(asked))}
    more = dict.fromkeys(asks, "yes")
    tried = [{"given": {"n": n % cases, **more}, "then": n % cases % 9} for n in range(tests)]
    if asks:  # so that every fact is one that some case turns on
        first, *others = listed
        first["when"] |= dict.fromkeys(asks, "yes")
        listed = [first, *others, {"then": 0}]
    made = content(SCHOOL, edition(listed), asks=asked, names=names)
    whole = with_tests({key: value for key, value in made.items() if key != "within"}, *tried)
    if asks:
        whole["editions"][0]["tests"].append({"given": {"n": 0, **dict.fromkeys(asks, "no")},
                                              "then": 0})  # fmt: skip
    return yaml_of(whole)


def refused(text: str) -> BookBroken:
    with pytest.raises(BookBroken) as refusal:
        draft(text)
    return refusal.value


def test_no_more_cases_and_tests_than_can_be_checked() -> None:
    assert len(draft(counted(MOST_CASES, MOST_CASES)).latest.cases) == MOST_CASES
    many = refused(counted(MOST_CASES + 1, MOST_CASES + 1))
    assert many.details["key"] == "editions[0].cases"
    assert "these are 201, and at most 200" in many.sentence_en
    assert draft(counted(2, MOST_TESTS))
    many = refused(counted(2, MOST_TESTS + 1))
    assert many.details["key"] == "editions[0].tests"
    assert "these are 1001, and at most 1000" in many.sentence_en


def test_no_more_questions_for_so_many_cases() -> None:
    facts: dict[str, Any] = {f"f{number}": ["yes", "no"] for number in range(5)}
    many = refused(counted(150, 150, **facts))
    assert many.details["key"] == "editions[0].cases"
    assert "4800 combinations of facts for 151 cases are more than 300000" in many.sentence_en
    assert "300000" in many.sentence_zh


@pytest.mark.parametrize(("cases", "facts", "tests"), [(180, 3, 999), (47, 7, 800)])
def test_the_slowest_lawful_books_are_read_in_a_moment(cases: int, facts: int, tests: int) -> None:
    """Either the checks are as many as may be, or the text is as long."""
    text = counted(cases, tests, **{f"f{number}": ["yes", "no"] for number in range(facts)})
    started = time.process_time()
    latest = draft(text).latest
    assert time.process_time() - started < MOST_SECONDS
    tried = len(grid_of(latest.asks, latest.cases)) * len(latest.cases)
    assert 0.8 * MOST_TRIED < tried <= MOST_TRIED or len(text) > 0.8 * shelf.MOST_TEXT


def test_a_text_longer_than_anybody_reads_is_refused_before_it_is_read() -> None:
    long = refused(LETTERS + "#" * (shelf.MOST_TEXT + 1 - len(LETTERS)))
    assert long.details["key"] == "/"
    assert "has 100001 characters, and at most 100000" in long.sentence_en
    assert shelf.parse("x.yaml", LETTERS + "#" * (shelf.MOST_TEXT - len(LETTERS)))


@pytest.mark.parametrize(
    ("old", "key", "most"),
    [
        ("question: 介绍信有效期为几日？", "question", 120),
        ("question_en: For how many days is a letter valid?", "question_en", 240),
        ("  same_city: 同城", "names.same_city", 40),
        ("note: 学校样例值，待学校确认。", "editions[0].note", 300),
        ("because: 同城。", f"{CASE}.because", 300),
        ("because_en: The same city.", f"{CASE}.because_en", 300),
    ],
)
def test_a_text_is_no_longer_than_its_place(old: str, key: str, most: int) -> None:
    start = old.partition(": ")[0] + ": "
    assert shelf.parse("x.yaml", LETTERS.replace(old, start + "长" * most, 1))
    said = f"has {most + 1} characters, and at most {most}"
    refuse(LETTERS, old, start + "长" * (most + 1), key, said)


def test_so_are_sources_and_what_is_left_to_people() -> None:
    for document, article, key in ((200, 201, "article"), (201, 1, "document")):
        cites = f"cites: {{document: {'长' * document}, article: {'长' * article}}}"
        refuse(LETTERS, "sample: true", cites, f"editions[0].cites.{key}", "has 201 characters")
    human = LETTERS.replace("then: 30}", "needs_human: true}")
    refuse(human, "then: 30\n", f"needs_human: {'长' * 301}\n", f"{CASE}.needs_human", "has 301")


def test_a_holiday_has_a_name_that_fits() -> None:
    calendar = (shelf.BOOKS / "calendar/working_days.yaml").read_text(encoding="utf-8")
    key = "editions[0].holidays[0]"
    refuse(calendar, "- name: 元旦", f"- name: {'长' * 41}", f"{key}.name", "at most 40")


def test_what_is_stored_is_read_however_long_it_is() -> None:
    long = {**WHY, "because": "长" * 301}
    made = content(SCHOOL, {**edition([{"then": 1}]), "cases": [{"then": 1, **long}]})
    stored = grammar.read_book("a/school.yaml", made, Reading.STORED).latest
    assert shelf.edition_of(stored.text).cases[0].because == long["because"]


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("same_province: 本省", "same_province: 同城", "names.same_province", "same_city has the"),
        ("channel: 转接方式", "channel: 去向", "names.distance", "channel has the same"),
    ],
)
def test_two_choices_are_told_apart_by_their_names(old: str, new: str, key: str, said: str) -> None:
    refuse(LETTERS, f"  {old}\n", f"  {new}\n", key, said)


def test_the_name_of_a_book_has_eighty_characters_at_most() -> None:
    longest = f"transfer/{'a' * 71}"
    assert shelf.parse("x.yaml", LETTERS.replace("transfer/letter_days", longest)).name == longest
    refuse(LETTERS, "transfer/letter_days", longest + "a", "book", "must look like")


@pytest.mark.parametrize("measure", [one for one in Measure if one is not Measure.DATE])
def test_whatever_a_span_may_hold_can_be_asked_with(measure: Measure) -> None:
    most = MOST[measure]
    span = Span(measure, 0, most)
    text = f"{most // 100}.00" if measure is Measure.YUAN else str(most)
    assert span.read(text) == most
    assert span.read("0" * 41) is None


def test_a_book_of_the_largest_count_answers_it() -> None:
    text = LETTERS.replace("channel: [paper, online]",
                           "channel: {unit: count, from: 0, to: 999999999}")  # fmt: skip
    text = text.replace("  paper: 纸质\n  online: 网上\n", "")
    text = text.replace("{distance: same_city, channel: paper}\n",
                        "{distance: same_city, channel: {to: 5}}\n")  # fmt: skip
    text = text.replace("channel: paper}", "channel: 5}")
    text = text.replace("channel: online}", "channel: 999999999}")
    asked = {"distance": "same_city", "channel": "999999999"}
    ruling = shelf.parse("x.yaml", text).decide(Question.of_day(asked, date(2026, 1, 1)))
    assert ruling.answer == 60
