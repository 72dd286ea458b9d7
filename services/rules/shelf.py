"""The shelf: rule books as YAML, from the package that seeds the store and from the store itself.

YAML is read in its 1.2 form (yes and no are words, not truths), without aliases or tags, and a key
that stands twice refuses the book: the usual libraries let the last one win in silence.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, NodeEvent

from services.rules import grammar
from services.rules.book import Book, Edition
from services.rules.grammar import BookBroken

BOOKS = Path(__file__).parent / "books"


def parse(file: str, text: str) -> Book:
    """A book from its YAML text, or `BookBroken`."""
    try:
        for event in _yaml().parse(text):
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                raise _broken(
                    file, event.start_mark.line, "不允许使用锚点与别名", "aliases are refused"
                )
        content = _yaml().load(text)
    except MarkedYAMLError as error:
        raise _unreadable(file, error) from None
    except (YAMLError, ValueError) as error:
        raise _broken(file, 0, f"无法读取（{error}）", f"it cannot be read ({error})") from None
    return grammar.read_book(file, content)


def package_books(folder: Path = BOOKS) -> list[Book]:
    """Every book in the package, each under the name of its file."""
    books = []
    for path in sorted(folder.rglob("*.y*ml")):
        file = path.relative_to(folder).as_posix()
        book = parse(file, path.read_text(encoding="utf-8"))
        if file != f"{book.name}.yaml":
            problem = f"与文件名不符，应为 {book.name}.yaml"
            problem_en = f"a book of this name belongs in {book.name}.yaml"
            raise BookBroken(file=file, key="book", problem=problem, problem_en=problem_en)
        books.append(book)
    return books


@lru_cache(maxsize=4096)
def edition_of(text: str) -> Edition:
    """The one edition that a stored text holds. A text is read once in the life of a process."""
    edition, *others = parse("edition", text).editions
    if others or edition.text != text:
        raise BookBroken(
            file="edition",
            key="editions",
            problem="不是一个版本的规范文本",
            problem_en="this is not the canonical text of one edition",
        )
    return edition


@lru_cache(maxsize=1024)
def book_of(texts: tuple[str, ...]) -> Book:
    """The book that stored texts make up together."""
    editions = tuple(edition_of(text) for text in texts)
    return Book(editions[0].book, editions)


def _yaml() -> Any:
    return YAML(typ="safe", pure=True)


def _unreadable(file: str, error: MarkedYAMLError) -> BookBroken:
    problem = str(error.problem or error.context or "?")
    line = error.problem_mark.line if error.problem_mark else 0
    if twice := re.match(r'found duplicate key "([^"]*)"', problem):
        key = twice[1]
        return _broken(file, line, f"键 {key} 重复", f"the key {key} stands there twice")
    return _broken(file, line, f"不是合规的 YAML（{problem}）", f"this is not YAML ({problem})")


def _broken(file: str, line: int, problem: str, problem_en: str) -> BookBroken:
    """A fault found before there were keys to name: it is named by its line."""
    key = f"line {line + 1}"
    return BookBroken(file=file, key=key, problem=problem, problem_en=problem_en)
