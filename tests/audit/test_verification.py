"""The log cannot be changed by its own service, and shows it when somebody else has."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from dangwu.audit.v1 import audit_pb2 as pb
from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.database import Database
from tests.audit.journals import journal_of
from tests.refusals import refuses
from tests.worlds import SHAPES, World

JOURNAL = journal_of("carefund", 9)
CHECKS = {
    "entries_contiguous",
    "entries_chained",
    "entries_as_written",
    "sources_at_their_last_entry",
    "sources_without_gap",
}
ALTERATIONS = [
    ("actor_id", "p-someone-else"),
    ("post_id", ""),
    ("directory_revision", 8),
    ("rpc", "dangwu.carefund.v1.TransferService/RejectTransfer"),
    ("request_id", ""),
    ("subject_id", "t-another-case"),
    ("outcome", "REFUSED"),
    ("request", "{}"),
    ("decisions", "[]"),
    ("decisions", "{"),
    ("decisions", '[{"nothing":1}]'),
    ("digest", "0" * 64),
    ("at", "2026-06-20 04:00:04.123457"),
]


@pytest.fixture
def log(world: World) -> World:
    world.settle()
    world.desk("service:carefund").audit.AppendEntries(
        pb.AppendEntriesRequest(request_id=str(uuid4()), source="carefund", entries=JOURNAL)
    )
    return world


@pytest.fixture
def intruder(log: World) -> Iterator[sa.Connection]:
    """Somebody with the database in his hands, past the triggers."""
    database = Database(log.url.format(service="audit"))
    with database.engine.connect().execution_options(writes=True) as connection:
        if database.is_sqlite:
            connection.execute(sa.text("DROP TRIGGER entry_no_update"))
            connection.execute(sa.text("DROP TRIGGER entry_no_delete"))
        else:
            connection.execute(sa.text("ALTER TABLE entry DISABLE TRIGGER ALL"))
        connection.commit()
        yield connection
    database.close()


def verify(world: World, subject: str = "inspector") -> values_pb2.Verification:
    found: values_pb2.Verification = world.desk(subject).audit.VerifyLog(pb.VerifyLogRequest())
    return found


def broken(world: World) -> dict[str, list[str]]:
    return {check.name: list(check.examples) for check in verify(world).checks if check.broken}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sound_log_is_found_sound(log: World) -> None:
    for subject in ("inspector", "director", "administrator"):
        found = verify(log, subject)
        assert found.service == "audit"
        assert {check.name for check in found.checks} >= CHECKS | {"journal_as_written"}
        assert all(check.examined and not check.broken for check in found.checks)


def test_only_those_who_may_look_verify(log: World) -> None:
    for subject in ("s.secretary", "a.secretary", "service:transfer"):
        with refuses("ROLE_NOT_ALLOWED"):
            verify(log, subject)


def test_the_database_itself_refuses_to_change_an_entry(log: World) -> None:
    database = Database(log.url.format(service="audit"))
    with database.engine.connect().execution_options(writes=True) as connection:
        for statement in (
            "UPDATE entry SET outcome = 'OK'",
            "UPDATE entry SET hash = hash WHERE sequence = 1",
            "DELETE FROM entry",
            "DELETE FROM entry WHERE source = 'carefund' AND sequence = 9",
        ):
            with pytest.raises(IntegrityError, match="append-only"):
                connection.execute(sa.text(statement))
            connection.rollback()
        count = "SELECT count(*) FROM entry WHERE source = 'carefund'"
        assert connection.scalar(sa.text(count)) == len(JOURNAL)
    database.close()


def test_an_altered_entry_is_found_whatever_was_altered(
    log: World, intruder: sa.Connection
) -> None:
    for column, value in ALTERATIONS:
        where = "WHERE source = 'carefund' AND sequence = 3"
        before = intruder.scalar(sa.text(f"SELECT {column} FROM entry {where}"))
        change = sa.text(f"UPDATE entry SET {column} = :value {where}")
        intruder.execute(change, {"value": value})
        intruder.commit()
        assert broken(log) == {"entries_as_written": ["carefund/3"]}, column
        intruder.execute(change, {"value": before})
        intruder.commit()
    assert broken(log) == {}


def test_an_entry_rewritten_with_its_hash_breaks_the_chain(
    log: World, intruder: sa.Connection
) -> None:
    intruder.execute(
        sa.text("UPDATE entry SET hash = :h WHERE source = 'carefund' AND sequence = 4"),
        {"h": "a" * 64},
    )
    intruder.commit()
    assert broken(log)["entries_chained"] == ["carefund/5"]


def test_an_entry_taken_out_is_missed(log: World, intruder: sa.Connection) -> None:
    intruder.execute(sa.text("DELETE FROM entry WHERE source = 'carefund' AND sequence = 4"))
    intruder.commit()
    found = broken(log)
    assert found["entries_contiguous"] == ["carefund/5"]
    assert found["entries_chained"] == ["carefund/5"]


def test_an_end_cut_off_is_missed(log: World, intruder: sa.Connection) -> None:
    intruder.execute(sa.text("DELETE FROM entry WHERE source = 'carefund' AND sequence > 7"))
    intruder.commit()
    assert broken(log) == {"sources_at_their_last_entry": ["carefund"]}


def test_a_source_struck_out_is_missed(log: World, intruder: sa.Connection) -> None:
    intruder.execute(sa.text("DELETE FROM source WHERE id = 'carefund'"))
    intruder.commit()
    assert broken(log) == {"sources_at_their_last_entry": ["carefund"]}


def test_a_gap_is_a_broken_promise(log: World) -> None:
    more = journal_of("carefund", 14)
    log.desk("service:carefund").audit.AppendEntries(
        pb.AppendEntriesRequest(request_id=str(uuid4()), source="carefund", entries=more[11:])
    )
    assert broken(log) == {"sources_without_gap": ["carefund"]}


def test_the_log_stands_where_the_journals_stand(log: World) -> None:
    """What `fsck` compares: each service's last journal row, and the log's last entry of it."""
    rules = log.desk("inspector").rules.VerifyBooks(rules_pb2.VerifyBooksRequest())
    sources = log.desk("inspector").audit.ListSources(pb.ListSourcesRequest()).sources
    last = {source.id: (source.last_sequence, source.last_hash) for source in sources}
    assert last["rules"] == (rules.journal_sequence, rules.journal_hash)


def test_a_long_log_is_verified_to_its_end(world: World) -> None:
    desk, long = world.desk("service:carefund"), journal_of("carefund", 1200)
    for start in range(0, len(long), 400):
        desk.audit.AppendEntries(
            pb.AppendEntriesRequest(
                request_id=str(uuid4()), source="carefund", entries=long[start : start + 400]
            )
        )
    found = verify(world)
    assert not [check for check in found.checks if check.broken]
    assert found.checks[0].examined >= len(long)
