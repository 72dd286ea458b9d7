"""What a clerk types in any width and form, and reads without codes."""

import json

import pytest

from tests.clients.terminal import Terminal, run
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

REQUEST = ("transfer", "request", "N00000", "--reason", "转专业", "--to")


def test_a_refusal_is_json_for_programs(terminal: Terminal) -> None:
    said = terminal("outsider", "transfer", "show", "t-000000000000", "-o", "json", code=9)
    error = json.loads(said.out)["error"]
    assert error["reason"] == "TRANSFER_UNKNOWN"
    assert error["code"] == "NOT_FOUND"
    assert set(error) == {
        "reason", "code", "message_zh", "message_en", "fields", "details", "request_id"
    }  # fmt: skip


def test_help_and_version_are_json_for_programs(shape: str) -> None:
    assert json.loads(run("-o", "json", "help", "exit-codes").out)["exit_codes"][0]["code"] == 0
    assert "version" in json.loads(run("-o", "json", "--version").out)


@pytest.mark.parametrize("month", ["2026-05", "2026/05", "2026年5月", "２０２６－０５"])
def test_months_are_taken_as_people_write_them(terminal: Terminal, month: str) -> None:
    amend = ("member", "amend", "N00001", "--dues-through", month, "-o", "json")
    assert json.loads(terminal("s.commissioner", *amend).out)["dues_through"] == "2026-05"


def test_a_month_that_is_none_names_the_option_and_an_example(shape: str) -> None:
    ran = run("member", "amend", "N00001", "--dues-through", "2026-13")
    assert ran.code == 2
    assert "--dues-through" in ran.err
    assert "2026-10" in ran.err


def test_nothing_typed_is_a_slip_and_said_so(terminal: Terminal) -> None:
    assert "没有填写" in terminal("s.commissioner", *REQUEST, "", code=2).err


def test_full_width_and_small_letters_mean_the_same(terminal: Terminal) -> None:
    assert "N00000" in terminal("s.commissioner", "member", "show", "ｎ０００００").out


def test_the_destination_finds_the_case_by_the_campus_number(terminal: Terminal) -> None:
    case = json.loads(terminal("s.commissioner", *REQUEST, "0201", "-o", "json").out)["id"]
    for person in ("s.secretary", "a.secretary"):
        terminal(person, "transfer", "sign", "N00000")
    assert case in terminal("b.secretary", "transfer", "show", "N00000").out
    terminal("b.secretary", "transfer", "sign", "N00000")
    accepted = terminal("t.secretary", "transfer", "accept", "N00000").out
    assert "已转入 海洋学院博士党支部。" in accepted
    terminal("outsider", "transfer", "show", "N00000", code=9)


def test_a_committee_is_told_to_name_the_branch_and_which_there_are(terminal: Terminal) -> None:
    asked = terminal("s.commissioner", *REQUEST, "02").out
    assert "由转入党委指定" in asked
    assert "现待" in asked
    for person in ("s.secretary", "a.secretary"):
        terminal(person, "transfer", "sign", "N00000")
    waiting = terminal("b.secretary", "inbox").err
    assert "--branch" in waiting
    assert "0201" in waiting
    refused = terminal("b.secretary", "transfer", "sign", "N00000", code=2).err
    assert "--branch" in refused
    assert "0201" in refused
    assert "branch_id" not in refused


def test_a_role_that_may_not_is_told_in_chinese(terminal: Terminal) -> None:
    case = json.loads(terminal("s.commissioner", *REQUEST, "0201", "-o", "json").out)["id"]
    told = terminal("former", "transfer", "show", case, code=4).err
    assert "查看转接" in told
    assert "党支部委员" in told
    assert "GetTransfer" not in told
    outside = terminal("outsider", "transfer", "show", case, code=4).err
    assert "o-" not in outside


def test_outcomes_are_in_words(terminal: Terminal, world: World) -> None:
    case = json.loads(terminal("s.commissioner", *REQUEST, "0201", "-o", "json").out)["id"]
    terminal("outsider", "transfer", "sign", case, code=4)
    world.settle()
    told = terminal("director", "transfer", "history", case).out
    assert "已办" in told
    assert "OK" not in told
    assert "没有记录" in terminal("inspector", "audit", "list", "--subject", "t-none").err
    listed = terminal("inspector", "audit", "list", "--newest", "-o", "json").out
    times = [one["at"] for one in json.loads(listed)["entries"]]
    assert times == sorted(times, reverse=True)
