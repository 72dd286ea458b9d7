"""Whom a client talks to: a token never travels in clear, and files from Windows are read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dangwu.transfer.v1 import transfer_pb2
from dangwu_client import StaffClient, Unavailable, connect
from dangwu_client.connection import is_loopback
from tests.clients.conftest import Serve
from tests.clients.scripted import in_turn

CASE = transfer_pb2.Transfer(id="t-000000000000")
BOM = b"\xef\xbb\xbf"


class Pair(NamedTuple):
    cert: bytes
    key: bytes


def self_signed() -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    return Pair(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )


@pytest.fixture(scope="module")
def pair() -> Pair:
    return self_signed()


def credentials(pair: Pair, ask_for_one: bool = False) -> grpc.ServerCredentials:
    root = pair.cert if ask_for_one else None
    return grpc.ssl_server_credentials([(pair.key, pair.cert)], root, ask_for_one)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1:50051", True),
        ("127.1.2.3:1", True),
        ("[::1]:50051", True),
        ("localhost:50051", True),
        ("dns:///localhost:50051", True),
        ("unix:/run/dangwu", True),
        ("10.0.0.1:50051", False),
        ("dangwu.example.edu.cn:50051", False),
        ("localhost.example.com:50051", False),
        ("127.0.0.1.example.com:50051", False),
    ],
)
def test_only_this_machine_is_spoken_to_in_clear(address: str, own: bool) -> None:
    assert is_loopback(address) is own
    if not own:
        with pytest.raises(ValueError, match="TLS"):
            connect(address, token="secret", tls=False)


def test_tls_with_the_campus_authority(serve: Serve, pair: Pair) -> None:
    server = serve(in_turn(CASE), credentials=credentials(pair))
    with server.connect(ca=pair.cert, token="t") as connection:
        assert StaffClient(connection).transfer("t-000000000000") == CASE


def test_a_pem_that_an_editor_on_windows_saved(serve: Serve, pair: Pair, tmp_path: Path) -> None:
    saved = tmp_path / "校园根证书.pem"
    saved.write_bytes(BOM + pair.cert.replace(b"\n", b"\r\n"))
    server = serve(in_turn(CASE), credentials=credentials(pair))
    with server.connect(ca=saved) as connection:
        assert StaffClient(connection).transfer("t-000000000000") == CASE


def test_a_server_signed_by_somebody_else_is_not_believed(serve: Serve, pair: Pair) -> None:
    server = serve(in_turn(CASE), credentials=credentials(pair))
    other = server.connect(ca=self_signed().cert, timeout_s=2, token="t")
    with other as connection, pytest.raises(Unavailable):
        StaffClient(connection).transfer("t-000000000000")
    assert server.heard == []


def test_a_client_certificate_is_shown(serve: Serve, pair: Pair) -> None:
    server = serve(in_turn(CASE), credentials=credentials(pair, ask_for_one=True))
    with server.connect(ca=pair.cert, cert=pair.cert, key=pair.key) as connection:
        assert StaffClient(connection).transfer("t-000000000000") == CASE
    with server.connect(ca=pair.cert, timeout_s=2) as connection, pytest.raises(Unavailable):
        StaffClient(connection).transfer("t-000000000000")


def test_a_certificate_without_its_key_is_refused(pair: Pair) -> None:
    with pytest.raises(ValueError, match="together"):
        connect("localhost:1", cert=pair.cert)
