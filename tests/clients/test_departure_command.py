"""Departures, typed by the people who do the work: one, a sheet of them, many signed at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal
from tests.transfer.acts import Cases
from tests.transfer.leaving import Departures
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

READY, BEHIND = "N00000", "N00001"
TO = ("--to", "安澜区委组织部", "--destination", "石桥街道第三党支部", "--channel", "online")


@pytest.fixture
def departures(world: World) -> Departures:
    made = Departures(Cases(world))
    made.to()
    return made


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


def filed(terminal: Terminal, member: str = READY) -> str:
    ran = terminal("s.commissioner", "departure", "request", member, *TO, "-o", "json")
    case: str = data(ran)["id"]
    return case


@pytest.mark.usefixtures("departures")
def test_a_departure_from_the_check_to_the_sending(terminal: Terminal) -> None:
    told = terminal("s.commissioner", "departure", "check", READY, *TO).out
    assert "建议：抬头写安澜区委组织部" in told
    assert "可以提交" in told
    missing = terminal("s.commissioner", "departure", "check", BEHIND, *TO, code=6)
    assert "党费" in missing.out
    case = filed(terminal)
    for person in ("s.secretary", "a.secretary", "director"):
        terminal(person, "transfer", "sign", case)
    sent = terminal("director", "departure", "send", case, "--reference", "ZZ-1", "-o", "json")
    assert (data(sent)["state"], data(sent)["reference"]) == ("TRANSFER_STATE_IN_TRANSIT", "ZZ-1")
    elsewhere = ("departure", "redispatch", case, "--because", "改签单位")
    terminal("director", *elsewhere, "--rehearse")
    again = data(terminal("director", *elsewhere, "--destination", "第九党支部", "-o", "json"))
    assert again["state"] == "TRANSFER_STATE_SUBMITTED"
    assert again["departure"]["destination"] == "第九党支部"


@pytest.mark.usefixtures("departures")
def test_a_hold_is_overridden_and_what_is_returned_is_corrected(
    terminal: Terminal, world: World
) -> None:
    world.clock.pass_days(30)
    terminal("s.commissioner", "departure", "request", READY, *TO, code=6)
    reason = ("--override", "DUES_UNPAID=次日入账")
    ran = terminal("s.commissioner", "departure", "request", READY, *TO, *reason, "-o", "json")
    case = data(ran)["id"]
    assert data(ran)["overrides"] == [{"code": "DUES_UNPAID", "reason": "次日入账"}]
    terminal("s.secretary", "transfer", "return", case, "--because", "改用介绍信")
    again = terminal(
        "s.commissioner", "departure", "submit", case, "--channel", "letter", "-o", "json"
    )
    assert data(again)["kind"] == "CASE_KIND_OUT_BY_LETTER"
    assert data(again)["departure"]["destination"] == "石桥街道第三党支部"
    terminal("s.commissioner", "departure", "request", READY, *TO, "--override", "X", code=2)


def test_what_all_have_signed_is_taken_back(terminal: Terminal, departures: Departures) -> None:
    case = departures.agreed()
    ran = terminal("director", "departure", "rescind", case.id, "--because", "留校", "-o", "json")
    assert data(ran)["state"] == "TRANSFER_STATE_RESCINDED"


def test_a_sheet_gives_each_row_its_outcome_and_may_be_run_again(
    terminal: Terminal, departures: Departures, tmp_path: Path
) -> None:
    departures.cases.enter("second")
    second = departures.cases.member("second").campus_number
    sheet = tmp_path / "毕业生.csv"
    row = "安澜区委组织部,石桥街道第三党支部,online"
    sheet.write_text(
        f"学号,抬头,去向,方式\n{READY},{row}\n{BEHIND},{row}\n{second},{row}\n"
        f"{second},无此单位,某支部,飞鸽\n",
        encoding="utf-8-sig",
    )
    typed = ("departure", "request", "--sheet", str(sheet), "-o", "json")
    first = data(terminal("s.commissioner", *typed, code=5))["rows"]
    assert [bool(one["transfer"]) for one in first] == [True, False, True, False]
    assert first[1]["outcome"] == "NOT_READY"
    again = data(terminal("s.commissioner", *typed, code=5))["rows"]
    assert again == first
    for name in ("ready", "second"):
        assert len(departures.cases.history(departures.cases.get(_open(departures, name)))) == 1


def _open(departures: Departures, name: str) -> Any:
    from dangwu.transfer.v1 import transfer_pb2

    return transfer_pb2.Transfer(id=departures.cases.member(name).open_transfer_id)


def test_many_are_signed_at_once_and_each_has_its_outcome(
    terminal: Terminal, departures: Departures
) -> None:
    departures.cases.enter("second")
    ids = [departures.request(departures.to(), name).id for name in ("ready", "second")]
    ran = terminal("s.secretary", "transfer", "sign", *ids, "t-000000000000", "-o", "json", code=5)
    assert [one["id"] for one in data(ran)["transfers"]] == ids
    assert [one["reason"] for one in data(ran)["refused"]] == ["TRANSFER_UNKNOWN"]
    terminal("a.secretary", "transfer", "sign", *ids)
    terminal("a.secretary", "transfer", "sign", *ids, code=6)


@pytest.mark.usefixtures("departures")
def test_a_row_is_told_in_words_what_may_be_let_pass_and_then_is(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("s.secretary", "member", "amend", BEHIND, "--phone", "13800000000")
    heading = "学号,抬头,去向,方式,放行理由\n"
    row = f"{BEHIND},安澜区委组织部,石桥街道第三党支部,{{channel}},{{let}}\n"
    sheet = tmp_path / "毕业生.csv"
    for channel, let, said in (
        ("纸质", "", "请写 网上转接（online）或 纸质介绍信（letter）"),
        ("网上转接", "", "在“放行理由”列写 党费未交清=理由"),
        ("网上转接", "党费未交清", "放行写作 事项=理由"),
    ):
        sheet.write_text(heading + row.format(channel=channel, let=let), encoding="utf-8")
        ran = terminal("s.commissioner", "departure", "request", "--sheet", str(sheet), code=6)
        assert said in ran.out
        assert "DUES_UNPAID" not in ran.out
    sheet.write_text(heading + row.format(channel="网上转接", let="党费未交清：已现金收取"))
    typed = ("s.commissioner", "departure", "request", "--sheet", str(sheet))
    rehearsed = terminal(*typed, "--rehearse")
    assert "可办：" in rehearsed.out
    assert "t-" not in rehearsed.out
    done = data(terminal(*typed, "-o", "json"))["rows"][0]
    shown = terminal("s.commissioner", "transfer", "show", done["transfer"]).out
    assert "党费未交清：已现金收取" in shown


@pytest.mark.usefixtures("departures")
def test_a_check_says_how_to_go_on_and_keeps_its_rules_behind_a_word(terminal: Terminal) -> None:
    told = terminal("s.commissioner", "departure", "check", BEHIND, *TO, code=6)
    assert "--override 党费未交清=理由" in told.out
    assert "校内转接" not in told.out
    assert "依据：" not in told.out
    assert "--why" in told.err
    told = terminal("s.commissioner", "departure", "check", BEHIND, *TO, "--why", code=6)
    assert "依据：" in told.out
    refused = terminal("s.commissioner", "departure", "request", BEHIND, *TO, code=6)
    assert "DUES_UNPAID" not in refused.err
    assert "--override 党费未交清=理由" in refused.err
    left_out = terminal("s.commissioner", "departure", "check", BEHIND, code=2)
    assert "缺少 --to：介绍信抬头或系统中的接收党组织。请补上后重试。" in left_out.err


@pytest.mark.usefixtures("departures")
def test_outside_organizations_are_listed_by_their_codes(terminal: Terminal) -> None:
    told = data(terminal("s.commissioner", "outside", "list", "-o", "json"))["organizations"]
    assert "安澜区委组织部" in [one["name"] for one in told]
    assert [one["code"] for one in told] == sorted(one["code"] for one in told)


def test_the_history_of_what_has_ended_is_found_by_number(
    terminal: Terminal, departures: Departures
) -> None:
    departures.agreed()
    typed = ("director", "transfer", "history", READY)
    assert "申请" in terminal(*typed).out
    terminal("director", "departure", "rescind", READY, "--because", "留校")
    assert "撤销" in terminal(*typed).out
