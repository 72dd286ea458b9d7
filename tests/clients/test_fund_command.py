"""The care fund by the command, from the form to the confirmed payment, each as somebody else."""

from pathlib import Path

import pytest

from tests.carefund.acts import png
from tests.carefund.road import Road
from tests.clients.terminal import Terminal
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])
FORM = """\
类别: 本人重大疾病
申请人: 本人
发生日期: 2026-05-20
事由: 手术
总费用: 40,000
自付金额: 20000元
申请金额: 2,000.00
情况说明: 术后需长期服药
收款人:
  姓名: 党员ready
  关系: 本人
  开户行: 中国银行秦皇岛分行
  账号: "6222020000000001234"
  户名: 党员ready
已申报其他补助: 是
本人承诺真实: 是
同意处理个人信息: 是
同意公示: 是
"""
MET = ["--entitled", "5", "--present", "5", "--for", "5"]


def _paid(terminal: Terminal, case: str, on: list[str]) -> None:
    """What was approved is ordered, paid and confirmed."""
    ordered = terminal("accountant", "payment", "order", case, "--verified")
    assert "人民币贰仟元整" in ordered.out
    payment = next(word for word in ordered.out.split() if word.startswith("y-"))
    file = terminal("cashier", "payment", "file", payment, "--purpose", "网银文件")
    assert "6222020000000001234" in file.out
    terminal("cashier", "payment", "paid", payment, "--flow", "BANK0001", *on)
    terminal(
        "officer2", "payment", "confirm", payment, "--by", "call-back", "--sheet", "签领7", *on
    )
    assert "已确认收款" in terminal("director", "fund", "show", case).out


def _shown(terminal: Terminal, world: World, case: str) -> None:
    """The committee puts it on a notice, and concludes it when its days are over."""
    posted = terminal("a.organizer", "fund", "publicity", "post", case, "--contact", "组织部0335")
    notice = next(word for word in posted.out.split() if word.startswith("j-"))
    world.clock.pass_days(8)
    terminal("a.organizer", "fund", "publicity", "conclude", notice)


def test_from_the_form_to_the_confirmed_payment(
    terminal: Terminal, world: World, tmp_path: Path
) -> None:
    road = Road(world)
    form, paper = tmp_path / "表.yaml", tmp_path / "材料.png"
    form.write_text(FORM, encoding="utf-8")
    member, case = world.campus.members["ready"], "2026-0001"
    assert "可以申请" in terminal("s.deputy", "fund", "check", member, "--form", str(form)).out
    assert case in terminal("s.deputy", "fund", "apply", member, "--form", str(form)).out
    for kind in ("form", "diagnosis", "settlement"):
        paper.write_bytes(png(kind))
        terminal("s.deputy", "fund", "attach", case, kind, str(paper))
    terminal("s.deputy", "fund", "submit", case)
    on = ["--on", road.today()]
    meeting = [*MET, "--minutes", "支委会6", "--attest", *on]
    terminal("s.secretary", "fund", "deliberate", case, *meeting)
    terminal("a.secretary", "fund", "endorse", case, "2000")
    _shown(terminal, world, case)
    on = ["--on", road.today()]
    terminal("officer", "fund", "screen", case, "纪委", "--document", "纪函7号", *on)
    terminal("director", "pool", "open", "捐赠", "donation-free")
    terminal(
        "accountant", "ledger", "income", "9,000", "opening",
        "--pool", "捐赠", "--flow", "OPEN0001", "--note", "期初", *on,
    )  # fmt: skip
    terminal("officer", "fund", "propose", case, "2000", "--pool", "捐赠")
    assert "分管校领导" in terminal("director", "fund", "ladder", case).out
    terminal("director", "fund", "sign", case)
    recorded = terminal(
        "director", "resolution", "record", "党委纪要〔2026〕9号", "--plan", "2026", *MET, *on
    )
    resolution = next(word for word in recorded.out.split() if word.startswith("g-"))
    terminal("vice", "fund", "sign", case, "--resolution", resolution)
    _paid(terminal, case, on)
    assert "7,000.00" in terminal("director", "pool", "list").out
    told = terminal("inspector", "statement", "annual", "2026").out
    assert "本人重大疾病" in told
    books = tmp_path / "账簿.beancount"
    terminal("inspector", "ledger", "export", "--to", str(books))
    assert books.read_text(encoding="utf-8").count(" * ") == 2


def test_a_line_of_the_form_that_cannot_be_so_is_named(
    terminal: Terminal, world: World, tmp_path: Path
) -> None:
    form = tmp_path / "表.yaml"
    for old, new, said in (
        ("申请金额: 2,000.00", "申请金额: 两千", "申请金额：金额请写成"),
        ("类别: 本人重大疾病", "类别: 生病", "类别：可选"),
        ("事由: 手术", "事由: 手术\n备注: 急", "备注：申请表没有这一项"),
    ):
        form.write_text(FORM.replace(old, new), encoding="utf-8")
        ran = terminal("s.deputy", "fund", "apply", "x", "--form", str(form), code=2)
        assert said in ran.err


def test_a_refusal_is_told_in_chinese(terminal: Terminal, world: World) -> None:
    road = Road(world)
    case = road.submitted()
    line = ["fund", "deliberate", case.number, *MET, "--minutes", "纪要6", "--on", road.today()]
    assert "您在本件中已是填报人，不能再任支部审查人" in terminal("s.deputy", *line, code=4).err
