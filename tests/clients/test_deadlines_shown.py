"""A deadline is shown in the days its rule counts; one that cannot be known says why."""

import json

import pytest

from tests.clients.terminal import Terminal
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

REQUEST = ("transfer", "request", "N00000", "--to", "0201", "--reason", "转专业")


def test_rungs_to_come_count_working_days(terminal: Terminal) -> None:
    filed = terminal("s.commissioner", *REQUEST).out
    assert "2026-06-15" in filed
    assert "5 个工作日" in filed
    assert "5 working days" in terminal("s.secretary", "transfer", "show", "N00000",
                                        "--lang", "en").out  # fmt: skip


def test_a_deadline_in_a_year_without_a_calendar_says_so_at_once(
    terminal: Terminal, world: World
) -> None:
    world.clock.pass_days(203)  # 2026-12-30
    terminal("s.commissioner", "member", "amend", "N00000", "--dues-through", "2026-11")
    case = json.loads(terminal("s.commissioner", *REQUEST, "-o", "json").out)["id"]
    shown = terminal("s.secretary", "transfer", "show", case).out
    assert "环节 1：这段期限涉及 2027 年" in shown
    told = terminal("s.secretary", "transfer", "why", case).out
    assert "2027 年的工作日历尚未载入" in told
    assert "已逾期" not in told
