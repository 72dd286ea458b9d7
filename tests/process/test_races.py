"""Of many who want the same at the same moment exactly one gets it, and all the others are told."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest

from dangwu.directory.v1 import authority_pb2, post_pb2
from dangwu.transfer.v1 import roll_pb2, step_pb2, transfer_pb2
from tests.process.clerks import registration, request_of
from tests.process.crowd import at_once, tally
from tests.process.holdings import Holdings, every_promise_kept, rows
from tests.process.site import Estate, Site

CLIENTS = 32
FILERS = ("s.secretary", "s.deputy", "s.commissioner", "a.secretary", "a.organizer", "director")
TOO_LATE = ({"OK": 1, "STALE": 1}, {"OK": 1, "WRONG_STATE": 1})
NUMBERS = count(800_000)


@pytest.fixture(scope="module")
def site(estate: Estate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all races: each has a member of its own."""
    with estate.site(tmp_path_factory.mktemp("races")) as made:
        yield made


def entered(site: Site, code: str = "0101") -> roll_pb2.RegisterMemberRequest:
    """A member who has just been entered there, with nothing missing."""
    request = registration(next(NUMBERS), site.campus.organizations[code])
    request.id = site.send("director", request).id
    return request


def filed(site: Site, account: str, source: str, destination: str) -> transfer_pb2.Transfer:
    """A case of a new member."""
    member_id = entered(site, source).id
    request = request_of(member_id, site.campus.organizations[destination])
    case: transfer_pb2.Transfer = site.send(account, request)
    return case


def signature(case: transfer_pb2.Transfer) -> step_pb2.SignTransferRequest:
    return step_pb2.SignTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)


def appointment(
    site: Site, account: str, code: str, kind: authority_pb2.PostKind
) -> post_pb2.AppointPostRequest:
    return post_pb2.AppointPostRequest(
        request_id=str(uuid4()),
        organization_id=site.campus.organizations[code],
        person_id=site.campus.people[account],
        kind=kind,
    )


def test_one_of_32_opens_a_transfer_and_31_are_told_that_it_is_open(site: Site) -> None:
    member_id, destination = entered(site).id, site.campus.organizations["0201"]
    wishes = [(FILERS[n % len(FILERS)], request_of(member_id, destination)) for n in range(CLIENTS)]
    assert tally(at_once(site, *wishes)) == {"OK": 1, "TRANSFER_OPEN": CLIENTS - 1}
    opened = f"SELECT ended_at FROM transfer WHERE member_id = '{member_id}'"
    assert [row.ended_at for row in rows(site.url, "transfer", opened)] == [None]
    every_promise_kept(site)


def test_32_duplicates_of_one_request_have_one_effect_and_one_answer(site: Site) -> None:
    request = request_of(entered(site).id, site.campus.organizations["0201"])
    before = Holdings.of(site.url)
    outcomes = at_once(site, *[("s.commissioner", request)] * CLIENTS)
    assert tally(outcomes) == {"OK": CLIENTS}
    assert len({one for one in outcomes if isinstance(one, bytes)}) == 1
    after = Holdings.of(site.url)
    assert after.counts - before.counts == {"transfer": 1}
    assert [request_id for request_id, _ in (after.acts - before.acts).elements()] == [
        request.request_id
    ]
    every_promise_kept(site)


def test_two_servers_on_one_database_race_alike(site: Site, tmp_path: Path) -> None:
    second = Site(tmp_path, site.url, site.keys, site.campus).open()
    try:
        member_id, destination = entered(site).id, site.campus.organizations["0201"]
        wishes = [("s.secretary", request_of(member_id, destination)) for _ in range(CLIENTS)]
        outcomes = at_once(site, *wishes, sites=[second])
        assert tally(outcomes) == {"OK": 1, "TRANSFER_OPEN": CLIENTS - 1}
        twin = request_of(entered(site).id, destination)
        duplicates = at_once(site, *[("s.secretary", twin)] * CLIENTS, sites=[second])
        assert tally(duplicates) == {"OK": CLIENTS}
        assert len({one for one in duplicates if isinstance(one, bytes)}) == 1
    finally:
        second.close()
    every_promise_kept(site)


def test_a_case_is_signed_or_withdrawn_but_not_both(site: Site) -> None:
    cases = [filed(site, "s.commissioner", "0101", "0201") for _ in range(8)]
    calls = []
    for case in cases:
        withdrawal = step_pb2.WithdrawTransferRequest(
            request_id=str(uuid4()), id=case.id, etag=case.etag
        )
        calls += [("s.secretary", signature(case)), ("a.secretary", withdrawal)]
    outcomes = at_once(site, *calls)
    for number in range(0, len(outcomes), 2):
        assert tally(outcomes[number : number + 2]) in TOO_LATE
    every_promise_kept(site)


def test_two_deputies_of_one_branch_sign_once_between_them(site: Site) -> None:
    """The branch has no secretary, so either may sign; the second is not told he had no right."""
    deputy = authority_pb2.POST_KIND_DEPUTY_SECRETARY
    site.send("director", appointment(site, "outsider", "0202", deputy))
    for _ in range(4):
        case = filed(site, "director", "0202", "0101")
        outcomes = at_once(site, ("v.deputy", signature(case)), ("outsider", signature(case)))
        assert tally(outcomes) in TOO_LATE
    every_promise_kept(site)


def test_of_many_amendments_to_what_one_saw_the_first_stands(site: Site) -> None:
    member = entered(site)
    calls = [
        roll_pb2.AmendMemberRequest(
            request_id=str(uuid4()), id=member.id, etag="1", phone=f"197{n:08d}"
        )
        for n in range(16)
    ]
    outcomes = at_once(site, *[("s.secretary", call) for call in calls])
    assert tally(outcomes) == {"OK": 1, "STALE": 15}
    every_promise_kept(site)


def test_one_vacant_post_is_filled_by_one(site: Site) -> None:
    people = [account for account in site.campus.people if account != "director"][:16]
    secretary = authority_pb2.POST_KIND_SECRETARY
    calls = [("director", appointment(site, account, "0202", secretary)) for account in people]
    assert tally(at_once(site, *calls)) == {"OK": 1, "POST_HELD": 15}
    every_promise_kept(site)


def test_a_term_that_ends_today_still_signs_today_and_not_tomorrow(site: Site) -> None:
    """Both days of a term belong to it: the end of the term takes nothing from who signs today."""
    cases = [filed(site, "s.commissioner", "0101", "0201") for _ in range(4)]
    post_id = site.campus.posts["s.secretary"]
    ending = post_pb2.EndPostRequest(request_id=str(uuid4()), id=post_id, etag="1")
    signing = [("s.secretary", signature(case)) for case in cases]
    outcomes = at_once(site, *signing[:2], ("director", ending), *signing[2:])
    assert tally(outcomes) == {"OK": 5}
    ended = authority_pb2.Post.FromString(bytes_of(outcomes[2]))
    signed = [str(case.id) for case in cases]
    under = rows(site.url, "transfer", "SELECT transfer_id, signed_post_id FROM rung")
    assert {row[1] for row in under if row[0] in signed and row[1]} == {post_id}
    tomorrow = (date.fromisoformat(ended.until) + timedelta(days=1)).isoformat()
    for day, held in ((ended.until, True), (tomorrow, False)):
        asked = post_pb2.ExplainAuthorityRequest(
            organization_id=site.campus.organizations["0101"], on=day
        )
        own_level = site.desk("director").posts.ExplainAuthority(asked).levels[0]
        assert (post_id in {post.id for post in own_level.posts}) is held
    every_promise_kept(site)


def bytes_of(outcome: object) -> bytes:
    assert isinstance(outcome, bytes)
    return outcome
