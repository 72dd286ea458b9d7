"""What one caller may ask of the real server, and what happens to whoever asks for more."""

import socket
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import grpc
import psutil
import pytest

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import roll_pb2
from services.chassis.contract import Rpc
from services.chassis.server import MESSAGE_MOST
from tests.desk import Desk
from tests.process.conftest import Start
from tests.process.server import RunningServer
from tests.process.strange import rpcs
from tests.refusals import refuses

pytestmark = pytest.mark.usefixtures("once")

DeskOf = Callable[..., Desk]
Token = Callable[[str], str]
FIND_MEMBERS = "/dangwu.transfer.v1.RollService/SearchMembers"
LISTS = [
    rpc
    for rpc in rpcs()
    if "page_size" in rpc.request_type.DESCRIPTOR.fields_by_name and "ROLE_OFFICE" in rpc.allow
]
NEEDED: dict[str, dict[str, Any]] = {
    "CaseService/ListTransferHistory": {"id": "t-000000000000"},
    "PoolService/ListCommitments": {"pool_id": "b-000000000000"},
    "CampaignService/ListNominees": {"campaign_id": "d-000000000000"},
    "LetterService/ListRegister": {"year": 2026},
}
"""Without these, some lists do not know what is asked about."""
OF_NOTHING = {
    "ListTransferHistory": "TRANSFER_UNKNOWN",
    "ListCommitments": "POOL_UNKNOWN",
    "ListNominees": "CAMPAIGN_UNKNOWN",
}


@pytest.fixture(scope="module")
def server(start: Start) -> RunningServer:
    return start(workers=2)


@pytest.fixture(scope="module")
def channel(server: RunningServer) -> Iterator[grpc.Channel]:
    with server.channel() as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(channel: grpc.Channel, token: Token) -> DeskOf:
    return lambda account: Desk(channel, lambda: token(account))


def head(token: str) -> tuple[tuple[str, str], ...]:
    return (("authorization", f"Bearer {token}"),)


def named(room: int) -> bytes:
    """A search for a member whose name fills a request of this many bytes."""
    request = roll_pb2.SearchMembersRequest(name="x" * (room - 4))
    return request.SerializeToString()


def test_a_message_over_one_mebibyte_is_refused_unread(channel: Any, token: Token) -> None:
    call = channel.unary_unary(FIND_MEMBERS)
    largest = named(MESSAGE_MOST)
    assert len(largest) == MESSAGE_MOST
    with refuses("MALFORMED") as refused:
        call(largest, metadata=head(token("director")), timeout=20)
    assert refused.fields == ["name"]
    with pytest.raises(grpc.RpcError) as error:
        call(largest + b"\x08\x01", metadata=head(token("director")), timeout=20)
    assert error.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


def test_a_small_message_that_unpacks_to_a_large_one_is_refused(
    server: RunningServer, channel: Any, token: Token
) -> None:
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    with pytest.raises(grpc.RpcError) as error:
        channel.unary_unary(FIND_MEMBERS)(
            named(200 * MESSAGE_MOST),
            metadata=head(token("director")),
            compression=grpc.Compression.Gzip,
            timeout=60,
        )
    assert error.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert process.memory_info().rss - before < 50 * MESSAGE_MOST


FLOODS = {
    "one long value": [("x-note", "x" * 70_000)],
    "many values": [(f"x-{number}", "x" * 40) for number in range(2000)],
    "a long token": [("authorization", "Bearer " + "x" * 40_000)],
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_metadata_is_refused(
    server: RunningServer, channel: Any, desk: DeskOf, flood: str
) -> None:
    lines = len(server.log())
    with pytest.raises(grpc.RpcError) as error:
        channel.unary_unary(FIND_MEMBERS)(b"", metadata=FLOODS[flood], timeout=20)
    assert error.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert len(server.log()) == lines, "it reached the road"
    assert desk("director").roll.SearchMembers(roll_pb2.SearchMembersRequest(name="党员")).members


def test_a_long_token_within_the_limit_is_refused_as_a_token(channel: Any) -> None:
    with refuses("TOKEN_REFUSED"):
        channel.unary_unary(FIND_MEMBERS)(b"", metadata=head("x" * 9000), timeout=20)


def test_what_is_no_grpc_at_all_is_hung_up_on(server: RunningServer, desk: DeskOf) -> None:
    rng = Random(20260620)
    contents = [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 99,
    ]
    contents += [rng.randbytes(200) for _ in range(20)]
    for content in contents:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(content)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass
    assert (
        desk("director")
        .organizations.ListOrganizations(organization_pb2.ListOrganizationsRequest())
        .organizations
    )


@pytest.mark.parametrize("rpc", LISTS, ids=lambda rpc: rpc.name)
def test_a_page_holds_two_hundred_at_most(channel: Any, token: Token, rpc: Rpc) -> None:
    call = channel.unary_unary(rpc.path)
    needed = NEEDED.get(f"{rpc.service.rpartition('.')[2]}/{rpc.name}", {})
    unknown = OF_NOTHING.get(rpc.name)

    def ask(size: int) -> None:
        request_type: Any = rpc.request_type
        request = request_type(page_size=size, **needed)
        call(request.SerializeToString(), metadata=head(token("director")), timeout=20)

    if unknown:
        with refuses(unknown):
            ask(200)
    else:
        ask(200)
    for size in (201, -1, 2**31 - 1):
        with refuses("MALFORMED") as refused:
            ask(size)
        assert refused.fields == ["page_size"]
