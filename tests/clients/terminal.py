"""A terminal at which people run the real command against a real server."""

import io
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from dangwu_client import staff
from dangwu_client.staff import sessions
from tests.worlds import World


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A pipe, as far as the command can tell."""

    def __init__(self, text: str = "") -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)

    @property
    def text(self) -> str:
        self.seek(0)
        return self.read()


def run(*line: str, typed: str = "") -> Ran:
    """Run the command in this process, its streams piped."""
    out, err = Stream(), Stream()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", Stream(typed)):
        try:
            staff.main(list(line))
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return Ran(code, out.text, err.text)


class Terminal:
    """`terminal("s.secretary", "inbox")`: somebody, logged in, runs a line."""

    def __init__(self, world: World, address: str) -> None:
        self._world = world
        self.address = address

    def __call__(self, person: str, *line: str, code: int = 0, typed: str = "") -> Ran:
        logged_in(person, self.address, self._world.tokens.mint(person, self._world.clock()))
        ran = run("--as", person, *line, typed=typed)
        assert ran.code == code, f"exit {ran.code}\n{ran.out}\n{ran.err}"
        return ran


def logged_in(profile: str, address: str, token: str = "t") -> None:
    """Leave a login as `dangwu login` does, whatever the clock of the server says."""
    good_until = time.time() + 600
    sessions.keep(
        profile,
        sessions.Login(
            account=profile,
            address=address,
            ca="",
            token=token,
            token_expires_at=good_until,
            renewal="none",
            renewal_expires_at=good_until,
        ),
    )


def socket_of(folder: Path) -> str:
    """Where a world of shape "socket" listens."""
    return f"unix:{folder}/s"
