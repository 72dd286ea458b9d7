"""Objections to what was approved as an emergency: shown late, disputed late, and still held up."""

from typing import Any

import pytest

from tests.carefund.test_emergency import granted, owed
from tests.carefund.test_publicity import post, raised
from tests.carefund.till import Till
from tests.refusals import refuses


@pytest.fixture
def till(world: Any) -> Any:
    made = Till(world)
    yield made
    made.books.close()


def disputed(till: Till, case: Any) -> Any:
    """The case is shown now, and somebody objects."""
    case = till.get(case, "director")
    return raised(till, post(till, case), case, by="李某")


def settle(till: Till, objection: Any, *, upheld: bool) -> Any:
    said = {"etag": objection.etag, "upheld": upheld, "finding": "经核实"}
    return till.call("vice", "SettleObjection", id=objection.id, **said)


def test_an_open_objection_stops_an_order_that_is_not_paid(till: Till) -> None:
    case = granted(till, till.pool(fen=9_000_00))
    payment = till.order(case)
    objection = disputed(till, case)
    with refuses("OBJECTION_OPEN"):
        till.file(payment)
    with refuses("OBJECTION_ORDERED"):
        settle(till, objection, upheld=True)
    till.void(payment)
    with refuses("OBJECTION_OPEN"):
        till.order(case)
    with refuses("OBJECTION_OPEN"):
        till.withdraw(till.get(case, "director"))
    settle(till, objection, upheld=True)
    assert till.state(case) == "SUBMITTED"
    assert owed(till) == {}


def test_what_was_paid_and_upheld_is_claimed_back(till: Till) -> None:
    case = granted(till, till.pool(fen=9_000_00))
    payment = till.order(case)
    objection = disputed(till, case)
    payment = till.pay(payment)  # the bank has paid: the books say so all the same
    with refuses("OBJECTION_OPEN"):
        till.confirm(payment)
    day = till.today()
    settle(till, objection, upheld=True)
    assert till.state(case) == "PAID"
    with refuses("OBJECTION_UPHELD"):
        till.confirm(payment)
    assert owed(till)["CLAIM"] == (day, "", True)
    till.claim(case, 1_000_00)
    assert owed(till, only_open=False)["CLAIM"] == (day, day, False)


def test_what_came_back_and_was_upheld_is_not_sent_again(till: Till) -> None:
    case = granted(till, till.pool(fen=9_000_00))
    payment = till.bounce(till.pay(till.order(case)))
    objection = disputed(till, case)
    with refuses("OBJECTION_OPEN"):
        till.reissue(payment)
    settle(till, objection, upheld=True)
    with refuses("OBJECTION_UPHELD"):
        till.reissue(payment)
    till.take_back(payment)
    assert "CLAIM" not in owed(till)


def test_not_upheld_it_goes_on(till: Till) -> None:
    case = granted(till, till.pool(fen=9_000_00))
    payment = till.order(case)
    settle(till, disputed(till, case), upheld=False)
    assert till.confirm(till.pay(payment)).confirmed_on == till.today()


def test_who_objects_is_hidden_from_those_it_concerns(till: Till) -> None:
    spouse = till.campus.people["officer2"]
    case = till.reviewed(relatives=[spouse])
    objection = disputed(till, case)
    for who in ("officer2", "a.secretary"):  # a relative, and who endorsed it
        with refuses("DUTIES_CLASH"):
            till.call(who, "DiscloseObjection", id=objection.id, purpose="了解情况")
    told = till.call("vice", "DiscloseObjection", id=objection.id, purpose="核实异议")
    assert told.raised_by == "李某"
