"""The annual summary (年度汇总表): where a year's money came from, where it went, what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangwu_client.fund.forms.amounts import figures
from dangwu_client.letters.sheets import SheetRefused

FEWEST = 3
FEW = f"少于{FEWEST}"
HIDDEN = "＊"


class SumsDiffer(SheetRefused):
    """Parts that do not make up the whole: a statement is printed whole or not at all."""

    def __init__(self, what: str, found: int, wanted: int) -> None:
        super().__init__(
            f"{what}：{figures(found)} 与 {figures(wanted)} 不符，不予打印。",
            f"{what}: {figures(found)} is not {figures(wanted)}; nothing was printed.",
        )


@dataclass(frozen=True)
class PoolYear:
    """A pool over the year: opening and income less expense, and adjusted, is closing."""

    name: str
    opening_fen: int
    income_fen: int
    expense_fen: int
    closing_fen: int
    committed_fen: int = 0
    adjusted_fen: int = 0


@dataclass(frozen=True)
class Income:
    """Income of one kind, and of how many receipts."""

    kind: str
    receipts: int
    amount_fen: int


@dataclass(frozen=True)
class Spent:
    """Expense of one category, unit or channel: how often, to how many people, how much."""

    name: str
    times: int
    people: int
    amount_fen: int


@dataclass(frozen=True)
class Special:
    """Something that is told item by item: money from above, returns, exceptions."""

    what: str
    amount_fen: int
    note: str = ""


@dataclass(frozen=True)
class AnnualSummary:
    """The year of the fund; `people` are those aided, each counted once (None: not told).

    Published, it hides every group of fewer than three people.
    """

    year: int
    unit: str
    resolution_number: str
    pools: Sequence[PoolYear]
    income: Sequence[Income]
    people: int | None
    by_category: Sequence[Spent]
    by_unit: Sequence[Spent] = ()
    by_channel: Sequence[Spent] = ()
    from_above: Sequence[Special] = ()
    returns: Sequence[Special] = ()
    exceptions: Sequence[Special] = ()
    other_expense_fen: int = 0
    remarks: Sequence[tuple[str, str]] = ()
    published: bool = False

    kind = "summary"
    title = "党内关爱专项资金年度汇总表"

    @property
    def number(self) -> str:
        return f"{self.year}年度"

    def shown(self) -> Mapping[str, Any]:
        self._require_sums()
        tables = [_pools(self.pools), _income(self.income)]
        for name, spent in (
            ("关爱支出（按类别）", self.by_category),
            ("关爱支出（按单位）", self.by_unit),
            ("关爱支出（按方式）", self.by_channel),
        ):
            if spent:
                tables.append(_spent(name, spent, self.people, published=self.published))
        if not self.published:
            tables += [
                _special(name, items)
                for name, items in (
                    ("上级下拨资金使用明细", self.from_above),
                    ("退汇、追回与核销", self.returns),
                    ("例外与超标准审批", self.exceptions),
                )
            ]
        return {
            "unit": self.unit,
            "resolution": self.resolution_number,
            "published": self.published,
            "tables": tables,
            "remarks": [list(one) for one in self.remarks],
        }

    def _require_sums(self) -> None:
        for pool in self.pools:
            left = pool.opening_fen + pool.income_fen - pool.expense_fen + pool.adjusted_fen
            _require(f"{pool.name}期末", left, pool.closing_fen)
        income = sum(pool.income_fen for pool in self.pools)
        _require("收入合计", sum(one.amount_fen for one in self.income), income)
        expense = sum(pool.expense_fen for pool in self.pools) - self.other_expense_fen
        for spent in (self.by_category, self.by_unit, self.by_channel):
            told = sum(one.amount_fen for one in spent)
            # What is published may leave out rows that would tell of somebody, but adds none.
            if spent and (told > expense or not self.published):
                _require("支出合计", told, expense)


def _require(what: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise SumsDiffer(what, found, wanted)


def _table(name: str, heads: str, rows: list[list[str]], total: list[str]) -> dict[str, Any]:
    """Heads parted by blanks; the first column is words, all others are figures."""
    return {"name": name, "heads": heads.split(), "rows": rows, "total": total}


def _pools(pools: Sequence[PoolYear]) -> dict[str, Any]:
    def cells(one: PoolYear) -> list[int]:
        return [
            one.opening_fen, one.income_fen, one.expense_fen, one.adjusted_fen,
            one.closing_fen, one.committed_fen, one.closing_fen - one.committed_fen,
        ]  # fmt: skip

    sums = [sum(column) for column in zip(*map(cells, pools), strict=True)] or [0] * 7
    return _table(
        "资金收支与结余",
        "资金 期初结余 本年收入 本年支出 以前年度调整 期末结余 已批未付 未承诺",
        [[one.name, *map(figures, cells(one))] for one in pools],
        ["合计", *map(figures, sums)],
    )


def _income(income: Sequence[Income]) -> dict[str, Any]:
    return _table(
        "收入",
        "项目 笔数 金额",
        [[one.kind, str(one.receipts), figures(one.amount_fen)] for one in income],
        [
            "合计",
            str(sum(one.receipts for one in income)),
            figures(sum(one.amount_fen for one in income)),
        ],
    )


def _spent(
    name: str, spent: Sequence[Spent], people: int | None, *, published: bool
) -> dict[str, Any]:
    total = sum(one.amount_fen for one in spent)
    hidden = _hidden(spent) if published else frozenset()
    rows = []
    for one in spent:
        if one.name in hidden:
            said = FEW if 0 < one.people < FEWEST else HIDDEN
            rows.append([one.name, said, said, HIDDEN, HIDDEN])
        else:
            share = f"{one.amount_fen * 100 / total:.1f}%" if total else "—"
            rows.append([one.name, str(one.times), str(one.people), figures(one.amount_fen), share])
    times = sum(one.times for one in spent)
    sums = [str(times), "—" if people is None else str(people), figures(total)]
    if published and 0 < (times if people is None else people) < FEWEST:
        sums = [FEW, FEW, HIDDEN]
    whole = "100.0%" if total else "—"
    return _table(name, "项目 人次 人数 金额 占比", rows, ["合计", *sums, whole])


def _hidden(spent: Sequence[Spent]) -> frozenset[str]:
    """Groups of fewer than three; and where only one is hidden, the smallest other one with it,
    or the total would tell it after all."""
    small = [one.name for one in spent if 0 < one.people < FEWEST]
    others = sorted((one.people, one.name) for one in spent if one.people >= FEWEST)
    if len(small) == 1 and others:
        small.append(others[0][1])
    return frozenset(small)


def _special(name: str, items: Sequence[Special]) -> dict[str, Any]:
    return _table(
        name,
        "事项 金额 说明",
        [[one.what, figures(one.amount_fen), one.note] for one in items],
        ["合计", figures(sum(one.amount_fen for one in items)), f"{len(items)} 项"],
    )
