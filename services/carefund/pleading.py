"""Writing down what is pleaded: sealed as a whole, and in clear what lists and sums need."""

from datetime import date

from dangwu.carefund.v1 import request_pb2
from dangwu.directory.v1 import organization_pb2
from services.carefund import acting, belonging, events, holding, masking, store
from services.carefund.belonging import Belonging
from services.carefund.lifecycle import Part, State
from services.carefund.refusals import DatesUnfit
from services.carefund.store import Application
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.work import Work


def require_mine(work: Work, member_id: str, plea: request_pb2.Plea) -> Belonging:
    """The member, if the caller may write an application down for him; refuses otherwise."""
    whose = belonging.of(work, member_id, plea.category, require_dates(work, plea))
    holding.require_post(work, whose.organization_id, member_id)
    acting.require_apart(work, acting.whose(member_id, plea), Part.FILER)
    return whose


def require_dates(work: Work, plea: request_pb2.Plea) -> date:
    """The day of the event; refuses with `DatesUnfit`, naming each date that lies ahead."""
    event_on = parse_date(plea.event_on, "plea.event_on")
    days = {"plea.event_on": event_on} | {
        f"plea.other_aid[{number}].given_on": parse_date(
            one.given_on, f"plea.other_aid[{number}].given_on"
        )
        for number, one in enumerate(plea.other_aid)
    }
    ahead = [field for field, day in days.items() if day > work.today]
    if plea.unqualified_year > work.today.year:
        ahead.append("plea.unqualified_year")
    if ahead:
        raise DatesUnfit(*map(_fault, ahead), field=", ".join(ahead))
    return event_on


def _fault(field: str) -> FieldFault:
    return FieldFault(field, "日期不能晚于今天。", "The date cannot lie ahead of today.")


def drafted(work: Work, whose: Belonging, plea: request_pb2.Plea) -> Application:
    """A new application as a draft, and who wrote it down."""
    branch, committee = route(work, whose.organization_id)
    application = Application(
        id=new_id("a"),
        version=1,
        year=work.today.year,
        number=store.next_number(work.session, work.today.year),
        state=State.DRAFT.value,
        member_id=whose.member.id,
        branch_id=branch.id,
        branch_name=branch.name,
        committee_id=committee.id,
        committee_name=committee.name,
        drafted_at=work.now,
        waits_since=work.today,
    )
    fill(work, application, whose, plea)
    acting.record(work, application, "draft", Part.FILER)
    work.session.add(application)
    return application


def fill(work: Work, application: Application, whose: Belonging, plea: request_pb2.Plea) -> None:
    """Keeps what is pleaded, in place of what was."""
    content = plea.SerializeToString(deterministic=True)
    application.plea = work.sealer.seal_bytes(content, "application", "plea", application.id)
    application.member_name, application.member_kind = whose.member.name, whose.member.kind
    application.category, application.applied_by = plea.category, plea.applied_by
    application.event_on = parse_date(plea.event_on, "plea.event_on")
    application.event_index = events.index(work, application.member_id, plea.event)
    application.emergency = plea.emergency
    application.requested_fen = plea.requested_fen
    application.payee_name = plea.payee.name
    application.account_masked = masking.account(plea.payee.account)
    application.spouse_id = plea.spouse_id


def event_of(application: Application) -> tuple[object, ...]:
    """What an application is about: category, event and its day."""
    return application.category, application.event_on, application.event_index


def route(
    work: Work, branch_id: str
) -> tuple[organization_pb2.Organization, organization_pb2.Organization]:
    """A branch and the committee above it; a direct branch is both."""
    branch = holding.organization(work, branch_id)
    if not branch.committee_id or branch.committee_id == branch.id:
        return branch, branch
    return branch, holding.organization(work, branch.committee_id)
