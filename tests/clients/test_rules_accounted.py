"""From an edition to the people who drafted and published it; who is told that a draft waits."""

import json
from pathlib import Path
from typing import Any

import pytest

from dangwu.directory.v1 import post_pb2
from dangwu_client.staff import output
from tests.clients.terminal import Ran, Terminal
from tests.rules.office import CHECKER, LETTERS, MAKER, Office, text
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])

INSPECTOR = "inspector"


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def name_of(office: Office, account: str) -> str:
    """What somebody is called."""
    request = post_pb2.GetPersonRequest(id=office.people[account])
    return office.world.desk(MAKER).posts.GetPerson(request).name


def test_an_inspector_comes_from_an_edition_to_its_makers(
    terminal: Terminal, office: Office
) -> None:
    draft = office.publish(text())
    maker, closer = (name_of(office, one) for one in (MAKER, CHECKER))
    told = terminal(INSPECTOR, "rules", "show", LETTERS).out
    (made,) = [line for line in told.splitlines() if line.startswith(draft.edition.id[:12])]
    for part in (draft.id, maker, closer, "2026-06-10 1"):
        assert part in made
    assert made.count("随系统提供") == 0
    (seeded,) = [line for line in told.splitlines() if "2019-05-21 起" in line]
    assert "随系统提供" in seeded
    shown = ("rules", "show", LETTERS, "--edition")
    origin = terminal(INSPECTOR, *shown, draft.edition.id[:12]).err
    assert f"来历：草稿 {draft.id}，{maker} 于" in origin
    assert f"{closer} 于 2026-06-10" in origin
    assert "来历：随系统提供" in terminal(INSPECTOR, *shown, "2019-05-21").err
    assert "来历" not in terminal(INSPECTOR, "rules", "show", LETTERS, "--draft").out


def test_cases_are_read_in_a_table(terminal: Terminal, office: Office) -> None:
    office.publish(text())
    told = terminal(INSPECTOR, "rules", "show", LETTERS).out
    assert "的各种情形：" in told
    (case,) = [line for line in told.splitlines() if "同城纸质介绍信路途短。" in line]
    assert "30" in case
    assert "同城" in case.partition("30")[0]


def test_a_ruling_names_who_published_its_edition(
    terminal: Terminal, office: Office, world: World
) -> None:
    line = ("rules", "keep", LETTERS, "去向=同城", "转接方式=纸质介绍信", "--case")
    terminal("s.secretary", *line, "介字1号")
    before = terminal(INSPECTOR, "rules", "ruling", "介字1号").out
    assert "来历：随系统提供" in before
    draft = office.publish(text())
    world.clock.pass_days(10)
    kept = terminal("s.secretary", *line, "介字2号")
    assert "没有计算期限" in kept.err
    told = terminal(INSPECTOR, "rules", "ruling", "介字2号").out
    assert f"来历：草稿 {draft.id}" in told
    assert terminal(INSPECTOR, "rules", "ruling", "介字1号").out == before


def test_the_list_of_drafts_has_the_edition_and_who_ended_it(
    terminal: Terminal, office: Office
) -> None:
    draft = office.publish(text())
    told = terminal(INSPECTOR, "rules", "drafts", "--book", "介绍信有效期").out
    assert draft.edition.id[:12] in told
    assert name_of(office, CHECKER) in told


@pytest.fixture
def _same_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk has the same day as the server."""
    monkeypatch.setattr(output, "today", lambda: world.clock().astimezone(output.SHANGHAI).date())


@pytest.mark.usefixtures("_same_day")
def test_the_office_is_told_of_drafts_that_others_made(terminal: Terminal, office: Office) -> None:
    assert terminal(CHECKER, "inbox").err == "没有待办。\n"
    draft = office.propose(text())
    told = terminal(CHECKER, "inbox").err
    assert f"{draft.id} {LETTERS}" in told
    assert f"dangwu --as {CHECKER} rules publish {draft.id}" in told
    assert data(terminal(CHECKER, "inbox", "-o", "json")) == {"transfers": []}
    for other in (MAKER, "s.secretary"):
        assert terminal(other, "inbox").err == "没有待办。\n"
    office.approve(draft)
    assert terminal(CHECKER, "inbox").err == "没有待办。\n"


def test_a_fact_in_other_words_is_not_sent(terminal: Terminal) -> None:
    line = ("rules", "ask", LETTERS, "转接途径=纸质介绍信")
    refused = terminal("s.secretary", *line, code=2).err
    assert "没有“转接途径”这一条件；应为：转接方式（channel）、去向（distance）。" in refused
    assert "FACTS_MISFIT" in refused
    assert f"rules show {LETTERS}" in refused


def test_a_new_book_is_said_to_be_new(terminal: Terminal, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    slip = text().replace("letter_validity_days", "letter_validity_dayz", 1)
    file.write_text(slip, encoding="utf-8")
    ran = terminal(MAKER, "rules", "propose", str(file))
    assert f"新规则书（原来没有）：transfer/letter_validity_dayz。是否指 {LETTERS}" in ran.err
