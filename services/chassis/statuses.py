"""Refusals on the wire: google.rpc.Status with the reason, two sentences, the fields at fault."""

from typing import TypeVar

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message
from google.rpc import code_pb2, error_details_pb2, status_pb2

from services.chassis.errors import FieldFault, Passed, Refusal

DOMAIN = "dangwu"
TRAILER = "grpc-status-details-bin"

Detail = TypeVar("Detail", bound=Message)


def to_status(refusal: Refusal) -> status_pb2.Status:
    """What a caller is told: status code, `ErrorInfo`, Chinese and English, fields."""
    zh, en = refusal.sentence_zh, refusal.sentence_en
    status = status_pb2.Status(code=code_pb2.Code.Value(refusal.status), message=f"{zh} / {en}")
    info = error_details_pb2.ErrorInfo(
        reason=refusal.reason, domain=DOMAIN, metadata=refusal.details
    )
    details: list[Message] = [
        info,
        error_details_pb2.LocalizedMessage(locale="zh-CN", message=zh),
        error_details_pb2.LocalizedMessage(locale="en", message=en),
    ]
    if refusal.faults:
        bad = error_details_pb2.BadRequest()
        for fault in refusal.faults:
            bad.field_violations.add(
                field=fault.field,
                description=f"{fault.zh} / {fault.en}",
            )
        details.append(bad)
    for detail in details:
        status.details.add().Pack(detail)
    return status


def from_status(status: status_pb2.Status) -> Refusal | None:
    """The refusal another process gave, or None when it is none of ours."""
    info = None
    words: dict[str, str] = {}
    faults: list[FieldFault] = []
    for packed in status.details:
        if packed.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
            info = _unpack(packed, error_details_pb2.ErrorInfo())
        elif packed.Is(error_details_pb2.LocalizedMessage.DESCRIPTOR):
            said = _unpack(packed, error_details_pb2.LocalizedMessage())
            words[said.locale] = said.message
        elif packed.Is(error_details_pb2.BadRequest.DESCRIPTOR):
            bad = _unpack(packed, error_details_pb2.BadRequest())
            for violation in bad.field_violations:
                zh, _, en = violation.description.partition(" / ")
                faults.append(FieldFault(violation.field, zh, en))
    if info is None or info.domain != DOMAIN:
        return None
    return Passed(
        code_pb2.Code.Name(status.code),
        info.reason,
        (words.get("zh-CN", ""), words.get("en", "")),
        tuple(faults),
        dict(info.metadata),
    )


def _unpack(packed: AnyMessage, into: Detail) -> Detail:
    packed.Unpack(into)
    return into
