"""The emergency path: two sign, it is paid at once, and what was skipped is owed and counted."""

from typing import Any

import pytest

from services.carefund.lifecycle import State
from services.carefund.obligations import Kind
from tests.carefund.till import Till
from tests.refusals import refuses

FIRE = "EMERGENCY_TRIGGER_FIRE"


@pytest.fixture
def till(world: Any) -> Any:
    made = Till(world)
    yield made
    made.books.close()


def burnt(till: Till, event: str = "住所失火", **said: Any) -> Any:
    """An application after a fire, without any paper."""
    given: dict[str, Any] = {
        "category": "disaster",
        "emergency": FIRE,
        "requested_fen": 1_000_00,
        "event": event,
    }
    return till.submit(till.draft(**(given | said)))


def sign(till: Till, case: Any, who: str, **said: Any) -> Any:
    return till.act(who, "SignEmergency", case, **said)


def granted(till: Till, pool_id: str, **said: Any) -> Any:
    case = sign(till, burnt(till, **said), "a.secretary")
    return sign(till, case, "director", pool_id=pool_id, resolution_id=till.plan().id)


def owed(till: Till, *, only_open: bool = True) -> dict[str, tuple[str, str, bool]]:
    told = till.call("inspector", "ListObligations", open=only_open)
    return {Kind(one.kind).name: (one.due_on, one.done_on, one.overdue) for one in told.obligations}


def test_two_sign_and_nobody_else(till: Till) -> None:
    case, pool_id = burnt(till), till.pool(fen=5_000_00)
    with refuses("NOT_YOUR_RUNG"):
        sign(till, case, "director")
    case = sign(till, case, "a.secretary")
    assert case.state == State.SUBMITTED
    with refuses("NOT_YOUR_RUNG"):
        sign(till, case, "a.secretary", pool_id=pool_id)
    plan = till.plan().id
    with refuses("POOL_UNKNOWN"):
        sign(till, case, "director", resolution_id=plan)
    with refuses("RESOLUTION_UNKNOWN"):
        sign(till, case, "director", pool_id=pool_id)
    done = sign(till, case, "director", pool_id=pool_id, resolution_id=plan)
    assert (done.state, done.approved_fen) == (State.APPROVED, 1_000_00)
    assert till.call("director", "GetPool", id=pool_id).reserved_fen == 1_000_00
    usual = till.submitted(event="旧疾")
    with refuses("NOT_EMERGENCY"):
        sign(till, usual, "a.secretary")


def test_what_is_owed_is_counted_from_payment_and_overdue_blocks_the_unit(till: Till) -> None:
    pool_id = till.pool(fen=9_000_00)
    case = granted(till, pool_id)
    assert owed(till) == {}
    payment = till.pay(till.order(case))
    # Paid on Wednesday 10 June; the Dragon Boat Festival lies between.
    assert owed(till) == {
        "MINUTES": ("2026-06-25", "", False),
        "PAPERS": ("2026-07-02", "", False),
        "NOTICE": ("", "", False),
        "REPORT": ("", "", False),
    }
    till.confirm(payment)
    while till.today() < "2026-06-25":
        till.world.clock.pass_days(1)
    other = burnt(till, event="又失火")
    other = sign(till, other, "a.secretary")
    till.world.clock.pass_days(1)
    assert owed(till)["MINUTES"] == ("2026-06-25", "", True)
    with refuses("UNIT_BLOCKED") as refused:
        sign(till, other, "director", pool_id=pool_id, resolution_id=till.plan().id)
    assert refused.details["owed"] == "MINUTES, REPORT"
    case = till.deliberated(till.get(case, "director"))
    assert till.state(case) == "CONFIRMED"
    case = till.papers(case)
    notice = till.call(
        "a.organizer", "PostNotice", application_ids=[case.id], contact="组织部 0335-0000000"
    )
    assert notice.entries[0].category_shown == "灾害事故"
    till.named(case)
    assert owed(till) == {}
    assert set(owed(till, only_open=False)) == {"MINUTES", "PAPERS", "NOTICE", "REPORT"}
    done = sign(till, other, "director", pool_id=pool_id, resolution_id=till.plan().id)
    assert done.state == State.APPROVED


def test_the_cap_of_the_emergency_path(till: Till) -> None:
    with refuses("NOT_ELIGIBLE") as refused:
        burnt(till, requested_fen=3_000_01)
    assert "EMERGENCY_CAP" in refused.details["findings"]
