"""Chores: what a service does by the clock and not because it was called.

A chore changes something only by a call like any other: authorized, journaled, safe to repeat. What
it does besides is bookkeeping of its own. Several processes may have the same chore at once.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from google.protobuf.message import Message

from services.chassis.database import Database
from services.chassis.errors import Refusal
from services.chassis.logbook import log
from services.chassis.settings import Settings

LOOK_AGAIN_S = 15.0
"""How often it is looked whether there is something to do."""


@dataclass(frozen=True)
class Around:
    """What a chore may touch: its service's database, calls in its name, the time, the settings."""

    database: Database
    ask: Callable[[Message], Message]
    clock: Callable[[], datetime]
    settings: Settings


class Chore(Protocol):
    """Something to be done again and again; it says for itself when there is nothing to do."""

    @property
    def name(self) -> str: ...

    def do(self, around: Around) -> None: ...


class Round:
    """The chores of one service, one after another in a thread of their own."""

    def __init__(
        self, service: str, chores: Sequence[Chore], around: Around, every_s: float = LOOK_AGAIN_S
    ) -> None:
        self._service, self._chores, self._around = service, tuple(chores), around
        self._every_s = every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"chores-{service}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Ends after the chore in hand; what it leaves is done another time."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._stop.is_set():
            for chore in self._chores:
                if not self._stop.is_set():
                    self._do(chore)
            self._stop.wait(self._every_s)

    def _do(self, chore: Chore) -> None:
        """A chore that fails is told of in the log and tried again; it holds up nothing else."""
        try:
            chore.do(self._around)
        except Exception as error:
            reason = error.reason if isinstance(error, Refusal) else type(error).__name__
            log.warning("chore.waits", source=self._service, chore=chore.name, reason=reason)
