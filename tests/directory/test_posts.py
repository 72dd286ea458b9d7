"""People are registered, appointed and relieved; a term once held stays on record."""

from uuid import uuid4

import pytest

from dangwu.directory.v1 import authority_pb2, post_pb2
from tests.directory.acts import DEPUTY, SECRETARY, TODAY, TOMORROW, Office, first_day, standing
from tests.refusals import refuses
from tests.worlds import SHAPES, World

ORGANIZER = authority_pb2.POST_KIND_ORGANIZER
YESTERDAY = "2026-06-09"


@pytest.fixture
def office(world: World) -> Office:
    return Office.of(world)


def listed(office: Office, size: int = 0, **asked: str) -> list[authority_pb2.Post]:
    """A whole list of posts, read page by page."""
    posts: list[authority_pb2.Post] = []
    token = ""
    while True:
        request = post_pb2.ListPostsRequest(page_size=size, page_token=token, **asked)
        page = office.desk.posts.ListPosts(request)
        posts += page.posts
        token = page.next_page_token
        if not token:
            return posts


@pytest.mark.parametrize("shape", SHAPES)
def test_somebody_is_registered_appointed_and_relieved(world: World) -> None:
    office = Office.of(world)
    person = office.register("new.one")
    assert office.desk.posts.GetPerson(post_pb2.GetPersonRequest(id="new.one")) == person
    assert office.desk.posts.GetPerson(post_pb2.GetPersonRequest(id=person.id)) == person
    post = office.appoint("new.one", "0202", last="2026-12-31")
    assert (first_day(post), post.until, post.person_name) == (TODAY, "2026-12-31", person.name)
    assert post.organization_name == "海洋学院教工党支部"
    ended = office.end(post, TOMORROW)
    assert (ended.until, ended.id) == (TOMORROW, post.id)
    assert ended.etag != post.etag
    assert not office.broken()


def test_nobody_is_registered_twice(office: Office) -> None:
    known = office.world.campus.people["former"]
    with refuses("PERSON_TAKEN"):
        office.register("another.account", known)
    with refuses("ACCOUNT_TAKEN") as refused:
        office.register("former")
    assert refused.details["person"] == known


def test_a_person_keeps_the_id_given_for_life(office: Office) -> None:
    assert office.register("new.one", "p-0123456789ab").id == "p-0123456789ab"


@pytest.mark.parametrize("account", ["p-0123456789ab", "p-x", "service:hr", "Zhang", "a"])
def test_an_account_never_looks_like_an_id_or_a_system(office: Office, account: str) -> None:
    with refuses("MALFORMED") as refused:
        office.register(account)
    assert set(refused.fields) == {"account"}


def test_a_stranger_is_unknown(office: Office) -> None:
    for key in ("nobody", "p-0123456789ab"):
        with refuses("PERSON_UNKNOWN"):
            office.desk.posts.GetPerson(post_pb2.GetPersonRequest(id=key))
    with refuses("PERSON_UNKNOWN"):
        office.desk.posts.AppointPost(
            post_pb2.AppointPostRequest(
                request_id=str(uuid4()),
                organization_id=office.organization("0101").id,
                person_id="p-0123456789ab",
                kind=DEPUTY,
            )
        )


def test_nobody_appoints_himself_and_the_attempt_is_recorded(office: Office) -> None:
    with refuses("SELF_APPOINTMENT") as refused:
        office.appoint("director", "00", SECRETARY)
    assert refused.code == "PERMISSION_DENIED"
    assert len(listed(office, person_id=office.world.campus.people["director"])) == 1


def test_there_is_one_secretary_at_a_time(office: Office) -> None:
    office.register("new.one")
    with refuses("POST_HELD") as refused:
        office.appoint("new.one", "0101")
    assert refused.details["holding"] == office.post("s.secretary").id
    office.end(office.post("s.secretary"))
    with refuses("POST_HELD"):
        office.appoint("new.one", "0101")
    office.appoint("new.one", "0101", first=TOMORROW)
    assert not office.broken()


def test_a_term_long_past_must_not_overlap_either(office: Office) -> None:
    office.register("new.one")
    with refuses("POST_HELD"):
        office.appoint("new.one", "0101", first="2024-06-01", last="2025-01-01")
    post = office.appoint("new.one", "0101", first="2024-06-01", last="2024-12-31")
    assert first_day(post) == "2024-06-01"


def test_deputies_may_be_several_but_each_once(office: Office) -> None:
    office.appoint("s2.secretary", "0101", DEPUTY)
    with refuses("POST_HELD"):
        office.appoint("s2.secretary", "0101", DEPUTY, first=TOMORROW)


def test_a_post_must_fit_the_organization(office: Office) -> None:
    office.register("new.one")
    with refuses("POST_MISFITS") as refused:
        office.appoint("new.one", "0202", ORGANIZER)
    assert refused.fields == ["kind"]
    with refuses("POST_MISFITS"):
        office.appoint("new.one", "90", SECRETARY)


def test_a_term_lies_within_the_life_of_its_organization(office: Office) -> None:
    office.register("new.one")
    with refuses("BACKDATED") as refused:
        office.appoint("new.one", "0202", first="2023-12-31")
    assert refused.details["earliest"] == "2024-01-01"
    office.close("0202", TOMORROW)
    with refuses("ORGANIZATION_CLOSED"):
        office.appoint("new.one", "0202")
    assert office.appoint("new.one", "0202", last=TOMORROW).until == TOMORROW


def test_a_term_has_a_day_at_least(office: Office) -> None:
    office.register("new.one")
    with refuses("TERM_EMPTY") as refused:
        office.appoint("new.one", "0202", first=TOMORROW, last=TODAY)
    assert refused.fields == ["until"]
    post = office.appoint("new.one", "0202", first=TOMORROW)
    assert office.end(post, TOMORROW).until == TOMORROW


def test_a_term_not_yet_begun_can_be_taken_back(office: Office) -> None:
    office.register("new.one")
    post = office.appoint("new.one", "0202", first=TOMORROW)
    assert not post.voided
    void = office.end(post)
    assert (void.voided, first_day(void), void.until) == (True, TOMORROW, "")
    assert standing(office.world, "new.one", TOMORROW).posts == []
    assert not listed(office, person_id=post.person_id, on=TOMORROW)
    (shown,) = listed(office, person_id=post.person_id)
    assert shown.voided
    with refuses("TERM_VOID"):
        office.end(void)
    again = office.appoint("new.one", "0202", first=TOMORROW)
    assert first_day(again) == TOMORROW
    office.end(again)
    assert office.close("0202", TODAY).closed_on == TODAY
    assert not office.broken()


def test_the_day_a_term_was_entered_is_shown(office: Office) -> None:
    office.register("new.one")
    late = office.appoint("new.one", "0202", first="2025-06-01")
    assert (first_day(late), late.entered_on) == ("2025-06-01", TODAY)
    assert listed(office, person_id=late.person_id) == [late]


def test_an_end_is_never_dated_back_nor_put_off(office: Office) -> None:
    post = office.post("s.deputy")
    with refuses("BACKDATED"):
        office.end(post, YESTERDAY)
    ended = office.end(post, TOMORROW)
    with refuses("STALE"):
        office.end(post)
    with refuses("TERM_OVER"):
        office.end(ended, "2026-06-12")
    assert office.end(ended, TODAY).until == TODAY
    with refuses("TERM_OVER"):
        office.end(office.post("former"), TODAY)


def test_an_unknown_holding_is_not_ended(office: Office) -> None:
    with refuses("POST_UNKNOWN"):
        office.end(authority_pb2.Post(id="h-000000000000", etag="1"))


def test_an_unknown_organization_has_no_posts_to_give(office: Office) -> None:
    with refuses("ORGANIZATION_UNKNOWN"):
        office.desk.posts.AppointPost(
            post_pb2.AppointPostRequest(
                request_id=str(uuid4()),
                organization_id="o-000000000000",
                person_id=office.world.campus.people["former"],
                kind=DEPUTY,
            )
        )


def test_lists_are_by_organization_and_precedence_and_stable_on_every_page(office: Office) -> None:
    every = listed(office)
    assert len(every) == 22
    names = {person: account for account, person in office.world.campus.people.items()}
    assert [names[post.person_id] for post in every[:6]] == [
        "director",
        "inspector",
        "administrator",
        "accountant",
        "cashier",
        "a.secretary",
    ]
    for size in (1, 7, 22):
        assert listed(office, size) == every


def test_lists_can_be_of_a_day_an_organization_or_a_person(office: Office) -> None:
    branch = office.organization("0102").id
    former = office.world.campus.people["former"]
    assert len(listed(office, organization_id=branch)) == 3
    assert len(listed(office, organization_id=branch, on=TODAY)) == 2
    assert [post.until for post in listed(office, person_id=former)] == ["2025-12-31"]
    assert listed(office, person_id=former, on="2026-01-01") == []
    assert len(listed(office, person_id=former, organization_id=branch, on="2025-12-31")) == 1


def test_a_past_term_bears_the_name_the_organization_had_then(office: Office) -> None:
    office.change("0102", name="改名后的党支部")
    branch = office.organization("0102").id
    names = {post.until: post.organization_name for post in listed(office, organization_id=branch)}
    assert names == {"2025-12-31": "信息学院教工党支部", "": "改名后的党支部"}


@pytest.mark.parametrize("token", ["x", "WyJhIl0", "WyIwMSIsIngiLCIyMDI2LTAxLTAxIiwiaCJd"])
def test_a_page_token_of_somebody_elses_is_refused(office: Office, token: str) -> None:
    with refuses("PAGE_TOKEN_INVALID"):
        office.desk.posts.ListPosts(post_pb2.ListPostsRequest(page_token=token))
