"""Resolutions (决议): the collective decision behind money (C-003, C-070, P-12)."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import select

from dangwu.carefund.v1 import resolution_pb2
from services.carefund import acting, store, typed
from services.carefund.refusals_money import ResolutionUnfit, ResolutionUnknown
from services.carefund.refusals_review import ResolutionTaken
from services.carefund.reviewing import meetings
from services.carefund.store import Application, Resolution
from services.chassis.civil import shanghai_date
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.work import Work

SECRETARIES = resolution_pb2.DECIDING_BODY_SECRETARIES_MEETING


def resolved(request: resolution_pb2.RecordResolutionRequest, work: Work) -> Resolution:
    """A resolution to be kept; refuses one that cannot have been passed, or is kept already."""
    held_on = meetings.held(
        request.held_on, request.entitled, request.present, request.in_favour, work.today
    )
    if bool(request.application_ids) == bool(request.plan_year):
        zh, en = (
            "决议要么通过年度计划，要么通过具体申请，二者填一。",
            "Either a plan or cases by name.",
        )
        meetings.refuse([FieldFault("plan_year", zh, en)])
    if request.plan_year:
        _require_plan(request, held_on)
    for application_id in request.application_ids:
        application = store.get_application(work.session, application_id)
        begun_on = acting.begun_on(application)
        if begun_on is None:
            zh, en = f"申请 {application_id} 尚未提交。", f"{application_id} is not put forward."
            meetings.refuse([FieldFault("application_ids", zh, en)])
        meetings.require_after(held_on, begun_on)
    number = typed.tidy(request.number, "number")
    there = work.session.scalar(
        select(Resolution.id).where(Resolution.body == request.body, Resolution.number == number)
    )
    if there:
        raise ResolutionTaken(id=there)
    return Resolution(
        id=new_id("g"),
        number=number,
        body=request.body,
        held_on=held_on,
        entitled=request.entitled,
        present=request.present,
        in_favour=request.in_favour,
        application_ids=" ".join(request.application_ids),
        plan_year=request.plan_year,
        recorded_at=work.now,
    )


def _require_plan(request: resolution_pb2.RecordResolutionRequest, held_on: date) -> None:
    """A year's plan is the Party committee's to pass, in that year or the one before (C-070)."""
    faults = []
    if request.body == SECRETARIES:
        zh, en = "年度使用计划由党委会或常委会批准。", "The plan is the Party committee's to pass."
        faults.append(FieldFault("body", zh, en))
    if not held_on.year <= request.plan_year <= held_on.year + 1:
        zh, en = (
            "年度计划应在当年或上一年通过。",
            "A plan is passed in its year or the one before.",
        )
        faults.append(FieldFault("plan_year", zh, en))
    meetings.refuse(faults)


def behind(work: Work, resolution_id: str, kind: str, application: Application) -> Resolution:
    """The resolution that stands behind a grant, of the kind its band asks for; or refuses."""
    found = store.find_resolution(work.session, resolution_id)
    if found is None:
        raise ResolutionUnknown(id=resolution_id or "—")
    if not STANDS[kind](found, application, work.today.year):
        zh, en = NEEDED[kind]
        raise ResolutionUnfit(id=found.id, why_zh=zh, why=en)
    return found


def _plan(found: Resolution, _: Application, year: int) -> bool:
    return found.plan_year == year


def _named(found: Resolution, application: Application, _: int) -> bool:
    """Whether it passed this case as it now stands: what was named in an earlier round was not."""
    begun = acting.begun_at(application)
    if begun is None or application.id not in found.application_ids.split():
        return False
    return found.recorded_at >= begun and found.held_on >= shanghai_date(begun)


def _by_committee(found: Resolution, application: Application, year: int) -> bool:
    return _named(found, application, year) and found.body != SECRETARIES


STANDS: Mapping[str, Callable[[Resolution, Application, int], bool]] = {
    "standing_resolution": lambda found, application, year: (
        _plan(found, application, year) or _named(found, application, year)
    ),
    "case_list": _named,
    "minutes": _by_committee,
}
"""The words of the book carefund/resolution_kind. Who is named was looked at more closely still."""

NEEDED: Mapping[str, tuple[str, str]] = {
    "standing_resolution": (
        "须为本年度计划的决议，或列有本件的决议",
        "it passes neither the plan of this year nor this case as it stands",
    ),
    "case_list": ("须为列有本件（本次提交之后）的决议", "it does not name this case as it stands"),
    "minutes": (
        "须为党委会或常委会列有本件（本次提交之后）的决议",
        "the committee's minutes must name this case as it stands",
    ),
}
