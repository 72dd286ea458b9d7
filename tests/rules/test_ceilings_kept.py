"""A ceiling cannot be got around: not by silence about it, and not by answering for people."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.rules.proofs import layers
from services.rules.text import grammar
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules.layered import (
    CEILING,
    SCHOOL,
    content,
    edition,
    flat,
    refusal,
    shelve,
    with_tests,
)


def test_a_ceiling_is_not_lifted_by_leaving_it_out(tmp_path: Path) -> None:
    """An edition stays within what an edition published before it stays within."""
    tested = {"tests": [{"given": {}, "then": 90}]}
    loose = {**edition([{"then": 100}], date(2026, 9, 1)), "tests": [{"given": {}, "then": 100}]}
    school = {**content(SCHOOL, {**edition([{"then": 90}]), **tested}), "covers": []}
    files = [flat(CEILING, 90), school]
    books = {book.name: book for book in shelve(tmp_path, *files)}
    free = {key: value for key, value in SCHOOL.items() if key != "within"}
    later = grammar.read_book("a/school.yaml", {**content(free, loose)}, Reading.DRAFT)
    merged = books | {"a/school": books["a/school"].with_edition(later.editions[0])}
    with pytest.raises(BookBroken) as refused:
        layers.require_within(merged, only=["a/school"])
    assert "answers 100 where 90 stands" in refused.value.sentence_en


@pytest.mark.parametrize(
    ("stricter", "unit", "below", "sound"),
    [
        ("no", "truth", True, False),
        ("no", "truth", False, True),
        ("yes", "truth", True, True),
        ("yes", "truth", False, False),
        ("less", "days", 1, False),
        ("less", "days", 0, True),
        ("more", "days", 30, False),
    ],
)
def test_what_is_left_to_a_person_above_is_not_answered_below(
    tmp_path: Path, stricter: str, unit: str, below: Any, sound: bool
) -> None:
    """Unless the answer is the strictest there can be."""
    human = {"needs_human": "由人决定"}
    above = content({**CEILING, "stricter": stricter}, edition([human]), unit=unit)
    ceiling = with_tests(above, {"given": {}, "needs_human": True})
    school = flat(SCHOOL, below, unit=unit)
    if sound:
        assert len(shelve(tmp_path, ceiling, school)) == 2
    else:
        assert "needs_human stands" in refusal(tmp_path, ceiling, school).sentence_en
