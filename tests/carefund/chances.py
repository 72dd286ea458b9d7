"""Money acts by chance, beside a reference that says what each must come to.

The reference knows pools and cases as a handful of numbers; it never asks the service what to
expect. Most acts are possible where they are tried; some are not, and must be refused for the
reason the reference gives.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from services.carefund.refusals_money import PoolShort
from tests.carefund import chances_cash as cash
from tests.carefund.bookkeeping import FREE
from tests.carefund.known import OK, Known, Purse, Tried
from tests.carefund.till import CASH, Till
from tests.refusals import outcome

GIFT = 4
SOON, LATE = 2, 200
"""After so many days a promise is too old."""
NEW, LATER, OVER_TOO = 0.22, 0.07, 0.1
"""How often something begins, days pass, and a case is taken up that may be over."""
OVER = ("WITHDRAWN", "EXPIRED")
AMOUNTS = (1, 99_99, 500_00, 1_000_00, 2_000_01)


class Chances:
    """One run: acts from one seed."""

    def __init__(self, till: Till, seed: int) -> None:
        self.till, self.random = till, Random(seed)
        self.purses: dict[str, Purse] = {}
        self.cases: list[Known] = []
        for _ in range(2):
            fen = 4_000_00
            self.purses[till.books.funded(FREE, fen)] = Purse(cash=fen)

    def step(self) -> str:
        """Does one thing, and compares what came of it; what was done."""
        tried = self._choose()
        told: list[Any] = []
        got = outcome(lambda: told.append(tried.act()))
        assert got == tried.expected, (tried.name, got, tried.expected)
        if got == OK:
            tried.then(told[0])
        return tried.name

    def _choose(self) -> Tried:
        ways = (self._income, self._grant, self._grant, self._grant, self._fee)
        if not self.cases or self.random.random() < NEW:
            return self.random.choice(ways)()
        if self.random.random() < LATER:
            return Tried("days pass", OK, lambda: self.till.world.clock.pass_days(SOON))
        live = [one for one in self.cases if one.state not in OVER] or self.cases
        known = self.random.choice(self.cases if self.random.random() < OVER_TOO else live[-6:])
        return self.random.choice(self._ways(known))(known)

    def _ways(self, known: Known) -> list[Callable[[Known], Tried]]:
        ways: dict[str, list[Callable[[Known], Tried]]] = {
            "APPROVED": [self._order, self._order, self._withdraw, self._expire, self._odd_order],
            "PAYING": [self._pay, self._pay, self._void, self._odd_pay],
            "PAID": [self._bounce, self._confirm, self._claim],
            "PAY_RETURNED": [self._reissue, self._reissue, self._take_back],
            "CONFIRMED": [self._claim, self._pay_again],
            "CLAIMED_BACK": [self._recover, self._recover, self._pay_again],
        }
        ways["APPROVED"] += [self._order_cash, self._order_cash]
        ways[cash.ORDERED] = [self._draw, self._draw, self._cash_by_bank, self._void_cash]
        ways[cash.OUT] = [self._sheet, self._sheet, self._bring_back, self._void_out]
        return ways.get(known.way or known.state, [self._order_over])

    def _today(self) -> date:
        return date.fromisoformat(self.till.today())

    def _pool(self) -> str:
        return self.random.choice(list(self.purses))

    # Pools.

    def _income(self) -> Tried:
        pool, fen = self._pool(), self.random.choice(AMOUNTS)

        def then(_: Any) -> None:
            self.purses[pool].cash += fen

        return Tried("income", OK, lambda: self.till.books.income(pool, GIFT, fen), then)

    def _fee(self) -> Tried:
        pool, fen = self._pool(), self.random.choice(AMOUNTS)
        purse = self.purses[pool]
        said = {"pool_id": pool, "amount_fen": fen, "paid_on": self.till.today(), "note": "手续费"}
        said["bank_reference"] = self.till.flow()

        def then(_: Any) -> None:
            purse.cash -= fen

        expected = OK if purse.cash - purse.reserved >= fen else "POOL_SHORT"
        return Tried(
            "fee", expected, lambda: self.till.call("accountant", "RecordFee", **said), then
        )

    def _grant(self) -> Tried:
        pool, fen = self._pool(), self.random.choice(AMOUNTS)
        until = self._today() + timedelta(days=self.random.choice((SOON, LATE)))
        purse = self.purses[pool]
        short = purse.cash - purse.reserved < fen

        def act() -> Any:
            try:
                return self.till.granted(fen, pool, until)
            except PoolShort:
                return None

        def then(case: Any) -> None:
            assert (case is None) == short, "promised what is not there, or not what is"
            if case is not None:
                purse.reserved += fen
                self.cases.append(Known(case, pool, fen, until))

        return Tried("grant", OK, act, then)

    # Cases.

    def _lapsed(self, known: Known) -> bool:
        return self._today() > known.until

    def _moved(self, known: Known, state: str, *, cash: int = 0, reserved: int = 0) -> Any:
        def then(reply: Any) -> None:
            known.state = state
            self.purses[known.pool].cash += cash
            self.purses[known.pool].reserved += reserved
            if type(reply).__name__ == "Payment":
                known.payment = reply

        return then

    def _order(self, known: Known) -> Tried:
        def then(reply: Any) -> None:
            known.state, known.payment, known.replaces = "PAYING", reply, False

        expected = "COMMITMENT_LAPSED" if self._lapsed(known) else OK
        return Tried("order", expected, lambda: self.till.order(known.case), then)

    def _odd_order(self, known: Known) -> Tried:
        return self.random.choice(
            [
                Tried("order", "NOT_ACCOUNTANT", lambda: self.till.order(known.case, "cashier")),
                Tried("order", "STALE", lambda: self.till.order(known.case, etag="99")),
            ]
        )

    def _order_over(self, known: Known) -> Tried:
        return Tried("order", "WRONG_STATE", lambda: self.till.order(known.case))

    def _withdraw(self, known: Known) -> Tried:
        case = self.till.get(known.case, "director")
        then = self._moved(known, "WITHDRAWN", reserved=-known.fen)
        return Tried("withdraw", OK, lambda: self.till.withdraw(case), then)

    def _expire(self, known: Known) -> Tried:
        case = self.till.get(known.case, "director")
        said = {"id": case.id, "etag": case.etag}
        then = self._moved(known, "EXPIRED", reserved=-known.fen)
        expected = OK if self._lapsed(known) else "COMMITMENT_STANDS"
        return Tried(
            "expire", expected, lambda: self.till.call("accountant", "ExpireGrant", **said), then
        )

    def _pay(self, known: Known) -> Tried:
        if known.replaces:
            then, expected = self._moved(known, "PAID"), OK
        else:
            then = self._moved(known, "PAID", cash=-known.fen, reserved=-known.fen)
            expected = "COMMITMENT_LAPSED" if self._lapsed(known) else OK
        return Tried("pay", expected, lambda: self.till.pay(known.payment), then)

    def _odd_pay(self, known: Known) -> Tried:
        out = ("PAID", "CONFIRMED", "CLAIMED_BACK")
        used = next((one.payment for one in self.cases if one.state in out), None)
        if used is None or (self._lapsed(known) and not known.replaces):
            return Tried("pay", "NOT_CASHIER", lambda: self.till.pay(known.payment, "accountant"))
        twice = {"bank_reference": used.bank_reference}
        return Tried("pay", "BANK_REFERENCE_TAKEN", lambda: self.till.pay(known.payment, **twice))

    def _pay_again(self, known: Known) -> Tried:
        return Tried("pay", "PAYMENT_DONE", lambda: self.till.pay(known.payment))

    def _void(self, known: Known) -> Tried:
        back = "PAY_RETURNED" if known.replaces else "APPROVED"
        voided = known.payment

        def then(reply: Any) -> None:
            known.state = back
            if known.replaces:
                listed = self.till.call("inspector", "ListPayments", application_id=known.case.id)
                (known.payment,) = (one for one in listed.payments if one.id == reply.replaces_id)

        return Tried("void", OK, lambda: self.till.void(voided), then)

    def _bounce(self, known: Known) -> Tried:
        then = self._moved(known, "PAY_RETURNED")
        expected = "PAID_IN_CASH" if known.payment.channel == CASH else OK
        return Tried("bounce", expected, lambda: self.till.bounce(known.payment), then)

    # Cash.

    def _order_cash(self, known: Known) -> Tried:
        def then(reply: Any) -> None:
            known.state, known.payment, known.replaces = "PAYING", reply, False
            known.way = cash.ORDERED

        expected = "COMMITMENT_LAPSED" if self._lapsed(known) else OK
        return Tried("order cash", expected, lambda: cash.order(self.till, known), then)

    def _draw(self, known: Known) -> Tried:
        expected = OK
        if any(cash.overdue(one, self._today()) for one in self.cases):
            expected = "ADVANCE_BLOCKED"
        if self._lapsed(known):
            expected = "COMMITMENT_LAPSED"
        then = cash.then(self.till, known, cash.OUT)
        return Tried("draw", expected, lambda: cash.draw(self.till, known), then)

    def _cash_by_bank(self, known: Known) -> Tried:
        return Tried("pay", "PAID_IN_CASH", lambda: self.till.pay(known.payment))

    def _void_cash(self, known: Known) -> Tried:
        def then(_: Any) -> None:
            known.state, known.way = "APPROVED", ""

        return Tried("void", OK, lambda: self.till.void(known.payment), then)

    def _void_out(self, known: Known) -> Tried:
        return Tried("void", "PAYMENT_ADVANCED", lambda: self.till.void(known.payment))

    def _sheet(self, known: Known) -> Tried:
        moved = self._moved(known, "PAID", cash=-known.fen, reserved=-known.fen)
        then = cash.then(self.till, known, "", moved)
        return Tried("sheet", OK, lambda: cash.signed(self.till, known), then)

    def _bring_back(self, known: Known) -> Tried:
        then = cash.then(self.till, known, "", self._moved(known, "APPROVED"))
        return Tried("bring back", OK, lambda: cash.back(self.till, known), then)

    def _reissue(self, known: Known) -> Tried:
        def then(reply: Any) -> None:
            known.state, known.payment, known.replaces = "PAYING", reply, True

        return Tried("reissue", OK, lambda: self.till.reissue(known.payment), then)

    def _take_back(self, known: Known) -> Tried:
        then = self._moved(known, "EXPIRED", cash=known.fen)
        return Tried("take back", OK, lambda: self.till.take_back(known.payment), then)

    def _confirm(self, known: Known) -> Tried:
        then = self._moved(known, "CONFIRMED")
        return Tried("confirm", OK, lambda: self.till.confirm(known.payment), then)

    def _claim(self, known: Known) -> Tried:
        fen = self.random.choice((1, known.fen, known.fen + 1))

        def then(reply: Any) -> None:
            known.state, known.claim, known.left = "CLAIMED_BACK", reply, fen

        expected = OK if fen <= known.fen else "BEYOND_PAID"
        return Tried("claim", expected, lambda: self.till.claim(known.case, fen), then)

    def _recover(self, known: Known) -> Tried:
        fen = self.random.choice((1, max(known.left, 1), known.left + 1))

        def then(reply: Any) -> None:
            known.claim, known.left = reply, known.left - fen
            self.purses[known.pool].cash += fen

        expected = OK if fen <= known.left else "BEYOND_CLAIM"
        return Tried("recover", expected, lambda: self.till.recover(known.claim, fen), then)
