"""Cash for a visit by the command: allowed, drawn, printed, signed for, and brought back."""

from pathlib import Path

import pytest

from tests.carefund.test_advances import FEN
from tests.carefund.test_payees import signed_by
from tests.carefund.till import Till
from tests.clients.terminal import Terminal
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])


def _ordered(terminal: Terminal, till: Till, member: str, pool_id: str) -> str:
    case = till.promised(till.draft(member, requested_fen=FEN), FEN, pool_id)
    signed_by(till, case, "director")
    terminal("director", "payment", "allow-cash", case.number, "--because", "走访慰问")
    made = terminal(
        "accountant", "payment", "order", case.number, "--channel", "cash", "--verified"
    )
    return next(word for word in made.out.split() if word.startswith("y-"))


def test_a_visit_from_the_bank_to_the_signed_sheet(
    terminal: Terminal, world: World, tmp_path: Path
) -> None:
    till = Till(world)
    pool_id = till.pool(fen=5_000_00)
    first, second = (_ordered(terminal, till, one, pool_id) for one in ("ready", "behind"))
    people, on = world.campus.people, ["--on", till.today()]
    drawn = terminal(
        "cashier", "advance", "draw", first, second,
        "--holder", people["a.organizer"], "--flow", "CASH0001", *on,
    )  # fmt: skip
    advance = next(word for word in drawn.out.split() if word.startswith("u-"))
    sheet = tmp_path / "签领表.pdf"
    terminal("cashier", "advance", "print", advance, "--to", str(sheet))
    assert sheet.read_bytes().startswith(b"%PDF")
    refused = terminal("cashier", "payment", "paid", first, "--flow", "BANK0009", *on, code=6)
    assert "现金已领出" in refused.err
    both = ["--witness", people["s.secretary"], "--approver", people["director"], *on]
    proxy = f"{first}=王芳:委2026-3"
    settled = terminal(
        "accountant", "advance", "sheet", advance, "签领2026-1", first, "--proxy", proxy, *both
    )
    assert "王芳" in settled.out
    assert "已支付" in settled.out
    back = ["--because", "本人外出", "--flow", "CASH0002", *on]
    terminal("cashier", "advance", "return", advance, second, *back)
    assert "没有暂付款" in terminal("inspector", "advance", "list", "--open").err
    assert "作废" in terminal("inspector", "advance", "show", advance).out
