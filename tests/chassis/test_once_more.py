"""The same request again: one act, one answer; but what is shown is shown anew, and kept anew."""

from uuid import uuid4

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import authority_pb2, post_pb2
from dangwu.transfer.v1 import roll_pb2
from tests.directory.acts import Office
from tests.refusals import refuses
from tests.worlds import World


def shown(world: World) -> list[audit_pb2.Entry]:
    """The rows of what was shown of one member, or was not."""
    world.settle()
    request = audit_pb2.ListEntriesRequest(subject_id=world.campus.members["ready"], page_size=200)
    entries = world.desk("inspector").audit.ListEntries(request).entries
    return [entry for entry in entries if entry.rpc.endswith("/RevealMember")]


def test_one_uuid_however_it_is_written_is_one_act(world: World) -> None:
    request_id = str(uuid4())
    posts = world.desk("director").posts
    first, again = (
        posts.RegisterPerson(
            post_pb2.RegisterPersonRequest(request_id=each, name="新人", account="new.one")
        )
        for each in (request_id.upper(), request_id)
    )
    assert first == again


def test_each_showing_is_done_under_the_right_of_its_time_and_kept(world: World) -> None:
    office = Office.of(world)
    member_id = world.campus.members["ready"]
    request = roll_pb2.RevealMemberRequest(
        request_id=str(uuid4()), member_id=member_id, purpose="核对入党志愿书"
    )
    roll = world.desk("a.secretary").roll
    first = roll.RevealMember(request)
    assert roll.RevealMember(request) == first
    rows = shown(world)
    assert [entry.outcome for entry in rows] == ["OK", "OK"]
    assert [entry.request_id for entry in rows] == [request.request_id, ""]
    other = roll_pb2.RevealMemberRequest()
    other.CopyFrom(request)
    other.purpose = "核对另一份材料"
    with refuses("REQUEST_ID_REUSED"):
        roll.RevealMember(other)
    office.appoint("a.secretary", "02", authority_pb2.POST_KIND_DEPUTY_SECRETARY)
    office.end(
        next(
            post
            for post in office.desk.posts.ListPosts(
                post_pb2.ListPostsRequest(person_id=world.campus.people["a.secretary"])
            ).posts
            if post.organization_id == world.campus.organizations["01"]
        )
    )
    world.clock.pass_days(1)
    with refuses("NOT_YOURS"):
        roll.RevealMember(request)
    assert [entry.outcome for entry in shown(world)] == ["OK", "OK", "NOT_YOURS"]
