"""Statements: annual summary, register, an inspector's sample and an audit's questions."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.carefund.v1 import statement_pb2
from dangwu.carefund.v1.statement_pb2_grpc import StatementServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundStatements(Asking):
    """What the books and the cases come to."""

    @cached_property
    def _statements(self) -> StatementServiceStub:
        return StatementServiceStub(self._channel)

    def annual_statement(
        self, year: int, for_publication: bool = False
    ) -> statement_pb2.AnnualStatement:
        """The summary of a year; published, no row tells of fewer than three people."""
        request = statement_pb2.GetAnnualStatementRequest(
            year=year, for_publication=for_publication
        )
        return self._call(self._statements.GetAnnualStatement, request)

    def register(self) -> Iterator[statement_pb2.RegisterRow]:
        """Everybody who was helped, by the name of the branch."""

        def page(token: str) -> statement_pb2.ListRegisterResponse:
            request = statement_pb2.ListRegisterRequest(page_size=PAGE_SIZE, page_token=token)
            return self._call(self._statements.ListRegister, request)

        for reply in every_page(page):
            yield from reply.rows

    def sampled_payments(
        self, first_on: str, last_on: str, seed: str
    ) -> statement_pb2.ListSampledPaymentsResponse:
        """Payments drawn by the words of a seed, for inspectors to ask about."""
        request = statement_pb2.ListSampledPaymentsRequest(
            first_on=first_on, last_on=last_on, seed=seed
        )
        return self._call(self._statements.ListSampledPayments, request)

    def audit_view(self, year: int) -> statement_pb2.AuditView:
        """The four questions of an audit, answered from the records."""
        request = statement_pb2.GetAuditViewRequest(year=year)
        return self._call(self._statements.GetAuditView, request)
