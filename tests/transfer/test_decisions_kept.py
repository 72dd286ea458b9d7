"""What cases keep of the rules' answers can be read again, to try a draft on it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import case_pb2
from dangwu.v1 import values_pb2
from services.chassis import journal
from services.chassis.database import Database
from tests.refusals import refuses
from tests.transfer.acts import Case, Cases
from tests.worlds import SHAPES

LADDER, DAYS = "transfer/within_school_ladder", "transfer/rung_days"
SIGNED = ("s.secretary", "a.secretary", "b.secretary")


def pages(cases: Cases, book: str, size: int = 200) -> Iterator[case_pb2.ListDecisionsResponse]:
    request = case_pb2.ListDecisionsRequest(book=book, page_size=size)
    while True:
        page = cases.desk("service:rules").cases.ListDecisions(request)
        yield page
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token


def kept(cases: Cases, book: str, size: int = 200) -> list[values_pb2.DecidedCase]:
    return [one for page in pages(cases, book, size) for one in page.decisions]


def journaled(cases: Cases, case: Case, book: str) -> list[tuple[int, values_pb2.Decision]]:
    """The receipts of one book in the history of a case, with the rows that keep them."""
    return [
        (event.sequence, decision)
        for event in cases.history(case)
        for decision in event.decisions
        if decision.book == book
    ]


def write_down(cases: Cases, subject: str, *decisions: values_pb2.Decision) -> None:
    """One more row of the transfer service's journal."""
    database = Database(cases.world.url.format(service="transfer"))
    now = cases.world.clock()
    with database.writing() as session:
        entry = audit_pb2.Entry(
            rpc="test", outcome="OK", request="{}", subject_id=subject, decisions=decisions
        )
        entry.at.FromDatetime(now)
        journal.record(session, "transfer", entry, now, lambda _: None)
        session.commit()
    database.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_each_act_gives_the_decisions_its_row_keeps_oldest_first(cases: Cases) -> None:
    one = cases.climb(cases.request(), *SIGNED)
    two = cases.request(member="s.secretary", who="s.deputy", to="0102")
    cases.accept("t.secretary", one)
    for book in (LADDER, DAYS):
        told = kept(cases, book)
        assert [(each.sequence, each.decision) for each in told] == sorted(
            journaled(cases, one, book) + journaled(cases, two, book), key=lambda pair: pair[0]
        )
        assert {each.source for each in told} == {"transfer"}
        assert {(each.subject, each.open) for each in told} == {(one.id, False), (two.id, True)}
    assert len([each for each in kept(cases, LADDER) if each.subject == one.id]) == 5
    days = [each.decision.facts["act"] for each in kept(cases, DAYS)]
    assert days == ["attest", "release", "agree", "accept", "release", "accept"]
    assert not kept(cases, "transfer/never_asked")


@pytest.mark.parametrize("end", ["withdraw", "reject"])
def test_every_ending_closes_a_case(cases: Cases, end: str) -> None:
    case = cases.request()
    assert {each.open for each in kept(cases, LADDER)} == {True}
    (cases.withdraw if end == "withdraw" else cases.reject)(
        "s.deputy" if end == "withdraw" else "s.secretary", case
    )
    assert {each.open for each in kept(cases, LADDER)} == {False}


def test_a_rehearsal_and_a_refusal_keep_no_decision(cases: Cases) -> None:
    cases.request(validate_only=True)
    cases.readiness("ready")
    with refuses("NOT_READY"):
        cases.request(member="expired")
    with refuses("NOT_YOURS"):
        cases.request("outsider")
    assert not kept(cases, LADDER)
    assert not kept(cases, "transfer/dues_through")
    case = cases.request()
    before = kept(cases, LADDER)
    with refuses("HOLDER_BEFORE_YOU"):
        cases.sign("s.deputy", case)
    with refuses("STALE"):
        cases.sign("s.secretary", Case(id=case.id, etag="9"))
    cases.sign("s.secretary", case, validate_only=True)
    assert kept(cases, LADDER) == before != []


def test_the_same_request_again_adds_none(cases: Cases) -> None:
    again = str(uuid4())
    cases.request(request_id=again)
    before = kept(cases, LADDER)
    cases.request(request_id=again)
    assert kept(cases, LADDER) == before


def test_pages_of_any_size_tell_the_same(cases: Cases) -> None:
    cases.climb(cases.request(), *SIGNED)
    cases.request(member="s.secretary", who="s.deputy", to="0102")
    for book in (LADDER, DAYS, "transfer/dues_through"):
        everything = kept(cases, book)
        for size in (1, 2, 5):  # of five rows that keep any
            assert kept(cases, book, size) == everything
    assert [len(page.decisions) for page in pages(cases, DAYS, 2)] == [4, 0, 2]


def test_rows_about_something_else_are_left_out(cases: Cases) -> None:
    case = cases.request()
    [first, *_] = kept(cases, LADDER)
    for subject in (cases.campus.members["ready"], "", "t-000000000000"):
        write_down(cases, subject, first.decision)
    write_down(cases, case.id, first.decision)
    told = kept(cases, LADDER, 1)
    assert [each.subject for each in told] == [case.id, case.id]
    assert told[1].sequence == told[0].sequence + 4


@pytest.mark.parametrize("shape", SHAPES)
def test_long_receipts_make_more_pages_and_none_is_lost(cases: Cases) -> None:
    case = cases.request()
    [first, *_] = kept(cases, LADDER)
    for number in range(12):
        long = values_pb2.Decision(book=LADDER, case_number=number, explanation="长" * 200_000)
        write_down(cases, case.id, first.decision, long)
    told = list(pages(cases, LADDER))
    assert [len(page.decisions) for page in told] == [5, 4, 4, 4, 4, 4]
    assert max(page.ByteSize() for page in told) < 2 * 1024 * 1024
    numbers = [each.decision.case_number for page in told for each in page.decisions]
    assert numbers[2::2] == list(range(12))


def test_only_services_read_them(shared_cases: Cases) -> None:
    request = case_pb2.ListDecisionsRequest(book=LADDER)
    for who in ("s.secretary", "a.secretary", "director", "inspector", "service:hr"):
        with refuses("ROLE_NOT_ALLOWED"):
            shared_cases.desk(who).cases.ListDecisions(request)


@pytest.mark.parametrize("token", ["-", "bm8", "WyJ4Il0", "WyIxIiwiMiJd"])
def test_a_page_token_is_one_of_ours(shared_cases: Cases, token: str) -> None:
    request = case_pb2.ListDecisionsRequest(book=LADDER, page_token=token)
    with refuses("PAGE_TOKEN_INVALID"):
        shared_cases.desk("service:rules").cases.ListDecisions(request)


@pytest.mark.parametrize(
    "fields", [{"book": ""}, {"book": "ladder"}, {"book": LADDER, "page_size": 1001}], ids=str
)
def test_a_page_has_a_book_and_a_bound(shared_cases: Cases, fields: dict[str, Any]) -> None:
    with refuses("MALFORMED"):
        shared_cases.desk("service:rules").cases.ListDecisions(
            case_pb2.ListDecisionsRequest(**fields)
        )
