"""A draft that could not stand as an edition is refused where it is sent in, key and all."""

import pytest

from dangwu.rules.v1 import edition_pb2
from tests.refusals import refuses
from tests.rules.office import LETTERS, MAKER, Office, text
from tests.worlds import World

GOOD = text()
FILE = f"{LETTERS}.yaml"
SECOND = GOOD[GOOD.index("  - from:") :].replace("2026-06-15", "2026-06-16")
BROKEN = {
    "no YAML": ("book: [", "draft", "line 1", ""),
    "a list": ("- book", "draft", "/", ""),
    "no name": (GOOD.replace(LETTERS, "letters"), "draft", "book", ""),
    "deep": ("[" * 3000, "draft", "line 1", ""),
    "a number without end": (GOOD.replace("then: 30", "then: 0x" + "f" * 5000), "draft",
                             "line 27", "过长"),
    "a day without end": (GOOD.replace("    goes_by", "    until: 9999-12-31\n    goes_by"), FILE,
                          "editions[0].until", "2199-12-31"),
    "two editions": (GOOD + SECOND, FILE, "editions", "2"),
    "a doubled key": (GOOD.replace("layer: school", "unit: days"), "draft", "line 6", "unit"),
    "an unknown key": (GOOD + "colour: red\n", FILE, "colour", ""),
    "a failing test": (GOOD.replace("elsewhere}, then: 90", "elsewhere}, then: 9"), FILE,
                       "editions[0].tests[1].then", "90"),
    "a gap": (GOOD.replace("      - then: 90", "      - when: {channel: online}\n        then: 90"),
              FILE, "editions[0].cases[1]", "channel=paper"),
    "another unit": (GOOD.replace("unit: days\nwithin", "unit: months\nwithin").replace(
        "    counting: {days: calendar, first: same_day, last: as_it_falls}\n", ""),
        FILE, "unit", "days"),
    "looser than the ceiling": (text(rest=91), FILE, "within", "91"),
    "counted otherwise than the ceiling": (GOOD.replace("first: same_day", "first: next_day"),
                                           FILE, "counting", ""),
    "no book above": (GOOD.replace("validity_ceiling", "validity_limit"), FILE, "within",
                      "transfer/letter_validity_limit"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_draft_names_file_key_and_counterexample(shared_office: Office, name: str) -> None:
    sent, file, key, shown = BROKEN[name]
    with refuses("BOOK_BROKEN") as refused:
        shared_office.propose(sent)
    assert refused.code == "INVALID_ARGUMENT"
    assert (refused.details["file"], refused.details["key"]) == (file, key)
    assert shown in refused.words["zh-CN"]


@pytest.fixture(scope="module")
def shared_office(shared_world: World) -> Office:
    return Office(shared_world)


def test_nothing_of_what_was_refused_is_kept(shared_office: Office) -> None:
    with refuses("BOOK_BROKEN"):
        shared_office.propose("book: 1")
    editions = shared_office.world.desk(MAKER).editions
    assert not editions.ListDrafts(edition_pb2.ListDraftsRequest()).drafts
    assert len(shared_office.editions()) == 1
