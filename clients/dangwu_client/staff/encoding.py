"""Chinese in and out on any desk: UTF-8 streams, files with or without a BOM, any line ends."""

import io
import sys
from pathlib import Path


def settle() -> None:
    """Make the console streams speak UTF-8, which those of Windows do not when redirected."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")


def read(path: Path) -> str:
    """The text of a file that an editor on Windows may have saved."""
    return path.read_text(encoding="utf-8-sig")
