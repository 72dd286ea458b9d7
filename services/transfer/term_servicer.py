"""TermService: what runs for a time after a case, and the contacts it asks for."""

from dataclasses import replace
from datetime import date

from dangwu.transfer.v1 import term_pb2
from services.chassis import civil, etags, paging
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work
from services.transfer import holding, sight, store
from services.transfer.refusals import (
    DatesDisagree,
    NotYours,
    SuspensionStays,
    TermOver,
    TermRuns,
)
from services.transfer.store import Relationship
from services.transfer.store.terms import Contact, Term
from services.transfer.terms import listing, running, shown
from services.transfer.terms.due import Facts

SEARCH, SUSPENSION = "SEARCH", "SUSPENSION"
UNTIL_RESUMED = frozenset({"ABROAD"})
"""Who is back is noted; the arrangement itself ends with the case of the resumption."""


class TermServicer:
    """Nothing is due because it was stored so: it is counted whenever somebody asks."""

    def ListTerms(
        self, request: term_pb2.ListTermsRequest, work: Work
    ) -> term_pb2.ListTermsResponse:
        scope = sight.scope_of(work)
        if request.organization_id:
            below = sight.below(work, request.organization_id)
            if scope is not None and scope.isdisjoint(below):
                raise NotYours()
            scope = below if scope is None else scope & below
        size = paging.page_size(request)
        rows = listing.terms(
            work.session,
            *_conditions(request),
            scope=scope,
            categories=sight.campus_categories(work),
            after=_after(request.page_token),
            most=size + 1,
        )
        reply = term_pb2.ListTermsResponse(terms=[shown.term(work, row) for row in rows[:size]])
        if len(rows) > size:
            last = rows[size - 1]
            reply.next_page_token = paging.encode(last.from_on.isoformat(), last.id)
        return reply

    def ListContacts(
        self, request: term_pb2.ListContactsRequest, work: Work
    ) -> term_pb2.ListContactsResponse:
        term = listing.get(work.session, request.term_id)
        if not work.actor.sees(term.organization_id):
            raise NotYours()
        rows = listing.contacts(work.session, term.id)
        return term_pb2.ListContactsResponse(contacts=map(shown.contact, rows))

    def ask_RecordContact(self, request: term_pb2.RecordContactRequest, work: Work) -> None:
        _, _, becomes = _contacted(request, work)
        shown.next_due(work, becomes)

    def RecordContact(self, request: term_pb2.RecordContactRequest, work: Work) -> term_pb2.Term:
        term, on, becomes = _contacted(request, work)
        work.session.add(
            Contact(
                id=new_id("k"),
                term_id=term.id,
                on=on,
                reached=request.reached,
                how=request.how,
                note=request.note,
                by_id=work.actor.id,
                entered_at=work.now,
            )
        )
        term.last_contact_on = becomes.last_contact_on
        term.version += 1
        return shown.term(work, term)

    def ask_EndTerm(self, request: term_pb2.EndTermRequest, work: Work) -> None:
        _, _, becomes = _ended(request, work)
        shown.next_due(work, becomes)

    def EndTerm(self, request: term_pb2.EndTermRequest, work: Work) -> term_pb2.Term:
        term, on, becomes = _ended(request, work)
        term.back_on, term.last_contact_on = becomes.back_on, becomes.last_contact_on
        if term.kind in UNTIL_RESUMED:
            term.ended_because = request.because
            term.version += 1
        else:
            running.close(term, work, by="", because=request.because, on=on)
        return shown.term(work, term)

    def ask_BeginSearch(self, request: term_pb2.BeginSearchRequest, work: Work) -> None:
        _, last = _lost(request, work)
        shown.next_due(work, Facts(SEARCH, 0, work.today, last_contact_on=last))

    def BeginSearch(self, request: term_pb2.BeginSearchRequest, work: Work) -> term_pb2.Term:
        place, last = _lost(request, work)
        term = Term(
            id=new_id("c"),
            version=1,
            kind=SEARCH,
            member_id=request.member_id,
            member_name=store.get_member(work.session, request.member_id).name,
            organization_id=place.organization_id,
            organization_name=place.organization_name,
            transfer_id="",
            ground=0,
            from_on=work.today,
            last_contact_on=last,
            because=request.because,
        )
        work.session.add(term)
        work.session.flush()
        return shown.term(work, term)


def _conditions(request: term_pb2.ListTermsRequest) -> list[object]:
    conditions: list[object] = [] if request.ended else [Term.ended_on.is_(None)]
    if request.id:
        conditions.append(Term.id == request.id)
    if request.member_id:
        conditions.append(Term.member_id == request.member_id)
    if request.kind:
        name = term_pb2.TermKind.Name(request.kind)
        conditions.append(Term.kind == name.removeprefix("TERM_KIND_"))
    return conditions


def _after(token: str) -> tuple[date, str] | None:
    parts = paging.decode(token, 2)
    if parts is None:
        return None
    try:
        return date.fromisoformat(parts[0]), parts[1]
    except ValueError:
        raise PageTokenInvalid() from None


def _contacted(request: term_pb2.RecordContactRequest, work: Work) -> tuple[Term, date, Facts]:
    """The arrangement, the day, and what is known once the contact is logged.

    Only who was reached has been in contact: an attempt moves no date.
    """
    term = _mine(request.term_id, request.etag, work)
    first = min(term.from_on, term.last_contact_on or term.from_on)
    on = _day(request.on, "on", first, work.today)
    known = shown.facts(term)
    if request.reached:
        known = replace(known, last_contact_on=max(on, term.last_contact_on or on))
    return term, on, known


def _ended(request: term_pb2.EndTermRequest, work: Work) -> tuple[Term, date, Facts]:
    """The arrangement, the day, and what is known from then on."""
    term = _mine(request.term_id, request.etag, work)
    if term.kind == SUSPENSION:
        raise SuspensionStays()
    # Who has not left yet, and never will, is back today.
    on = _day(request.on, "on", min(term.from_on, work.today), work.today)
    known = replace(shown.facts(term), last_contact_on=max(on, term.last_contact_on or on))
    if term.kind in UNTIL_RESUMED:
        known = replace(known, back_on=on)
    return term, on, known


def _mine(term_id: str, etag: str, work: Work) -> Term:
    """An arrangement that runs, of an organization the caller acts for, read as it stands."""
    term = listing.get(work.session, term_id)
    holding.require_post(work, term.organization_id, term.member_id)
    if term.ended_on is not None:
        raise TermOver(id=term.id, ended=term.ended_on)
    etags.check(etag, term.version)
    return term


def _lost(request: term_pb2.BeginSearchRequest, work: Work) -> tuple[Relationship, date]:
    """Where somebody belongs whom nobody can reach, and since when."""
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_inside(place)
    holding.require_post(work, place.organization_id, member.id)
    for kind in (SEARCH, SUSPENSION):
        if term := running.of_kind(work.session, member.id, kind):
            raise TermRuns(id=term.id)
    last = _day(request.last_contact_on, "last_contact_on", member.joined_on, work.today)
    return place, last


def _day(text: str, field: str, first: date, today: date) -> date:
    """A day that has been; refuses one before the beginning, or in the future."""
    day = civil.parse_date(text, field)
    if first <= day <= today:
        return day
    zh = f"日期须在 {first} 与今天 {today} 之间，请更正。"
    en = f"The day is from {first} to today, {today}; mend it."
    raise DatesDisagree(FieldFault(field, zh, en), field=field)
