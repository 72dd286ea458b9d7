"""Arrivals at the terminal: one freshman by options, a class by a sheet; numbers never typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from dangwu_client import HrClient, StudentClient, connect
from dangwu_client.errors import Forbidden
from tests.campus import id_number
from tests.clients.terminal import Terminal
from tests.transfer.acts import Cases
from tests.transfer.arrivals import Arrivals
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

NUMBER, PHONE = id_number(900), "19912345678"
WHO = ("--name", "新生甲", "--category", "undergraduate", "--campus-number", "F1")
REGISTER = ("arrival", "register", "--to", "0201", "--from", "91", *WHO)
JOINED = ("--joined-on", "2024-07-01", "--number", "7", "--valid-until", "2026-06-15", "--letter")
HEAD = "姓名,人员类别,学号,身份证号,入党日期,原党组织,介绍信,介绍信编号,有效期至,档案\n"


@pytest.fixture
def arrivals(world: World) -> Arrivals:
    return Arrivals(Cases(world))


def test_a_freshman_typed_from_registration_to_acceptance(
    arrivals: Arrivals, terminal: Terminal, home: Path
) -> None:
    line = (*REGISTER, *JOINED, "-o", "json")
    ran = terminal("b.secretary", *line, typed=f"{NUMBER}\n{PHONE}\n")
    case = json.loads(ran.out)
    assert case["state"] == "TRANSFER_STATE_PROVISIONAL"
    assert (
        "2026-06-15" in ran.err
    )  # too little time is left; the rule says how much there should be
    assert NUMBER not in ran.out + ran.err
    kept = "".join(one.read_text() for one in home.rglob("requests/*.json"))
    assert "新生甲" in kept
    assert NUMBER not in kept
    said = terminal("b.secretary", "arrival", "complete", case["id"], "--file")
    assert "已提交" in said.out
    examine = ["--age", "19", "--activist-months", "14", "--months-before-leaving", "11"]
    examine += ["--book", "--authority", "--own-place"]
    terminal("b.deputy", "arrival", "examine", case["id"], *examine)
    because = ("--because", "原党委函复：日期以志愿书为准")
    terminal("director", "arrival", "resolve", case["id"], *because)
    terminal("b.deputy", "transfer", "sign", case["id"])
    accepted = terminal("t.secretary", "transfer", "accept", case["id"])
    assert "海洋学院博士党支部" in accepted.out


def rows(ran: Any) -> list[tuple[str, str]]:
    return [(one["name"], one["outcome"]) for one in json.loads(ran.out)["rows"]]


def test_a_class_from_a_sheet_one_row_one_outcome_and_again(
    arrivals: Arrivals, terminal: Terminal, tmp_path: Path
) -> None:
    sheet = tmp_path / "class.csv"
    lines = [
        f"新生乙,本科生,F2,{id_number(901)},2024-07-01,91,是,8,2026-08-31,是",
        f"新生丙,本科生,F3,{id_number(902)},2024-07-01,91,是,9,2026-08-31,",
        f"新生丁,本科生,F4,{id_number(903)},2024-07-01,91,,,,是",
        f"新生戊,博士后,F5,{id_number(904)},2024-07-01,91,是,9,2026-08-31,是",
    ]
    sheet.write_text(HEAD + "\n".join(lines), encoding="utf-8-sig")
    line = ("arrival", "register", "--to", "02", "--sheet", str(sheet), "-o", "json")
    wanted = [
        ("新生乙", "TRANSFER_STATE_SUBMITTED"),
        ("新生丙", "TRANSFER_STATE_PROVISIONAL"),
        ("新生丁", "LETTER_MISSING"),
        ("新生戊", "MALFORMED"),
    ]
    assert rows(terminal("b.secretary", *line, "--rehearse", code=5)) == wanted
    assert not arrivals.cases.search("director", name="新生乙")
    assert rows(terminal("b.secretary", *line, code=5)) == wanted
    assert rows(terminal("b.secretary", *line, code=5)) == wanted
    assert len(arrivals.cases.search("director", name="新生乙")) == 1


def test_a_sheet_without_a_column_is_told(terminal: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "class.csv"
    sheet.write_text("姓名,学号\n甲,1\n")
    ran = terminal(
        "b.secretary", "arrival", "register", "--to", "02", "--sheet", str(sheet), code=2
    )
    assert "id_number" in ran.err


def test_campus_clients_register_their_own_people(
    arrivals: Arrivals, terminal: Terminal, world: World
) -> None:
    told = arrivals.person()
    papers = arrivals.papers(file_seen=False)
    place = arrivals.cases.organization("02")
    for client, account, allowed in (
        (HrClient, "service:hr", False),
        (StudentClient, "service:student", True),
    ):
        token = world.tokens.mint(account, world.clock())
        with connect(terminal.address, token=token) as connection:
            if not allowed:
                with pytest.raises(Forbidden):
                    client(connection).register_arrival(place, papers, **told)
                continue
            case = client(connection).register_arrival(place, papers, **told)
            assert client(connection).transfer(case.id).member_name == told["name"]
