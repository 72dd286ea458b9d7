"""Inspectors read the log: by subject, by actor, by source, a page at a time, and one by one."""

from uuid import uuid4

import pytest

from dangwu.audit.v1 import audit_pb2 as pb
from tests.audit.journals import journal_of
from tests.refusals import refuses
from tests.worlds import SHAPES, World

JOURNAL = journal_of("carefund", 23, subject_id="t-000000000abc")


@pytest.fixture
def log(world: World) -> World:
    """A world whose log holds a journal that the tests know."""
    world.settle()
    world.desk("service:carefund").audit.AppendEntries(
        pb.AppendEntriesRequest(request_id=str(uuid4()), source="carefund", entries=JOURNAL)
    )
    return world


def pages(world: World, size: int, **wanted: str) -> list[list[pb.Entry]]:
    found, token = [], ""
    while True:
        request = pb.ListEntriesRequest(page_size=size, page_token=token, **wanted)
        reply = world.desk("inspector").audit.ListEntries(request)
        found.append(list(reply.entries))
        token = reply.next_page_token
        if not token:
            return found


@pytest.mark.parametrize("shape", SHAPES)
def test_pages_hold_every_entry_once_and_in_order(log: World) -> None:
    for size, lengths in ((10, [10, 10, 3]), (22, [22, 1]), (23, [23]), (200, [23])):
        found = pages(log, size, subject_id="t-000000000abc")
        assert [len(page) for page in found] == lengths
        assert [entry for page in found for entry in page] == JOURNAL


def test_an_actor_is_found_by_what_he_did(log: World) -> None:
    mine = [entry for entry in JOURNAL if entry.actor_id == "p-000000000001"]
    assert [e for page in pages(log, 3, actor_id="p-000000000001") for e in page] == mine


def test_filters_narrow_each_other(log: World) -> None:
    both = pages(log, 50, actor_id="p-000000000001", source="carefund")
    assert both == pages(log, 50, actor_id="p-000000000001")
    assert pages(log, 50, actor_id="p-000000000001", source="rules") == [[]]


def test_without_a_filter_all_sources_stand_in_order_of_arrival(log: World) -> None:
    everything = [entry for page in pages(log, 40) for entry in page]
    sources = {entry.source for entry in everything}
    assert {"carefund", "directory", "rules"} <= sources
    for source in sources:
        numbers = [entry.sequence for entry in everything if entry.source == source]
        assert numbers == list(range(1, len(numbers) + 1))
    assert everything[-23:] == JOURNAL


def test_a_page_token_is_not_forged(log: World) -> None:
    for token in ("x", "WyItMSJd", "WyIxIiwiMiJd", "WyLCsiJd", "WyI5OTk5OTk5OTk5OTk5OTk5OTk5OSJd"):
        with refuses("PAGE_TOKEN_INVALID"):
            log.desk("inspector").audit.ListEntries(pb.ListEntriesRequest(page_token=token))


@pytest.mark.parametrize("shape", SHAPES)
def test_one_entry_is_found_by_its_place(log: World) -> None:
    for reader in ("inspector", "director"):
        request = pb.GetEntryRequest(source="carefund", sequence=9)
        assert log.desk(reader).audit.GetEntry(request) == JOURNAL[8]


def test_an_entry_there_is_not_is_unknown(log: World) -> None:
    for source, sequence in (("carefund", 24), ("nobody", 1)):
        with refuses("ENTRY_UNKNOWN") as refused:
            request = pb.GetEntryRequest(source=source, sequence=sequence)
            log.desk("inspector").audit.GetEntry(request)
        assert refused.code == "NOT_FOUND"


def test_entries_are_for_inspectors_and_the_office(log: World) -> None:
    for reader in ("s.secretary", "a.secretary", "administrator", "service:rules", "service:hr"):
        with refuses("ROLE_NOT_ALLOWED"):
            log.desk(reader).audit.ListEntries(pb.ListEntriesRequest())
        with refuses("ROLE_NOT_ALLOWED"):
            log.desk(reader).audit.GetEntry(pb.GetEntryRequest(source="carefund", sequence=1))


def test_what_the_services_did_is_in_the_log_by_itself(log: World) -> None:
    seeded = pages(log, 50, subject_id="shelf")[0]
    assert [entry.rpc for entry in seeded] == ["dangwu.rules.v1.RulesService/SeedBooks"]
    assert (seeded[0].actor_id, seeded[0].outcome) == ("service:rules", "OK")
