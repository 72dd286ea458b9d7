"""Arrangements: contacts that move a date, ends that are noted, and what each refuses."""

from datetime import date

import pytest

from dangwu.transfer.v1 import roll_pb2, term_pb2
from services.chassis.database import Database
from services.transfer.terms.due import Due, Facts, due
from tests.refusals import refuses
from tests.transfer.changing import (
    ABROAD,
    CERTIFICATE,
    FLOATING,
    GRADUATE,
    REACHED,
    SEARCH,
    STAY,
    Changes,
)
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


@pytest.fixture
def abroad(changes: Changes) -> term_pb2.Term:
    """Somebody has been abroad since the first of July; it is the tenth of September."""
    plan = STAY | {"from_on": "2026-07-01"}
    changes.decide(changes.file("RETENTION_ABROAD", **plan), "a.secretary", "director")
    changes.on("2026-09-10")
    return changes.term()


@pytest.mark.parametrize("on", ["2026-06-30", "2026-09-11"])
def test_a_contact_is_within_the_arrangement_and_has_been(
    changes: Changes, abroad: term_pb2.Term, on: str
) -> None:
    for act in (changes.contact, changes.end):
        with refuses("DATES_DISAGREE") as refused:
            act(abroad, on)
        assert refused.fields == ["on"]
    assert changes.term() == abroad


def test_both_ends_of_the_arrangement_can_be_entered(
    changes: Changes, abroad: term_pb2.Term
) -> None:
    for on in ("2026-07-01", "2026-09-10"):
        abroad = changes.contact(abroad, on)
        assert abroad.last_contact_on == on
    abroad = changes.contact(abroad, "2026-08-01")  # remembered late: nothing goes back
    assert abroad.last_contact_on == "2026-09-10"
    assert [one.on for one in changes.contacts(abroad)] == [
        "2026-07-01", "2026-08-01", "2026-09-10",
    ]  # fmt: skip


def test_who_may_log_and_see(changes: Changes, abroad: term_pb2.Term) -> None:
    for stranger in ("s2.secretary", "b.secretary"):
        with refuses("NOT_YOURS"):
            changes.contact(abroad, "2026-09-10", who=stranger)
        with refuses("NOT_YOURS"):
            changes.end(abroad, "2026-09-10", who=stranger)
        with refuses("NOT_YOURS"):
            changes.contacts(abroad, stranger)
        assert not changes.terms("", stranger)
    unknown = term_pb2.Term(id="c-000000000000", etag="1")
    for act in (changes.contact, changes.end):
        with refuses("TERM_UNKNOWN"):
            act(unknown, "2026-09-10")
    with refuses("TERM_UNKNOWN"):
        changes.contacts(unknown)
    assert changes.terms("", "s.secretary") == [abroad]


def test_what_was_read_before_is_stale(changes: Changes, abroad: term_pb2.Term) -> None:
    changes.contact(abroad, "2026-09-01")
    with refuses("STALE"):
        changes.contact(abroad, "2026-09-02")


def test_nobody_logs_his_own(changes: Changes) -> None:
    with refuses("OWN_CASE"):
        changes.search("s.commissioner")
    term = changes.search("s.commissioner", who="s.deputy")
    for act in (changes.contact, changes.end):
        with refuses("OWN_CASE"):
            act(term, "2026-06-10")


def test_a_search_at_a_time(changes: Changes) -> None:
    with refuses("MEMBER_UNKNOWN"):
        changes.cases.campus.members["ghost"] = "p-000000000000"
        changes.search("ghost")
    with refuses("NOT_YOURS"):
        changes.search(who="s2.secretary")
    for last in ("2026-06-11", "2020-06-30"):
        with refuses("DATES_DISAGREE"):
            changes.search(last=last)
    term = changes.search()
    with refuses("TERM_RUNS") as refused:
        changes.search()
    assert refused.details["id"] == term.id
    term = changes.end(term, "2026-06-10")
    assert (term.ended_on, term.last_contact_on, term.due_on) == ("2026-06-10", "2026-06-10", "")
    for act in (changes.contact, changes.end):
        with refuses("TERM_OVER") as refused:
            act(term, "2026-06-10")
        assert refused.details["ended"] == "2026-06-10"
    assert changes.search(last="2026-06-10").id != term.id


def test_the_suspended_are_not_searched_for_anew(changes: Changes) -> None:
    changes.done("SUSPENSION", ground="SETTLED_ABROAD", statement="来信说明")
    with refuses("TERM_RUNS"):
        changes.search()


@every_shape
def test_papers_and_retentions_end_when_it_is_said(changes: Changes) -> None:
    away = {"from_on": "2026-06-10", "place": "某地", **REACHED}
    for kind, known, plan, due_on in (
        ("CERTIFICATE", CERTIFICATE, {"until_on": "2026-09-10"}, "2026-09-10"),
        ("FLOATING", FLOATING, {}, ""),  # by law there is no end
        ("FLOATING", FLOATING, {"until_on": "2027-03-10"}, "2027-03-10"),
        ("RETENTION_GRADUATE", GRADUATE, {"until_on": "2026-10-10"}, "2026-10-10"),
    ):
        changes.done(kind, **away, **plan)
        term = changes.term()
        assert (term.kind, term.due_on, term.overdue) == (known, due_on, False)
        assert changes.standing() == "NORMAL"
        term = changes.end(term, "2026-06-10")
        assert (term.ended_on, term.ended_because) == ("2026-06-10", "已经回来")


def test_who_never_left_is_back_today(changes: Changes) -> None:
    changes.decide(changes.file("RETENTION_ABROAD", **STAY), "a.secretary", "director")
    term = changes.end(changes.term(), "2026-06-10")
    assert term.back_on == "2026-06-10"
    changes.done("RESUMPTION")
    assert changes.standing() == "NORMAL"


def test_lists_by_kind_and_organization_page_by_page(changes: Changes) -> None:
    for name in ("one", "two", "three"):
        changes.cases.enter(name)
        changes.search(name)
    changes.search("teacher", who="s2.deputy")
    assert len(changes.terms("", kind=SEARCH)) == 4
    assert not changes.terms("", kind=ABROAD)
    office, campus = changes.cases.desk("a.secretary").terms, changes.cases
    branch = campus.organization("0101")
    request = term_pb2.ListTermsRequest(organization_id=branch, page_size=2)
    first = office.ListTerms(request)
    request.page_token = first.next_page_token
    second = office.ListTerms(request)
    assert [len(first.terms), len(second.terms), second.next_page_token] == [2, 1, ""]
    assert {one.organization_id for one in [*first.terms, *second.terms]} == {branch}
    assert changes.terms("", id=first.terms[0].id) == [first.terms[0]]
    with refuses("NOT_YOURS"):
        changes.terms("", "outsider", organization_id=branch)
    with refuses("ORGANIZATION_UNKNOWN"):
        changes.terms("", organization_id="o-000000000000")
    with refuses("PAGE_TOKEN_INVALID"):
        changes.terms("", page_token="WyJ4IiwieSJd")
    assert len(changes.terms("", "service:student")) == 3  # a teacher is none of its people


def test_the_first_thing_due_is_told() -> None:
    """A pure question: whatever answers the rules, the earliest day wins, and a gap comes last."""
    known = Facts("ABROAD", 0, date(2026, 7, 1), until_on=date(2026, 9, 1))
    ends = {"CONTACT": date(2027, 1, 1), "ABROAD_CEILING": date(2031, 7, 1)}
    first = due(known, lambda limit, _: (ends[limit.what], "", ""))
    assert isinstance(first, Due)
    assert (first.on, first.book) == (date(2026, 9, 1), "transfer/abroad_years")
    assert not first.overdue(date(2026, 9, 1))
    assert first.overdue(date(2026, 9, 2))
    nobody = due(Facts("SEARCH", 0, date(2026, 7, 1)), lambda *_: (None, "不知", "unknown"))
    assert nobody is not None
    assert (nobody.on, nobody.problem, nobody.overdue(date.max)) == (None, "不知", False)
    assert due(Facts("NONE", 0, date(2026, 7, 1)), lambda *_: (None, "", "")) is None


@pytest.mark.parametrize(
    ("statement", "promise"),
    [
        ("UPDATE member SET standing = 'NORMAL'", "standing_fits_terms"),
        ("UPDATE term SET ended_on = '2026-09-10' WHERE kind = 'ABROAD'", "standing_fits_terms"),
        ("UPDATE term SET kind = 'GRADUATE'", "terms_begun_by_cases"),
        ("UPDATE term SET transfer_id = ''", "terms_begun_by_cases"),
    ],
)
def test_fsck_sees_terms_that_disagree(
    changes: Changes, abroad: term_pb2.Term, statement: str, promise: str
) -> None:
    world = changes.cases.world
    assert abroad.kind == ABROAD
    database = Database(world.url.format(service="transfer"))
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    database.close()
    proven = changes.cases.desk("inspector").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert promise in [one.name for one in proven.checks if one.broken]
