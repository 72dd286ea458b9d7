"""What is measured side by side answers alike, and the check of that finds a bound one fen off."""

from dataclasses import replace

import pytest

from services.rules.text import shelf
from tests.bench import deciding, thirty

LINES = thirty.lines()
BOOK = shelf.parse("thirty", thirty.book_text(LINES))
QUESTIONS = thirty.questions(LINES, seed=1, count=1_000)


def compare(lines: list[thirty.Line]) -> None:
    """Our book of the 30 lines beside another engine's table of these."""
    in_process = deciding.ways(BOOK, thirty.decision_model(lines), desk=None)[:3]
    deciding.compare(in_process, QUESTIONS)


def test_thirty_cases_are_measured() -> None:
    assert [case.number for case in BOOK.latest.cases] == list(range(1, 31))
    assert BOOK.latest.cases[1].then == 2
    assert len(BOOK.editions) == len(thirty.DAYS)


def test_both_engines_answer_alike() -> None:
    compare(LINES)


@pytest.mark.parametrize("index", range(len(LINES)))
def test_a_bound_one_fen_off_is_found(index: int) -> None:
    line = LINES[index]
    wrong = replace(line, bounds={key: fen + 1 for key, fen in line.bounds.items()})
    with pytest.raises(deciding.EnginesDiffer):
        compare([*LINES[:index], wrong, *LINES[index + 1 :]])
