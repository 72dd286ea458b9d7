"""What accountant, cashier and office do with what was granted: each act as one call."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from dangwu.carefund.v1 import application_pb2, fund_pb2
from services.carefund import money
from services.carefund.store import Application as Row
from tests.carefund.acts import payee
from tests.carefund.bookkeeping import LATE, Books
from tests.carefund.road import Road
from tests.transfer.acts import Cases
from tests.worlds import World

BANK, CASH = 1, 2
CALL_BACK = 1
CONFIRMER = "officer2"


class Till(Road):
    """Payments and claims, on grants that came by the road or were put there to save time."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.books = Books(world)
        self._flows = count(1)

    def granted(
        self, fen: int = 2_000_00, pool_id: str = "", until: date = LATE, **said: Any
    ) -> application_pb2.Application:
        """An application approved, with the promise behind it; whatever went before is left out."""
        return self.promised(self.draft(requested_fen=fen, **said), fen, pool_id, until)

    def promised(
        self, case: Any, fen: int, pool_id: str = "", until: date = LATE
    ) -> application_pb2.Application:
        """The same of an application that is there, wherever it stands."""
        pool_id = pool_id or self.pool()
        with self.books.writing() as work:
            row = work.session.get_one(Row, case.id)
            work.locked = False  # as in ask_<Method>: the rules are asked before the lock
            money.reserve(work, pool_id, row, fen, until, work.today.year)
            work.locked = True
            money.reserve(work, pool_id, row, fen, until, work.today.year)
        return self.stands(
            case,
            "APPROVED",
            approved_fen=fen,
            proposed_fen=fen,
            pool_id=pool_id,
            submitted_on=date.fromisoformat(self.today()),
            approved_on=date.fromisoformat(self.today()),
        )

    def approved_together(self, grants: Sequence[tuple[int, str]]) -> list[Any]:
        """Grants of these sums from these pools, each to another member: by the whole road, shown
        on one notice and passed by one resolution."""
        cases = Cases(self.world)
        self.campus = cases.campus  # these members are of this world only
        reviewed = []
        for number, (fen, _) in enumerate(grants):
            name = f"worked{number}"
            cases.enter(name)
            costs: dict[str, Any] = {"cost_fen": 8_000_000, "self_paid_fen": 6_000_000}
            said = costs | {"requested_fen": fen, "payee": payee(name)}
            reviewed.append(self.reviewed(name, **said))
        shown = self.shown_together(reviewed)
        proposed = [
            self.proposed(self.screened(case), pool_id)
            for case, (_, pool_id) in zip(shown, grants, strict=True)
        ]
        resolution = self.named(*proposed).id
        return [self.all_sign(case, resolution) for case in proposed]

    def shown_together(self, cases: Sequence[Any]) -> list[Any]:
        """Through one notice that shows them all."""
        ids = [case.id for case in cases]
        notice = self.call(
            "a.organizer", "PostNotice", application_ids=ids, contact="组织部 0335-0000000"
        )
        while self.today() <= notice.last_on:
            self.world.clock.pass_days(1)
        self.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
        return [self.get(case, "director") for case in cases]

    def flow(self) -> str:
        """A bank reference nobody has used."""
        return f"BANK{next(self._flows):08d}"

    def order(self, case: Any, who: str = "accountant", channel: int = BANK, **said: Any) -> Any:
        given = {"etag": self.get(case, "director").etag, "account_verified": True} | said
        return self.call(who, "OrderPayment", application_id=case.id, channel=channel, **given)

    def does(self, who: str, method: str, payment: Any, **said: Any) -> Any:
        given = {"id": payment.id, "etag": payment.etag} | said
        return self.call(who, method, **given)

    def void(self, payment: Any, who: str = "accountant", **said: Any) -> Any:
        return self.does(who, "VoidPayment", payment, **{"because": "账户有误"} | said)

    def pay(self, payment: Any, who: str = "cashier", **said: Any) -> Any:
        given = {"paid_on": self.today(), "bank_reference": self.flow()} | said
        return self.does(who, "RecordPaid", payment, **given)

    def bounce(self, payment: Any, who: str = "cashier", **said: Any) -> Any:
        given = {"returned_on": self.today(), "bank_reference": self.flow(), "because": "户名不符"}
        return self.does(who, "RecordReturned", payment, **given | said)

    def reissue(self, payment: Any, who: str = "accountant", **said: Any) -> Any:
        given = {
            "bank": "中国工商银行秦皇岛分行",
            "account": "6222020000000009876",
            "account_name": "党员ready",
            "account_verified": True,
        }
        return self.does(who, "ReissuePayment", payment, **given | said)

    def take_back(self, payment: Any, who: str = "officer", **said: Any) -> Any:
        return self.does(who, "TakeBackReturned", payment, **{"because": "收款人已去世"} | said)

    def confirm(self, payment: Any, who: str = CONFIRMER, **said: Any) -> Any:
        given = {"manner": CALL_BACK, "confirmed_on": self.today(), "sheet": "签领2026-7"}
        return self.does(who, "ConfirmPayment", payment, **given | said)

    def file(self, *payments: Any, who: str = "cashier") -> Any:
        ids = [one.id for one in payments]
        return self.call(who, "DisclosePaymentFile", payment_ids=ids, purpose="制作网银文件")

    def claim(self, case: Any, fen: int, who: str = "officer", **said: Any) -> Any:
        given = {"etag": self.get(case, "director").etag, "because": "材料不实"} | said
        return self.call(who, "ClaimBack", application_id=case.id, amount_fen=fen, **given)

    def recover(self, claim: Any, fen: int, who: str = "accountant", **said: Any) -> Any:
        given = {
            "claim_id": claim.id,
            "etag": claim.etag,
            "amount_fen": fen,
            "received_on": self.today(),
            "bank_reference": self.flow(),
        }
        return self.call(who, "RecordRecovery", **given | said)

    def paid(self, fen: int = 2_000_00, pool_id: str = "", **said: Any) -> tuple[Any, Any]:
        """A case whose money has left, and its payment."""
        case = self.granted(fen, pool_id, **said)
        payment = self.pay(self.order(case))
        return self.get(case, "director"), payment

    def state(self, case: Any) -> str:
        """Where a case stands, as the service names it."""
        number = self.get(case, "director").state
        name: str = fund_pb2.ApplicationState.Name(number)
        return name.removeprefix("APPLICATION_STATE_")
