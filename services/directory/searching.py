"""What can be found of the outside organizations, kept ready until the directory changes.

Making it ready anew takes longer than many searches. It holds for the revision and the day it was
read at: an organization that is closed or renamed from a day on is so without a write on that day.
"""

from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.directory.finding import Index, Named
from services.directory.store import outsides
from services.directory.store.revisions import revision


class Ready(NamedTuple):
    """An index, what it was made of, and the state of the directory that it shows."""

    revision: int
    on: date
    named: Sequence[Named]
    asked: Index


class Indexes:
    """The index of each database of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_engine: WeakKeyDictionary[Engine, Ready] = WeakKeyDictionary()

    def of(self, session: Session, on: date) -> Index:
        """To be asked in a read alone: what a write has not committed must not be remembered."""
        now = revision(session)
        engine = session.connection().engine
        with self._lock:
            ready = self._by_engine.get(engine)
            if ready is None or (ready.revision, ready.on) != (now, on):
                named = outsides.everything(session, on)
                same = ready is not None and ready.named == named
                index = ready.asked if ready and same else Index(named)
                ready = self._by_engine[engine] = Ready(now, on, named, index)
            return ready.asked
