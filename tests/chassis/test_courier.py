"""The courier brings each journal row to the audit log: once, in order, or says what is missing."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import roll_pb2
from services import roster
from services.chassis import journal
from services.chassis.database import Database
from services.chassis.host import Host, Place
from tests.campus import MASTER
from tests.desk import local_desk
from tests.worlds import World


def amend(world: World, times: int = 1) -> None:
    desk = world.desk("s.secretary")
    for _ in range(times):
        member = desk.roll.GetMember(roll_pb2.GetMemberRequest(id=world.campus.members["ready"]))
        desk.roll.AmendMember(
            roll_pb2.AmendMemberRequest(
                request_id=str(uuid4()), id=member.id, etag=member.etag, dues_through="2026-06"
            )
        )


def source(world: World, name: str = "transfer") -> audit_pb2.Source:
    sources = world.desk("inspector").audit.ListSources(audit_pb2.ListSourcesRequest()).sources
    return next(one for one in sources if one.id == name)


def test_each_act_reaches_the_log_once_and_in_order(world: World) -> None:
    before = source(world).last_sequence
    amend(world, 5)
    world.settle()
    assert source(world).last_sequence == before + 5
    entries = world.desk("inspector").audit.ListEntries(
        audit_pb2.ListEntriesRequest(source="transfer", page_size=200)
    )
    assert [one.sequence for one in entries.entries] == list(range(1, before + 6))
    assert entries.entries[-1].rpc.endswith("/AmendMember")


def test_rows_written_while_the_log_was_away_arrive_later(world: World) -> None:
    """A host without an audit service writes; another with one brings it all."""
    world.close()
    alone = Host(
        roster.load("directory", "transfer", "rules"), Place(world.url, world.keyring), world.clock
    )
    alone.start()
    world_alone = World("process", world.url, world.keys, world.clock, world.campus, world._folder)
    world_alone.host = alone
    desk = local_desk(alone, "s.secretary")
    member = desk.roll.GetMember(roll_pb2.GetMemberRequest(id=world.campus.members["ready"]))
    desk.roll.AmendMember(
        roll_pb2.AmendMemberRequest(
            request_id=str(uuid4()), id=member.id, etag=member.etag, dues_through="2026-07"
        )
    )
    assert not alone.settle(0.2)
    alone.stop()
    whole = Host(roster.load(), Place(world.url, world.keyring), world.clock)
    whole.start()
    assert whole.settle()
    entries = local_desk(whole, "inspector").audit.ListEntries(
        audit_pb2.ListEntriesRequest(subject_id=member.id, page_size=200)
    )
    assert entries.entries[-1].rpc.endswith("/AmendMember")
    whole.stop()


def forget_the_triggers(session: Session) -> None:
    """What whoever owns the database can do; the chain is there for that."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("DROP TRIGGER journal_no_delete"))
    else:
        session.execute(sa.text("ALTER TABLE journal DISABLE TRIGGER ALL"))


@pytest.mark.parametrize("act", ["DELETE FROM journal", "UPDATE journal SET outcome = 'OK'"])
def test_the_database_itself_keeps_rows_as_they_are(world: World, act: str) -> None:
    database = Database(world.url.format(service="transfer"))
    with database.writing() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.text(act))
    database.close()


def test_a_row_deleted_on_the_way_leaves_a_gap_that_is_seen(world: World) -> None:
    if world.host is None:
        pytest.skip("about one process")
    world.settle()
    world.host._couriers["transfer"].stop()
    amend(world, 3)
    database = Database(world.url.format(service="transfer"))
    with database.writing() as session:
        last = session.scalar(sa.text("SELECT sequence FROM journal_head"))
        forget_the_triggers(session)
        session.execute(sa.text("DELETE FROM journal WHERE sequence = :s"), {"s": last - 1})
        session.commit()
    database.close()
    other = Host(roster.load(), Place(world.url, world.keyring), world.clock)
    other.start()
    assert not other.settle(0.5)
    assert source(world).missing_sequence == last - 1
    assert source(world).last_sequence == last - 2
    checks = world.desk("inspector").roll.VerifyRoll(roll_pb2.VerifyRollRequest()).checks
    assert {one.name for one in checks if one.broken} >= {"journal_without_gaps", "journal_chained"}
    other.stop()


def go_back(world: World) -> None:
    """Takes the last row away, as a backup does that was made before it."""
    database = Database(world.url.format(service="transfer"))
    with database.writing() as session:
        last, _ = journal.head(session)
        before = journal.hash_at(session, last - 1)
        forget_the_triggers(session)
        session.execute(sa.text("DELETE FROM journal WHERE sequence = :s"), {"s": last})
        session.execute(
            sa.text("UPDATE journal_head SET sequence = :s, hash = :h"),
            {"s": last - 1, "h": before},
        )
        session.commit()
    database.close()


@pytest.mark.parametrize("restarted", [False, True])
def test_a_journal_brought_back_from_a_backup_is_not_taken_for_the_whole(
    world: World, restarted: bool
) -> None:
    """Not when rows are missing, nor when new ones stand where the lost ones stood."""
    assert world.host
    amend(world, 2)
    assert world.host.settle()
    known = source(world)
    if restarted:
        world.host._couriers["transfer"].stop()
    go_back(world)
    host = world.host
    if restarted:
        host = Host(roster.load(), Place(world.url, world.keyring), world.clock)
        host.start()
    for _ in range(2):  # one row for the lost one, then more than there were
        amend(world, 2)
        assert not host._couriers["transfer"].settle(0.5)
    assert source(world) == known
    if restarted:
        host.stop()


def test_the_log_holds_no_personal_field(world: World) -> None:
    office = world.desk("director")
    office.roll.RegisterMember(
        roll_pb2.RegisterMemberRequest(
            request_id=str(uuid4()),
            name="欧阳不落",
            kind="MEMBER_KIND_FULL",
            category=MASTER,
            campus_number="G7777777",
            id_number="999902199901019877",
            phone="19955554444",
            joined_on="2020-07-01",
            organization_id=world.campus.organizations["0101"],
        )
    )
    world.settle()
    entries = world.desk("inspector").audit.ListEntries(
        audit_pb2.ListEntriesRequest(source="transfer", page_size=200)
    )
    written = entries.entries[-1].request
    assert "RegisterMember" in entries.entries[-1].rpc
    assert world.campus.organizations["0101"] in written
    for personal in ("欧阳不落", "G7777777", "999902199901019877", "19955554444", "2020-07-01"):
        assert personal not in written
