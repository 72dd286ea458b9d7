"""What callers see of pools, promises and books."""

from collections.abc import Iterable, Mapping, Sequence

from dangwu.carefund.v1 import fund_pb2, ledger_pb2, pool_pb2
from services.carefund import chart
from services.carefund.chart import ACCOUNTS
from services.carefund.money import Standing
from services.carefund.store.money import ClosedYear, Commitment, Entry, Line, Pool
from services.carefund.wire import iso, stamp
from services.chassis.civil import shanghai_date


def pool(row: Pool, standing: Standing, year: int) -> pool_pb2.Pool:
    """A pool, with its money for a year."""
    return pool_pb2.Pool(
        id=row.id,
        etag=str(row.version),
        source=fund_pb2.FundSource.Name(row.source),
        name=row.name,
        uses=[fund_pb2.CareCategory.Name(int(one)) for one in row.uses.split()],
        opened_on=iso(row.opened_on),
        cash_fen=standing.cash,
        reserved_fen=standing.reserved,
        budget_fen=standing.budget or 0,
        floor_fen=standing.floor,
        available_fen=standing.available,
        year=year,
    )


def commitment(row: Commitment) -> pool_pb2.Commitment:
    """A promise, and how it ended."""
    ended = row.ended_as or "UNSPECIFIED"
    return pool_pb2.Commitment(
        id=row.id,
        pool_id=row.pool_id,
        application_id=row.application_id,
        amount_fen=row.amount_fen,
        year=row.year,
        made_on=iso(row.made_on),
        until=iso(row.until),
        ended_as=f"COMMITMENT_END_{ended}",
        ended_on=iso(shanghai_date(row.ended_at)) if row.ended_at else "",
    )


def closed(row: ClosedYear, entry_ids: Sequence[str]) -> pool_pb2.ClosedYear:
    """A year that was closed, and by which entries."""
    return pool_pb2.ClosedYear(
        id=str(row.year),
        year=row.year,
        closed_on=iso(shanghai_date(row.closed_at)),
        entry_ids=entry_ids,
        carried_over_fen=row.carried_over_fen,
    )


def entry(row: Entry, reversed_by_id: str) -> ledger_pb2.Entry:
    """An entry with its lines."""
    return ledger_pb2.Entry(
        id=row.id,
        number=row.number,
        booked_on=iso(row.booked_on),
        entered_at=stamp(row.entered_at),
        occasion=row.occasion,
        note=row.note,
        lines=map(line, row.lines),
        application_id=row.application_id,
        payment_id=row.payment_id,
        bank_reference=row.bank_reference,
        reverses_id=row.reverses_id,
        reversed_by_id=reversed_by_id,
        entered_by_id=row.entered_by_id,
        identifies_id=row.identifies_id,
    )


def entries(rows: Iterable[Entry], reversed_by: Mapping[str, str]) -> list[ledger_pb2.Entry]:
    """Entries, each with the one that reverses it."""
    return [entry(row, reversed_by.get(row.id, "")) for row in rows]


def line(row: Line) -> ledger_pb2.Line:
    return ledger_pb2.Line(
        account=row.account,
        account_name=ACCOUNTS[row.account].name,
        pool_id=row.pool_id,
        amount_fen=row.amount_fen,
        category=fund_pb2.CareCategory.Name(row.category),
    )


def account(one: chart.Account) -> ledger_pb2.Account:
    return ledger_pb2.Account(code=one.code, name=one.name, name_en=one.name_en, debit=one.debit)


def trial_balance(on: str, balances: Mapping[tuple[str, str], int]) -> ledger_pb2.TrialBalance:
    """Balances by account and pool, each on the side it stands on."""
    return ledger_pb2.TrialBalance(
        on=on,
        rows=[
            ledger_pb2.TrialRow(
                account=code,
                account_name=ACCOUNTS[code].name,
                pool_id=pool_id,
                debit_fen=max(fen, 0),
                credit_fen=max(-fen, 0),
            )
            for (code, pool_id), fen in sorted(balances.items())
            if fen
        ],
        debit_fen=sum(max(fen, 0) for fen in balances.values()),
        credit_fen=sum(max(-fen, 0) for fen in balances.values()),
    )
