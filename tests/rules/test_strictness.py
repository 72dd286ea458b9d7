"""A book that is not understood to the last key is refused, and the refusal says where and why."""

from pathlib import Path

import pytest

from services.rules import shelf
from services.rules.grammar import BookBroken

SOUND = """\
book: transfer/letter_days
question: 介绍信有效期为几日？
unit: days
asks:
  distance: [same_city, same_province, elsewhere]
  channel: [paper, online]
editions:
  - from: 2025-09-01
    published: 2025-08-20
    sample: true
    cases:
      - when: {distance: same_city, channel: paper}
        then: 30
        because: 同城。
        because_en: The same city.
      - when: {distance: [same_province, elsewhere]}
        then: 90
        because: 其余。
        because_en: Elsewhere.
      - then: 60
        because: 其余。
        because_en: The rest.
"""

BROKEN = {
    "a key nobody knows": ("sample: true", "sampel: true", "editions[0].sampel", "not known"),
    "a key in a case nobody knows": ("then: 30", "than: 30", "cases[0].than", "not known"),
    "a key at the top nobody knows": ("unit: days", "unit: days\nnote: x", "note", "not known"),
    "a key that stands twice": ("then: 30", "then: 30\n        then: 60", "line 14", "then stands"),
    "no reason": ("        because: 同城。\n", "", "cases[0].because", "missing"),
    "no reason in English": ("because_en: The same city.", "", "because_en", "missing"),
    "an empty reason": ("because: 同城。", 'because: ""', "cases[0].because", "text is expected"),
    "a reason of two lines": ("because: 同城。", 'because: "a\\nb"', "[0].because", "one line"),
    "no dates": ("    published: 2025-08-20\n", "", "published", "missing"),
    "a date that is a text": ("from: 2025-09-01", 'from: "2025-09-01"', "from", "a date"),
    "a date with an hour": ("from: 2025-09-01", "from: 2025-09-01 08:00:00", "from", "a date"),
    "a date there is not": ("from: 2025-09-01", "from: 2025-09-31", "line 1", "cannot be read"),
    "an answer of the wrong kind": ("then: 30", "then: thirty", "cases[0].then", "'thirty'"),
    "a fraction of a day": ("then: 30", "then: 30.5", "cases[0].then", "30.5"),
    "a truth for a number": ("then: 30", "then: true", "cases[0].then", "True"),
    "days before today": ("then: 30", "then: -1", "cases[0].then", "-1"),
    "no answer at all": ("        then: 30\n", "", "cases[0].then", "not both"),
    "two answers": ("then: 30", "then: 30\n        needs_human: 个案", "cases[0].then", "not both"),
    "a value outside its domain": ("distance: same_city,", "distance: moon,", "distance", "moon"),
    "a fact never declared": ("channel: paper}", "colour: red}", "when.colour", "not known"),
    "a fact declared for nothing": ("[paper, online]", "[paper, online]\n  colour: [red, blue]",
                                    "asks.colour", "no case turns"),
    "a fact of one value": ("[paper, online]", "[paper]", "asks.channel", "two values"),
    "a value twice": ("[paper, online]", "[paper, online, paper]", "asks.channel", "twice"),
    "a value that is no word": ("[paper, online]", "[paper, true]", "asks.channel", "True"),
    "an empty condition": ("{distance: same_city, channel: paper}", "{}", "when", "leave it out"),
    "neither source nor sample": ("    sample: true\n", "", "editions[0].cites", "citation"),
    "a sample in doubt": ("sample: true", "sample: false", "editions[0].sample", "left out"),
    "a unit nobody knows": ("unit: days", "unit: weeks", "unit", "fen, days"),
    "words for a book of days": ("unit: days", "unit: days\nanswers: [a]", "answers", "only if"),
    "a name that is no name": ("transfer/letter_days", "Letters", "book", "must look like"),
    "no cases": (SOUND[SOUND.index("    cases:"):], "    cases: []\n", "cases", "not an empty one"),
    "no editions": (SOUND[SOUND.index("editions:"):], "editions: {}\n", "editions", "a list"),
    "a gap": (SOUND[SOUND.index("      - then: 60"):], "", "cases[1]",
              "channel=online, distance=same_city fits no case"),
    "an overlap": ("{distance: [same_province, elsewhere]}", "{channel: paper}", "cases[1]",
                   "channel=paper, distance=same_city fits both case 1 and case 2"),
    "a case never reached": ("{distance: [same_province, elsewhere]}",
                             "{distance: [same_province, elsewhere]}\n        then: 90\n"
                             "        because: 其余。\n        because_en: Elsewhere.\n"
                             "      - when: {distance: same_city, channel: online}",
                             "cases[3]", "leave nothing"),
    "the rest before the end": ("when: {distance: same_city, channel: paper}\n        then: 30",
                                "then: 30", "cases[0]", "only the last case"),
    "an alias": ("sample: true", "sample: &x true", "line 10", "aliases"),
    "a tag": ("then: 30", "then: !!python/name:os.system 30", "line 13", "not YAML"),
    "no YAML": ("unit: days", "unit: [days", "line", "not YAML"),
    "a list for a book": (SOUND, "- 1\n", "/", "mapping is expected"),
    "nothing": (SOUND, "", "/", "mapping is expected"),
}  # fmt: skip


def test_the_sound_book_is_read() -> None:
    assert len(shelf.parse("letter_days.yaml", SOUND).editions[0].cases) == 3


@pytest.mark.parametrize(("old", "new", "key", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_book_is_refused_by_file_and_key(old: str, new: str, key: str, said: str) -> None:
    assert old in SOUND
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("letter_days.yaml", SOUND.replace(old, new, 1))
    assert refusal.value.details["file"] == "letter_days.yaml"
    assert key in refusal.value.details["key"]
    assert said in refusal.value.sentence_en
    assert "letter_days.yaml" in refusal.value.sentence_zh


def test_two_editions_of_the_same_dates_are_refused() -> None:
    edition = SOUND[SOUND.index("  - from:") :]
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("x.yaml", SOUND + edition)
    assert refusal.value.details["key"] == "editions[1]"


def test_a_book_under_another_name_than_its_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "transfer").mkdir()
    (tmp_path / "transfer" / "letters.yaml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(BookBroken) as refusal:
        shelf.package_books(tmp_path)
    assert refusal.value.details["file"] == "transfer/letters.yaml"


def test_yes_and_no_are_words_and_zeros_are_no_octals() -> None:
    text = SOUND.replace("[paper, online]", "[yes, no]").replace("channel: paper", "channel: yes")
    edition = shelf.parse("x.yaml", text.replace("then: 30", "then: 030")).editions[0]
    assert edition.asks["channel"] == ("yes", "no")
    assert edition.cases[0].then == 30


@pytest.mark.parametrize(
    ("unit", "then", "answer"),
    [
        ("fen", "200000", 200_000),
        ("truth", "true", True),
        ("truth", "false", False),
        ("days", "0", 0),
        ("word\nanswers: [block, warn]", "warn", "warn"),
        ("words\nanswers: ['a:b', c]", "[c, 'a:b']", ("c", "a:b")),
    ],
)
def test_every_kind_of_answer_can_be_given(unit: str, then: str, answer: object) -> None:
    text = _one_case(unit, f"then: {then}")
    case = shelf.parse("x.yaml", text).editions[0].cases[0]
    assert case.then == answer
    assert type(case.then) is type(answer)


@pytest.mark.parametrize(
    ("unit", "then"),
    [
        ("fen", "-1"),
        ("fen", "2000.00"),
        ("truth", "yes"),
        ("word\nanswers: [block, warn]", "ignore"),
        ("word\nanswers: [block, warn]", "[block]"),
        ("words\nanswers: [a, b]", "a"),
        ("words\nanswers: [a, b]", "[a, a]"),
        ("words\nanswers: [a, b]", "[]"),
        ("words\nanswers: [a, b]", "[a, c]"),
    ],
)
def test_no_other_kind_of_answer_can(unit: str, then: str) -> None:
    with pytest.raises(BookBroken) as refusal:
        shelf.parse("x.yaml", _one_case(unit, f"then: {then}"))
    assert refusal.value.details["key"] == "editions[0].cases[0].then"


def test_a_book_may_leave_it_to_a_person() -> None:
    case = shelf.parse("x.yaml", _one_case("days", "needs_human: 情况特殊")).editions[0].cases[0]
    assert case.then is None
    assert case.needs_human == "情况特殊"


def _one_case(unit: str, answer: str) -> str:
    return (
        f"book: a/b\nquestion: 问\nunit: {unit}\neditions:\n  - from: 2020-01-01\n"
        f"    published: 2020-01-01\n    sample: true\n    cases:\n      - {answer}\n"
        "        because: 因\n        because_en: why\n"
    )
