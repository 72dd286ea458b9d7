"""However much a journal holds that the log has not seen, no message is larger than one may be."""

from pathlib import Path

import grpc

from dangwu.audit.v1 import audit_pb2
from services import roster
from services.chassis import journal
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.server import MESSAGE_MOST, Server
from tests.desk import Desk
from tests.worlds import World

ROWS, ROW_BYTES = 150, 20_000


def write_backlog(world: World) -> int:
    """Rows as large as those that rest on many rules; the last sequence."""
    database = Database(world.url.format(service="rules"))
    with database.writing() as session:
        for _ in range(ROWS):
            entry = audit_pb2.Entry(
                actor_id="service:rules", rpc="dangwu.rules.v1.RulesService/SeedBooks", outcome="OK"
            )
            entry.request, entry.digest = "x" * ROW_BYTES, "d" * 64
            entry.at.FromDatetime(world.clock())
            journal.record(session, "rules", entry, world.clock(), lambda _: None)
        last, _ = journal.head(session)
        session.commit()
    database.close()
    return last


def test_a_backlog_larger_than_a_message_arrives(world: World, tmp_path: Path) -> None:
    world.close()
    last = write_backlog(world)
    assert ROWS * ROW_BYTES > 2 * MESSAGE_MOST
    address = f"unix:{tmp_path}/log"
    others = Host(roster.load("audit", "directory"), Place(world.url, world.keyring), world.clock)
    log = Server(others, address)
    log.start()
    with grpc.insecure_channel(address) as channel:
        away = Place(world.url, world.keyring, {"audit": channel, "directory": channel})
        source = Host(roster.load("rules"), away, world.clock)
        source.start()
        assert source.settle()
        source.stop()
        desk = Desk(channel, lambda: world.tokens.mint("inspector", world.clock()))
        known = desk.audit.ListSources(audit_pb2.ListSourcesRequest()).sources
        assert {one.id: one.last_sequence for one in known}["rules"] == last
    log.stop(1.0)
