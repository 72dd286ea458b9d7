"""Arrangements and contacts as callers see them, with what is due next."""

from datetime import date

from google.protobuf.timestamp_pb2 import Timestamp

from dangwu.transfer.v1 import kind_pb2, term_pb2
from services.chassis.work import Work
from services.transfer.reminding.counting import Rules
from services.transfer.store.terms import Contact, Term
from services.transfer.terms.due import Due, Facts, Told, due
from services.transfer.timetable import Limit


def facts(row: Term) -> Facts:
    """What decides what is due next."""
    return Facts(
        kind=row.kind,
        ground=row.ground,
        from_on=row.from_on,
        until_on=row.until_on,
        back_on=row.back_on,
        last_contact_on=row.last_contact_on,
    )


def next_due(work: Work, known: Facts) -> Due | None:
    """What an arrangement asks for next, by the rules of today.

    An act asks this before the lock of what it is about to write, so that its reply can tell it.
    """
    counted = Rules(work)

    def told(limit: Limit, runs_from: date) -> Told:
        found = counted.end(limit, runs_from)
        return found.on, found.problem, found.problem_en

    return due(known, told)


def term(work: Work, row: Term) -> term_pb2.Term:
    """An arrangement; nothing is due in one that is over."""
    made = term_pb2.Term(
        id=row.id,
        etag=str(row.version),
        kind=f"TERM_KIND_{row.kind}",
        member_id=row.member_id,
        member_name=row.member_name,
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        transfer_id=row.transfer_id,
        ended_by_id=row.ended_by_id,
        ground=kind_pb2.Ground.Name(row.ground),
        from_on=_iso(row.from_on),
        until_on=_iso(row.until_on),
        ended_on=_iso(row.ended_on),
        ended_because=row.ended_because,
        place=row.place,
        last_contact_on=_iso(row.last_contact_on),
        back_on=_iso(row.back_on),
        because=row.because,
    )
    coming = next_due(work, facts(row)) if row.ended_on is None else None
    if coming is not None:
        made.due_on, made.overdue = _iso(coming.on), coming.overdue(work.today)
        made.due_what, made.due_what_en = coming.what, coming.what_en
        made.due_problem, made.due_problem_en = coming.problem, coming.problem_en
    return made


def contact(row: Contact) -> term_pb2.Contact:
    """One contact or attempt."""
    entered = Timestamp()
    entered.FromDatetime(row.entered_at)
    return term_pb2.Contact(
        id=row.id,
        on=_iso(row.on),
        reached=row.reached,
        how=row.how,
        note=row.note,
        by_id=row.by_id,
        entered_at=entered,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
