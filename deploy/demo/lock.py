"""One at a time in the demonstration's folder: whoever serves it or tells the story in it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InUse(Exception):
    """The folder is being served, or the story is being told in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} 正在使用：请先结束 make run 或 make demo（Ctrl-C）。"
            f" / {folder} is in use: end make run or make demo first (Ctrl-C)."
        )


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder; the lock lies beside it, because the story begins with an empty folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(folder) from None
        yield
    finally:
        os.close(handle)  # which gives the lock back
