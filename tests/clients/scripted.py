"""A real gRPC server on a real socket that answers each call as the test says."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf.message import Message
from grpc_status import rpc_status

from dangwu_client import Connection, connect
from services.chassis import statuses
from services.chassis.errors import Refusal

Reply = Message | Refusal | grpc.StatusCode


@dataclass
class Heard:
    """One call, as it arrived."""

    path: str
    data: bytes
    metadata: dict[str, Any]
    left_s: float


@dataclass
class Scripted(grpc.GenericRpcHandler):
    """Answers by `answer(call)`: a reply, a refusal of the house, or a bare status."""

    answer: Callable[[Heard], Reply]
    heard: list[Heard] = field(default_factory=list)
    credentials: grpc.ServerCredentials | None = None

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(8)
        self._server = grpc.server(self._pool, handlers=[self])
        if self.credentials:
            port = self._server.add_secure_port("localhost:0", self.credentials)
        else:
            port = self._server.add_insecure_port("127.0.0.1:0")
        self.address = f"{'localhost' if self.credentials else '127.0.0.1'}:{port}"
        self._server.start()

    def service(self, details: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[Any, Any]":
        def call(data: bytes, context: grpc.ServicerContext) -> bytes:
            heard = Heard(
                path=details.method,
                data=data,
                metadata=dict(context.invocation_metadata()),
                left_s=context.time_remaining() or 0.0,
            )
            with self._lock:
                self.heard.append(heard)
            reply = self.answer(heard)
            if isinstance(reply, Refusal):
                context.abort_with_status(rpc_status.to_status(statuses.to_status(reply)))
            if isinstance(reply, grpc.StatusCode):
                context.abort(reply, "said by the wire")
            assert isinstance(reply, Message)
            return reply.SerializeToString()

        return grpc.unary_unary_rpc_method_handler(call)

    def connect(self, **options: Any) -> Connection:
        return connect(self.address, **options)

    def stop(self) -> None:
        self._server.stop(0).wait()
        self._pool.shutdown()


def in_turn(*replies: Reply) -> Callable[[Heard], Reply]:
    """One reply after another; the last one for ever."""
    waiting = list(replies)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]
