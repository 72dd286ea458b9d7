"""From the records of forms to one PDF, or to a file that only its owner reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from dangwu_client.letters import glyphs
from dangwu_client.letters.sheets import GlyphMissing, SheetRefused, compiled

SHEETS = "sheets"


class Form(Protocol):
    """One form: what kind it is, and all that stands on it, as plain words."""

    @property
    def kind(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def number(self) -> str: ...

    def shown(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Printing:
    """Who prints it, on which day and what for: it stands at the foot of every page.

    A notice that hangs in public carries its own digest there instead.
    """

    by: str
    on: str
    purpose: str

    def line(self) -> str:
        return f"打印：{self.by}　{self.on}　用途：{self.purpose}"


def print_forms(forms: Sequence[Form], path: Path, printing: Printing) -> int:
    """Write the forms to a PDF; returns how many. Nothing is written where one is refused."""
    from dangwu_client.staff import private

    private.write_bytes(path, render(forms, printing))
    return len(forms)


def render(forms: Sequence[Form], printing: Printing) -> bytes:
    """The same as bytes. Equal forms give equal bytes."""
    if not forms:
        raise SheetRefused("没有要打印的表。", "There is nothing to print.")
    shown = [_shown(form, printing) for form in forms]
    titles = list(dict.fromkeys(form.title for form in forms))
    given = {"title": "、".join(titles), "font": glyphs.FAMILY, "forms": shown}
    return compiled("dangwu_client.fund.forms", SHEETS, given)


def _shown(form: Form, printing: Printing) -> dict[str, Any]:
    shown = {
        "kind": form.kind,
        "title": form.title,
        "number": form.number,
        "foot": printing.line(),
    } | dict(form.shown())
    for text in _texts(shown):
        for character in glyphs.without(text.replace("\n", "")):
            raise GlyphMissing(form.number, character)
    return shown


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
