"""Letters, certificates and name lists as one PDF, ready for the printer."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dangwu.transfer.v1.letter_pb2 import Letter, LetterKind, Sheet
from dangwu_client.letters import codes, glyphs, numerals

MOST_OFFSET_MM = 30.0
QR_PIXELS = 2
FORMS = "forms"
SEE_LIST = "见所附名单"


class Style(Enum):
    """What of a sheet is printed: all of it, what is filled in (套打), or the empty form."""

    FULL = "full"
    OVERPRINT = "overprint"
    BLANK = "blank"


class SheetRefused(ValueError):
    """A sheet that cannot be printed as it stands; the sentences say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh, self.en = zh, en


class GlyphMissing(SheetRefused):
    def __init__(self, number: str, character: str) -> None:
        self.character = character
        code = f"U+{ord(character):04X}"
        super().__init__(
            f"{number}：字体中没有“{character}”（{code}），无法打印。",
            f"{number}: the font has no {character!r} ({code}); nothing was printed.",
        )


class FieldTooLong(SheetRefused):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}”太长，印不下。", f"{text!r} is too long for its place; nothing was printed."
        )


@dataclass(frozen=True)
class Printed:
    """What a print holds."""

    sheets: int
    codes: tuple[str, ...]


def print_sheets(
    sheets: Sequence[Sheet],
    path: Path,
    *,
    style: Style = Style.FULL,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    round_zero: bool = False,
) -> Printed:
    """Write the sheets to a PDF that only its owner reads: it has ID numbers in clear."""
    from dangwu_client.staff import private

    pdf = render(sheets, style=style, offset_mm=offset_mm, round_zero=round_zero)
    private.write_bytes(path, pdf)
    known = (code for one in sheets for code in (one.letter.code, one.letter.receipt.code))
    return Printed(len(sheets), tuple(filter(None, known)))


def render(
    sheets: Sequence[Sheet],
    *,
    style: Style = Style.FULL,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    round_zero: bool = False,
) -> bytes:
    """The same as bytes. Equal sheets give equal bytes."""
    if not sheets:
        raise SheetRefused("没有要打印的介绍信。", "There is nothing to print.")
    if max(map(abs, offset_mm)) > MOST_OFFSET_MM:
        raise SheetRefused("套打偏移不得超过 30 毫米。", "An offset is 30 mm at most.")
    shown = [_given(sheet, round_zero) for sheet in sheets]
    for one in shown:
        _require_glyphs(one)
    given = {
        "title": "党员组织关系介绍信",
        "font": glyphs.FAMILY,
        "labels": style is not Style.OVERPRINT,
        "values": style is not Style.BLANK,
        "dx": offset_mm[0],
        "dy": offset_mm[1],
        "sheets": shown,
    }
    return compiled("dangwu_client.letters", FORMS, given)


def compiled(package: str, folder: str, given: Mapping[str, Any]) -> bytes:
    """The PDF that the `print.typ` of a package makes of what is given, in our one font."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(glyphs.font_folder())],
    )
    with resources.as_file(resources.files(package) / folder) as forms:
        try:
            pdf = typst.compile(
                str(forms / "print.typ"),
                root=str(forms),
                font_paths=fonts,
                sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
                format="pdf",
                timestamp=0,
            )
        except typst.TypstError as error:
            _, found, text = str(error.message).partition("too long: ")
            if found:
                raise FieldTooLong(text.strip('"')) from None
            raise
    assert isinstance(pdf, bytes)
    return pdf


def _require_glyphs(given: dict[str, Any]) -> None:
    texts = (value for name, value in given.items() if name not in ("qr", "code"))
    for text in _flat(texts):
        for character in glyphs.without(text):
            raise GlyphMissing(given["number"], character)


def _flat(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _flat(value)


def _given(sheet: Sheet, round_zero: bool) -> dict[str, Any]:
    letter, unit = sheet.letter, len(sheet.names)
    certificate = letter.kind == LetterKind.LETTER_KIND_CERTIFICATE
    return {
        "form": "certificate" if certificate else "letter",
        "number": letter.number,
        "who": sheet.member_name or (f"{sheet.names[0]}等{unit}名" if unit else ""),
        "sex": sheet.sex,
        "age": str(sheet.age) if sheet.age else "",
        "ethnicity": sheet.ethnicity,
        "member_kind": sheet.member_kind,
        "id_number": sheet.id_number or (SEE_LIST if unit else ""),
        "phone": sheet.phone,
        "source": sheet.source,
        "addressee": letter.addressee_name,
        "destination": _destination(sheet),
        "issuer": letter.issuer_name,
        "dues": _dues(sheet.dues_through, round_zero),
        "validity": numerals.counted(sheet.validity_days) if sheet.validity_days else "",
        "issued": _day(letter.issued_on),
        "valid_until": letter.valid_until,
        "issuer_address": sheet.issuer_address,
        "issuer_phone": sheet.issuer_phone,
        "issuer_fax": sheet.issuer_fax,
        "issuer_postcode": sheet.issuer_postcode,
        "mark": _mark(sheet),
        "occupation": sheet.occupation,
        "from_on": _spoken_day(sheet.from_on),
        "until_on": _spoken_day(sheet.until_on),
        "names": list(sheet.names),
        "count": numerals.counted(unit) if unit else "",
        "code": letter.code,
        "check": codes.short_print(letter.code) if letter.code else "",
        "qr": _qr(letter.code),
        "slip": _slip(letter),
    }


def _slip(letter: Letter) -> dict[str, Any]:
    """The slip bears the letter's code until there is a receipt with one of its own."""
    code = letter.receipt.code or letter.code
    return {
        "code": code,
        "valid_until": letter.valid_until,
        "check": codes.short_print(code) if code else "",
        "qr": _qr(code),
    }


def _destination(sheet: Sheet) -> str:
    where, place = sheet.letter.destination, sheet.place
    return f"{where}（{place}）" if place and place not in where else where


def _mark(sheet: Sheet) -> str:
    return sheet.mark or _reissued(sheet.letter)


def _reissued(letter: Letter) -> str:
    old = letter.replaces_number
    return f"补开：原介绍信 {old} 作废" if old else ""


def _dues(month: str, round_zero: bool) -> list[str]:
    return list(numerals.year_and_month(month, round_zero=round_zero)) if month else ["", ""]


def _day(text: str) -> list[str]:
    day = date.fromisoformat(text) if text else None
    return [str(day.year), str(day.month), str(day.day)] if day else ["", "", ""]


def _spoken_day(text: str) -> str:
    year, month, day = _day(text)
    return f"{year}年{month}月{day}日" if text else ""


@lru_cache(maxsize=1)  # the letter's, and right after it that of its slip
def _qr(code: str) -> list[int]:
    """The picture of a code, as the bytes of a PNG."""
    if not code:
        return []
    import segno

    picture = io.BytesIO()
    made = segno.make(code, error="m", boost_error=False, micro=False)
    made.save(picture, kind="png", scale=QR_PIXELS, border=2)
    return list(picture.getvalue())
