"""A house with a certificate of its own, as servers and callers see it."""

from dataclasses import dataclass
from pathlib import Path

import grpc

from services.chassis import transport
from tests.chassis.authority import LOCAL, SERVER, Authority, Issued
from tests.process.site import OWN_CONNECTION


@dataclass
class House:
    """A certificate authority, and the server certificate it issued."""

    authority: Authority
    issued: Issued

    @classmethod
    def built(cls, folder: Path) -> "House":
        authority = Authority(folder)
        return cls(authority, authority.issue("server", LOCAL, usage=SERVER))

    @property
    def settings(self) -> dict[str, Path]:
        return {"tls_certificate": self.issued.certificate_path, "tls_key": self.issued.key_path}

    def channel(self, port: int, client: Issued | None = None) -> grpc.Channel:
        """A connection of its own that trusts this authority, with a certificate or without."""
        paths = (client.certificate_path, client.key_path) if client else ()
        credentials = transport.channel_credentials(self.authority.path, *paths)
        return grpc.secure_channel(f"localhost:{port}", credentials, OWN_CONNECTION)
