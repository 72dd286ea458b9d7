"""The hand-written files of the house, as the house rules see them."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {"__pycache__", "build", "dist", "node_modules", "var"}


def files(*suffixes: str, below: str = ".") -> list[Path]:
    """Files people wrote, with one of these suffixes (or all), relative to the root."""
    return [path for path in _walk(ROOT / below) if not suffixes or path.suffix in suffixes]


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if _is_ours(Path(folder, name)))
        for name in sorted(names):
            path = Path(folder, name).relative_to(ROOT)
            if "_pb2" not in name and path.parts[:2] != ("protos", "buf"):
                yield path


def _is_ours(folder: Path) -> bool:
    return folder.name not in MADE and (folder.name == ".ci" or not folder.name.startswith("."))
