"""TransferService: the steps of a transfer within the school, one method each.

Each `ask_…` makes the same checks as its act, before the lock, and so asks the same questions.
"""

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import step_pb2, transfer_pb2
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.ladder import Candidate
from services.chassis.work import Work
from services.transfer import (
    deadlines,
    filing,
    holding,
    lifecycle,
    moving,
    sight,
    store,
    wire,
    wording,
)
from services.transfer.filing import Route
from services.transfer.lifecycle import Step
from services.transfer.refusals import BranchElsewhere, BranchMoved, BranchNotNamed, NotABranch
from services.transfer.store import Member, Rung, Transfer


class TransferServicer:
    """Signatures, agreement and time move nobody; acceptance does."""

    def ask_ProposeTransfer(self, request: step_pb2.ProposeTransferRequest, work: Work) -> None:
        _proposed(request, work)

    def ProposeTransfer(
        self, request: step_pb2.ProposeTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        member, way = _proposed(request, work)
        return _shown(work, _file(lifecycle.PROPOSE, member, way, request, work))

    def ask_RequestTransfer(self, request: step_pb2.RequestTransferRequest, work: Work) -> None:
        _, way = _requested(request, work)
        _ask_ladder(way, work)

    def RequestTransfer(
        self, request: step_pb2.RequestTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        member, way = _requested(request, work)
        transfer = _file(lifecycle.REQUEST, member, way, request, work)
        _open_ladder(transfer, way, work)
        return _shown(work, transfer)

    def ask_SubmitTransfer(self, request: step_pb2.SubmitTransferRequest, work: Work) -> None:
        _, way = _submitted(request, work)
        _ask_ladder(way, work)

    def SubmitTransfer(
        self, request: step_pb2.SubmitTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, way = _submitted(request, work)
        moving.aim(transfer, way)
        transfer.filed_by_id = work.actor.id
        transfer.returned_because = transfer.turned_back_by = ""
        _take(lifecycle.SUBMIT, transfer, work)
        _open_ladder(transfer, way, work)
        return _shown(work, transfer)

    def ask_SignTransfer(self, request: step_pb2.SignTransferRequest, work: Work) -> None:
        _to_sign(request, work)

    def SignTransfer(
        self, request: step_pb2.SignTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, mine, passed_on = _to_sign(request, work)
        if request.branch_id:
            _name(transfer, filing.organization(work, request.branch_id))
        moving.sign(transfer, mine, passed_on, work.now, work.today)
        _take(step, transfer, work)
        return _shown(work, transfer)

    def ask_ReturnTransfer(self, request: step_pb2.ReturnTransferRequest, work: Work) -> None:
        _case(lifecycle.RETURN, request, work)

    def ReturnTransfer(
        self, request: step_pb2.ReturnTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, mine, _ = _case(lifecycle.RETURN, request, work)
        moving.turn_back(transfer, mine)
        transfer.returned_because = request.because
        moving.wait_on(transfer, transfer.source_id, work.now)
        _take(lifecycle.RETURN, transfer, work)
        return _shown(work, transfer)

    def ask_RejectTransfer(self, request: step_pb2.RejectTransferRequest, work: Work) -> None:
        _case(lifecycle.REJECT, request, work)

    def RejectTransfer(
        self, request: step_pb2.RejectTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, mine, _ = _case(lifecycle.REJECT, request, work)
        moving.turn_back(transfer, mine)
        transfer.rejected_because = request.reason
        transfer.rejected_note = request.note
        _take(lifecycle.REJECT, transfer, work)
        moving.end(transfer, work)
        return _shown(work, transfer)

    def ask_WithdrawTransfer(self, request: step_pb2.WithdrawTransferRequest, work: Work) -> None:
        _case(lifecycle.WITHDRAW, request, work)

    def WithdrawTransfer(
        self, request: step_pb2.WithdrawTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, _, _ = _case(lifecycle.WITHDRAW, request, work)
        _take(lifecycle.WITHDRAW, transfer, work)
        moving.end(transfer, work)
        return _shown(work, transfer)

    def ask_AcceptTransfer(self, request: step_pb2.AcceptTransferRequest, work: Work) -> None:
        transfer, _, _ = _case(lifecycle.ACCEPT, request, work)
        filing.organization(work, transfer.branch_id)

    def AcceptTransfer(
        self, request: step_pb2.AcceptTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, mine, passed_on = _case(lifecycle.ACCEPT, request, work)
        branch = filing.organization(work, transfer.branch_id)
        if not filing.holds_members(work, branch):
            raise NotABranch(organization=branch.name)
        if (branch.committee_id or branch.id) != transfer.committee_id:
            raise BranchMoved(branch=branch.name)
        moving.sign(transfer, mine, passed_on, work.now, work.today)
        _take(lifecycle.ACCEPT, transfer, work)
        moving.move(work.session, transfer, branch.name, work.now)
        moving.end(transfer, work)
        return _shown(work, transfer)


Filing = step_pb2.ProposeTransferRequest | step_pb2.RequestTransferRequest
OnCase = (
    step_pb2.SubmitTransferRequest
    | step_pb2.SignTransferRequest
    | step_pb2.ReturnTransferRequest
    | step_pb2.RejectTransferRequest
    | step_pb2.WithdrawTransferRequest
    | step_pb2.AcceptTransferRequest
)


def _proposed(request: step_pb2.ProposeTransferRequest, work: Work) -> tuple[Member, Route]:
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_member(work, member, place)
    way = filing.route(work, place.organization_id, request.destination_id)
    filing.require_ready(filing.facts(work, member, way))
    return member, way


def _requested(request: step_pb2.RequestTransferRequest, work: Work) -> tuple[Member, Route]:
    member, place, _ = store.get_row(work.session, request.member_id)
    holding.require_source(work, place.organization_id, member.id)
    way = filing.route(work, place.organization_id, request.destination_id)
    filing.require_ready(filing.facts(work, member, way))
    return member, way


def _submitted(request: step_pb2.SubmitTransferRequest, work: Work) -> tuple[Transfer, Route]:
    transfer, _, _ = _case(lifecycle.SUBMIT, request, work)
    destination_id = request.destination_id or transfer.destination_id
    way = filing.route(work, transfer.source_id, destination_id)
    member = store.get_member(work.session, transfer.member_id)
    filing.require_ready(filing.facts(work, member, way), own_id=transfer.id)
    return transfer, way


def _file(step: Step, member: Member, way: Route, request: Filing, work: Work) -> Transfer:
    transfer = moving.begin(step, new_id("t"), member, way, work)
    transfer.reason, transfer.note = request.reason, request.note
    work.session.add(transfer)
    work.session.flush()
    work.note(transfer=transfer.id, state=transfer.state)
    return transfer


def _ask_ladder(way: Route, work: Work) -> None:
    counted = {filing.days_for(work, one)[1] for one in filing.ladder(work, way)}
    if deadlines.WORKING in counted:
        deadlines.calendar(work, work.today.year)


def _open_ladder(transfer: Transfer, way: Route, work: Work) -> None:
    """Begins a round: the ladder is fixed by the rule of the day; its first rung is waited on."""
    transfer.round += 1
    transfer.all_rungs.extend(filing.rungs(work, transfer, filing.ladder(work, way)))
    transfer.decisions = filing.receipts(work.decisions)
    moving.wait_on(transfer, transfer.rungs[0].organization_id, work.now)


def _case(step: Step, request: OnCase, work: Work) -> tuple[Transfer, Candidate, str]:
    """A case on which the caller may take a step now, as which post, and why it passed to him."""
    transfer = store.get_transfer(work.session, request.id)
    sight.require_case(work, transfer)
    lifecycle.after(step, transfer.state, transfer.id)
    # Before whose turn it is: who comes second is told to read again, not that he had no right.
    etags.check(request.etag, transfer.version)
    mine, passed_on = holding.require_side(work, step, transfer)
    deadlines.known(work, transfer.rungs)  # asked here, before the lock: the reply tells them
    return transfer, mine, passed_on


def _to_sign(
    request: step_pb2.SignTransferRequest, work: Work
) -> tuple[Step, Transfer, Candidate, str]:
    transfer = store.get_transfer(work.session, request.id)
    step = lifecycle.CONCLUDE if moving.closes_ladder(transfer) else lifecycle.SIGN
    transfer, mine, passed_on = _case(step, request, work)
    _require_branch(transfer, request.branch_id, work)
    return step, transfer, mine, passed_on


def _require_branch(transfer: Transfer, branch_id: str, work: Work) -> None:
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
        or not filing.holds_members(work, branch)
        or branch.committee_id != transfer.committee_id
        or branch.id == transfer.source_id
    ):
        raise BranchElsewhere(branch=branch_id)


def _name(transfer: Transfer, branch: organization_pb2.Organization) -> None:
    transfer.branch_id, transfer.branch_name = branch.id, branch.name
    last: Rung = transfer.rungs[-1]
    last.organization_id, last.organization_name = branch.id, branch.name


def _take(step: Step, transfer: Transfer, work: Work) -> None:
    """Takes a step; the journal keeps the receipt of the rule that laid out the ladder."""
    transfer.take(step, work.now)
    if step is not lifecycle.SUBMIT and (rule := wording.rule_of(wire.receipts(transfer))):
        work.decisions.append(rule)
    work.note(transfer=transfer.id, state=transfer.state)


def _shown(work: Work, transfer: Transfer) -> transfer_pb2.Transfer:
    work.session.flush()
    counted = deadlines.known(work, transfer.rungs)
    return wire.transfer(transfer, sight.place_of(work, transfer), counted)
