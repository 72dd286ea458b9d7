"""Outside organizations at the desk: found as they are called, described, and shown."""

import json
from typing import Any

import pytest

from tests.clients.terminal import Ran, Terminal
from tests.directory.outsides import Outsides
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

DESCRIBE = ("outside", "describe", "90", "--category", "党委组织部门", "--region", "990102")


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


def test_described_found_and_shown(terminal: Terminal) -> None:
    described = terminal(
        "director", *DESCRIBE, "--alias", "海港组", "--alias", "HG", "--phone", "0990-5550001"
    )
    assert "海港组、HG" in described.out
    assert "请求编号：" in described.err
    found = terminal("s.secretary", "outside", "find", "haigangqu")
    assert "海港区委组织部" in found.out
    assert "读音" in found.out
    shown = terminal("s.secretary", "outside", "show", "海港组").out
    for each in ("党委组织部门", "未联网", "990102", "0990-5550001"):
        assert each in shown
    english = terminal("s.secretary", "outside", "find", "HG", "--lang", "en").out
    assert "The alias “HG” is the same." in english
    assert "county department or above" in english


def test_what_is_left_out_stays_and_an_empty_text_clears(terminal: Terminal, world: World) -> None:
    city = Outsides.of(world).enter("W01", "安澜市委组织部")
    terminal(
        "director", *DESCRIBE, "--alias", "海港组", "--superior", "W01", "--fax", "0990-5550002"
    )
    mended = data(
        terminal("director", "outside", "describe", "海港组", "--connected", "-o", "json")
    )
    assert (mended["aliases"], mended["superior_id"], mended["connected"]) == (
        ["海港组"],
        city,
        True,
    )
    assert (mended["category"], mended["region"]) == (
        "OUTSIDE_CATEGORY_COUNTY_DEPARTMENT",
        "990102",
    )
    clear = ("--superior", "", "--alias", "", "--fax", "")
    cleared = data(terminal("director", "outside", "describe", "90", *clear, "-o", "json"))
    assert (cleared["superior_id"], cleared["aliases"], cleared["fax"]) == ("", [], "")
    assert (cleared["connected"], cleared["etag"]) == (True, "3")


def test_the_first_description_says_what_it_is_and_where(terminal: Terminal) -> None:
    terminal("director", "outside", "describe", "90", code=2)
    refused = terminal("director", "outside", "describe", "90", "--alias", "海港组", code=2)
    assert "--region" in refused.err
    unknown = terminal("director", "outside", "describe", "90", "--category", "村", code=2)
    assert "人才服务机构（talent-agency）" in unknown.err
    shown = terminal("s.secretary", "outside", "show", "90")
    assert "outside describe 90 --category" in shown.err


def test_a_rehearsal_changes_nothing(terminal: Terminal) -> None:
    rehearsed = terminal("director", *DESCRIBE, "--alias", "海港组", "--rehearse")
    assert "未提交任何更改" in rehearsed.err
    assert data(terminal("director", "outside", "show", "90", "-o", "json"))["etag"] == ""


def test_what_is_unclear_is_not_guessed(terminal: Terminal, world: World) -> None:
    office = Outsides.of(world)
    office.enter("W01", "安澜市委组织部")
    office.enter("W02", "安澜市人才中心党委")
    unclear = terminal("director", "outside", "show", "安澜市", code=9)
    assert "W01 安澜市委组织部" in unclear.err
    assert "W02 安澜市人才中心党委" in unclear.err
    mistyped = terminal("director", "outside", "show", "安兰市委组织布", code=9)
    assert "W01 安澜市委组织部" in mistyped.err
    terminal("director", "outside", "show", "没有这样的地方", code=9)
    assert "没有找到" in terminal("director", "outside", "find", "没有这样的地方").err
    for typed in ("W01", "ｗ０１", "安澜市委组织部", "安澜市委"):
        assert data(terminal("director", "outside", "show", typed, "-o", "json"))["code"] == "W01"
    terminal("director", "outside", "show", " ", code=2)


def test_only_the_office_describes_and_an_alias_is_taken_once(
    terminal: Terminal, world: World
) -> None:
    assert "ROLE_NOT_ALLOWED" in terminal("s.secretary", *DESCRIBE, code=4).err
    office = Outsides.of(world)
    office.describe(office.enter("W01", "安澜市委组织部"), "海港组")
    taken = terminal("director", *DESCRIBE, "--alias", "海 港 组", code=6)
    assert "ALIAS_TAKEN" in taken.err
    assert "安澜市委组织部" in taken.err or "W01" in taken.err
    itself = terminal("director", *DESCRIBE, "--superior", "90", code=6)
    assert "SUPERIOR_UNFIT" in itself.err
    own = terminal("director", "outside", "show", world.campus.organizations["0101"], code=6)
    assert "NOT_OUTSIDE" in own.err
