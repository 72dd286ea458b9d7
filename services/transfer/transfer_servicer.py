"""TransferService: the steps of a transfer within the school, one method each.

Each `ask_…` makes the same checks as its act, before the lock, and so asks the same questions.
"""

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import step_pb2, transfer_pb2
from services.chassis.ladder import Candidate
from services.chassis.work import Work
from services.transfer import (
    checks,
    effects,
    filing,
    guards,
    holding,
    issuing,
    lifecycle,
    moving,
    sight,
    store,
)
from services.transfer.acting import on_case, require_step, shown
from services.transfer.effects import There
from services.transfer.filing import Case
from services.transfer.kinds import KINDS
from services.transfer.lifecycle import Side, State, Step
from services.transfer.refusals import BranchElsewhere, BranchNotNamed
from services.transfer.roll import Finding
from services.transfer.store import Rung, Transfer

WITHIN = KINDS["WITHIN"]


class TransferServicer:
    """Signatures, agreement and time move nobody; acceptance does."""

    def ask_ProposeTransfer(self, request: step_pb2.ProposeTransferRequest, work: Work) -> None:
        _proposed(request, work)

    def ProposeTransfer(
        self, request: step_pb2.ProposeTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        return shown(work, _file(lifecycle.PROPOSE, _proposed(request, work), request))

    def ask_RequestTransfer(self, request: step_pb2.RequestTransferRequest, work: Work) -> None:
        moving.ask_ladder(_requested(request, work))

    def RequestTransfer(
        self, request: step_pb2.RequestTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        case = _requested(request, work)
        transfer = _file(lifecycle.REQUEST, case, request)
        moving.open_ladder(transfer, case)
        return shown(work, transfer)

    def ask_SubmitTransfer(self, request: step_pb2.SubmitTransferRequest, work: Work) -> None:
        _, case = _submitted(request, work)
        moving.ask_ladder(case)

    def SubmitTransfer(
        self, request: step_pb2.SubmitTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, case = _submitted(request, work)
        moving.submit(transfer, case)
        return shown(work, transfer)

    def ask_SignTransfer(self, request: step_pb2.SignTransferRequest, work: Work) -> None:
        _to_sign(request, work)

    def SignTransfer(
        self, request: step_pb2.SignTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, mine, passed_on = _to_sign(request, work)
        if request.branch_id:
            _name(transfer, filing.organization(work, request.branch_id))
        moving.sign(transfer, mine, passed_on, work.now, work.today)
        moving.take(step, transfer, work)
        return shown(work, transfer)

    def ask_ReturnTransfer(self, request: step_pb2.ReturnTransferRequest, work: Work) -> None:
        on_case("return", request, work)

    def ReturnTransfer(
        self, request: step_pb2.ReturnTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, mine, _ = on_case("return", request, work)
        moving.turn_back(transfer, mine)
        transfer.returned_because = request.because
        moving.wait_on(transfer, holding.acts_for(transfer, transfer.kind.files), work.now)
        moving.take(step, transfer, work)
        return shown(work, transfer)

    def ask_RejectTransfer(self, request: step_pb2.RejectTransferRequest, work: Work) -> None:
        on_case("reject", request, work)

    def RejectTransfer(
        self, request: step_pb2.RejectTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, mine, _ = on_case("reject", request, work)
        moving.turn_back(transfer, mine)
        transfer.rejected_because = request.reason
        transfer.rejected_note = request.note
        moving.take(step, transfer, work)
        moving.end(transfer, work)
        return shown(work, transfer)

    def ask_WithdrawTransfer(self, request: step_pb2.WithdrawTransferRequest, work: Work) -> None:
        on_case("withdraw", request, work)

    def WithdrawTransfer(
        self, request: step_pb2.WithdrawTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, _, _ = on_case("withdraw", request, work)
        moving.take(step, transfer, work)
        moving.end(transfer, work)
        return shown(work, transfer)

    def ask_AcceptTransfer(self, request: step_pb2.AcceptTransferRequest, work: Work) -> None:
        _accepted(request, work)

    def AcceptTransfer(
        self, request: step_pb2.AcceptTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, mine, passed_on, there = _accepted(request, work)
        moving.sign(transfer, mine, passed_on, work.now, work.today)
        moving.take(lifecycle.ACCEPT, transfer, work)
        effects.apply(work, transfer, there)
        moving.end(transfer, work)
        return shown(work, transfer)


Filing = step_pb2.ProposeTransferRequest | step_pb2.RequestTransferRequest


def _within(request: Filing, work: Work) -> Case:
    member, place, _ = store.get_row(work.session, request.member_id)
    way = filing.route(work, place.organization_id, request.destination_id)
    case = Case(work, WITHIN, member, way)
    filing.require_ready(case, checks.findings(case))
    return case


def _proposed(request: step_pb2.ProposeTransferRequest, work: Work) -> Case:
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_member(work, member, place)
    sight.require_inside(place)
    return _within(request, work)


def _requested(request: step_pb2.RequestTransferRequest, work: Work) -> Case:
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_inside(place)
    holding.require_post(work, place.organization_id, member.id)
    return _within(request, work)


def _submitted(request: step_pb2.SubmitTransferRequest, work: Work) -> tuple[Transfer, Case]:
    _, transfer, _, _ = on_case("submit", request, work)
    if request.destination_id and not transfer.kind.last:
        # Who would be the destination would see the case, and has no business with it.
        raise filing.not_ready([_goes_nowhere(transfer)])
    case = moving.case_of(work, transfer, request.destination_id)
    filing.require_ready(case, checks.findings(case), case.details.overrides)
    return transfer, case


def _goes_nowhere(transfer: Transfer) -> Finding:
    called, called_en = transfer.kind.called, transfer.kind.called_en
    return Finding(
        "DESTINATION_UNFIT",
        "destination_id",
        f"{called}没有去向；请不填去向，用 dangwu change submit。",
        f"A {called_en} goes nowhere; give no destination: dangwu change submit.",
    )


def _file(step: Step, case: Case, request: Filing) -> Transfer:
    transfer = moving.file(step, case)
    transfer.reason, transfer.note = request.reason, request.note
    return transfer


def _to_sign(
    request: step_pb2.SignTransferRequest, work: Work
) -> tuple[Step, Transfer, Candidate, str]:
    transfer = store.get_transfer(work.session, request.id)
    step = lifecycle.CONCLUDE if moving.closes_ladder(transfer) else lifecycle.SIGN
    mine, passed_on = require_step(step, transfer, request.etag, work)
    _require_branch(transfer, request.branch_id, work)
    guards.require(work, transfer, _open_rung(transfer))
    if step is lifecycle.CONCLUDE and transfer.kind.in_hands_of[State.AGREED] is Side.ISSUER:
        issuing.issuer(work, transfer)
    return step, transfer, mine, passed_on


def _accepted(
    request: step_pb2.AcceptTransferRequest, work: Work
) -> tuple[Transfer, Candidate, str, There]:
    _, transfer, mine, passed_on = on_case("accept", request, work)
    guards.require(work, transfer, _open_rung(transfer))
    branch = filing.organization(work, transfer.branch_id) if transfer.branch_id else None
    effects.ask(work, transfer)
    there = There(branch.id, branch.name) if branch else There("", "")
    return transfer, mine, passed_on, there


def _open_rung(transfer: Transfer) -> Rung:
    rung = transfer.open_rung
    if rung is None:
        raise AssertionError("no rung is open, and the step was allowed")
    return rung


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
