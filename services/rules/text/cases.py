"""The cases of an edition as their author wrote them: conditions, answers, reasons."""

import re
from collections.abc import Mapping
from typing import Any

from services.rules.edition import Answer, Case, Share, Unit
from services.rules.facts import FACT, Asks, Bounds, Condition, Measure, Span, Words
from services.rules.text.page import Page

WORD = re.compile(r"[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
NO_SUCH_DAY = {"02-29", "02-30", "02-31", "04-31", "06-31", "09-31", "11-31"}
"""The 29th of February is not a day of every year."""
PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?%", re.ASCII)
ENDS = {"from", "over", "to", "under"}


def read(page: Page, unit: Unit, asks: Asks, answers: frozenset[str]) -> tuple[Case, ...]:
    """All cases of an edition, or `BookBroken`; a calendar has none."""
    if unit is Unit.CALENDAR:
        return ()
    return tuple(
        _case(page, number, item, unit, asks, answers)
        for number, item in enumerate(page.items("cases"))
    )


def _case(
    edition: Page, number: int, content: object, unit: Unit, asks: Asks, answers: frozenset[str]
) -> Case:
    required, optional = {"because", "because_en"}, {"when", "then", "needs_human"}
    path = edition.below("cases", number)
    page = Page.read(edition.file, path, content, required, optional)
    if ("then" in page) == ("needs_human" in page):
        raise page.broken(
            "then", "then 与 needs_human 须且只能写一项", "either then or needs_human, and not both"
        )
    return Case(
        number=number + 1,
        when=_when(page, asks),
        then=answer(page, unit, asks, answers) if "then" in page else None,
        needs_human=page.text("needs_human"),
        because=page.text("because"),
        because_en=page.text("because_en"),
    )


def _when(case: Page, asks: Asks) -> dict[str, Condition]:
    if "when" not in case:
        return {}
    page = case.inner("when", set(), set(asks))
    if not page.content:
        raise case.broken("when", "没有条件时不写此项", "leave it out where there is no condition")
    taken: dict[str, Condition] = {}
    for fact in page.content:
        domain = asks[fact]
        taken[fact] = _bounds(page, fact, domain) if isinstance(domain, Span) else _words(
            page, fact, domain
        )  # fmt: skip
    return taken


def _words(page: Page, fact: str, domain: Words) -> frozenset[str]:
    """The values a case takes, written as one word or as a list of words."""
    value = page.content[fact]
    listed = Page(page.file, page.path, {fact: value if isinstance(value, list) else [value]})
    words = listed.words(fact, FACT)
    for word in words:
        if word not in domain.values:
            choices = ", ".join(domain.values)
            raise page.broken(fact, f"{word} 不在 {choices} 之中", f"{word} is not in {choices}")
    return frozenset(words)


def _bounds(when: Page, fact: str, domain: Span) -> Bounds:
    """The range a case takes: from and to include their number, over and under do not."""
    if not isinstance(when.content[fact], Mapping):
        raise when.broken(
            fact,
            "应写明上下限：from（含）、over（不含）、to（含）、under（不含）",
            "spell out its bounds: from (included), over (not), to (included), under (not)",
        )
    page = when.inner(fact, set(), ENDS)
    if not page.content or ENDS - {"to", "under"} <= set(page.content) or (
        ENDS - {"from", "over"} <= set(page.content)
    ):  # fmt: skip
        raise when.broken(
            fact,
            "每端至多一个界限：from 或 over，to 或 under",
            "one bound for each end: from or over, to or under",
        )
    ends = {key: page.number(key, domain.measure) for key in page.content}
    return Bounds(
        measure=domain.measure,
        lower=ends.get("from", ends.get("over")),
        lower_included="over" not in ends,
        upper=ends.get("to", ends.get("under")),
        upper_included="under" not in ends,
    )


def answer(page: Page, unit: Unit, asks: Asks, answers: frozenset[str]) -> Answer:
    """What stands under `then`, in the unit of the book."""
    value: Any = page.content["then"]
    match unit, value:
        case (Unit.YUAN, dict()):
            return _share(page, asks)
        case (Unit.YUAN | Unit.DAYS | Unit.MONTHS | Unit.YEARS | Unit.COUNT, _):
            return page.number("then", Measure(unit.value))
        case (Unit.TRUTH, bool()):
            return bool(value)
        case (Unit.MONTH_DAY, str()) if MONTH_DAY.fullmatch(value) and value not in NO_SUCH_DAY:
            return value
        case (Unit.WORD, str()) if value in answers:
            return value
        case (Unit.WORDS, list()) if set(page.words("then", WORD)) <= answers:
            return tuple(value)
    raise page.broken("then", f"{value!r} 不是 {unit} 类答案", f"{value!r} is no answer in {unit}")


def _share(page: Page, asks: Asks) -> Share:
    share = page.inner("then", {"share", "of", "round", "to"}, set())
    percent = PERCENT.fullmatch(str(share.content["share"]))
    hundredths = int(percent[1]) * 100 + int((percent[2] or "0").ljust(2, "0")) if percent else 0
    if not 0 < hundredths <= 10_000:
        raise share.broken("share", '应形如 "40%"，不超过 100%', 'it must look like "40%"')
    of = share.text("of")
    domain = asks.get(of)
    if not isinstance(domain, Span) or domain.measure is not Measure.YUAN:
        raise share.broken("of", f"{of} 不是以元计的条件", f"{of} is not a fact in yuan")
    return Share(
        hundredths,
        of,
        share.one_of("round", ("down", "up", "half_up")),
        share.one_of("to", ("fen", "yuan")),
    )
