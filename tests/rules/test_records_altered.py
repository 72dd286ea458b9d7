"""Drafts and rulings move on, but what was sent in or decided is found if it was altered."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from dangwu.rules.v1 import edition_pb2, rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.database import Database
from services.chassis.sealing import Sealer
from services.rules.store import StoredEdition, history
from services.rules.text import shelf
from services.rules.text.grammar import Reading
from tests.refusals import refuses
from tests.rules.office import CHECKER, LETTERS, MAKER, Office, text


@pytest.fixture
def intruder(office: Office) -> Iterator[sa.Connection]:
    """Somebody with the database in his hands."""
    database = Database(office.world.url.format(service="rules"))
    with database.engine.connect().execution_options(writes=True) as connection:
        yield connection
    database.close()


def altered(intruder: sa.Connection, statement: str, **values: object) -> None:
    assert intruder.execute(sa.text(statement), values).rowcount == 1
    intruder.commit()


def broken(office: Office) -> dict[str, list[str]]:
    request = rules_pb2.VerifyBooksRequest()
    found = office.world.desk("inspector").rules.VerifyBooks(request)
    examined = {check.name: check.examined for check in found.checks}
    examined.pop("drafts_published_by_another")  # the only one may have been taken away
    assert min(examined.values()) > 0
    return {check.name: list(check.examples) for check in found.checks if check.broken}


@pytest.fixture
def draft_id(office: Office) -> str:
    """A published draft, beside others and a ruling."""
    office.reject(office.propose(text(start="2026-06-20")))
    office.propose(text(start="2026-06-21"))
    office.keep("介字001")
    return office.publish(text()).id


def test_what_went_its_way_is_found_sound(office: Office, draft_id: str) -> None:
    assert broken(office) == {}


@pytest.mark.parametrize("change", ["'Thirty', 'Forty'", "'then: 30', 'then: 31'"])
def test_a_text_altered_after_it_was_sent_in_is_found(
    office: Office, draft_id: str, intruder: sa.Connection, change: str
) -> None:
    altered(
        intruder, f"UPDATE draft SET text = replace(text, {change}) WHERE id = :id", id=draft_id
    )
    found = broken(office)
    assert found.pop("draft_text_as_proposed") == [draft_id]
    found.pop("drafts_as_journaled", None)
    assert found in ({}, {"drafts_published_by_another": [draft_id]})


def test_a_draft_that_points_to_no_edition_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    change = (
        "UPDATE draft SET canonical = replace(canonical, 'then: 30', 'then: 31') WHERE id = :id"
    )
    altered(intruder, change, id=draft_id)
    assert broken(office) == {
        "drafts_published_by_another": [draft_id],
        "drafts_as_journaled": [draft_id],
    }


def test_a_draft_published_by_its_own_maker_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    altered(intruder, "UPDATE draft SET maker_id = closed_by_id WHERE id = :id", id=draft_id)
    assert broken(office) == {
        "drafts_published_by_another": [draft_id],
        "drafts_as_journaled": [draft_id],
    }


def test_a_receipt_altered_after_it_was_kept_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    kept = office.keep("介字002")
    other = values_pb2.Decision()
    other.CopyFrom(kept.decision)
    other.answer.days = 9
    receipt = other.SerializeToString(deterministic=True)
    altered(intruder, "UPDATE ruling SET receipt = :it WHERE id = :id", it=receipt, id=kept.id)
    assert broken(office) == {"ruling_receipts_journaled": [kept.id]}


def test_an_edition_slipped_into_the_store_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    """It is sound in itself, and it answers; but nobody seeded or published it."""
    forged = shelf.parse("x", text("2026-06-18", 1), Reading.DRAFT, date(2026, 6, 9)).editions[0]
    row = {
        "id": forged.id,
        "book": forged.book,
        "in_force_from": forged.starts,
        "published_on": forged.published,
        "text": forged.text,
    }
    intruder.execute(sa.insert(StoredEdition), row)
    intruder.commit()
    assert office.ask(on="2026-06-20", known_on="2026-06-20").edition == forged.id
    assert broken(office) == {"editions_brought_in_by_a_call": [forged.id]}


def test_a_seeding_of_an_earlier_release_brought_in_what_its_package_had(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    """It did not say which editions; a reply that was tampered with vouches for none at all."""
    table = sa.table("journal", sa.column("reply"), sa.column("rpc"), sa.column("sequence"))
    of_seeding = table.c.rpc == history.SEED
    sequence = intruder.execute(sa.select(table.c.sequence).where(of_seeding)).scalar_one()
    if intruder.dialect.name == "sqlite":
        intruder.execute(sa.text("DROP TRIGGER journal_no_update"))
    else:
        intruder.execute(sa.text("ALTER TABLE journal DISABLE TRIGGER ALL"))
    reply = rules_pb2.Seeding(id="shelf", added=9).SerializeToString()
    sealed = Sealer(office.world.keyring).seal_bytes(reply, "journal", "reply", str(sequence))
    for kept, found in ((sealed, set()), (b"", {"editions_brought_in_by_a_call"})):
        intruder.execute(sa.update(table).where(of_seeding).values(reply=kept))
        intruder.commit()
        assert set(broken(office)) == found


@pytest.mark.parametrize("stands", ["PROPOSED", "PUBLISHED", "REJECTED"])
def test_whatever_is_altered_in_a_draft_is_found(
    office: Office, draft_id: str, intruder: sa.Connection, stands: str
) -> None:
    changed = {
        "state": "REJECTED" if stands == "PUBLISHED" else "PUBLISHED",
        "maker_id": "p-" + "0" * 12,
        "closed_by_id": "p-" + "0" * 12,
        "note": "另有原因",
        "book": "transfer/rung_days",
    }
    asked = sa.text("SELECT id FROM draft WHERE state = :state")
    [one] = intruder.execute(asked, {"state": stands}).scalars()
    for column, value in changed.items():
        was = intruder.execute(
            sa.text(f"SELECT {column} FROM draft WHERE id = :id"), {"id": one}
        ).scalar_one()
        statement = f"UPDATE draft SET {column} = :it WHERE id = :id"
        altered(intruder, statement, it=value, id=one)
        assert one in broken(office)["drafts_as_journaled"], column
        altered(intruder, statement, it=was, id=one)
    change = (
        "UPDATE draft SET canonical = replace(canonical, 'then: 30', 'then: 31') WHERE id = :id"
    )
    altered(intruder, change, id=one)
    assert one in broken(office)["drafts_as_journaled"]


def test_drafts_and_rulings_that_are_gone_are_missed(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    ruling = office.keep("介字003")
    altered(intruder, "DELETE FROM draft WHERE id = :id", id=draft_id)
    altered(intruder, "DELETE FROM ruling WHERE id = :id", id=ruling.id)
    assert broken(office) == {
        "drafts_as_journaled": [draft_id],
        "rulings_as_journaled": [ruling.id],
    }


def test_whatever_is_altered_in_a_ruling_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    done = office.close(office.keep("介字004"))
    ruling = office.keep("介字005")
    changed = {
        "reference": "介字999",
        "kept_by_id": "p-" + "0" * 12,
        "book": "transfer/rung_days",
        "closed_at": "2026-06-10 02:00:00",
        "version": 2,
    }
    for column, value in changed.items():
        statement = f"UPDATE ruling SET {column} = :it WHERE id = :id"
        kept = office.people["s.secretary"] if column == "kept_by_id" else None
        was = {"reference": "介字005", "book": LETTERS, "version": 1, "kept_by_id": kept}.get(
            column
        )
        altered(intruder, statement, it=value, id=ruling.id)
        assert broken(office) == {"rulings_as_journaled": [ruling.id]}, column
        altered(intruder, statement, it=was, id=ruling.id)
    assert broken(office) == {}
    altered(intruder, "UPDATE ruling SET closed_at = NULL WHERE id = :id", id=done.id)
    assert broken(office) == {"rulings_as_journaled": [done.id]}


@pytest.mark.parametrize(
    "change",
    [
        "maker_id = 'p-000000000000'",
        "text = replace(text, 'then: 30', 'then: 29')",
        "id = 'd-0123456789ab'",
    ],
)
def test_nobody_publishes_a_draft_that_was_altered(
    office: Office, intruder: sa.Connection, change: str
) -> None:
    """Its maker cannot make it another's, and what was read is what is published."""
    draft = office.propose(text(), MAKER)
    altered(intruder, f"UPDATE draft SET {change} WHERE id = :id", id=draft.id)
    there = draft if "id = 'd" not in change else edition_pb2.Draft(id="d-0123456789ab", etag="1")
    for who in (MAKER, CHECKER):
        with refuses("DRAFT_ALTERED"):
            office.approve(there, who)
    with refuses("DRAFT_ALTERED"):
        office.impact(there)
    assert len(office.editions()) == 1
    office.reject(there)
