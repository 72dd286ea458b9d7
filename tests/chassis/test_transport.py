"""Nobody is served in the clear from elsewhere, and a service is who its certificate says."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography import x509

from services.chassis import transport
from services.chassis.transport import CertificateRefused, ServerTls, TlsUnusable
from tests.chassis.authority import CLIENT, LOCAL, SERVER, Authority, Issued, service, uri

Serve = Callable[[ServerTls], int]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a real server that answers with the service its caller's certificate names."""
    servers = []
    pool = ThreadPoolExecutor(4)

    def start(tls: ServerTls) -> int:
        def who(_: bytes, context: grpc.ServicerContext) -> bytes:
            try:
                return str(transport.peer_service(context.auth_context())).encode()
            except CertificateRefused as refusal:
                return f"refused: {refusal.sentence_en}".encode()

        server = grpc.server(pool)
        method: Any = grpc.unary_unary_rpc_method_handler(who)
        server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler("test.Door", {"Who": method}),)
        )
        port = server.add_secure_port("127.0.0.1:0", transport.server_credentials(tls))
        server.start()
        servers.append(server)
        return port

    yield start
    for server in servers:
        server.stop(None).wait(5)
    pool.shutdown()


def who(port: int, ca: Path, client: Issued | None = None) -> str:
    """What the server thinks of us; "UNAVAILABLE" when it would not even shake hands."""
    paths = (client.certificate_path, client.key_path) if client else ()
    options = [("grpc.enable_retries", 0), ("grpc.use_local_subchannel_pool", 1)]
    credentials = transport.channel_credentials(ca, *paths)
    with grpc.secure_channel(f"localhost:{port}", credentials, options) as channel:
        method: Any = channel.unary_unary("/test.Door/Who")
        call = method.future(b"", timeout=5)
        problem = call.exception()
        return str(call.code().name) if problem else str(call.result().decode())


def server_tls(authority: Authority, client_ca: Path | None = None) -> ServerTls:
    issued = authority.issue("server", LOCAL, usage=SERVER)
    return ServerTls(issued.certificate_path, issued.key_path, client_ca)


def test_people_come_over_tls_without_a_certificate(authority: Authority, serve: Serve) -> None:
    assert who(serve(server_tls(authority)), authority.path) == "None"


def test_a_server_of_another_authority_is_not_spoken_to(
    authority: Authority, serve: Serve, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path, "stranger")
    assert who(serve(server_tls(authority)), stranger.path) == "UNAVAILABLE"


def test_a_server_of_another_name_is_not_spoken_to(authority: Authority, serve: Serve) -> None:
    issued = authority.issue("other", [x509.DNSName("library.example.edu.cn")], usage=SERVER)
    port = serve(ServerTls(issued.certificate_path, issued.key_path))
    assert who(port, authority.path) == "UNAVAILABLE"


def test_a_caller_in_the_clear_is_not_answered(authority: Authority, serve: Serve) -> None:
    port = serve(server_tls(authority))
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        method: Any = channel.unary_unary("/test.Door/Who")
        with pytest.raises(grpc.RpcError) as refusal:
            method(b"", timeout=2)
        assert isinstance(refusal.value, grpc.Call)
        assert refusal.value.code() is grpc.StatusCode.UNAVAILABLE


def test_a_service_is_who_its_certificate_names(authority: Authority, serve: Serve) -> None:
    port = serve(server_tls(authority, authority.path))
    for name in ("hr", "student", "rules"):
        client = authority.issue(name, service(name), usage=CLIENT, common_name="service:transfer")
        assert who(port, authority.path, client) == f"service:{name}"


def test_where_services_call_nobody_comes_without_a_certificate(
    authority: Authority, serve: Serve
) -> None:
    assert who(serve(server_tls(authority, authority.path)), authority.path) == "UNAVAILABLE"


BAD: dict[str, Callable[[Authority, Authority], Issued]] = {
    "unknown CA": lambda _, other: other.issue("bad", service("hr"), usage=CLIENT),
    "expired": lambda own, _: own.issue(
        "bad", service("hr"), usage=CLIENT, lasts=-timedelta(minutes=1)
    ),
    "a server's": lambda own, _: own.issue("bad", service("hr"), usage=SERVER),
    "two names": lambda own, _: own.issue(
        "bad", [*service("hr"), *service("student")], usage=CLIENT
    ),
    "the same name twice": lambda own, _: own.issue(
        "bad", [*service("hr"), *service("hr")], usage=CLIENT
    ),
    "no name": lambda own, _: own.issue("bad", usage=CLIENT),
    "common name only": lambda own, _: own.issue("bad", usage=CLIENT, common_name="service:hr"),
    "DNS name only": lambda own, _: own.issue("bad", [x509.DNSName("hr")], usage=CLIENT),
    "a URI as a DNS name": lambda own, _: own.issue(
        "bad", [x509.DNSName("spiffe://dangwu/svc/hr")], usage=CLIENT
    ),
    "another trust domain": lambda own, _: own.issue(
        "bad", uri("spiffe://library/svc/hr"), usage=CLIENT
    ),
    "a longer trust domain": lambda own, _: own.issue(
        "bad", uri("spiffe://dangwu.example/svc/hr"), usage=CLIENT
    ),
    "not a service": lambda own, _: own.issue("bad", uri("spiffe://dangwu/ns/hr"), usage=CLIENT),
    "deeper": lambda own, _: own.issue("bad", uri("spiffe://dangwu/svc/hr/x"), usage=CLIENT),
    "a dressed-up name": lambda own, _: own.issue("bad", service("HR"), usage=CLIENT),
    "an empty name": lambda own, _: own.issue("bad", service(""), usage=CLIENT),
    "a web address": lambda own, _: own.issue("bad", uri("https://dangwu/svc/hr"), usage=CLIENT),
    "an authority's": lambda own, _: own.issue("bad", service("hr"), usage=CLIENT, ca=True),
}


@pytest.mark.parametrize("flaw", BAD)
def test_a_bad_certificate_makes_nobody_a_service(
    authority: Authority, serve: Serve, tmp_path: Path, flaw: str
) -> None:
    port = serve(server_tls(authority, authority.path))
    bad = BAD[flaw](authority, Authority(tmp_path, "stranger"))
    answer = who(port, authority.path, bad)
    in_handshake = flaw in {"unknown CA", "expired", "a server's"}
    assert answer == "UNAVAILABLE" if in_handshake else answer.startswith("refused: ")


def test_a_connection_in_the_clear_names_no_service() -> None:
    assert transport.peer_service({}) is None


def put(issued: Issued, tls: ServerTls) -> None:
    """Replaces a server's files, as a renewal does."""
    for path, content in ((tls.certificate, issued.certificate), (tls.key, issued.key)):
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(content)
        fresh.replace(path)


def test_a_new_certificate_is_taken_up_without_a_restart(
    authority: Authority, serve: Serve, tmp_path: Path
) -> None:
    tls = server_tls(authority)
    port = serve(tls)
    assert who(port, authority.path) == "None"
    successor = Authority(tmp_path, "successor")
    put(successor.issue("next", LOCAL, usage=SERVER), tls)
    assert who(port, successor.path) == "None"
    assert who(port, authority.path) == "UNAVAILABLE"


def test_a_new_client_authority_is_taken_up_without_a_restart(
    authority: Authority, serve: Serve, tmp_path: Path
) -> None:
    successor = Authority(tmp_path, "successor")
    clients = tmp_path / "clients.crt"
    clients.write_bytes(authority.pem)
    port = serve(server_tls(authority, clients))
    old = authority.issue("old", service("hr"), usage=CLIENT)
    new = successor.issue("new", service("hr"), usage=CLIENT)
    expected = [
        (authority.pem, "service:hr", "UNAVAILABLE"),
        (authority.pem + successor.pem, "service:hr", "service:hr"),
        (successor.pem, "UNAVAILABLE", "service:hr"),
    ]
    for accepted, old_is, new_is in expected:
        clients.write_bytes(accepted)
        assert who(port, authority.path, old) == old_is
        assert who(port, authority.path, new) == new_is


@pytest.mark.parametrize("file", ["certificate", "key", "client_ca"])
@pytest.mark.parametrize("content", [b"", b"half a certifi", None])
def test_a_renewal_gone_wrong_leaves_the_last_good_in(
    authority: Authority, serve: Serve, tmp_path: Path, file: str, content: bytes | None
) -> None:
    clients = tmp_path / "clients.crt"
    clients.write_bytes(authority.pem)
    tls = server_tls(authority, clients)
    port = serve(tls)
    path: Path = getattr(tls, file)
    good = path.read_bytes()
    path.unlink() if content is None else path.write_bytes(content)
    client = authority.issue("hr", service("hr"), usage=CLIENT)
    assert who(port, authority.path, client) == "service:hr"
    path.write_bytes(good)
    path.chmod(0o600)
    assert who(port, authority.path, client) == "service:hr"


def test_a_key_that_arrives_after_its_certificate_is_waited_for(
    authority: Authority, serve: Serve
) -> None:
    tls = server_tls(authority)
    port = serve(tls)
    renewed = authority.issue("renewed", LOCAL, usage=SERVER)
    tls.certificate.write_bytes(renewed.certificate)
    assert who(port, authority.path) == "None"
    tls.key.write_bytes(renewed.key)
    assert who(port, authority.path) == "None"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tls, _: tls.certificate.unlink(),
        lambda tls, _: tls.key.write_bytes(b"no key"),
        lambda tls, _: tls.certificate.write_bytes(b"no certificate"),
        lambda tls, _: tls.client_ca.write_bytes(b"no authority"),
        lambda tls, _: tls.key.chmod(0o644),
        lambda tls, other: tls.key.write_bytes(other.key),
    ],
    ids=["no file", "no key", "no certificate", "no authority", "open key", "another's key"],
)
def test_unusable_files_stop_the_start(
    authority: Authority, spoil: Callable[[ServerTls, Issued], object]
) -> None:
    tls = server_tls(authority, authority.path)
    spoil(tls, authority.issue("another", LOCAL))
    with pytest.raises(TlsUnusable) as refusal:
        transport.server_credentials(tls)
    assert "PRIVATE" not in str(refusal.value)


def test_a_peer_cannot_be_called_with_another_key(authority: Authority) -> None:
    one, other = authority.issue("one"), authority.issue("other")
    with pytest.raises(TlsUnusable, match="does not belong"):
        transport.channel_credentials(authority.path, one.certificate_path, other.key_path)


def test_the_end_of_a_certificate_is_known_ahead(authority: Authority) -> None:
    issued = authority.issue("soon", LOCAL, lasts=timedelta(days=13))
    left = transport.expires_at(issued.certificate_path) - datetime.now(UTC)
    assert timedelta(days=12) < left <= timedelta(days=13)
    assert os.access(issued.key_path, os.R_OK)
