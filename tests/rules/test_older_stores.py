"""A store of the first format is brought forward, and what it answered it still answers."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dangwu.rules.v1 import rules_pb2
from services.chassis import migrate
from services.chassis.database import Database
from services.rules import store
from services.rules.book import Question
from services.rules.store import Base
from services.rules.text import shelf
from tests.worlds import World

OLD = """\
book: "transfer/rung_days"
question: "审批环节打开后，责任组织应在几日内办理？"
unit: days
asks:
  act: ["attest", "release", "agree", "accept"]
editions:
  - from: 2019-05-21
    published: 2019-05-21
    sample: true
    cases:
      - when:
          act: ["attest", "accept"]
        then: 3
        because: "支部核实和支部接收各三日内办结。"
        because_en: "A branch has three days to attest or to accept."
      - when:
          act: ["release", "agree"]
        then: 5
        because: "分党委转出审批和转入审批各五日内办结。"
        because_en: "A committee has five days to release or to agree."
"""
OLD_ID = "280da1437e2177f3b6e7218bc8d8852425369a884590768cbdcefde2b56ab470"
ROW = {
    "id": OLD_ID,
    "book": "transfer/rung_days",
    "in_force_from": date(2019, 5, 21),
    "published_on": date(2019, 5, 21),
    "text": OLD,
}


@pytest.fixture
def database(world: World) -> Iterator[Database]:
    """The rules' database as revision 0001 left it, with an edition from then."""
    made = Database(world.url.format(service="rules"))
    with made.engine.connect().execution_options(writes=True) as connection:
        _take_back(connection, sqlite=made.is_sqlite)
        connection.execute(sa.insert(store.StoredEdition), ROW)
        connection.commit()
    yield made
    made.close()


def _take_back(connection: sa.Connection, *, sqlite: bool) -> None:
    connection.execute(sa.text("DROP TABLE draft"))
    connection.execute(sa.text("DROP TABLE ruling"))
    connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    if sqlite:
        [guard] = connection.execute(
            sa.text("SELECT sql FROM sqlite_master WHERE name = 'edition_no_delete'")
        ).scalars()
        connection.execute(sa.text("DROP TRIGGER edition_no_delete"))
        connection.execute(sa.text("DELETE FROM edition"))
        connection.execute(sa.text(guard))
    else:
        connection.execute(sa.text("ALTER TABLE edition DISABLE TRIGGER ALL"))
        connection.execute(sa.text("DELETE FROM edition"))
        connection.execute(sa.text("ALTER TABLE edition ENABLE TRIGGER ALL"))


def test_a_store_of_the_first_revision_is_brought_forward_as_it_is(database: Database) -> None:
    migrate.upgrade(database.engine, "rules")
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        rows = connection.execute(sa.select(store.StoredEdition.__table__)).mappings().all()
    assert [dict(row) for row in rows] == [ROW]


def test_the_edition_of_then_still_answers_and_the_new_package_comes_beside_it(
    database: Database,
) -> None:
    migrate.upgrade(database.engine, "rules")
    package = [book for book in shelf.package_books() if book.name == "transfer/rung_days"]
    question = Question.of_day({"act": "attest"}, date(2019, 5, 21))
    with database.writing() as session:
        before = store.read_book(session, "transfer/rung_days").decide(question)
        assert (before.answer, before.edition.id) == (3, OLD_ID)
        assert (before.edition.goes_by, before.edition.layer) == ("decision", "school")
        assert store.seed(session, package, date(2026, 6, 1)) == ([package[0].latest], 0)
        session.commit()
    with database.reading() as session:
        book = store.read_book(session, "transfer/rung_days")
    assert [one.id for one in book.editions] == [OLD_ID, package[0].latest.id]
    assert book.decide(question).edition.id == OLD_ID
    later = Question.of_day({"act": "attest"}, date(2026, 6, 10))
    assert book.decide(later).edition.id == package[0].latest.id


def test_a_client_is_answered_from_it(world: World, database: Database) -> None:
    migrate.upgrade(database.engine, "rules")
    request = rules_pb2.DecideRuleRequest(book="transfer/rung_days", facts={"act": "agree"})
    answered = world.desk("s.secretary").rules.DecideRule(request)
    assert (answered.answer.days, answered.edition, answered.goes_by) == (5, OLD_ID, "decision")
    assert answered.question_en == ""
    shown = world.desk("s.secretary").rules.GetEdition(
        rules_pb2.GetEditionRequest(book="transfer/rung_days", id=OLD_ID)
    )
    assert shown.text == OLD


def test_the_database_still_refuses_to_change_an_edition(database: Database) -> None:
    migrate.upgrade(database.engine, "rules")
    with database.engine.connect().execution_options(writes=True) as connection:
        for statement in ("UPDATE edition SET text = text", "DELETE FROM edition"):
            with pytest.raises(sa.exc.IntegrityError, match="append-only"):
                connection.execute(sa.text(statement))
            connection.rollback()
