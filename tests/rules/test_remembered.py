"""What YAML was found to hold is remembered from run to run, and never instead of what it holds."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest

from services.rules.text import shelf
from services.rules.text.remembered import Remembered

CONTENT = {"from": date(2026, 6, 20), "cases": [{"then": True}, {"then": 3, "because": "因为"}]}
READER = b"this reader"


@pytest.fixture(autouse=True)
def _python_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def found(content: Any) -> Callable[[], Any]:
    return lambda: content


def unread() -> Any:
    raise AssertionError("it was read again")


def remembered(folder: Path, content: Any = CONTENT, text: str = "a text") -> Path:
    """Where it is written down once it was read."""
    memory = Remembered(folder, READER)
    assert memory.content(text, found(content)) == content
    memory.keep()
    return Path(cache_from_source(str(folder / "contents.py"))).with_suffix(".json")


def test_the_books_of_the_package_are_what_their_files_say() -> None:
    for book in shelf.package_books():
        file = f"{book.name}.yaml"
        assert shelf.parse(file, (shelf.BOOKS / file).read_text(encoding="utf-8")) == book


def test_a_text_is_read_once_and_then_known(tmp_path: Path) -> None:
    remembered(tmp_path)
    known = Remembered(tmp_path, READER).content("a text", unread)
    assert (known, repr(known)) == (CONTENT, repr(CONTENT))


def test_another_text_and_another_reader_are_read(tmp_path: Path) -> None:
    remembered(tmp_path)
    assert Remembered(tmp_path, READER).content("a text.", found("new")) == "new"
    assert Remembered(tmp_path, b"another reader").content("a text", found("new")) == "new"


def test_what_is_no_longer_there_is_forgotten(tmp_path: Path) -> None:
    remembered(tmp_path)
    remembered(tmp_path, "other", text="another text")
    assert Remembered(tmp_path, READER).content("a text", found("again")) == "again"
    assert Remembered(tmp_path, READER).content("another text", unread) == "other"


@pytest.mark.parametrize(
    "content",
    [
        {1: "a number is a key"},
        {date(2026, 6, 20): "a date is a key"},
        {"at": datetime(2026, 6, 20, tzinfo=UTC)},
        {"not a number": float("nan")},
        ["\0day 2026-06-20"],
        ["\0day of nothing"],
    ],
)
def test_what_cannot_be_told_apart_is_read_each_time(tmp_path: Path, content: Any) -> None:
    memory = Remembered(tmp_path, READER)
    assert memory.content("a text", found(content)) is content
    memory.keep()
    assert Remembered(tmp_path, READER).content("a text", found("read")) == "read"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a": 1}', "\0", '"', "null"])
def test_a_damaged_memory_is_none(tmp_path: Path, damage: str) -> None:
    file = remembered(tmp_path)
    file.write_text(damage)
    assert remembered(tmp_path) == file
    assert Remembered(tmp_path, READER).content("a text", unread) == CONTENT


def test_one_damaged_thing_is_read_again(tmp_path: Path) -> None:
    file = remembered(tmp_path)
    whole = file.read_text(encoding="utf-8")
    for old, new in (("day 2026", "day of 2026"), ("because", "because\x7f\\")):
        file.write_text(whole.replace(old, new), encoding="utf-8")
        assert Remembered(tmp_path, READER).content("a text", found("read")) == "read"


def test_where_python_may_not_write_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    remembered(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_written_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file stands where the folder should be")
    remembered(tmp_path)
    assert Remembered(tmp_path, READER).content("a text", found("read")) == "read"


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = remembered(tmp_path)
    assert list(file.parent.iterdir()) == [file]
