"""The stage: a folder of its own, keys, a founded school, the sample campus, a running server."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from rich.console import Console

from dangwu_client.connection import connect
from dangwu_client.errors import DangwuError
from dangwu_client.identity import Identity
from dangwu_client.staff import sessions, settings
from deploy.demo.clock import SETTING, Clock
from deploy.sample.campus import founders, plan
from deploy.sample.load import load

SEED = 2026
COMMITTEES = ("03", "05", "07", "11")
"""The colleges of the story. `make run` can load the others; see README."""

START_S, STOP_S, CALL_S = 30.0, 20.0, 10.0


class WentWrong(Exception):
    """The story did not go as it must; the demonstration ends with status 1."""


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Stage:
    """Where the story plays, and the way to give commands on it."""

    def __init__(self, folder: Path, console: Console, *, moves: bool = False) -> None:
        self.console = console
        self.folder = folder.resolve()
        self.clock = Clock(self.folder / "clock") if moves else None
        self._server = "deploy.demo.clock" if moves else "services"
        self.address = f"127.0.0.1:{_free_port()}"
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DANGWU_")},
            "DANGWU_DATABASE_URL": f"sqlite:///{self.folder}/{{service}}.db",
            "DANGWU_KEYS": str(self.folder / "keys"),
            "DANGWU_BIND": self.address,
            "DANGWU_ADDRESS": self.address,
            "DANGWU_HOME": str(self.folder / "desk"),
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            SETTING: str(self.folder / "clock"),
        }
        os.environ["DANGWU_HOME"] = self._environment["DANGWU_HOME"]

    def clear(self) -> None:
        """A fresh folder: the story always begins at its beginning."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def services(self, *words: str) -> str:
        """Runs `python -m services ...` to its end."""
        done = subprocess.run(
            [sys.executable, "-m", self._server, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise WentWrong(f"python -m services {words[0]}: {done.stderr[-2000:]}")
        return done.stdout

    def found(self) -> None:
        """Keys, databases, rules, the root and its first two people."""
        self.services("init", *founders(SEED).words())

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The real server in a process of its own, until the story ends."""
        with (self.folder / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", self._server], env=self._environment, stderr=log
            )
            try:
                self._wait_until_serving(server)
                yield
            finally:
                server.send_signal(signal.SIGTERM)
                ended = server.wait(STOP_S)
        if ended:
            raise WentWrong(f"the server ended with status {ended}; see {log.name}")

    def _wait_until_serving(self, server: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + START_S
        with grpc.insecure_channel(self.address) as channel:
            health: Any = health_pb2_grpc.HealthStub(channel)
            while time.monotonic() < deadline and server.poll() is None:
                try:
                    health.Check(health_pb2.HealthCheckRequest(), timeout=1, wait_for_ready=True)
                    return
                except grpc.RpcError:
                    time.sleep(0.1)
        raise WentWrong(f"the server does not serve; see {self.folder / 'server.log'}")

    def dangwu(self, who: str, *words: str, aloud: bool = False) -> Told:
        """Gives one command as one person; aloud, notes stand among the lines as on a terminal."""
        done = subprocess.run(
            [sys.executable, "-m", "dangwu_client.staff", "--as", who, "--yes", *words],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if aloud else subprocess.PIPE,
            text=True,
            check=False,
        )
        return Told(done.returncode, done.stdout, done.stderr or "")

    def set_day(self, day: date) -> None:
        """Sets the clock of a stage on which time moves."""
        assert self.clock
        self.clock.set(day)

    @property
    def today(self) -> date:
        """The civil date on the stage."""
        now = self.clock() if self.clock else datetime.now(UTC)
        return now.astimezone(ZoneInfo("Asia/Shanghai")).date()

    def login(self, who: str, code: str) -> None:
        """Redeems a one-time code at this person's desk."""
        told = self.dangwu(who, "login", "--code", code)
        if told.status:
            raise WentWrong(f"{who} cannot log in: {told.err}")

    def login_first(self, administrator: str) -> None:
        """The administrator, whose code the operator issues."""
        self.login(administrator, self.services("code", administrator).split()[-1])

    def log_in(self, administrator: str, *people: str) -> None:
        """Others, whose codes the administrator issues; by the command's own calls, but at once."""
        token = sessions.ProfileToken(administrator, self.address, "", CALL_S)
        try:
            with (
                connect(self.address, token=token) as office,
                connect(self.address) as door,
            ):
                for who in people:
                    code = Identity(office).issue_code(who).code
                    session = Identity(door).redeem_code(code)
                    sessions.keep(who, sessions.from_session(session, self.address, ""))
        except DangwuError as refused:
            raise WentWrong(f"somebody cannot log in: {refused}") from refused

    def leave_desks(self) -> None:
        """The desks stay logged in, and ask the server of `make run` from now on."""
        for who in sessions.profiles():
            if known := sessions.load(who):
                sessions.keep(who, replace(known, address=settings.ADDRESS))

    def load_campus(self, director: str, committees: Sequence[str] = COMMITTEES) -> None:
        """Enters the colleges of the story through the director's own calls."""
        campus = plan(SEED, self.today).only(committees)
        token = sessions.load(director)
        if token is None:
            raise WentWrong(f"{director} is not logged in")
        with (
            grpc.insecure_channel(self.address) as channel,
            self.console.status("…") as status,
        ):
            load(
                campus,
                channel,
                lambda: token.token,
                lambda title, done, total: status.update(f"{title} {done}/{total}"),
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def quoted(words: Sequence[str]) -> str:
    """A command as it would be typed."""
    return " ".join(f'"{word}"' if " " in word else word for word in words)
