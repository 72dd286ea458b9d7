"""EmergencyService: money first, papers after."""

from dangwu.carefund.v1 import application_pb2, emergency_pb2
from services.carefund import emergency, owing, sight, store, wire
from services.carefund.obligations import Obligation
from services.carefund.store import Application
from services.carefund.wire import iso, number
from services.chassis import paging
from services.chassis.work import Work


class EmergencyServicer:
    """Emergencies (应急办理)."""

    def ask_SignEmergency(self, request: emergency_pb2.SignEmergencyRequest, work: Work) -> None:
        _to_sign(request, work)

    def SignEmergency(
        self, request: emergency_pb2.SignEmergencyRequest, work: Work
    ) -> application_pb2.Application:
        application, word = _to_sign(request, work)
        emergency.sign(work, application, word, request.pool_id, request.resolution_id)
        return wire.application(work, application)

    def ListObligations(
        self, request: emergency_pb2.ListObligationsRequest, work: Work
    ) -> emergency_pb2.ListObligationsResponse:
        size = paging.page_size(request)
        conditions = [*sight.applications(work), store.PAID_IN_EMERGENCY]
        before = paging.year_and_number(request.page_token)
        rows = store.applications(work.session, conditions, before, size + 1)
        made = emergency_pb2.ListObligationsResponse()
        for row in rows[:size]:
            found = owing.of(work, row)
            made.obligations.extend(
                _obligation(row, one) for one in found if not (request.open and one.done_on)
            )
        if len(rows) > size:
            made.next_page_token = paging.encode(rows[size - 1].year, rows[size - 1].number)
        return made


def _to_sign(request: emergency_pb2.SignEmergencyRequest, work: Work) -> tuple[Application, str]:
    return emergency.to_sign(work, request.id, request.etag, request.pool_id, request.resolution_id)


def _obligation(row: Application, one: Obligation) -> emergency_pb2.Obligation:
    return emergency_pb2.Obligation(
        application_id=row.id,
        application_number=number(row),
        committee_id=row.committee_id,
        kind=emergency_pb2.ObligationKind.Name(one.kind.value),
        due_on=iso(one.due_on),
        done_on=iso(one.done_on),
        overdue=one.overdue,
    )
