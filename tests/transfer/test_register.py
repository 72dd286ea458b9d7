"""The register of letters: no number twice, no gap without a reason, and damage is found."""

from typing import Any

import pytest
import sqlalchemy as sa

from dangwu.transfer.v1 import register_pb2, roll_pb2, transit_pb2
from services.chassis.database import Database
from services.transfer.letters import numbers
from tests.refusals import refuses
from tests.transfer.acts import body
from tests.transfer.letter_acts import LOST, Letters
from tests.worlds import World

PROMISES = {
    "letters_without_gaps",
    "one_live_letter_each",
    "receipts_linked",
    "letters_journaled",
    "prints_journaled",
}


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


@pytest.fixture
def a_year(letters: Letters) -> Letters:
    """One letter of every fate: 1 void, 2 spoiled, 3 in its place, 4 lost, 5 reissued, 6 received,
    7 live."""
    letters.void(letters.out()[1])
    letters.print(letters.spoil(letters.out()[1]).id)
    case, letter = letters.out()
    letters.told(letters.lose(letter))
    letters.handoff(letters.reissue(case, cause=LOST))
    case, letter = letters.out()
    letters.receive(case, letter.number)
    letters.out()
    return letters


def broken(letters: Letters) -> dict[str, list[str]]:
    told = letters.world.desk("administrator").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert {one.name for one in told.checks if one.examined} >= PROMISES
    return {one.name: list(one.examples) for one in told.checks if one.broken}


def damage(letters: Letters, statement: str) -> None:
    database = Database(letters.world.url.format(service="transfer"))
    try:
        with database.writing() as session:
            done: Any = session.execute(sa.text(statement))
            assert done.rowcount
            session.commit()
    finally:
        database.close()


def test_every_number_is_explained(a_year: Letters) -> None:
    register = a_year.register(2026)
    assert [one.serial for one in register.letters] == [1, 2, 3, 4, 5, 6, 7]
    assert register.allocated == 7
    assert dict(register.counts) == {
        "VOID": 1, "SPOILED": 1, "LOST": 1, "RECEIVED": 1, "LIVE": 3,
    }  # fmt: skip
    assert not register.unexplained
    assert broken(a_year) == {}


def test_what_a_case_does_to_its_letter_is_journaled_with_the_case(letters: Letters) -> None:
    case, _ = letters.out()
    letters.reissue(case, original_returned=True)
    now = letters.cases.get(case)
    letters.office.transits.RescindTransfer(
        transit_pb2.RescindTransferRequest(
            **body({}, id=now.id, etag=now.etag, because="本人不再调离")
        )
    )
    other, letter = letters.out()
    letters.print(letter.id)
    letters.receive(other, letter.number)
    assert dict(letters.register(2026).counts) == {"VOID": 2, "RECEIVED": 1}
    assert broken(letters) == {}


def test_pages_have_every_number_once(a_year: Letters) -> None:
    seen, token = [], ""
    while True:
        page = a_year.register(2026, page_size=3, page_token=token)
        seen += [one.serial for one in page.letters]
        assert page.allocated == 7
        token = page.next_page_token
        if not token:
            break
    assert seen == [1, 2, 3, 4, 5, 6, 7]
    for odd in ("x", "WyJ4Il0"):
        with refuses("PAGE_TOKEN_INVALID"):
            a_year.register(2026, page_token=odd)


def test_a_year_without_letters(letters: Letters) -> None:
    register = letters.register(2025)
    assert (register.allocated, list(register.letters), dict(register.counts)) == (0, [], {})


def test_what_is_refused_uses_no_number(letters: Letters) -> None:
    case = letters.agreed()
    stale = transit_pb2.IssueLetterRequest(**body({}, id=case.id, etag="999"))
    with refuses("STALE"):
        letters.office.transits.IssueLetter(stale)
    letters.issue(case, validate_only=True)
    assert letters.register(2026).allocated == 0
    assert letters.issue(case).serial == 1


def test_a_missing_number_is_seen(a_year: Letters) -> None:
    damage(a_year, "UPDATE letter_number SET last = 8")
    assert list(a_year.register(2026).unexplained) == [8]
    assert list(broken(a_year)) == ["letters_without_gaps"]


@pytest.mark.parametrize(
    ("statement", "promise"),
    [
        ("UPDATE letter SET serial = 99 WHERE serial = 7", "letters_without_gaps"),
        ("UPDATE letter SET state = 'LIVE' WHERE serial = 6", "one_live_letter_each"),
        ("UPDATE letter SET code = code || 'x' WHERE serial = 6", "receipts_linked"),
        ("UPDATE letter SET version = 9 WHERE serial = 7", "letters_journaled"),
        ("UPDATE letter SET prints = 9 WHERE serial = 3", "prints_journaled"),
        ("UPDATE letter SET state = 'VOID' WHERE serial = 7", "letters_journaled"),
    ],
)
def test_damage_is_found(a_year: Letters, statement: str, promise: str) -> None:
    damage(a_year, statement)
    assert promise in broken(a_year)


def test_the_database_itself_keeps_receipts_and_single_numbers(a_year: Letters) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        damage(a_year, "UPDATE receipt SET branch = 'x'")
    with pytest.raises(sa.exc.IntegrityError):
        damage(a_year, "UPDATE letter SET serial = 1 WHERE serial = 2")


def test_anybody_may_have_the_public_keys(letters: Letters) -> None:
    for who in ("s.secretary", "administrator", "service:hr"):
        keys = letters.world.desk(who).letters.ListLetterKeys(register_pb2.ListLetterKeysRequest())
        assert [one.current for one in keys.keys] == [True]
        assert len(keys.keys[0].public_key) == 43


@pytest.mark.parametrize(
    ("pattern", "college", "number"),
    [
        (("year_two_digits", "college_two_digits", "sequence_three_digits"), "01", "2601007"),
        (("year_two_digits", "college_two_digits", "sequence_three_digits"), "A1X", "2026第0007号"),
        (("year_four_digits", "sequence_four_digits"), "01", "20260007"),
        (("person_number",), "01", "2026第0007号"),
        (("year_four_digits",), "01", "2026第0007号"),
    ],
)
def test_a_number_follows_the_rule_where_it_can(
    pattern: tuple[str, ...], college: str, number: str
) -> None:
    assert numbers.text(pattern, 2026, 7, college) == number
