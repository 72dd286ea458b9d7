"""The desk of one command: who works at it, which server it asks, how it answers."""

import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, sessions
from dangwu_client.staff.waiting import Waiting
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dangwu_client.connection import Connection
    from dangwu_client.fund import Fund
    from dangwu_client.staff_client import StaffClient


@dataclass
class Desk:
    """Everything a command may touch."""

    profile: str
    address: str
    ca: str
    output: str
    timeout_s: float
    request_id: str = ""
    assume_yes: bool = False
    debug: bool = False
    typed: list[str] = field(default_factory=list)
    # Whether data was printed: JSON is one document, whatever happens afterwards.
    answered: bool = False

    @cached_property
    def connection(self) -> "Connection":
        """The connection under this profile's login; opened when first needed."""
        from dangwu_client.connection import connect
        from dangwu_client.staff.requests import RequestBook

        return connect(
            self.address,
            sessions.ProfileToken(self.profile, self.address, self.ca, self.timeout_s),
            ca=self.ca or None,
            timeout_s=self.timeout_s,
            witness=RequestBook(self.profile, self.typed),
            waiting=Waiting(),
        )

    @cached_property
    def client(self) -> "StaffClient":
        """What asks the server."""
        from dangwu_client.staff_client import StaffClient

        return StaffClient(self.connection)

    @cached_property
    def fund(self) -> "Fund":
        """What asks the care fund."""
        from dangwu_client.fund import Fund

        return Fund(self.connection)

    def close(self) -> None:
        """Give the connection back, if one was opened."""
        if "connection" in self.__dict__:
            self.connection.close()

    def emit(self, data: object, view: "Callable[[], None]") -> None:
        """Print data as it was asked for: for people, or as JSON."""
        self.answered = True
        if self.output == "json":
            output.as_json(data)
        else:
            view()

    def new_request_id(self) -> str:
        """The id of the write about to be made: the one asked for, or a new one."""
        from dangwu_client._call import new_request_id

        self.request_id = self.request_id or new_request_id()
        return self.request_id

    def confirm(self, question: str) -> None:
        """Ask before what cannot be undone; only where somebody sits at a terminal."""
        if not self.assume_yes and sys.stdin.isatty() and sys.stderr.isatty():
            click.confirm(question, abort=True, err=True)

    def done(self, rehearse: bool) -> None:
        """Say on stderr whether anything was changed, and under which id."""
        if rehearse:
            output.note(
                say("演练：以上为预计结果，未提交任何更改。", "Rehearsed: nothing was changed.")
            )
        else:
            output.note(say("请求编号：{id}", "request id: {id}", id=self.request_id))

    @property
    def spelled(self) -> str:
        """How this user calls the command, for lines to be copied."""
        return "dangwu" if self.profile == "default" else f"dangwu --as {self.profile}"
