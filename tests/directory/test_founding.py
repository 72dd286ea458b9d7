"""The school is founded once, on an empty directory, with the two who can then enter the rest."""

from uuid import uuid4

from dangwu.directory.v1 import founding_pb2
from tests.directory.acts import Office, dated
from tests.refusals import refuses
from tests.worlds import World


def request() -> founding_pb2.FoundSchoolRequest:
    return founding_pb2.FoundSchoolRequest(
        request_id=str(uuid4()),
        code="S2",
        name="第二个校党委",
        director=founding_pb2.Founder(name="甲", account="second.director"),
        administrator=founding_pb2.Founder(name="乙", account="second.administrator"),
    )


def test_there_is_no_second_school(world: World) -> None:
    with refuses("SCHOOL_FOUNDED") as refused:
        world.desk("service:directory").founding.FoundSchool(request())
    assert refused.details["root"] == world.campus.organizations["00"]
    assert not Office.of(world).broken()


def test_no_person_founds_a_school(world: World) -> None:
    with refuses("ROLE_NOT_ALLOWED"):
        world.desk("director").founding.FoundSchool(request())


def test_the_founders_hold_their_posts_from_the_first_day(world: World) -> None:
    office = Office.of(world)
    for account in ("director", "administrator"):
        post = office.post(account)
        assert post == dated(post, "2024-01-01")
        assert post.until == ""


def test_both_founders_are_needed(world: World) -> None:
    alone = request()
    alone.ClearField("administrator")
    with refuses("MALFORMED") as refused:
        world.desk("service:directory").founding.FoundSchool(alone)
    assert refused.fields == ["administrator"]
