"""Where two editions of a book differ: every difference of an answer, and none that is not."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rules import calendar
from services.rules.edition import Edition
from services.rules.facts import Span
from services.rules.proofs.coverage import grid_of
from services.rules.telling import compare
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from tests.rules.layered import FACTS, SCHOOL, WHY, by_chance, content, edition
from tests.rules.sound import AID, LETTERS


def altered(sound: str, *changes: tuple[str, str]) -> Edition:
    for old, new in changes:
        assert old in sound
        sound = sound.replace(old, new)
    return shelf.parse("x.yaml", sound).latest


AID_EDITION, LETTER_EDITION = altered(AID), altered(LETTERS)


def test_an_edition_does_not_differ_from_itself() -> None:
    found = compare.differences(AID_EDITION, AID_EDITION)
    assert (found.head, found.answers, found.differ) == ([], [], 0)
    assert found.asked == 4


def test_a_bound_that_moved_differs_between_its_old_and_its_new_place() -> None:
    later = altered(
        AID, ("2,000.00", "2,500.00"), ("2,000.01", "2,500.01"), ('"800.00"', '"1,000.00"')
    )
    found = compare.differences(AID_EDITION, later)
    assert (found.asked, found.differ) == (6, 2)
    small_share, person = found.answers
    assert small_share.span == "金额 2,000.01 至 2,500.00，入党日期 1921-07-01 至 1949-09-30"
    assert small_share.facts == {"amount": "2000.01", "joined_on": "1921-07-01"}
    assert (small_share.earlier, small_share.later) == (80_000, 50_000)
    assert (person.earlier, person.earlier_human, person.later) == (None, "个案研究", 50_000)


def test_a_share_that_rounds_otherwise_differs_though_some_sums_agree() -> None:
    later = altered(AID, ("round: down", "round: up"), ('"800.00"', '"800.01"'))
    found = compare.differences(AID_EDITION, later)
    assert found.differ == 1
    assert found.answers[0].facts["amount"] == "2000.01"


def test_another_reason_for_a_person_is_no_other_answer() -> None:
    later = altered(AID, ("needs_human: 个案研究", "needs_human: 逐案研究"))
    assert not compare.differences(AID_EDITION, later).differ


def test_the_head_is_compared_key_by_key() -> None:
    later = altered(
        LETTERS,
        ("from: 2025-09-01", "from: 2026-09-01"),
        ("    goes_by: submission", "    until: 2027-08-31\n    goes_by: event\n    counting: "
         "{days: working, first: same_day, last: as_it_falls}"),
        ("    sample: true\n    note: 学校样例值，待学校确认。", "    cites: {document: 《办法》}"),
    )  # fmt: skip
    found = compare.differences(LETTER_EDITION, later)
    assert {one.key: (one.earlier, one.later) for one in found.head} == {
        "from": ("2025-09-01", "2026-09-01"),
        "until": ("", "2027-08-31"),
        "goes_by": ("submission", "event"),
        "cites": ("", "《办法》"),
        "sample": ("true", ""),
        "note": ("学校样例值，待学校确认。", ""),
        "counting.days": ("", "working"),
        "counting.first": ("", "same_day"),
        "counting.last": ("", "as_it_falls"),
    }
    assert not found.differ


def test_a_fact_that_only_one_of_them_asks_is_varied() -> None:
    one_case = LETTERS[: LETTERS.index("      - when:")]
    one_case += "      - {when: {channel: paper}, then: 30, because: 因, because_en: why}\n"
    one_case += "      - {then: 60, because: 因, because_en: why}\n    tests:\n"
    for channel, days in (("paper", 30), ("online", 60)):
        one_case += f"      - {{given: {{channel: {channel}}}, then: {days}}}\n"
    one_case = one_case.replace("  distance: [same_city, same_province, elsewhere]\n", "")
    for line in ("distance: 去向", "same_city: 同城", "same_province: 本省", "elsewhere: 省外"):
        one_case = one_case.replace(f"  {line}\n", "")
    found = compare.differences(LETTER_EDITION, altered(one_case))
    assert (found.asked, found.differ) == (6, 4)
    assert {one.facts["distance"] for one in found.answers} == {"same_province", "elsewhere"}
    assert "asks" in {one.key for one in found.head}


def test_a_value_that_only_one_knows_is_a_difference() -> None:
    wider = altered(LETTERS, ("[paper, online]", "[paper, online, courier]"),
                    ("  online: 网上\n", "  online: 网上\n  courier: 快递\n"))  # fmt: skip
    found = compare.differences(LETTER_EDITION, wider)
    assert (found.asked, found.differ) == (9, 3)
    assert {one.facts["channel"] for one in found.answers} == {"courier"}
    assert all(one.earlier is None and one.earlier_human is None for one in found.answers)
    narrower = compare.differences(wider, LETTER_EDITION)
    assert all(one.later_human is None for one in narrower.answers)
    assert narrower.differ == 3


def _counted(least: int, then: int) -> Edition:
    asks = {"n": {"unit": "count", "from": least, "to": 10}}
    cases: list[dict[str, Any]] = [
        {"when": {"n": {"to": 5}}, "then": then, **WHY},
        {"when": {"n": {"over": 5}}, "then": 9, **WHY},
    ]
    made = content(SCHOOL, edition(cases), asks=asks)
    return grammar.read_book("x.yaml", made, Reading.STORED).latest


def test_a_span_is_cut_where_either_ends() -> None:
    found = compare.differences(_counted(1, 2), _counted(0, 3))
    assert [(one.facts["n"], one.earlier, one.later) for one in found.answers] == [
        ("0", None, 3),
        ("1", 2, 3),
    ]


def test_calendars_are_compared_by_their_holidays() -> None:
    of_2025, of_2026 = next(b for b in shelf.seeds() if b.name == calendar.BOOK).editions[1:3]
    found = compare.differences(of_2025, of_2026)
    assert found.asked == 0
    assert "holidays" in {one.key for one in found.head}


def test_two_that_ask_too_much_between_them_are_not_compared_by_half() -> None:
    def wide(letter: str) -> Edition:
        facts = [f"{letter}{number}" for number in range(7)]
        cases = [
            {"when": dict.fromkeys(facts, "yes"), "then": 1, **WHY},
            {"then": 2, **WHY},
        ]
        made = content(SCHOOL, edition(cases), asks={fact: ["yes", "no"] for fact in facts})
        return grammar.read_book("x.yaml", made, Reading.STORED).latest

    assert compare.differences(wide("a"), wide("a")).asked == 2**7
    with pytest.raises(compare.TooManyQuestions):
        compare.differences(wide("a"), wide("b"))


@settings(max_examples=100, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_every_difference_is_listed_and_nothing_else(chance: Random) -> None:
    earlier, later = by_chance(chance, SCHOOL).latest, by_chance(chance, SCHOOL).latest
    found = compare.differences(earlier, later)
    grid = grid_of({**earlier.asks, **later.asks}, [*earlier.cases, *later.cases])
    assert found.differ == len(found.answers) <= found.asked == len(grid)
    for facts in FACTS:
        values = {f: int(v) if isinstance(grid.asks[f], Span) else v for f, v in facts.items()
                  if f in grid.asks}  # fmt: skip
        was, then = (one.case_for(values).answer(values) for one in (earlier, later))
        pieces = {fact: grid.piece(fact, value)[0] for fact, value in values.items()}
        listed = [one for one in found.answers
                  if one.facts == {fact: str(value) for fact, value in pieces.items()}]  # fmt: skip
        assert [(one.earlier, one.later) for one in listed] == ([(was, then)] * (was != then))
