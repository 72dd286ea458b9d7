"""The five forms of the fund: whole, in our one font, and nothing on them that may not be there."""

from pathlib import Path
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from pypdf import PdfReader

from dangwu.carefund.v1 import payment_pb2, statement_pb2
from dangwu.carefund.v1.statement_pb2 import AnnualStatement, ExpenseRow, IncomeRow
from dangwu_client.fund.forms import (
    Form,
    NoticeForm,
    PoolYear,
    SignOffSheet,
    Spent,
    gathering,
    print_forms,
    render,
)
from dangwu_client.fund.forms.amounts import capitals, figures
from dangwu_client.fund.forms.notice import NoticeOver
from dangwu_client.fund.forms.signoff import RowRefused
from dangwu_client.fund.forms.summary import SumsDiffer
from dangwu_client.fund.forms.voucher import AmountsDiffer
from dangwu_client.letters.sheets import GlyphMissing, SheetRefused
from services.carefund import capitals as servers
from tests.forms import papers
from tests.forms.cases import CASES
from tests.forms.papers import ACCOUNT, BANK, ID_NUMBER, PHONE, PRINTING
from tests.forms.tables import A_ID, notice, row, sheet, summary


def pages(folder: Path, *forms: Form) -> list[str]:
    path = folder / "forms.pdf"
    print_forms(forms, path, PRINTING)
    return [
        "".join(page.extract_text().replace("\u200b", "").split()) for page in PdfReader(path).pages
    ]


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in texts(one)]
    return []


@pytest.mark.parametrize("name", CASES)
def test_every_word_of_a_form_is_on_its_pages(name: str, tmp_path: Path) -> None:
    form = CASES[name]
    shown = pages(tmp_path, form)
    body = "".join(shown)
    said = ("".join(text.split()) for text in texts(form.shown()))
    assert not [one for one in said if one[:20] not in body]
    for position, page in enumerate(shown, start=1):
        assert f"第{position}页，共{len(shown)}页" in page


def test_only_the_embedded_font_is_used(tmp_path: Path) -> None:
    path = tmp_path / "forms.pdf"
    print_forms(list(CASES.values()), path, PRINTING)
    fonts = set()
    for page in PdfReader(path).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in inner["/FontDescriptor"].get_object()
            fonts.add(str(inner["/BaseFont"]).partition("+")[2].partition("-")[0])
    assert fonts == {"NotoSansCJKtc"}
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("character", ["\U0001f600", "\ue000", "\u202e"])
def test_a_character_without_a_glyph_is_named_and_nothing_is_printed(
    character: str, tmp_path: Path
) -> None:
    with pytest.raises(GlyphMissing, match=f"{ord(character):04X}"):
        pages(tmp_path, sheet(1, row(1, name=f"张{character}")))
    assert not list(tmp_path.iterdir())


def test_equal_forms_give_equal_bytes_and_none_is_refused() -> None:
    assert render([sheet()], PRINTING) == render([sheet()], PRINTING)
    with pytest.raises(SheetRefused):
        render([], PRINTING)


def test_nothing_typed_is_taken_for_markup(tmp_path: Path) -> None:
    strange = '#panic("x")*粗*$y$<a>'
    assert strange in "".join(pages(tmp_path, sheet(1, row(1, branch=strange))))


def test_what_was_not_disclosed_is_not_on_the_sheet(tmp_path: Path) -> None:
    (page, *_) = pages(tmp_path, papers.masked_application())
    assert not [one for one in (ID_NUMBER, PHONE, BANK, ACCOUNT, "1990年") if one in page]
    assert "1101***********03X" in page
    (page, *_) = pages(tmp_path, papers.filled_application())
    assert not [one for one in (ID_NUMBER, PHONE, BANK, ACCOUNT, "1990年3月") if one not in page]


def test_a_notice_shows_five_fields_and_no_printing_person(tmp_path: Path) -> None:
    shown = NoticeForm(notice(2)).shown()
    assert all(len(one) == 5 for one in shown["rows"])
    (page,) = pages(tmp_path, NoticeForm(notice(2)))
    assert PRINTING.by not in page
    assert A_ID not in page
    assert "要求退回已领取的关爱金，请拨打纪委电话" in page


def test_a_notice_past_its_last_day_is_not_printed_again(tmp_path: Path) -> None:
    over = notice(1, taken_down_at=Timestamp(seconds=1))
    with pytest.raises(NoticeOver, match="2026-06-12"):
        pages(tmp_path, NoticeForm(over))


@pytest.mark.parametrize(
    "fen",
    [*range(120), 1910, 18_000_000, 100_800, 1_005_030, 1_640_902, 100_000_000, 100_005_000,
     1_000_000_050_00, 10**10, 10**12 + 100, 10**14 - 1, *(7**one for one in range(4, 16)),
     *(10**one + 10**two for one in range(2, 14) for two in range(one))],
)  # fmt: skip
def test_the_clients_capitals_are_the_servers(fen: int) -> None:
    assert capitals(fen) == servers.capitals(fen)


def test_figures_stand_behind_the_sign_without_a_gap() -> None:
    assert [figures(one) for one in (0, 5, -123_456, 10**12)] == [
        "¥0.00",
        "¥0.05",
        "-¥1,234.56",
        "¥10,000,000,000.00",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"payment": papers.payment(amount_in_capitals="人民币壹仟贰佰叁拾肆元整")},
        {"entry": papers.entry(123_455)},
    ],
)
def test_a_voucher_says_one_amount_or_is_not_printed(
    changed: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(AmountsDiffer):
        pages(tmp_path, papers.voucher(**changed))


def test_a_void_voucher_keeps_its_number_and_says_so(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, papers.void_voucher())
    assert "2026第0042号" in page
    assert "编号保留" in page
    returned = papers.payment(
        state=payment_pb2.PAYMENT_STATE_RETURNED, returned_on="2026-06-25", return_reason="户名有误"
    )
    assert "2026年6月25日退汇：户名有误" in pages(tmp_path, papers.voucher(payment=returned))[0]


@pytest.mark.parametrize(
    "refused",
    [
        row(1, proxy="王母", relation="母亲"),
        row(1, account_tail=ACCOUNT),
        row(1, received_fen=1, received_on="2026-06-28"),
    ],
)
def test_a_row_that_may_not_stand_on_a_sheet_is_refused(refused: Any, tmp_path: Path) -> None:
    with pytest.raises(RowRefused, match="第1行"):
        pages(tmp_path, sheet(0, refused))


def test_three_persons_sign_a_sheet(tmp_path: Path) -> None:
    twice = SignOffSheet("1", "慰问", [row(1)], signers=("孙经办", "孙经办", ""))
    with pytest.raises(SheetRefused, match="不同的人"):
        pages(tmp_path, twice)


def test_a_sheet_of_many_rows_has_its_heads_on_every_page(tmp_path: Path) -> None:
    shown = pages(tmp_path, sheet(200))
    assert len(shown) > 10
    assert all("本人签字" in page for page in shown[:-1])
    assert not [one for one in range(1, 201) if f"党员{one}号" not in "".join(shown)]
    assert "人民币贰拾万元整" in shown[-1]
    assert "证明人" in shown[-1]


@pytest.mark.parametrize(
    "changed",
    [
        {"pools": [PoolYear("留存党费", 1, 0, 0, 0)]},
        {"income": []},
        {"by_category": [Spent("生活困难", 1, 1, 1)]},
        {"by_channel": [Spent("现金", 1, 1, 1)]},
    ],
)
def test_a_statement_whose_parts_do_not_make_the_whole_is_not_printed(
    changed: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(SumsDiffer):
        pages(tmp_path, summary(**changed))


def published(*spent: Spent, people: int = 12) -> dict[str, list[str]]:
    tables = summary(by_category=spent, by_channel=[], people=people, published=True).shown()
    (table,) = (one for one in tables["tables"] if one["name"] == "关爱支出（按类别）")
    return {cells[0]: cells[1:] for cells in [*table["rows"], table["total"]]}


def test_a_published_statement_hides_groups_of_fewer_than_three() -> None:
    shown = published(
        Spent("甲", 9, 8, 1_000_000), Spent("乙", 1, 1, 300_000), Spent("丙", 4, 4, 400_000)
    )
    assert shown["乙"] == ["少于3", "少于3", "＊", "＊"]
    assert shown["丙"] == ["＊"] * 4, "else the total would tell"
    assert shown["甲"][2] == "¥10,000.00"


def test_two_hidden_groups_hide_each_other_and_a_lone_one_hides_the_sum() -> None:
    shown = published(
        Spent("甲", 9, 8, 1_000_000), Spent("乙", 1, 1, 300_000), Spent("丙", 2, 2, 400_000)
    )
    assert shown["甲"][1] == "8"
    assert "＊" in shown["乙"]
    assert "＊" in shown["丙"]
    alone = published(Spent("甲", 2, 2, 1_700_000), people=2)
    assert alone["合计"] == ["少于3", "少于3", "＊", "100.0%"]


def statement(**changed: Any) -> AnnualStatement:
    spent = [ExpenseRow(name="illness", times=5, people=4, amount_fen=170_000)]
    usual: dict[str, Any] = {
        "year": 2026,
        "pools": [
            statement_pb2.PoolYear(
                name="留存党费",
                opening_fen=1_000_000,
                income_fen=500_000,
                expense_fen=170_500,  # fees besides
                adjusted_fen=20_000,
                closing_fen=1_349_500,
                reserved_fen=100_000,
            )
        ],
        "income": [IncomeRow(name="党费转入", entries=2, amount_fen=500_000)],
        "by_category": spent,
        "by_unit": spent,
        "recovered": ExpenseRow(times=1, people=1, amount_fen=20_000),
    }
    return AnnualStatement(**usual | changed)


def test_a_statement_of_the_books_becomes_a_summary(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, gathering.annual_summary(statement(), "组织部", "纪要3号"))
    for told in (
        "¥200.00",
        "¥13,495.00",
        "¥12,495.00",
        "追回",
        "1人次，1人",
        "100.0%",
        "本人重大疾病",
    ):
        assert told in page
    short = statement(by_unit=[ExpenseRow(name="海洋学院", times=1, people=1, amount_fen=1)])
    with pytest.raises(SumsDiffer):
        pages(tmp_path, gathering.annual_summary(short, "组织部"))
    hidden = statement(by_unit=[])
    (page,) = pages(tmp_path, gathering.annual_summary(hidden, "组织部", published=True))
    assert "公布件" in page
