"""A campus issuer (OIDC) on loopback: its keys at an address, and tokens as it signs them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from json import dumps
from time import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from tests.chassis import forge

ISSUER, AUDIENCE, KID = "https://sso.example.edu.cn/realms/campus", "dangwu-campus", "2026a"


class CampusIssuer(HTTPServer):
    """Publishes one key, and signs with it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Keys)
        self.key = ec.generate_private_key(ec.SECP256R1())

    @property
    def setting(self) -> dict[str, str]:
        """What an operator writes in DANGWU_ISSUERS."""
        jwks = f"http://127.0.0.1:{self.server_port}/jwks"
        return {"issuer": ISSUER, "audience": AUDIENCE, "jwks": jwks, "subject_claim": "uid"}

    def token(self, account: str, *, signer: forge.Signer = None, **changes: Any) -> str:
        """A good token for an account, but for the changes."""
        now = int(time())
        body = {"iss": ISSUER, "aud": AUDIENCE, "sub": "5f0c", "uid": account}
        times = {"iat": now, "exp": now + 600}
        head = forge.header(KID, alg="ES256")
        return forge.token(head, body | times | changes, signer or self.key)


class Keys(BaseHTTPRequestHandler):
    server: CampusIssuer

    def do_GET(self) -> None:
        content = dumps({"keys": [forge.jwk(self.server.key, KID)]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def campus_issuer() -> Iterator[CampusIssuer]:
    """An issuer that answers until the end of the block."""
    with CampusIssuer() as issuer:
        thread = threading.Thread(target=issuer.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield issuer
        finally:
            issuer.shutdown()
            thread.join()
