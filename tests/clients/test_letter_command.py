"""`dangwu letter`, as people type it: issued, printed, lost, reissued, verified, received."""

import json
from pathlib import Path
from typing import Any

import pytest

from dangwu_client.letters import papers
from tests.clients.terminal import Ran, Terminal
from tests.transfer.letter_acts import TINY, Letters
from tests.transfer.test_rules_change import publish
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])
YEAR = ("--year", "2026")


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def data(ran: Ran) -> Any:
    return json.loads(ran.out)


def issued(terminal: Terminal, letters: Letters) -> Any:
    case = letters.agreed()
    return data(terminal("director", "letter", "issue", case.id, "-o", "json"))


def test_issued_shown_printed_and_verified(
    terminal: Terminal, letters: Letters, tmp_path: Path
) -> None:
    case = letters.agreed()
    ran = terminal("director", "letter", "issue", case.id)
    assert "2601001" in ran.out
    assert "请求编号：" in ran.err
    assert "2026-09-07" in terminal("s.secretary", "letter", "show", case.id).out
    pdf = tmp_path / "介绍信.pdf"
    line = ("letter", "print", case.id, "--purpose", "发给本人", "--to", str(pdf))
    assert "1 份" in terminal("director", *line).out
    read = papers.read(str(pdf))
    assert any("2601001" in page for page in read.pages)
    terminal("director", "letter", "keys")
    checked = terminal("director", "letter", "verify", str(pdf), "--on", "2026-06-10")
    assert "真实" in checked.out


def test_a_blank_letter_is_not_printed(
    terminal: Terminal, letters: Letters, tmp_path: Path
) -> None:
    letter = issued(terminal, letters)
    pdf = tmp_path / "空白.pdf"
    line = ("letter", "print", letter["id"], "--purpose", "套打对位", "--to", str(pdf))
    refused = terminal("director", *line, "--style", "blank", code=1)
    assert "严禁开具空白介绍信" in refused.err
    assert not pdf.exists()
    assert letters.get(letter["id"]).prints == 0
    publish(letters.cases, "transfer/blank_letter_allowed", "then: true")
    letters.world.clock.pass_days(2)
    terminal("director", *line, "--style", "blank")
    assert pdf.exists()


def written(pdf: Path) -> str:
    return "".join("".join(papers.read(str(pdf)).pages).split())


def test_zero_is_written_as_the_rule_of_the_day_says(
    terminal: Terminal, letters: Letters, tmp_path: Path
) -> None:
    letter = issued(terminal, letters)
    line = ("letter", "print", letter["id"], "--purpose", "发给本人", "--to")
    terminal("director", *line, str(tmp_path / "零.pdf"))
    assert "贰零贰陆" in written(tmp_path / "零.pdf")
    publish(letters.cases, "transfer/letter_zero_sign", "then: circle")
    letters.world.clock.pass_days(2)
    terminal("director", *line, str(tmp_path / "圈.pdf"))
    assert "贰〇贰陆" in written(tmp_path / "圈.pdf")


def test_several_at_once_each_with_its_own_outcome(terminal: Terminal, letters: Letters) -> None:
    ready, late = letters.agreed(), letters.filed()
    ran = terminal("director", "letter", "issue", ready.id, late.id, "-o", "json", code=5)
    told = data(ran)
    assert [one["serial"] for one in told["letters"]] == [1]
    assert [(one["case"], one["reason"]) for one in told["refused"]] == [(late.id, "WRONG_STATE")]
    again = terminal("director", "letter", "issue", ready.id, late.id, code=6)
    assert again.err.count("✗") == 2
    odd = ("--request-id", "7b0e5c0e-8f0e-4e0e-9b0e-0e0e0e0e0e0e")
    terminal("director", "letter", "issue", ready.id, late.id, *odd, code=2)


def test_lost_told_and_reissued(terminal: Terminal, letters: Letters) -> None:
    first = issued(terminal, letters)
    lost = terminal(
        "s.secretary", "letter", "lost", first["transfer_id"], "--on", "2026-06-10",
        "--because", "邮寄途中丢失",
    )  # fmt: skip
    assert "已遗失（作废）" in lost.out
    how = ("--on", "2026-06-10", "--how", "电话告知组织科")
    assert "2026-06-10" in terminal("director", "letter", "told", first["id"], *how).out
    anew = terminal(
        "director", "letter", "reissue", first["transfer_id"],
        "--cause", "遗失", "--because", "邮寄途中丢失",
    )  # fmt: skip
    assert "2601002" in anew.out
    assert "2601001" in anew.out
    listed = terminal("director", "letter", "list", *YEAR)
    assert "2026 年共用号 2" in listed.out
    english = terminal("director", "letter", "list", *YEAR, "--lang", "en")
    assert "2026: 2 numbers given out: live 1, lost 1." in english.out


def test_void_and_spoiled(terminal: Terminal, letters: Letters) -> None:
    one, two = issued(terminal, letters), issued(terminal, letters)
    rehearsed = ("letter", "void", one["id"], "--because", "抬头写错", "--rehearse")
    assert "演练" in terminal("director", *rehearsed).err
    assert "已作废" in terminal("director", *rehearsed[:-1]).out
    assert (
        "2601003" in terminal("director", "letter", "spoil", two["id"], "--because", "打印偏移").out
    )
    refused = terminal("director", *rehearsed[:-1], code=6)
    assert "LETTER_VOID" in refused.err


def test_the_register_goes_along_as_a_file(
    terminal: Terminal, letters: Letters, tmp_path: Path
) -> None:
    letter = issued(terminal, letters)
    terminal("director", "letter", "keys")
    terminal("director", "letter", "void", letter["id"], "--because", "抬头写错")
    file = str(tmp_path / "登记簿.json")
    assert "1 个编号" in terminal("director", "letter", "register", "--to", file, *YEAR).out
    line = ("letter", "verify", letter["code"], "--on", "2026-06-11")
    assert "真实" in terminal("director", *line).out
    void = terminal("director", *line, "--register", file, code=6)
    assert "抬头写错" in void.out


def test_a_receipt_with_a_picture_and_one_by_handoff(
    terminal: Terminal, letters: Letters, tmp_path: Path
) -> None:
    picture = tmp_path / "回执.png"
    picture.write_bytes(TINY)
    back = ("--receiver", letters.outside(), "--branch", "港南街道第一党支部", "--on", "2026-06-10")
    one, two = issued(terminal, letters), issued(terminal, letters)
    landed = terminal(
        "director", "letter", "receipt", one["transfer_id"], *back,
        "--channel", "照片", "--number", one["number"], "--image", str(picture),
    )  # fmt: skip
    assert "港南街道第一党支部" in landed.out
    code = data(terminal("director", "letter", "handoff", two["id"], "-o", "json"))["code"]
    by_code = terminal(
        "director", "letter", "receipt", two["transfer_id"], *back,
        "--channel", "网上确认", "--number", two["number"], "--handoff", "-o", "json",
        typed=f"{code}\n",
    )  # fmt: skip
    assert data(by_code)["by_handoff"] is True
    shown = terminal("director", "letter", "show", one["id"])
    assert "已回执" in shown.out


def test_the_other_side_refused(terminal: Terminal, letters: Letters) -> None:
    letter = issued(terminal, letters)
    ran = terminal(
        "director", "letter", "refused", letter["transfer_id"], "--reason", "介绍信抬头有误"
    )
    assert "介绍信抬头有误" in ran.out
    assert "已作废" in terminal("director", "letter", "show", letter["id"]).out


def test_a_batch_goes_into_one_pdf(terminal: Terminal, letters: Letters, tmp_path: Path) -> None:
    """More than one call prints: 51 letters, 50 a call."""
    for _ in range(51):
        letters.issue(letters.agreed())
    ids = [one.id for one in letters.register(2026, page_size=100).letters]
    pdf = tmp_path / "批量.pdf"
    line = ("letter", "print", *ids, "--purpose", "毕业季", "--to", str(pdf), "-o", "json")
    assert data(terminal("director", *line))["sheets"] == 51
    assert len(papers.read(str(pdf)).pages) == 51
    assert {one.prints for one in letters.register(2026, page_size=100).letters} == {1}
