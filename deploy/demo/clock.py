"""The server of a story in which weeks pass: its clock is set forward, and the product's is not.

python -m deploy.demo.clock ...   as `python -m services ...`, by the clock of DEMO_CLOCK
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from services import __main__ as entry
from services.chassis.host import Host

SETTING = "DEMO_CLOCK"
MORNING = time(10, tzinfo=ZoneInfo("Asia/Shanghai"))


class Clock:
    """Runs as every clock does, from the hour that a file was given."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text("ascii")))

    def set(self, day: date) -> None:
        """It is ten in the morning of a day, in Shanghai."""
        ahead = datetime.combine(day, MORNING) - datetime.now(UTC)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(ahead.total_seconds()), "ascii")
        fresh.replace(self._file)  # whoever reads meanwhile reads a whole number


def main(arguments: Sequence[str]) -> int:
    """Does as `python -m services`, with hosts that go by the story's clock."""
    clock = Clock(Path(os.environ[SETTING]))
    vars(entry)["Host"] = partial(Host, clock=clock)
    return entry.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
