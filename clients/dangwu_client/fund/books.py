"""Pools and the ledger of the care fund."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.carefund.v1 import (
    booking_pb2,
    fund_pb2,
    ledger_pb2,
    ledger_service_pb2,
    pool_pb2,
)
from dangwu.carefund.v1.ledger_service_pb2_grpc import LedgerServiceStub
from dangwu.carefund.v1.pool_pb2_grpc import PoolServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundPools(Asking):
    """The money of each source, and what is promised out of it."""

    @cached_property
    def _pools(self) -> PoolServiceStub:
        return PoolServiceStub(self._channel)

    def open_pool(
        self,
        source: "fund_pb2.FundSource | str",
        name: str,
        uses: "Sequence[fund_pb2.CareCategory | str]" = (),
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> pool_pb2.Pool:
        """Open a pool for one source. Raises Taken, Malformed."""
        request = pool_pb2.OpenPoolRequest(source=source, name=name, uses=uses)
        return self._write(self._pools.OpenPool, request, request_id, rehearse)

    def set_budget(
        self,
        pool: str,
        etag: str,
        year: int,
        amount_fen: int,
        resolution_id: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> pool_pb2.Pool:
        """Set a pool's budget of a year. Raises NotNow, Conflict."""
        request = pool_pb2.SetBudgetRequest(
            pool_id=pool, etag=etag, year=year, amount_fen=amount_fen, resolution_id=resolution_id
        )
        return self._write(self._pools.SetBudget, request, request_id, rehearse)

    def pool(self, pool_id: str, year: int = 0) -> pool_pb2.Pool:
        """One pool as it stands. Raises Unknown."""
        request = pool_pb2.GetPoolRequest(id=pool_id, year=year)
        return self._call(self._pools.GetPool, request)

    def close_year(
        self, year: int, *, request_id: str = "", rehearse: bool = False
    ) -> pool_pb2.ClosedYear:
        """Close the books of a year. Raises NotNow."""
        request = pool_pb2.CloseYearRequest(year=year)
        return self._write(self._pools.CloseYear, request, request_id, rehearse)

    def pools(self) -> list[pool_pb2.Pool]:
        """The pools as they stand now."""
        request = pool_pb2.ListPoolsRequest()
        return list(self._call(self._pools.ListPools, request).pools)

    def commitments(self, pool_id: str, standing: bool = False) -> Iterator[pool_pb2.Commitment]:
        """What a pool has promised."""

        def page(token: str) -> pool_pb2.ListCommitmentsResponse:
            request = pool_pb2.ListCommitmentsRequest(
                pool_id=pool_id, standing=standing, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._pools.ListCommitments, request)

        for reply in every_page(page):
            yield from reply.commitments


class FundLedger(Asking):
    """The books: double entry, never changed."""

    @cached_property
    def _ledger(self) -> LedgerServiceStub:
        return LedgerServiceStub(self._channel)

    def record_income(
        self,
        pool_id: str,
        kind: "booking_pb2.IncomeKind | str",
        amount_fen: int,
        *,
        received_on: str,
        bank_reference: str,
        note: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> ledger_pb2.Entry:
        """Book money that came in. Raises NotNow, Taken (bank reference)."""
        request = booking_pb2.RecordIncomeRequest(
            pool_id=pool_id,
            kind=kind,
            amount_fen=amount_fen,
            received_on=received_on,
            bank_reference=bank_reference,
            note=note,
        )
        return self._write(self._ledger.RecordIncome, request, request_id, rehearse)

    def identify_income(
        self,
        entry: str,
        pool_id: str,
        kind: "booking_pb2.IncomeKind | str",
        note: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> ledger_pb2.Entry:
        """Say what money of unknown origin was. Raises NotNow."""
        request = booking_pb2.IdentifyIncomeRequest(
            entry_id=entry, pool_id=pool_id, kind=kind, note=note
        )
        return self._write(self._ledger.IdentifyIncome, request, request_id, rehearse)

    def pass_on(
        self,
        pool_id: str,
        amount_fen: int,
        *,
        paid_on: str,
        bank_reference: str,
        note: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> ledger_pb2.Entry:
        """Pass on money collected for others. Raises NotNow."""
        request = booking_pb2.PassOnRequest(
            pool_id=pool_id,
            amount_fen=amount_fen,
            paid_on=paid_on,
            bank_reference=bank_reference,
            note=note,
        )
        return self._write(self._ledger.PassOn, request, request_id, rehearse)

    def record_fee(
        self,
        pool_id: str,
        amount_fen: int,
        *,
        paid_on: str,
        bank_reference: str,
        note: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> ledger_pb2.Entry:
        """Book a bank fee. Raises NotNow."""
        request = booking_pb2.RecordFeeRequest(
            pool_id=pool_id,
            amount_fen=amount_fen,
            paid_on=paid_on,
            bank_reference=bank_reference,
            note=note,
        )
        return self._write(self._ledger.RecordFee, request, request_id, rehearse)

    def reverse_entry(
        self, entry: str, because: str, *, request_id: str = "", rehearse: bool = False
    ) -> ledger_pb2.Entry:
        """Reverse an entry (红字冲销). Raises NotNow, Taken."""
        request = booking_pb2.ReverseEntryRequest(entry_id=entry, because=because)
        return self._write(self._ledger.ReverseEntry, request, request_id, rehearse)

    def entry(self, entry_id: str) -> ledger_pb2.Entry:
        """One entry. Raises Unknown."""
        request = booking_pb2.GetEntryRequest(id=entry_id)
        return self._call(self._ledger.GetEntry, request)

    def entries(
        self, year: int = 0, pool_id: str = "", application_id: str = "", account: str = ""
    ) -> Iterator[ledger_pb2.Entry]:
        """Entries in the order of their numbers."""

        def page(token: str) -> booking_pb2.ListEntriesResponse:
            request = booking_pb2.ListEntriesRequest(
                year=year,
                pool_id=pool_id,
                application_id=application_id,
                account=account,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._ledger.ListEntries, request)

        for reply in every_page(page):
            yield from reply.entries

    def chart(self) -> list[ledger_pb2.Account]:
        """The chart of accounts."""
        request = booking_pb2.ListAccountsRequest()
        return list(self._call(self._ledger.ListAccounts, request).accounts)

    def trial_balance(self, on: str = "", pool_id: str = "") -> ledger_pb2.TrialBalance:
        """Balances at the end of a day (empty: today), of a pool or of all."""
        request = booking_pb2.GetTrialBalanceRequest(on=on, pool_id=pool_id)
        return self._call(self._ledger.GetTrialBalance, request)

    def verify_fund(self) -> values_pb2.Verification:
        """Check every promise that books, payments and campaigns can show."""
        request = ledger_service_pb2.VerifyFundRequest()
        return self._call(self._ledger.VerifyFund, request)
