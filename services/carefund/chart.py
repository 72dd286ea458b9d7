"""The chart of accounts (会计科目), in the style of the bookkeeping of Party dues."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One account; `debit` where its balance stands on the debit side."""

    code: str
    name: str
    name_en: str
    debit: bool


CASH, BANK = "1001", "1002"
ADVANCES = "1131"
OWED, RETURNED, PASS_THROUGH, UNIDENTIFIED = "2201", "2202", "2301", "2302"
RESTRICTED, FREE, EARLIER_YEARS = "3101", "3102", "3201"
DUES, ALLOCATION, APPROPRIATION, DONATIONS, INTEREST, OTHER_INCOME = (
    "4101", "4102", "4103", "4104", "4105", "4109",
)  # fmt: skip
AID, GIFTS, TO_UNITS, FEES = "5101", "5102", "5103", "5104"

ACCOUNTS: Mapping[str, Account] = {
    one.code: one
    for one in (
        Account(CASH, "库存现金", "cash on hand", True),
        Account(BANK, "银行存款", "bank", True),
        Account(ADVANCES, "暂付款", "advances", True),
        Account("1141", "应收追回款", "clawback receivable", True),
        Account("1301", "慰问物资", "goods for visits in stock", True),
        Account(OWED, "应付关爱金", "payments ordered", False),
        Account(RETURNED, "退汇待处理", "returned payments", False),
        Account(PASS_THROUGH, "代收代转款", "collected for others", False),
        Account(UNIDENTIFIED, "待查明款项", "receipts of unknown origin", False),
        Account(RESTRICTED, "资金结余（限定性）", "restricted balance", False),
        Account(FREE, "资金结余（非限定性）", "unrestricted balance", False),
        Account(EARLIER_YEARS, "以前年度调整", "prior-year adjustments", False),
        Account(DUES, "党费转入", "transfer in from retained dues", False),
        Account(ALLOCATION, "上级补助收入", "allocation from above", False),
        Account(APPROPRIATION, "学校拨款", "school appropriation", False),
        Account(DONATIONS, "捐赠收入", "donations", False),
        Account(INTEREST, "利息收入", "interest", False),
        Account(OTHER_INCOME, "其他收入", "other income", False),
        Account(AID, "关爱支出", "aid", True),
        Account(GIFTS, "慰问品支出", "gifts", True),
        Account(TO_UNITS, "补助下级支出", "allocation to units", True),
        Account(FEES, "手续费", "bank fees", True),
    )
}

MONEY = (CASH, BANK)
HELD_FOR_OTHERS = (OWED, RETURNED, PASS_THROUGH, UNIDENTIFIED)
"""What lies in the bank and is not the fund's to promise."""
COUNTS_AS_CASH = frozenset((*MONEY, ADVANCES, *HELD_FOR_OTHERS))
"""A pool's cash is the sum of these: what is there or carried to a visit, less what is owed."""


def closes(account: str) -> bool:
    """Whether a year's close brings an account back to nothing: income, expense, adjustments."""
    return account[0] in "45" or account == EARLIER_YEARS
