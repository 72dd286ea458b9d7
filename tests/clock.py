"""A clock that tests move. It lives in a file, so that every process reads the same time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
"""A Wednesday in the graduation season, ten in the morning in Shanghai."""


class Clock:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(self) -> datetime:
        return datetime.fromisoformat(self.file.read_text())

    def set(self, now: datetime) -> None:
        self.file.write_text(now.isoformat())

    def pass_time(self, **span: float) -> None:
        self.set(self() + timedelta(**span))

    def pass_days(self, days: int) -> None:
        self.pass_time(days=days)
