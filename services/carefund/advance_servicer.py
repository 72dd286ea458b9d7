"""AdvanceService: cash for visits, from the bank to each recipient's signature."""

from typing import Any

from dangwu.carefund.v1 import advance_pb2
from services.carefund import wire_advance
from services.carefund.paying import advancing
from services.carefund.paying.advancing import Vouchers
from services.carefund.store import advances
from services.carefund.store.advances import Advance
from services.chassis import paging
from services.chassis.civil import parse_date
from services.chassis.work import Work


class AdvanceServicer:
    """Advances (暂付款)."""

    def ask_DrawAdvance(self, request: advance_pb2.DrawAdvanceRequest, work: Work) -> None:
        _to_draw(request, work)
        advancing.holder_of(work, request.holder_id)
        advancing.due_on(work, parse_date(request.drawn_on, "drawn_on"))

    def DrawAdvance(
        self, request: advance_pb2.DrawAdvanceRequest, work: Work
    ) -> advance_pb2.Advance:
        found = _to_draw(request, work)
        holder = advancing.holder_of(work, request.holder_id)
        on = parse_date(request.drawn_on, "drawn_on")
        return wire_advance.advance(
            work, advancing.draw(work, found, holder, on, request.bank_reference)
        )

    def ask_AcceptSheet(self, request: advance_pb2.AcceptSheetRequest, work: Work) -> None:
        _to_accept(request, work)

    def AcceptSheet(
        self, request: advance_pb2.AcceptSheetRequest, work: Work
    ) -> advance_pb2.Advance:
        advance, found = _to_accept(request, work)
        on = parse_date(request.signed_on, "signed_on")
        advancing.accept(work, advance, found, request, on)
        return wire_advance.advance(work, advance)

    def ask_ReturnUnused(self, request: advance_pb2.ReturnUnusedRequest, work: Work) -> None:
        _to_bring_back(request, work)

    def ReturnUnused(
        self, request: advance_pb2.ReturnUnusedRequest, work: Work
    ) -> advance_pb2.Advance:
        advance, found = _to_bring_back(request, work)
        on = parse_date(request.returned_on, "returned_on")
        advancing.bring_back(work, advance, found, request, on)
        return wire_advance.advance(work, advance)

    def GetAdvance(self, request: advance_pb2.GetAdvanceRequest, work: Work) -> advance_pb2.Advance:
        return wire_advance.advance(work, advances.get_advance(work.session, request.id))

    def ListAdvances(
        self, request: advance_pb2.ListAdvancesRequest, work: Work
    ) -> advance_pb2.ListAdvancesResponse:
        size, before = paging.page_size(request), paging.year_and_number(request.page_token)
        rows = advances.advances(work.session, _wanted(request, work), before, size + 1)
        shown = paging.fitting(wire_advance.list_of(work, rows[:size]))
        token = ""
        if len(rows) > len(shown):
            last = rows[len(shown) - 1]
            token = paging.encode(last.year, last.number)
        return advance_pb2.ListAdvancesResponse(advances=shown, next_page_token=token)


def _to_draw(request: advance_pb2.DrawAdvanceRequest, work: Work) -> Vouchers:
    on = parse_date(request.drawn_on, "drawn_on")
    return advancing.drawable(work, request.payment_ids, request.holder_id, on)


def _to_accept(request: advance_pb2.AcceptSheetRequest, work: Work) -> tuple[Advance, Vouchers]:
    on = parse_date(request.signed_on, "signed_on")
    ids = [row.payment_id for row in request.rows]
    advance, found = advancing.open_rows(work, "sheet", request.id, request.etag, ids, on)
    advancing.require_signed(work, advance, found, request)
    return advance, found


def _to_bring_back(
    request: advance_pb2.ReturnUnusedRequest, work: Work
) -> tuple[Advance, Vouchers]:
    on = parse_date(request.returned_on, "returned_on")
    return advancing.open_rows(
        work, "bring_back", request.id, request.etag, request.payment_ids, on
    )


def _wanted(request: advance_pb2.ListAdvancesRequest, work: Work) -> list[Any]:
    conditions: list[Any] = []
    if request.committee_id:
        conditions.append(Advance.committee_id == request.committee_id)
    if request.holder_id:
        conditions.append(Advance.holder_id == request.holder_id)
    if request.open or request.overdue:
        conditions.append(advances.is_open())
    if request.overdue:
        conditions.append(Advance.due_on < work.today)
    return conditions
