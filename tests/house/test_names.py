"""A name says what a thing is; a drawer called utils says nothing."""

from pathlib import Path

import pytest

from tests.house.tree import files

REJECTED = {
    "base",
    "common",
    "core",
    "data",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "impl",
    "manager",
    "managers",
    "misc",
    "util",
    "utils",
}


def rejected(path: Path) -> set[str]:
    names = [*path.parts[:-1], path.stem]
    return REJECTED & {word for name in names for word in name.lower().split("_")}


def test_no_file_or_folder_is_a_drawer() -> None:
    assert not [str(path) for path in files(".py", ".proto", ".yaml") if rejected(path)]


@pytest.mark.parametrize(
    "path", ["services/utils.py", "services/transfer/store_base.py", "core/x.py"]
)
def test_a_drawer_is_recognised(path: str) -> None:
    assert rejected(Path(path))


def test_a_word_within_a_word_is_not_a_drawer() -> None:
    assert not rejected(Path("services/chassis/database.py"))
