"""Who may call: every RPC of every service, by every role and by nobody, against the .proto."""

import pytest

from dangwu.directory.v1 import post_pb2
from dangwu.transfer.v1 import roll_pb2
from dangwu.v1 import options_pb2
from tests.house import image
from tests.refusals import outcome, refuses
from tests.worlds import World

SOMEBODY = {
    "ROLE_BRANCH": "s.secretary",
    "ROLE_COMMITTEE": "a.secretary",
    "ROLE_OFFICE": "director",
    "ROLE_INSPECTOR": "inspector",
    "ROLE_FINANCE": "accountant",
    "ROLE_ADMINISTRATOR": "administrator",
    "ROLE_HR_SYSTEM": "service:hr",
    "ROLE_STUDENT_SYSTEM": "service:student",
    "ROLE_SERVICE": "service:carefund",
    "ROLE_ANYONE": "",
}
"""One of each role, who has that role and no other; anyone is somebody without a token."""

RPCS = list(image.methods())
every_rpc = pytest.mark.parametrize("rpc", RPCS, ids=lambda rpc: rpc.full_name)
SHUT = {"ROLE_NOT_ALLOWED", "UNAUTHENTICATED"}


def open_to(rpc: image.Method) -> set[str]:
    return {options_pb2.Role.Name(role) for role in rpc.allow}


def asked(world: World, rpc: image.Method, subject: str) -> str:
    """What becomes of an empty request."""
    path = f"/{rpc.full_name}"
    method = world.desk(subject).channel.unary_unary(path, lambda sent: sent, lambda got: got)
    return outcome(lambda: method(b""))


def test_every_role_of_the_protos_is_tried() -> None:
    assert set(SOMEBODY) == {*options_pb2.Role.keys()} - {"ROLE_UNSPECIFIED"}


@pytest.mark.parametrize(
    ("role", "account"), [(r, a) for r, a in SOMEBODY.items() if a and ":" not in a]
)
def test_somebody_has_this_role_and_no_other(shared_world: World, role: str, account: str) -> None:
    standing = shared_world.desk("service:carefund").posts.GetStanding(
        post_pb2.GetStandingRequest(subject=account)
    )
    assert [options_pb2.Role.Name(one) for one in standing.roles] == [role]


def test_the_server_answers_every_rpc_of_the_protos_and_no_other(shared_world: World) -> None:
    assert shared_world.host
    assert set(shared_world.host.rpcs) == {f"/{rpc.full_name}" for rpc in RPCS}


@pytest.mark.parametrize("role", SOMEBODY)
@every_rpc
def test_a_call_is_open_to_the_roles_its_proto_lists(
    shared_world: World, rpc: image.Method, role: str
) -> None:
    """Whoever is let in is answered, or told that an empty request says nothing."""
    told = asked(shared_world, rpc, SOMEBODY[role])
    if open_to(rpc) & {role, "ROLE_ANYONE"}:
        assert told not in SHUT
    else:
        assert told == ("UNAUTHENTICATED" if role == "ROLE_ANYONE" else "ROLE_NOT_ALLOWED")


@pytest.mark.parametrize(
    ("stranger", "told"), [("nobody.we.know", "UNAUTHENTICATED"), ("former", "ROLE_NOT_ALLOWED")]
)
def test_a_good_token_of_somebody_without_a_post_opens_nothing(
    shared_world: World, stranger: str, told: str
) -> None:
    """Somebody the directory does not know, and somebody whose term has ended."""
    closed = [rpc for rpc in RPCS if "ROLE_ANYONE" not in open_to(rpc)]
    assert {asked(shared_world, rpc, stranger) for rpc in closed} == {told}


def test_two_posts_open_what_either_opens(shared_world: World) -> None:
    """A direct branch is branch and committee at once."""
    revealing = next(rpc for rpc in RPCS if rpc.full_name.endswith("/RevealMember"))
    assert "ROLE_BRANCH" not in open_to(revealing)
    assert asked(shared_world, revealing, "d.secretary") not in SHUT
    assert asked(shared_world, revealing, "s.secretary") in SHUT


@pytest.mark.parametrize("odd", ["p-" + "0" * 12 + "\0", "x" * 5000, "党" * 60], ids=ascii)
def test_an_attempt_is_recorded_whatever_it_names(shared_world: World, odd: str) -> None:
    """Nothing of a request was checked when its caller was turned away."""
    with refuses("ROLE_NOT_ALLOWED"):
        shared_world.desk("administrator").roll.GetMember(roll_pb2.GetMemberRequest(id=odd))
