"""ApplicationService: applications until they are put forward, and what is seen of them later."""

from typing import Any

from dangwu.carefund.v1 import application_pb2, application_service_pb2, applying_pb2, request_pb2
from services.carefund import (
    acting,
    belonging,
    checks,
    evidence,
    holding,
    money,
    noticing,
    pleading,
    sight,
    store,
    wire,
)
from services.carefund.acting import on_application
from services.carefund.checks import Examined, Pleaded, form, limits, papers
from services.carefund.refusals_campaign import CategoryUnfit
from services.carefund.store import Application, books
from services.chassis import paging
from services.chassis.work import Work


class ApplicationServicer:
    """What is written down at the branch, and shown to whoever may see it."""

    def CheckApplication(
        self, request: applying_pb2.CheckApplicationRequest, work: Work
    ) -> application_service_pb2.Eligibility:
        whose = pleading.require_mine(work, request.member_id, request.plea)
        return _eligibility(checks.examine(work, Pleaded(request.plea, whose)), work)

    def ask_DraftApplication(
        self, request: applying_pb2.DraftApplicationRequest, work: Work
    ) -> None:
        whose = pleading.require_mine(work, request.member_id, request.plea)
        pleading.route(work, whose.organization_id)
        holding.caller_name(work)

    def DraftApplication(
        self, request: applying_pb2.DraftApplicationRequest, work: Work
    ) -> application_pb2.Application:
        whose = pleading.require_mine(work, request.member_id, request.plea)
        return wire.application(work, pleading.drafted(work, whose, request.plea))

    def ask_AmendApplication(
        self, request: applying_pb2.AmendApplicationRequest, work: Work
    ) -> None:
        _to_amend(request, work)

    def AmendApplication(
        self, request: applying_pb2.AmendApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application, whose = _to_amend(request, work)
        before = pleading.event_of(application)
        pleading.fill(work, application, whose, request.plea)
        if pleading.event_of(application) != before:
            # For another event the day counts anew: the periods of its rules run from now.
            application.submitted_on = None
        acting.take("amend", application, work)
        return wire.application(work, application)

    def ask_AttachEvidence(self, request: applying_pb2.AttachEvidenceRequest, work: Work) -> None:
        step = acting.late(work, request.id, "attach", "late_papers")
        application = on_application(step, request.id, request.etag, work)
        evidence.print_of(application, request.content, work)

    def AttachEvidence(
        self, request: applying_pb2.AttachEvidenceRequest, work: Work
    ) -> application_pb2.Application:
        step = acting.late(work, request.id, "attach", "late_papers")
        application = on_application(step, request.id, request.etag, work)
        evidence.keep(application, request.kind, request.content, work)
        acting.take(step, application, work)
        return wire.application(work, application)

    def ask_SubmitApplication(
        self, request: applying_pb2.SubmitApplicationRequest, work: Work
    ) -> None:
        _to_submit(request, work)

    def SubmitApplication(
        self, request: applying_pb2.SubmitApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application = _to_submit(request, work)
        # Mending what was returned takes nothing from him: the first day stays his day.
        application.submitted_on = application.submitted_on or work.today
        application.because = ""
        acting.take("submit", application, work)
        return wire.application(work, application)

    def ask_WithdrawApplication(
        self, request: applying_pb2.WithdrawApplicationRequest, work: Work
    ) -> None:
        on_application("withdraw", request.id, request.etag, work)

    def WithdrawApplication(
        self, request: applying_pb2.WithdrawApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application = on_application("withdraw", request.id, request.etag, work)
        if promise := books.standing(work.session, application.id):
            money.void(work, promise)
        noticing.strike(work, application)
        application.because = request.because
        acting.take("withdraw", application, work, note=request.because)
        return wire.application(work, application)

    def GetApplication(
        self, request: applying_pb2.GetApplicationRequest, work: Work
    ) -> application_pb2.Application:
        return wire.application(work, _seen(request.id, work))

    def ListApplications(
        self, request: applying_pb2.ListApplicationsRequest, work: Work
    ) -> applying_pb2.ListApplicationsResponse:
        size = paging.page_size(request)
        before = paging.year_and_number(request.page_token)
        rows = store.applications(work.session, _wanted(request, work), before, size + 1)
        shown = paging.fitting(wire.applications(work, rows[:size]))
        token = ""
        if len(rows) > len(shown):
            last = rows[len(shown) - 1]
            token = paging.encode(last.year, last.number)
        return applying_pb2.ListApplicationsResponse(applications=shown, next_page_token=token)

    def DiscloseApplication(
        self, request: applying_pb2.DiscloseApplicationRequest, work: Work
    ) -> applying_pb2.Disclosure:
        application = _seen(request.id, work)
        plea = acting.plea_of(work, application)
        return applying_pb2.Disclosure(id=application.id, plea=plea)

    def DiscloseEvidence(
        self, request: applying_pb2.DiscloseEvidenceRequest, work: Work
    ) -> applying_pb2.Paper:
        application = _seen(request.id, work)
        kept = evidence.get(application, request.evidence_id, work)
        work.about(application.id)
        kind = request_pb2.EvidenceKind.Name(kept.kind)
        return applying_pb2.Paper(id=kept.id, kind=kind, content=evidence.shown(kept, work))


def _seen(application_id: str, work: Work) -> Application:
    application = store.get_application(work.session, application_id)
    sight.require(work, application)
    return application


def _to_amend(
    request: applying_pb2.AmendApplicationRequest, work: Work
) -> tuple[Application, belonging.Belonging]:
    application = on_application("amend", request.id, request.etag, work)
    if application.campaign_id and request.plea.category != application.category:
        raise CategoryUnfit()
    return application, pleading.require_mine(work, application.member_id, request.plea)


def _to_submit(request: applying_pb2.SubmitApplicationRequest, work: Work) -> Application:
    application = on_application("submit", request.id, request.etag, work)
    plea = acting.plea_of(work, application)
    whose = belonging.of(work, application.member_id, plea.category, application.event_on)
    checks.require_eligible(checks.examine(work, Pleaded(plea, whose, application)))
    return application


def _eligibility(examined: Examined, work: Work) -> application_service_pb2.Eligibility:
    facts = examined.facts
    return application_service_pb2.Eligibility(
        eligible=not examined.blocking,
        findings=[
            application_service_pb2.Obstacle(
                code=one.code,
                said=one.zh,
                said_en=one.en,
                cites=one.cites,
                field=one.field,
                blocks=one.blocks,
            )
            for one in examined.findings
        ],
        standard_fen=form.standard(facts) or 0,
        remaining_fen=limits.left_of_cap(facts) or 0,
        wanted=map(request_pb2.EvidenceKind.Name, papers.wanted(facts.plea.category)),
        receipts=work.decisions,
    )


def _wanted(request: applying_pb2.ListApplicationsRequest, work: Work) -> list[Any]:
    conditions = sight.applications(work)
    if request.state:
        conditions.append(Application.state == request.state)
    if request.organization_id:
        own, above = Application.branch_id, Application.committee_id
        conditions.append((own == request.organization_id) | (above == request.organization_id))
    if request.member_id:
        conditions.append(Application.member_id == request.member_id)
    return conditions
