"""The tests beside a rule: an edition whose own questions are answered otherwise is not let in.

Every case must be asked for by at least one of them. A rule that no test checks is a wish.
"""

from collections.abc import Callable
from datetime import date

from services.rules.edition import Answer, Edition, Unit
from services.rules.facts import Measure, Value, written
from services.rules.text.page import Page

ReadAnswer = Callable[[Page], Answer]


def run(edition: Edition, page: Page, answer: ReadAnswer) -> None:
    """Refuses with `BookBroken` at the first test that fails, or the first case without one."""
    reached: set[int] = set()
    for number, item in enumerate(page.items("tests")):
        path = page.below("tests", number)
        test = Page.read(page.file, path, item, {"given"}, {"then", "needs_human"})
        facts = _given(test, edition)
        case = edition.case_for(facts)
        reached.add(case.number)
        _require(test, edition.unit, case.answer(facts), answer)
    for case in edition.cases:
        if case.number not in reached:
            raise page.broken(
                f"cases[{case.number - 1}]", "没有测试用到此情形", "no test reaches this case"
            )


def _given(test: Page, edition: Edition) -> dict[str, Value]:
    given = test.inner("given", set(edition.asks), set())
    facts: dict[str, Value] = {}
    for fact, domain in edition.asks.items():
        content = given.content[fact]
        text = content.isoformat() if isinstance(content, date) else str(content)
        value = domain.read(text)
        if value is None:
            choices, choices_en = domain.choices(edition.names)
            raise given.broken(fact, f"应为 {choices}", f"it must be {choices_en}")
        facts[fact] = value
    return facts


def _require(test: Page, unit: Unit, found: Answer | None, answer: ReadAnswer) -> None:
    if ("then" in test) == ("needs_human" in test):
        raise test.broken(
            "then", "then 与 needs_human 须且只能写一项", "either then or needs_human, and not both"
        )
    if "needs_human" in test and test.content["needs_human"] is not True:
        raise test.broken("needs_human", "只能为 true", "it is true")
    expected = answer(test) if "then" in test else None
    if type(found) is not type(expected) or found != expected:
        answers, expects = shown_answer(unit, found), shown_answer(unit, expected)
        raise test.broken(
            "then",
            f"预期 {expects}，实际答案是 {answers}",
            f"{expects} is expected, and the cases answer {answers}",
        )


def shown_answer(unit: Unit, answer: Answer | None) -> str:
    """An answer as a book writes it."""
    if answer is None:
        return "needs_human"
    if unit is Unit.YUAN and isinstance(answer, int):
        return written(Measure.YUAN, answer)
    if isinstance(answer, bool):
        return str(answer).lower()
    return "[" + ", ".join(answer) + "]" if isinstance(answer, tuple) else str(answer)
