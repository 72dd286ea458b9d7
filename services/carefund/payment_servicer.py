"""PaymentService: vouchers, the bank's word, the recipient's confirmation."""

from typing import Any

from dangwu.carefund.v1 import application_pb2, exceptions_pb2, paying_pb2, payment_pb2, request_pb2
from services.carefund import acting, money, wire, wire_payment
from services.carefund.acting import on_application
from services.carefund.paying import advancing, fitness, moving, ordering
from services.carefund.paying.ordering import on_payment
from services.carefund.refusals import NotYours
from services.carefund.store import Application, payments
from services.carefund.store.payments import OF_STATE, Payment, PaymentState
from services.chassis import paging
from services.chassis.civil import parse_date
from services.chassis.work import Work


class PaymentServicer:
    """Payments (付款)."""

    def ask_OrderPayment(self, request: paying_pb2.OrderPaymentRequest, work: Work) -> None:
        _to_order(request, work)

    def OrderPayment(
        self, request: paying_pb2.OrderPaymentRequest, work: Work
    ) -> payment_pb2.Payment:
        application, promise = _to_order(request, work)
        made = ordering.order(work, application, promise, request.channel)
        return wire_payment.payment(work, made)

    def ask_AllowCash(self, request: exceptions_pb2.AllowCashRequest, work: Work) -> None:
        _to_allow_cash(request, work)

    def AllowCash(
        self, request: exceptions_pb2.AllowCashRequest, work: Work
    ) -> application_pb2.Application:
        application = _to_allow_cash(request, work)
        acting.take("allow_cash", application, work, note=request.because)
        return wire.application(work, application)

    def ask_ExpireGrant(self, request: exceptions_pb2.ExpireGrantRequest, work: Work) -> None:
        ordering.expirable(work, request.id, request.etag)

    def ExpireGrant(
        self, request: exceptions_pb2.ExpireGrantRequest, work: Work
    ) -> application_pb2.Application:
        application, promise = ordering.expirable(work, request.id, request.etag)
        money.expire(work, promise)
        acting.take("expire", application, work)
        return wire.application(work, application)

    def ask_VoidPayment(self, request: paying_pb2.VoidPaymentRequest, work: Work) -> None:
        _to_void(request, work)

    def VoidPayment(
        self, request: paying_pb2.VoidPaymentRequest, work: Work
    ) -> payment_pb2.Payment:
        payment, application = _to_void(request, work)
        ordering.void(work, payment, application, request.because)
        return wire_payment.payment(work, payment)

    def ask_RecordPaid(self, request: paying_pb2.RecordPaidRequest, work: Work) -> None:
        _to_pay(request, work)

    def RecordPaid(self, request: paying_pb2.RecordPaidRequest, work: Work) -> payment_pb2.Payment:
        payment, application = _to_pay(request, work)
        paid_on = parse_date(request.paid_on, "paid_on")
        moving.pay(work, payment, application, paid_on, request.bank_reference)
        return wire_payment.payment(work, payment)

    def ask_RecordReturned(self, request: paying_pb2.RecordReturnedRequest, work: Work) -> None:
        _to_bounce(request, work)

    def RecordReturned(
        self, request: paying_pb2.RecordReturnedRequest, work: Work
    ) -> payment_pb2.Payment:
        payment, application = _to_bounce(request, work)
        on = parse_date(request.returned_on, "returned_on")
        moving.bounce(work, payment, application, on, request.bank_reference, request.because)
        return wire_payment.payment(work, payment)

    def ask_ReissuePayment(self, request: paying_pb2.ReissuePaymentRequest, work: Work) -> None:
        _to_reissue(request, work)

    def ReissuePayment(
        self, request: paying_pb2.ReissuePaymentRequest, work: Work
    ) -> payment_pb2.Payment:
        payment, application, payee = _to_reissue(request, work)
        made = ordering.reissue(work, payment, application, payee)
        return wire_payment.payment(work, made)

    def ask_TakeBackReturned(
        self, request: exceptions_pb2.TakeBackReturnedRequest, work: Work
    ) -> None:
        _to_take_back(request, work)

    def TakeBackReturned(
        self, request: exceptions_pb2.TakeBackReturnedRequest, work: Work
    ) -> payment_pb2.Payment:
        payment, application = _to_take_back(request, work)
        moving.take_back(work, payment, application, request.because)
        return wire_payment.payment(work, payment)

    def ask_ConfirmPayment(self, request: paying_pb2.ConfirmPaymentRequest, work: Work) -> None:
        _to_confirm(request, work)

    def ConfirmPayment(
        self, request: paying_pb2.ConfirmPaymentRequest, work: Work
    ) -> payment_pb2.Payment:
        payment, application = _to_confirm(request, work)
        on = parse_date(request.confirmed_on, "confirmed_on")
        sheet = payment.sheet or request.sheet
        moving.confirm(work, payment, application, on, request.manner, sheet)
        return wire_payment.payment(work, payment)

    def ListPayments(
        self, request: paying_pb2.ListPaymentsRequest, work: Work
    ) -> paying_pb2.ListPaymentsResponse:
        size, before = paging.page_size(request), paging.year_and_number(request.page_token)
        rows = payments.payments(work.session, _wanted(request), before, size + 1)
        shown = paging.fitting(wire_payment.list_of(work, rows[:size]))
        token = ""
        if len(rows) > len(shown):
            last = rows[len(shown) - 1]
            token = paging.encode(last.year, last.number)
        return paying_pb2.ListPaymentsResponse(payments=shown, next_page_token=token)

    def ask_DisclosePaymentFile(
        self, request: paying_pb2.DisclosePaymentFileRequest, work: Work
    ) -> None:
        for payment_id in request.payment_ids:
            _to_send(payment_id, work)

    def DisclosePaymentFile(
        self, request: paying_pb2.DisclosePaymentFileRequest, work: Work
    ) -> paying_pb2.PaymentFile:
        rows = [_to_send(payment_id, work) for payment_id in request.payment_ids]
        return paying_pb2.PaymentFile(
            id=rows[0].payment_id, rows=rows, total_fen=sum(row.amount_fen for row in rows)
        )


def _to_order(request: paying_pb2.OrderPaymentRequest, work: Work) -> Any:
    application = on_application("order", request.application_id, request.etag, work)
    if request.channel == ordering.BANK:
        acting.require_alone(work, application)
    promise = ordering.require_orderable(
        work, application, request.channel, verified=request.account_verified
    )
    return application, promise


def _to_allow_cash(request: exceptions_pb2.AllowCashRequest, work: Work) -> Application:
    application = on_application("allow_cash", request.id, request.etag, work)
    now = acting.round_of(application)
    signed = {one.signed_by_id for one in application.rungs if one.round == now}
    if work.actor.id not in signed:
        raise NotYours()
    return application


def _to_void(request: paying_pb2.VoidPaymentRequest, work: Work) -> tuple[Payment, Application]:
    found = on_payment("void", request.id, request.etag, work, PaymentState.ORDERED)
    advancing.require_not_out(work, found[0])
    return found


def _to_pay(request: paying_pb2.RecordPaidRequest, work: Work) -> tuple[Payment, Application]:
    found = on_payment("pay", request.id, request.etag, work, PaymentState.ORDERED)
    advancing.require_not_out(work, found[0])
    moving.require_by_bank(found[0])
    paid_on = parse_date(request.paid_on, "paid_on")
    advancing.require_past(work, paid_on)
    moving.require_payable(work, found[0], paid_on)
    return found


def _to_bounce(
    request: paying_pb2.RecordReturnedRequest, work: Work
) -> tuple[Payment, Application]:
    moving.require_unconfirmed(payments.get_payment(work.session, request.id))
    found = on_payment("bounce", request.id, request.etag, work, PaymentState.PAID)
    moving.require_by_bank(found[0])
    moving.require_returnable(found[0], parse_date(request.returned_on, "returned_on"))
    return found


def _to_reissue(
    request: paying_pb2.ReissuePaymentRequest, work: Work
) -> tuple[Payment, Application, request_pb2.Payee]:
    payment, application = on_payment(
        "reissue", request.id, request.etag, work, PaymentState.RETURNED
    )
    ordering.require_reissuable(work, payment)
    payee = ordering.payee_of(work, payment)
    payee.bank, payee.account = request.bank, request.account
    payee.account_name = request.account_name
    if payee.account_name != payment.payee_name:
        fitness.unfit(fitness.OTHER_NAME)
    fitness.require_fit(work, application, payee, verified=request.account_verified)
    return payment, application, payee


def _to_take_back(
    request: exceptions_pb2.TakeBackReturnedRequest, work: Work
) -> tuple[Payment, Application]:
    found = on_payment("take_back", request.id, request.etag, work, PaymentState.RETURNED)
    ordering.require_reissuable(work, found[0])
    return found


def _to_confirm(
    request: paying_pb2.ConfirmPaymentRequest, work: Work
) -> tuple[Payment, Application]:
    moving.require_unconfirmed(payments.get_payment(work.session, request.id))
    payment, application = on_payment("confirm", request.id, request.etag, work, PaymentState.PAID)
    advancing.require_not_on_sheet(work, payment)
    on = parse_date(request.confirmed_on, "confirmed_on")
    moving.require_confirmable(work, payment, application, on, payment.sheet or request.sheet)
    return payment, application


def _to_send(payment_id: str, work: Work) -> paying_pb2.PaymentRow:
    payment = payments.get_payment(work.session, payment_id)
    payment, application = on_payment(
        "pay", payment_id, str(payment.version), work, PaymentState.ORDERED
    )
    if payment.channel != ordering.BANK:
        fitness.unfit(fitness.IN_CASH)
    acting.require_undisputed(work, "order", application)
    payee = ordering.payee_of(work, payment)
    fitness.require_there(work, application, payee)
    return paying_pb2.PaymentRow(
        payment_id=payment.id,
        number=payment.number,
        payee_name=payee.name,
        bank=payee.bank,
        account=payee.account,
        amount_fen=payment.amount_fen,
    )


def _wanted(request: paying_pb2.ListPaymentsRequest) -> list[Any]:
    conditions: list[Any] = []
    if request.state:
        conditions.append(OF_STATE[PaymentState(request.state)])
    if request.application_id:
        conditions.append(Payment.application_id == request.application_id)
    if request.unconfirmed:
        conditions += [OF_STATE[PaymentState.PAID], Payment.confirmed_on.is_(None)]
    return conditions
