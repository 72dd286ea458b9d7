"""A book that is not understood to the last key is refused, and the refusal says where and why."""

import copy
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from services.rules.facts import Words
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules.sound import AID, LETTERS, refuse, refuse_text

FIRST, SECOND = "editions[0].cases[0]", "editions[0].cases[1]"
WHEN = "{distance: [same_province, elsewhere]}"
NOTE = "    note: 学校样例值，待学校确认。\n"
PUBLISHED = "    published: 2025-08-20\n"
BROKEN = {
    "a key nobody knows": ("sample: true", "sampel: true", "editions[0].sampel", "not known"),
    "a key in a case nobody knows": ("then: 30", "than: 30", f"{FIRST}.than", "not known"),
    "a key at the top nobody knows": ("unit: days", "unit: days\nnote: x", "note", "not known"),
    "a key that stands twice": ("then: 30", "then: 30\n        then: 60", "line 27", "then stands"),
    "no layer": ("layer: school\n", "", "layer", "missing"),
    "a layer there is not": ("layer: school", "layer: village", "layer", "provincial, school"),
    "no covers": ("covers: [R-025]\n", "", "covers", "missing"),
    "no number of a rule": ("[R-025]", "[R-25]", "covers", "'R-25'"),
    "a number twice": ("[R-025]", "[R-025, R-025]", "covers", "R-025 stands there twice"),
    "no question in English": ("question_en: For how many days is a letter valid?\n", "",
                               "question_en", "missing"),
    "no reason": ("        because: 同城。\n", "", f"{FIRST}.because", "missing"),
    "no reason in English": ("        because_en: The same city.\n", "", f"{FIRST}.because_en",
                             "missing"),
    "an empty reason": ("because: 同城。", 'because: ""', f"{FIRST}.because", "text is expected"),
    "a reason of two lines": ("because: 同城。", 'because: "a\\nb"', f"{FIRST}.because",
                              "one line"),
    "no day of publication": (PUBLISHED, "", "editions[0].published", "missing"),
    "a date that is a text": ("from: 2025-09-01", 'from: "2025-09-01"', "editions[0].from",
                              "a date is expected"),
    "a date with an hour": ("from: 2025-09-01", "from: 2025-09-01 08:00:00", "editions[0].from",
                            "a date is expected"),
    "a date there is not": ("from: 2025-09-01", "from: 2025-09-31", "line 1", "cannot be read"),
    "over before it begins": (PUBLISHED, PUBLISHED + "    until: 2025-08-31\n", "editions[0].until",
                              "it ends on 2025-08-31, before it is in force on 2025-09-01"),
    "no transition clause": ("    goes_by: submission\n", "", "editions[0].goes_by", "missing"),
    "an unknown transition clause": ("goes_by: submission", "goes_by: payment",
                                     "editions[0].goes_by", "event, submission, decision"),
    "an answer of the wrong kind": ("then: 30", "then: thirty", f"{FIRST}.then", "'thirty'"),
    "a fraction of a day": ("then: 30", "then: 30.5", f"{FIRST}.then", "30.5"),
    "a truth for a number": ("then: 30", "then: true", f"{FIRST}.then", "True"),
    "days before today": ("then: 30", "then: -1", f"{FIRST}.then", "-1"),
    "more than a century": ("then: 30", "then: 36501", f"{FIRST}.then", "from 0 to 36500"),
    "no answer at all": ("        then: 30\n", "", f"{FIRST}.then", "not both"),
    "two answers": ("then: 30", "then: 30\n        needs_human: 个案", f"{FIRST}.then", "not both"),
    "a value outside its domain": ("distance: same_city,", "distance: moon,",
                                   f"{FIRST}.when.distance", "moon is not in same_city"),
    "a fact never declared": ("channel: paper}", "colour: red}", f"{FIRST}.when.colour",
                              "not known"),
    "a fact declared for nothing": ("\nnames:\n", "\n  abroad: [yes, no]\nnames:\n  abroad: 出国\n",
                                    "asks.abroad", "no case turns"),
    "a fact of one value": ("[paper, online]", "[paper]", "asks.channel", "two values"),
    "a value twice": ("[paper, online]", "[paper, online, paper]", "asks.channel", "twice"),
    "a value that is no word": ("[paper, online]", "[paper, true]", "asks.channel", "True"),
    "a word without a name": ("  same_city: 同城\n", "", "names.same_city", "name is missing"),
    "a name for no word": ("  same_city: 同城\n", "  same_city: 同城\n  moon: 月\n", "names.moon",
                           "used nowhere"),
    "a name that is a number": ("same_city: 同城", "same_city: 1", "names.same_city", "a text"),
    "an empty condition": ("{distance: same_city, channel: paper}", "{}", f"{FIRST}.when",
                           "leave it out"),
    "neither source nor sample": ("    sample: true\n", "", "editions[0].cites", "citation"),
    "a sample in doubt": ("sample: true", "sample: false", "editions[0].sample", "left out"),
    "a sample that rests on nothing": (NOTE, "", "editions[0].note", "what it rests on"),
    "a unit nobody knows": ("unit: days", "unit: weeks", "unit", "yuan, days"),
    "words for a book of days": ("unit: days", "unit: days\nanswers: [a]", "answers", "only if"),
    "a name that is no name": ("transfer/letter_days", "Letters", "book", "must look like"),
    "no cases": (LETTERS[LETTERS.index("    cases:"):], "    cases: []\n    tests: []\n",
                 "editions[0].cases", "not an empty one"),
    "no editions": (LETTERS[LETTERS.index("editions:"):], "editions: {}\n", "editions", "a list"),
    "a gap": (LETTERS[LETTERS.index("      - then: 60"):LETTERS.index("    tests:")], "", SECOND,
              "distance=same_city fits no case"),
    "an overlap": (WHEN, "{channel: paper}", SECOND,
                   "channel=paper, distance=same_city fits both case 1 and case 2"),
    "a case never reached": (WHEN, f"{WHEN}\n        then: 9\n        because: 因\n"
                             "        because_en: why\n"
                             "      - when: {distance: same_city, channel: online}",
                             "editions[0].cases[3]", "leave nothing"),
    "the rest before the end": ("when: {distance: same_city, channel: paper}\n        then: 30",
                                "then: 30", FIRST, "only the last case"),
    "a case without a test": ("      - {given: {distance: elsewhere, channel: paper}, then: 90}\n",
                              "", SECOND, "no test reaches this case"),
    "no tests": (LETTERS[LETTERS.index("    tests:"):], "", "editions[0].tests", "missing"),
    "a test that fails": ("then: 30}", "then: 31}", "editions[0].tests[0].then",
                          "31 is expected, and the cases answer 30"),
    "a test that leaves a fact out": ("{distance: elsewhere, channel: paper}", "{channel: paper}",
                                      "editions[0].tests[1].given.distance", "missing"),
    "a test of a fact there is not": ("{distance: elsewhere,", "{colour: red, distance: elsewhere,",
                                      "editions[0].tests[1].given.colour", "not known"),
    "a test that expects nothing": ("{given: {distance: elsewhere, channel: paper}, then: 90}",
                                    "{given: {distance: elsewhere, channel: paper}}",
                                    "editions[0].tests[1].then", "not both"),
    "an anchor": ("sample: true", "sample: &x true", "line 22", "aliases"),
    "an alias": ("sample: true", "sample: *x", "line 22", "aliases"),
    "a merge": ("sample: true", "<<: {sample: true}", "line 22", "merge keys"),
    "a harmless tag": ("then: 30", 'then: !!int "30"', "line 26", "tags"),
    "no YAML": ("unit: days", "unit: [days", "line 7", "not YAML"),
    "a list for a book": (LETTERS, "- 1\n", "/", "mapping is expected"),
    "nothing": (LETTERS, "", "/", "mapping is expected"),
}  # fmt: skip


def test_the_sound_books_are_read() -> None:
    assert len(shelf.parse("letter_days.yaml", LETTERS).editions[0].cases) == 3
    assert len(shelf.parse("aid.yaml", AID).editions[0].cases) == 3


@pytest.mark.parametrize(("old", "new", "key", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_book_is_refused_by_file_and_key(old: str, new: str, key: str, said: str) -> None:
    refuse(LETTERS, old, new, key, said)


def test_two_editions_of_the_same_dates_are_refused() -> None:
    edition = LETTERS[LETTERS.index("  - from:") :]
    refuse_text(LETTERS + edition, "editions[1]", "the same dates")


def test_a_draft_is_read_as_strictly_but_is_published_later() -> None:
    unpublished, day = LETTERS.replace(PUBLISHED, ""), date(2026, 1, 1)
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("draft", unpublished, Reading.DRAFT)
    assert refusal.value.details["key"] == "editions[0].published"
    draft = shelf.parse("draft", unpublished, Reading.DRAFT, day)
    written = shelf.parse("x.yaml", LETTERS.replace("published: 2025-08-20", f"published: {day}"))
    assert draft.latest == written.latest
    for old, new in (("then: 30}", "then: 31}"), (NOTE, ""), ("  same_city: 同城\n", "")):
        with pytest.raises(BookBroken):
            shelf.parse("draft", unpublished.replace(old, new), Reading.DRAFT, day)


@pytest.mark.parametrize(
    "code",
    [
        '!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ["{}"]]',
        '!!python/object/new:os.system ["touch {}"]',
        "!!python/name:os.system",
        "!eval \"open('{}', 'w')\"",
    ],
)
def test_nothing_in_a_book_is_executed(code: str, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    for old in ("then: 30\n", "sample: true\n", "because: 同城。\n"):
        key = old.partition(":")[0]
        line = LETTERS[: LETTERS.index(old)].count("\n") + 1
        refuse(LETTERS, old, f"{key}: {code.format(touched)}\n", f"line {line}", "tags")
    assert not touched.exists()


def test_words_that_look_like_code_are_words() -> None:
    code = "__import__('os').abort()"
    text = LETTERS.replace("because: 同城。", f'because: "{code}"')
    assert shelf.parse("x.yaml", text).editions[0].cases[0].because == code
    refuse(LETTERS, "then: 30\n", f'then: "{code}"\n', f"{FIRST}.then", "whole number")


def test_a_book_under_another_name_than_its_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "transfer").mkdir()
    (tmp_path / "transfer" / "letters.yaml").write_text(LETTERS, encoding="utf-8")
    with pytest.raises(BookBroken) as refusal:
        shelf.package_books(tmp_path)
    assert refusal.value.details["file"] == "transfer/letters.yaml"
    assert "transfer/letter_days.yaml" in refusal.value.sentence_en


@pytest.mark.parametrize("number", ["0x1E", "3_0", "030", "+30", "0o36", "-0", "00", "0b11110"])
def test_a_number_that_is_another_than_it_looks_is_refused(number: str) -> None:
    said = "digits that do not begin with 0"
    refuse(LETTERS, "then: 30\n", f"then: {number}\n", "line 26", said)
    refuse(LETTERS, "then: 30}", f"then: {number}}}", "line 37", said)


@pytest.mark.parametrize("directive", ["%YAML 1.1", "%TAG ! tag:example.org,2026:", "%ANY thing"])
def test_a_text_does_not_say_how_it_is_to_be_read(directive: str) -> None:
    refuse_text(f"# One\n{directive}\n---\n{LETTERS}", "line 2", "directives")
    refuse_text(f"\ufeff{directive}\n---\n{LETTERS}", "line 1", "directives")


def test_yes_and_no_are_words() -> None:
    text = LETTERS.replace("[paper, online]", "[yes, no]")
    text = text.replace("channel: paper", "channel: yes").replace("channel: online", "channel: no")
    text = text.replace("  paper: 纸质\n  online: 网上\n", "")
    edition = shelf.parse("x.yaml", text).editions[0]
    assert edition.asks["channel"] == Words(("yes", "no"))
    assert edition.cases[0].then == 30


ODD: list[Any] = [
    None, True, 0, -1, 1.5, float("nan"), 10**30, "", "x", "a/b", " x", "a\nb", [], ["x"], [[]],
    [None], {}, {1: 2}, {"x": None}, date.max, date.min, datetime(2025, 1, 1, tzinfo=UTC),
]  # fmt: skip


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(content, dict | list):
        for key in content if isinstance(content, dict) else range(len(content)):
            yield from places(content[key], (*path, key))


def replaced(content: Any, path: tuple[Any, ...], by: object) -> Any:
    if not path:
        return by
    made = copy.deepcopy(content)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = by
    return made


def refusal_of(content: Any) -> BookBroken | None:
    try:
        grammar.read_book("x.yaml", content)
    except BookBroken as refusal:
        return refusal
    return None


@pytest.mark.parametrize("book", ["letters", "aid", "calendar/working_days"])
def test_whatever_stands_wherever_a_book_is_read_or_refused_by_key(book: str) -> None:
    sound = {"letters": LETTERS, "aid": AID}.get(book)
    text = sound or (shelf.BOOKS / f"{book}.yaml").read_text(encoding="utf-8")
    content = shelf.read_yaml("x.yaml", text)
    for path in places(content):
        for odd in ODD:
            if refusal := refusal_of(replaced(content, path, odd)):
                assert refusal.details["file"] == "x.yaml"
                assert refusal.details["key"]
                assert refusal.sentence_zh != refusal.sentence_en
