"""Entries come into the log in order, each once, and only as their service wrote them.

The care fund is not built yet, so nobody else sends its journal: these tests do.
"""

from collections.abc import Sequence
from uuid import uuid4

import pytest

from dangwu.audit.v1 import audit_pb2 as pb
from services.chassis import journal
from tests.audit.journals import chained, journal_of
from tests.refusals import refuses
from tests.worlds import SHAPES, World

EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)
JOURNAL = journal_of("carefund", 12)


def send(
    world: World, entries: Sequence[pb.Entry], source: str = "carefund", sender: str = ""
) -> pb.Source:
    request = pb.AppendEntriesRequest(request_id=str(uuid4()), source=source, entries=entries)
    reply: pb.Source = world.desk(sender or f"service:{source}").audit.AppendEntries(request)
    return reply


def held(world: World, source: str = "carefund") -> list[pb.Entry]:
    request = pb.ListEntriesRequest(source=source, page_size=200)
    return list(world.desk("inspector").audit.ListEntries(request).entries)


def copied(entry: pb.Entry) -> pb.Entry:
    return pb.Entry.FromString(entry.SerializeToString())


@EVERY_SHAPE
def test_a_journal_is_kept_word_for_word(world: World) -> None:
    source = send(world, JOURNAL)
    assert (source.last_sequence, source.last_hash) == (12, JOURNAL[-1].hash)
    assert source.last_at == JOURNAL[-1].at
    assert held(world) == JOURNAL


def test_entries_sent_again_change_nothing(world: World) -> None:
    first = send(world, JOURNAL[:8])
    assert send(world, JOURNAL[:8]) == first
    assert send(world, JOURNAL[2:5]) == first
    assert send(world, JOURNAL[4:]).last_sequence == 12
    assert held(world) == JOURNAL


def test_a_gap_is_recorded_and_nothing_behind_it_is_taken(world: World) -> None:
    send(world, JOURNAL[:3])
    source = send(world, JOURNAL[5:8])
    assert (source.last_sequence, source.missing_sequence) == (3, 4)
    assert held(world) == JOURNAL[:3]


def test_a_gap_in_the_middle_of_a_batch_keeps_what_stands_before_it(world: World) -> None:
    source = send(world, [*JOURNAL[:2], *JOURNAL[3:]])
    assert (source.last_sequence, source.missing_sequence) == (2, 3)
    assert held(world) == JOURNAL[:2]


def test_a_gap_stays_until_the_missing_entry_arrives(world: World) -> None:
    send(world, JOURNAL[:3])
    send(world, JOURNAL[4:6])
    assert send(world, JOURNAL[:3]).missing_sequence == 4
    source = send(world, JOURNAL[3:4])
    assert (source.last_sequence, source.missing_sequence) == (4, 0)
    assert send(world, JOURNAL[4:]).missing_sequence == 0
    assert held(world) == JOURNAL


def test_everybody_who_may_look_sees_the_gap(world: World) -> None:
    send(world, JOURNAL[1:])
    for subject in ("inspector", "director", "administrator", "service:transfer"):
        sources = world.desk(subject).audit.ListSources(pb.ListSourcesRequest()).sources
        assert {s.id: s.missing_sequence for s in sources}["carefund"] == 1


@EVERY_SHAPE
def test_a_held_entry_with_another_content_is_refused(world: World) -> None:
    send(world, JOURNAL[:6])
    other = copied(JOURNAL[3])
    other.outcome = "OTHERWISE"
    with refuses("ENTRY_ALTERED") as refused:
        send(world, chained([other], JOURNAL[2].hash))
    assert refused.details["sequence"] == "4"
    assert refused.code == "FAILED_PRECONDITION"
    assert held(world) == JOURNAL[:6]


def test_an_entry_altered_on_the_way_is_refused_with_its_batch(world: World) -> None:
    send(world, JOURNAL[:2])
    for field in ("actor_id", "post_id", "rpc", "request_id", "subject_id", "outcome", "request",
                  "digest", "hash"):  # fmt: skip
        for position in (0, 3, 5):
            batch = [copied(entry) for entry in JOURNAL[:6]]
            setattr(batch[position], field, "altered")
            with refuses("ENTRY_ALTERED") as refused:
                send(world, batch)
            assert refused.details["source"] == "carefund"
            assert refused.details["sequence"] == str(position + 1), field
    assert held(world) == JOURNAL[:2]


def test_nothing_in_an_entry_is_left_out_of_its_hash(world: World) -> None:
    send(world, JOURNAL[:2])
    for alter in (
        lambda entry: setattr(entry, "sequence", 2),
        lambda entry: setattr(entry, "directory_revision", 8),
        lambda entry: setattr(entry.at, "nanos", entry.at.nanos + 1_000),
        lambda entry: setattr(entry.decisions[0], "because", "四日。"),
        lambda entry: entry.decisions[0].facts.update({"act": "accept"}),
        lambda entry: entry.decisions.append(entry.decisions[0]),
        lambda entry: entry.ClearField("decisions"),
    ):
        altered = copied(JOURNAL[2])
        alter(altered)
        with refuses("ENTRY_ALTERED"):
            send(world, [altered])
    assert send(world, JOURNAL[2:3]).last_sequence == 3


def test_an_entry_that_does_not_follow_on_is_refused(world: World) -> None:
    send(world, JOURNAL[:3])
    with refuses("ENTRY_ALTERED") as refused:
        send(world, chained(JOURNAL[3:6], "f" * 64))
    assert refused.details["sequence"] == "4"


def test_a_journal_begins_at_its_beginning(world: World) -> None:
    with refuses("ENTRY_ALTERED"):
        send(world, chained(JOURNAL[:1], "f" * 64))
    assert send(world, JOURNAL[:1]).last_sequence == 1


def test_there_is_nothing_before_the_beginning(world: World) -> None:
    for sequence in (0, -1, -(2**63)):
        entry = copied(JOURNAL[0])
        entry.sequence = sequence
        with refuses("ENTRY_ALTERED"):
            send(world, chained([entry]))


def test_an_instant_outside_the_calendar_is_no_incident(world: World) -> None:
    entry = copied(JOURNAL[0])
    for seconds in (2**62, -(2**62)):
        entry.at.seconds = seconds
        with refuses("ENTRY_ALTERED"):
            send(world, [entry])


@EVERY_SHAPE
def test_a_service_sends_its_own_journal_and_no_other(world: World) -> None:
    for sender in ("service:transfer", "service:audit", "service:rules"):
        with refuses("NOT_YOUR_JOURNAL") as refused:
            send(world, JOURNAL, sender=sender)
        assert refused.code == "PERMISSION_DENIED"
    assert held(world) == []


def test_the_journal_of_another_is_not_smuggled_in(world: World) -> None:
    with refuses("NOT_YOUR_JOURNAL"):
        send(world, [JOURNAL[0], journal_of("transfer", 2)[1]])
    assert held(world) == []


def test_nobody_but_a_service_sends_entries(world: World) -> None:
    for sender in ("inspector", "director", "administrator", "s.secretary", "service:hr"):
        with refuses("ROLE_NOT_ALLOWED"):
            send(world, JOURNAL, sender=sender)


def test_a_rehearsal_takes_nothing(world: World) -> None:
    request = pb.AppendEntriesRequest(
        request_id=str(uuid4()), validate_only=True, source="carefund", entries=JOURNAL
    )
    assert world.desk("service:carefund").audit.AppendEntries(request).last_sequence == 12
    assert held(world) == []


def test_the_genesis_of_every_journal_is_the_same() -> None:
    assert JOURNAL[0].previous_hash == journal.GENESIS == "0" * 64
