"""Chances of cash: ordered so, drawn, signed for or brought back, beside the same reference."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.carefund.test_advances import brought_back, drawn, sheet
from tests.carefund.test_payees import signed_by
from tests.carefund.till import CASH, Till

ORDERED, OUT = "IN_CASH", "OUT"


def overdue(known: Any, today: date) -> bool:
    """Whether cash for this case is out and its last day over."""
    return known.way == OUT and date.fromisoformat(known.advance.due_on) < today


def order(till: Till, known: Any) -> Any:
    """Orders in cash, with a signer's consent the first time."""
    if not known.allowed:
        signed_by(till, known.case, "director")
        case = till.get(known.case, "director")
        till.act("director", "AllowCash", case, because="本人不便到银行")
        known.allowed = True
    return till.order(known.case, channel=CASH)


def draw(till: Till, known: Any) -> Any:
    return drawn(till, known.payment)


def signed(till: Till, known: Any) -> Any:
    return sheet(till, known.advance, known.payment)


def back(till: Till, known: Any) -> Any:
    return brought_back(till, known.advance, known.payment)


def now(till: Till, known: Any) -> Any:
    """The payment of a case as it stands after an act on its advance."""
    listed = till.call("inspector", "ListPayments", application_id=known.case.id).payments
    (found,) = (one for one in listed if one.id == known.payment.id)
    return found


def then(
    till: Till, known: Any, way: str, moved: Callable[[Any], None] | None = None
) -> Callable[[Any], None]:
    """What is known after an act on an advance."""

    def told(reply: Any) -> None:
        known.way, known.advance = way, reply
        known.payment = now(till, known)
        if moved is not None:
            moved(None)

    return told
