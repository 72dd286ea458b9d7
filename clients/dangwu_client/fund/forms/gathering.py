"""What a form needs, asked of the services: an application with all that was said to it, vouchers.

What is sensitive is asked for only with a purpose, and every such look is journaled.
"""

from collections.abc import Iterable, Sequence

from dangwu.carefund.v1 import fund_pb2, payment_pb2, statement_pb2
from dangwu.carefund.v1.advance_pb2 import Advance
from dangwu.carefund.v1.application_pb2 import Application
from dangwu.carefund.v1.ledger_pb2 import Entry
from dangwu.carefund.v1.publicity_pb2 import Notice
from dangwu.carefund.v1.review_pb2 import Ladder
from dangwu.carefund.v1.statement_pb2 import AnnualStatement, ExpenseRow
from dangwu_client.fund import Fund
from dangwu_client.fund.forms import wording
from dangwu_client.fund.forms.application import ApplicationForm
from dangwu_client.fund.forms.notice import NoticeForm
from dangwu_client.fund.forms.signoff import SignOffRow, SignOffSheet
from dangwu_client.fund.forms.summary import AnnualSummary, Income, PoolYear, Special, Spent
from dangwu_client.fund.forms.voucher import Voucher
from dangwu_client.roll import Roll

PAID_OUT = ("PAID", "REISSUED")
SIGNED_BY = {"制单": ("order", "reissue"), "出纳": ("pay", "draw"), "审批人": ("sign",)}

WORDS = {
    fund_pb2.CareCategory.Name(number).removeprefix("CARE_CATEGORY_").lower(): said
    for number, said in wording.CATEGORIES.items()
} | {
    payment_pb2.PayChannel.Name(number).removeprefix("PAY_CHANNEL_").lower(): said
    for number, said in wording.CHANNELS.items()
}
"""The heads of a statement are the words of the rule books."""


def notice_form(fund: Fund, notice_id: str) -> NoticeForm:
    """A notice that hangs."""
    return NoticeForm(fund.notice(notice_id))


def application_form(
    fund: Fund, roll: Roll, application_id: str, purpose: str = ""
) -> ApplicationForm:
    """An application; in clear where a purpose is stated, else with its sensitive places blank."""
    application = fund.application(application_id)
    plea = fund.disclose_application(application_id, purpose).plea if purpose else None
    revealed = roll.reveal_member(application.member_id, purpose) if purpose else None
    return ApplicationForm(
        application,
        roll.member(application.member_id),
        plea=plea,
        revealed=revealed,
        ladder=fund.grant_ladder(application_id),
        notice=_shown_on(application, fund.notices(standing=True)),
    )


def vouchers(fund: Fund, application_id: str) -> list[Voucher]:
    """All vouchers of a case, in the order of their numbers; those that are void too."""
    application = fund.application(application_id)
    pools = {pool.id: pool.name for pool in fund.pools()}
    entries = list(fund.entries(application_id=application_id))
    resolution = _resolution(fund, fund.grant_ladder(application_id))
    payments = sorted(
        fund.payments(application_id=application_id), key=lambda one: (one.ordered_on, one.number)
    )
    return [
        Voucher(
            payment,
            application,
            pools.get(payment.pool_id, ""),
            _booked(payment.id, entries),
            resolution,
            len(application.evidence),
            _signers(application),
        )
        for payment in payments
    ]


def signoff_sheet(fund: Fund, advance: Advance) -> SignOffSheet:
    """The sheet that goes out with the cash of an advance, to be signed row by row."""
    rows = []
    for row in advance.rows:
        application = fund.application(row.application_id)
        rows.append(
            SignOffRow(
                name=row.payee_name,
                branch=application.branch_name,
                category=wording.CATEGORIES[application.category],
                due_fen=row.amount_fen,
                manner=wording.CHANNELS[payment_pb2.PAY_CHANNEL_CASH],
            )
        )
    number = f"{advance.drawn_on[:4]}-{advance.number:04d}"
    about = f"暂付款{number}，{advance.due_on}前交回"
    return SignOffSheet(number, about, rows, signers=(advance.holder_name, "", ""))


def annual_summary(
    statement: AnnualStatement,
    unit: str,
    resolution_number: str = "",
    remarks: Sequence[tuple[str, str]] = (),
    *,
    published: bool = False,
) -> AnnualSummary:
    """The summary of a statement; what it does not tell by category is no aid, such as fees."""
    spent = sum(pool.expense_fen for pool in statement.pools)
    return AnnualSummary(
        year=statement.year,
        unit=unit,
        resolution_number=resolution_number,
        pools=[_pool(pool) for pool in statement.pools],
        income=[Income(row.name, row.entries, row.amount_fen) for row in statement.income],
        people=None,
        by_category=_spent(statement.by_category),
        by_unit=_spent(statement.by_unit),
        by_channel=_spent(statement.by_channel),
        returns=_told("退汇", statement.returned) + _told("追回", statement.recovered),
        exceptions=_told("常委会审批", statement.by_standing_committee),
        other_expense_fen=spent - _aided(statement, published),
        remarks=remarks,
        published=published,
    )


def _pool(pool: statement_pb2.PoolYear) -> PoolYear:
    return PoolYear(
        pool.name,
        pool.opening_fen,
        pool.income_fen,
        pool.expense_fen,
        pool.closing_fen,
        pool.reserved_fen,
        pool.adjusted_fen,
    )


def _aided(statement: AnnualStatement, published: bool) -> int:
    """All aid of the year; where rows may be missing from a table, as the fullest one has it."""
    tables = (statement.by_category, statement.by_unit, statement.by_channel)
    sums = [sum(row.amount_fen for row in rows) for rows in tables]
    return max(sums) if published else sums[0]


def _spent(rows: Iterable[ExpenseRow]) -> list[Spent]:
    return [
        Spent(WORDS.get(row.name, row.name), row.times, row.people, row.amount_fen) for row in rows
    ]


def _told(what: str, row: ExpenseRow) -> list[Special]:
    note = f"{row.times} 人次，{row.people} 人"
    return [Special(what, row.amount_fen, note)] if row.times else []


def _shown_on(application: Application, notices: Iterable[Notice]) -> Notice | None:
    for notice in notices:
        if any(one.application_id == application.id for one in notice.entries):
            return notice
    return None


def _booked(payment_id: str, entries: Iterable[Entry]) -> Entry | None:
    """The entry by which money went out for a payment."""
    for entry in entries:
        if entry.payment_id == payment_id and entry.occasion in PAID_OUT:
            return entry
    return None


def _resolution(fund: Fund, ladder: Ladder) -> str:
    """The number of the resolution behind the last rung that has one."""
    wanted = [rung.resolution_id for rung in ladder.rungs if rung.resolution_id]
    if not wanted:
        return ""
    return next((one.number for one in fund.resolutions() if one.id == wanted[-1]), "")


def _signers(application: Application) -> dict[str, str]:
    """Who took each step last, by the place on the voucher."""
    return {
        place: step.taken_by_name
        for place, names in SIGNED_BY.items()
        for step in application.steps
        if step.name in names
    }
