"""Retentions, searches, holds and whole units, typed by the people who do the work."""

import json
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

READY = "N00000"
STAY = (
    "--ground", "study-abroad", "--from", "2026-09-01", "--until", "2029-08-31",
    "--place", "某国某大学", "--contact-name", "家属", "--contact-phone", "19900000099",
    "--own-contact", "a@b.example", "--occupation", "攻读博士学位（全日制）",
)  # fmt: skip


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


def test_abroad_a_contact_and_the_return(terminal: Terminal, world: World) -> None:
    request = ("change", "request", "retention-abroad", READY, *STAY)
    rehearsed = terminal("s.commissioner", *request, "--rehearse")
    assert "演练" in rehearsed.err
    filed = terminal("s.commissioner", *request)
    assert "199****99" in filed.out
    assert "19900000099" not in filed.out
    assert "仍属信息学院硕士党支部。" in filed.out
    listed = data(terminal("a.secretary", "inbox", "-o", "json"))
    [case] = [one["id"] for one in listed["transfers"]]
    terminal("a.secretary", "transfer", "sign", case)
    terminal("director", "transfer", "accept", case)
    [term] = data(terminal("s.commissioner", "term", "list", READY, "-o", "json"))["terms"]
    assert (term["kind"], term["due_on"]) == ("TERM_KIND_ABROAD", "2027-03-01")
    world.clock.pass_days(100)
    shown = terminal(
        "s.commissioner", "term", "contact", term["id"], "--how", "电话", "--on", "2026-09-18"
    )
    assert "2027-03-18" in shown.out
    assert "已联系上" in terminal("s.commissioner", "term", "contacts", term["id"]).out
    ended = terminal(
        "s.commissioner", "term", "end", term["id"], "--on", "2026-09-18", "--because", "提前回国"
    )
    assert "2026-12-18" in ended.out
    assert "申请恢复组织生活" in ended.out
    assert data(terminal("s.commissioner", "change", "request", "resumption", READY, "-o", "json"))


def test_a_search_and_what_it_is_not_enough_for(terminal: Terminal) -> None:
    search = ("term", "search", READY, "--last", "2025-11-30", "--because", "电话停机")
    begun = terminal("s.commissioner", *search)
    assert "已逾期" in begun.out
    assert "TERM_RUNS" in terminal("s.commissioner", *search, code=6).err
    suspend = ("change", "request", "suspension", READY, "--ground", "lost-contact")
    refused = terminal("s.commissioner", *suspend, code=6)
    assert "没有查找记录" in refused.err
    assert "TERM_UNKNOWN" in terminal(
        "s.commissioner", "term", "end", "c-000000000000", "--on", "2026-06-10",
        "--because", "找到", code=9,
    ).err  # fmt: skip


def test_a_hold_placed_listed_and_released(terminal: Terminal) -> None:
    placed = terminal(
        "director", "hold", "place", READY, "--document", "纪字〔2026〕1号", "--because", "核实"
    )
    assert "不可" in placed.out
    assert "纪字〔2026〕1号" in terminal("s.secretary", "hold", "list", READY).out
    assert "可说明理由放行" in terminal("s.secretary", "hold", "list", "N00001").out
    terminal("director", "hold", "release", READY, "--because", "结束")
    assert "没有限制" in terminal("director", "hold", "list", READY).err
    assert "HOLD_UNKNOWN" in terminal(
        "director", "hold", "release", READY, "--because", "结束", code=9
    ).err  # fmt: skip


def test_a_whole_unit_and_an_override_badly_written(terminal: Terminal) -> None:
    unit = ("change", "unit", "0101", "--to", "0201", "--because", "支部撤并")
    moved = data(terminal("a.organizer", *unit, "-o", "json"))
    assert len(moved["passengers"]) == 5
    bad = ("change", "request", "certificate", READY, "--override", "DUES_UNPAID")
    assert "代码=理由" in terminal("s.commissioner", *bad, code=2).err


def test_a_returned_change_is_mended(terminal: Terminal) -> None:
    filed = data(
        terminal(
            "s.commissioner", "change", "request", "retention-abroad", READY, *STAY, "-o", "json"
        )
    )
    terminal("a.secretary", "transfer", "return", filed["id"], "--because", "请核对去处")
    mended = terminal("s.commissioner", "change", "submit", filed["id"], "--place", "他国某大学")
    assert "他国某大学" in mended.out
    assert "2029-08-31" in mended.out
