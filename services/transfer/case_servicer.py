"""CaseService: where cases stand, what was done in them, and why they wait."""

from datetime import datetime, timedelta

from dangwu.transfer.v1 import case_pb2, transfer_pb2
from services.chassis import journal, paging
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work
from services.transfer import filing, holding, roll, sight, store, wire, wording
from services.transfer.lifecycle import IN_HANDS_OF, Side
from services.transfer.store import Transfer

INBOX_MOST = 500


class CaseServicer:
    """Reads; changes nothing."""

    def GetTransfer(
        self, request: case_pb2.GetTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        return _shown(_seen(request.id, work), work)

    def ListTransfers(
        self, request: case_pb2.ListTransfersRequest, work: Work
    ) -> case_pb2.ListTransfersResponse:
        conditions = sight.cases(work)
        if request.member_id:
            conditions.append(Transfer.member_id == request.member_id)
        if request.state:
            name = transfer_pb2.TransferState.Name(request.state)
            conditions.append(Transfer.stored_state == name.removeprefix("TRANSFER_STATE_"))
        if request.organization_id:
            conditions.append(store.touches(sight.below(work, request.organization_id)))
        return _page(request.page_token, paging.page_size(request), conditions, work)

    def ListInbox(
        self, request: case_pb2.ListInboxRequest, work: Work
    ) -> case_pb2.ListTransfersResponse:
        conditions: list[object] = [Transfer.ended_at.is_(None)]
        if not work.actor.everywhere:
            conditions.append(Transfer.waits_on_id.in_(work.actor.scope))
        waiting = store.transfers(work.session, *conditions, most=INBOX_MOST)
        mine = [one for one in waiting if _waits_on_me(one, work)]
        size = paging.page_size(request)
        last = paging.decode(request.page_token, 1)
        start = [one.id for one in mine].index(last[0]) + 1 if last and _has(mine, last[0]) else 0
        page = mine[start : start + size]
        token = paging.encode(page[-1].id) if len(mine) > start + size else ""
        return case_pb2.ListTransfersResponse(
            transfers=[_shown(one, work) for one in page], next_page_token=token
        )

    def ListTransferHistory(
        self, request: case_pb2.ListTransferHistoryRequest, work: Work
    ) -> case_pb2.ListTransferHistoryResponse:
        transfer = _seen(request.id, work)
        entries = journal.entries_about(work.session, work.service, transfer.id, 200)
        return case_pb2.ListTransferHistoryResponse(events=map(wire.event, entries))

    def ExplainTransfer(
        self, request: case_pb2.ExplainTransferRequest, work: Work
    ) -> case_pb2.Explanation:
        transfer = _seen(request.id, work)
        explanation = case_pb2.Explanation(transfer=_shown(transfer, work))
        explanation.waits_since.CopyFrom(wire.stamp(transfer.waits_since))
        rung = transfer.open_rung
        if rung is not None and rung.opened_on is not None:
            due = rung.opened_on + timedelta(days=rung.days)
            explanation.due_on, explanation.overdue = due.isoformat(), work.today > due
        if rule := wording.rule_of(explanation.transfer.decisions):
            explanation.rule.CopyFrom(rule)
        held = _holders(transfer, work)
        explanation.holders.extend(held)
        explanation.unblocks, explanation.unblocks_en = wording.unblocks(transfer, bool(held))
        return explanation

    def VerifyReadiness(
        self, request: case_pb2.VerifyReadinessRequest, work: Work
    ) -> case_pb2.Readiness:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        way = filing.route(work, place.organization_id, request.destination_id)
        found = roll.findings(filing.facts(work, member, place, way))
        readiness = case_pb2.Readiness(
            ready=not any(one.blocks for one in found), findings=wire.findings(found)
        )
        if not any(one.field == "destination_id" for one in found):
            readiness.rungs.extend(wording.preview(work, filing.ladder(work, way)))
        readiness.decisions.extend(work.decisions)
        return readiness


def _seen(transfer_id: str, work: Work) -> Transfer:
    transfer = store.get_transfer(work.session, transfer_id)
    sight.require_case(work, transfer)
    return transfer


def _shown(transfer: Transfer, work: Work) -> transfer_pb2.Transfer:
    return wire.transfer(transfer, store.current_relationship(work.session, transfer.member_id))


def _has(cases: list[Transfer], transfer_id: str) -> bool:
    return any(one.id == transfer_id for one in cases)


def _page(
    token: str, size: int, conditions: list[object], work: Work
) -> case_pb2.ListTransfersResponse:
    last = paging.decode(token, 2)
    before = (_instant(last[0]), last[1]) if last else None
    rows = store.transfers(work.session, *conditions, before=before, most=size + 1)
    following = ""
    if len(rows) > size:
        edge = rows[size - 1]
        following = paging.encode(edge.filed_at.isoformat(), edge.id)
    return case_pb2.ListTransfersResponse(
        transfers=[_shown(row, work) for row in rows[:size]], next_page_token=following
    )


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise PageTokenInvalid() from None
    if instant.tzinfo is None:
        raise PageTokenInvalid()
    return instant


def _waits_on_me(transfer: Transfer, work: Work) -> bool:
    """Whether the caller is one of those who can act on a case now."""
    if transfer.member_id == work.actor.id:
        return False
    if IN_HANDS_OF[transfer.state] is Side.SOURCE:
        return bool(work.actor.posts_in(transfer.source_id))
    held = holding.holding(work, transfer)
    return held is not None and held.of(work.actor.id) is not None


def _holders(transfer: Transfer, work: Work) -> list[case_pb2.Holder]:
    if transfer.ended_at is not None:
        return []
    if IN_HANDS_OF[transfer.state] is Side.SOURCE:
        branch = holding.levels(work, transfer.source_id)[0]
        people = [one for one in branch.candidates if one.person_id != transfer.member_id]
        return [wire.holder(one, "") for one in people]
    held = holding.holding(work, transfer)
    return [wire.holder(one, held.passed_on) for one in held.holders] if held else []
