"""ReviewService: what branch, committee, department and signers say to an application."""

from dangwu.carefund.v1 import application_pb2, review_pb2, reviewing_pb2
from services.carefund import acting, emergency, ruling, sight, store, wire, wire_review
from services.carefund.acting import on_application
from services.carefund.lifecycle import State
from services.carefund.reviewing import deliberating, granting, screening, sums
from services.carefund.store import Application, Rung
from services.chassis.work import Work


class ReviewServicer:
    """From submission to approval (审核与审批)."""

    def ask_ReturnApplication(
        self, request: reviewing_pb2.ReturnApplicationRequest, work: Work
    ) -> None:
        on_application("return", request.id, request.etag, work)

    def ReturnApplication(
        self, request: reviewing_pb2.ReturnApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application = on_application("return", request.id, request.etag, work)
        application.because = request.because
        acting.take("return", application, work, note=request.because)
        return wire.application(work, application)

    def ask_RejectApplication(
        self, request: reviewing_pb2.RejectApplicationRequest, work: Work
    ) -> None:
        on_application("reject", request.id, request.etag, work)

    def RejectApplication(
        self, request: reviewing_pb2.RejectApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application = on_application("reject", request.id, request.etag, work)
        application.because = request.because
        reason = reviewing_pb2.DenialReason.Name(request.reason)
        note = f"{reason.removeprefix('DENIAL_REASON_')}: {request.because}"
        acting.take("reject", application, work, note=note)
        return wire.application(work, application)

    def ask_RecordDeliberation(
        self, request: reviewing_pb2.RecordDeliberationRequest, work: Work
    ) -> None:
        deliberating.deliberated(request, _to_deliberate(request, work)[0], work)

    def RecordDeliberation(
        self, request: reviewing_pb2.RecordDeliberationRequest, work: Work
    ) -> application_pb2.Application:
        application, step = _to_deliberate(request, work)
        work.session.add(deliberating.deliberated(request, application, work))
        acting.take(step, application, work, note=request.minutes)
        return wire.application(work, application)

    def ask_EndorseApplication(
        self, request: reviewing_pb2.EndorseApplicationRequest, work: Work
    ) -> None:
        _to_endorse(request, work)

    def EndorseApplication(
        self, request: reviewing_pb2.EndorseApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application, to = _to_endorse(request, work)
        application.proposed_fen, application.because = request.proposed_fen, request.because
        application.after_publicity = State.OFFICE_REVIEW.value
        acting.take("endorse", application, work, to, note=request.because)
        return wire.application(work, application)

    def ask_RecordScreening(
        self, request: reviewing_pb2.RecordScreeningRequest, work: Work
    ) -> None:
        application = on_application("screen", request.id, request.etag, work)
        screening.replied(request, application, work)

    def RecordScreening(
        self, request: reviewing_pb2.RecordScreeningRequest, work: Work
    ) -> application_pb2.Application:
        application = on_application("screen", request.id, request.etag, work)
        work.session.add(screening.replied(request, application, work))
        acting.take("screen", application, work, note=request.document)
        return wire.application(work, application)

    def ask_ProposeGrant(self, request: reviewing_pb2.ProposeGrantRequest, work: Work) -> None:
        _to_propose(request, work)

    def ProposeGrant(
        self, request: reviewing_pb2.ProposeGrantRequest, work: Work
    ) -> application_pb2.Application:
        application, found = _to_propose(request, work)
        granting.propose(
            work, application, request.pool_id, request.amount_fen, request.because, found
        )
        return wire.application(work, application)

    def ask_SignGrant(self, request: reviewing_pb2.SignGrantRequest, work: Work) -> None:
        _to_sign(request, work)

    def SignGrant(
        self, request: reviewing_pb2.SignGrantRequest, work: Work
    ) -> application_pb2.Application:
        application, rung = _to_sign(request, work)
        granting.sign(work, application, rung, request.resolution_id)
        return wire.application(work, application)

    def GetLadder(self, request: reviewing_pb2.GetLadderRequest, work: Work) -> review_pb2.Ladder:
        application = store.get_application(work.session, request.id)
        sight.require(work, application)
        return wire_review.ladder(work, application)


def _to_deliberate(
    request: reviewing_pb2.RecordDeliberationRequest, work: Work
) -> tuple[Application, str]:
    """The application a meeting was about, and the step: in an emergency it comes afterwards."""
    step = acting.late(work, request.id, "deliberate", "late_minutes")
    application = on_application(step, request.id, request.etag, work)
    if step == "deliberate":
        emergency.require_usual(work, application)
    return application, step


def _to_endorse(
    request: reviewing_pb2.EndorseApplicationRequest, work: Work
) -> tuple[Application, State]:
    application = on_application("endorse", request.id, request.etag, work)
    sums.require_fit(work, application, request.proposed_fen, request.because)
    position = ruling.of_case(work, application, granting.POSITION, emergency="no")
    shown = position.answer.word == "before_forward"
    return application, State.PUBLICITY if shown else State.OFFICE_REVIEW


def _to_propose(
    request: reviewing_pb2.ProposeGrantRequest, work: Work
) -> tuple[Application, granting.Way]:
    application = on_application("propose", request.id, request.etag, work)
    found = granting.require_proposable(
        work, application, request.pool_id, request.amount_fen, request.because
    )
    return application, found


def _to_sign(request: reviewing_pb2.SignGrantRequest, work: Work) -> tuple[Application, Rung]:
    application = on_application("sign", request.id, request.etag, work)
    return application, granting.require_signable(work, application, request.resolution_id)
