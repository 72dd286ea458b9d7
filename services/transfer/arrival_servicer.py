"""ArrivalService: who comes from outside is registered, examined, and only then taken in.

Each `ask_…` makes the same checks as its act, before the lock, and so asks the same questions.
"""

from dataclasses import replace

from dangwu.transfer.v1 import arrival_pb2, transfer_pb2
from services.chassis.errors import Refusal
from services.chassis.work import Work
from services.transfer import arriving, examining, holding, moving
from services.transfer.acting import on_case, shown
from services.transfer.arriving import Arriving
from services.transfer.guards import IN_ORDER
from services.transfer.lifecycle import ENROL, Step
from services.transfer.store import Rung, Transfer


class ArrivalServicer:
    """The member belongs to the origin until the branch accepts."""

    def ask_RegisterArrival(self, request: arrival_pb2.RegisterArrivalRequest, work: Work) -> None:
        try:
            found = arriving.registered(request, work)
        except Refusal:
            if work.keeps_refused:
                return  # refused again under the lock, where it leaves its row
            raise
        if found.step is ENROL:
            moving.ask_ladder(found.case)

    def RegisterArrival(
        self, request: arrival_pb2.RegisterArrivalRequest, work: Work
    ) -> transfer_pb2.Transfer:
        return shown(work, _register(arriving.registered(request, work)))

    def ask_CompleteArrival(self, request: arrival_pb2.CompleteArrivalRequest, work: Work) -> None:
        _, transfer, _, _ = on_case("complete", request, work)
        moving.ask_ladder(arriving.completed(transfer, request, work))

    def CompleteArrival(
        self, request: arrival_pb2.CompleteArrivalRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, _, _ = on_case("complete", request, work)
        arriving.complete(step, transfer, arriving.completed(transfer, request, work))
        return shown(work, transfer)

    def ask_ExamineFile(self, request: arrival_pb2.ExamineFileRequest, work: Work) -> None:
        _examined(request, work)

    def ExamineFile(
        self, request: arrival_pb2.ExamineFileRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, said, office_id = _examined(request, work)
        examining.record(work, transfer, request.examination, said)
        if said == IN_ORDER:
            transfer.version += 1  # it stays where it is, and may now be signed
            work.note(transfer=transfer.id, kind=transfer.kind.name, state=transfer.state)
        else:
            moving.take(step, transfer, work)
            moving.wait_on(transfer, office_id, work.now)
        return shown(work, transfer)

    def ask_ResolveDoubt(self, request: arrival_pb2.ResolveDoubtRequest, work: Work) -> None:
        on_case("clear", request, work)

    def ResolveDoubt(
        self, request: arrival_pb2.ResolveDoubtRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer, _, _ = on_case("clear", request, work)
        examining.resolve(work, transfer, request.because)
        moving.take(step, transfer, work)
        rung: Rung | None = transfer.open_rung
        if rung is None:
            raise AssertionError("a case in doubt has a rung that is not signed")
        rung.opened_on = work.today  # its holder could do nothing while the case was in doubt
        moving.wait_on(transfer, rung.organization_id, work.now)
        return shown(work, transfer)


def _register(found: Arriving) -> Transfer:
    case = replace(found.case, member=arriving.enter(found))
    transfer = moving.file(found.step, case)
    if found.step is ENROL:
        moving.open_ladder(transfer, case)
    return transfer


def _examined(
    request: arrival_pb2.ExamineFileRequest, work: Work
) -> tuple[Step, Transfer, str, str]:
    """The step and its case, the rules' word, and the office that a doubt goes to."""
    step, transfer, _, _ = on_case("doubt", request, work)
    office = holding.school(work, transfer.committee_id)
    return step, transfer, examining.outcome(work, transfer, request.examination), office.id
