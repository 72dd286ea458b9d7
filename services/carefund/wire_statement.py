"""What callers see of statements."""

from collections.abc import Sequence

from dangwu.carefund.v1 import fund_pb2, statement_pb2
from dangwu.rules.v1 import rules_pb2
from services.carefund import chart
from services.carefund.posting import Occasion
from services.carefund.statements import heads, summing
from services.carefund.statements.auditing import EXAMPLES, Finding
from services.carefund.statements.heads import Head
from services.carefund.statements.registering import Helped
from services.carefund.store import books, payments
from services.carefund.wire import iso
from services.chassis.work import Work

REVIEW = "carefund/register_review_months"


def annual(work: Work, year: int, *, public: bool) -> statement_pb2.AnnualStatement:
    """The summary of a year; for the public, rows of too few people are put together."""
    session = work.session
    made = statement_pb2.AnnualStatement(
        year=year,
        through=min(f"{year}-12-31", work.today.isoformat()),
        closed=year <= books.last_closed(session),
        pools=_pools(work, year),
        income=[
            statement_pb2.IncomeRow(
                account=account,
                name=chart.ACCOUNTS[account].name,
                entries=count,
                amount_fen=fen,
            )
            for account, count, fen in summing.income(session, year)
        ],
    )
    for kind, aids in summing.aids(session, year).items():
        found = heads.heads(aids)
        shown = heads.together(found) if public else found
        getattr(made, f"by_{kind}").extend(_rows(shown, sum(one.fen for one in found)))
    made.by_standing_committee.CopyFrom(_exceptions(work, year, public=public))
    _events(work, year, made)
    return made


def _pools(work: Work, year: int) -> list[statement_pb2.PoolYear]:
    sums = summing.pools(work.session, year)
    return [
        statement_pb2.PoolYear(
            pool_id=pool.id,
            name=pool.name,
            source=fund_pb2.FundSource.Name(pool.source),
            opening_fen=one.opening,
            income_fen=one.income,
            expense_fen=one.expense,
            adjusted_fen=one.adjusted,
            closing_fen=one.closing,
            reserved_fen=one.reserved,
        )
        for pool in books.pools(work.session)
        if (one := sums.get(pool.id)) is not None
    ]


def _rows(found: Sequence[Head], whole: int) -> list[statement_pb2.ExpenseRow]:
    return [
        statement_pb2.ExpenseRow(
            name=one.name,
            times=len(one.cases),
            people=len(one.members),
            amount_fen=one.fen,
            share_permille=heads.permille(one.fen, whole),
        )
        for one in found
    ]


def _exceptions(work: Work, year: int, *, public: bool) -> statement_pb2.ExpenseRow:
    """What the standing committee decided; of too few people the public learns only that."""
    aids = summing.aids(work.session, year)["category"]
    above = payments.decided_by(work.session, "standing_committee")
    found = [one for one in aids if one.application_id in above]
    people = {one.member_id for one in found}
    if public and len(people) < heads.FEWEST:
        return statement_pb2.ExpenseRow(name="常委会审批")
    return statement_pb2.ExpenseRow(
        name="常委会审批",
        times=len({one.application_id for one in found}),
        people=len(people),
        amount_fen=sum(one.fen for one in found),
        share_permille=heads.permille(sum(one.fen for one in found), sum(one.fen for one in aids)),
    )


def _events(work: Work, year: int, made: statement_pb2.AnnualStatement) -> None:
    for field, name, occasion in (
        ("returned", "退汇", Occasion.RETURNED),
        ("recovered", "追回", Occasion.RECOVERED),
    ):
        count, fen = summing.happened(work.session, year, occasion)
        row = statement_pb2.ExpenseRow(name=name, times=count, amount_fen=fen)
        getattr(made, field).CopyFrom(row)


def register_row(work: Work, one: Helped) -> statement_pb2.RegisterRow:
    return statement_pb2.RegisterRow(
        member_id=one.member_id,
        member_name=one.member_name,
        branch_name=one.branch_name,
        times=one.times,
        total_fen=one.fen,
        last_on=iso(one.last_on),
        last_category=fund_pb2.CareCategory.Name(one.last_category),
        review_on=_review_on(work, one),
    )


def _review_on(work: Work, one: Helped) -> str:
    """When his situation is looked at again; empty where that cannot be told now."""
    day = one.last_on.isoformat()
    decision = work.ask_if_there(
        rules_pb2.DecideRuleRequest(
            book=REVIEW, on=day, known_on=work.today.isoformat(), runs_from=day
        )
    )
    return decision.period.ends_on if decision is not None else ""


def finding(one: Finding) -> statement_pb2.AuditFinding:
    return statement_pb2.AuditFinding(
        question=one.question,
        asked=one.asked,
        looked_at=one.looked_at,
        against=len(one.against),
        examples=one.against[:EXAMPLES],
    )
