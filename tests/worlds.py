"""A world for one test: databases, hosts and a way in, in one of three shapes.

process   the caller and all services share one process, no socket
socket    all services behind one real gRPC server
split     `transfer` in one process, the rest in another, and the caller in a third
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import grpc

from services import roster
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from services.chassis.local import LocalChannel
from services.chassis.server import Server
from services.chassis.tokens import Tokens
from tests.campus import Campus
from tests.clock import Clock
from tests.desk import Desk

SHAPES = ("process", "socket", "split")
SPLIT = (("directory", "rules", "audit", "carefund"), ("transfer",))


class Child:
    """Another process that opens and closes hosts on request, so that it starts only once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **request: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the child process has ended")
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


class Routed:
    """Finds the channel of a service by the path of the call."""

    def __init__(self, channels: Mapping[str, Any]) -> None:
        self._channels = channels

    def unary_unary(self, path: str, *args: Any, **options: Any) -> Any:
        return self._channels[path.split(".")[1]].unary_unary(path, *args, **options)


class World:
    """What a test works in."""

    def __init__(
        self, shape: str, url: str, keys: Path, clock: Clock, campus: Campus, folder: Path
    ) -> None:
        self.shape, self.url, self.keys, self.clock = shape, url, keys, clock
        self.campus = deepcopy(campus)  # who comes in one test is in no other
        self._folder = folder
        self.keyring = Keyring.load(keys)
        self.tokens = Tokens(self.keyring)
        self.host: Host | None = None
        self._close: list[Any] = []
        self._children: list[Child] = []
        self.channel: Any = None

    def open(self, children: tuple[Child, ...] = ()) -> "World":
        if self.shape == "split":
            self._open_split(children)
            return self
        place = Place(self.url, self.keyring)
        self.host = Host(roster.load(), place, self.clock)
        if self.shape == "process":
            self.host.start()
            self.channel = LocalChannel(self.host.dispatch)
            self._close.append(self.host.stop)
            return self
        address = f"unix:{self._folder}/s"
        server = Server(self.host, address)
        server.start()
        self.channel = grpc.insecure_channel(address)
        self._close += [self.channel.close, lambda: server.stop(1.0)]
        return self

    def _open_split(self, children: tuple[Child, ...]) -> None:
        self._children = list(children)
        addresses = {
            name: f"unix:{self._folder}/{number}"
            for number, names in enumerate(SPLIT)
            for name in names
        }
        for child, names in zip(children, SPLIT, strict=True):
            child.ask(
                act="open",
                names=names,
                bind=addresses[names[0]],
                url=self.url,
                keys=str(self.keys),
                clock=str(self.clock.file),
                elsewhere={k: v for k, v in addresses.items() if k not in names},
            )
        channels = {name: grpc.insecure_channel(address) for name, address in addresses.items()}
        self.channel = Routed(channels)
        self._close += [channel.close for channel in channels.values()]
        self._close += [lambda c=child: c.ask(act="close") for child in children]

    def desk(self, subject: str) -> Desk:
        """The desk of a person by account, of "service:hr", or of nobody ("")."""
        if not subject:
            return Desk(self.channel, lambda: "")
        return Desk(self.channel, lambda: self.tokens.mint(subject, self.clock()))

    def settle(self) -> None:
        """Waits until the audit log has everything."""
        if self.host:
            assert self.host.settle()
        for child in self._children:
            assert child.ask(act="settle")

    def close(self) -> None:
        for close in self._close:
            close()
