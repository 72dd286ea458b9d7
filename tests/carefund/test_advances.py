"""Cash for visits: drawn for ordered vouchers, signed for row by row, or brought back."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from tests.carefund.test_payees import signed_by
from tests.carefund.till import CASH, Till
from tests.refusals import refuses
from tests.transfer.acts import COMMISSIONER, Cases

FEN = 1_000_00


def in_cash(till: Till, member: str, pool_id: str, **said: Any) -> Any:
    """A grant of a member, ordered in cash with a signer's consent."""
    case = till.promised(till.draft(member, requested_fen=FEN, **said), FEN, pool_id)
    signed_by(till, case, "director")
    till.act("director", "AllowCash", case, because="节前走访慰问，本人不便到银行")
    return till.order(till.get(case, "director"), channel=CASH)


def drawn(till: Till, *ordered: Any, **said: Any) -> Any:
    given = {
        "payment_ids": [one.id for one in ordered],
        "holder_id": till.campus.people["a.organizer"],
        "drawn_on": till.today(),
        "bank_reference": till.flow(),
    }
    return till.call("cashier", "DrawAdvance", **given | said)


def sheet(till: Till, advance: Any, *rows: Any, **said: Any) -> Any:
    given = {
        "id": advance.id,
        "etag": advance.etag,
        "sheet": "签领2026-1",
        "signed_on": till.today(),
        "witness_id": till.campus.people["s.secretary"],
        "approver_id": till.campus.people["director"],
        "rows": [row if isinstance(row, dict) else signature(row) for row in rows],
    }
    return till.call("accountant", "AcceptSheet", **given | said)


def signature(payment: Any, **said: Any) -> dict[str, Any]:
    return {"payment_id": payment.id, "signed": True} | said


def brought_back(till: Till, advance: Any, *rows: Any, **said: Any) -> Any:
    given = {
        "id": advance.id,
        "etag": advance.etag,
        "payment_ids": [row.id for row in rows],
        "returned_on": till.today(),
        "bank_reference": till.flow(),
        "because": "走访时不在家",
    }
    return till.call("cashier", "ReturnUnused", **given | said)


@pytest.fixture
def out(till: Till) -> tuple[Till, str, list[Any], Any]:
    """Two vouchers of one pool, and the advance in which their cash was drawn."""
    pool_id = till.pool(fen=5_000_00)
    ordered = [in_cash(till, member, pool_id) for member in ("ready", "behind")]
    return till, pool_id, ordered, drawn(till, *ordered)


def pool(till: Till, pool_id: str) -> tuple[int, int]:
    found = till.call("director", "GetPool", id=pool_id)
    return found.cash_fen, found.reserved_fen


def test_a_visit_is_settled_row_by_row(out: Any) -> None:
    till, pool_id, (first, second), advance = out
    assert (advance.number, advance.amount_fen, advance.open_fen) == (1, 2 * FEN, 2 * FEN)
    assert till.books.balances()["1131"] == 2 * FEN
    # What is carried is the pool's yet, and stays promised to those it is for.
    assert pool(till, pool_id) == (5_000_00, 2 * FEN)
    advance = sheet(till, advance, first)
    assert (advance.signed_fen, advance.open_fen, advance.rows[0].sheet) == (FEN, FEN, "签领2026-1")
    assert pool(till, pool_id) == (4_000_00, FEN)
    advance = brought_back(till, advance, second)
    assert (advance.returned_fen, advance.open_fen, advance.overdue) == (FEN, 0, False)
    assert pool(till, pool_id) == (4_000_00, FEN), "the grant stands"
    balances = till.books.balances()
    assert (balances.get("1131", 0), balances["5101"], balances["1002"]) == (0, FEN, 4_000_00)
    cases = [SimpleNamespace(id=one.application_id) for one in (first, second)]
    assert [till.state(one) for one in cases] == ["PAID", "APPROVED"]
    assert till.books.broken() == {}


def test_p15_each_row_bears_a_signature_and_a_proxy_his_letter(out: Any) -> None:
    till, _, (first, second), advance = out
    for row in (
        signature(first, signed=False),
        signature(first, proxy_name="王芳"),
        signature(first, proxy_letter="委2026-3"),
    ):
        with refuses("SHEET_UNFIT"):
            sheet(till, advance, row, second)
    people = till.campus.people
    for said in (
        {"witness_id": people["a.organizer"]},
        {"approver_id": people["a.organizer"]},
        {"approver_id": people["s.secretary"]},
    ):
        with refuses("SHEET_UNFIT"):
            sheet(till, advance, first, **said)
    with refuses("ROW_UNFIT"):
        sheet(till, advance, {"payment_id": "y-000000000000", "signed": True})
    proxy = signature(first, proxy_name="王芳", proxy_letter="委2026-3")
    settled = sheet(till, advance, proxy, second)
    assert (settled.rows[0].proxy_name, settled.rows[0].proxy_letter) == ("王芳", "委2026-3")
    with refuses("STALE"):
        sheet(till, advance, first)
    with refuses("ROW_UNFIT"):
        sheet(till, settled, first)


def test_p16_an_overdue_sheet_blocks_the_next_advance(out: Any) -> None:
    till, pool_id, (first, second), advance = out
    another = in_cash(till, "s.secretary", pool_id)
    due = date.fromisoformat(advance.due_on)
    while date.fromisoformat(till.today()) <= due:
        till.world.clock.pass_days(1)
    listed = till.call("inspector", "ListAdvances", overdue=True).advances
    assert [(one.id, one.overdue) for one in listed] == [(advance.id, True)]
    with refuses("ADVANCE_BLOCKED"):
        drawn(till, another)
    advance = sheet(till, advance, first)
    with refuses("ADVANCE_BLOCKED"):
        drawn(till, another)
    brought_back(till, advance, second)
    assert not till.call("inspector", "ListAdvances", overdue=True).advances
    assert drawn(till, another).number == 2


def test_cash_that_is_out_is_neither_paid_by_bank_nor_void(out: Any) -> None:
    till, _, (first, _), advance = out
    [first] = [one for one in listed_payments(till) if one.id == first.id]
    with refuses("PAYMENT_ADVANCED"):
        till.pay(first)
    with refuses("PAYMENT_ADVANCED"):
        till.void(first)
    with refuses("PAYMENT_ADVANCED"):
        drawn(till, first)
    settled = sheet(till, advance, first)
    [paid] = [one for one in listed_payments(till) if one.id == first.id]
    # The sheet he signed is the one his confirmation names, whatever else is said.
    assert till.confirm(paid, sheet="签领2026-99").sheet == settled.rows[0].sheet


def test_p15_cash_never_leaves_by_a_word_of_the_bank(out: Any) -> None:
    """What is in cash is drawn, carried and signed for: no bank paid it, and none sends it back."""
    till, pool_id, (first, second), advance = out
    alone = in_cash(till, "s.secretary", pool_id)
    with refuses("PAID_IN_CASH"):
        till.pay(alone)
    sheet(till, advance, first, second)
    [paid] = [one for one in listed_payments(till) if one.id == first.id]
    with refuses("PAID_IN_CASH"):
        till.bounce(paid)


def test_p15_nobody_signs_a_sheet_of_his_own_money(till: Till) -> None:
    pool_id, people = till.pool(fen=9_000_00), till.campus.people
    near = in_cash(till, "ready", pool_id, relatives=[people["a.organizer"], people["s.secretary"]])
    with refuses("ADVANCE_UNFIT"):
        drawn(till, near)
    far = in_cash(till, "behind", pool_id, event="另一场手术")
    advance = drawn(till, near, far, holder_id=people["a.secretary"])
    with refuses("SHEET_UNFIT"):  # the relative of a recipient on another sheet of it
        sheet(till, advance, far)
    with refuses("ROW_UNFIT"):  # one row twice would be booked twice
        sheet(till, advance, far, far, witness_id=people["vice"])
    sheet(till, advance, far, witness_id=people["vice"], approver_id=people["officer2"])
    [paid] = [one for one in listed_payments(till) if one.id == far.id]
    for who in ("vice", "officer2"):
        with refuses("SHEET_SIGNER"):
            till.confirm(paid, who)
    assert till.confirm(paid, "officer").confirmed_on


def listed_payments(till: Till) -> Any:
    return till.call("accountant", "ListPayments").payments


def test_cash_is_drawn_for_vouchers_in_cash_of_one_pool_by_somebody_near(till: Till) -> None:
    pool_id = till.pool(fen=5_000_00)
    first = in_cash(till, "ready", pool_id)
    by_bank = till.order(till.promised(till.draft("behind", requested_fen=FEN), FEN, pool_id))
    for payments, said in (
        ((by_bank,), {}),
        ((first, by_bank), {}),
        ((first,), {"holder_id": till.campus.people["director"]}),
        ((first,), {"holder_id": till.campus.members["ready"]}),
    ):
        with refuses("ADVANCE_UNFIT"):
            drawn(till, *payments, **said)
    with refuses("NOT_CASHIER"):
        till.call(
            "accountant",
            "DrawAdvance",
            payment_ids=[first.id],
            holder_id=till.campus.people["a.organizer"],
            drawn_on=till.today(),
            bank_reference=till.flow(),
        )
    tomorrow = date.fromisoformat(till.today()) + timedelta(days=1)
    for ahead in (str(tomorrow), "2199-01-04"):  # of that year there is no calendar
        with refuses("DATE_AHEAD"):
            drawn(till, first, drawn_on=ahead)


def test_fsck_finds_what_was_changed_by_hand(out: Any) -> None:
    till, *_ = out
    assert till.books.broken() == {}
    with till.database() as session:
        session.execute(text("UPDATE advance SET amount_fen = amount_fen + 1, number = 3"))
        session.commit()
    assert set(till.books.broken()) == {"advances_are_their_rows", "advances_without_gaps"}
    with till.database() as session:
        session.execute(text("DELETE FROM advance_row"))
        session.commit()
    assert "advances_are_what_is_out" in till.books.broken()


def test_p25_a_successor_takes_over_and_what_somebody_carries_is_listed(out: Any) -> None:
    till, _, _, advance = out
    cases = Cases(till.world)
    waiting = till.draft("expired", requested_fen=FEN)
    carried = till.call("director", "ListAdvances", holder_id=advance.holder_id, open=True)
    assert [one.id for one in carried.advances] == [advance.id]
    for other in ("s.deputy", "director"):
        nobody = till.call("director", "ListAdvances", holder_id=till.campus.people[other])
        assert not nobody.advances
    cases.relieve("s.deputy")
    till.world.clock.pass_days(1)
    with refuses("ROLE_NOT_ALLOWED"):
        till.get(waiting, "s.deputy")
    cases.appoint("successor", "0101", COMMISSIONER)
    assert till.withdraw(till.get(waiting, "successor"), "successor").id == waiting.id
