"""Services in two processes with TLS between them: one story, and what the line does not carry."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import case_pb2, roll_pb2, transfer_pb2
from tests.campus import Campus
from tests.chassis.authority import CLIENT, Authority, service
from tests.desk import Desk
from tests.process import story
from tests.process.conftest import Start
from tests.process.house import House
from tests.process.server import RunningServer
from tests.refusals import refuses
from tests.worlds import SPLIT, Routed

pytestmark = pytest.mark.usefixtures("once")

Token = Callable[[str], str]
HERE, THERE = SPLIT
ARRIVES_S = 20.0


@pytest.fixture(scope="module")
def others(start: Start, house: House) -> RunningServer:
    """Directory, rules and audit; a second port for the services elsewhere."""
    return start(
        *HERE,
        **house.settings,
        tls_client_ca=house.authority.path,
        services_bind="127.0.0.1:0",
    )


def elsewhere(port: int) -> dict[str, str]:
    return dict.fromkeys(HERE, f"localhost:{port}")


@pytest.fixture
def desks(house: House, token: Token, others: RunningServer) -> Iterator[Callable[..., Any]]:
    """Makes desks that reach each service where it is."""
    with ExitStack() as opened:

        def desk_of(transfer: RunningServer) -> Callable[[str], Desk]:
            ports = dict.fromkeys(HERE, others.port) | dict.fromkeys(THERE, transfer.port)
            channels = {
                name: opened.enter_context(house.channel(port)) for name, port in ports.items()
            }
            return lambda account: Desk(Routed(channels), lambda: token(account))

        yield desk_of


def journaled(desk: Desk, case: transfer_pb2.Transfer) -> list[str]:
    """What the audit log has of a case, by RPC."""
    request = audit_pb2.ListEntriesRequest(subject_id=case.id, page_size=200)
    return [one.rpc.rpartition("/")[2] for one in desk.audit.ListEntries(request).entries]


STORY = ["RequestTransfer", *["SignTransfer"] * 3, "AcceptTransfer"]


@pytest.mark.parametrize(("member", "certified"), [("ready", False), ("behind", True)])
def test_a_member_moves_though_the_services_are_apart(
    start: Start,
    house: House,
    others: RunningServer,
    campus: Campus,
    desks: Callable[..., Any],
    member: str,
    certified: bool,
) -> None:
    shown: dict[str, object] = {"elsewhere": elsewhere(others.port)}
    if certified:  # the port for services knows the caller by certificate before any token
        own = house.authority.issue("transfer", service("transfer"), usage=CLIENT)
        shown = {
            "elsewhere": elsewhere(others.services_port),
            "peer_certificate": own.certificate_path,
            "peer_key": own.key_path,
        }
    transfer = start(*THERE, **house.settings, peer_ca=house.authority.path, **shown)
    desk = desks(transfer)
    case = story.accepted(desk, story.signed(desk, story.filed(desk, campus, member)))
    assert case.state == transfer_pb2.TRANSFER_STATE_ACCEPTED
    assert case.belongs_to_id == campus.organizations["0201"]
    seen = desk("t.secretary").roll.GetMember(roll_pb2.GetMemberRequest(id=case.member_id))
    assert seen.organization_id == campus.organizations["0201"]
    give_up_at = monotonic() + ARRIVES_S
    while journaled(desk("inspector"), case) != STORY:
        assert monotonic() < give_up_at
        sleep(0.05)


def test_a_peer_that_cannot_be_trusted_is_not_asked(
    start: Start,
    house: House,
    others: RunningServer,
    campus: Campus,
    desks: Callable[..., Any],
    tmp_path: Path,
) -> None:
    """The line ends at the handshake: nothing is sent, and nothing is done."""
    stranger = Authority(tmp_path, "stranger").path
    transfer = start(*THERE, **house.settings, peer_ca=stranger, elsewhere=elsewhere(others.port))
    desk = desks(transfer)
    with refuses("PEER_AWAY") as refused:
        desk("director").cases.ListInbox(case_pb2.ListInboxRequest())
    assert (refused.code, refused.details["service"]) == ("UNAVAILABLE", "directory")
    member_id = campus.members["librarian"]
    with refuses("PEER_AWAY"):
        desk("director").roll.GetMember(roll_pb2.GetMemberRequest(id=member_id))
