"""LedgerService: the books (账簿), kept by the accountant, read by office and inspectors."""

from collections import defaultdict

from dangwu.carefund.v1 import booking_pb2, ledger_pb2, ledger_service_pb2
from dangwu.v1 import values_pb2
from services.carefund import acting, booking, chart, correcting, posting, verify, wire_money
from services.carefund.posting import Occasion
from services.carefund.refusals_money import BeyondHeld, IncomeUnfit
from services.carefund.store import books
from services.carefund.store.money import Entry, Line
from services.carefund.terms import yuan
from services.chassis import paging
from services.chassis.work import Work

ACCOUNTANT = "ACCOUNTANT"


class LedgerServicer:
    """What is booked by hand: income, what it turned out to be, what was passed on, fees."""

    def RecordIncome(
        self, request: booking_pb2.RecordIncomeRequest, work: Work
    ) -> ledger_pb2.Entry:
        acting.require_finance(work, ACCOUNTANT)
        pool = books.get_pool(work.session, request.pool_id)
        if not posting.fits(request.kind, pool.source):
            raise IncomeUnfit()
        if request.kind == posting.OPENING and books.touched(work.session, pool.id):
            raise IncomeUnfit()
        entry = booking.book(
            work,
            Occasion.INCOME,
            posting.income(request.kind, pool.source, pool.id, request.amount_fen),
            booking.day_of(request.received_on, "received_on"),
            request.note,
            bank_reference=request.bank_reference,
        )
        return wire_money.entry(entry, "")

    def IdentifyIncome(
        self, request: booking_pb2.IdentifyIncomeRequest, work: Work
    ) -> ledger_pb2.Entry:
        acting.require_finance(work, ACCOUNTANT)
        found = correcting.unidentified(work, request.entry_id)
        pool = books.get_pool(work.session, request.pool_id)
        if request.kind in correcting.NOT_KNOWN or not posting.fits(request.kind, pool.source):
            raise IncomeUnfit()
        entry = booking.book(
            work,
            Occasion.IDENTIFIED,
            posting.identified(request.kind, found.pool_id, pool.id, -found.amount_fen),
            work.today,
            request.note,
            identifies_id=request.entry_id,
        )
        return wire_money.entry(entry, "")

    def PassOn(self, request: booking_pb2.PassOnRequest, work: Work) -> ledger_pb2.Entry:
        acting.require_finance(work, ACCOUNTANT)
        pool = books.get_pool(work.session, request.pool_id)
        held = -books.balance(work.session, chart.PASS_THROUGH, pool.id)
        if request.amount_fen > held:
            raise BeyondHeld(held=yuan(held), needed=yuan(request.amount_fen))
        entry = booking.book(
            work,
            Occasion.PASSED_ON,
            posting.passed_on(pool.id, request.amount_fen),
            booking.day_of(request.paid_on, "paid_on"),
            request.note,
            bank_reference=request.bank_reference,
        )
        return wire_money.entry(entry, "")

    def RecordFee(self, request: booking_pb2.RecordFeeRequest, work: Work) -> ledger_pb2.Entry:
        acting.require_finance(work, ACCOUNTANT)
        pool = books.get_pool(work.session, request.pool_id)
        entry = booking.book(
            work,
            Occasion.FEE,
            posting.fee(pool.id, request.amount_fen),
            booking.day_of(request.paid_on, "paid_on"),
            request.note,
            bank_reference=request.bank_reference,
        )
        return wire_money.entry(entry, "")

    def ReverseEntry(
        self, request: booking_pb2.ReverseEntryRequest, work: Work
    ) -> ledger_pb2.Entry:
        acting.require_finance(work, ACCOUNTANT)
        return wire_money.entry(correcting.reverse(work, request.entry_id, request.because), "")

    def GetEntry(self, request: booking_pb2.GetEntryRequest, work: Work) -> ledger_pb2.Entry:
        entry = books.get_entry(work.session, request.id)
        return wire_money.entry(entry, books.reversals(work.session, [entry.id]).get(entry.id, ""))

    def ListEntries(
        self, request: booking_pb2.ListEntriesRequest, work: Work
    ) -> booking_pb2.ListEntriesResponse:
        conditions = []
        if request.year:
            conditions.append(Entry.year == request.year)
        if request.application_id:
            conditions.append(Entry.application_id == request.application_id)
        if request.pool_id:
            conditions.append(books.touching(Line.pool_id == request.pool_id))
        if request.account:
            conditions.append(books.touching(Line.account == request.account))
        size = paging.page_size(request)
        after = paging.year_and_number(request.page_token) or (0, 0)
        rows = books.entries(work.session, *conditions, after=after, most=size + 1)
        last = rows[size - 1] if len(rows) > size else None
        reversed_by = books.reversals(work.session, [row.id for row in rows])
        return booking_pb2.ListEntriesResponse(
            entries=wire_money.entries(rows[:size], reversed_by),
            next_page_token=paging.encode(last.year, last.number) if last else "",
        )

    def ListAccounts(
        self, request: booking_pb2.ListAccountsRequest, work: Work
    ) -> booking_pb2.ListAccountsResponse:
        accounts = map(wire_money.account, chart.ACCOUNTS.values())
        return booking_pb2.ListAccountsResponse(accounts=accounts)

    def GetTrialBalance(
        self, request: booking_pb2.GetTrialBalanceRequest, work: Work
    ) -> ledger_pb2.TrialBalance:
        on = booking.day_of(request.on, "on") if request.on else work.today
        if request.pool_id:
            books.get_pool(work.session, request.pool_id)
        sums: dict[tuple[str, str], int] = defaultdict(int)
        found = books.balances(work.session, Entry.booked_on <= on)
        for account, pool_id, _, fen in found:
            if request.pool_id in ("", pool_id):
                sums[account, pool_id] += fen
        return wire_money.trial_balance(on.isoformat(), sums)

    def VerifyFund(
        self, request: ledger_service_pb2.VerifyFundRequest, work: Work
    ) -> values_pb2.Verification:
        return verify.verification(work.session)
