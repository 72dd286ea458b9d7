"""A real mail server and a real messenger on sockets of this machine, good or bad at will."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.chassis.authority import Issued


@dataclass
class Mailbox:
    """What a mail server took, and what it is told to answer: "" takes everything."""

    taken: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    recipient_answers: list[str] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)
    dies_after_data: bool = False
    """It takes the mail, and is gone before it says so."""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_answers:
            return self.recipient_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
            self.over_tls.append(session.ssl is not None)
        if self.dies_after_data:
            self.dies_after_data = False
            assert server.transport
            server.transport.close()
        return answer

    def authenticate(self, *arguments: Any) -> AuthResult:
        login = arguments[4]
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"secret")


class _OverTls(Controller):
    """TLS from the first byte on."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, auth_require_tls=False, **self.SMTP_kwargs)


@contextmanager
def mail_server(
    box: Mailbox, issued: Issued | None = None, *, implicit: bool = False
) -> Iterator[int]:
    """A mail server with this mailbox; with a certificate over TLS. Gives its port."""
    options: dict[str, Any] = {}
    if issued:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(issued.certificate_path, issued.key_path)
        options = {"ssl_context": context} if implicit else {"tls_context": context}
        options |= {"authenticator": box.authenticate}
        if not implicit:
            options |= {"require_starttls": True}
    controller = _OverTls(box, hostname="127.0.0.1", port=0, **options)
    # Port 0 means any: the controller's own check of its start needs to know which.
    controller.port = _free_port()
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Messenger:
    """What a messenger took, and what it is told to answer: by default 200."""

    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.taken]


@contextmanager
def messenger(box: Messenger, issued: Issued | None = None) -> Iterator[int]:
    """An HTTP server of its own; with a certificate over TLS. Gives its port."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.taken.append((dict(self.headers), body))
            self.send_response(box.answers.pop(0) if box.answers else 200)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing is said on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    if issued:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(issued.certificate_path, issued.key_path)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
