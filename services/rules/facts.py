"""Facts a book asks for, and the conditions its cases put on them.

A fact is a word of a list, or a number of a span. Every number is whole: money in fen, a date as
its ordinal; so a bound that excludes is the next number's bound that includes, and nothing is
rounded in a comparison.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

FACT = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""How a fact, and each word it may be, is written."""
YUAN = re.compile(r"(\d{1,3}(?:,\d{3}){1,4}|\d{1,14})(?:\.(\d{1,2}))?", re.ASCII)
"""An amount as people write it: 2000, 2,000, 2000.5 or 2,000.00."""
LONGEST = 40
"""Of the text of a value; whatever is longer is none."""
DIGITS = re.compile(r"\d{1,9}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TRUTHS = {"yes": "是", "no": "否"}


class Measure(StrEnum):
    """What the number of a fact counts."""

    YUAN = "yuan"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    DATE = "date"


MEASURED = {
    Measure.YUAN: (" 元", " yuan"),
    Measure.DAYS: (" 日", " days"),
    Measure.MONTHS: (" 个月", " months"),
    Measure.YEARS: (" 年", " years"),
    Measure.COUNT: ("", ""),
    Measure.DATE: ("", ""),
}
FORMS = {
    Measure.YUAN: ("（写作 3000 或 3,000.00）", " (written 3000 or 3,000.00)"),
    Measure.DATE: ("（写作 2026-06-20）", " (written 2026-06-20)"),
}
Value: TypeAlias = str | int
"""A word, or a number: fen, an ordinal of a date, or the count itself."""


def fen_of(text: str) -> int | None:
    """An amount in fen from what people write in yuan; None where it is no amount."""
    found = YUAN.fullmatch(text)
    if not found:
        return None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))


def written(measure: Measure, number: int) -> str:
    """A number as books and people write it: 2,000.00, 2026-06-20, 90."""
    if measure is Measure.YUAN:
        return f"{number // 100:,}.{number % 100:02d}"
    return date.fromordinal(number).isoformat() if measure is Measure.DATE else str(number)


@dataclass(frozen=True)
class Words:
    """A fact that is one of several words."""

    values: tuple[str, ...]

    def read(self, text: str) -> str | None:
        """The value a caller gave, or None where it is none of these."""
        return text if text in self.values else None

    def choices(self, names: Mapping[str, str]) -> tuple[str, str]:
        """What it may be, in Chinese with what staff call each word, and in English."""
        called = [f"{word}（{names[word]}）" if word in names else word for word in self.values]
        return f"{'、'.join(called)} 之一", f"one of {', '.join(self.values)}"


@dataclass(frozen=True)
class Span:
    """A fact that is a number, from the least to the most, both included."""

    measure: Measure
    least: int
    most: int

    def read(self, text: str) -> int | None:
        """The number a caller wrote, or None where it is none or lies outside."""
        number = self._number(text) if len(text) <= LONGEST else None
        return number if number is not None and self.least <= number <= self.most else None

    def _number(self, text: str) -> int | None:
        if self.measure is Measure.YUAN:
            return fen_of(text)
        if self.measure is not Measure.DATE:
            return int(text) if DIGITS.fullmatch(text) else None
        try:
            return date.fromisoformat(text).toordinal() if DAY.fullmatch(text) else None
        except ValueError:
            return None

    def choices(self, _names: Mapping[str, str]) -> tuple[str, str]:
        """What it may be and how a caller writes it, in Chinese and in English."""
        (zh, en), (form, form_en) = self.ends(), FORMS.get(self.measure, ("", ""))
        return f"{zh}{form}", f"{en}{form_en}"

    def ends(self) -> tuple[str, str]:
        """From where to where it goes, in Chinese and in English."""
        zh, en = MEASURED[self.measure]
        least, most = written(self.measure, self.least), written(self.measure, self.most)
        return f"{least} 至 {most}{zh}", f"{least} to {most}{en}"


Domain: TypeAlias = Words | Span
Asks: TypeAlias = Mapping[str, Domain]


@dataclass(frozen=True)
class Bounds:
    """A range of numbers, as its author wrote it: each end included or not, or open."""

    measure: Measure
    lower: int | None = None
    lower_included: bool = True
    upper: int | None = None
    upper_included: bool = True

    @property
    def least(self) -> int:
        """The smallest number inside; far below any span where the range is open."""
        return -(10**18) if self.lower is None else self.lower + (not self.lower_included)

    @property
    def most(self) -> int:
        """The largest number inside; far above any span where the range is open."""
        return 10**18 if self.upper is None else self.upper - (not self.upper_included)

    def keys(self) -> dict[str, int]:
        """Its ends under the words a book uses: from, over, to, under."""
        ends: dict[str, int] = {}
        if self.lower is not None:
            ends["from" if self.lower_included else "over"] = self.lower
        if self.upper is not None:
            ends["to" if self.upper_included else "under"] = self.upper
        return ends

    def shown(self) -> str:
        """As a book writes it: over 500.00 to 2,000.00."""
        return " ".join(f"{key} {written(self.measure, n)}" for key, n in self.keys().items())


Condition: TypeAlias = frozenset[str] | Bounds


def meets(condition: Condition, value: Value) -> bool:
    """Whether a value of a fact meets what a case asks of it."""
    if isinstance(condition, Bounds):
        return isinstance(value, int) and condition.least <= value <= condition.most
    return value in condition


def shown(domain: Domain, value: Value) -> str:
    """A value as a book writes it."""
    return written(domain.measure, int(value)) if isinstance(domain, Span) else str(value)


def plain(domain: Domain, value: Value) -> str:
    """A value as a caller writes it, which is how a receipt keeps it: 2000.00 without commas."""
    return shown(domain, value).replace(",", "")
