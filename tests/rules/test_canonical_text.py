"""The same edition has the same text and hash, today and in ten years, and can be read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules import canon, grammar, shelf
from services.rules.book import Edition
from services.rules.grammar import BookBroken

LADDER = "310cf994065ccc0e978e2d3b586992683961429acd22e9b2e9d043ce8e238d41"
"""An edition once published keeps its hash for ever; this one was."""

EDITIONS = {f"{e.book} {e.starts}": e for book in shelf.package_books() for e in book.editions}
LINES = st.text(min_size=1, max_size=60).filter(lambda t: t == t.strip() and t.isprintable())
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=list(EDITIONS))
def test_an_edition_is_read_back_from_its_own_text(edition: Edition) -> None:
    assert shelf.edition_of(edition.text) == edition
    assert canon.text_of(shelf.edition_of(edition.text)) == edition.text


def test_a_published_edition_keeps_its_hash() -> None:
    assert EDITIONS["transfer/within_school_ladder 2019-05-21"].id == LADDER


@given(
    question=LINES,
    because=LINES,
    because_en=LINES,
    cites=LINES,
    values=st.lists(WORDS, min_size=2, max_size=4, unique=True),
    starts=st.dates(date(1949, 10, 1), date(2100, 1, 1)),
    days=st.integers(0, 36_500),
)
def test_whatever_a_book_says_is_read_back_as_it_was(
    question: str,
    because: str,
    because_en: str,
    cites: str,
    values: list[str],
    starts: date,
    days: int,
) -> None:
    content = {
        "book": "transfer/letter_days",
        "question": question,
        "unit": "days",
        "asks": {"distance": values},
        "editions": [
            {
                "from": starts,
                "published": starts,
                "cites": cites,
                "cases": [
                    {
                        "when": {"distance": values[0]},
                        "then": days,
                        "because": because,
                        "because_en": because_en,
                    },
                    {"needs_human": because, "because": because_en, "because_en": question},
                ],
            }
        ],
    }
    edition = grammar.read_book("x", content).editions[0]
    assert shelf.edition_of(edition.text) == edition
    assert edition.question == question
    assert edition.cases[0].because == because
    assert edition.cases[1].needs_human == because


def test_the_way_a_book_is_laid_out_does_not_change_its_hash() -> None:
    edition = EDITIONS["transfer/rung_days 2019-05-21"]
    turned = """
        {editions: [{cases: [
           {because_en: A branch has three days to attest or to accept., then: 3,
            because: 支部核实和支部接收各三日内办结。, when: {act: [accept, attest]}},
           {because_en: A committee has five days to release or to agree., then: 5,
            because: 分党委转出审批和转入审批各五日内办结。, when: {act: [agree, release]}}],
         sample: true, published: 2019-05-21, from: 2019-05-21}], unit: days,
         asks: {act: [attest, release, agree, accept]}, book: transfer/rung_days,
         question: 审批环节打开后，责任组织应在几日内办理？}"""
    assert shelf.parse("x.yaml", turned).editions[0].id == edition.id


@pytest.mark.parametrize("old", ["from: 2019-05-2", "published: 2019-05-2", 'because: "', "then: "])
def test_everything_an_edition_says_counts_in_its_hash(old: str) -> None:
    edition = EDITIONS["transfer/rung_days 2019-05-21"]
    start, end = edition.text.split(old, 1)
    altered = start + old + "2" + (end[1:] if end[0].isdigit() else end)
    assert altered != edition.text
    assert shelf.parse("x.yaml", altered).editions[0].id != edition.id


def test_a_text_that_is_not_canonical_is_not_taken_for_a_stored_one() -> None:
    edition = EDITIONS["transfer/rung_days 2019-05-21"]
    with pytest.raises(BookBroken):
        shelf.edition_of(edition.text + "\n# a remark\n")


def test_a_later_edition_may_ask_and_answer_more_without_touching_earlier_ones() -> None:
    edition = EDITIONS["transfer/expired_probation 2019-05-21"]
    path = shelf.BOOKS / "transfer" / "expired_probation.yaml"
    more = path.read_text(encoding="utf-8").replace("[block, warn]", "[block, warn, ask]")
    more = more.replace("\neditions:", "\nasks:\n  kind: [student, staff]\n\neditions:") + (
        "  - from: 2030-01-01\n    published: 2030-01-01\n    sample: true\n    cases:\n"
        "      - {when: {kind: student}, then: warn, because: 学生, because_en: A student.}\n"
        "      - {when: {kind: staff}, then: ask, because: 教工, because_en: Staff.}\n"
    )
    first, second = shelf.parse("x.yaml", more).editions
    assert first.id == edition.id
    assert second.asks == {"kind": ("student", "staff")}
