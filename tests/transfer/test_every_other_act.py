"""Every act on departures, arrivals, changes, terms, holds and reminders is rehearsed without a
trace, and repeated without a second effect. Roll, transfers and letters have tests of their own.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from dangwu.transfer.v1 import (
    change_pb2,
    departure_pb2,
    hold_pb2,
    reminder_pb2,
    roll_pb2,
    term_pb2,
)
from services.chassis import contract
from tests.house import image
from tests.transfer.acts import Case, Cases, body
from tests.transfer.announcing import reminders
from tests.transfer.plays import CAMPUS, PLAYS, SOURCE, Company
from tests.transfer.requests import beginning, departure, onward, plan
from tests.transfer.test_every_act import Tables, is_refused_with_other_content, send, tables
from tests.worlds import SHAPES

__all__ = ["tables"]
Doing = tuple[str, Message]
OFFICE, ONLINE = "director", PLAYS["OUT_ONLINE"]
ELSEWHERE = ("Roll", "Transfer", "Letter", "Receipt")
MADE = ("ProposeDeparture", "RequestDeparture", "RegisterArrival", "RequestUnitMove",
        "RequestChange", "BeginSearch", "PlaceHold")  # fmt: skip
"""They make something new, under an id made at random."""


def now_of(company: Company, member_id: str) -> Case:
    """The open case of a member, as it stands."""
    office = company.cases.desk(OFFICE)
    seen = office.roll.GetMember(roll_pb2.GetMemberRequest(id=member_id))
    return company.cases.get(Case(id=seen.open_transfer_id))


def departures(company: Company) -> Iterator[Doing]:
    member_id = company.cases.campus.members["ready"]

    def then(step: str) -> Message:
        return onward(company, ONLINE, step, now_of(company, member_id), "")

    yield CAMPUS, beginning(company, ONLINE, "propose", "ready")
    yield SOURCE, then("submit")
    for who in ("s.secretary", "a.secretary", "director"):
        company.cases.sign(who, now_of(company, member_id))
    yield OFFICE, then("send")
    yield OFFICE, then("redispatch")
    case = company.cases.send_back(company.departures.officer(), now_of(company, member_id))
    given = departure(company, ONLINE)
    yield (
        SOURCE,
        departure_pb2.SubmitDepartureRequest(
            **body({}, id=case.id, etag=case.etag, departure=given)
        ),
    )
    yield from rescinded(company)


def rescinded(company: Company) -> Iterator[Doing]:
    company.cases.enter("leaver")
    request = beginning(company, ONLINE, "request", "leaver")
    yield SOURCE, request
    case = now_of(company, company.cases.campus.members["leaver"])
    case = company.cases.climb(case, "s.secretary", "a.secretary", "director")
    yield OFFICE, onward(company, ONLINE, "rescind", case, "")


def arrivals(company: Company) -> Iterator[Doing]:
    play = PLAYS["INTO"]
    yield CAMPUS, beginning(company, play, "arrive", "newcomer")
    [case_id] = company.cases.inbox("b.secretary")
    for who, step in (("b.deputy", "complete"), ("b.secretary", "doubt"), (OFFICE, "clear")):
        yield who, onward(company, play, step, company.cases.get(Case(id=case_id)), "")


def changes(company: Company) -> Iterator[Doing]:
    play = PLAYS["RETENTION_GRADUATE"]
    company.cases.enter("graduate")
    yield SOURCE, beginning(company, play, "request", "graduate")
    member_id = company.cases.campus.members["graduate"]
    open_id = next(
        one for one in company.cases.inbox("s.secretary") if is_of(company, one, member_id)
    )
    case = company.cases.send_back("s.secretary", company.cases.get(Case(id=open_id)))
    yield (
        SOURCE,
        change_pb2.SubmitChangeRequest(**body({}, id=case.id, etag=case.etag, plan=plan(play))),
    )
    company.cases.found("0199", "01")
    company.cases.enter("fellow", "0199")
    company.homes["fellow"] = "0199"
    yield "a.organizer", beginning(company, PLAYS["WHOLE_UNIT"], "request", "fellow")


def is_of(company: Company, case_id: str, member_id: str) -> bool:
    return company.cases.get(Case(id=case_id)).member_id == member_id


def terms_and_holds(company: Company) -> Iterator[Doing]:
    company.cases.enter("silent")
    member_id = company.cases.campus.members["silent"]
    yield (
        SOURCE,
        term_pb2.BeginSearchRequest(
            **body({}, member_id=member_id, last_contact_on="2026-01-31", because="电话停机")
        ),
    )

    def on_term(**more: Any) -> dict[str, Any]:
        term = company.changes.term("silent")
        return body({}, term_id=term.id, etag=term.etag, on="2026-06-10", **more)

    yield SOURCE, term_pb2.RecordContactRequest(**on_term(reached=True, how="电话"))
    yield SOURCE, term_pb2.EndTermRequest(**on_term(because="已经联系上"))
    yield (
        OFFICE,
        hold_pb2.PlaceHoldRequest(
            **body({}, member_id=member_id, document="纪字〔2026〕1号", because="正在初步核实")
        ),
    )
    [hold] = company.changes.holds("silent")
    yield (
        OFFICE,
        hold_pb2.ReleaseHoldRequest(
            **body({}, hold_id=hold.id, etag=hold.etag, because="审查结束")
        ),
    )


def announcements(company: Company) -> Iterator[Doing]:
    company.cases.enter("waiting")
    company.cases.request(member="waiting")
    company.cases.world.clock.pass_days(4)
    yield OFFICE, reminder_pb2.AnnounceDueRequest(**body({}))
    heard = reminders(company.cases, "s.secretary")[0]
    yield "s.secretary", reminder_pb2.AcknowledgeReminderRequest(**body({}, id=heard.id))


ACTS: tuple[Callable[[Company], Iterator[Doing]], ...] = (
    departures, arrivals, changes, terms_and_holds, announcements,
)  # fmt: skip


def name_of(request: Message) -> str:
    return request.DESCRIPTOR.name.removesuffix("Request")


@pytest.mark.parametrize("acts", ACTS, ids=lambda acts: acts.__name__)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_act_is_rehearsed_done_and_repeated(
    cases: Cases, tables: Tables, acts: Callable[[Company], Iterator[Doing]]
) -> None:
    for who, request in acts(Company(cases)):
        before = tables.rows()
        rehearsed = send(cases, who, request, validate_only=True, request_id=str(uuid4()))
        assert tables.rows() == before, request
        done = send(cases, who, request)
        assert send(cases, who, request) == done
        if name_of(request) != "AnnounceDue":  # it says nothing that could be otherwise
            is_refused_with_other_content(cases, who, request)
        after = tables.rows()
        for told in ("transfer.journal", "audit.entry"):
            assert after[told] == before[told] + 1, request
        as_if_done(request, rehearsed, done)


def as_if_done(request: Message, rehearsed: bytes, done: bytes) -> None:
    """The same answer, but for ids made at random."""
    reply = GetMessageClass(contract.by_request(request.DESCRIPTOR)[2])
    one: Any = reply.FromString(rehearsed)
    other: Any = reply.FromString(done)
    assert (one.id != other.id) == (name_of(request) in MADE), request
    one.id = other.id
    if name_of(request) == "RegisterArrival":
        one.member_id = other.member_id
    assert one == other


def test_every_other_write_of_the_service_is_among_the_acts(cases: Cases) -> None:
    own = {f"dangwu.transfer.v1.{service}Service" for service in ELSEWHERE}
    writes = {
        method.proto.name
        for method in image.methods()
        if method.full_name.startswith("dangwu.transfer.")
        and method.full_name.partition("/")[0] not in own
        and not method.reads
    }
    company, tried = Company(cases), set()
    for acts in ACTS:
        for who, request in acts(company):
            send(cases, who, request)
            tried.add(name_of(request))
    # The two on letters are tried with the letters.
    assert tried == writes - {"IssueLetter", "ReissueLetter"}
