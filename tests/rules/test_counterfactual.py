"""What would have brought another answer: true, and with as few and as near changes as it takes."""

from datetime import date
from itertools import combinations, islice
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rules.book import Book, Question, Ruling
from services.rules.edition import Unit
from services.rules.facts import plain
from services.rules.proofs.coverage import grid_of
from services.rules.telling import counterfactual
from services.rules.telling.counterfactual import Alternative
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from tests.rules.layered import FACTS, SCHOOL, by_chance, content, edition
from tests.rules.sound import AID, LETTERS

DAY = date(2026, 6, 20)
AID_BOOK, LETTER_BOOK = shelf.parse("aid.yaml", AID), shelf.parse("letters.yaml", LETTERS)
BOOKS = {book.name: book for book in shelf.seeds() if book.latest.unit is not Unit.CALENDAR}


def decide(book: Book, facts: dict[str, str]) -> Ruling:
    return book.decide(Question.of_day(facts, DAY))


def sentences(book: Book, **facts: str) -> list[tuple[str, str]]:
    found = counterfactual.alternatives(decide(book, facts))
    return [(one.sentence.zh, one.sentence.en) for one in found]


def test_the_sentence_names_the_range_that_would_do() -> None:
    assert sentences(AID_BOOK, amount="2000.01", joined_on="1950-01-01") == [
        (
            "若金额不超过 2,000.00 元，则答案是 500.00 元：小额。",
            "If amount is 2,000.00 yuan or less, the answer is 500.00 yuan: Small.",
        ),
        (
            "若入党日期不晚于 1949-09-30，则答案是 800.00 元：按比例。",
            "If joined_on is 1949-09-30 or earlier, the answer is 800.00 yuan: A share.",
        ),
    ]


def test_words_are_said_as_staff_say_them() -> None:
    (first, _), (second, second_en) = sentences(LETTER_BOOK, distance="same_city", channel="paper")
    assert first == "若转接方式为「网上」，则答案是 60 日：其余。"
    assert second == "若去向为「本省」，则答案是 90 日：外地。"
    assert second_en == "If distance is same_province, the answer is 90 days: Elsewhere."


def test_a_matter_for_a_person_is_said_to_be_one() -> None:
    found = sentences(AID_BOOK, amount="2000.00", joined_on="1950-01-01")
    assert found[0][0] == "若金额不低于 2,000.01 元，则答案是 须由人决定（个案研究）：个案。"


def test_a_book_that_always_says_the_same_has_no_other_answer() -> None:
    assert not sentences(BOOKS["transfer/dues_through"])


def test_the_bound_beside_the_amount_comes_before_another_kind_of_case() -> None:
    facts = {"category": "illness", "cost": "29999.99"}
    nearest, *_ = counterfactual.alternatives(decide(BOOKS["carefund/standard_sum"], facts))
    assert nearest.changes == {"cost": 3_000_000}
    assert nearest.answer == 300_000


def test_of_two_ranges_that_would_do_the_nearer_is_named() -> None:
    cases: list[dict[str, Any]] = [
        {"when": {"n": {"over": 2, "to": 6}}, "then": 7},
        {"then": 5},
    ]
    made = content(SCHOOL, edition(cases), asks={"n": {"unit": "count", "from": 0, "to": 9}})
    book = grammar.read_book("x.yaml", made, Reading.STORED)
    assert [counterfactual.alternatives(decide(book, {"n": n}))[0].changes for n in "3456"] == [
        {"n": 2},
        {"n": 2},
        {"n": 7},
        {"n": 7},
    ]


def reachable(book: Book, facts: dict[str, str]) -> dict[object, int]:
    """Every other answer, with the least number of facts that must be different for it."""
    own = decide(book, facts).answer
    found: dict[object, int] = {}
    for number in range(1, len(facts) + 1):
        for names in combinations(facts, number):
            for other in FACTS:
                changed = {name: other[name] for name in names}
                answer = decide(book, facts | changed).answer
                if answer != own:
                    found.setdefault(answer, number)
    return found


def nearest_number(book: Book, facts: dict[str, str], answer: object) -> int | None:
    """How far the number must move for an answer, if it alone can bring it."""
    steps = [abs(n - int(facts["n"])) for n in range(5)
             if decide(book, facts | {"n": str(n)}).answer == answer]  # fmt: skip
    return min(steps, default=None)


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_every_other_answer_is_found_with_the_fewest_and_nearest_changes(chance: Random) -> None:
    book, facts = by_chance(chance, SCHOOL), chance.choice(FACTS)
    ruling = decide(book, facts)
    found = counterfactual.alternatives(ruling)
    assert {one.answer: len(one.changes) for one in found} == reachable(book, facts)
    assert [len(one.changes) for one in found] == sorted(len(one.changes) for one in found)
    for one in found:
        changed = facts | {fact: str(value) for fact, value in one.changes.items()}
        assert decide(book, changed).answer == one.answer != ruling.answer
        if one.changes.keys() == {"n"}:
            moved = abs(int(one.changes["n"]) - int(facts["n"]))
            assert moved == nearest_number(book, facts, one.answer)


def written(ruling: Ruling, one: Alternative) -> dict[str, str]:
    asks = ruling.edition.asks
    return {fact: plain(asks[fact], value) for fact, value in one.changes.items()}


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_the_alternatives_of_every_book_of_the_package_are_true(name: str) -> None:
    edition = BOOKS[name].latest
    grid = grid_of(edition.asks, edition.cases)
    for values in islice(grid.questions(), 20):
        facts = {fact: plain(edition.asks[fact], value) for fact, value in values.items()}
        ruling = decide(BOOKS[name], facts)
        found = counterfactual.alternatives(ruling)
        assert len({one.answer for one in found} | {ruling.answer}) == len(found) + 1
        assert len(found) <= counterfactual.MOST
        for one in found:
            other = decide(BOOKS[name], facts | written(ruling, one))
            assert (other.answer, other.case.number) == (one.answer, one.case.number)
            assert one.sentence.zh.startswith("若")
            assert one.case.because in one.sentence.zh
