"""What a service may answer instead of a reply: a few exceptions, one for each kind of answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import grpc
    from google.protobuf.message import Message
    from google.rpc import status_pb2


@dataclass(frozen=True)
class FieldProblem:
    """One field that cannot be taken as it is, and the mend, in both languages."""

    field: str
    message_zh: str
    message_en: str


class DangwuError(Exception):
    """A call that was not carried out.

    `reason` is the stable name for programs (`WRONG_STATE`), `code` the gRPC status by name,
    `details` the values in the sentence, `next_steps` the steps possible instead, `cites` the
    article that refused. `request` is what was sent; its `request_id` repeats the same request.
    """

    def __init__(
        self,
        reason: str,
        message_zh: str,
        message_en: str,
        *,
        code: str = "",
        details: Mapping[str, str] | None = None,
        fields: Iterable[FieldProblem] = (),
    ) -> None:
        self.reason = reason
        self.message_zh = message_zh
        self.message_en = message_en
        self.code = code
        self.details = dict(details or {})
        self.fields = tuple(fields)
        self.request: Message | None = None
        super().__init__(f"{message_zh} / {message_en}" if message_en else message_zh)

    @property
    def request_id(self) -> str:
        """The id under which the same request can be sent again; empty for a read."""
        return str(getattr(self.request, "request_id", ""))

    @property
    def next_steps(self) -> tuple[str, ...]:
        """The steps that are possible instead, such as `("sign", "return")`."""
        return tuple(step for step in self.details.get("next", "").split(",") if step)

    @property
    def cites(self) -> str:
        """The article that refused; empty when no rule did."""
        return self.details.get("cites", "")


class Malformed(DangwuError):
    """The request itself is wrong; `fields` says where."""


class Unauthenticated(DangwuError):
    """The server does not know who asks: no token, or one that has expired."""


class Forbidden(DangwuError):
    """Known, and not entitled to this."""


class Unknown(DangwuError):
    """There is no such thing, or none that the caller may see."""


class NotNow(DangwuError):
    """Not in the state things are in."""


class Taken(DangwuError):
    """There is one already."""


class Conflict(DangwuError):
    """Somebody else was first; read again and repeat."""


class Unavailable(DangwuError):
    """No answer. A write may have happened: only the same request_id is safe to repeat."""


class Incident(DangwuError):
    """A bug on the other side, or an answer that cannot be understood."""


KINDS: Mapping[str, type[DangwuError]] = {
    "INVALID_ARGUMENT": Malformed,
    "OUT_OF_RANGE": Malformed,
    "UNAUTHENTICATED": Unauthenticated,
    "PERMISSION_DENIED": Forbidden,
    "NOT_FOUND": Unknown,
    "FAILED_PRECONDITION": NotNow,
    "ALREADY_EXISTS": Taken,
    "ABORTED": Conflict,
    "UNAVAILABLE": Unavailable,
    "DEADLINE_EXCEEDED": Unavailable,
    "RESOURCE_EXHAUSTED": Unavailable,
    "CANCELLED": Unavailable,
}
"""Every gRPC status that is not an incident."""

_UNSAID = {
    "UNAUTHENTICATED": ("请先登录。", "Log in first."),
    "PERMISSION_DENIED": ("无权进行此操作。", "You may not do this."),
    "UNAVAILABLE": (
        "连不上服务器，请检查地址和网络，稍后重试。",
        "The server cannot be reached; check address and network, and try again.",
    ),
    "DEADLINE_EXCEEDED": (
        "服务器没有在时限内答复，请求可能已经生效；请用同一请求编号重试。",
        "No answer in time; it may have happened. Repeat it with the same request id.",
    ),
    "RESOURCE_EXHAUSTED": (
        "请求过大，或服务器已满负荷。",
        "The request is too large, or the server is at its limit.",
    ),
    "UNIMPLEMENTED": (
        "服务器不认识此操作，版本可能较旧。",
        "The server does not know this call; it may be of an older version.",
    ),
}
"""What to say when the other side gave a status and no sentence: mostly the wire itself."""

Sentences = tuple[str, str]


def from_rpc_error(error: "grpc.RpcError") -> DangwuError:
    """The exception for what came over the wire, whoever sent it."""
    from google.protobuf.message import DecodeError
    from grpc_status import rpc_status

    code = error.code().name
    try:
        status = rpc_status.from_call(cast("grpc.Call", error))
    except (ValueError, DecodeError):
        status = None
    if status is not None:
        return _from_status(code, status)
    return from_code(code, {"transport": error.details() or ""})


def from_code(code: str, details: Mapping[str, str] | None = None) -> DangwuError:
    """The exception for a status that came without a sentence."""
    zh, en = _UNSAID.get(code, (f"服务器答复异常（{code}）。", f"Unexpected answer ({code})."))
    return KINDS.get(code, Incident)(code, zh, en, code=code, details=details)


def _from_status(code: str, status: "status_pb2.Status") -> DangwuError:
    from google.rpc import error_details_pb2

    info = error_details_pb2.ErrorInfo()
    said = error_details_pb2.LocalizedMessage()
    bad = error_details_pb2.BadRequest()
    sentences: dict[str, str] = {}
    for packed in status.details:
        packed.Unpack(info)
        packed.Unpack(bad)
        if packed.Unpack(said):
            sentences[said.locale] = said.message
    if info.domain != "dangwu":
        return from_code(code, {"transport": status.message})
    return KINDS.get(code, Incident)(
        info.reason,
        sentences.get("zh-CN", status.message),
        sentences.get("en", ""),
        code=code,
        details=dict(info.metadata),
        fields=[
            FieldProblem(problem.field, *_both(problem.description))
            for problem in bad.field_violations
        ],
    )


def _both(description: str) -> Sentences:
    zh, _, en = description.partition(" / ")
    return zh, en
