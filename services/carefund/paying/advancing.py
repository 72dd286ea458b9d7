"""Cash for visits: drawn for ordered vouchers, signed for row by row, or brought back."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dangwu.carefund.v1 import advance_pb2
from dangwu.directory.v1 import post_pb2
from services.carefund import acting, booking, holding, money, posting, ruling, store
from services.carefund.paying import moving, ordering
from services.carefund.paying.moving import require_order_of_days
from services.carefund.posting import Occasion
from services.carefund.refusals_advance import (
    AdvanceBlocked,
    AdvanceUnfit,
    PaymentAdvanced,
    RowUnfit,
    SheetUnfit,
)
from services.carefund.refusals_money import DateAhead
from services.carefund.refusals_payment import SheetSigner
from services.carefund.store import Application, advances, payments
from services.carefund.store.advances import Advance, AdvanceRow
from services.carefund.store.payments import CASH, Payment, PaymentState
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.work import Work

SETTLE, ALLOWED, DISTINCT = (
    "carefund/advance_settle_days",
    "carefund/new_advance_allowed",
    "carefund/sheet_distinct_signers",
)
Vouchers = Sequence[tuple[Payment, Application]]


def require_not_out(work: Work, payment: Payment) -> None:
    """Refuses with `PaymentAdvanced` a voucher whose cash somebody carries."""
    if advance_id := advances.advance_of(work.session, payment.id):
        raise PaymentAdvanced(id=payment.id, advance=advance_id)


def drawable(work: Work, payment_ids: Sequence[str], holder_id: str, drawn_on: date) -> Vouchers:
    """The vouchers that cash can be drawn for, to be carried by the holder; refuses otherwise."""
    require_past(work, drawn_on)
    found = [_ordered(work, payment_id) for payment_id in payment_ids]
    first = found[0]
    for payment, application in found:
        require_not_out(work, payment)
        moving.require_payable(work, payment, drawn_on)
        if payment.channel != CASH or payment.replaces_id:
            _unfit("有付款凭证不是现金方式", "a payment is not in cash")
        if payment.pool_id != first[0].pool_id:
            _unfit("付款凭证不在同一资金池", "the payments are not of one pool")
        if application.committee_id != first[1].committee_id:
            _unfit("付款凭证不属于同一分党委", "the payments are not of one committee")
        if holder_id in acting.whose_case(work, application):
            _unfit("领款人是受助人或其亲属", "the holder is a recipient or his relative")
    late = advances.overdue(work.session, first[1].committee_id, work.today)
    if not ruling.decided(work, ALLOWED, overdue_sheets="yes").truth and late:
        raise AdvanceBlocked(id=late.id, due=late.due_on)
    _require_near(work, holder_id, first[1].committee_id)
    return found


def require_past(work: Work, on: date) -> None:
    """Refuses with `DateAhead` before a rule is asked about a year that has no calendar yet."""
    if on > work.today:
        raise DateAhead(on=on)


def _ordered(work: Work, payment_id: str) -> tuple[Payment, Application]:
    version = payments.get_payment(work.session, payment_id).version
    return ordering.on_payment("draw", payment_id, str(version), work, PaymentState.ORDERED)


def _unfit(why_zh: str, why: str) -> None:
    raise AdvanceUnfit(why_zh=why_zh, why=why)


def _require_near(work: Work, holder_id: str, committee_id: str) -> None:
    """Refuses a holder without a post in the committee or a branch of it today."""
    asked = post_pb2.ListPostsRequest(person_id=holder_id, on=work.today.isoformat())
    for post in work.ask(asked).posts:
        above = holding.authority(work, post.organization_id)
        if any(level.organization.id == committee_id for level in above):
            return
    _unfit("领款人在该分党委及所属支部没有职务", "the holder has no post in this committee")


def due_on(work: Work, drawn_on: date) -> date:
    """The last day for the sheets of what is drawn on a day."""
    return date.fromisoformat(ruling.receipt(work, SETTLE, runs_from=drawn_on).period.ends_on)


def draw(
    work: Work, found: Vouchers, holder: tuple[str, str], drawn_on: date, bank_reference: str
) -> Advance:
    """Books the cash as an advance: it is out of the bank and nobody's yet."""
    payment, application = found[0]
    made = Advance(
        id=new_id("u"),
        version=1,
        year=work.today.year,
        number=advances.next_advance_number(work.session, work.today.year),
        pool_id=payment.pool_id,
        committee_id=application.committee_id,
        holder_id=holder[0],
        holder_name=holder[1],
        amount_fen=sum(one.amount_fen for one, _ in found),
        drawn_on=drawn_on,
        due_on=due_on(work, drawn_on),
        bank_reference=bank_reference,
    )
    work.session.add(made)
    work.session.flush()
    for one, its_case in found:
        work.session.add(AdvanceRow(payment_id=one.id, advance_id=made.id))
        one.version += 1
        acting.take("draw", its_case, work)
    lines = posting.advanced(made.pool_id, made.amount_fen)
    booking.book(
        work, Occasion.ADVANCED, lines, drawn_on, _note(made), bank_reference=bank_reference
    )
    return made


def _note(advance: Advance) -> str:
    return f"暂付款{advance.year}-{advance.number:04d}"


def open_rows(
    work: Work, step: str, advance_id: str, etag: str, payment_ids: Sequence[str], on: date
) -> tuple[Advance, Vouchers]:
    """Rows of an advance whose cash is out, for one who may say what became of it."""
    require_past(work, on)
    advance = advances.get_advance(work.session, advance_id)
    field = "signed_on" if step == "sheet" else "returned_on"
    require_order_of_days(on, field, since=advance.drawn_on)
    etags.check(etag, advance.version)
    if twice := [one for one, times in Counter(payment_ids).items() if times > 1]:
        raise RowUnfit(id=twice[0], advance=advance.id)
    found = []
    for payment_id in payment_ids:
        payment = work.session.get(Payment, payment_id)
        row = work.session.get(AdvanceRow, payment_id)
        of_this = row is not None and row.advance_id == advance.id
        if payment is None or not of_this or payment.state is not PaymentState.ORDERED:
            raise RowUnfit(id=payment_id, advance=advance.id)
        found.append(
            ordering.on_payment(step, payment_id, str(payment.version), work, PaymentState.ORDERED)
        )
    return advance, found


def require_signed(
    work: Work, advance: Advance, found: Vouchers, request: advance_pb2.AcceptSheetRequest
) -> None:
    """Refuses a sheet that lacks a signature or a proxy's letter, or that too few people signed."""
    if not all(row.signed for row in request.rows):
        _sheet("有的行没有签名", "a row bears no signature")
    if any(bool(row.proxy_name) != bool(row.proxy_letter) for row in request.rows):
        _sheet("代签须有姓名和委托书编号", "who signs for another brings his letter")
    signers = [advance.holder_id, request.witness_id, request.approver_id]
    if len(set(signers)) < ruling.decided(work, DISTINCT).count:
        _sheet(
            "经手人、证明人、审批人须为不同的人",
            "handler, witness and approver are three different people",
        )
    if _concerned(work, advance) & set(signers):
        _sheet(
            "本批次的受助人及其亲属不能作证明人或审批人",
            "no recipient of this advance, nor a relative of one, is witness or approver",
        )
    for person_id in (request.witness_id, request.approver_id):
        work.ask(post_pb2.GetPersonRequest(id=person_id))


def _concerned(work: Work, advance: Advance) -> set[str]:
    """All recipients of an advance, on whichever of its sheets, and their relatives."""
    found: set[str] = set()
    for _, payment in advances.rows_of(work.session, [advance.id]):
        application = store.get_application(work.session, payment.application_id)
        found |= acting.whose_case(work, application)
    return found


def require_not_on_sheet(work: Work, payment: Payment) -> None:
    """Refuses with `SheetSigner` whoever carried cash, or signed for it as witness or approver, to
    say that it was received: that is asked by somebody outside (P-15)."""
    row = work.session.get(AdvanceRow, payment.id)
    if row is None:
        return
    holder_id = advances.get_advance(work.session, row.advance_id).holder_id
    if work.actor.id in {holder_id, row.witness_id, row.approver_id}:
        raise SheetSigner()


def _sheet(why_zh: str, why: str) -> None:
    raise SheetUnfit(why_zh=why_zh, why=why)


def accept(
    work: Work,
    advance: Advance,
    found: Vouchers,
    request: advance_pb2.AcceptSheetRequest,
    signed_on: date,
) -> None:
    """Books each row as paid: its promise is kept, and the advance is less by so much."""
    said = {row.payment_id: row for row in request.rows}
    for payment, application in found:
        money.keep(work, payments.promise_of(work.session, application.id))
        lines = posting.signed_for(payment.pool_id, payment.amount_fen, application.category)
        moving.book(work, payment, Occasion.PAID, lines, signed_on)
        payment.paid_on, payment.bank_reference = signed_on, advance.bank_reference
        payment.sheet, payment.version = request.sheet, payment.version + 1
        row = work.session.get_one(AdvanceRow, payment.id)
        row.sheet, row.witness_id = request.sheet, request.witness_id
        row.approver_id = request.approver_id
        row.proxy_name = said[payment.id].proxy_name
        row.proxy_letter = said[payment.id].proxy_letter
        acting.take("sheet", application, work)
    advance.version += 1


def bring_back(
    work: Work,
    advance: Advance,
    found: Vouchers,
    request: advance_pb2.ReturnUnusedRequest,
    on: date,
) -> None:
    """Books cash that is in the bank again: the vouchers are void, the grants stand."""
    fen = sum(payment.amount_fen for payment, _ in found)
    booking.book(
        work,
        Occasion.BROUGHT_BACK,
        posting.brought_back(advance.pool_id, fen),
        on,
        _note(advance),
        bank_reference=request.bank_reference,
    )
    for payment, application in found:
        payment.voided_at, payment.because = work.now, request.because
        payment.version += 1
        acting.take("bring_back", application, work, note=request.because)
    advance.version += 1


def holder_of(work: Work, holder_id: str) -> tuple[str, str]:
    """Who carries it: id and name, as the directory has them."""
    person = work.ask(post_pb2.GetPersonRequest(id=holder_id))
    return holder_id, person.name
