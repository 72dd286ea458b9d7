"""A request is saved before it is sent, and a repeat of it is the same request."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import grpc
import pytest

from dangwu.transfer.v1 import roll_pb2, step_pb2, transfer_pb2
from dangwu_client.staff import requests
from services.chassis import errors as house
from tests.clients.conftest import Serve
from tests.clients.scripted import Heard, Reply, Scripted
from tests.clients.terminal import Terminal, logged_in, run
from tests.worlds import World

ID = "11111111-0000-4000-8000-000000000000"
CASE = "t-000000000000"
ACCEPT = ("transfer", "accept", CASE, "--request-id", ID)


class Case:
    """A server with one case, whose etag grows; accepting is answered by `on_accept`."""

    def __init__(self, on_accept: Reply) -> None:
        self.etag = 1
        self.on_accept = on_accept

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.endswith("AcceptTransfer"):
            return self.on_accept
        return transfer_pb2.Transfer(id=CASE, etag=str(self.etag))


def accepted(server: Scripted) -> list[step_pb2.AcceptTransferRequest]:
    calls = [one for one in server.heard if one.path.endswith("AcceptTransfer")]
    return [step_pb2.AcceptTransferRequest.FromString(one.data) for one in calls]


def outcome(home: Path, request_id: str = ID) -> str:
    text = (home / "requests" / f"{request_id}.json").read_text(encoding="utf-8")
    return str(json.loads(text)["outcome"])


def test_it_is_on_the_disk_before_the_server_has_it(serve: Serve, home: Path) -> None:
    seen: list[str] = []

    def answer(heard: Heard) -> Reply:
        if heard.path.endswith("AcceptTransfer"):
            seen.append(outcome(home))
        return transfer_pb2.Transfer(id=CASE, etag="1")

    logged_in("default", serve(answer).address)
    ran = run(*ACCEPT)
    assert ran.code == 0, ran.err
    assert seen == ["open"]
    assert outcome(home) == "OK"
    assert ID in ran.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; a profile folder is private")
def test_only_its_owner_reads_it(serve: Serve, home: Path) -> None:
    logged_in("default", serve(Case(transfer_pb2.Transfer(id=CASE))).address)
    run(*ACCEPT)
    for path in home.rglob("*.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_repeat_sends_the_old_etag_and_not_the_new_one(serve: Serve) -> None:
    case = Case(transfer_pb2.Transfer(id=CASE))
    server = serve(case)
    logged_in("default", server.address)
    run(*ACCEPT)
    case.etag = 2
    assert run(*ACCEPT).code == 0
    first, second = accepted(server)
    assert first == second
    assert second.etag == "1"


def test_after_a_refusal_the_etag_is_read_anew(serve: Serve, home: Path) -> None:
    case = Case(house.Stale(given="1", current="2"))
    server = serve(case)
    logged_in("default", server.address)
    assert run(*ACCEPT).code == 6
    assert outcome(home) == "STALE"
    case.etag, case.on_accept = 2, transfer_pb2.Transfer(id=CASE)
    assert run(*ACCEPT).code == 0
    assert accepted(server)[-1].etag == "2"
    assert outcome(home) == "OK"


def test_without_an_answer_it_stays_open_and_can_be_sent_again(serve: Serve, home: Path) -> None:
    case = Case(grpc.StatusCode.DEADLINE_EXCEEDED)
    server = serve(case)
    logged_in("default", server.address)
    late = run(*ACCEPT)
    assert late.code == 7
    assert f"dangwu request again {ID}" in late.err
    assert outcome(home) == "open"
    assert ID in run("request", "list", "--open").out
    case.etag, case.on_accept = 2, transfer_pb2.Transfer(id=CASE, etag="3")
    again = run("request", "again", ID)
    assert again.code == 0, again.err
    assert accepted(server)[0] == accepted(server)[-1]
    assert outcome(home) == "OK"
    assert ID not in run("request", "list", "--open").out


def test_a_rehearsal_is_not_kept(serve: Serve, home: Path) -> None:
    logged_in("default", serve(Case(transfer_pb2.Transfer(id=CASE))).address)
    run(*ACCEPT, "--rehearse")
    assert not (home / "requests").exists()


def test_another_request_under_a_used_id_is_sent_as_it_is_and_spoils_nothing(
    serve: Serve, home: Path
) -> None:
    case = Case(transfer_pb2.Transfer(id=CASE))
    server = serve(case)
    logged_in("default", server.address)
    run(*ACCEPT)
    other = run("transfer", "withdraw", CASE, "--request-id", ID)
    assert other.code == 0
    assert server.heard[-1].path.endswith("WithdrawTransfer")
    assert json.loads((home / "requests" / f"{ID}.json").read_text())["type"].endswith(
        "AcceptTransferRequest"
    )


def test_a_request_is_repeated_by_whoever_sent_it(serve: Serve) -> None:
    logged_in("li", serve(Case(grpc.StatusCode.DEADLINE_EXCEEDED)).address)
    run("--as", "li", *ACCEPT)
    refused = run("request", "again", ID)
    assert refused.code == 2
    assert f"dangwu --as li request again {ID}" in refused.err.splitlines()


def test_sensitive_numbers_are_not_kept_and_are_typed_again(serve: Serve, home: Path) -> None:
    def answer(heard: Heard) -> Reply:
        from dangwu.transfer.v1 import member_pb2

        if heard.path.endswith("AmendMember"):
            return grpc.StatusCode.DEADLINE_EXCEEDED
        return member_pb2.Member(id="p-000000000000", etag="7")

    server = serve(answer)
    logged_in("default", server.address)
    line = ("member", "amend", "p-000000000000", "--phone", "19912345678", "--request-id", ID)
    assert run(*line).code == 7
    for path in home.rglob("*"):
        assert path.is_dir() or b"19912345678" not in path.read_bytes()
    refused = run("request", "again", ID)
    assert refused.code == 2
    assert f"--request-id {ID} member amend p-000000000000 --phone ***" in refused.err
    assert run(*line).code == 7
    sent = [one for one in server.heard if one.path.endswith("AmendMember")]
    assert roll_pb2.AmendMemberRequest.FromString(sent[-1].data).etag == "7"
    assert sent[0].data == sent[-1].data


class Silent:
    """Reads are answered; a write is held until the test ends."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.released = threading.Event()

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.endswith("AcceptTransfer"):
            self.arrived.set()
            self.released.wait(20)
        return transfer_pb2.Transfer(id=CASE, etag="1")


def test_a_command_that_is_killed_leaves_the_request_to_be_repeated(
    serve: Serve, home: Path
) -> None:
    silent = Silent()
    server = serve(silent)
    logged_in("default", server.address)
    with subprocess.Popen(
        [sys.executable, "-m", "dangwu_client.staff", "transfer", "accept", CASE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as command:
        assert silent.arrived.wait(20)
        command.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        command.wait(10)
    silent.released.set()
    (saved,) = requests.saved_requests()
    assert saved.outcome == "open"
    again = run("request", "again", saved.request_id)
    assert again.code == 0, again.err
    first, second = accepted(server)
    assert first == second
    assert first.request_id == saved.request_id


@pytest.mark.parametrize("shape", ["socket"])
def test_the_real_server_answers_a_repeat_the_same(terminal: Terminal, world: World) -> None:
    line = ("transfer", "request", "N00000", "--to", "0201", "--reason", "转专业", "-o", "json")
    first = terminal("s.commissioner", *line, "--request-id", ID)
    second = terminal("s.commissioner", *line, "--request-id", ID)
    assert first.out == second.out
    case: Any = json.loads(first.out)
    sign = ("transfer", "sign", case["id"], "-o", "json", "--request-id", ID.replace("1", "2"))
    signed = terminal("s.secretary", *sign)
    assert terminal("s.secretary", *sign).out == signed.out
    history = json.loads(
        terminal("s.secretary", "transfer", "history", case["id"], "-o", "json").out
    )
    assert [one["rpc"] for one in history["events"]] == ["RequestTransfer", "SignTransfer"]
    reused = terminal("s.commissioner", *line[:-3], "其他", "--request-id", ID, code=6)
    assert "REQUEST_ID_REUSED" in reused.err
