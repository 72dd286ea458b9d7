"""TransferService: the steps of a transfer within the school, one method each."""

from dangwu.transfer.v1 import step_pb2, transfer_pb2
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import filing, holding, lifecycle, moving, sight, store, wire
from services.transfer.lifecycle import Step
from services.transfer.refusals import BranchElsewhere, BranchNotNamed, NotABranch
from services.transfer.store import Member, Rung, Transfer


class TransferServicer:
    """Signatures, agreement and time move nobody; acceptance does."""

    def ask_ProposeTransfer(self, request: step_pb2.ProposeTransferRequest, work: Work) -> None:
        _ask_filing(request.member_id, request.destination_id, work)

    def ProposeTransfer(
        self, request: step_pb2.ProposeTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        return _shown(work, _file(lifecycle.PROPOSE, member, request, work))

    def ask_RequestTransfer(self, request: step_pb2.RequestTransferRequest, work: Work) -> None:
        _ask_filing(request.member_id, request.destination_id, work)

    def RequestTransfer(
        self, request: step_pb2.RequestTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        member = store.get_member(work.session, request.member_id)
        place = store.current_relationship(work.session, member.id)
        holding.require_source(work, place.organization_id, member.id)
        transfer = _file(lifecycle.REQUEST, member, request, work)
        _open_ladder(transfer, work)
        return _shown(work, transfer)

    def ask_SubmitTransfer(self, request: step_pb2.SubmitTransferRequest, work: Work) -> None:
        transfer = store.get_transfer(work.session, request.id)
        _ask_filing(transfer.member_id, request.destination_id or transfer.destination_id, work)

    def SubmitTransfer(
        self, request: step_pb2.SubmitTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _seen(request.id, work)
        holding.require_source(work, transfer.source_id, transfer.member_id)
        _take(lifecycle.SUBMIT, transfer, request.etag, work)
        way = filing.route(
            work, transfer.source_id, request.destination_id or transfer.destination_id
        )
        member = store.get_member(work.session, transfer.member_id)
        place = store.current_relationship(work.session, member.id)
        filing.require_ready(filing.facts(work, member, place, way), own_id=transfer.id)
        moving.aim(transfer, way)
        transfer.round += 1
        transfer.filed_by_id = work.actor.id
        _open_ladder(transfer, work)
        return _shown(work, transfer)

    def ask_SignTransfer(self, request: step_pb2.SignTransferRequest, work: Work) -> None:
        _ask_holder(request.id, work)
        if request.branch_id:
            filing.organization(work, request.branch_id)

    def SignTransfer(
        self, request: step_pb2.SignTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _seen(request.id, work)
        closes = moving.closes_ladder(transfer)
        step = lifecycle.CONCLUDE if closes else lifecycle.SIGN
        lifecycle.after(step, transfer.state, transfer.id)
        mine, passed_on = holding.require_holder(work, transfer)
        _name_branch(transfer, request.branch_id, work)
        moving.sign(transfer, mine, passed_on, work.now, work.today)
        _take(step, transfer, request.etag, work)
        return _shown(work, transfer)

    def ask_ReturnTransfer(self, request: step_pb2.ReturnTransferRequest, work: Work) -> None:
        _ask_holder(request.id, work)

    def ReturnTransfer(
        self, request: step_pb2.ReturnTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _held(lifecycle.RETURN, request.id, request.etag, work)
        transfer.returned_because = request.because
        moving.wait_on(transfer, transfer.source_id, work.now)
        return _shown(work, transfer)

    def ask_RejectTransfer(self, request: step_pb2.RejectTransferRequest, work: Work) -> None:
        _ask_holder(request.id, work)

    def RejectTransfer(
        self, request: step_pb2.RejectTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _held(lifecycle.REJECT, request.id, request.etag, work)
        transfer.rejected_because = request.reason
        transfer.returned_because = request.note
        moving.end(transfer, work)
        return _shown(work, transfer)

    def ask_WithdrawTransfer(self, request: step_pb2.WithdrawTransferRequest, work: Work) -> None:
        transfer = store.get_transfer(work.session, request.id)
        holding.levels(work, transfer.source_id)

    def WithdrawTransfer(
        self, request: step_pb2.WithdrawTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _seen(request.id, work)
        lifecycle.after(lifecycle.WITHDRAW, transfer.state, transfer.id)
        holding.require_source(work, transfer.source_id, transfer.member_id)
        _take(lifecycle.WITHDRAW, transfer, request.etag, work)
        moving.end(transfer, work)
        return _shown(work, transfer)

    def ask_AcceptTransfer(self, request: step_pb2.AcceptTransferRequest, work: Work) -> None:
        transfer = _ask_holder(request.id, work)
        if transfer.branch_id:
            filing.organization(work, transfer.branch_id)

    def AcceptTransfer(
        self, request: step_pb2.AcceptTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer = _seen(request.id, work)
        lifecycle.after(lifecycle.ACCEPT, transfer.state, transfer.id)
        mine, passed_on = holding.require_holder(work, transfer)
        branch = filing.organization(work, transfer.branch_id)
        if branch.kind not in filing.BRANCHES or branch.closed_on:
            raise NotABranch(organization=branch.name)
        moving.sign(transfer, mine, passed_on, work.now, work.today)
        _take(lifecycle.ACCEPT, transfer, request.etag, work)
        moving.move(work.session, transfer, branch.name, work.now)
        moving.end(transfer, work)
        return _shown(work, transfer)


Filing = step_pb2.ProposeTransferRequest | step_pb2.RequestTransferRequest


def _ask_filing(member_id: str, destination_id: str, work: Work) -> None:
    """Asks all that filing needs to know, before the lock."""
    member = store.get_member(work.session, member_id)
    place = store.current_relationship(work.session, member.id)
    way = filing.route(work, place.organization_id, destination_id)
    filing.facts(work, member, place, way)
    for signature in filing.ladder(work, way):
        filing.days_for(work, signature)
    holding.levels(work, place.organization_id)


def _ask_holder(transfer_id: str, work: Work) -> Transfer:
    transfer = store.get_transfer(work.session, transfer_id)
    if transfer.waits_on_id:
        holding.levels(work, transfer.waits_on_id)
    return transfer


def _file(step: Step, member: Member, request: Filing, work: Work) -> Transfer:
    place = store.current_relationship(work.session, member.id)
    way = filing.route(work, place.organization_id, request.destination_id)
    filing.require_ready(filing.facts(work, member, place, way))
    transfer = moving.begin(step, new_id("t"), member, way, work)
    transfer.reason, transfer.note = request.reason, request.note
    work.session.add(transfer)
    work.session.flush()
    work.note(transfer=transfer.id, state=transfer.state)
    return transfer


def _open_ladder(transfer: Transfer, work: Work) -> None:
    """Fixes the ladder by the rule of the day; the case waits on its first rung."""
    way = filing.route(work, transfer.source_id, transfer.destination_id)
    transfer.all_rungs.extend(filing.rungs(work, transfer, filing.ladder(work, way)))
    transfer.decisions = filing.receipts(work.decisions)
    moving.wait_on(transfer, transfer.rungs[0].organization_id, work.now)


def _seen(transfer_id: str, work: Work) -> Transfer:
    transfer = store.get_transfer(work.session, transfer_id)
    sight.require_case(work, transfer)
    return transfer


def _held(step: Step, transfer_id: str, etag: str, work: Work) -> Transfer:
    """A case the caller holds, with a step taken."""
    transfer = _seen(transfer_id, work)
    lifecycle.after(step, transfer.state, transfer.id)
    holding.require_holder(work, transfer)
    _take(step, transfer, etag, work)
    return transfer


def _take(step: Step, transfer: Transfer, etag: str, work: Work) -> None:
    etags.check(etag, transfer.version)
    transfer.take(step, work.now)
    work.note(transfer=transfer.id, state=transfer.state)


def _name_branch(transfer: Transfer, branch_id: str, work: Work) -> None:
    """The destination committee names the branch on its own rung, and nobody else does."""
    rung = transfer.open_rung
    names = rung is not None and rung.organization_id == transfer.committee_id
    if not branch_id:
        if names and not transfer.branch_id:
            raise BranchNotNamed(organization=transfer.destination_name)
        return
    branch = filing.organization(work, branch_id)
    if (
        not names
        or branch.kind not in filing.BRANCHES
        or branch.closed_on
        or branch.committee_id != transfer.committee_id
        or branch.id == transfer.source_id
    ):
        raise BranchElsewhere(branch=branch_id)
    transfer.branch_id, transfer.branch_name = branch.id, branch.name
    last: Rung = transfer.rungs[-1]
    last.organization_id, last.organization_name = branch.id, branch.name


def _shown(work: Work, transfer: Transfer) -> transfer_pb2.Transfer:
    work.session.flush()
    return wire.transfer(transfer, store.current_relationship(work.session, transfer.member_id))
