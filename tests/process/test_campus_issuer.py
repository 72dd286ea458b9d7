"""The school's own issuer, configured by its address: its tokens open the door, and no others."""

from collections.abc import Callable, Iterator
from contextlib import closing
from time import time
from typing import Any

import grpc
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from dangwu.transfer.v1 import case_pb2
from tests.desk import Desk
from tests.process.conftest import Start
from tests.process.issuer import CampusIssuer, campus_issuer
from tests.process.server import RunningServer
from tests.refusals import refuses

pytestmark = pytest.mark.usefixtures("once")

INBOX = case_pb2.ListInboxRequest()
Token = Callable[[str], str]


@pytest.fixture(scope="module")
def issuer() -> Iterator[CampusIssuer]:
    with campus_issuer() as answering:
        yield answering


@pytest.fixture(scope="module")
def server(start: Start, issuer: CampusIssuer) -> RunningServer:
    return start(embedded_issuer=False, issuers=[issuer.setting])


@pytest.fixture(scope="module")
def channel(server: RunningServer) -> Iterator[grpc.Channel]:
    with closing(server.channel()) as opened:
        yield opened


def inbox(channel: grpc.Channel, token: str) -> object:
    return Desk(channel, lambda: token).cases.ListInbox(INBOX)


def test_its_token_for_a_campus_account_is_accepted(
    channel: grpc.Channel, issuer: CampusIssuer
) -> None:
    for account in ("s.secretary", "director"):
        inbox(channel, issuer.token(account))
    inbox(channel, issuer.token("s.secretary", aud=["dangwu-campus"]))


def test_an_account_the_directory_does_not_know_is_nobody(
    channel: grpc.Channel, issuer: CampusIssuer
) -> None:
    with refuses("UNAUTHENTICATED") as refused:
        inbox(channel, issuer.token("w9999"))
    assert refused.code == "UNAUTHENTICATED"


FLAWS: dict[str, tuple[dict[str, Any], str]] = {
    "another audience": ({"aud": "dangwu"}, "AUDIENCE"),
    "more than one audience": ({"aud": ["dangwu-campus", "library"]}, "AUDIENCE"),
    "no audience": ({"aud": None}, "AUDIENCE"),
    "another issuer": ({"iss": "https://sso.example.edu.cn/realms/guests"}, "ISSUER"),
    "no issuer": ({"iss": None}, "ISSUER"),
    "the house as issuer": ({"iss": "https://issuer.dangwu.invalid", "aud": "dangwu"}, "KEY"),
    "expired": ({"iat": int(time()) - 1000, "exp": int(time()) - 400}, "EXPIRED"),
    "not valid yet": ({"iat": int(time()) + 4000, "exp": int(time()) + 4300}, "EARLY"),
    "too long a life": ({"exp": int(time()) + 4000}, "LIFE"),
    "no end": ({"exp": None}, "TIMES"),
    "a service as subject": ({"uid": "service:hr"}, "SUBJECT"),
    "no account": ({"uid": ""}, "SUBJECT"),
    "a key of its own making": ({"signer": ec.generate_private_key(ec.SECP256R1())}, "SIGNATURE"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_token_is_refused_for(channel: grpc.Channel, issuer: CampusIssuer, flaw: str) -> None:
    changes, found = FLAWS[flaw]
    token = issuer.token("s.secretary", **changes)
    with refuses("TOKEN_REFUSED") as refused:
        inbox(channel, token)
    assert (refused.code, refused.details["flaw"]) == ("UNAUTHENTICATED", found)
    assert token not in f"{refused}"


def test_the_embedded_issuer_speaks_for_nobody_now_but_for_services(
    channel: grpc.Channel, token: Token
) -> None:
    with refuses("TOKEN_REFUSED") as refused:
        inbox(channel, token("s.secretary"))
    assert refused.details["flaw"] == "ISSUER"
    with refuses("ROLE_NOT_ALLOWED"):  # known as the HR system, which has no inbox
        inbox(channel, token("service:hr"))


def test_no_token_reaches_the_log(server: RunningServer, issuer: CampusIssuer) -> None:
    with closing(server.channel()) as channel:
        good, bad = issuer.token("s.secretary"), issuer.token("s.secretary", aud="x")
        inbox(channel, good)
        with refuses("TOKEN_REFUSED"):
            inbox(channel, bad)
    logged = server.log_file.read_text()
    assert '"outcome": "TOKEN_REFUSED"' in logged
    for part in (*good.split("."), *bad.split(".")):
        assert part not in logged
