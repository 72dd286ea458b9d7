"""DepartureService: members who leave the school, from the check to the filing.

Each `ask_…` makes the same checks as its act, before the lock, and so asks the same questions.
"""

from dangwu.transfer.v1 import departure_pb2 as pb
from dangwu.transfer.v1 import transfer_pb2
from services.chassis.work import Work
from services.transfer import (
    advising,
    checks,
    departures,
    holding,
    ladders,
    lifecycle,
    moving,
    outsides,
    sight,
    store,
    wire,
    wording,
)
from services.transfer.acting import on_case, shown
from services.transfer.checks.departing import ADDRESSEE
from services.transfer.filing import Case
from services.transfer.lifecycle import Step
from services.transfer.store import Transfer


class DepartureServicer:
    """dangwu.transfer.v1.DepartureService"""

    def CheckDeparture(self, request: pb.CheckDepartureRequest, work: Work) -> pb.DepartureCheck:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        sight.require_inside(place)
        departure = request.departure
        case = departures.drawn_up(work, member, place.organization_id, departure)
        found = checks.findings(case)
        told = pb.DepartureCheck(
            ready=not any(one.blocks for one in found), findings=wire.findings(found)
        )
        if case.way.destination is not None and outsides.is_outside(case.way.destination):
            _advise(told, work, departure.addressee_id, departure.channel)
        if not any(one.blocks and one.field == ADDRESSEE for one in found):
            told.rungs.extend(wording.preview(work, ladders.ladder(case)))
        told.decisions.extend(work.decisions)
        return told

    def ask_ProposeDeparture(self, request: pb.ProposeDepartureRequest, work: Work) -> None:
        _proposed(request, work)

    def ProposeDeparture(
        self, request: pb.ProposeDepartureRequest, work: Work
    ) -> transfer_pb2.Transfer:
        return shown(work, _file(lifecycle.PROPOSE, _proposed(request, work), request))

    def ask_RequestDeparture(self, request: pb.RequestDepartureRequest, work: Work) -> None:
        moving.ask_ladder(_requested(request, work))

    def RequestDeparture(
        self, request: pb.RequestDepartureRequest, work: Work
    ) -> transfer_pb2.Transfer:
        case = _requested(request, work)
        transfer = _file(lifecycle.REQUEST, case, request)
        moving.open_ladder(transfer, case)
        return shown(work, transfer)

    def ask_SubmitDeparture(self, request: pb.SubmitDepartureRequest, work: Work) -> None:
        _, case = _submitted(request, work)
        moving.ask_ladder(case)

    def SubmitDeparture(
        self, request: pb.SubmitDepartureRequest, work: Work
    ) -> transfer_pb2.Transfer:
        transfer, case = _submitted(request, work)
        departures.correct(transfer, case)
        moving.submit(transfer, case)
        return shown(work, transfer)


def _advise(told: pb.DepartureCheck, work: Work, addressee_id: str, channel: int) -> None:
    advice = advising.advise(work, outsides.described(work, addressee_id), channel)
    told.advised_channel = advice.channel
    told.advice, told.advice_en = advice.zh, advice.en
    if advice.addressee is not None:
        told.advised_addressee_id = advice.addressee.id
        told.advised_addressee_name = advice.addressee.name
    told.accepted_before = advice.precedent.count
    told.accepted_names.extend(advice.precedent.branches)
    told.validity_days = advice.validity_days


Filing = pb.ProposeDepartureRequest | pb.RequestDepartureRequest


def _proposed(request: pb.ProposeDepartureRequest, work: Work) -> Case:
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_member(work, member, place)
    sight.require_inside(place)
    case = departures.drawn_up(work, member, place.organization_id, request.departure)
    departures.made_ready(case)
    ladders.ladder(case)  # what could not be signed is not proposed
    return case


def _requested(request: pb.RequestDepartureRequest, work: Work) -> Case:
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_inside(place)
    holding.require_post(work, place.organization_id, member.id)
    case = departures.drawn_up(
        work, member, place.organization_id, request.departure, request.overrides
    )
    return departures.made_ready(case)


def _submitted(request: pb.SubmitDepartureRequest, work: Work) -> tuple[Transfer, Case]:
    step, transfer, _, _ = on_case("submit", request, work)
    case = departures.again(step, work, transfer, request.departure, request.overrides)
    return transfer, case


def _file(step: Step, case: Case, request: Filing) -> Transfer:
    transfer = moving.file(step, case)
    transfer.note = request.note
    return transfer
