"""A call is repeated only where that is safe, under one deadline, and as the same request."""

import threading
import time
from collections.abc import Callable

import grpc
import pytest

from dangwu.transfer.v1 import case_pb2, step_pb2, transfer_pb2
from dangwu_client import Conflict, DangwuError, StaffClient, Unauthenticated, Unavailable
from services.chassis import errors as house
from tests.clients.conftest import Serve
from tests.clients.scripted import Heard, Scripted, in_turn

CASE = transfer_pb2.Transfer(id="t-000000000000", etag="2")
AWAY = grpc.StatusCode.UNAVAILABLE


def ids(server: Scripted) -> list[str]:
    return [step_pb2.AcceptTransferRequest.FromString(one.data).request_id for one in server.heard]


def accept(server: Scripted) -> transfer_pb2.Transfer:
    with server.connect() as connection:
        return StaffClient(connection).accept_transfer("t-000000000000", "1")


@pytest.mark.parametrize(
    "trouble", [AWAY, house.PeerAway(service="rules"), house.Busy()], ids=["away", "peer", "busy"]
)
def test_a_write_is_repeated_under_one_request_id(
    serve: Serve, trouble: grpc.StatusCode | house.Refusal
) -> None:
    server = serve(in_turn(trouble, trouble, CASE))
    assert accept(server) == CASE
    assert len(ids(server)) == 3
    assert len(set(ids(server))) == 1
    assert len({one.data for one in server.heard}) == 1


def test_four_attempts_and_no_more(serve: Serve) -> None:
    server = serve(in_turn(AWAY))
    with pytest.raises(Unavailable):
        accept(server)
    assert len(server.heard) == 4


@pytest.mark.parametrize(
    "refusal",
    [house.Stale(given="1", current="2"), house.Late(), grpc.StatusCode.INTERNAL],
    ids=["stale", "late", "internal"],
)
def test_what_will_not_pass_by_waiting_is_not_repeated(
    serve: Serve, refusal: house.Refusal | grpc.StatusCode
) -> None:
    server = serve(in_turn(refusal, CASE))
    with pytest.raises(DangwuError):
        accept(server)
    assert len(server.heard) == 1


def test_a_write_without_a_request_id_is_never_repeated(serve: Serve) -> None:
    server = serve(in_turn(AWAY, CASE))
    with server.connect() as connection, pytest.raises(Unavailable):
        connection.send(step_pb2.AcceptTransferRequest(id="t-000000000000", etag="1"))
    assert len(server.heard) == 1


def test_a_read_is_repeated_without_one(serve: Serve) -> None:
    server = serve(in_turn(AWAY, CASE))
    with server.connect() as connection:
        assert StaffClient(connection).transfer("t-000000000000") == CASE
    assert len(server.heard) == 2


def test_every_call_has_a_deadline(serve: Serve) -> None:
    server = serve(in_turn(AWAY, CASE))
    accept(server)
    # gRPC rounds up, and repeats a timeout it sent before when the new one is nearly the same.
    assert all(8 < one.left_s < 11 for one in server.heard)


def test_all_attempts_share_one_deadline(serve: Serve) -> None:
    def tired(_: Heard) -> grpc.StatusCode:
        time.sleep(0.5)
        return AWAY

    started = time.monotonic()
    with serve(tired).connect(timeout_s=1) as connection, pytest.raises(Unavailable):
        StaffClient(connection).accept_transfer("t-000000000000", "1")
    assert time.monotonic() - started < 2  # four attempts of their own would take three seconds


def test_a_call_ends_at_its_deadline(serve: Serve) -> None:
    ended = threading.Event()

    def slow(_: Heard) -> transfer_pb2.Transfer:
        ended.wait(10)
        return CASE

    server = serve(slow)
    started = time.monotonic()
    with server.connect(timeout_s=1) as connection, pytest.raises(Unavailable) as caught:
        StaffClient(connection).accept_transfer("t-000000000000", "1")
    ended.set()
    assert time.monotonic() - started < 5
    assert caught.value.reason == "DEADLINE_EXCEEDED"
    assert len(server.heard) == 1


class Wallet:
    """A source of tokens that can renew them."""

    def __init__(self) -> None:
        self.number = 1

    def __call__(self) -> str:
        return f"token-{self.number}"

    def renew(self) -> None:
        self.number += 1


def by_token(token: str) -> Callable[[Heard], transfer_pb2.Transfer | house.Refusal]:
    def answer(heard: Heard) -> transfer_pb2.Transfer | house.Refusal:
        return CASE if heard.metadata["authorization"] == token else house.Unauthenticated()

    return answer


def test_a_refused_token_is_renewed_once(serve: Serve) -> None:
    server = serve(by_token("Bearer token-2"))
    with server.connect(token=Wallet()) as connection:
        assert StaffClient(connection).transfer("t-000000000000") == CASE
    assert len(server.heard) == 2


def test_and_only_once(serve: Serve) -> None:
    server = serve(by_token("Bearer never"))
    with server.connect(token=Wallet()) as connection, pytest.raises(Unauthenticated):
        StaffClient(connection).transfer("t-000000000000")
    assert len(server.heard) == 2


def test_a_token_that_cannot_be_renewed_is_not_tried_again(serve: Serve) -> None:
    server = serve(by_token("Bearer other"))
    with server.connect(token="plain") as connection, pytest.raises(Unauthenticated):
        StaffClient(connection).transfer("t-000000000000")
    assert [one.metadata["authorization"] for one in server.heard] == ["Bearer plain"]


def test_nobody_sends_no_token(serve: Serve) -> None:
    server = serve(in_turn(CASE))
    with server.connect() as connection:
        StaffClient(connection).transfer("t-000000000000")
    assert "authorization" not in server.heard[0].metadata


def test_a_conflict_of_content_is_told(serve: Serve) -> None:
    server = serve(in_turn(house.Stale(given="1", current="2")))
    with pytest.raises(Conflict) as caught:
        accept(server)
    assert caught.value.details == {"given": "1", "current": "2"}


def test_iterators_ask_for_the_next_page_by_themselves(serve: Serve) -> None:
    pages = {
        "": case_pb2.ListTransfersResponse(
            transfers=[CASE, transfer_pb2.Transfer(id="t-2")], next_page_token="more"
        ),
        "more": case_pb2.ListTransfersResponse(transfers=[transfer_pb2.Transfer(id="t-3")]),
    }

    def answer(heard: Heard) -> case_pb2.ListTransfersResponse:
        return pages[case_pb2.ListTransfersRequest.FromString(heard.data).page_token]

    server = serve(answer)
    with server.connect() as connection:
        cases = StaffClient(connection).transfers(state="TRANSFER_STATE_AGREED")
        assert next(cases) == CASE
        assert len(server.heard) == 1  # the second page only when somebody wants it
        assert [case.id for case in cases] == ["t-2", "t-3"]
    asked = [case_pb2.ListTransfersRequest.FromString(one.data) for one in server.heard]
    assert {one.state for one in asked} == {transfer_pb2.TRANSFER_STATE_AGREED}
