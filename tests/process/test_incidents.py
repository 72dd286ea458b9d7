"""A mistake of ours is a number to the caller, a place in the log, and its text to nobody."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from dangwu.rules.v1 import rules_pb2
from services.chassis.journal import OK
from tests.desk import Desk
from tests.process import bomb
from tests.process.conftest import Start
from tests.process.server import RunningServer
from tests.refusals import Refused, refuses

Token = Callable[[str], str]
PLACES = {
    "divided": r"^ZeroDivisionError at .*/bomb\.py:\d+ divided$",
    "refused_by_the_database": r"^\w+Error <- \w+ at .*/bomb\.py:\d+ refused_by_the_database > ",
    "raised_from_another": r"^RuntimeError <- KeyError at .*bomb\.py:\d+ raised_from_another$",
    "without_end": r"^RecursionError at .*without_end",
    "out_of_memory": r"^MemoryError at .*/bomb\.py:\d+ out_of_memory$",
    "nothing_to_say": r"^AttributeError at .*/pipeline\.py:\d+ \w+$",
    "gap_left": r"^KeyError at .*/errors\.py:\d+ sentence_zh$",
}


@pytest.fixture(scope="module")
def server(start: Start) -> RunningServer:
    return start(module="tests.process.bomb")


@pytest.fixture(scope="module")
def desk(server: RunningServer, token: Token) -> Iterator[Callable[[str], Desk]]:
    with server.channel() as channel:
        yield lambda account: Desk(channel, lambda: token(account))


def of_incident(server: RunningServer, refused: Refused) -> dict[str, Any]:
    """The log line of an incident; there is exactly one."""
    incident = refused.details["incident"]
    lines = [line for line in server.log() if line.get("incident") == incident]
    assert len(lines) == 1, lines
    return lines[0]


def tells_nothing(server: RunningServer, refused: Refused) -> None:
    assert refused.code == "INTERNAL"
    assert set(refused.details) == {"incident"}
    assert re.fullmatch(r"[0-9a-f]{8}", refused.details["incident"])
    assert all(refused.details["incident"] in words for words in refused.words.values())
    assert set(refused.words) == {"zh-CN", "en"}
    assert bomb.CANARY not in f"{refused}"
    assert "Error" not in f"{refused}"
    assert bomb.CANARY not in server.log_file.read_text()


@pytest.mark.parametrize("way", bomb.WAYS)
def test_the_caller_gets_a_number_and_the_log_the_place(
    server: RunningServer, desk: Callable[[str], Desk], way: str
) -> None:
    with refuses("INCIDENT") as refused:
        desk("director").rules.DecideRule(rules_pb2.DecideRuleRequest(book=f"bomb/{way}"))
    tells_nothing(server, refused)
    line = of_incident(server, refused)
    assert line["level"] == "error"
    assert re.search(PLACES[way], line["exception"]), line["exception"]
    assert desk("director").rules.ListBooks(rules_pb2.ListBooksRequest()).books


def test_an_incident_half_way_leaves_nothing_behind(
    server: RunningServer, desk: Callable[[str], Desk]
) -> None:
    rules = desk("service:transfer").rules
    before = desk("director").rules.VerifyBooks(rules_pb2.VerifyBooksRequest())
    request = rules_pb2.SeedBooksRequest(request_id=str(uuid4()))
    for _ in range(2):
        with refuses("INCIDENT") as refused:
            rules.SeedBooks(request)
        tells_nothing(server, refused)
    after = desk("director").rules.VerifyBooks(rules_pb2.VerifyBooksRequest())
    assert after == before
    assert "half/done" not in {
        one.name for one in rules.ListBooks(rules_pb2.ListBooksRequest()).books
    }


def test_a_call_that_went_well_has_no_incident_in_its_line(
    server: RunningServer, desk: Callable[[str], Desk]
) -> None:
    desk("director").rules.ListBooks(rules_pb2.ListBooksRequest())
    line = [one for one in server.log() if one.get("rpc", "").endswith("/ListBooks")][-1]
    assert line["outcome"] == OK
    assert "incident" not in line
