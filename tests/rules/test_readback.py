"""The quick reader of canonical texts finds in them what YAML does, or leaves them to YAML."""

from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.rules.edition import Edition
from services.rules.text import grammar, readback, shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from services.rules.text.readback import Unfamiliar, content_of
from tests.rules.made_books import make
from tests.rules.two_readers import parsed

TEXTS = [edition.text for book in shelf.seeds() for edition in book.editions]
SHORTER = [text for text in TEXTS if len(text) < 1500]
BITS = [
    *('"', "\\", "- ", "  ", " ", "\n", ":", ": ", "#", " # x", "[", "]", "{", "}", ", ", "&a "),
    *(
        "*a",
        "!!str ",
        "|",
        ">",
        "%",
        "'",
        "null",
        "true",
        "yes",
        "~",
        "1",
        "01",
        "1.5",
        "-1",
        "0x1",
    ),
    *(
        "2026-02-30",
        "2026-06-20",
        "\t",
        "\r",
        "\x85",
        "\u2028",
        "\ufeff",
        "\0",
        "<<: x",
        "? x",
        "é",
    ),
    *("\\u0041", "\\/", "\\n", '"x": "y"', "x: y\n", "    ", "---\n", "...\n", "x" * 2001),
]


def by_yaml(text: str) -> Edition | None:
    """The edition as the reader of YAML alone finds it; None where it refuses the text."""
    try:
        content = shelf.read_yaml("edition", text, whole=True)
        edition, *others = grammar.read_book("edition", content, Reading.STORED).editions
    except BookBroken:
        return None
    return edition if not others and edition.text == text else None


def damaged(text: str, chance: Random) -> str:
    """A canonical text that somebody had in his hands."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        lines = text.splitlines(keepends=True)
        match chance.randrange(6):
            case 0:
                text = text[:at] + text[min(to, at + 3) :]
            case 1 | 2:
                text = text[:at] + chance.choice(BITS) + text[at:]
            case 3:
                start = text.rfind(" ", 0, at) + 1
                text = text[:start] + chance.choice(BITS) + text[start:]
            case 4:
                chance.shuffle(lines)
                text = "".join(lines) if chance.random() < 0.1 else text
            case _:
                line = chance.randrange(len(lines))
                lines.insert(chance.randrange(len(lines)), lines[line])
                text = "".join(lines)
        if not text:
            return "\n"
    return text


@pytest.mark.parametrize("text", TEXTS, ids=[text.split('"')[1] for text in TEXTS])
def test_it_knows_every_text_of_the_package(text: str) -> None:
    found, said = content_of(text, 2000), shelf.read_yaml("edition", text, whole=True)
    assert (found, repr(found)) == (said, repr(said))


@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_it_knows_the_text_of_any_lawful_edition(chance: Random) -> None:
    book = parsed(make(chance))
    assume(book)
    assert book
    for edition in book.editions:
        assert content_of(edition.text, 2000) == shelf.read_yaml("edition", edition.text)


@settings(deadline=None, max_examples=400)
@given(chance=st.randoms(use_true_random=False))
def test_what_it_takes_yaml_takes_for_the_same(chance: Random) -> None:
    text = damaged(chance.choice(SHORTER), chance)
    try:
        found = content_of(text, 2000)
    except Unfamiliar:
        return
    said = shelf.read_yaml("edition", text, whole=True)
    assert (found, repr(found)) == (said, repr(said))


@settings(deadline=None, max_examples=200)
@given(chance=st.randoms(use_true_random=False))
def test_an_altered_text_is_an_edition_to_both_or_to_neither(chance: Random) -> None:
    text = damaged(chance.choice(SHORTER), chance)
    try:
        found: Edition | None = shelf.edition_of(text)
    except BookBroken:
        found = None
    assert found == by_yaml(text)


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ("x: 5", 5),
        ("x: true", True),
        ("x: yes", "yes"),
        ('x: "true"', "true"),
        ("x: 2026-06-20", date(2026, 6, 20)),
        ("x: []", []),
        ('x: ["a", "\\"b\\\\"]', ["a", '"b\\']),
        ("x: [2026-06-20, 2026-06-21]", [date(2026, 6, 20), date(2026, 6, 21)]),
        ('x: {a: b, c: "1,000.00"}', {"a": "b", "c": "1,000.00"}),
    ],
)
def test_each_form_is_known_and_means_what_it_means_in_yaml(line: str, content: object) -> None:
    assert content_of(f"{line}\n", 2000) == {"x": content}
    assert shelf.read_yaml("x", f"{line}\n") == {"x": content}


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "x", "x:\n", "x: \n", "x: 1", "x:  1\n", "x: 01\n", "x: -1\n", "x: 1.5\n"),
        *("x: null\n", "null: 1\n", "true: 1\n", "x: ~\n", "x: a # b\n", "x: 'a'\n", "x: &a b\n"),
        *("x: {a: null}\n", "x: {a: b, a: c}\n", "x: 1\nx: 2\n", 'x: 1\n"x": 2\n', "- x: 1\n"),
        *(
            'x: "\\u0041"\n',
            'x: "\\n"\n',
            'x: "a\x85b"\n',
            "x: a\x85y: b\n",
            "x: a\r\n",
            "x: a\tb\n",
        ),
        *(
            "x: [1]\n",
            "x: [a]\n",
            "x: 2026-02-30\n",
            "x:\n   y: 1\n",
            "x: 1\n  y: 2\n",
            "%YAML 1.1\n",
        ),
    ],
)
def test_every_other_form_is_left_to_yaml(text: str) -> None:
    with pytest.raises(Unfamiliar):
        content_of(text, 2000)


def test_a_long_line_is_left_to_yaml_which_says_so() -> None:
    text = f'x: "{"y" * shelf.MOST_CHARACTERS}"\n'
    with pytest.raises(Unfamiliar):
        readback.content_of(text, shelf.MOST_CHARACTERS)
