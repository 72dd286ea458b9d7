"""Editions are stored once and for ever, and a store that somebody changed is found out."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from dangwu.rules.v1 import rules_pb2 as pb
from services.chassis.database import Database
from services.rules import store
from services.rules.book import Book, Question
from services.rules.text import shelf
from services.rules.text.page import BookBroken
from tests.refusals import refuses
from tests.rules.office import Office, text
from tests.worlds import SHAPES, World

RUNG_DAYS = (shelf.BOOKS / "transfer" / "rung_days.yaml").read_text(encoding="utf-8")
LATER = """\
  - from: 2026-09-01
    published: 2026-07-01
    goes_by: decision
    counting: {days: working, first: next_day, last: as_it_falls}
    sample: true
    note: 试行，待学校确认。
    cases:
      - when: {act: [attest, accept]}
        then: 2
        because: 支部两日内办结。
        because_en: Two days for a branch.
      - when: {act: [release, agree]}
        then: 4
        because: 分党委四日内办结。
        because_en: Four days for a committee.
    tests:
      - {given: {act: accept}, then: 2}
      - {given: {act: agree}, then: 4}
"""
ON = date(2026, 10, 1)


@pytest.fixture
def database(world: World) -> Iterator[Database]:
    made = Database(world.url.format(service="rules"))
    yield made
    made.close()


@pytest.fixture
def intruder(database: Database) -> Iterator[sa.Connection]:
    """Somebody with the database in his hands, past the triggers."""
    with database.engine.connect().execution_options(writes=True) as connection:
        if database.is_sqlite:
            connection.execute(sa.text("DROP TRIGGER edition_no_update"))
            connection.execute(sa.text("DROP TRIGGER edition_no_delete"))
        else:
            connection.execute(sa.text("ALTER TABLE edition DISABLE TRIGGER ALL"))
        connection.commit()
        yield connection


def seed(database: Database, text: str) -> tuple[int, int]:
    with database.writing() as session:
        added, known = store.seed(session, [shelf.parse("rung_days.yaml", text)], ON)
        session.commit()
    return len(added), known


def read(database: Database, name: str = "transfer/rung_days") -> Book:
    with database.reading() as session:
        return store.read_book(session, name)


def broken(world: World) -> dict[str, list[str]]:
    found = world.desk("inspector").rules.VerifyBooks(pb.VerifyBooksRequest())
    return {check.name: list(check.examples) for check in found.checks if check.broken}


def test_a_later_edition_is_added_and_answers_from_the_next_question_on(
    world: World, database: Database
) -> None:
    def days(on: str, known: str) -> int:
        request = pb.DecideRuleRequest(
            book="transfer/rung_days", on=on, known_on=known, facts={"act": "attest"}
        )
        return int(world.desk("service:transfer").rules.DecideRule(request).answer.days)

    assert days("2026-10-01", "2026-10-01") == 3
    assert seed(database, RUNG_DAYS + LATER) == (1, 1)
    assert days("2026-10-01", "2026-10-01") == 2
    assert days("2026-10-01", "2026-06-30") == 3
    assert days("2026-08-31", "2026-10-01") == 3


def test_an_edition_rewritten_in_the_package_is_refused(database: Database) -> None:
    with pytest.raises(store.EditionAltered) as refusal:
        seed(database, RUNG_DAYS.replace("then: 3", "then: 4"))
    assert refusal.value.details == {"book": "transfer/rung_days", "starts": "2019-05-21"}
    assert read(database).decide(Question.of_day({"act": "attest"}, ON)).answer == 3


def test_a_refused_seeding_adds_nothing_of_the_rest(database: Database) -> None:
    with pytest.raises(store.EditionAltered):
        seed(database, RUNG_DAYS.replace("because: 支部", "because: 各支部", 1) + LATER)
    assert len(read(database).editions) == 1


def test_a_book_does_not_change_what_kind_of_answer_it_gives(database: Database) -> None:
    in_months = (RUNG_DAYS[: RUNG_DAYS.index("editions:")] + "editions:\n" + LATER).replace(
        "unit: days", "unit: months"
    )
    with pytest.raises(BookBroken) as refusal:
        seed(database, in_months.replace("days: working", "days: calendar"))
    assert refusal.value.details["key"] == "unit"


def test_a_package_that_does_not_fit_what_was_published_here_is_refused(
    office: Office, database: Database
) -> None:
    """The school allows what a ceiling of a later package forbids: that is said, not settled."""
    package = (shelf.BOOKS / "transfer" / "letter_validity_ceiling.yaml").read_text("utf-8")
    later = package[package.index("  - from:") :].replace("2004-11-01", "2026-07-01")
    with pytest.raises(BookBroken) as refusal:
        seed(database, package + later.replace("then: 90", "then: 60"))
    assert refusal.value.details["file"] == "transfer/letter_validity_days.yaml"
    assert len(read(database, "transfer/letter_validity_ceiling").editions) == 1
    office.publish(text(start="2026-06-30", days=30, rest=60))
    assert seed(database, package + later.replace("then: 90", "then: 60")) == (1, 1)


def test_an_edition_that_left_the_package_stays_in_the_store(database: Database) -> None:
    seed(database, RUNG_DAYS + LATER)
    assert seed(database, RUNG_DAYS) == (0, 1)
    assert len(read(database).editions) == 2


def test_the_database_itself_refuses_to_change_an_edition(database: Database) -> None:
    with database.engine.connect().execution_options(writes=True) as connection:
        for statement in (
            "UPDATE edition SET text = text",
            "UPDATE edition SET published_on = '2019-01-01'",
            "DELETE FROM edition",
            "DELETE FROM edition WHERE book = 'transfer/rung_days'",
        ):
            with pytest.raises(IntegrityError, match="append-only"):
                connection.execute(sa.text(statement))
            connection.rollback()
    assert read(database).editions


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sound_store_is_found_sound(world: World, office: Office) -> None:
    office.publish(text())
    office.keep("介字001")
    for subject in ("director", "inspector", "administrator"):
        found = world.desk(subject).rules.VerifyBooks(pb.VerifyBooksRequest())
        assert found.service == "rules"
        assert {check.name for check in found.checks} >= {
            "edition_text_as_published",
            "edition_agrees_with_its_text",
            "package_editions_stored",
            "journal_as_written",
        }
        assert all(check.examined and not check.broken for check in found.checks)
        assert found.journal_sequence >= 1
    with refuses("ROLE_NOT_ALLOWED"):
        world.desk("s.secretary").rules.VerifyBooks(pb.VerifyBooksRequest())


def test_no_answer_comes_from_an_edition_that_was_tampered_with(
    world: World, office: Office, database: Database, intruder: sa.Connection
) -> None:
    draft = office.propose(text())
    edition_id = read(database).latest.id
    intruder.execute(
        sa.text("UPDATE edition SET text = replace(text, 'then: 3', 'then: 9') WHERE id = :id"),
        {"id": edition_id},
    )
    intruder.commit()
    rules = world.desk("service:transfer").rules
    with refuses("EDITION_ALTERED"):
        rules.DecideRule(pb.DecideRuleRequest(book="transfer/rung_days", facts={"act": "attest"}))
    with refuses("EDITION_ALTERED"):
        rules.GetEdition(pb.GetEditionRequest(book="transfer/rung_days", id=edition_id))
    with refuses("EDITION_ALTERED"):
        rules.ListBooks(pb.ListBooksRequest())
    with refuses("EDITION_ALTERED"):
        office.keep("介字001", book="transfer/rung_days", facts={"act": "attest"})
    with refuses("EDITION_ALTERED"):
        office.compare(edition_id, edition_id)
    for act in (office.approve, office.impact):
        with refuses("EDITION_ALTERED"):
            act(draft)
    with refuses("EDITION_ALTERED"):
        office.propose(text(days=45))
    assert broken(world) == {"edition_text_as_published": [edition_id]}
    other = pb.DecideRuleRequest(book="transfer/dues_through")
    assert rules.DecideRule(other).answer.word == "previous_month"


def test_an_edition_dated_otherwise_than_its_text_is_found(
    world: World, database: Database, intruder: sa.Connection
) -> None:
    edition_id = read(database).latest.id
    intruder.execute(
        sa.text("UPDATE edition SET in_force_from = '2026-01-01' WHERE id = :id"),
        {"id": edition_id},
    )
    intruder.commit()
    assert broken(world) == {"edition_agrees_with_its_text": [edition_id]}


def test_an_edition_taken_out_is_missed(
    world: World, database: Database, intruder: sa.Connection
) -> None:
    edition_id = read(database).latest.id
    intruder.execute(sa.text("DELETE FROM edition WHERE id = :id"), {"id": edition_id})
    intruder.commit()
    assert broken(world) == {"package_editions_stored": [edition_id]}
