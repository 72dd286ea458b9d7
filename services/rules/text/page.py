"""One mapping of a book as its author wrote it: read strictly, and every complaint says where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from services.chassis.civil import FIRST, LAST
from services.chassis.errors import Malformed
from services.rules.facts import Measure, fen_of, written

MOST = {
    Measure.YUAN: 10**15,
    Measure.DAYS: 36_500,
    Measure.MONTHS: 1_200,
    Measure.YEARS: 200,
    Measure.COUNT: 999_999_999,
}
"""Larger numbers than these are slips of the pen; yuan are in fen."""


class BookBroken(Malformed):
    zh = "规则书 {file} 未被采用：{key} 处{problem}。"
    en = "The rule book {file} is refused: at {key}, {problem_en}."


@dataclass(frozen=True)
class Page:
    """One mapping of a book, and where it stands in which file."""

    file: str
    path: str
    content: Mapping[str, Any]

    @classmethod
    def read(
        cls, file: str, path: str, content: object, required: set[str], optional: set[str]
    ) -> Self:
        """A mapping with all required keys, perhaps the optional ones, and no others."""
        page = cls(file, path, content if isinstance(content, Mapping) else {})
        if not isinstance(content, Mapping):
            raise page.broken("", "应为键值表", "a mapping is expected")
        for key in content:
            if key not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise page.broken(
                    str(key), f"是不认识的键（可用：{known}）", f"this key is not known ({known})"
                )
        for key in sorted(required):
            if key not in content:
                raise page.broken(key, "缺少此项", "this is missing")
        return page

    def inner(self, key: str, required: set[str], optional: set[str]) -> "Page":
        """The mapping under a key."""
        return Page.read(self.file, self.below(key), self.content[key], required, optional)

    def __contains__(self, key: str) -> bool:
        return key in self.content

    def broken(self, key: str, problem: str, problem_en: str) -> BookBroken:
        where = ".".join(str(part) for part in (self.path, key) if part) or "/"
        return BookBroken(file=self.file, key=where, problem=problem, problem_en=problem_en)

    def below(self, key: str, number: int | None = None) -> str:
        path = f"{self.path}.{key}" if self.path else key
        return path if number is None else f"{path}[{number}]"

    def text(self, key: str) -> str:
        """One line for people, or nothing where the key is left out."""
        if key not in self.content:
            return ""
        value = self.content[key]
        if not isinstance(value, str) or not value.strip():
            raise self.broken(key, "应为文字", "a text is expected")
        if value != value.strip() or not value.isprintable():
            raise self.broken(key, "应为一行文字", "the text must be one line, and trimmed")
        return value

    def one_of(self, key: str, choices: tuple[str, ...], otherwise: str = "") -> str:
        """A word out of a closed list."""
        value = self.content.get(key, otherwise)
        if value not in choices:
            shown = ", ".join(choices)
            raise self.broken(key, f"应为 {shown} 之一", f"it must be one of {shown}")
        return str(value)

    def day(self, key: str) -> date:
        return self.as_day(key, self.content[key])

    def as_day(self, key: str, value: object) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.broken(key, "应为日期，如 2026-06-20", "a date is expected: 2026-06-20")
        if not FIRST <= value <= LAST:
            problem, problem_en = f"日期应在 {FIRST} 至 {LAST} 之间", f"dates lie in {FIRST}–{LAST}"
            raise self.broken(key, problem, problem_en)
        return value

    def items(self, key: str) -> list[object]:
        value = self.content[key]
        if not isinstance(value, list) or not value:
            raise self.broken(
                key, "应为列表，且不能为空", "a list is expected, and not an empty one"
            )
        return value

    def words(self, key: str, form: re.Pattern[str]) -> tuple[str, ...]:
        """Different words, in the order given."""
        found: list[str] = []
        for item in self.items(key):
            if not isinstance(item, str) or not form.fullmatch(item):
                raise self.broken(key, f"{item!r} 不是合规的词", f"{item!r} is not a word")
            if item in found:
                raise self.broken(key, f"{item} 重复", f"{item} stands there twice")
            found.append(item)
        return tuple(found)

    def number(self, key: str, measure: Measure) -> int:
        """A whole number: an amount as text, "2,000.00"; a date as a date; others as digits."""
        value = self.content[key]
        if measure is Measure.DATE:
            return self.day(key).toordinal()
        if measure is Measure.YUAN:
            fen = fen_of(value) if isinstance(value, str) else None
            if fen is None or written(measure, fen) != value or fen > MOST[measure]:
                raise self.broken(
                    key,
                    f'{value!r} 不是金额；请写成带引号、千位逗号和两位小数的元，如 "2,000.00"',
                    f'{value!r} is no amount; write yuan in quotes, with commas: "2,000.00"',
                )
            return fen
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST[measure]:
            raise self.broken(
                key,
                f"{value!r} 应为 0 至 {MOST[measure]} 的整数",
                f"{value!r} must be a whole number from 0 to {MOST[measure]}",
            )
        return value
