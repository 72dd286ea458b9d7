"""Drafts and rulings move on, but what was sent in or decided is found if it was altered."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.database import Database
from tests.rules.office import Office, text


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
    assert found in ({}, {"drafts_published_by_another": [draft_id]})


def test_a_draft_that_points_to_no_edition_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    change = (
        "UPDATE draft SET canonical = replace(canonical, 'then: 30', 'then: 31') WHERE id = :id"
    )
    altered(intruder, change, id=draft_id)
    assert broken(office) == {"drafts_published_by_another": [draft_id]}


def test_a_draft_published_by_its_own_maker_is_found(
    office: Office, draft_id: str, intruder: sa.Connection
) -> None:
    altered(intruder, "UPDATE draft SET maker_id = closed_by_id WHERE id = :id", id=draft_id)
    assert broken(office) == {"drafts_published_by_another": [draft_id]}


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
