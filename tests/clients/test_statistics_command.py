"""`dangwu statistics`: numbers as a clerk asks for them, and what is wrong said in words."""

import json

import pytest

from tests.clients.terminal import Terminal

pytestmark = pytest.mark.parametrize("shape", ["socket"])
TODAY = "2026-06-10"


def test_the_roll_adds_up_to_its_last_line(terminal: Terminal) -> None:
    told = terminal("director", "statistics", "roll", "--on", TODAY).out.splitlines()
    assert told[0].split()[:3] == ["组织", "正式", "预备"]
    assert told[-1].split()[0] == "合计"
    for column in (1, 2):
        assert sum(int(line.split()[column]) for line in told[1:-1]) == int(
            told[-1].split()[column]
        )
    found = json.loads(terminal("director", "statistics", "roll", "--on", TODAY, "-o", "json").out)
    assert found["total"]["full"] == int(told[-1].split()[1])


def test_below_one_organization_only_its_own_are_counted(terminal: Terminal) -> None:
    line = ("statistics", "roll", "--on", TODAY, "--org", "01", "-o", "json")
    names = {
        one["organization_name"] for one in json.loads(terminal("director", *line).out)["counts"]
    }
    assert names == {"信息学院硕士党支部", "信息学院教工党支部"}
    refused = terminal("a.secretary", "statistics", "roll", "--org", "02", code=4)
    assert "NOT_YOURS" in refused.err


def test_who_was_entered_shows_as_admitted_and_nobody_is_lost(terminal: Terminal) -> None:
    period = ("--from", "2026-01-01", "--until", TODAY)
    moved = terminal("inspector", "statistics", "movements", *period).out
    assert "登记入册" in moved
    stated = terminal("inspector", "statistics", "conservation", *period).out
    assert "是否守恒" in stated
    assert "2026-01-01 终了在册" in stated


def test_what_is_open_is_counted_where_it_waits(terminal: Terminal) -> None:
    request = ("transfer", "request", "N00000", "--to", "0201", "--reason", "转专业")
    terminal("s.commissioner", *request)
    told = json.loads(terminal("director", "statistics", "open", "-o", "json").out)
    assert told["total"]["waiting"] == 1
    [place] = told["counts"]
    assert place["organization_name"] == "信息学院硕士党支部"


def test_days_to_come_are_refused_and_the_field_is_named(terminal: Terminal) -> None:
    refused = terminal("director", "statistics", "roll", "--on", "2199-01-01", code=2)
    assert "只能统计到今天" in refused.err
