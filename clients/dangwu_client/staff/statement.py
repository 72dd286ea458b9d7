"""`dangwu statement`: the annual summary, the register, a sample, the questions of an audit."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import fund_views, output, terms
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.money import yuan
from dangwu_client.staff.parts import cut, limited, noun, pass_desk, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.statement_pb2 import AnnualStatement, ExpenseRow

YEAR = click.argument("year", type=click.IntRange(2000, 2199), metavar=say("年度", "YEAR"))


@noun(
    "statement",
    "报表：年度汇总、台账、抽查、审计四问。",
    "Statements: a year, register, sample, audit.",
)
def statement() -> None:
    pass


@verb(
    statement,
    "annual",
    "年度汇总表，由账簿即时计算。",
    "The annual summary, added up from the books.",
    [
        "statement annual 2026",
        "statement annual 2026 --public --to 公开.pdf --unit 滨海示范大学党委",
    ],
)
@YEAR
@click.option(
    "--public", is_flag=True, help=say("公开用：不足三人的合并。", "For the notice board.")
)
@click.option(
    "--unit", default="", metavar=say("编制单位", "UNIT"), help=say("打印时用。", "In print.")
)
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PDF",
    help=say("打印为 PDF。", "Print it as PDF."),
)
@pass_desk
def annual(desk: Desk, year: int, public: bool, unit: str, path: Path | None) -> None:
    found = desk.fund.annual_statement(year, public)
    if path is not None:
        from dangwu_client.fund.forms.gathering import annual_summary
        from dangwu_client.fund.forms.printing import print_forms
        from dangwu_client.staff.fund_printing import printing

        form = annual_summary(found, unit, published=public)
        print_forms([form], path, printing(desk, ""))
    desk.emit(found, lambda: _annual(found))


@verb(
    statement,
    "register",
    "受助党员台账：历次金额和下次复核日期。",
    "Everybody who was helped, and when to look again.",
    ["statement register"],
)
@limited
@pass_desk
def register(desk: Desk, limit: int, everything: bool) -> None:
    rows = cut(desk.fund.register(), limit, everything)
    desk.emit(
        {"rows": rows},
        lambda: output.table(
            [say("党支部", "branch"), say("姓名", "member"), say("次数", "times"),
             say("累计（元）", "yuan"), say("最近", "last"), say("类别", "category"),
             say("下次复核", "look again")],
            [
                [
                    one.branch_name, one.member_name, str(one.times), yuan(one.total_fen),
                    one.last_on, fund_views.category(one.last_category), one.review_on,
                ]
                for one in rows
            ],
        ),
    )  # fmt: skip


@verb(
    statement,
    "sample",
    "纪检审计：按种子抽取付款，直接向收款人核实。",
    "Inspectors draw payments by the words of a seed.",
    ["statement sample 2026-01-01 2026-06-30 --seed 双色球2026067期"],
)
@click.argument("first", type=DAY, metavar=say("起", "FROM"))
@click.argument("last", type=DAY, metavar=say("止", "THROUGH"))
@click.option(
    "--seed", required=True, metavar=say("种子", "WORDS"), help=say("任意文字。", "Any words.")
)
@pass_desk
def sample(desk: Desk, first: str, last: str, seed: str) -> None:
    from dangwu_client.staff.payment_views import table

    found = desk.fund.sampled_payments(first, last, seed)
    desk.emit(found, lambda: table(found.payments))
    output.note(
        say(
            "从 {all} 笔中抽取 {n} 笔。", "{n} drawn of {all}.",
            all=found.among, n=len(found.payments),
        )
    )  # fmt: skip


@verb(
    statement,
    "audit",
    "党费审计四问：收入、集体决定、专人、专户。",
    "The four questions of an audit of dues.",
    ["statement audit 2026"],
)
@YEAR
@pass_desk
def audit(desk: Desk, year: int) -> None:
    found = desk.fund.audit_view(year)
    desk.emit(
        found,
        lambda: output.table(
            [say("问题", "question"), say("查看", "looked at"), say("不符", "against"),
             say("例", "examples")],
            [
                [
                    say(one.asked, one.question.lower().replace("_", " ")),
                    str(one.looked_at), str(one.against), ", ".join(one.examples),
                ]
                for one in found.findings
            ],
            drop_empty=True,
        ),
    )  # fmt: skip


def _annual(found: "AnnualStatement") -> None:
    output.table(
        [say("资金池", "pool"), say("年初（元）", "opening"), say("收入", "income"),
         say("支出", "expense"), say("调整", "adjusted"), say("期末", "closing"),
         say("已承诺", "promised")],
        [
            [
                one.name, yuan(one.opening_fen), yuan(one.income_fen), yuan(one.expense_fen),
                yuan(one.adjusted_fen), yuan(one.closing_fen), yuan(one.reserved_fen),
            ]
            for one in found.pools
        ],
    )  # fmt: skip
    output.table(
        [say("收入", "income"), say("笔数", "entries"), say("金额（元）", "yuan")],
        [[one.name, str(one.entries), yuan(one.amount_fen)] for one in found.income],
    )
    _expense(say("类别", "category"), found.by_category)
    _expense(say("单位", "unit"), found.by_unit)
    _expense(say("方式", "channel"), found.by_channel)
    others = [one for one in (found.by_standing_committee, found.returned, found.recovered)
              if one.times]  # fmt: skip
    _expense(say("其他", "other"), others)


def _expense(title: str, rows: "Sequence[ExpenseRow]") -> None:
    output.table(
        [title, say("人次", "times"), say("人数", "people"), say("金额（元）", "yuan"),
         say("占比", "share")],
        [
            [
                _called(one.name), str(one.times), str(one.people or ""), yuan(one.amount_fen),
                f"{one.share_permille / 10:.1f}%" if one.share_permille else "",
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def _called(name: str) -> str:
    """A category or channel in words; a unit as it is."""
    for prefix in ("CARE_CATEGORY_", ""):
        full = f"{prefix}{name.upper()}"
        if full in terms.TERMS:
            return terms.term(full)
    return name
