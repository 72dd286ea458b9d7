"""TransitService: a departure from the day all have signed until the other side receives.

Nothing here moves the member: he belongs to the source until the receipt is recorded.
"""

from dangwu.transfer.v1 import letter_pb2, transfer_pb2, transit_pb2
from services.chassis.work import Work
from services.transfer import departures, ladders, moving
from services.transfer.acting import on_case, shown
from services.transfer.filing import Case
from services.transfer.letters import issue, life
from services.transfer.letters.shown import letter as shown_letter
from services.transfer.lifecycle import Step
from services.transfer.store import Transfer


class TransitServicer:
    """dangwu.transfer.v1.TransitService"""

    def ask_IssueLetter(self, request: transit_pb2.IssueLetterRequest, work: Work) -> None:
        issue.to_issue(request, work)

    def IssueLetter(self, request: transit_pb2.IssueLetterRequest, work: Work) -> letter_pb2.Letter:
        return shown_letter(work, issue.issue(request, work))

    def ask_ReissueLetter(self, request: transit_pb2.ReissueLetterRequest, work: Work) -> None:
        issue.to_reissue(request, work)

    def ReissueLetter(
        self, request: transit_pb2.ReissueLetterRequest, work: Work
    ) -> letter_pb2.Letter:
        return shown_letter(work, issue.reissue(request, work))

    def ask_SendOnline(self, request: transit_pb2.SendOnlineRequest, work: Work) -> None:
        _to_send(request, work)

    def SendOnline(
        self, request: transit_pb2.SendOnlineRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer = _to_send(request, work)
        transfer.reference = request.reference
        moving.take(step, transfer, work)
        moving.wait_on(transfer, transfer.waits_on_id, work.now)
        return shown(work, transfer)

    def ask_RedispatchTransfer(
        self, request: transit_pb2.RedispatchTransferRequest, work: Work
    ) -> None:
        _, _, case = _redispatched(request, work)
        departures.ask_shorter_ladder(case)

    def RedispatchTransfer(
        self, request: transit_pb2.RedispatchTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, case = _redispatched(request, work)
        life.void_out(work, transfer, request.because)
        moving.aim(transfer, case.way)
        # Who sends a member elsewhere has filed this round, and signs nothing in it.
        transfer.filed_by_id = work.actor.id
        transfer.reference = ""
        transfer.redispatched_because = request.because
        moving.take(step, transfer, work)
        departures.correct(transfer, case)
        moving.open_ladder(transfer, case, ladders.redispatch(case))
        return shown(work, transfer)

    def ask_RescindTransfer(self, request: transit_pb2.RescindTransferRequest, work: Work) -> None:
        on_case("rescind", request, work)

    def RescindTransfer(
        self, request: transit_pb2.RescindTransferRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, mine, _ = on_case("rescind", request, work)
        life.void_out(work, transfer, request.because)
        moving.turn_back(transfer, mine)
        transfer.rejected_note = request.because
        moving.take(step, transfer, work)
        moving.end(transfer, work)
        return shown(work, transfer)


def _to_send(request: transit_pb2.SendOnlineRequest, work: Work) -> tuple[Step, Transfer]:
    step, transfer, _, _ = on_case("send", request, work)
    departures.require_fit_to_leave(work, transfer)
    return step, transfer


def _redispatched(
    request: transit_pb2.RedispatchTransferRequest, work: Work
) -> tuple[Step, Transfer, Case]:
    step, transfer, _, _ = on_case("redispatch", request, work)
    return step, transfer, departures.again(step, work, transfer, request.departure)
