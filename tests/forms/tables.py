"""Sheets, notices and summaries made by hand, usual ones and the hardest."""

from typing import Any

from dangwu.carefund.v1.publicity_pb2 import Notice, NoticeEntry
from dangwu_client.fund.forms import (
    AnnualSummary,
    Income,
    NoticeForm,
    PoolYear,
    SignOffRow,
    SignOffSheet,
    Special,
    Spent,
)

LONG_NAME = "阿卜杜热西提·买买提艾力江·艾合买提"
LONG_UNIT = "中共海滨大学" + "海洋科学与工程学院船舶与海洋工程系" * 2 + "硕士研究生第二党支部"
RARE = "张㛃𬭎"
BIG = 98_765_432_109_87
A_ID = "a-7k3m9qxa2b4c"


def row(position: int, **changed: Any) -> SignOffRow:
    usual: dict[str, Any] = {
        "name": f"党员{position}号",
        "branch": "硕士第二党支部",
        "category": "节日慰问",
        "due_fen": 100_000,
        "manner": "现金",
    }
    return SignOffRow(**usual | changed)


def sheet(count: int = 3, *more: SignOffRow) -> SignOffSheet:
    return SignOffSheet(
        "2026-0003",
        "2026年“七一”走访慰问",
        [*more, *(row(position) for position in range(1, count + 1))],
        "海洋学院党委",
        ("孙经办", "李证明", "周部长"),
    )


def hard_sheet() -> SignOffSheet:
    return sheet(
        40,
        row(0, name=LONG_NAME, branch=LONG_UNIT, due_fen=BIG),
        row(0, name=RARE, manner="银行转账", account_tail="0123"),
        row(
            0,
            proxy=LONG_NAME,
            relation="其他亲属",
            letter_number="委字〔2026〕第0007号",
            received_fen=100_000,
            received_on="2026-06-28",
        ),
        row(0, due_fen=0),
    )


def notice(count: int, *more: NoticeEntry, **changed: Any) -> Notice:
    entries = [
        NoticeEntry(
            application_id=A_ID,
            name_shown="王*明",
            organization_name="硕士第二党支部",
            category_shown="重大疾病",
            amount_fen=300_000,
        )
        for _ in range(count)
    ]
    usual: dict[str, Any] = {
        "id": "j-7k3m9qxa2b4c",
        "committee_name": "中共海滨大学海洋学院委员会",
        "first_on": "2026-06-08",
        "last_on": "2026-06-12",
        "working_days": 5,
        "sha256": "0123456789abcdef" * 4,
        "contact": "党委组织部，0335-8000000；纪委，0335-8000001，zzb@example.edu.cn",
        "entries": [*more, *entries],
    }
    return Notice(**usual | changed)


def hard_notice() -> NoticeForm:
    long = NoticeEntry(name_shown=LONG_NAME, organization_name=LONG_UNIT, category_shown="其他")
    apart = NoticeEntry(
        name_shown="张*（硕士第二党支部之2）",
        organization_name=LONG_UNIT,
        category_shown="—",
        amount_fen=BIG,
    )
    return NoticeForm(notice(60, long, apart))


def summary(**changed: Any) -> AnnualSummary:
    usual: dict[str, Any] = {
        "year": 2026,
        "unit": "中共海滨大学委员会组织部",
        "resolution_number": "党委纪要〔2027〕3号",
        "pools": [
            PoolYear("留存党费", 2_000_000, 6_008_812, 1_100_000, 6_908_812, 600_000),
            PoolYear("学校预算拨款", 0, 4_000_000, 600_000, 3_400_000),
            PoolYear("非限定用途捐赠", 0, 1_234_567, 0, 1_234_567),
        ],
        "income": [
            Income("党费转入", 1, 6_000_000),
            Income("学校拨款", 1, 4_000_000),
            Income("捐赠（非限定）", 7, 1_234_567),
            Income("利息", 4, 8_812),
        ],
        "people": 12,
        "by_category": [
            Spent("生活困难", 9, 8, 1_000_000),
            Spent("重大疾病", 1, 1, 300_000),
            Spent("走访慰问", 4, 4, 400_000),
            Spent("因公伤亡", 0, 0, 0),
        ],
        "by_channel": [Spent("银行转账", 10, 9, 1_300_000), Spent("现金", 4, 4, 400_000)],
        "from_above": [Special("2026年市委组织部下拨", 0, "未下拨")],
        "returns": [Special("退汇后重付", 100_000, "户名有误，已更正")],
        "remarks": [("自查情况", "账实相符。"), ("公布情况", "2027年3月20日在校内公布。")],
    }
    return AnnualSummary(**usual | changed)


def hard_summary() -> AnnualSummary:
    units = [Spent(f"{LONG_UNIT}{one}", 10, 9, BIG) for one in range(60)]
    total = BIG * 60
    return summary(
        pools=[PoolYear("留存党费", 0, total, total, 0)],
        income=[Income("党费转入", 1, total)],
        people=540,
        by_category=[Spent("生活困难", 600, 540, total)],
        by_unit=units,
        by_channel=[],
        remarks=[("自查情况", "账实相符。" * 120), ("审计意见", RARE)],
    )


def empty_summary() -> AnnualSummary:
    return summary(
        pools=[PoolYear("留存党费", 0, 0, 0, 0)], income=[], people=0,
        by_category=[], by_channel=[], from_above=[], returns=[], remarks=[],
    )  # fmt: skip
