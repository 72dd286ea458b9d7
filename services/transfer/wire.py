"""What callers see of members and transfers."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from google.protobuf.timestamp_pb2 import Timestamp

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import case_pb2, kind_pb2, member_pb2, transfer_pb2
from services.chassis.ladder import Candidate
from services.chassis.work import Work
from services.transfer import belonging, details, moving, roll
from services.transfer.deadlines import Deadlines, Due
from services.transfer.store import Member, Relationship, Rung, Transfer
from services.transfer.surroundings import Surroundings


def stamp(instant: datetime) -> Timestamp:
    """An instant as protobuf has it."""
    made = Timestamp()
    made.FromDatetime(instant)
    return made


def _stamp_or_none(instant: datetime | None) -> Timestamp | None:
    return stamp(instant) if instant else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def member(row: Member, place: Relationship, open_case: Transfer | None) -> member_pb2.Member:
    """A member, numbers masked; with what is under way, if anything is."""
    belongs, belongs_en = belonging.of_case(open_case, place) if open_case else ("", "")
    return member_pb2.Member(
        id=row.id,
        etag=str(row.version),
        name=row.name,
        kind=member_pb2.MemberKind.Name(row.kind),
        category=member_pb2.MemberCategory.Name(row.category),
        campus_number=row.campus_number,
        id_number_masked=row.id_number_masked,
        phone_masked=row.phone_masked,
        joined_on=_iso(row.joined_on),
        probation_ends_on=_iso(row.probation_ends_on),
        dues_through=row.dues_through,
        organization_id=place.organization_id,
        organization_name=place.organization_name,
        since=stamp(place.since),
        open_transfer_id=open_case.id if open_case else "",
        place=f"PLACE_{place.place}",
        standing=f"MEMBER_STANDING_{row.standing}",
        belongs=belongs,
        belongs_en=belongs_en,
        ethnicity=row.ethnicity,
    )


def relationship(row: Relationship) -> member_pb2.Relationship:
    made = member_pb2.Relationship(
        id=row.id,
        member_id=row.member_id,
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        until=_stamp_or_none(row.until),
        transfer_id=row.transfer_id,
        place=f"PLACE_{row.place}",
    )
    getattr(made, "from").CopyFrom(stamp(row.since))
    return made


def rung(row: Rung, due: Due) -> transfer_pb2.Rung:
    return transfer_pb2.Rung(
        number=row.number,
        acts=[f"RUNG_ACT_{act}" for act in row.acts.split()],
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        days=row.days,
        counts=row.counts,
        due_on=due.text,
        due_problem=due.problem,
        due_problem_en=due.problem_en,
        signed_by_id=row.signed_by_id,
        signed_by_name=row.signed_by_name,
        signed_post_id=row.signed_post_id,
        signed_at=_stamp_or_none(row.signed_at),
        passed_on=row.passed_on,
    )


def case(
    work: Work, row: Transfer, deadlines: Deadlines, around: Surroundings
) -> transfer_pb2.Transfer:
    """A case as it stands, with where the member belongs at this instant if that may be told."""
    made = details.shown(work, row)
    place = around.places.get(row.id)
    made.MergeFrom(_case(row, deadlines))
    for one in around.passengers.get(row.id, ()):
        made.passengers.add(member_id=one.member_id, member_name=one.member_name)
    if place:
        made.belongs_to_id, made.belongs_to_name = place.organization_id, place.organization_name
    made.belongs, made.belongs_en = belonging.of_case(row, place)
    made.letter_id = around.letters.get(row.id, "")
    return made


def _case(row: Transfer, deadlines: Deadlines) -> transfer_pb2.Transfer:
    return transfer_pb2.Transfer(
        id=row.id,
        etag=str(row.version),
        kind=f"CASE_KIND_{row.kind.name}",
        member_id=row.person_id,
        member_name=row.member_name if row.person_id else "",
        state=f"TRANSFER_STATE_{row.state}",
        source_id=row.source_id,
        source_name=row.source_name,
        destination_id=row.destination_id,
        destination_name=row.destination_name,
        branch_id=row.branch_id,
        branch_name=row.branch_name,
        reason=transfer_pb2.TransferReason.Name(row.reason),
        note=row.note,
        rungs=[rung(one, deadlines.of(one)) for one in row.rungs],
        filed_by_id=row.filed_by_id,
        filed_at=stamp(row.filed_at),
        waits_on_id=row.waits_on_id,
        waits_since=stamp(row.waits_since),
        ended_at=_stamp_or_none(row.ended_at),
        returned_because=row.returned_because,
        rejected_because=transfer_pb2.RejectionReason.Name(row.rejected_because),
        rejected_note=row.rejected_note,
        decisions=moving.receipts(row),
        next_steps=[step.name for step in row.kind.onward(row.state)],
        reference=row.reference,
        redispatched_because=row.redispatched_because,
        ended_by_id=row.ended_by_id,
        ended_because=row.ended_because,
    )


def event(entry: audit_pb2.Entry) -> case_pb2.HistoryEvent:
    return case_pb2.HistoryEvent(
        sequence=entry.sequence,
        at=entry.at,
        rpc=entry.rpc.rpartition("/")[2],
        outcome=entry.outcome,
        actor_id=entry.actor_id,
        post_id=entry.post_id,
        decisions=entry.decisions,
        overrides=_overridden(entry),
    )


def _overridden(entry: audit_pb2.Entry) -> list[kind_pb2.Override]:
    """What an act overrode, as its request said it; what was refused overrode nothing."""
    given = json.loads(entry.request or "{}").get("overrides", ()) if entry.outcome == "OK" else ()
    return [kind_pb2.Override(code=one["code"], reason=one["reason"]) for one in given]


def holder(candidate: Candidate, passed_on: str) -> case_pb2.Holder:
    return case_pb2.Holder(
        person_id=candidate.person_id,
        person_name=candidate.person_name,
        post_id=candidate.post_id,
        post_kind=f"POST_KIND_{candidate.kind}",
        organization_id=candidate.organization_id,
        organization_name=candidate.organization_name,
        passed_on=passed_on,
    )


def findings(found: Sequence[roll.Finding]) -> list[case_pb2.Finding]:
    return [
        case_pb2.Finding(
            code=one.code,
            field=one.field,
            message=one.zh,
            message_en=one.en,
            blocks=one.blocks,
            soft=one.soft,
        )
        for one in found
    ]
