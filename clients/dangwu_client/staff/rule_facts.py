"""Facts of a case as people type them: in the book's names or its labels, money also in 万."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import Malformed
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.resolve import folded
from dangwu_client.staff.rule_words import TRUTHS
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.rules.v1.rules_pb2 import Book, Fact

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""What the names of facts and their words look like; an earlier edition may know others than the
latest, so the server is left to refuse these."""

UNITS = {
    "yuan": "元|yuan",
    "days": "日|天|days?",
    "months": "个月|月|months?",
    "years": "年|岁|years?",
    "count": "人|个|次|名|份",
}
"""What may stand behind a number; it must be of the fact's own kind."""

TIMES = {"千": Decimal(1_000), "万": Decimal(10_000)}
DIGITS = 20
"""As many characters before 千 or 万 are multiplied exactly; nobody owns more."""

HOW = {
    "yuan": (
        "金额写作 3000 或 3,000.00（单位元，最多两位小数），也可写 0.3万",
        "an amount is written 3000 or 3,000.00, in yuan with at most two decimals",
    ),
    "date": ("日期写作 2026-06-20", "a date is written 2026-06-20"),
}
WHOLE = ("写整数，例如 30", "a whole number is written in digits, such as 30")


def facts(known: "Book", typed: Sequence[str]) -> dict[str, str]:
    """Facts as the server takes them, from `fact=value` in the names of the book or its labels."""
    given: dict[str, str] = {}
    for pair in typed:
        left, sign, right = (part.strip() for part in folded(pair).partition("="))
        if not sign or not left or not right:
            raise click.UsageError(
                say(
                    "“{pair}”应写成 条件=值，例如 {example}。",
                    "“{pair}” must be fact=value, for example {example}.",
                    pair=pair,
                    example=_example(known),
                )
            )
        fact = _fact(known, left)
        name = fact.name if fact else left
        if name in given:
            raise click.UsageError(
                say("条件 {name} 写了两次。", "The fact {name} is given twice.", name=left)
            )
        given[name] = _value(known, fact, right) if fact else right
    return given


def _fact(known: "Book", typed: str) -> "Fact | None":
    """The fact that is meant; none where the server is to say what the book asks."""
    word = typed.lower()
    for one in known.facts:
        if word in (one.name, *_labels(one.label)):
            return one
    if NAME.fullmatch(typed):
        return None
    near = sorted(known.facts, key=lambda one: -_likeness(typed, one))
    if not near:
        raise _misfit(
            known,
            f"没有“{typed}”这一条件；这部规则不问任何条件。",
            f"There is no fact “{typed}”; this book asks for none.",
        )
    raise _misfit(
        known,
        f"没有“{typed}”这一条件；应为：{_both((one.label, one.name) for one in near)}。",
        f"There is no fact “{typed}”; there are: {', '.join(one.name for one in near)}.",
    )


def _both(named: Iterable[tuple[str, str]]) -> str:
    """Labels with the names behind them, as both may be typed."""
    return "、".join(f"{label}（{name}）" if label else name for label, name in named)


def _likeness(typed: str, fact: "Fact") -> float:
    return SequenceMatcher(None, typed, folded(fact.label)).ratio()


def _labels(label: str) -> tuple[str, str]:
    """A label whole, and without what it says in brackets."""
    whole = folded(label).lower()
    return whole, whole.partition("(")[0].strip()


def _value(known: "Book", fact: "Fact", typed: str) -> str:
    for choice in fact.choices:
        truth = TRUTHS.get(choice.value, ("", ""))
        if typed.lower() in (choice.value, *_labels(choice.label), *truth):
            return choice.value
    if fact.choices and not typed.isascii():
        some = _both((one.label, one.value) for one in fact.choices)
        raise _misfit(
            known,
            f"条件“{fact.label or fact.name}”没有“{typed}”这一值；应为：{some}。",
            f"{fact.name} cannot be “{typed}”; it may be:"
            f" {', '.join(one.value for one in fact.choices)}.",
        )
    if NAME.fullmatch(typed) or fact.unit not in (*UNITS, "date"):
        return typed
    read = DAY.read(typed) if fact.unit == "date" else _number(fact.unit, typed)
    if read:
        return read
    zh, en = HOW.get(fact.unit, WHOLE)
    raise _misfit(
        known,
        f"条件“{fact.label or fact.name}”读不懂“{typed}”：{zh}。",
        f"{fact.name} cannot be read from “{typed}”: {en}.",
    )


def _number(unit: str, typed: str) -> str:
    """A number as the server takes it: 0.3万 is 3000; empty where it is none of this unit."""
    grouped = r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)"
    places = r"(?:\.[0-9]{1,2})?" if unit == "yuan" else ""
    plain = rf"¥?\s*({grouped}{places})\s*(?:{UNITS[unit]})?"
    if found := re.fullmatch(plain, typed, re.IGNORECASE):
        return found[1].replace(",", "")
    found = re.fullmatch(rf"¥?\s*([0-9]+(?:\.[0-9]+)?)\s*([千万])\s*(?:{UNITS[unit]})?", typed)
    if not found or len(found[1]) > DIGITS:
        return ""
    told = f"{(Decimal(found[1]) * TIMES[found[2]]).normalize():f}"
    return told if re.fullmatch(rf"[0-9]+{places}", told) else ""


def _example(known: "Book") -> str:
    fact = next(iter(known.facts), None)
    if fact is None:
        return say("去向=同城", "distance=same_city")
    if not fact.choices:
        return f"{fact.name}={fact.least}"
    return f"{fact.name}={fact.choices[0].value}"


def _misfit(known: "Book", zh: str, en: str) -> Malformed:
    """Facts that the book does not ask for, or not so; refused as the server would."""
    return Malformed("FACTS_MISFIT", zh, en, code="INVALID_ARGUMENT", details={"book": known.name})
