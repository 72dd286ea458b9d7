"""Amounts as people write them: 2000, 2,000.00, 2000元, ¥2,000; passed on in fen."""

import re
import unicodedata
from typing import Any

import click

from dangwu_client.staff.words import say

_YUAN = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?元?")


class _Yuan(click.ParamType[int]):
    """A sum of money above zero, in yuan with at most two decimals."""

    name = "yuan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        fen = parse(str(value))
        if not fen:
            self.fail(
                say(
                    "“{word}”不是金额，请写成 2000 或 2,000.00（元）。",
                    "“{word}” is not a sum; write it as 2000 or 2,000.00 (yuan).",
                    word=value,
                ),
                param,
                ctx,
            )
        return fen


def parse(text: str) -> int:
    """Fen; 0 where it is no sum above zero."""
    found = _YUAN.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if found is None:
        return 0
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0") or 0)


YUAN = _Yuan()


def yuan(fen: int) -> str:
    """An amount as it is shown: 1,234.56; nothing for zero."""
    sign, amount = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{amount // 100:,}.{amount % 100:02d}"
