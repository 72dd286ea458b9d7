"""The other services: in this process or elsewhere, asked the same way and refused the same way."""

from collections.abc import Callable, Mapping
from typing import Any

import grpc
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from grpc_status import rpc_status

from services.chassis import contract, statuses
from services.chassis.errors import PeerAway, Refusal
from services.chassis.pipeline import Call

PEER_TIMEOUT_S = 5.0
AWAY = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED}


class Peers:
    """Finds the service a request belongs to, and asks it in one service's own name."""

    def __init__(
        self,
        dispatch: Callable[[str, Call], bytes],
        here: frozenset[str],
        channels: Mapping[str, grpc.Channel],
        token: Callable[[], str],
    ) -> None:
        self._dispatch = dispatch
        self._here = here
        self._channels = channels
        self._token = token

    def ask(self, request: Message, call: Call | None = None) -> Message:
        """The reply to a request; refuses with `PeerAway`, or as the other service refuses."""
        service, method, reply = contract.by_request(request.DESCRIPTOR)
        name, path = service.split(".")[1], f"/{service}/{method}"
        timeout = call.time_left(PEER_TIMEOUT_S) if call else PEER_TIMEOUT_S
        metadata = {"authorization": f"Bearer {self._token()}"}
        data = request.SerializeToString()
        if name in self._here:
            deadline = call.deadline if call else None
            answer = self._dispatch(path, Call(data, metadata, deadline=deadline))
        elif name in self._channels:
            answer = self._send(name, path, data, metadata, timeout)
        else:
            raise PeerAway(service=name)
        return GetMessageClass(reply).FromString(answer)

    def _send(
        self, name: str, path: str, data: bytes, metadata: dict[str, str], timeout: float
    ) -> bytes:
        try:
            method: Any = self._channels[name].unary_unary(path)
            answer: bytes = method(data, timeout=timeout, metadata=tuple(metadata.items()))
            return answer
        except grpc.RpcError as error:
            raise _refusal(name, error) from error


def _refusal(name: str, error: Any) -> Exception:
    if error.code() in AWAY:
        return PeerAway(service=name)
    status = rpc_status.from_call(error)
    refusal: Refusal | None = statuses.from_status(status) if status else None
    return refusal or RuntimeError(f"{name} answered {error.code()}")
