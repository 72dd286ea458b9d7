"""The school's own issuer is believed for people, through a change of its keys and its absence."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from services.chassis import issuers
from services.chassis.ids import new_id
from services.chassis.issuers import FETCH_BYTES, Issuer, IssuerUnsafe
from services.chassis.keys import Keyring
from services.chassis.tokens import HOUSE, Claims, Flaw, TokenRefused, Tokens
from tests.chassis import forge
from tests.chassis.forge import NOW

SSO = "https://sso.example.edu.cn/realms/campus"
CURVE = ec.generate_private_key(ec.SECP256R1())
EDWARDS = ed25519.Ed25519PrivateKey.generate()


class Jwks(ThreadingHTTPServer):
    """A campus issuer's key address: what it answers can be changed, and how often it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = 0
        self.status, self.delay_s, self.drip_s = 200, 0.0, 0.0
        self.headers: dict[str, str] = {}
        self.content = b""
        self.publish(jwk(CURVE, "2026a"), jwk(EDWARDS, "2026b"))
        self.url = f"http://127.0.0.1:{self.server_port}/jwks"

    def publish(self, *keys: dict[str, Any]) -> None:
        self.content = json.dumps({"keys": keys}).encode()


class Answer(BaseHTTPRequestHandler):
    server: Jwks

    def do_GET(self) -> None:
        self.server.asked += 1
        sleep(self.server.delay_s)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        with suppress(ConnectionError):  # nobody waits for a slow answer
            self.end_headers()
            step = 1 if self.server.drip_s else FETCH_BYTES
            for start in range(0, len(self.server.content), step):
                self.wfile.write(self.server.content[start : start + step])
                sleep(self.server.drip_s)

    def log_message(self, *_: object) -> None:
        pass


jwk = forge.jwk


@pytest.fixture
def jwks() -> Iterator[Jwks]:
    server = Jwks()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def campus(jwks: Jwks) -> Tokens:
    return Tokens(Keyring.fresh(), [Issuer(SSO, "dangwu", jwks.url)])


def token(signer: forge.Signer = CURVE, kid: str = "2026a", at: datetime = NOW, **more: Any) -> str:
    alg = "EdDSA" if isinstance(signer, ed25519.Ed25519PrivateKey) else "ES256"
    at_s = int(at.timestamp())
    claims = forge.claims(**{"iss": SSO, "iat": at_s, "exp": at_s + 600, **more})
    return forge.token(forge.header(kid, alg=alg), claims, signer)


def refused(tokens: Tokens, text: str, at: datetime = NOW) -> str:
    with pytest.raises(TokenRefused) as refusal:
        tokens.verify(text, at)
    return refusal.value.details["flaw"]


def test_both_algorithms_are_believed_from_the_campus(campus: Tokens) -> None:
    one: Claims = campus.verify(token(), NOW)
    assert (one.subject, one.issuer) == ("w0112", SSO)
    assert campus.verify(token(EDWARDS, "2026b"), NOW).issuer == SSO


def test_keys_are_fetched_once_and_serve_everybody(campus: Tokens, jwks: Jwks) -> None:
    for number in range(20):
        campus.verify(token(sub=f"w{number}"), NOW)
    assert jwks.asked == 1


def test_a_crowd_at_a_cold_start_waits_for_one_fetch(campus: Tokens, jwks: Jwks) -> None:
    jwks.delay_s = 0.2
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda n: campus.verify(token(sub=f"w{n}"), NOW).subject, range(8)))
    assert found == [f"w{n}" for n in range(8)]
    assert jwks.asked == 1


def test_a_new_key_of_the_issuer_is_learnt_by_itself(campus: Tokens, jwks: Jwks) -> None:
    campus.verify(token(), NOW)
    jwks.publish(jwk(EDWARDS, "2026c"))
    later = NOW + timedelta(seconds=61)
    assert campus.verify(token(EDWARDS, "2026c", at=later), later).subject == "w0112"
    assert jwks.asked == 2


def test_a_withdrawn_key_is_forgotten_and_with_it_what_it_signed(
    campus: Tokens, jwks: Jwks
) -> None:
    signed_before = token()
    campus.verify(signed_before, NOW)
    jwks.publish(jwk(EDWARDS, "2026c"))
    later = NOW + timedelta(seconds=61)
    campus.verify(token(EDWARDS, "2026c", at=later), later)
    assert refused(campus, signed_before, later) == Flaw.KEY.name


def test_keys_are_asked_for_again_by_the_hour(campus: Tokens, jwks: Jwks) -> None:
    campus.verify(token(), NOW)
    jwks.publish(jwk(EDWARDS, "2026c"))
    later = NOW + issuers.FRESH + timedelta(seconds=1)
    assert refused(campus, token(at=later), later) == Flaw.KEY.name


def test_strange_keys_ask_the_issuer_once_a_minute_at_most(campus: Tokens, jwks: Jwks) -> None:
    for number in range(50):
        assert refused(campus, token(kid=f"strange-{number}")) == Flaw.KEY.name
    assert jwks.asked == 1
    assert refused(campus, token(kid="strange"), NOW + timedelta(seconds=59)) == Flaw.KEY.name
    assert jwks.asked == 1
    assert refused(campus, token(kid="strange"), NOW + timedelta(seconds=60)) == Flaw.KEY.name
    assert jwks.asked == 2


def test_known_keys_serve_while_the_issuer_is_away(campus: Tokens, jwks: Jwks) -> None:
    campus.verify(token(), NOW)
    jwks.status = 503
    for hours in (2, 10, 24):
        later = NOW + timedelta(hours=hours)
        assert campus.verify(token(at=later), later).subject == "w0112"
    assert jwks.asked > 1
    too_late = NOW + timedelta(hours=24, seconds=1)
    assert refused(campus, token(at=too_late), too_late) == Flaw.KEY.name
    jwks.status = 200
    later = too_late + timedelta(minutes=1)
    assert campus.verify(token(at=later), later).subject == "w0112"


def test_an_issuer_that_is_away_from_the_start_is_found_later(campus: Tokens, jwks: Jwks) -> None:
    jwks.status = 500
    assert refused(campus, token()) == Flaw.KEY.name
    jwks.status = 200
    later = NOW + timedelta(seconds=60)
    assert campus.verify(token(), later).subject == "w0112"


def test_a_slow_issuer_keeps_nobody_waiting_who_has_a_key(campus: Tokens, jwks: Jwks) -> None:
    campus.verify(token(), NOW)
    jwks.delay_s = 3.0
    later = NOW + timedelta(hours=2)
    first = threading.Thread(target=campus.verify, args=(token(at=later), later))
    first.start()
    sleep(0.2)
    started = monotonic()
    campus.verify(token(at=later, sub="w0113"), later)
    assert monotonic() - started < 2
    first.join()


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"{", {}, 200),
        (b"[]", {}, 200),
        (b'{"keys": 7}', {}, 200),
        (b'{"keys": []}', {}, 200),
        (b'{"keys": ["a", null]}', {}, 200),
        (b" " * (FETCH_BYTES + 1), {}, 200),
        (b"", {"Location": "/jwks"}, 302),
    ],
    ids=["no JSON", "a list", "a number", "no keys", "no objects", "too long", "sent elsewhere"],
)
def test_an_answer_that_is_no_key_set_leaves_the_known_keys_in(
    campus: Tokens, jwks: Jwks, content: bytes, headers: dict[str, str], status: int
) -> None:
    campus.verify(token(), NOW)
    jwks.content, jwks.headers, jwks.status = content, headers, status
    later = NOW + timedelta(hours=2)
    assert campus.verify(token(at=later), later).subject == "w0112"
    assert jwks.asked == 2


@pytest.mark.parametrize("slowness", [{"delay_s": 3.0}, {"drip_s": 0.05}], ids=["late", "drips"])
def test_an_answer_that_comes_too_slowly_is_given_up(
    campus: Tokens, jwks: Jwks, monkeypatch: pytest.MonkeyPatch, slowness: dict[str, float]
) -> None:
    monkeypatch.setattr(issuers, "FETCH_SECONDS", 0.3)
    vars(jwks).update(slowness)
    started = monotonic()
    assert refused(campus, token()) == Flaw.KEY.name
    assert monotonic() - started < 2


@pytest.mark.parametrize(
    "entry",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "2026a"},
        {**jwk(CURVE, "2026a"), "use": "enc"},
        {**jwk(CURVE, "2026a"), "alg": "ES384"},
        {**jwk(CURVE, "2026a"), "crv": "P-384"},
        {**jwk(CURVE, "2026a"), "x": "AA"},
        {name: value for name, value in jwk(CURVE, "2026a").items() if name != "kid"},
    ],
    ids=["symmetric", "for encryption", "another algorithm", "another curve", "no point", "no kid"],
)
def test_a_key_that_is_not_for_this_is_passed_over(
    campus: Tokens, jwks: Jwks, entry: dict[str, Any]
) -> None:
    jwks.publish(entry, jwk(EDWARDS, "2026b"))
    assert refused(campus, token()) == Flaw.KEY.name
    assert campus.verify(token(EDWARDS, "2026b"), NOW).subject == "w0112"


@pytest.mark.parametrize("subject", ["service:hr", "service:directory", "service:", "a:b"])
def test_no_other_issuer_speaks_for_a_service(campus: Tokens, subject: str) -> None:
    assert refused(campus, token(sub=subject)) == Flaw.SUBJECT.name


@pytest.mark.parametrize("subject", [new_id("p"), "p-000000000000", new_id("h")])
def test_no_other_issuer_names_somebody_by_id(campus: Tokens, subject: str) -> None:
    """An account is all an outside issuer knows; a person id would be another person's key."""
    assert refused(campus, token(sub=subject)) == Flaw.SUBJECT.name
    assert campus.verify(token(sub=f"x{subject}"), NOW).subject == f"x{subject}"


def test_the_campus_cannot_sign_for_the_house_nor_the_house_for_the_campus(campus: Tokens) -> None:
    assert refused(campus, token(iss=HOUSE)) == Flaw.KEY.name
    own = campus.mint("w0112", NOW).split(".")
    assert refused(campus, ".".join([own[0], token().split(".")[1], own[2]])) == Flaw.KEY.name


def test_the_account_may_stand_in_another_claim(jwks: Jwks) -> None:
    campus = Tokens(Keyring.fresh(), [Issuer(SSO, "party", jwks.url, "preferred_username")])
    found = campus.verify(token(aud="party", sub="8f3c", preferred_username="w0112"), NOW)
    assert found.subject == "w0112"
    assert refused(campus, token(aud="party")) == Flaw.SUBJECT.name
    assert refused(campus, token(preferred_username="w0112")) == Flaw.AUDIENCE.name


def test_keys_may_come_from_a_file(tmp_path: Path, jwks: Jwks) -> None:
    (tmp_path / "jwks.json").write_bytes(jwks.content)
    campus = Tokens(Keyring.fresh(), [Issuer(SSO, "dangwu", str(tmp_path / "jwks.json"))])
    assert campus.verify(token(), NOW).subject == "w0112"
    assert jwks.asked == 0


@pytest.mark.parametrize(
    ("url", "where"),
    [
        (SSO, "http://sso.example.edu.cn/jwks"),
        (SSO, "http://localhost.example.edu.cn/jwks"),
        (SSO, ""),
        ("", "https://sso.example.edu.cn/jwks"),
        (HOUSE, "https://sso.example.edu.cn/jwks"),
    ],
)
def test_an_issuer_that_cannot_be_trusted_stops_the_start(url: str, where: str) -> None:
    with pytest.raises(IssuerUnsafe):
        Tokens(Keyring.fresh(), [Issuer(url, "dangwu", where)])


def test_an_issuer_named_twice_stops_the_start(jwks: Jwks) -> None:
    twice = [Issuer(SSO, "dangwu", jwks.url), Issuer(SSO, "library", jwks.url)]
    with pytest.raises(IssuerUnsafe, match="twice"):
        Tokens(Keyring.fresh(), twice)
