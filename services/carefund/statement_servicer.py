"""StatementService: what the books and the cases come to."""

from dangwu.carefund.v1 import statement_pb2
from services.carefund import wire_payment, wire_statement
from services.carefund.refusals import DatesUnfit
from services.carefund.refusals_money import DateAhead
from services.carefund.statements import auditing, drawing, registering
from services.carefund.store import payments
from services.chassis import paging
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.work import Work


class StatementServicer:
    """Statements (报表)."""

    def GetAnnualStatement(
        self, request: statement_pb2.GetAnnualStatementRequest, work: Work
    ) -> statement_pb2.AnnualStatement:
        _require_begun(work, request.year)
        return wire_statement.annual(work, request.year, public=request.for_publication)

    def ListRegister(
        self, request: statement_pb2.ListRegisterRequest, work: Work
    ) -> statement_pb2.ListRegisterResponse:
        size = paging.page_size(request)
        after = paging.decode(request.page_token, 2)
        rows = registering.helped(work.session, after, size + 1)
        token = ""
        if len(rows) > size:
            last = rows[size - 1]
            token = paging.encode(last.branch_name, last.member_id)
        return statement_pb2.ListRegisterResponse(
            rows=[wire_statement.register_row(work, one) for one in rows[:size]],
            next_page_token=token,
        )

    def ListSampledPayments(
        self, request: statement_pb2.ListSampledPaymentsRequest, work: Work
    ) -> statement_pb2.ListSampledPaymentsResponse:
        first, last = (
            parse_date(request.first_on, "first_on"),
            parse_date(request.last_on, "last_on"),
        )
        if first > last:
            zh, en = "起日不能晚于止日。", "The first day is not after the last."
            raise DatesUnfit(FieldFault("first_on", zh, en), field="first_on")
        found = {one.id: one for one in payments.paid_between(work.session, first, last)}
        cash = [one.id for one in found.values() if one.channel == payments.CASH]
        drawn = drawing.drawn(request.seed, list(found), cash)
        return statement_pb2.ListSampledPaymentsResponse(
            payments=wire_payment.list_of(work, [found[one] for one in drawn]),
            among=len(found),
        )

    def GetAuditView(
        self, request: statement_pb2.GetAuditViewRequest, work: Work
    ) -> statement_pb2.AuditView:
        _require_begun(work, request.year)
        findings = [ask(work.session, request.year) for ask in auditing.QUESTIONS]
        return statement_pb2.AuditView(
            year=request.year, findings=map(wire_statement.finding, findings)
        )


def _require_begun(work: Work, year: int) -> None:
    if year > work.today.year:
        raise DateAhead(on=f"{year}-01-01")
