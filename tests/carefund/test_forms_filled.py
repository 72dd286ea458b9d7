"""The forms of a real case, asked for over a socket: what the services say stands on the paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader

from dangwu_client import connect
from dangwu_client.fund import Fund
from dangwu_client.fund.forms import Form, Printing, gathering, print_forms
from dangwu_client.letters.sheets import SheetRefused
from dangwu_client.roll import Roll
from tests.carefund.road import Road
from tests.carefund.till import Till
from tests.clients.terminal import socket_of
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])
PRINTING = Printing("李经办", "2026-06-10", "存档")


@contextmanager
def asking(world: World, folder: Path, who: str) -> Iterator[tuple[Fund, Roll]]:
    token = world.tokens.mint(who, world.clock())
    with connect(socket_of(folder), token=token) as connection:
        yield Fund(connection), Roll(connection)


def page(folder: Path, *forms: Form) -> str:
    path = folder / "form.pdf"
    print_forms(forms, path, PRINTING)
    text = "".join(one.extract_text() for one in PdfReader(path).pages)
    return "".join(text.replace("\u200b", "").split())


def test_the_application_and_its_notice(road: Road, tmp_path: Path) -> None:
    case = road.reviewed()
    notice = road.call(
        "a.organizer", "PostNotice", application_ids=[case.id], contact="组织部 0335-0000000"
    )
    with asking(road.world, tmp_path, "director") as (fund, roll):
        hung = page(tmp_path, gathering.notice_form(fund, notice.id))
        assert case.member_name not in hung
        assert "0335-0000000" in hung
        hidden = page(tmp_path, gathering.application_form(fund, roll, case.id))
        assert "（未披露）" in hidden
        assert "2026年6月11日至2026年6月17日（5个工作日）" in hidden
    road.world.clock.pass_days(8)
    with asking(road.world, tmp_path, "director") as (fund, _), pytest.raises(SheetRefused):
        gathering.notice_form(fund, notice.id).shown()
    road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
    case = road.proposed(road.screened(road.get(case, "director")), road.pool())
    case = road.all_sign(case, road.named(case).id)
    with asking(road.world, tmp_path, "director") as (fund, roll):
        shown = page(tmp_path, gathering.application_form(fund, roll, case.id, "申请表归档备查"))
    for told in ("组织部部长意见", "党委副书记意见", "同意，¥2,000.00", "支委会纪要", case.number):
        assert told in shown
    assert "2026年6月18日公示结束" in shown
    assert "未披露" not in shown


def test_the_vouchers_of_a_payment_that_came_back(till: Till, tmp_path: Path) -> None:
    case, payment = till.paid(1_234_56)
    till.pay(till.reissue(till.bounce(payment)))
    with asking(till.world, tmp_path, "inspector") as (fund, _):
        first, second = gathering.vouchers(fund, case.id)
    shown = page(tmp_path, first)
    for told in ("人民币壹仟贰佰叁拾肆元伍角陆分", "5101关爱支出", "1002银行存款", case.number):
        assert told in shown
    assert "退汇：户名不符" in shown
    assert "2202退汇待处理" in page(tmp_path, second)
