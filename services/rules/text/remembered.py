"""What the YAML of the package holds, remembered from run to run as Python remembers its modules.

It lies where Python would put the compiled form of a module beside the books, and is written only
where Python may write. Nothing but the reading of YAML is spared: the grammar, the proofs and the
tests of every book are gone through each time. A text or a reader that was changed is read anew.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

DAY = "\0day "
"""How a date begins; JSON has none."""


class Remembered:
    """What the books of a folder held when they were last read."""

    def __init__(self, folder: Path, reader: bytes) -> None:
        self._file = Path(cache_from_source(str(folder / "contents.py"))).with_suffix(".json")
        self._reader = reader
        self._known = _load(self._file)
        self._used: dict[str, str] = {}

    def content(self, text: str, read: Callable[[], Any]) -> Any:
        """What a text holds: as it was found before, or else as `read` finds it."""
        name = sha256(self._reader + text.encode()).hexdigest()
        with suppress(KeyError, ValueError):
            content = _opened(self._known[name])
            self._used[name] = self._known[name]
            return content
        content = read()
        with suppress(TypeError, ValueError):  # what JSON cannot say is read each time
            packed = json.dumps(content, ensure_ascii=False, default=_written)
            if _opened(packed) == content:
                self._used[name] = packed
        return content

    def keep(self) -> None:
        """Writes down what was used, all or nothing; where it may not, it will be read again."""
        if self._used == self._known or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            made, place = tempfile.mkstemp(dir=self._file.parent, suffix=".tmp")
            with os.fdopen(made, "w", encoding="utf-8") as file:
                json.dump(self._used, file, ensure_ascii=False)
            Path(place).chmod(0o644)
            Path(place).replace(self._file)


def _load(file: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        known = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(known, dict) and all(isinstance(one, str) for one in known.values()):
            return known
    return {}


def _written(value: object) -> str:
    if type(value) is date:
        return DAY + value.isoformat()
    raise TypeError(value)


def _opened(packed: str) -> Any:
    return _with_days(json.loads(packed))


def _with_days(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _with_days(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_with_days(value) for value in content]
    if isinstance(content, str) and content.startswith(DAY):
        return date.fromisoformat(content.removeprefix(DAY))
    return content
