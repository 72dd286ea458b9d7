"""A canonical text read back line by line, many times as fast as a YAML library reads it.

It knows the forms that `canon` writes, and what they mean in YAML, and nothing else. It finds no
fault with a text: what it does not know it leaves to the reader of YAML.
"""

import json
import re
from datetime import date
from typing import Any, TypeAlias

QUOTED = r'"[^"\\]*(?:\\["\\][^"\\]*)*"'
WORD = r"(?!(?:null|true|false)\b)[a-z][a-z0-9_]*"
NUMBER = r"0|[1-9][0-9]*"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TRUTHS = {"true": True, "false": False}
LINE = re.compile(rf"( *)(- )?({WORD}|{QUOTED}):(?: (\S.*))?")
PAIR = re.compile(rf"({WORD}): ({QUOTED}|{WORD}|{DAY}|{NUMBER})")
PAIRS = re.compile(rf"\{{{PAIR.pattern}(?:, {PAIR.pattern})*\}}")
TEXTS = re.compile(rf"\[(?:{QUOTED}(?:, {QUOTED})*)?\]")
DAYS = re.compile(rf"\[{DAY}(?:, {DAY})*\]")
INDENT = 2

Line: TypeAlias = tuple[int, bool, str, str]
"""How far it is indented, whether an item begins there, its key, and what stands behind it."""
END: Line = (-1, False, "", "")


class Unfamiliar(Exception):
    """The text has a form that is not known here."""


def content_of(text: str, most_characters: int) -> Any:
    """What a canonical text holds; or `Unfamiliar`, as for a line of more characters than that."""
    *written, rest = text.split("\n")
    lines = [*(_line(line, most_characters) for line in written), END]
    content, at = _mapping(lines, 0, 0)
    if lines[at] is not END or rest:
        raise Unfamiliar
    return content


def _line(line: str, most_characters: int) -> Line:
    found = LINE.fullmatch(line)
    if not found or len(line) > most_characters or not line.isprintable():
        raise Unfamiliar
    spaces, dash, key, written = found.groups()
    return len(spaces), bool(dash), _scalar(key), written or ""


def _mapping(lines: list[Line], at: int, indent: int, item: int = -1) -> tuple[Any, int]:
    """The mapping on these lines, and the line behind it; an item begins on a line with a dash."""
    content: dict[str, Any] = {}
    while lines[at][:2] == (indent, False) or at == item:
        _, _, key, written = lines[at]
        if key in content:
            raise Unfamiliar
        at += 1
        if written:
            content[key] = _value(written)
        elif lines[at][1]:
            content[key], at = _list(lines, at, indent + INDENT)
        else:
            content[key], at = _mapping(lines, at, indent + INDENT)
    if not content:
        raise Unfamiliar
    return content, at


def _list(lines: list[Line], at: int, indent: int) -> tuple[Any, int]:
    items: list[Any] = []
    while lines[at][:2] == (indent, True):
        item, at = _mapping(lines, at, indent + INDENT, item=at)
        items.append(item)
    if not items:
        raise Unfamiliar
    return items, at


def _value(written: str) -> Any:
    if PAIRS.fullmatch(written):
        pairs = PAIR.findall(written)
        content = {key: _scalar(value) for key, value in pairs}
        if len(content) < len(pairs):
            raise Unfamiliar
        return content
    if TEXTS.fullmatch(written):
        return json.loads(written)
    if DAYS.fullmatch(written):
        return [_scalar(day) for day in written[1:-1].split(", ")]
    return TRUTHS[written] if written in TRUTHS else _scalar(written)


def _scalar(written: str) -> Any:
    if re.fullmatch(QUOTED, written):
        return json.loads(written)
    if re.fullmatch(WORD, written):
        return written
    if re.fullmatch(NUMBER, written):
        return int(written)
    if re.fullmatch(DAY, written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise Unfamiliar from None
    raise Unfamiliar
