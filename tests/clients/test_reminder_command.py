"""Reminders at the desk: listed beneath the inbox, noted, counted, announced by hand."""

import json
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal
from tests.transfer.acts import Case, Cases
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


@pytest.fixture
def waiting(world: World) -> Case:
    """A case half of whose time has passed."""
    cases = Cases(world)
    case = cases.sign("s.secretary", cases.request())
    world.clock.pass_days(4)
    return case


def test_announced_listed_and_noted(terminal: Terminal, waiting: Case) -> None:
    swept = terminal("director", "reminder", "sweep")
    assert "发出" in swept.err
    assert data(terminal("director", "reminder", "sweep", "-o", "json")).get("announced", 0) == 0
    listed = data(terminal("a.secretary", "reminder", "list", "-o", "json"))["reminders"]
    [one] = [each for each in listed if each["deadline"]["subject_id"] == waiting.id]
    assert (one["mark"], one["deliveries"]) == (50, {"inbox": "sent"})
    beneath = terminal("a.secretary", "inbox")
    assert f"dangwu transfer sign {waiting.id}" in beneath.out.replace("\n", "") + beneath.err
    noted = terminal("a.secretary", "reminder", "ack", one["id"])
    assert "请求编号：" in noted.err
    left = data(terminal("a.secretary", "reminder", "list", "-o", "json"))["reminders"]
    assert one["id"] not in [each["id"] for each in left]
    whole = data(terminal("a.secretary", "reminder", "list", "--noted", "-o", "json"))["reminders"]
    assert one["id"] in [each["id"] for each in whole]


def test_deadlines_of_one_and_below(terminal: Terminal, waiting: Case) -> None:
    def ids(*words: str) -> list[str]:
        ran = terminal("director", "reminder", "deadlines", *words, "-o", "json")
        return [each["subject_id"] for each in data(ran)["deadlines"]]

    assert waiting.id in ids("--org", "01")
    assert waiting.id not in ids("--org", "02")
    assert waiting.id not in ids("--overdue")
    assert "还有" in terminal("director", "reminder", "deadlines").out


def test_a_rehearsed_sweep_says_so(terminal: Terminal, waiting: Case) -> None:
    assert "演练" in terminal("director", "reminder", "sweep", "--rehearse").err
    assert not data(terminal("a.secretary", "reminder", "list", "-o", "json")).get("reminders")
