"""Codes on paper are read back only where one of our own keys signed them."""

import base64
import json

import pytest

from services.chassis.keys import Keyring
from services.chassis.signing import Signer

SAID = {"t": "letter", "n": "2601001", "m": "党员"}


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer(Keyring.fresh())


def test_what_we_signed_is_read_back(signer: Signer) -> None:
    assert signer.read(signer.sign(SAID)) == SAID


def test_what_another_signed_says_nothing(signer: Signer) -> None:
    assert signer.read(Signer(Keyring.fresh()).sign(SAID)) == {}


def test_what_was_altered_says_nothing(signer: Signer) -> None:
    head, payload, signature = signer.sign(SAID).split(".")
    other = base64.urlsafe_b64encode(json.dumps(SAID | {"n": "2601002"}).encode())
    unsigned = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    deep = base64.urlsafe_b64encode(b"[" * 200_000).decode()
    for code in (
        "",
        "x.y.z",
        "党.员.信",
        f"{head}.{other.decode().rstrip('=')}.{signature}",
        f"{head}.{payload}.",
        f"{head}.{payload}.{signature[:-4]}AAAA",
        f"{unsigned}.{payload}.",
        f"{deep}.{payload}.{signature}",
    ):
        assert signer.read(code) == {}
