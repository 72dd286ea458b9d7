"""Who stops waiting gets nothing done, and who waits is served, however many there are."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import grpc
import pytest

from dangwu.directory.v1 import post_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.chassis.database import Database
from tests.campus import Campus
from tests.desk import Desk
from tests.process.conftest import Start
from tests.process.holdings import rows
from tests.process.server import RunningServer
from tests.refusals import read, refuses
from tests.worlds import World

CROWD, WORKERS = 60, 2
SEEN_S = 10.0
Token = Callable[[str], str]


@pytest.fixture(scope="module")
def server(start: Start) -> RunningServer:
    return start(workers=WORKERS)


@pytest.fixture(scope="module")
def desk(server: RunningServer, token: Token) -> Iterator[Callable[[str], Desk]]:
    with server.channel() as channel:
        yield lambda account: Desk(channel, lambda: token(account))


@contextmanager
def pen_taken(url: str) -> Iterator[None]:
    """Another process writes to the directory, and takes its time."""
    database = Database(url.format(service="directory"))
    try:
        with database.writing():
            yield
    finally:
        database.close()


def newcomer(account: str) -> post_pb2.RegisterPersonRequest:
    return post_pb2.RegisterPersonRequest(request_id=str(uuid4()), name="新人", account=account)


def entered(url: str, account: str) -> int:
    return len(rows(url, "directory", f"SELECT id FROM person WHERE account = '{account}'"))


def ended(server: RunningServer, since: int) -> str:
    """How the one write since then ended on the server's side, which its caller never learns."""
    give_up_at = monotonic() + SEEN_S
    while monotonic() < give_up_at:
        for line in server.log()[since:]:
            if line.get("rpc", "").endswith("/RegisterPerson"):
                return str(line["outcome"])
        sleep(0.02)
    return "nothing was logged"


def test_a_call_whose_time_runs_out_while_it_waits_has_no_effect(
    server: RunningServer, desk: Callable[[str], Desk], url: str
) -> None:
    request, since = newcomer("late.one"), len(server.log())
    with pen_taken(url):
        with pytest.raises(grpc.RpcError) as error:
            desk("director").posts.RegisterPerson(request, timeout=0.5)
        assert error.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        sleep(0.3)  # the server counts from when the request reached it
    assert ended(server, since) in ("LATE", "BUSY")
    assert entered(url, "late.one") == 0
    assert desk("director").posts.RegisterPerson(request).account == "late.one"
    assert entered(url, "late.one") == 1


def test_with_less_time_than_it_takes_nothing_is_begun(world: World) -> None:
    for timeout_s in (0.0, 0.01, 0.019):
        with refuses("LATE") as refused:
            world.desk("director").posts.RegisterPerson(newcomer("hasty"), timeout=timeout_s)
        assert refused.code == "DEADLINE_EXCEEDED"
    assert entered(world.url, "hasty") == 0


def test_a_call_is_done_once_however_short_its_time(desk: Callable[[str], Desk], url: str) -> None:
    unanswered = []
    for number in range(60):
        request = newcomer(f"short.{number}")
        try:
            desk("director").posts.RegisterPerson(request, timeout=0.001 * (number % 20))
        except grpc.RpcError as error:
            unanswered.append((request, read(error).code))
    assert {code for _, code in unanswered} == {"DEADLINE_EXCEEDED"}
    for request, _ in unanswered:  # whatever became of it, it is sent again and done once
        desk("director").posts.RegisterPerson(request)
        assert entered(url, request.account) == 1


def test_a_caller_who_waits_long_enough_is_served(desk: Callable[[str], Desk], url: str) -> None:
    answers: list[Any] = []
    with pen_taken(url):
        waiting = threading.Thread(
            target=lambda: answers.append(
                desk("director").posts.RegisterPerson(newcomer("patient"))
            )
        )
        waiting.start()
        sleep(0.5)
        assert answers == []
    waiting.join(20)
    assert [one.account for one in answers] == ["patient"]


def test_more_callers_than_workers_are_all_answered(
    server: RunningServer, token: Token, campus: Campus, url: str
) -> None:
    """Reads that ask another service in turn, and writes, sixty of each for two workers."""
    metadata = (("authorization", f"Bearer {token('director')}"),)
    below = roll_pb2.ListMembersRequest(organization_id=campus.organizations["01"])
    with server.channel() as channel:
        read_call: Any = channel.unary_unary("/dangwu.transfer.v1.RollService/ListMembers")
        write_call: Any = channel.unary_unary("/dangwu.directory.v1.PostService/RegisterPerson")
        calls = []
        for number in range(CROWD):
            newcomers = newcomer(f"crowd.{number}").SerializeToString()
            calls.append(read_call.future(below.SerializeToString(), 60, metadata))
            calls.append(write_call.future(newcomers, 60, metadata))
        assert [call.code() for call in calls] == [grpc.StatusCode.OK] * 2 * CROWD
    names = rows(url, "directory", "SELECT account FROM person WHERE account LIKE 'crowd.%'")
    assert len(names) == CROWD
    found = [member_pb2.ListMembersResponse.FromString(call.result()) for call in calls[::2]]
    assert len({one.SerializeToString() for one in found}) == 1
    assert found[0].members
