"""A channel that stays in the process: the same bytes, the same statuses, no socket."""

import time
from collections.abc import Callable
from typing import Any

import grpc
from grpc_status import rpc_status

from services.chassis import statuses
from services.chassis.errors import Refusal
from services.chassis.pipeline import Call

Metadata = tuple[tuple[str, str | bytes], ...]


class LocalError(grpc.RpcError, grpc.Call):
    """A refusal, as a caller over the wire would have got it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self._status: Any = rpc_status.to_status(statuses.to_status(refusal))

    def code(self) -> grpc.StatusCode:
        code: grpc.StatusCode = self._status.code
        return code

    def details(self) -> str:
        return str(self._status.details)

    def trailing_metadata(self) -> Any:
        return tuple(self._status.trailing_metadata)

    def initial_metadata(self) -> Any:
        return ()

    def is_active(self) -> bool:
        return False

    def time_remaining(self) -> float:
        return 0.0

    def cancel(self) -> bool:
        return False

    def add_callback(self, callback: Callable[[], None]) -> bool:
        return False


class LocalChannel:
    """What a generated stub needs of a channel: unary calls."""

    def __init__(self, dispatch: Callable[[str, Call], bytes]) -> None:
        self._dispatch = dispatch

    def unary_unary(
        self,
        method: str,
        request_serializer: Callable[[Any], bytes],
        response_deserializer: Callable[[bytes], Any],
        _registered_method: bool | None = False,
    ) -> Callable[..., Any]:
        def call(
            request: Any, timeout: float | None = None, metadata: Metadata = (), **_: object
        ) -> Any:
            deadline = None if timeout is None else time.monotonic() + timeout
            words = {key: value for key, value in metadata or () if isinstance(value, str)}
            try:
                data = self._dispatch(
                    method, Call(request_serializer(request), words, deadline=deadline)
                )
            except Refusal as refusal:
                raise LocalError(refusal) from refusal
            return response_deserializer(data)

        return call

    def close(self) -> None:
        """Nothing to close."""
