"""A later edition at the terminal: drafted by one, weighed, published by another; rulings kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal
from tests.rules.office import CHECKER, LETTERS, MAKER, Office, text
from tests.worlds import World

pytestmark = [
    pytest.mark.parametrize("shape", ["socket"]),
    pytest.mark.usefixtures("office"),
]

CLERK = "s.secretary"
SAME_CITY = (LETTERS, "去向=同城", "转接方式=纸质介绍信")
ID = "33333333-0000-4000-8000-000000000000"


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


@pytest.fixture
def office(world: World) -> Office:
    """Two people who may publish, and who are not the same."""
    return Office(world)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "介绍信.yaml"
    path.write_text(text(), encoding="utf-8")
    return str(path)


def proposed(terminal: Terminal, file: str) -> str:
    draft: str = data(terminal(MAKER, "rules", "propose", file, "-o", "json"))["id"]
    return draft


def kept(terminal: Terminal, case: str, *more: str) -> str:
    line = ("rules", "keep", *SAME_CITY, "--case", case, *more, "-o", "json")
    ruling: str = data(terminal(CLERK, *line))["id"]
    return ruling


def test_one_drafts_another_publishes_and_old_cases_keep_their_edition(
    terminal: Terminal, world: World, file: str
) -> None:
    ran = terminal(MAKER, "rules", "propose", file)
    assert "待公布" in ran.out
    assert "公布当天" in ran.out
    draft = data(terminal(CLERK, "rules", "drafts", "-o", "json"))["drafts"][0]["id"]
    assert f"dangwu --as ‹组织部另一人› rules publish {draft}" in ran.err
    own = terminal(MAKER, "rules", "publish", draft, code=4).err
    assert "OWN_DRAFT" in own
    assert f"rules reject {draft} --note" in own
    published = terminal(CHECKER, "rules", "publish", draft)
    assert "已公布" in published.out
    assert f"{draft} {LETTERS}，2026-06-15 起施行（待公布）" in published.err
    world.clock.pass_days(10)  # 2026-06-20
    asked = ("rules", "explain", *SAME_CITY)
    new = terminal(CLERK, *asked, "--submitted", "2026-06-16").out
    assert "答：30 日" in new
    assert "不用" in new
    old = terminal(CLERK, *asked, "--submitted", "2026-06-14").out
    assert "答：90 日" in old
    assert "早于施行日" in old
    before = terminal(CLERK, *asked, "--submitted", "2026-06-16", "--known", "2026-06-09").out
    assert "答：90 日" in before
    assert "尚不知道" in before


def test_impact_names_the_open_cases_before_it_is_published(
    terminal: Terminal, world: World, file: str
) -> None:
    world.clock.pass_days(10)
    still_open, past = kept(terminal, "介字1号"), kept(terminal, "介字2号")
    elder = kept(terminal, "介字3号", "--submitted", "2026-06-12")
    terminal(CLERK, "rules", "close", past)
    Path(file).write_text(text(start="2026-06-15"), encoding="utf-8")
    told = terminal(MAKER, "rules", "impact", proposed(terminal, file)).out
    lines = told.splitlines()
    for ruling, state in ((still_open, "在办"), (past, "已办结")):
        (line,) = [one for one in lines if one.startswith(ruling)]
        assert state in line
        assert "去向：同城" in line
        assert "90 日" in line
        assert "30 日" in line
    assert elder not in told
    assert "共重算 3 项决定：在办 1 项、已办结 1 项会有不同结果。" in told


def test_a_draft_is_compared_with_the_edition_before(terminal: Terminal, file: str) -> None:
    draft = proposed(terminal, file)
    compare = ("rules", "compare", "2019-05-21", draft, "--book", LETTERS)
    told = terminal(CLERK, *compare).out
    assert LETTERS in told.splitlines()[0]
    for part in ("施行", "2019-05-21", "2026-06-15", "「同城」", "90 日", "30 日", "1 处答案不同"):
        assert part in told
    assert "earlier" not in told
    assert data(terminal(CLERK, *compare, "-o", "json"))["differ"] == 1
    other = ("rules", "compare", draft, "2019-05-21", "--book", "rung_days")
    assert "NOT_COMPARABLE" in terminal(CLERK, *other, code=2).err


def test_a_broken_book_is_refused_with_its_key_and_the_mend(
    terminal: Terminal, tmp_path: Path
) -> None:
    for broken, said in (
        (text(days=120), "120"),
        (text().replace("asks:", "ask:"), "ask"),
        (text().replace("then: 30}", "then: 31}"), "31"),
    ):
        path = tmp_path / "broken.yaml"
        path.write_text(broken, encoding="utf-8")
        refused = terminal(MAKER, "rules", "propose", str(path), code=2).err
        assert "BOOK_BROKEN" in refused
        assert said in refused
    drafts = data(terminal(MAKER, "rules", "drafts", "-o", "json"))
    assert drafts == {"drafts": []}


def test_a_rehearsed_draft_is_checked_and_not_kept(terminal: Terminal, file: str) -> None:
    assert "未提交任何更改" in terminal(MAKER, "rules", "propose", file, "--rehearse").err
    assert "没有草稿" in terminal(MAKER, "rules", "drafts").err
    draft = proposed(terminal, file)
    assert "已公布" in terminal(CHECKER, "rules", "publish", draft, "--rehearse").out
    assert "待公布" in terminal(CHECKER, "rules", "draft", draft).out


def test_a_file_that_is_published_waits_for_a_second_person(terminal: Terminal, file: str) -> None:
    told = terminal(MAKER, "rules", "publish", file, code=5)
    assert "还没有公布" in told.err
    drafts = data(terminal(CHECKER, "rules", "drafts", "--state", "待公布", "-o", "json"))
    assert len(drafts["drafts"]) == 1


def test_a_rejected_draft_is_closed_with_its_reason(terminal: Terminal, file: str) -> None:
    draft = proposed(terminal, file)
    told = terminal(MAKER, "rules", "reject", draft, "--note", "条款有误").out
    assert "条款有误" in told
    assert "未采用" in told
    closed = terminal(CHECKER, "rules", "publish", draft, code=6).err
    assert "DRAFT_CLOSED" in closed
    assert f"rules draft {draft}" in closed
    assert "DRAFT_UNKNOWN" in terminal(CLERK, "rules", "draft", "d-000000000000", code=9).err


def test_the_whole_draft_is_shown_with_who_made_it(terminal: Terminal, file: str) -> None:
    draft = proposed(terminal, file)
    shown = terminal(CLERK, "rules", "draft", draft).out
    assert "提出人" in shown
    assert "# Thirty days are enough in one city." in shown


def test_a_clerk_may_look_and_not_propose(terminal: Terminal, file: str) -> None:
    refused = terminal(CLERK, "rules", "propose", file, code=4).err
    assert "提出规则草稿" in refused
    assert "组织部" in refused


def test_a_ruling_keeps_its_receipt_whatever_comes_later(
    terminal: Terminal, world: World, file: str
) -> None:
    world.clock.pass_days(10)
    line = ("rules", "keep", *SAME_CITY, "--case", "介字7号", "--from", "2026-06-20")
    rehearsed = terminal(CLERK, *line, "--rehearse")
    assert "介字7号" in rehearsed.out
    assert "没有判定" in terminal(CLERK, "rules", "rulings").err
    kept_once = terminal(CLERK, *line, "--request-id", ID)
    assert kept_once.out == terminal(CLERK, *line, "--request-id", ID).out
    assert "答：90 日" in kept_once.out
    assert "为第一日" in kept_once.out
    (ruling,) = data(terminal(CLERK, "rules", "rulings", "--open", "-o", "json"))["rulings"]
    terminal(CHECKER, "rules", "publish", proposed(terminal, file))
    later = terminal(CLERK, "rules", "ruling", ruling["id"]).out
    assert "答：90 日" in later
    assert later == kept_once.out
    assert "RULING_NOT_YOURS" in terminal("outsider", "rules", "ruling", ruling["id"], code=4).err


def test_a_case_is_closed_once(terminal: Terminal) -> None:
    ruling = kept(terminal, "介字9号")
    rehearsed = terminal(CLERK, "rules", "close", ruling, "--rehearse")
    assert "已办结" in rehearsed.out
    assert "介字9号" in rehearsed.err
    terminal(CLERK, "rules", "close", ruling)
    assert data(terminal(CLERK, "rules", "rulings", "--open", "-o", "json"))["rulings"] == []
    refused = terminal(CLERK, "rules", "close", ruling, code=6).err
    assert "RULING_CLOSED" in refused
    assert f"rules ruling {ruling}" in refused


def test_what_was_done_with_the_rules_is_in_the_audit_log(
    terminal: Terminal, world: World, file: str
) -> None:
    draft = proposed(terminal, file)
    terminal(CHECKER, "rules", "publish", draft)
    ruling = kept(terminal, "介字11号")
    world.settle()
    entries = data(terminal("inspector", "audit", "list", "--subject", draft, "-o", "json"))
    done = [one["rpc"].rpartition("/")[2] for one in entries["entries"]]
    assert done == ["ProposeEdition", "ApproveEdition"]
    listed = data(terminal("inspector", "audit", "list", "--subject", ruling, "-o", "json"))
    entry = listed["entries"][-1]
    shown = terminal("inspector", "audit", "show", "rules", str(entry["sequence"])).out
    assert "作出判定 KeepRuling" in shown
    assert "依据：组织关系介绍信有效期为几日？答：90 日。" in shown
    assert "  版本 " in shown
    assert "  示例规则，待学校正式文本：学校样例值" in shown
