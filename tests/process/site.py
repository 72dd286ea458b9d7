"""A server process on databases of its own, and a line to it; opened again when it has ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import descriptor_pool

from dangwu.directory.v1 import organization_pb2
from services import roster
from services.chassis import contract
from services.chassis.contract import Rpc
from services.chassis.host import utc_now
from services.chassis.ids import new_id
from services.chassis.keys import Keyring
from services.chassis.tokens import Tokens
from tests import campus as small_campus
from tests.campus import Campus
from tests.databases import Databases
from tests.desk import TIMEOUT_S, Desk
from tests.process.server import RunningServer, operate

OWN_CONNECTION = [("grpc.use_local_subchannel_pool", 1)]
"""Otherwise all channels of this process share one connection."""

NUMBERS = count(1)


def rpcs() -> list[Rpc]:
    """Every call of every service."""
    pool = descriptor_pool.Default()
    names = [name for service in roster.load() for name in service.servicers]
    return [rpc for name in names for rpc in contract.read(pool.FindServiceByName(name))]


@cache
def ways() -> dict[str, Rpc]:
    """Each call by the name of its request: no two take the same."""
    return {rpc.request_type.DESCRIPTOR.full_name: rpc for rpc in rpcs()}


class Site:
    """What a test of the real process works with."""

    def __init__(self, folder: Path, url: str, keys: Path, campus: Campus, **settings: Any) -> None:
        self.folder, self.url, self.keys, self.campus = folder, url, keys, campus
        self.server = RunningServer(folder, database_url=url, keys=keys, **settings)
        self._tokens = Tokens(Keyring.load(keys))
        self._channels: list[grpc.Channel] = []

    def open(self) -> "Site":
        """Starts the server, the first time or again."""
        self._hang_up()
        self.server.start()
        self.channel = self.connect()
        return self

    def connect(self) -> grpc.Channel:
        """Another client's own connection."""
        channel = grpc.insecure_channel(self.server.address, OWN_CONNECTION)
        self._channels.append(channel)
        return channel

    def desk(self, account: str) -> Desk:
        """The desk of a person by account, of "service:hr", or of nobody ("")."""
        return Desk(self.channel, lambda: self.token(account) if account else "")

    def token(self, account: str) -> str:
        return self._tokens.mint(account, utc_now())

    def send(self, account: str, request: Any, channel: grpc.Channel | None = None) -> Any:
        """The reply to any request: it knows its own way."""
        answer = self.send_bytes(account, request, channel)
        return ways()[request.DESCRIPTOR.full_name].reply_type.FromString(answer)

    def send_bytes(self, account: str, request: Any, channel: grpc.Channel | None = None) -> bytes:
        """The bytes of the reply, as they came."""
        way = ways()[request.DESCRIPTOR.full_name]
        call: Any = (channel or self.channel).unary_unary(way.path)
        metadata = (("authorization", f"Bearer {self.token(account)}"),)
        answer: bytes = call(request.SerializeToString(), timeout=TIMEOUT_S, metadata=metadata)
        return answer

    def drain(self) -> int:
        """Ends it as an operator would; its exit code."""
        self.server.terminate()
        return self.server.wait()

    def close(self) -> None:
        """Ends what is still running."""
        if self.server.running:
            self.drain()
        self._hang_up()

    def _hang_up(self) -> None:
        while self._channels:
            self._channels.pop().close()


@dataclass(frozen=True)
class Estate:
    """The small campus as real processes have built it; each site gets a copy."""

    databases: Databases
    keys: Path
    campus: Campus
    log_file: Path

    @contextmanager
    def site(self, folder: Path, **settings: Any) -> Iterator[Site]:
        """A running server on databases of its own."""
        with self.copied() as url:
            made = Site(folder, url, self.keys, self.campus, **settings)
            try:
                yield made.open()
            finally:
                made.close()

    @contextmanager
    def copied(self) -> Iterator[str]:
        """Fresh databases."""
        name = f"e{next(NUMBERS)}"
        yield self.databases.fresh(name)
        self.databases.drop(name)

    @classmethod
    def founded(cls, databases: Databases, folder: Path) -> "Estate":
        """`init` founds the school; the director enters the rest through a real server."""
        keys, campus = folder / "keys", Campus()
        campus.people |= {"director": new_id("p"), "administrator": new_id("p")}
        said = operate(
            *("init", "--school", "滨海示范大学党委", "--founded", "2024-01-01"),
            *("--director", f"director:董部长:{campus.people['director']}"),
            *("--administrator", f"administrator:管理员:{campus.people['administrator']}"),
            database_url=databases.template,
            keys=keys,
        )
        assert said.returncode == 0, said.stderr
        site = Site(folder, databases.template, keys, campus, log_level="debug").open()
        try:
            office = site.desk("director")
            root = organization_pb2.GetOrganizationRequest(id="00")
            campus.organizations["00"] = office.organizations.GetOrganization(root).id
            small_campus.enter(office, campus)
        finally:
            site.close()
        return cls(databases, keys, campus, site.server.log_file)
