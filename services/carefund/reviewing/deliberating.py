"""What a branch decided on an application (C-067, C-068)."""

from dangwu.carefund.v1 import reviewing_pb2
from services.carefund import acting, holding, ruling
from services.carefund.reviewing import meetings
from services.carefund.store import Application, Deliberation
from services.chassis.errors import FieldFault
from services.chassis.work import Work

COMMITTEE_SEATS = ("SECRETARY", "DEPUTY_SECRETARY", "ORGANIZATION_COMMISSIONER")
BODY, ATTESTATION = "carefund/branch_body", "carefund/branch_attestation"


def deliberated(
    request: reviewing_pb2.RecordDeliberationRequest, application: Application, work: Work
) -> Deliberation:
    """The record of a meeting on this application, not kept yet; refuses with `MeetingUnfit`."""
    held_on = meetings.held(
        request.held_on, request.entitled, request.present, request.in_favour, work.today
    )
    meetings.require_after(held_on, acting.begun_on(application))
    meetings.refuse([*_body(request, application, work), *_attested(request, application, work)])
    return Deliberation(
        application_id=application.id,
        body=request.body,
        held_on=held_on,
        entitled=request.entitled,
        present=request.present,
        in_favour=request.in_favour,
        minutes=request.minutes,
        recorded_at=work.now,
    )


def _body(
    request: reviewing_pb2.RecordDeliberationRequest, application: Application, work: Work
) -> list[FieldFault]:
    """A committee that the branch has not got cannot have met; its general meeting always can."""
    branch = holding.levels(work, application.branch_id)[0]
    seats = {one.kind for one in branch.candidates}.intersection(COMMITTEE_SEATS)
    word = ruling.of_case(
        work, application, BODY, has_committee="yes" if len(seats) > 1 else "no"
    ).answer.word
    if word == "committee" or request.body == reviewing_pb2.BRANCH_BODY_GENERAL_MEETING:
        return []
    zh, en = (
        "该支部不设支部委员会，由支部党员大会讨论。",
        "The branch has no committee; its meeting decides.",
    )
    return [FieldFault("body", zh, en)]


def _attested(
    request: reviewing_pb2.RecordDeliberationRequest, application: Application, work: Work
) -> list[FieldFault]:
    if request.evidence_attested or not ruling.of_case(work, application, ATTESTATION).answer.truth:
        return []
    zh, en = "支部须认定证明材料属实。", "The branch attests that the papers are genuine."
    return [FieldFault("evidence_attested", zh, en)]
