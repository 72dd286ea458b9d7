"""An attempt at what one may not do is kept for a reviewer; what came with it, if it is sound."""

from uuid import uuid4

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2
from services.chassis.database import Database
from tests.refusals import refuses
from tests.worlds import World


def attempted(world: World) -> audit_pb2.Entry:
    """The last entry of the directory in the audit log."""
    world.settle()
    request = audit_pb2.ListEntriesRequest(source="directory", page_size=200)
    return world.desk("inspector").audit.ListEntries(request).entries[-1]


def change(**fields: str) -> organization_pb2.ChangeOrganizationRequest:
    request = organization_pb2.ChangeOrganizationRequest(request_id=str(uuid4()))
    for name, value in fields.items():
        setattr(request, name, value)
    return request


def test_a_sound_attempt_is_kept_as_it_was_made(world: World) -> None:
    target = world.campus.organizations["0101"]
    with refuses("ROLE_NOT_ALLOWED"):
        world.desk("s.secretary").organizations.ChangeOrganization(
            change(id=target, etag="1", name="我的党支部")
        )
    entry = attempted(world)
    assert (entry.outcome, entry.subject_id) == ("ROLE_NOT_ALLOWED", target)
    assert entry.actor_id == world.campus.people["s.secretary"]
    assert "我的党支部" in entry.request


def test_while_another_process_has_the_pen_the_attempt_waits(world: World) -> None:
    """It is not let through unrecorded, and it is no incident."""
    other = Database(world.url.format(service="directory"))
    desk = world.desk("s.secretary")
    request = change(id=world.campus.organizations["0101"], etag="1")
    with other.writing(), refuses("BUSY"):
        desk.organizations.ChangeOrganization(request)
    other.close()
    with refuses("ROLE_NOT_ALLOWED"):
        desk.organizations.ChangeOrganization(request)
    assert attempted(world).outcome == "ROLE_NOT_ALLOWED"


UNSOUND = [
    {"id": "o" * 5000},
    {"id": "\0", "etag": "1"},
    {"id": "党" * 60},
    {"etag": "x" * 900_000},
    {"name": "a\0b"},
    {"name": "\u2028" * 40},
]


def test_an_unsound_attempt_is_kept_without_its_content(world: World) -> None:
    desk, before = world.desk("s.secretary"), ""
    for odd in UNSOUND:
        with refuses("ROLE_NOT_ALLOWED"):
            desk.organizations.ChangeOrganization(change(**odd))
        entry = attempted(world)
        assert entry.hash != before
        assert (entry.outcome, entry.subject_id, entry.request) == ("ROLE_NOT_ALLOWED", "", "{}")
        assert entry.actor_id == world.campus.people["s.secretary"]
        assert len(entry.digest) == 64
        before = entry.hash
