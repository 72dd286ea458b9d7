"""A transfer from end to end, typed by the people who do the work."""

import json
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

READY, BEHIND = "N00000", "N00001"
SOURCE, TARGET = "信息学院硕士党支部", "海洋学院博士党支部"
STAYS = f"在 {TARGET} 接收之前，仍属 {SOURCE}。"
REQUEST = ("transfer", "request", READY, "--to", "0201", "--reason", "转专业")


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


def filed(terminal: Terminal) -> str:
    case: str = data(terminal("s.commissioner", *REQUEST, "-o", "json"))["id"]
    return case


def agreed(terminal: Terminal) -> str:
    case = filed(terminal)
    for person in ("s.secretary", "a.secretary", "b.secretary"):
        terminal(person, "transfer", "sign", case)
    return case


def test_what_is_missing_is_found_and_mended_before_anything_is_filed(terminal: Terminal) -> None:
    check = ("transfer", "check", BEHIND, "--to", "0201")
    missing = terminal("s.commissioner", *check, code=6)
    assert "党费" in missing.out
    assert "电话" in missing.out
    refused = terminal(
        "s.commissioner",
        "transfer",
        "request",
        BEHIND,
        "--to",
        "0201",
        "--reason",
        "转专业",
        code=6,
    )
    assert "NOT_READY" in refused.err
    assert "transfer check p-" in refused.err
    mended = terminal(
        "s.commissioner", "member", "amend", BEHIND, "--dues", "2026-05", "--phone", "19912345678"
    )
    assert "199****5678" in mended.out
    ready = terminal("s.commissioner", *check)
    assert "可以提交" in ready.out
    assert ready.out.index("支部核实") < ready.out.index("转出审批") < ready.out.index("支部接收")


def test_the_member_belongs_to_the_source_until_the_target_accepts(
    terminal: Terminal, world: World
) -> None:
    case = agreed(terminal)
    world.clock.pass_days(1)
    before = terminal("s.secretary", "member", "show", READY).out
    assert before.splitlines()[0].split() == ["所属组织", SOURCE]
    assert STAYS in before
    assert STAYS in terminal("t.secretary", "transfer", "show", case).out
    assert STAYS in terminal("t.secretary", "transfer", "why", case).out
    after = terminal("t.secretary", "transfer", "accept", case).out
    assert "仍属" not in after
    shown = terminal("t.secretary", "member", "show", READY).out
    assert shown.splitlines()[0].split() == ["所属组织", TARGET]
    stretches = data(terminal("t.secretary", "member", "history", READY, "-o", "json"))
    assert [one["organization_name"] for one in stretches["relationships"]] == [SOURCE, TARGET]


def test_each_step_shows_the_case_in_a_line_first(terminal: Terminal) -> None:
    case = filed(terminal)
    signed = terminal("s.secretary", "transfer", "sign", case)
    assert signed.err.splitlines()[0] == f"{case} 党员ready {SOURCE} → {TARGET}（已提交）"


def test_the_inbox_has_what_waits_on_me_and_says_what_to_type(terminal: Terminal) -> None:
    case = filed(terminal)
    waiting = terminal("s.secretary", "inbox")
    assert case in waiting.out
    assert f"dangwu --as s.secretary transfer sign {case}" in waiting.err
    assert "没有待办" in terminal("a.secretary", "inbox").err
    assert data(terminal("a.secretary", "inbox", "-o", "json")) == {"transfers": []}


def test_why_says_who_since_when_by_when_and_under_which_rule(terminal: Terminal) -> None:
    told = terminal("s.commissioner", "transfer", "why", filed(terminal)).out
    assert f"现在由 {SOURCE} 书记 人s.secretary 办理。" in told
    assert "从 2026-06-10 10:00 起等待。" in told
    assert "应于 2026-06-15 前（含当日）办理。" in told  # three working days
    assert "依据：" in told
    assert "出处：" in told
    assert "示例规则" in told
    assert "怎样推进：" in told


def test_why_says_that_it_is_overdue(terminal: Terminal, world: World) -> None:
    case = filed(terminal)
    world.clock.pass_days(5)
    assert "已逾期" not in terminal("s.secretary", "transfer", "why", case).out
    world.clock.pass_days(1)
    assert "已逾期" in terminal("s.secretary", "transfer", "why", case).out


def test_an_applicant_an_outsider_and_a_former_secretary_are_refused(terminal: Terminal) -> None:
    case = filed(terminal)
    for person, reason in (
        ("s.commissioner", "SIGNED_ALREADY"),
        ("outsider", "NOT_YOURS"),
        ("former", "ROLE_NOT_ALLOWED"),
    ):
        refused = terminal(person, "transfer", "sign", case, code=4)
        assert f"原因代码：{reason}" in refused.err
        assert refused.out == ""


def test_a_wrong_step_names_the_steps_that_are_possible(terminal: Terminal) -> None:
    case = filed(terminal)
    refused = terminal("t.secretary", "transfer", "accept", case, code=6)
    assert "原因代码：WRONG_STATE" in refused.err
    assert f"dangwu --as t.secretary transfer sign {case}" in refused.err
    assert f"dangwu --as t.secretary transfer return {case} --because" in refused.err
    assert "请求编号：" in refused.err


def test_a_second_case_for_one_member_is_refused(terminal: Terminal) -> None:
    case = filed(terminal)
    refused = terminal("s.commissioner", *REQUEST, code=6)
    assert "TRANSFER_OPEN" in refused.err
    assert f"transfer why {case}" in refused.err


def test_a_sample_rule_that_cites_nothing_is_given_no_article(terminal: Terminal) -> None:
    terminal("s.commissioner", "member", "amend", READY, "--dues-through", "2026-01")
    refused = terminal("s.commissioner", *REQUEST, code=6)
    assert "NOT_READY" in refused.err
    assert "依据：" not in refused.err


def test_a_rehearsal_changes_nothing(terminal: Terminal, world: World) -> None:
    rehearsed = terminal("s.commissioner", *REQUEST, "--rehearse")
    assert "未提交任何更改" in rehearsed.err
    assert "信息学院党委" in rehearsed.out
    assert data(terminal("s.commissioner", "transfer", "list", "-o", "json")) == {"transfers": []}
    assert world.campus.members["ready"] in terminal("s.commissioner", "member", "show", READY).out


def test_returned_mended_submitted_again_withdrawn(terminal: Terminal) -> None:
    case = filed(terminal)
    returned = terminal("s.secretary", "transfer", "return", case, "--because", "去向有误")
    assert "去向有误" in returned.out
    again = terminal("s.commissioner", "transfer", "submit", case, "--to", "海洋学院党委")
    assert "海洋学院党委" in again.out
    withdrawn = terminal("s.commissioner", "transfer", "withdraw", READY)
    assert "已撤回" in withdrawn.out


def test_the_committee_names_the_branch_as_it_signs(terminal: Terminal) -> None:
    line = ("transfer", "request", READY, "--to", "02", "--reason", "change-of-major", "-o", "json")
    case = data(terminal("s.commissioner", *line))["id"]
    terminal("s.secretary", "transfer", "sign", case)
    terminal("a.secretary", "transfer", "sign", case)
    unnamed = terminal("b.secretary", "transfer", "sign", case, code=2)
    assert "BRANCH_NOT_NAMED" in unnamed.err
    signed = terminal("b.secretary", "transfer", "sign", case, "--branch", "0201")
    assert TARGET in signed.out


def test_rejected_for_a_coded_reason(terminal: Terminal) -> None:
    case = filed(terminal)
    rejected = terminal("s.secretary", "transfer", "reject", case, "--reason", "重复申请")
    assert "重复申请" in rejected.out
    assert SOURCE in terminal("s.secretary", "member", "show", READY).out
    assert "本件已办结" in terminal("s.secretary", "transfer", "why", case).out


def test_history_and_audit_log_tell_the_same_story(terminal: Terminal, world: World) -> None:
    case = filed(terminal)
    terminal("s.secretary", "transfer", "sign", case)
    told = terminal("s.secretary", "transfer", "history", case).out
    assert told.index("申请转接") < told.index("签字  ")
    assert "人s.secretary" in told
    world.settle()
    entries = data(terminal("inspector", "audit", "list", "--subject", case, "-o", "json"))[
        "entries"
    ]
    assert [one["rpc"].rpartition("/")[2] for one in entries] == ["RequestTransfer", "SignTransfer"]
    last = entries[-1]
    shown = terminal("inspector", "audit", "show", last["source"], str(last["sequence"])).out
    assert "签字 SignTransfer" in shown
    assert last["hash"] in shown
    by_name = terminal("inspector", "audit", "list", "--actor", "s.secretary", "-o", "json")
    assert {one["actor_id"] for one in data(by_name)["entries"]} == {
        world.campus.people["s.secretary"]
    }
    assert "transfer" in terminal("inspector", "audit", "sources").out


def test_numbers_in_clear_need_a_purpose_and_leave_an_entry(
    terminal: Terminal, world: World
) -> None:
    masked = terminal("s.secretary", "member", "show", READY).out
    assert "9999***********" in masked
    terminal("inspector", "member", "reveal", READY, code=2)
    shown = terminal("inspector", "member", "reveal", READY, "--purpose", "核对介绍信").out
    assert "19900000001" in shown
    world.settle()
    found = terminal(
        "inspector", "audit", "list", "--subject", world.campus.members["ready"], "-o", "json"
    )
    assert '"purpose":"核对介绍信"' in data(found)["entries"][-1]["request"]


def test_things_can_be_named_in_several_ways(terminal: Terminal, world: World) -> None:
    ids = world.campus.organizations
    for typed in ("0101", ids["0101"], SOURCE):
        assert data(terminal("director", "org", "show", typed, "-o", "json"))["id"] == ids["0101"]
    member = world.campus.members["ready"]
    for typed in (READY, member):
        assert data(terminal("director", "member", "show", typed, "-o", "json"))["id"] == member
    unclear = terminal("director", "org", "show", "学院", code=9)
    assert "0101 信息学院硕士党支部" in unclear.err
    assert "dangwu member find" in terminal("director", "member", "show", "N99999", code=9).err
    assert "没有在办的转接" in terminal("director", "transfer", "show", READY, code=9).err


@pytest.mark.parametrize(
    ("text", "found"),
    [("ready", True), ("N00000", True), ("查无此人", False)],
)
def test_a_member_is_found_by_name_or_number(terminal: Terminal, text: str, found: bool) -> None:
    assert (READY in terminal("director", "member", "find", text).out) is found


def test_a_sensitive_number_can_be_kept_out_of_the_shells_history(terminal: Terminal) -> None:
    find = ("member", "find", "--phone", "-")
    typed = "\ufeff19900000001\r\n"
    assert READY in terminal("director", *find, "--purpose", "核对介绍信", typed=typed).out
    assert "--purpose" in terminal("director", *find, typed=typed, code=2).err
    assert "--id-number" in terminal("director", "member", "find", "1" * 18, code=2).err


def test_the_tree_shows_who_is_below_whom(terminal: Terminal) -> None:
    rows = terminal("s.secretary", "org", "tree").out.splitlines()
    committee = next(row for row in rows if "信息学院党委" in row)
    branch = next(row for row in rows if SOURCE in row)
    assert rows.index(committee) < rows.index(branch)
    assert committee.startswith("  信")
    assert branch.startswith("    信")
    below = data(terminal("s.secretary", "org", "tree", "02", "-o", "json"))["organizations"]
    assert [one["code"] for one in below] == ["02", "0201", "0202"]


def test_an_organization_with_its_posts_and_its_past(terminal: Terminal) -> None:
    shown = terminal("director", "org", "show", "0101").out
    assert "人s.deputy" in shown
    assert "信息学院党委" in shown
    assert "2024-01-01" in terminal("director", "org", "show", "0101", "--history").out


def test_a_list_is_cut_where_it_was_asked_to_be(terminal: Terminal) -> None:
    some = terminal("director", "member", "list", "--limit", "2")
    assert len(some.out.splitlines()) == 3
    assert "--all" in some.err
    everybody = terminal("director", "member", "list", "--all", "--limit", "2")
    assert len(everybody.out.splitlines()) == 8
    assert everybody.err == ""


def test_json_has_every_field_by_its_own_name(terminal: Terminal) -> None:
    from dangwu.transfer.v1 import transfer_pb2

    case = data(terminal("s.commissioner", *REQUEST, "--output=json"))
    absent = {"ended_at", "departure", "arrival", "examination", "plan"}
    assert set(case) == {field.name for field in transfer_pb2.Transfer.DESCRIPTOR.fields} - absent
    assert case["state"] == "TRANSFER_STATE_SUBMITTED"


def test_english_for_those_who_ask(terminal: Terminal) -> None:
    told = terminal("s.commissioner", *REQUEST, "--lang", "en").out
    assert f"Until {TARGET} accepts, the member still belongs to {SOURCE}." in told
    refused = terminal("s.commissioner", *REQUEST, "--lang", "en", code=6).err
    assert "The member has an open transfer already" in refused
    assert "reason: TRANSFER_OPEN" in refused
