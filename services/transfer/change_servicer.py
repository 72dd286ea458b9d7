"""ChangeService: whole units that move, and how a member's status begins to change.

Once filed a case is signed and decided by TransferService; the kind's row says what follows.
"""

from collections.abc import Sequence

from dangwu.transfer.v1 import change_pb2, kind_pb2, transfer_pb2
from services.chassis.work import Work
from services.transfer import (
    arriving,
    checks,
    details,
    filing,
    holding,
    lifecycle,
    moving,
    store,
    units,
)
from services.transfer.acting import on_case, shown
from services.transfer.filing import Case
from services.transfer.kinds import KINDS
from services.transfer.refusals import KindUnfit, NotYours
from services.transfer.store import Transfer


class ChangeServicer:
    """Files; nothing changes for the member before the last signature."""

    def ask_RequestUnitMove(self, request: change_pb2.RequestUnitMoveRequest, work: Work) -> None:
        case, _ = units.together(request, work)
        moving.ask_ladder(case)

    def RequestUnitMove(
        self, request: change_pb2.RequestUnitMoveRequest, work: Work
    ) -> transfer_pb2.Transfer:
        case, aboard = units.together(request, work)
        transfer = units.file(case, aboard, request.because)
        moving.open_ladder(transfer, case)
        return shown(work, transfer)

    def ask_RequestChange(self, request: change_pb2.RequestChangeRequest, work: Work) -> None:
        moving.ask_ladder(_requested(request, work))

    def RequestChange(
        self, request: change_pb2.RequestChangeRequest, work: Work
    ) -> transfer_pb2.Transfer:
        case = _requested(request, work)
        transfer = moving.file(lifecycle.REQUEST, case)
        moving.open_ladder(transfer, case)
        return shown(work, transfer)

    def ask_SubmitChange(self, request: change_pb2.SubmitChangeRequest, work: Work) -> None:
        _, case = _submitted(request, work)
        moving.ask_ladder(case)

    def SubmitChange(
        self, request: change_pb2.SubmitChangeRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, case = _submitted(request, work)
        details.keep(work, transfer, case.details)
        moving.submit(transfer, case)
        return shown(work, transfer)


def _requested(request: change_pb2.RequestChangeRequest, work: Work) -> Case:
    kind = KINDS[kind_pb2.CaseKind.Name(request.kind).removeprefix("CASE_KIND_")]
    if kind.moves:  # filed elsewhere; death is a change like the others
        raise KindUnfit(kind=kind.name, kind_zh=kind.called)
    member, place, _ = store.get_row(work.session, request.member_id)
    # Who was not recognized on arrival never came in: the committee that examined him files.
    source_id = arriving.host_committee(work, member.id)
    if place.place == store.HISTORY or not source_id:
        raise NotYours()
    holding.require_post(work, source_id, member.id)
    way = filing.route(work, source_id)
    given = transfer_pb2.Transfer(plan=request.plan)
    case = Case(work, kind, member, way, given, place=place.place)
    return _ready(case, request.overrides)


def _submitted(request: change_pb2.SubmitChangeRequest, work: Work) -> tuple[Transfer, Case]:
    _, transfer, _, _ = on_case("submit", request, work)
    if transfer.kind.moves:
        raise KindUnfit(kind=transfer.kind.name, kind_zh=transfer.kind.called)
    case = moving.case_of(work, transfer)
    case.details.plan.MergeFrom(request.plan)
    known = [*case.details.overrides, *request.overrides]
    del case.details.overrides[:]
    return transfer, _ready(case, known)


def _ready(case: Case, given: Sequence[kind_pb2.Override]) -> Case:
    """A case that may be filed; it keeps those overrides that something was in need of."""
    found = checks.findings(case)
    filing.require_ready(case, found, given)
    case.details.overrides.extend(filing.needed(found, given))
    return case
