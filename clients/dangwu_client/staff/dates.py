"""Days and months as people write them: 2026-10, 2026/10, 2026.10, 2026年10月, in any width."""

import re
import unicodedata
from datetime import date
from typing import Any

import click

from dangwu_client.staff.words import say

_PARTS = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[日月]?")


class _Civil(click.ParamType[str]):
    """A part of the calendar, passed on in the form the protos take."""

    name = "date"
    example, zh, en = "", "", ""
    has_day = False

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        day = self.read(str(value))
        if not day:
            self.fail(
                say(
                    "“{word}”不是{what}，请写成 {example}。",
                    "“{word}” is not a {what}; write it as {example}.",
                    word=value,
                    what=say(self.zh, self.en),
                    example=self.example,
                ),
                param,
                ctx,
            )
        return day

    def read(self, typed: str) -> str:
        """What was typed in the form the protos take; empty where it is no such thing."""
        day = self._day(typed)
        return day.isoformat()[: len(self.example)] if day else ""

    def _day(self, typed: str) -> date | None:
        found = _PARTS.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)))
        if not found or bool(found[3]) != self.has_day:
            return None
        try:
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            return None


class Month(_Civil):
    """A month, passed on as YYYY-MM."""

    example, zh, en = "2026-10", "月份", "month"


class Day(_Civil):
    """A day, passed on as YYYY-MM-DD."""

    example, zh, en = "2026-10-31", "日期", "day"
    has_day = True


MONTH, DAY = Month(), Day()
