"""The socket: gRPC registration, limits, health, reflection, and a graceful end."""

import secrets
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status

from services.chassis import statuses, transport
from services.chassis.errors import Incident, Refusal
from services.chassis.host import Host
from services.chassis.keys import SetupError
from services.chassis.logbook import log
from services.chassis.pipeline import Call

MESSAGE_MOST = 1024 * 1024
"""Bytes of one message in; replies may be four times that."""

OPTIONS = [
    ("grpc.max_receive_message_length", MESSAGE_MOST),
    ("grpc.max_send_message_length", 4 * MESSAGE_MOST),
    ("grpc.max_metadata_size", 16 * 1024),
    ("grpc.max_concurrent_streams", 256),
    ("grpc.max_connection_age_ms", 5 * 60 * 1000),
    ("grpc.max_connection_age_grace_ms", 60 * 1000),
    ("grpc.so_reuseport", 0),
]
NO_DEADLINE_S = 86_400.0
"""grpc reports a very long time when the caller set no deadline at all."""


class PortTaken(SetupError):
    zh = "无法监听 {address}：端口可能已被占用（另一个服务还在运行？），或地址不属于本机。"
    en = "Cannot listen on {address}: taken, perhaps by a server still running, or not ours."


def add_to(host: Host, server: Any) -> None:
    """Registers every call of a host's services on a gRPC server."""
    handlers: dict[str, dict[str, Any]] = {}
    for path, rpc in host.rpcs.items():
        answer = partial(_answer, host, path)
        handlers.setdefault(rpc.service, {})[rpc.name] = grpc.unary_unary_rpc_method_handler(answer)
    for service, methods in handlers.items():
        generic = grpc.method_handlers_generic_handler(service, methods)
        server.add_generic_rpc_handlers((generic,))
        if hasattr(server, "add_registered_method_handlers"):
            server.add_registered_method_handlers(service, methods)


def _answer(host: Host, path: str, data: bytes, context: grpc.ServicerContext) -> bytes:
    try:
        return host.dispatch(path, _call(data, context))
    except Refusal as error:
        refusal = error
    except Exception:  # never the text of an exception to a caller
        refusal = _incident(path)
    status = _status(refusal, path)
    # With its traceback a refusal that had a name here would hold this frame, and the call in it,
    # until the collector came; the connection would run out of streams before that.
    del refusal
    context.abort_with_status(rpc_status.to_status(status))
    raise AssertionError("abort returns to nobody")


def _status(refusal: Refusal, path: str) -> Any:
    try:
        return statuses.to_status(refusal)
    except Exception:  # a sentence with a gap that nobody filled
        return statuses.to_status(_incident(path))


def _incident(path: str) -> Incident:
    """What a caller is told of the exception being handled; the log is told where it was."""
    incident = secrets.token_hex(4)
    log.error("socket.failed", path=path, incident=incident, exc_info=True)
    return Incident(incident=incident)


def _call(data: bytes, context: grpc.ServicerContext) -> Call:
    left: float | None = context.time_remaining()
    authenticated: Any = context.auth_context()
    return Call(
        data=data,
        metadata={k: v for k, v in context.invocation_metadata() if isinstance(v, str)},
        peer_service=transport.peer_service(authenticated),
        deadline=None if left is None or left > NO_DEADLINE_S else time.monotonic() + left,
    )


class Server:
    """A gRPC server in front of a host."""

    def __init__(
        self,
        host: Host,
        bind: str,
        credentials: grpc.ServerCredentials | None = None,
        *,
        services_bind: tuple[str, grpc.ServerCredentials] | None = None,
        workers: int = 16,
        reflect: bool = False,
    ) -> None:
        self._host = host
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="call")
        self._server = grpc.server(self._pool, options=OPTIONS, maximum_concurrent_rpcs=512)
        add_to(host, self._server)
        self._health = health.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        self._names = sorted({rpc.service for rpc in host.rpcs.values()})
        if reflect:
            reflection.enable_server_reflection(
                (*self._names, health.SERVICE_NAME, reflection.SERVICE_NAME), self._server
            )
        transport.require_safe_bind(bind, credentials is not None)
        self.port = self._open(bind, credentials)
        self.services_port = self._open(*services_bind) if services_bind else 0

    def _open(self, bind: str, credentials: grpc.ServerCredentials | None) -> int:
        try:
            if credentials:
                return int(self._server.add_secure_port(bind, credentials))
            return int(self._server.add_insecure_port(bind))
        except RuntimeError:
            raise PortTaken(address=bind) from None

    def start(self) -> None:
        """Serves from now on."""
        self._host.start()
        self._server.start()
        self._say(health_pb2.HealthCheckResponse.SERVING)

    def stop(self, grace_s: float = 20.0) -> None:
        """Drains: says so, lets calls in flight end, delivers the journal, closes."""
        self._say(health_pb2.HealthCheckResponse.NOT_SERVING)
        self._server.stop(grace_s).wait(grace_s + 1)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._host.stop()

    def serve(self, grace_s: float = 20.0) -> None:
        """Starts, waits for SIGTERM or SIGINT, and drains."""
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        self.start()
        log.info(
            "server.started",
            port=self.port,
            services_port=self.services_port,
            services=[s.name for s in self._host.services],
        )
        ended.wait()
        log.info("server.draining", grace_s=grace_s)
        self.stop(grace_s)
        log.info("server.stopped")

    def _say(self, status: Any) -> None:
        for name in ("", *self._names):
            self._health.set(name, status)
