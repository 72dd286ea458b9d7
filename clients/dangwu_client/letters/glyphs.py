"""The one font letters are printed in, and whether it has every character that is to be printed."""

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

FAMILY = "Noto Sans CJK TC"
PACKAGE = "cvttf_NotoSansCJK_Regular"


class FontMissing(Exception):
    """The package with the font is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "打印介绍信需要字体：请安装 dangwu-client[office]。"
            " / Printing needs a font: install dangwu-client[office]."
        )


@cache
def font_folder() -> Path:
    """Where the font is."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FontMissing
    return Path(found.submodule_search_locations[0])


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    path = next(font_folder().glob("*.otf"), None)
    if path is None:
        raise FontMissing
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def without(text: str) -> Iterator[str]:
    """The characters of a text that leave no picture: unknown to the font, or invisible."""
    known = _covered()
    return (one for one in text if ord(one) not in known or category(one).startswith("C"))
