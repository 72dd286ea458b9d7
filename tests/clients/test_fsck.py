"""`dangwu fsck` is quiet about what holds, and ends with 8 on anything that does not."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from dangwu_client.staff import fsck, terms
from tests.clients.terminal import Terminal
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fsck, "COURIER_S", 0.5)


def tamper(world: World, service: str, statement: str) -> None:
    assert world.host
    with world.host.databases[service].engine.begin() as connection:
        connection.execute(sa.text(statement))


def checked(terminal: Terminal, code: int, person: str = "inspector") -> Any:
    return json.loads(terminal(person, "fsck", "-o", "json", code=code).out)


@pytest.mark.parametrize("person", ["inspector", "director", "administrator"])
def test_a_sound_house(terminal: Terminal, person: str) -> None:
    found = checked(terminal, 0, person)
    assert {one["service"] for one in found["verifications"]} == set(terms.CHECKS)
    assert {one["state"] for one in found["journals"]} == {"matches"}
    assert {one["service"] for one in found["journals"]} == set(terms.CHECKS) - {"audit"}


def test_it_waits_for_what_is_still_on_its_way_to_the_log(terminal: Terminal) -> None:
    terminal("director", "member", "amend", "N00000", "--dues", "2026-04")
    assert {one["state"] for one in checked(terminal, 0)["journals"]} == {"matches"}


def test_every_check_has_a_name_in_chinese(terminal: Terminal) -> None:
    found = checked(terminal, 0)
    names = {check["name"] for one in found["verifications"] for check in one["checks"]}
    assert names <= set(terms.PROMISES)


def test_a_member_who_belongs_nowhere(terminal: Terminal, world: World) -> None:
    member = world.campus.members["ready"]
    tamper(world, "transfer", f"DELETE FROM relationship WHERE member_id = '{member}'")
    ran = terminal("inspector", "fsck", code=8)
    assert member in ran.out
    assert "✗ 核验未通过。" in ran.err


def test_a_log_that_has_lost_a_source(terminal: Terminal, world: World) -> None:
    tamper(world, "audit", "DELETE FROM source WHERE id = 'rules'")
    found = checked(terminal, 8)
    states = {one["service"]: one["state"] for one in found["journals"]}
    assert states["rules"] == "behind"


def test_a_log_that_tells_another_story(terminal: Terminal, world: World) -> None:
    tamper(world, "audit", f"UPDATE source SET last_hash = '{'0' * 64}' WHERE id = 'directory'")
    found = checked(terminal, 8)
    states = {one["service"]: one["state"] for one in found["journals"]}
    assert states["directory"] == "differs"


def test_who_may_not_check_is_told_so(terminal: Terminal) -> None:
    ran = terminal("s.secretary", "fsck", code=4)
    assert "ROLE_NOT_ALLOWED" in ran.err
    assert "! 没有全部核验。" in ran.err
