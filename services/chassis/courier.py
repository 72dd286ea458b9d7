"""The courier: brings each service's journal to the audit log, in order, until it has arrived.

The journal itself is the list of what is still to be delivered. The log says how far it has come,
so nothing about delivery needs to be stored here, and a row deleted on the way leaves a gap that
the log shows.
"""

import threading
from collections.abc import Callable
from uuid import uuid4

from google.protobuf.message import Message

from dangwu.audit.v1 import audit_pb2
from services.chassis import journal
from services.chassis.database import Database
from services.chassis.errors import Refusal
from services.chassis.logbook import log

BATCH = 200
BATCH_BYTES = 512 * 1024
"""Half of what one message may carry: rows with many rule receipts are large."""

PATIENCE_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""How long to wait after each failure in a row; the last one for ever after."""

LOOK_AGAIN_S = 5.0
"""Nobody needs to wake it: it looks for itself, for what another process has written."""

ALTERED = "ENTRY_ALTERED"
"""The log's word for a row that it has otherwise."""

LINGER_S = 0.2
"""How long it waits for company before it sets out: one batch costs little more than one row, and
under load every trip is paid for by those who write."""


class Courier:
    """A background loop for one service."""

    def __init__(self, service: str, database: Database, ask: Callable[[Message], Message]) -> None:
        self._service = service
        self._database = database
        self._ask = ask
        self._arrived, self._hash = -1, ""
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._moved = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=f"courier-{service}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Says that there is something new in the journal."""
        self._wake.set()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Delivers what is there, within the time given, and ends."""
        self._stop.set()
        self._hurry.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def settle(self, timeout_s: float = 10.0) -> bool:
        """Waits until all rows written so far have arrived; False when time ran out."""
        with self._database.reading() as session:
            target, _ = journal.head(session)
        self._hurry.set()
        self.wake()
        with self._moved:
            return self._moved.wait_for(lambda: self._arrived >= target, timeout_s)

    def _run(self) -> None:
        failures = 0
        while True:
            try:
                more = self._deliver()
                failures = 0
            except Exception as error:
                more, self._arrived = False, -1  # ask the log anew how far it has come
                reason = error.reason if isinstance(error, Refusal) else type(error).__name__
                log.warning("courier.waits", source=self._service, reason=reason, failures=failures)
                failures += 1
            if more:
                continue
            if self._stop.is_set():
                return
            if failures:
                self._stop.wait(PATIENCE_S[min(failures, len(PATIENCE_S)) - 1])
            else:
                self._wake.wait(LOOK_AGAIN_S)
            self._wake.clear()
            if self._hurry.wait(LINGER_S) and not self._stop.is_set():
                self._hurry.clear()

    def _deliver(self) -> bool:
        """Brings one batch; True while there may be more."""
        if self._arrived < 0:
            self._arrived, self._hash = self._last_known()
        with self._database.reading() as session:
            known = journal.hash_at(session, self._arrived)
            entries = journal.entries_after(session, self._service, self._arrived, BATCH)
        if known != self._hash:
            raise self._rewound()
        if not entries:
            self._reached(self._arrived, self._hash)
            return False
        found = len(entries)
        entries = _carried(entries)
        request = audit_pb2.AppendEntriesRequest(source=self._service, entries=entries)
        request.request_id = str(uuid4())  # the log itself takes each row once
        try:
            source = self._ask(request)
        except Refusal as refusal:
            raise self._rewound() if refusal.reason == ALTERED else refusal from None
        assert isinstance(source, audit_pb2.Source)
        if source.missing_sequence:
            log.error("courier.gap", source=self._service, missing=source.missing_sequence)
            raise RuntimeError("the journal has a gap")
        self._reached(source.last_sequence, source.last_hash)
        return found == BATCH or len(entries) < found

    def _rewound(self) -> Exception:
        """The log has rows that this journal has lost, or has otherwise: a person must look.

        A database brought back from a backup is behind what the log was told. Nothing more is
        delivered until both are of one mind again: new rows must not pass for the lost ones.
        """
        log.error("courier.rewound", source=self._service, arrived=self._arrived)
        return RuntimeError("the journal is not the one the log knows")

    def _last_known(self) -> tuple[int, str]:
        sources = self._ask(audit_pb2.ListSourcesRequest())
        assert isinstance(sources, audit_pb2.ListSourcesResponse)
        for source in sources.sources:
            if source.id == self._service and source.last_sequence:
                return source.last_sequence, source.last_hash
        return 0, journal.GENESIS

    def _reached(self, sequence: int, last_hash: str) -> None:
        with self._moved:
            self._arrived, self._hash = sequence, last_hash
            self._moved.notify_all()


def _carried(entries: list[audit_pb2.Entry]) -> list[audit_pb2.Entry]:
    """As many as one message carries, and the first in any case."""
    size = 0
    for number, entry in enumerate(entries):
        size += entry.ByteSize()
        if number and size > BATCH_BYTES:
            return entries[:number]
    return entries
