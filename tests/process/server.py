"""The server as an operator runs it: `python -m services`, a process of its own, a real port."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import grpc

START_S = 30.0


class NotStarted(Exception):
    """The server ended before it served; what it said is the text."""


class RunningServer:
    """One server process; `settings` are its environment variables, without their prefix."""

    def __init__(
        self, folder: Path, *names: str, module: str = "services", **settings: object
    ) -> None:
        self.log_file = folder / f"{'-'.join(names) or 'all'}.log"
        self._command = [sys.executable, "-m", module, *names]
        self._environment = _environment({"bind": "127.0.0.1:0", "sweep_at": ""} | settings)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = self.services_port = 0

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process, "the server was not started"
        return self._process

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> "RunningServer":
        """Starts it, and waits until it says that it serves."""
        offset = self.log_file.stat().st_size if self.log_file.exists() else 0
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environment, stdout=log, stderr=log
            )
        give_up_at = time.monotonic() + START_S
        while time.monotonic() < give_up_at:
            said = self.log_file.read_bytes()[offset:].decode(errors="replace")
            for line in _lines(said):
                if line.get("event") == "server.started":
                    self.port, self.services_port = line["port"], line["services_port"]
                    return self
            if self._process.poll() is not None:
                raise NotStarted(said)
            time.sleep(0.02)
        self.kill()
        raise NotStarted("it took too long")

    def log(self) -> list[dict[str, Any]]:
        """What it has logged so far, line by line."""
        return _lines(self.log_file.read_bytes().decode(errors="replace"))

    def channel(self, credentials: grpc.ChannelCredentials | None = None) -> grpc.Channel:
        if credentials:
            return grpc.secure_channel(self.address, credentials)
        return grpc.insecure_channel(self.address)

    def terminate(self) -> None:
        """Asks it to drain and end, as an operator would."""
        self.process.terminate()

    def kill(self) -> None:
        """Ends it at once, with nothing written and nobody told."""
        self.process.kill()
        self.process.wait(10)

    def wait(self, timeout_s: float = 30.0) -> int:
        """Its exit code, when it has ended."""
        return self.process.wait(timeout_s)

    def __enter__(self) -> "RunningServer":
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.running:
            self.terminate()
            self.wait()


def operate(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """What an operator types, such as `init`, until it ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "services", *arguments],
        env=_environment(settings),
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )


def _environment(settings: Mapping[str, object]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DANGWU_")}
    return kept | {
        f"DANGWU_{name.upper()}": value if isinstance(value, str) else _written(value)
        for name, value in settings.items()
    }


def _written(value: object) -> str:
    return str(value) if isinstance(value, Path) else json.dumps(value)


def _lines(text: str) -> list[dict[str, Any]]:
    """Whole lines of JSON; others are somebody else's."""
    whole = text[: text.rfind("\n") + 1]
    return [json.loads(line) for line in whole.split("\n") if line.startswith("{")]
