"""CaseService: where cases stand, what was done in them, and why they wait."""

from collections.abc import Callable

from dangwu.transfer.v1 import case_pb2, kind_pb2, transfer_pb2
from services.chassis import journal, paging
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work
from services.transfer import (
    checks,
    deadlines,
    decided,
    filing,
    holding,
    ladders,
    overtaken,
    sight,
    store,
    surroundings,
    verify,
    wire,
    wording,
)
from services.transfer.acting import shown
from services.transfer.filing import Case
from services.transfer.kinds import KINDS
from services.transfer.lifecycle import State
from services.transfer.reminding import listing
from services.transfer.store import Transfer

CHUNK = 200
"""How many cases an inbox looks through at a time."""


class CaseServicer:
    """Reads; changes nothing."""

    def GetTransfer(
        self, request: case_pb2.GetTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _seen(request.id, work)
        return shown(work, transfer)

    def ListTransfers(
        self, request: case_pb2.ListTransfersRequest, work: Work
    ) -> case_pb2.ListTransfersResponse:
        conditions = sight.cases(work)
        if request.member_id:
            conditions.append(store.of_member(request.member_id))
        if request.campus_number:
            conditions.append(store.of_campus_number(request.campus_number))
        if request.state:
            name = transfer_pb2.TransferState.Name(request.state)
            conditions.append(Transfer.stored_state == name.removeprefix("TRANSFER_STATE_"))
        if request.kind:
            kind = kind_pb2.CaseKind.Name(request.kind)
            conditions.append(Transfer.stored_kind == kind.removeprefix("CASE_KIND_"))
        if request.organization_id:
            conditions.append(store.touches(sight.below(work, request.organization_id)))
        return _page(request, conditions, work)

    def ListInbox(
        self, request: case_pb2.ListInboxRequest, work: Work
    ) -> case_pb2.ListTransfersResponse:
        # What is on its way waits on the other side: deadlines and reminders look after it.
        conditions: list[object] = [
            Transfer.ended_at.is_(None),
            Transfer.stored_state != State.IN_TRANSIT,
        ]
        if not work.actor.everywhere:
            conditions.append(Transfer.waits_on_id.in_(work.actor.scope))
        return _page(request, conditions, work, _waits_on_me)

    def ListTransferHistory(
        self, request: case_pb2.ListTransferHistoryRequest, work: Work
    ) -> case_pb2.ListTransferHistoryResponse:
        transfer = _seen(request.id, work)
        size = paging.page_size(request)
        last = _sequence(request.page_token)
        entries = journal.entries_about(
            work.session, work.service, transfer.id, size + 1, rpcs=verify.TRANSFER_ACTS, after=last
        )
        entries += overtaken.entries(work.session, work.service, transfer, last)
        events = paging.fitting(map(wire.event, entries[:size]))
        token = paging.encode(events[-1].sequence) if len(entries) > len(events) else ""
        return case_pb2.ListTransferHistoryResponse(events=events, next_page_token=token)

    def ExplainTransfer(
        self, request: case_pb2.ExplainTransferRequest, work: Work
    ) -> case_pb2.Explanation:
        transfer = _seen(request.id, work)
        explanation = case_pb2.Explanation(transfer=shown(work, transfer))
        explanation.waits_since.CopyFrom(wire.stamp(transfer.waits_since))
        running = listing.of_cases(work, [transfer])[transfer.id]
        for due in [one.due for one in running[:1]]:
            explanation.due_on, explanation.overdue = due.text, due.passed(work.today)
            explanation.due_problem, explanation.due_problem_en = due.problem, due.problem_en
        if rule := wording.rule_of(transfer.kind, explanation.transfer.decisions):
            explanation.rule.CopyFrom(rule)
        held = holding.waited_on(work, transfer)
        if held:
            explanation.holders.extend(wire.holder(one, held.passed_on) for one in held.holders)
        explanation.unblocks, explanation.unblocks_en = wording.unblocks(
            transfer, held, {one.limit.what for one in running}
        )
        return explanation

    def VerifyReadiness(
        self, request: case_pb2.VerifyReadinessRequest, work: Work
    ) -> case_pb2.Readiness:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        sight.require_inside(place)
        way = filing.route(work, place.organization_id, request.destination_id)
        case = Case(work, KINDS["WITHIN"], member, way)
        found = checks.findings(case)
        readiness = case_pb2.Readiness(
            ready=not any(one.blocks for one in found), findings=wire.findings(found)
        )
        if not any(one.field == "destination_id" for one in found):
            readiness.rungs.extend(wording.preview(work, ladders.ladder(case)))
        readiness.decisions.extend(work.decisions)
        return readiness

    def ListDecisions(
        self, request: case_pb2.ListDecisionsRequest, work: Work
    ) -> case_pb2.ListDecisionsResponse:
        after = _sequence(request.page_token)
        return decided.page(work, request.book, after, paging.page_size(request))


def _seen(transfer_id: str, work: Work) -> Transfer:
    transfer = store.get_transfer(work.session, transfer_id)
    sight.require_case(work, transfer)
    return transfer


def _waits_on_me(transfer: Transfer, work: Work) -> bool:
    """Whether the caller is one of those whose turn it is."""
    held = holding.waited_on(work, transfer)
    return held is not None and held.of(work.actor.id) is not None


def _page(
    request: case_pb2.ListTransfersRequest | case_pb2.ListInboxRequest,
    conditions: list[object],
    work: Work,
    wanted: Callable[[Transfer, Work], bool] | None = None,
) -> case_pb2.ListTransfersResponse:
    """The next cases that are wanted; what is not wanted is passed over, not counted."""
    size = paging.page_size(request)
    most = CHUNK if wanted else size + 1
    last = paging.decode(request.page_token, 2)
    before = (paging.instant(last[0]), last[1]) if last else None
    found: list[Transfer] = []
    while len(found) <= size:
        rows = store.transfers(work.session, *conditions, before=before, most=most)
        found.extend(row for row in rows if wanted is None or wanted(row, work))
        if len(rows) < most:
            break
        before = rows[-1].filed_at, rows[-1].id
    counted = deadlines.known(work, [rung for row in found[:size] for rung in row.rungs])
    around = surroundings.of(work, found[:size])
    page = paging.fitting(wire.case(work, row, counted, around) for row in found[:size])
    following = ""
    if len(found) > len(page):
        last_shown = found[len(page) - 1]
        following = paging.encode(last_shown.filed_at.isoformat(), last_shown.id)
    return case_pb2.ListTransfersResponse(transfers=page, next_page_token=following)


def _sequence(token: str) -> int:
    [last] = paging.decode(token, 1) or ["0"]
    if not last.isascii() or not last.isdecimal() or len(last) > 18:
        raise PageTokenInvalid()
    return int(last)
