"""An edition is drafted by one person and published by another, on the books of that day."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from dangwu.directory.v1 import authority_pb2
from dangwu.rules.v1 import edition_pb2, rules_pb2
from tests.refusals import outcome, refuses
from tests.rules.office import CHECKER, LETTERS, MAKER, Office, text
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
PROPOSED = edition_pb2.DRAFT_STATE_PROPOSED
PUBLISHED = edition_pb2.DRAFT_STATE_PUBLISHED
REJECTED = edition_pb2.DRAFT_STATE_REJECTED
CEILING = "transfer/letter_validity_ceiling"

NEW_BOOK = """\
book: transfer/letter_copies
layer: school
question: 介绍信一式几份？
question_en: In how many copies is a letter written?
unit: count
editions:
  - from: 2026-01-01
    goes_by: decision
    sample: true
    note: 学校样例值，须由学校确认。
    cases:
      - then: 2
        because: 存根一份，持信一份。
        because_en: One to keep and one to carry.
    tests:
      - {given: {}, then: 2}
"""


def lower_ceiling(start: str, days: int) -> str:
    return f"""\
book: {CEILING}
layer: national
question: 组织关系介绍信的有效期最长为几日？
question_en: For how many days may an introduction letter be valid at most?
unit: days
stricter: less
editions:
  - from: {start}
    goes_by: submission
    counting: {{days: calendar, first: same_day, last: as_it_falls}}
    cites: {{document: 《新规定》}}
    cases:
      - then: {days}
        because: 缩短。
        because_en: Shortened.
    tests:
      - {{given: {{}}, then: {days}}}
"""


@every_shape
def test_a_draft_decides_nothing_until_a_second_person_publishes_it(office: Office) -> None:
    sent = text()
    draft = office.propose(sent)
    assert (draft.state, draft.text, draft.etag) == (PROPOSED, sent, "1")
    assert draft.made_by_id == office.people[MAKER]
    assert draft.made_at.ToDatetime().isoformat() == "2026-06-10T02:00:00"
    assert (draft.edition.in_force_from, draft.edition.goes_by) == ("2026-06-15", "submission")
    assert (draft.edition.id, draft.edition.published_on, draft.closed_by_id) == ("", "", "")
    assert len(office.editions()) == 1
    office.world.clock.pass_days(1)
    done = office.approve(draft)
    assert (done.id, done.state, done.etag) == (draft.id, PUBLISHED, "2")
    assert (done.made_by_id, done.closed_by_id) == (office.people[MAKER], office.people[CHECKER])
    assert done.closed_at.ToDatetime().isoformat() == "2026-06-11T02:00:00"
    assert done.edition.published_on == "2026-06-11"
    assert done.edition == office.editions()[-1]
    assert office.get(draft.id) == done
    request = rules_pb2.GetEditionRequest(book=LETTERS, id=done.edition.id)
    kept = office.world.desk("s.secretary").rules.GetEdition(request).text
    assert "Thirty days" not in kept  # comments and tests stay with the draft
    assert "then: 30" in kept


def test_a_draft_with_the_number_of_a_person_is_not_taken(office: Office) -> None:
    """Struck out, the text would no longer be the one its maker sent."""
    with refuses("MALFORMED") as refused:
        office.propose(text() + "# 问 13800138000\n")
    assert refused.fields == ["text"]
    assert "13800138000" not in str(refused)


@every_shape
def test_nobody_publishes_a_draft_of_their_own(office: Office) -> None:
    draft = office.propose(text())
    for rehearsal in (False, True):
        with refuses("OWN_DRAFT") as refused:
            office.approve(draft, MAKER, validate_only=rehearsal)
        assert refused.code == "PERMISSION_DENIED"
    own = office.propose(text(start="2026-06-16"), CHECKER)
    with refuses("OWN_DRAFT"):
        office.approve(own, CHECKER)
    assert office.approve(own, MAKER).state == PUBLISHED
    assert office.reject(draft, MAKER).state == REJECTED  # its maker may withdraw it


@every_shape
def test_a_rejected_draft_is_closed_with_its_reason(office: Office) -> None:
    draft = office.propose(text())
    done = office.reject(draft, note="同城也要九十日")
    assert (done.state, done.note, done.etag) == (REJECTED, "同城也要九十日", "2")
    assert done.closed_by_id == office.people[CHECKER]
    assert (done.edition.id, done.edition.published_on) == ("", "")
    for act in (office.approve, office.reject):
        for etag in ("1", "2"):
            with refuses("DRAFT_CLOSED") as refused:
                act(draft, etag=etag)
    assert refused.details == {"id": draft.id, "state": "rejected", "state_zh": "退回或撤回"}
    with refuses("DRAFT_CLOSED"):
        office.impact(draft)
    assert len(office.editions()) == 1


@every_shape
def test_a_draft_there_is_not_is_unknown(office: Office) -> None:
    draft = edition_pb2.Draft(id="d-" + "0" * 12, etag="1")
    for act in (office.approve, office.reject, office.impact):
        with refuses("DRAFT_UNKNOWN"):
            act(draft)
    with refuses("DRAFT_UNKNOWN"):
        office.get(draft.id)
    with refuses("DRAFT_UNKNOWN"):
        office.compare(draft.id, draft.id)


@every_shape
def test_whoever_read_an_older_state_is_told(office: Office) -> None:
    draft = office.propose(text())
    for act in (office.approve, office.reject):
        with refuses("STALE"):
            act(draft, etag="7")
    assert office.approve(draft).state == PUBLISHED


@every_shape
def test_a_rehearsal_checks_everything_and_changes_nothing(office: Office) -> None:
    listed = office.world.desk("inspector").editions
    draft = office.propose(text(), validate_only=True)
    assert draft.state == PROPOSED
    assert not listed.ListDrafts(edition_pb2.ListDraftsRequest()).drafts
    draft = office.propose(text())
    assert office.approve(draft, validate_only=True).state == PUBLISHED
    assert office.reject(draft, validate_only=True).state == REJECTED
    assert office.get(draft.id) == draft
    assert len(office.editions()) == 1
    with refuses("BOOK_BROKEN"):
        office.propose(text(days=91), validate_only=True)


@every_shape
def test_the_same_request_again_changes_nothing_more(office: Office) -> None:
    request_id = str(uuid4())
    draft = office.propose(text(), request_id=request_id)
    assert office.propose(text(), request_id=request_id) == draft
    with refuses("REQUEST_ID_REUSED"):
        office.propose(text(days=31), request_id=request_id)
    request_id = str(uuid4())
    done = office.approve(draft, request_id=request_id)
    assert office.approve(draft, request_id=request_id) == done
    request = edition_pb2.ListDraftsRequest()
    assert len(office.world.desk(MAKER).editions.ListDrafts(request).drafts) == 1
    assert len(office.editions()) == 2


@every_shape
def test_a_day_of_publication_that_has_passed_is_refused_with_the_mend(office: Office) -> None:
    with refuses("DATE_PASSED") as refused:
        office.propose(text(published="2026-06-09"))
    assert refused.details == {"published": "2026-06-09", "today": "2026-06-10"}
    assert "删去 published" in refused.words["zh-CN"]
    assert "Leave `published` out" in refused.words["en"]
    draft = office.propose(text(published="2026-06-10"))
    assert draft.edition.published_on == "2026-06-10"
    assert len(draft.edition.id) == 64  # its day is settled, and so is its hash
    office.world.clock.pass_days(1)
    for act in (office.approve, office.impact):
        with refuses("DATE_PASSED"):
            act(draft)
    assert office.get(draft.id).state == PROPOSED


@every_shape
def test_an_edition_may_be_approved_for_a_later_day(office: Office) -> None:
    done = office.approve(office.propose(text(start="2026-06-01", published="2026-06-20")))
    assert done.edition.published_on == "2026-06-20"
    assert office.ask().answer.days == 90
    assert office.ask(on="2026-06-10", known_on="2026-06-20").answer.days == 30
    office.world.clock.pass_days(10)
    assert office.ask().answer.days == 30


@every_shape
def test_two_editions_of_one_book_never_share_both_dates(office: Office) -> None:
    first, second = office.propose(text(days=30)), office.propose(text(days=45))
    office.approve(first)
    for act in (office.approve, office.impact):
        with refuses("EDITION_KNOWN") as refused:
            act(second)
    assert refused.code == "ALREADY_EXISTS"
    with refuses("EDITION_KNOWN"):
        office.propose(text(days=45))
    with refuses("EDITION_KNOWN"):
        office.propose(text(days=45, published="2026-06-10"))
    office.world.clock.pass_days(1)
    office.approve(second)  # the next day it is a correction
    office.world.clock.pass_days(9)
    assert office.ask().answer.days == 45
    assert office.ask(known_on="2026-06-10").answer.days == 30


def test_a_draft_is_held_against_the_books_as_they_are_by_then(office: Office) -> None:
    draft = office.propose(text(start="2026-08-01", days=30, rest=90))
    office.publish(text(start="2026-07-01", days=30, rest=30))
    office.publish(lower_ceiling("2026-07-01", 30))
    for act in (office.approve, office.impact):
        with refuses("BOOK_BROKEN") as refused:
            act(draft)
    assert refused.details["file"] == f"{LETTERS}.yaml"
    assert refused.details["key"] == "within"
    assert "90" in refused.words["zh-CN"]
    assert CEILING in refused.words["zh-CN"]
    assert office.get(draft.id).state == PROPOSED


def test_a_higher_book_is_not_lowered_below_what_stands(office: Office) -> None:
    with refuses("BOOK_BROKEN") as refused:
        office.propose(lower_ceiling("2026-07-01", 30))
    assert refused.details["file"] == f"{LETTERS}.yaml"


def test_no_case_may_fall_between_what_stands_and_what_is_published(office: Office) -> None:
    office.publish(NEW_BOOK.replace("    goes_by", "    until: 2026-06-30\n    goes_by"))
    with refuses("BOOK_BROKEN") as refused:
        office.propose(NEW_BOOK.replace("2026-01-01", "2026-07-02"))
    assert refused.details["key"] == "editions"
    assert "2026-07-01" in refused.words["zh-CN"]
    office.publish(NEW_BOOK.replace("2026-01-01", "2026-07-01"))


@every_shape
def test_a_new_book_is_published_in_the_same_way(office: Office) -> None:
    draft = office.propose(NEW_BOOK)
    with refuses("BOOK_UNKNOWN"):
        office.ask("transfer/letter_copies", facts={})
    assert office.impact(draft).examined == 0
    office.approve(draft)
    assert office.ask("transfer/letter_copies", facts={}).answer.count == 2
    assert "transfer/letter_copies" in office.books()


@every_shape
def test_of_many_approvals_one_publishes_and_the_others_are_told(office: Office) -> None:
    office.appoint("c.secretary", "00", authority_pb2.POST_KIND_OFFICER)
    draft, together = office.propose(text()), Barrier(8)

    def approve(number: int) -> str:
        together.wait(10)
        who = (CHECKER, "c.secretary")[number % 2]
        return outcome(lambda: office.approve(draft, who))

    with ThreadPoolExecutor(8) as crowd:
        told = sorted(crowd.map(approve, range(8)))
    assert told == ["DRAFT_CLOSED"] * 7 + ["OK"]
    assert len(office.editions()) == 2
