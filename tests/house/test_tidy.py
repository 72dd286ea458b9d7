"""Nothing in the repository depends on whose machine it was written on."""

import re
from pathlib import Path

import pytest

from tests.house.tree import files, text

MACHINE_PATH = re.compile(r"(?<![\w.}$~])/(?:root|home|Users|work|tmp)/|[A-Z]:\\\\?Users\\")
INDEX = re.compile(
    r"https?://\S*(?:pypi|pythonhosted|npmjs|/simple\b)|(?<!\S)--(?:extra-)?index-url"
    r"|(?<!\S)--find-links|(?i:index[-_]url\s*=)"
)
IGNORE = re.compile(r"#\s*type:\s*ignore")
WRITTEN = [path for path in files() if path.suffix not in {".binpb", ".png", ".pdf"}]


@pytest.mark.parametrize("path", WRITTEN, ids=str)
def test_no_file_names_a_machine_or_an_index(path: Path) -> None:
    written = text(path)
    assert not MACHINE_PATH.findall(written)
    assert not INDEX.findall(written)


def test_the_lock_holds_no_address_at_all() -> None:
    assert "://" not in text(Path("requirements.lock"))


def test_types_are_ignored_in_the_chassis_only() -> None:
    ignoring = [path for path in files(".py") if IGNORE.search(text(path))]
    assert not [path for path in ignoring if path.parts[:2] != ("services", "chassis")]


@pytest.mark.parametrize("line", ["cd /{}/dangwu", 'open("/{}/x")', "see:/{}/y"])
@pytest.mark.parametrize("folder", ["root", "home", "work", "tmp"])
def test_a_machine_path_is_recognised(line: str, folder: str) -> None:
    assert MACHINE_PATH.search(line.format(folder))


def test_an_index_address_is_recognised() -> None:
    dashes = "-" * 2
    for line in (f"{dashes}extra-index-url x", f"pip {dashes}find-links y", "https:" + "//pypi.x/"):
        assert INDEX.search(line), line
