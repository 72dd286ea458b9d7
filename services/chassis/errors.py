"""Refusals: what a service understood and will not do, each a class with a sentence.

The class name is the contract (`WrongState` travels as `WRONG_STATE`), the sentence helps a person,
and the values in its gaps travel as metadata. A value must never be personal data.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from services.chassis.withheld import withhold


@dataclass(frozen=True)
class FieldFault:
    """One field of a request that cannot be taken as it is, and the mend."""

    field: str
    zh: str
    en: str


class Refusal(Exception):
    """A request the service understood and will not carry out.

    Two details have a meaning of their own: `next`, the steps possible instead (comma separated),
    and `cites`, the article that refused.
    """

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, *faults: FieldFault, **details: object) -> None:
        self.faults = faults
        self.details = {name: withhold(str(value)) for name, value in details.items()}
        super().__init__(self.reason)

    @property
    def status(self) -> str:
        """The gRPC status it travels under, by name."""
        return self.code

    @property
    def reason(self) -> str:
        """The stable name that programs read, such as `TRANSFER_OPEN`."""
        return reason_of(type(self))

    @property
    def sentence_zh(self) -> str:
        return self.zh.format_map(self.details)

    @property
    def sentence_en(self) -> str:
        return self.en.format_map(self.details)


def reason_of(kind: type[Refusal]) -> str:
    """The reason a refusal class travels under: its name in UPPER_SNAKE."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind.__name__).upper()


class Malformed(Refusal):
    """The request itself is wrong, whatever the state of things."""

    code = "INVALID_ARGUMENT"
    zh = "请求有误，请按所列字段更正后重新提交。"
    en = "The request is malformed; mend the fields listed and send it again."


class Unauthenticated(Refusal):
    """Nobody we know."""

    code = "UNAUTHENTICATED"
    zh = "请先登录：请求没有带有效的身份令牌。"
    en = "Log in first: the request carries no valid token."


class Forbidden(Refusal):
    """Known, and not entitled. The attempt itself is journaled."""

    code = "PERMISSION_DENIED"


class Unknown(Refusal):
    """There is no such thing."""

    code = "NOT_FOUND"


class NotNow(Refusal):
    """Not in the state things are in."""

    code = "FAILED_PRECONDITION"


class Taken(Refusal):
    """There is one already."""

    code = "ALREADY_EXISTS"


class Conflict(Refusal):
    """Somebody else was there first; read again and repeat."""

    code = "ABORTED"


class Away(Refusal):
    """Not reachable at this moment; the same request may be sent again."""

    code = "UNAVAILABLE"


class RoleNotAllowed(Forbidden):
    zh = "您今天担任的职务不能进行此操作（{rpc}）。可以操作的角色：{allowed}。"
    en = "No post you hold today may do this ({rpc}). It is open to: {allowed}."


class RequestIdReused(Taken):
    zh = "请求编号 {request_id} 已用于另一内容的请求。请换一个新的请求编号。"
    en = "Request id {request_id} was used for a request with other content; use a new one."


class Stale(Conflict):
    zh = "您看到的内容已被他人更新（您的版本 {given}，现版本 {current}）。请重新查看后再操作。"
    en = "It has changed since you read it (yours {given}, now {current}); read it again first."


class Busy(Conflict):
    zh = "系统正忙，本次请求没有生效，请稍后用同一请求编号重试。"
    en = "The system is busy and did nothing; try again with the same request id."


class PeerAway(Away):
    zh = "所依赖的服务（{service}）暂时不可用，本次请求没有生效，请稍后重试。"
    en = "A service this depends on ({service}) is away; nothing was done, try again later."


class DatabaseAway(Away):
    zh = "数据库暂时不可用，本次请求是否生效尚不能确定。请稍后用同一请求编号重试。"
    en = "The database is away; whether this took effect is not known. Send it again, same id."


class Late(Away):
    code = "DEADLINE_EXCEEDED"
    zh = "请求已超时，没有生效。请用同一请求编号重试。"
    en = "The deadline passed before the work was done; try again with the same request id."


class Incident(Refusal):
    """A bug of ours. The caller gets a number, the log the story."""

    code = "INTERNAL"
    zh = "系统内部错误，事件编号 {incident}。请把编号告诉管理员。"
    en = "Something failed inside; incident {incident}. Please tell the administrator."


class Passed(Refusal):
    """A refusal of another process, on its way to the caller as it was given."""

    def __init__(
        self,
        status: str,
        reason: str,
        sentences: tuple[str, str],
        faults: tuple[FieldFault, ...],
        details: dict[str, str],
    ) -> None:
        self._status, self._reason, self._sentences = status, reason, sentences
        super().__init__(*faults, **details)

    @property
    def status(self) -> str:
        return self._status

    @property
    def reason(self) -> str:
        return self._reason

    @property
    def sentence_zh(self) -> str:
        return self._sentences[0]

    @property
    def sentence_en(self) -> str:
        return self._sentences[1]
