"""What a server refuses to start with, each with the mend on the operator's screen."""

import socket
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.chassis.authority import CLIENT, service
from tests.process.house import House
from tests.process.server import operate

pytestmark = pytest.mark.usefixtures("once")

OPEN = {"bind": "0.0.0.0:0"}
SCHOOL = {"embedded_issuer": False}
ISSUER = {"issuer": "https://sso.example.edu.cn", "jwks": "http://sso.example.edu.cn/jwks"}


@pytest.fixture(scope="module")
def files(house: House) -> dict[str, Any]:
    other = house.authority.issue("other", service("hr"), usage=CLIENT)
    return {
        "certificate": house.issued.certificate_path,
        "key": house.issued.key_path,
        "ca": house.authority.path,
        "other_key": other.key_path,
    }


TLS = {"tls_certificate": "certificate", "tls_key": "key"}
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "a service elsewhere that does not exist": (
        {"elsewhere": {"transfers": "127.0.0.1:1"}},
        "transfers",
    ),
    "in the clear where others reach": (OPEN | SCHOOL, "DANGWU_TLS_CERTIFICATE"),
    "in the clear on every IPv6 address": (SCHOOL | {"bind": "[::]:0"}, "DANGWU_TLS_CERTIFICATE"),
    "the embedded issuer where others reach": (OPEN | TLS, "DANGWU_EMBEDDED_ISSUER=false"),
    "the embedded issuer on the port for services": (
        TLS | {"tls_client_ca": "ca", "services_bind": "0.0.0.0:0"},
        "DANGWU_EMBEDDED_ISSUER=false",
    ),
    "a port for services that asks for no certificate": (
        TLS | {"services_bind": "127.0.0.1:0"},
        "TLS_CLIENT_CA",
    ),
    "a certificate without its key": ({"tls_certificate": "certificate"}, "DANGWU_TLS_KEY"),
    "a key without its certificate": ({"tls_key": "key"}, "DANGWU_TLS_CERTIFICATE"),
    "client certificates without TLS": ({"tls_client_ca": "ca"}, "DANGWU_TLS_CERTIFICATE"),
    "another's key": (TLS | {"tls_key": "other_key"}, "does not belong"),
    "a file that is not there": (TLS | {"tls_certificate": "absent"}, "absent"),
    "peers elsewhere in the clear": (
        {"elsewhere": {"audit": "192.0.2.1:50051"}},
        "DANGWU_PEER_CA",
    ),
    "a certificate for peers and no authority": (
        {"peer_certificate": "certificate", "peer_key": "key"},
        "DANGWU_PEER_CA",
    ),
    "keys of an issuer in the clear": ({"issuers": [ISSUER]}, "https"),
    "no keys of our own": ({"keys": "absent"}, "python -m services init"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_server_refuses_to_start_with(
    case: str, files: dict[str, Any], keys: Path, tmp_path: Path
) -> None:
    settings, mend = CASES[case]
    given = {
        name: files.get(value, tmp_path / value) if value in {*files, "absent"} else value
        for name, value in settings.items()
        if isinstance(value, str)
    }
    url = f"sqlite:///{tmp_path}/{{service}}.db"
    ended = operate(**({"database_url": url, "keys": keys} | settings | given))
    refused_with(ended, mend, tmp_path)


def refused_with(ended: CompletedProcess[str], mend: str, path: Path) -> None:
    """One sentence in each language, with the mend, and nothing of the program's inside."""
    assert ended.returncode == 1, ended.stderr
    assert mend in ended.stderr
    assert "Traceback" not in ended.stderr
    zh, en = ended.stderr.strip().splitlines()[-2:]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
    assert en.isascii() or str(path) in en


def test_a_server_does_not_start_on_a_port_that_is_taken(keys: Path, tmp_path: Path) -> None:
    place = {"database_url": f"sqlite:///{tmp_path}/{{service}}.db", "keys": keys}
    assert operate("migrate", **place).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        refused_with(operate(**place, bind=address), address, tmp_path)


@pytest.mark.parametrize(
    "command", [(), ("migrate",), ("init",), ("code", "w0112")], ids=["serve", "m", "i", "c"]
)
def test_a_database_out_of_reach_is_said(
    command: tuple[str, ...], keys: Path, tmp_path: Path
) -> None:
    url = "postgresql+psycopg://dangwu:secret@127.0.0.1:1/{service}"
    ended = operate(*command, database_url=url, keys=keys)
    refused_with(ended, "127.0.0.1:1/directory", tmp_path)
    assert "secret" not in ended.stderr
