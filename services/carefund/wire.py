"""What callers see of applications."""

from collections.abc import Sequence
from datetime import date, datetime

from google.protobuf.timestamp_pb2 import Timestamp

from dangwu.carefund.v1 import application_pb2, fund_pb2, request_pb2
from services.carefund import due, store
from services.carefund.lifecycle import CALLED, ENDS, IN_HANDS_OF, Side, State
from services.carefund.store import Application, Evidence, Played
from services.chassis.work import Work

WAITS_ON = {
    Side.OFFICE: "组织部",
    Side.SIGNERS: "审批人",
    Side.ACCOUNTANT: "会计",
    Side.CASHIER: "出纳",
}


def stamp(instant: datetime) -> Timestamp:
    """An instant as protobuf has it."""
    made = Timestamp()
    made.FromDatetime(instant)
    return made


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def number(application: Application) -> str:
    """The number people call it by, such as 2026-0017."""
    return f"{application.year}-{application.number:04d}"


def application(work: Work, row: Application) -> application_pb2.Application:
    """An application as everybody with business here may see it."""
    work.session.flush()
    return applications(work, [row])[0]


def applications(work: Work, rows: Sequence[Application]) -> list[application_pb2.Application]:
    """Applications with their papers, asked for at once."""
    papers = store.evidence_among(work.session, [row.id for row in rows])
    return [_application(work, row, papers.get(row.id, ())) for row in rows]


def _application(
    work: Work, row: Application, papers: Sequence[Evidence]
) -> application_pb2.Application:
    made = application_pb2.Application(
        id=row.id,
        etag=str(row.version),
        number=number(row),
        state=fund_pb2.ApplicationState.Name(row.state),
        member_id=row.member_id,
        member_name=row.member_name,
        branch_id=row.branch_id,
        branch_name=row.branch_name,
        committee_id=row.committee_id,
        committee_name=row.committee_name,
        category=fund_pb2.CareCategory.Name(row.category),
        applied_by=request_pb2.Applicant.Name(row.applied_by),
        event_on=iso(row.event_on),
        requested_fen=row.requested_fen,
        proposed_fen=row.proposed_fen,
        approved_fen=row.approved_fen,
        pool_id=row.pool_id,
        account_masked=row.account_masked,
        payee_name=row.payee_name,
        submitted_on=iso(row.submitted_on),
        waits_for=waits_for(row),
        due_on=due.on(work, row),
        because=row.because,
        emergency=row.emergency != 0,
        campaign_id=row.campaign_id,
    )
    made.evidence.extend(map(paper, papers))
    made.steps.extend(map(step, row.parts))
    return made


def waits_for(row: Application) -> str:
    """Whose turn it is, and for what; empty at an end."""
    state = State(row.state)
    if state in ENDS:
        return ""
    side = IN_HANDS_OF[state]
    own = {Side.BRANCH: row.branch_name, Side.COMMITTEE: row.committee_name}
    return f"{own.get(side) or WAITS_ON[side]}：{CALLED[state]}"


def paper(row: Evidence) -> application_pb2.Evidence:
    """A paper without what it says."""
    return application_pb2.Evidence(
        id=row.id,
        kind=request_pb2.EvidenceKind.Name(row.kind),
        sha256=row.sha256,
        size=row.size,
        attached_on=iso(row.attached_on),
    )


def step(row: Played) -> application_pb2.Step:
    return application_pb2.Step(
        name=row.step,
        taken_at=stamp(row.taken_at),
        taken_by_id=row.person_id,
        taken_by_name=row.person_name,
        note=row.note,
    )
