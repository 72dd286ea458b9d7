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
