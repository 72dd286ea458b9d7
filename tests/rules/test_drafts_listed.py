"""Drafts are listed newest first, a page at a time, to whoever works under the rules."""

import pytest

from dangwu.rules.v1 import edition_pb2
from tests.refusals import refuses
from tests.rules.office import LETTERS, Office, text
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
PROPOSED = edition_pb2.DRAFT_STATE_PROPOSED
PUBLISHED = edition_pb2.DRAFT_STATE_PUBLISHED
REJECTED = edition_pb2.DRAFT_STATE_REJECTED


@every_shape
def test_drafts_are_listed_newest_first_a_page_at_a_time(office: Office) -> None:
    made = []
    for number in range(5):
        made.append(office.propose(text(start=f"2026-07-{number + 1:02d}")).id)
        if number % 2:
            office.world.clock.pass_time(minutes=1)
    editions = office.world.desk("a.secretary").editions
    seen, request = [], edition_pb2.ListDraftsRequest(page_size=2)
    while True:
        page = editions.ListDrafts(request)
        seen.extend(page.drafts)
        request.page_token = page.next_page_token
        if not page.next_page_token:
            break
    assert seen[0].id == made[4]
    assert {one.id for one in seen[1:3]} == set(made[2:4])
    assert sorted(one.id for one in seen) == sorted(made)
    assert not any(one.text for one in seen)
    assert {one.edition.book for one in seen} == {LETTERS}
    office.approve(office.get(made[1]))
    office.reject(office.get(made[2]))
    for state, expected in ((PUBLISHED, [made[1]]), (REJECTED, [made[2]])):
        found = editions.ListDrafts(edition_pb2.ListDraftsRequest(state=state)).drafts
        assert [one.id for one in found] == expected
    waiting = editions.ListDrafts(edition_pb2.ListDraftsRequest(state=PROPOSED)).drafts
    assert len(waiting) == 3
    for token in ("x", "WyIyMDI2Il0", "WyIyMDI2LTA2LTEwIiwiZC0wIl0"):
        with refuses("PAGE_TOKEN_INVALID"):
            editions.ListDrafts(edition_pb2.ListDraftsRequest(page_token=token))
