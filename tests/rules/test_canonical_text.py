"""The same edition has the same text and hash, today and in ten years, and can be read back."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.rules.book import Question
from services.rules.edition import Edition
from services.rules.facts import Words
from services.rules.text import canon, grammar, shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules.made_books import make
from tests.rules.sound import AID, LETTERS
from tests.rules.two_readers import parsed

FIRST_FORMAT = """\
book: "transfer/within_school_ladder"
question: "校内转接需要依次经过哪些审批环节？"
unit: words
asks:
  same_committee: ["yes", "no"]
answers: ["accept:destination_branch", "agree:destination_committee", \
"attest:source_branch", "release:source_committee"]
editions:
  - from: 2019-05-21
    published: 2019-05-21
    cites: "《中国共产党党员教育管理工作条例》（2019年）第二十五条"
    sample: true
    cases:
      - when:
          same_committee: ["yes"]
        then: ["release:source_committee", "accept:destination_branch"]
        because: "转出、转入支部同属一个分党委，由该分党委审批一次，转入支部接收后党员才转入。"
        because_en: "Both branches are under one committee, so it signs once; \
the member moves when the destination branch accepts."
      - when:
          same_committee: ["no"]
        then: ["attest:source_branch", "release:source_committee", \
"agree:destination_committee", "accept:destination_branch"]
        because: "跨分党委转接，转出支部核实、转出分党委审批、转入分党委审批，\
转入支部接收后党员才转入。"
        because_en: "The committees differ, so the source branch attests, the source committee \
releases and the destination committee agrees; \
the member moves when the destination branch accepts."
"""
LADDER = "310cf994065ccc0e978e2d3b586992683961429acd22e9b2e9d043ce8e238d41"
"""An edition once published keeps text and hash for ever; this one was, in the first format."""
EDITIONS = {
    f"{one.book} {one.starts} {one.published}": one
    for book in shelf.seeds()
    for one in book.editions
}
RUNG_DAYS = "transfer/rung_days 2019-05-21 2019-05-22"
LINES = st.text(min_size=1, max_size=60).filter(lambda t: t == t.strip() and t.isprintable())
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=list(EDITIONS))
def test_an_edition_is_read_back_from_its_own_text(edition: Edition) -> None:
    found = shelf.edition_of(edition.text)
    assert canon.text_of(found) == edition.text
    assert found.names.items() <= edition.names.items()  # words of other editions stay out
    within = tuple(sorted(edition.within))
    assert found == replace(edition, names=found.names, within=within)


def test_a_text_of_the_first_format_keeps_its_hash_and_is_read() -> None:
    edition = shelf.edition_of(FIRST_FORMAT)
    assert edition.id == LADDER
    assert canon.text_of(edition) == FIRST_FORMAT
    assert edition.first_format
    assert (edition.layer, edition.goes_by) == ("school", "decision")
    assert str(edition.cites) == "《中国共产党党员教育管理工作条例》（2019年）第二十五条"
    ruling = shelf.book_of((FIRST_FORMAT,)).decide(
        Question.of_day({"same_committee": "yes"}, date(2026, 6, 20))
    )
    assert ruling.answer == ("release:source_committee", "accept:destination_branch")


def test_a_text_of_the_first_format_stands_beside_later_ones() -> None:
    later = EDITIONS["transfer/within_school_ladder 2019-05-21 2019-05-22"]
    book = shelf.book_of((FIRST_FORMAT, later.text))
    asked = Question.of_day({"same_committee": "no"}, date(2019, 5, 21))
    assert book.decide(asked).edition.id == LADDER
    asked = Question.of_day({"same_committee": "no"}, date(2019, 5, 22))
    assert book.decide(asked).edition.id == later.id


def test_the_first_format_is_no_longer_taken_from_anybody() -> None:
    for reading in (Reading.PACKAGE, Reading.DRAFT):
        with pytest.raises(BookBroken) as refusal:
            shelf.parse("x.yaml", FIRST_FORMAT, reading)
        assert refusal.value.details["key"] in ("covers", "layer")


@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_whatever_cases_a_book_has_are_read_back_as_they_were(chance: Random) -> None:
    book = parsed(make(chance))
    assume(book)
    assert book
    for edition in book.editions:
        assert shelf.edition_of(edition.text) == edition
        assert len(edition.text.splitlines()) > 10


@given(
    lines=st.lists(LINES, min_size=6, max_size=6),
    values=st.lists(WORDS, min_size=2, max_size=4, unique=True),
    starts=st.dates(date(1949, 10, 1), date(2100, 1, 1)),
    days=st.integers(0, 36_500),
    counting=st.booleans(),
)
def test_whatever_a_book_says_is_read_back_as_it_was(
    lines: list[str], values: list[str], starts: date, days: int, counting: bool
) -> None:
    question, because, because_en, document, article, note = lines
    cases = [
        {
            "when": {"distance": values[0]},
            "then": days,
            "because": because,
            "because_en": because_en,
        },
        {"needs_human": because, "because": because_en, "because_en": question},
    ]
    edition = {
        "from": starts,
        "until": starts,
        "published": starts,
        "goes_by": "event",
        "cites": {"document": document, "article": article},
        "note": note,
        "cases": cases,
        **({"counting": ROLLING} if counting else {}),
    }
    content = {
        "book": "transfer/letter_days",
        "layer": "provincial",
        "question": question,
        "question_en": because_en,
        "unit": "days",
        "asks": {"distance": values},
        "names": dict.fromkeys([*values, "distance"], note),
        "editions": [edition],
    }
    found = grammar.read_book("x", content, Reading.STORED).editions[0]
    assert shelf.edition_of(found.text) == found
    assert (found.question, found.note, found.until) == (question, note, starts)
    assert (found.cites.document, found.cites.article) == (document, article)
    assert found.cases[0].because == because
    assert found.cases[1].needs_human == because
    assert bool(found.counting) == counting


ROLLING = {"days": "calendar", "first": "same_day", "last": "next_working_day"}
MORE = "      - {given: {distance: elsewhere, channel: online}, then: 90}\n"


def altered(old: str, new: str, sound: str = LETTERS) -> str:
    assert old in sound
    return shelf.parse("x.yaml", sound.replace(old, new, 1)).latest.id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[same_province, elsewhere]", "[elsewhere, same_province]"),
        ("published: 2025-08-20", "published:   2025-08-20  # a remark"),
        ("because: 同城。", 'because: "同城。"'),
        ("{distance: same_city, channel: paper}\n", "{channel: [paper], distance: [same_city]}\n"),
        ("covers: [R-025]", "covers: [R-025, R-026]"),
        (
            "    tests:\n",
            "    tests:\n      - {given: {distance: same_city, channel: paper}, then: 30}\n",
        ),
    ],
)
def test_what_decides_nothing_does_not_change_the_hash(old: str, new: str) -> None:
    assert altered(old, new) == shelf.parse("x.yaml", LETTERS).latest.id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: 2025-09-01", "from: 2025-09-02"),
        ("published: 2025-08-20", "published: 2025-08-21"),
        ("    goes_by: submission", "    until: 2026-09-01\n    goes_by: submission"),
        ("goes_by: submission", "goes_by: event"),
        ("layer: school", "layer: provincial"),
        ("待学校确认。", "由学校确认。"),
        ("  paper: 纸质", "  paper: 书面"),
        ("because: 同城。", "because: 同市。"),
        ("because_en: Elsewhere.", "because_en: Farther."),
        ("question: 介绍信", "question: 该介绍信"),
        ("question_en: For", "question_en: Over"),
        ("unit: days", "unit: months"),
        ("unit: days", "unit: days\nstricter: less"),
        ("unit: days", "unit: days\nwithin: [transfer/letter_validity_ceiling]"),
        ("    sample: true\n", "    sample: true\n    cites: {document: 《办法》}\n"),
        ("[paper, online]", "[online, paper]"),
    ],
)
def test_everything_an_edition_says_counts_in_its_hash(old: str, new: str) -> None:
    assert altered(old, new) != shelf.parse("x.yaml", LETTERS).latest.id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{to: "2,000.00"}', '{under: "2,000.01"}'),
        ("{under: 1949-10-01}", "{to: 1949-09-30}"),
        ('"40%"', '"40.01%"'),
        ("to: fen", "to: yuan"),
        ("round: down", "round: half_up"),
        ("article: 第三条", "article: 第四条"),
        ("2199-12-31", "2198-12-31"),
    ],
)
def test_how_a_number_is_written_counts_in_its_hash(old: str, new: str) -> None:
    """An author who wrote 不满 did not write 以下, though here it comes to the same."""
    untested = AID[: AID.index("    tests:")].replace("covers: []\n", "")
    assert old in untested
    texts = (untested, untested.replace(old, new, 1))
    found = {shelf.parse("x.yaml", text, Reading.STORED).latest.id for text in texts}
    assert len(found) == 2


def test_a_text_that_is_not_canonical_is_not_taken_for_a_stored_one() -> None:
    edition = EDITIONS[RUNG_DAYS]
    for text in (edition.text + "\n# a remark\n", edition.text.replace("then: 3", "then:  3")):
        with pytest.raises(BookBroken):
            shelf.edition_of(text)


def test_a_later_edition_may_ask_and_answer_more_without_touching_earlier_ones() -> None:
    edition = EDITIONS["transfer/expired_probation 2019-05-21 2019-05-22"]
    path = shelf.BOOKS / "transfer" / "expired_probation.yaml"
    more = path.read_text(encoding="utf-8").replace("[block, warn]", "[block, warn, ask]")
    more = more.replace(
        "\nnames:",
        "\nasks:\n  person: [student, staff]\n\nnames:\n  ask: 询问\n  person: 身份\n"
        "  student: 学生\n  staff: 教工",
    ) + (
        "  - from: 2030-01-01\n    published: 2030-01-01\n    goes_by: submission\n"
        "    sample: true\n    note: 样例\n    cases:\n"
        "      - {when: {person: student}, then: warn, because: 学生, because_en: A student.}\n"
        "      - {when: {person: staff}, then: ask, because: 教工, because_en: Staff.}\n"
        "    tests:\n      - {given: {person: student}, then: warn}\n"
        "      - {given: {person: staff}, then: ask}\n"
    )
    first, second = shelf.parse("x.yaml", more).editions
    assert first.id == edition.id
    assert second.asks == {"person": Words(("student", "staff"))}
