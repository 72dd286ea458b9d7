"""What is printed is whole: every field, in the one font, its codes readable by a camera."""

import time
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops
from pypdf import PdfReader

from dangwu.transfer.v1.letter_pb2 import LetterKind, Receipt, Sheet
from dangwu_client.letters import codes
from dangwu_client.letters.checking import Asked, verify
from dangwu_client.letters.codes import Keys
from dangwu_client.letters.papers import read
from dangwu_client.letters.sheets import (
    FieldTooLong,
    GlyphMissing,
    SheetRefused,
    Style,
    print_sheets,
    render,
)
from tests.letters.papers import ON, keys_file, pictures, receipt, sheet, signer

SIGNER = signer()
KEYS = Keys.read(keys_file(SIGNER))
LONGEST = {
    "name": "阿卜杜热西提·买买提艾力江",
    "addressee": "中共" + "某某省某某市某某区" * 6 + "委组织部",
    "destination": "中共" + "某某街道某某社区" * 6 + "联合党委第三党支部",
    "replaces": "2026第0001号",
}
NAMES = [f"党员{number}" for number in range(1, 43)] + ["买买提艾力·阿卜杜热西提江"]
CASES: dict[str, dict[str, Any]] = {
    "usual": {},
    "longest": LONGEST,
    "rare characters": {"name": "张㛃𬭎"},
    "reissued": {"replaces": "2026第0001号"},
    "probationary": {"member_kind": "预备", "dues": "2026-10", "days": 105},
    "certificate": {"kind": LetterKind.LETTER_KIND_CERTIFICATE},
    "whole unit": {"name": "", "id_number": "", "names": NAMES},
}
ALWAYS = (
    "中共海滨大学海洋学院委员会硕士第二党支部",
    "13900000000",
    "河北省秦皇岛市海港区大学路一号海滨大学党委组织部",
    "0335-8000000",
    "0335-8000001",
    "066000",
    "36",
    "汉族",
)


@pytest.fixture(params=CASES)
def made(request: pytest.FixtureRequest) -> Sheet:
    return sheet(SIGNER, "2026第0002号", **CASES[request.param])


def pages(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def printed(tmp_path: Path, *sheets: Sheet, **how: Any) -> Path:
    path = tmp_path / "letters.pdf"
    print_sheets(sheets, path, **how)
    return path


def test_every_field_is_on_the_page(made: Sheet, tmp_path: Path) -> None:
    path = printed(tmp_path, made)
    page = pages(path)[0]
    letter = made.letter
    wanted = [letter.number, letter.addressee_name, letter.destination, letter.replaces_number]
    wanted += [made.member_name, made.id_number, "2026年6月15日", letter.valid_until, *ALWAYS]
    wanted += [codes.short_print(letter.code).replace(" ", "")]
    assert not [one for one in wanted if one not in page]
    assert verify(letter.code, KEYS, Asked(ON, pages=read(str(path)).pages)).genuine


def test_dues_and_validity_are_in_capital_numerals(tmp_path: Path) -> None:
    case = sheet(SIGNER, **CASES["probationary"])
    assert "党费已交到贰零贰陆年壹拾月" in pages(printed(tmp_path, case))[0]
    assert "有效期壹佰零伍天" in pages(printed(tmp_path, case))[0]
    assert "党费已交到贰〇贰陆年壹拾月" in pages(printed(tmp_path, case, round_zero=True))[0]


def test_the_whole_form_stands_on_one_page(tmp_path: Path) -> None:
    (page,) = pages(printed(tmp_path, sheet(SIGNER)))
    for part in ("存根", "骑缝章", "贴回执联处", "请转接组织关系", "回执联", "经办人", "一个月内"):
        assert part in page
    assert page.count("2026第0001号") == 5  # on each part, and twice astride the seam
    assert page.count("（盖章）") == 2
    assert page.count("中共海滨大学委员会") == 1  # to whom the receipt goes; never at the seal


def test_only_the_embedded_font_is_used(made: Sheet, tmp_path: Path) -> None:
    fonts = set()
    for page in PdfReader(printed(tmp_path, made)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in inner["/FontDescriptor"].get_object()
            fonts.add(str(inner["/BaseFont"]).partition("+")[2])
    assert {font.partition("-")[0] for font in fonts} == {"NotoSansCJKtc"}


@pytest.mark.parametrize("character", ["\U0001f600", "\ue000", "\x07", "ⶀ"])
def test_a_character_without_a_glyph_is_named_and_nothing_is_printed(
    tmp_path: Path, character: str
) -> None:
    with pytest.raises(GlyphMissing) as refusal:
        printed(tmp_path, sheet(SIGNER), sheet(SIGNER, name=f"张{character}"))
    assert refusal.value.character == character
    assert f"U+{ord(character):04X}" in refusal.value.zh
    assert not list(tmp_path.iterdir())


def test_what_does_not_fit_is_refused_and_never_clipped(tmp_path: Path) -> None:
    with pytest.raises(FieldTooLong, match="去去去"):
        printed(tmp_path, sheet(SIGNER, destination="去" * 400))
    assert not list(tmp_path.iterdir())


def test_nothing_typed_is_taken_for_markup(tmp_path: Path) -> None:
    strange = '#panic("x") *粗* $y$ \\ "引号" // <a>'
    assert (
        "".join(strange.split()) in pages(printed(tmp_path, sheet(SIGNER, destination=strange)))[0]
    )


def scanned(pdf: Path, folder: Path, every: int = 1) -> list[list[str]]:
    found = []
    for picture in pictures(pdf.read_bytes(), folder, 2.5, every):
        with Image.open(picture) as page:
            found.append([one.text for one in zxingcpp.read_barcodes(page.convert("L"))])
    return found


def test_a_camera_reads_both_codes(made: Sheet, tmp_path: Path) -> None:
    found = scanned(printed(tmp_path, made), tmp_path)[0]
    parts = 1 if made.letter.kind == LetterKind.LETTER_KIND_CERTIFICATE else 2
    assert found == [made.letter.code] * parts


def test_the_slip_bears_the_receipts_code_once_there_is_one(tmp_path: Path) -> None:
    letter = sheet(SIGNER)
    text = receipt(SIGNER, letter)
    letter.letter.receipt.CopyFrom(Receipt(code=text))
    path = printed(tmp_path, letter)
    assert set(scanned(path, tmp_path)[0]) == {letter.letter.code, text}
    assert read(str(path)).codes == (letter.letter.code, text)


def test_an_overprint_falls_into_the_blanks_of_the_form(made: Sheet, tmp_path: Path) -> None:
    layers = []
    for style in (Style.BLANK, Style.OVERPRINT, Style.FULL):
        folder = tmp_path / style.value
        folder.mkdir()
        path = pictures(printed(folder, made, style=style).read_bytes(), folder)[0]
        layers.append(Image.open(path).convert("L"))
    blank, values, full = layers
    both = ImageChops.darker(blank, values)
    # Where a line and a character touch, their edges blend; nothing moves.
    differing = sum(ImageChops.difference(both, full).histogram()[64:])
    assert differing < 400
    assert sum(ImageChops.difference(blank, full).histogram()[64:]) > 20_000


def test_an_overprint_is_moved_by_its_offset(tmp_path: Path) -> None:
    boxes = []
    for offset in ((0.0, 0.0), (5.0, -4.0)):
        folder = tmp_path / str(offset)
        folder.mkdir()
        path = printed(folder, sheet(SIGNER), style=Style.OVERPRINT, offset_mm=offset)
        (picture,) = pictures(path.read_bytes(), folder, 72 / 25.4)  # some 8 pixels to the mm
        box = ImageChops.invert(Image.open(picture).convert("L")).getbbox()
        assert box
        boxes.append(box)
    scale = (72 / 25.4) ** 2
    assert abs((boxes[1][0] - boxes[0][0]) / scale - 5) < 0.3
    assert abs((boxes[1][1] - boxes[0][1]) / scale + 4) < 0.3


def test_an_offset_off_the_paper_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match="30"):
        printed(tmp_path, sheet(SIGNER), offset_mm=(31.0, 0.0))


def test_a_whole_unit_has_its_names_on_a_page_of_their_own(tmp_path: Path) -> None:
    letter, names = pages(printed(tmp_path, sheet(SIGNER, **CASES["whole unit"])))
    assert "党员1等43名" in letter
    assert "见所附名单" in letter
    assert not [name for name in NAMES if name not in names]
    assert "共肆拾叁名" in names
    assert "2026第0001号" in names


def test_a_large_unit_goes_over_several_pages(tmp_path: Path) -> None:
    many = [f"党员{number}号" for number in range(1, 251)]
    _, *lists = pages(printed(tmp_path, sheet(SIGNER, name="", id_number="", names=many)))
    assert len(lists) == 3
    assert not [name for name in many if name not in "".join(lists)]


def test_a_batch_is_one_file_in_order_and_takes_no_minute(tmp_path: Path) -> None:
    batch = [
        sheet(SIGNER, f"2026第{number:04d}号", name=f"党员{number}") for number in range(1, 201)
    ]
    began = time.monotonic()
    path = printed(tmp_path, *batch)
    took = time.monotonic() - began
    assert took < 60
    shown = pages(path)
    assert len(shown) == 200
    for page, letter in zip(shown, batch, strict=True):
        assert letter.letter.number in page
        assert letter.member_name in page
    assert read(str(path)).codes == tuple(letter.letter.code for letter in batch)
    sample = scanned(path, tmp_path, every=50)
    assert [page[0] for page in sample] == [letter.letter.code for letter in batch[::50]]


def test_equal_sheets_give_equal_bytes() -> None:
    assert render([sheet(SIGNER)]) == render([sheet(SIGNER)])


def test_what_is_printed_is_read_by_its_owner_only(tmp_path: Path) -> None:
    assert printed(tmp_path, sheet(SIGNER)).stat().st_mode & 0o777 == 0o600


def test_nothing_to_print_is_said() -> None:
    with pytest.raises(SheetRefused):
        render([])
