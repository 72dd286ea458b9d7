"""PoolService: the money of each source, what is promised out of it, and its years."""

from datetime import UTC

from sqlalchemy import select

from dangwu.carefund.v1 import pool_pb2
from services.carefund import acting, closing, money, posting, typed, wire_money
from services.carefund.refusals_money import (
    BudgetPromised,
    DateAhead,
    PoolTaken,
    PurposeUnfit,
    ResolutionUnfit,
    ResolutionUnknown,
    YearClosed,
)
from services.carefund.store import books
from services.carefund.store.cases import Resolution
from services.carefund.store.money import Budget, Pool
from services.carefund.terms import yuan
from services.chassis import etags, paging
from services.chassis.civil import shanghai_date
from services.chassis.ids import new_id
from services.chassis.work import Work


class PoolServicer:
    """Pools (资金池)."""

    def OpenPool(self, request: pool_pb2.OpenPoolRequest, work: Work) -> pool_pb2.Pool:
        if (request.source == posting.RESTRICTED_GIFT) != bool(request.uses):
            raise PurposeUnfit()
        name = typed.tidy(request.name, "name")
        taken = work.session.scalar(select(Pool.id).where(Pool.name == name))
        if taken:
            raise PoolTaken(id=taken)
        pool = Pool(
            id=new_id("b"),
            version=1,
            source=request.source,
            name=name,
            uses=" ".join(map(str, sorted(request.uses))),
            opened_on=work.today,
            cash_fen=0,
            reserved_fen=0,
        )
        work.session.add(pool)
        work.session.flush()
        year = work.today.year
        return wire_money.pool(pool, money.standing_of(work, pool, year), year)

    def ask_SetBudget(self, request: pool_pb2.SetBudgetRequest, work: Work) -> None:
        _to_budget(request, work)
        money.floor(work, request.amount_fen, work.today)

    def SetBudget(self, request: pool_pb2.SetBudgetRequest, work: Work) -> pool_pb2.Pool:
        pool = _to_budget(request, work)
        row = Budget(
            pool_id=pool.id,
            year=request.year,
            amount_fen=request.amount_fen,
            resolution_id=request.resolution_id,
            set_at=work.now,
        )
        work.session.add(row)
        pool.version += 1
        work.session.flush()
        return wire_money.pool(pool, money.standing_of(work, pool, request.year), request.year)

    def GetPool(self, request: pool_pb2.GetPoolRequest, work: Work) -> pool_pb2.Pool:
        pool = books.get_pool(work.session, request.id)
        year = request.year or work.today.year
        return wire_money.pool(pool, money.standing_of(work, pool, year), year)

    def ListPools(
        self, request: pool_pb2.ListPoolsRequest, work: Work
    ) -> pool_pb2.ListPoolsResponse:
        if not request.HasField("at"):
            year = work.today.year
            found = [(one, money.standing_of(work, one, year)) for one in books.pools(work.session)]
            return pool_pb2.ListPoolsResponse(
                pools=[wire_money.pool(one, standing, year) for one, standing in found]
            )
        at = request.at.ToDatetime(UTC)
        if at > work.now:
            raise DateAhead(on=shanghai_date(at))
        on = shanghai_date(at)
        there = [one for one in books.pools(work.session) if one.opened_on <= on]
        return pool_pb2.ListPoolsResponse(
            pools=[wire_money.pool(one, money.standing_at(work, one, at), on.year) for one in there]
        )

    def ListCommitments(
        self, request: pool_pb2.ListCommitmentsRequest, work: Work
    ) -> pool_pb2.ListCommitmentsResponse:
        books.get_pool(work.session, request.pool_id)
        size = paging.page_size(request)
        after = (paging.decode(request.page_token, 1) or [""])[0]
        rows = books.commitments(
            work.session,
            request.pool_id,
            only_standing=request.standing,
            after=after,
            most=size + 1,
        )
        return pool_pb2.ListCommitmentsResponse(
            commitments=map(wire_money.commitment, rows[:size]),
            next_page_token=paging.encode(rows[size - 1].id) if len(rows) > size else "",
        )

    def CloseYear(self, request: pool_pb2.CloseYearRequest, work: Work) -> pool_pb2.ClosedYear:
        acting.require_finance(work, "ACCOUNTANT")
        return wire_money.closed(*closing.close(work, request.year))


def _to_budget(request: pool_pb2.SetBudgetRequest, work: Work) -> Pool:
    """The pool a budget may be set for; refuses otherwise."""
    pool = books.get_pool(work.session, request.pool_id)
    resolution = work.session.get(Resolution, request.resolution_id)
    if resolution is None:
        raise ResolutionUnknown(id=request.resolution_id)
    if resolution.plan_year != request.year:
        why_zh = f"不是{request.year}年度计划的决议"
        why = f"it does not pass the plan of {request.year}"
        raise ResolutionUnfit(id=resolution.id, why_zh=why_zh, why=why)
    if request.year <= books.last_closed(work.session):
        raise YearClosed(year=request.year)
    etags.check(request.etag, pool.version)
    promised = books.promised(work.session, pool.id, request.year, work.now)
    if request.amount_fen < promised:
        raise BudgetPromised(promised=yuan(promised), year=request.year)
    return pool
