"""ReceiptService: what comes back from the other side. Only a receipt moves who left."""

from dangwu.transfer.v1 import letter_pb2, receipt_pb2, transfer_pb2
from services.chassis import etags
from services.chassis.work import Work
from services.transfer import holding, moving
from services.transfer.acting import on_case
from services.transfer.acting import shown as shown_case
from services.transfer.letters import handoff, life, receipts, shown
from services.transfer.lifecycle import Step
from services.transfer.store import Transfer
from services.transfer.store.letters import Letter

BECAUSE = {
    receipt_pb2.REFUSAL_REASON_WRONG_DESTINATION: "转入单位填写有误",
    receipt_pb2.REFUSAL_REASON_WRONG_ADDRESSEE: "介绍信抬头有误",
    receipt_pb2.REFUSAL_REASON_LETTER_EXPIRED: "介绍信已过期",
    receipt_pb2.REFUSAL_REASON_PAPERS_MISSING: "材料不全",
    receipt_pb2.REFUSAL_REASON_FILE_IN_DOUBT: "党员档案存疑",
    receipt_pb2.REFUSAL_REASON_IDENTITY_DIFFERS: "身份信息不全或不符",
    receipt_pb2.REFUSAL_REASON_OUTSIDE_AREA: "不属于本组织接收范围",
}


class ReceiptServicer:
    """dangwu.transfer.v1.ReceiptService"""

    def ask_RecordReceipt(self, request: receipt_pb2.RecordReceiptRequest, work: Work) -> None:
        receipts.checked(request, work)

    def RecordReceipt(
        self, request: receipt_pb2.RecordReceiptRequest, work: Work
    ) -> letter_pb2.Receipt:
        receipt, number = receipts.record(request, work)
        return shown.receipt(receipt, number)

    def ask_RecordRefusal(self, request: receipt_pb2.RecordRefusalRequest, work: Work) -> None:
        _sent_back(request, work)

    def RecordRefusal(
        self, request: receipt_pb2.RecordRefusalRequest, work: Work
    ) -> transfer_pb2.Transfer:
        step, transfer = _sent_back(request, work)
        because = "：".join(filter(None, (BECAUSE[request.reason], request.note.strip())))
        life.void_out(work, transfer, f"对方退回：{because}")
        transfer.turned_back_by = transfer.destination_name
        transfer.returned_because = because
        moving.wait_on(transfer, transfer.source_id, work.now)
        moving.take(step, transfer, work)
        return shown_case(work, transfer)

    def ask_OpenHandoff(self, request: receipt_pb2.OpenHandoffRequest, work: Work) -> None:
        _good(request, work)

    def OpenHandoff(
        self, request: receipt_pb2.OpenHandoffRequest, work: Work
    ) -> receipt_pb2.Handoff:
        letter = _good(request, work)
        code = handoff.open_for(work, letter)
        letter.version += 1
        return receipt_pb2.Handoff(
            id=letter.id, code=code, valid_until=letter.valid_until.isoformat()
        )


def _sent_back(request: receipt_pb2.RecordRefusalRequest, work: Work) -> tuple[Step, Transfer]:
    step, transfer, _, _ = on_case("sent_back", request, work)
    return step, transfer


def _good(request: receipt_pb2.OpenHandoffRequest, work: Work) -> Letter:
    letter = life.get(work.session, request.id)
    holding.require_post(work, letter.issuer_id, letter.member_id)
    life.require_good(letter, work.today)
    etags.check(request.etag, letter.version)
    return letter
