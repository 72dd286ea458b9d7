"""Something to see, on stderr, once the server has kept somebody waiting for a second."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from dangwu_client.staff.words import say

PATIENCE_S = 1.0


class Waiting:
    """Adds up the time spent on the server; after a second it shows that work is going on."""

    def __init__(self) -> None:
        self._spent_s = 0.0
        self._calls = 0
        self._shown = False
        self._inside = False
        self._lock = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Around one call."""
        started = time.monotonic()
        self._inside = True
        timer = threading.Timer(max(PATIENCE_S - self._spent_s, 0.0), self._show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._calls += 1
            self._spent_s += time.monotonic() - started
            self._clear()

    def _show(self) -> None:
        with self._lock:
            terminal = sys.stderr.isatty()
            if not self._inside or (self._shown and not terminal):
                return
            self._shown = True
            line = say(
                "正在等待服务器……（已完成 {calls} 次调用）",
                "waiting for the server … ({calls} calls done)",
                calls=self._calls,
            )
            sys.stderr.write(f"\r{line}" if terminal else f"{line}\n")
            sys.stderr.flush()

    def _clear(self) -> None:
        with self._lock:
            self._inside = False
            if self._shown and sys.stderr.isatty():
                sys.stderr.write("\r\x1b[2K")
                sys.stderr.flush()
