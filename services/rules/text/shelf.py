"""The shelf: rule books as YAML, from the package that seeds the store and from the store itself.

YAML is read in its 1.2 form (yes and no are words, not truths), without aliases or tags, and a key
that stands twice refuses the book: the usual libraries let the last one win in silence.
"""

import re
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import ruamel.yaml
from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, NodeEvent, ScalarEvent

from services.rules.book import Book
from services.rules.edition import Edition
from services.rules.proofs import layers
from services.rules.text import grammar, readback
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from services.rules.text.remembered import Remembered

BOOKS = Path(__file__).parents[1] / "books"
INDEX = "index"
MOST_TEXT = 100_000
"""Characters of a book that is sent in: so much is read in a second."""
MOST_CHARACTERS = 2000
"""Of one text or number."""
INTEGER = "tag:yaml.org,2002:int"
WHOLE = re.compile(r"0|-?[1-9][0-9]*")
"""How a whole number is written; which of them may stand in a place is said elsewhere."""


def parse(
    file: str, text: str, reading: Reading = Reading.PACKAGE, published: date | None = None
) -> Book:
    """A book from its YAML text, or `BookBroken`; `published` is entered where a draft has none."""
    content = read_yaml(file, text, whole=reading is Reading.STORED)
    return grammar.read_book(file, content, reading, published)


def read_yaml(file: str, text: str, *, whole: bool = False) -> Any:
    """What a YAML text holds, or `BookBroken`; a text is read however long it is with `whole`."""
    if len(text) > MOST_TEXT and not whole:
        problem = f"全文 {len(text)} 字，最多 {MOST_TEXT} 字"
        problem_en = f"the text has {len(text)} characters, and at most {MOST_TEXT} are allowed"
        raise BookBroken(file=file, key="/", problem=problem, problem_en=problem_en)
    for line, written in enumerate(text.splitlines()):
        if written.lstrip("\ufeff").startswith("%"):
            problem, problem_en = "不允许使用 YAML 指令", "directives of YAML are refused"
            raise _broken(file, line, problem, problem_en)
    try:
        return _yaml().load(text)
    except _Anchored as anchored:
        problem = "不允许使用锚点、别名、标签与合并键"
        problem_en = "anchors, aliases, tags and merge keys are refused"
        raise _broken(file, anchored.line, problem, problem_en) from None
    except _Disguised as found:
        problem = "整数只写成 0 或不以 0 开头的数字"
        problem_en = "a whole number is 0, or digits that do not begin with 0"
        raise _broken(file, found.line, problem, problem_en) from None
    except _TooLong as found:
        raise _broken(file, found.line, "文字过长", "this text is too long") from None
    except MarkedYAMLError as error:
        raise _unreadable(file, error) from None
    except RecursionError:
        raise _broken(file, 0, "嵌套过深", "it is nested too deeply") from None
    except (YAMLError, ValueError) as error:
        raise _broken(
            file, 0, "无法读取：请检查日期和数字", f"it cannot be read ({error})"
        ) from None


def package_books(folder: Path = BOOKS) -> list[Book]:
    """Every book in the package, each under the name of its file and within those above it."""
    books = []
    remembered = Remembered(folder, Path(__file__).read_bytes() + ruamel.yaml.__version__.encode())
    for path in sorted(folder.rglob("*.y*ml")):
        file = path.relative_to(folder).as_posix()
        if path.parent == folder / INDEX:
            continue
        text = path.read_text(encoding="utf-8")
        book = grammar.read_book(file, remembered.content(text, partial(read_yaml, file, text)))
        if file != f"{book.name}.yaml":
            problem = f"与文件名不符，应为 {book.name}.yaml"
            problem_en = f"a book of this name belongs in {book.name}.yaml"
            raise BookBroken(file=file, key="book", problem=problem, problem_en=problem_en)
        books.append(book)
    remembered.keep()
    layers.require_within({book.name: book for book in books})
    return books


@cache
def seeds() -> tuple[Book, ...]:
    """The books of the package; they are read once in the life of a process."""
    return tuple(package_books())


@lru_cache(maxsize=4096)
def edition_of(text: str) -> Edition:
    """The one edition that a stored text holds. A text is read once in the life of a process."""
    with suppress(readback.Unfamiliar, BookBroken):
        content = readback.content_of(text, MOST_CHARACTERS)
        edition, *others = grammar.read_book("edition", content, Reading.STORED).editions
        if not others and edition.text == text:
            return edition
    edition, *others = parse("edition", text, Reading.STORED).editions
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


class _Anchored(Exception):
    """A text that refers to parts of itself, or says what kind of thing a part is."""

    def __init__(self, line: int) -> None:
        self.line = line


class _TooLong(Exception):
    """A text or a number that no book needs, and that could not even be shown."""

    def __init__(self, line: int) -> None:
        self.line = line


class _Disguised(Exception):
    """A number that YAML takes for another than most people would."""

    def __init__(self, line: int) -> None:
        self.line = line


class _Plain(Composer):
    """Reads what stands there, and nothing that stands elsewhere."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        marked = isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None))
        merged = isinstance(event, ScalarEvent) and event.value == "<<" and event.implicit[0]
        if isinstance(event, AliasEvent) or marked or merged:
            raise _Anchored(event.start_mark.line)
        if isinstance(event, ScalarEvent) and len(event.value) > MOST_CHARACTERS:
            raise _TooLong(event.start_mark.line)
        node = super().compose_node(parent, index)
        if node.tag == INTEGER and not WHOLE.fullmatch(node.value):
            raise _Disguised(event.start_mark.line)
        return node


def _yaml() -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Plain
    return yaml


def _unreadable(file: str, error: MarkedYAMLError) -> BookBroken:
    problem = str(error.problem or error.context or "?")
    line = error.problem_mark.line if error.problem_mark else 0
    if twice := re.match(r'found duplicate key "([^"]*)"', problem):
        key = twice[1]
        return _broken(file, line, f"键 {key} 重复", f"the key {key} stands there twice")
    zh = "不是合规的 YAML：请检查缩进、引号和括号"
    return _broken(file, line, zh, f"this is not YAML ({problem})")


def _broken(file: str, line: int, problem: str, problem_en: str) -> BookBroken:
    """A fault found before there were keys to name: it is named by its line."""
    key = f"line {line + 1}"
    return BookBroken(file=file, key=key, problem=problem, problem_en=problem_en)
