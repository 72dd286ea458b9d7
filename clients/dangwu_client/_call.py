"""One call: who asks, by when, how often, and what is raised instead of a reply."""

import importlib
import pkgutil
import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar, runtime_checkable

import grpc
from google.protobuf.descriptor_pb2 import MethodOptions
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from dangwu_client.errors import DangwuError, Unauthenticated, from_rpc_error

ATTEMPTS = 4
PAUSE_S = 0.2

Reply = TypeVar("Reply")
Token = str | Callable[[], str]


@runtime_checkable
class Renewable(Protocol):
    """A source of tokens that can fetch a fresh one when the server no longer takes the old."""

    def __call__(self) -> str: ...

    def renew(self) -> None: ...


class Witness(Protocol):
    """Somebody who is told of each write: before it is first sent, and how it ended."""

    def sending(self, request: Message) -> None: ...

    def ended(self, request: Message, error: DangwuError | None) -> None: ...


class Write(Protocol):
    """A request that changes something."""

    request_id: str
    validate_only: bool


class Page(Protocol):
    """A reply that says whether there is more."""

    @property
    def next_page_token(self) -> str: ...


SomePage = TypeVar("SomePage", bound=Page)


class Caller:
    """Makes calls under one identity, with one patience."""

    def __init__(
        self,
        token: Token,
        timeout_s: float,
        witness: Witness | None = None,
        waiting: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._token = token
        self._timeout_s = timeout_s
        self._witness = witness
        self._waiting = waiting

    def __call__(self, method: Callable[..., Reply], request: Message) -> Reply:
        """Make the call, and raise what was answered instead of a reply."""
        witness = None if rpc_of(request).reads else self._witness
        if witness:
            witness.sending(request)
        try:
            with self._waiting():
                reply = self._patiently(method, request)
        except DangwuError as error:
            error.request = request
            if witness:
                witness.ended(request, error)
            raise
        if witness:
            witness.ended(request, None)
        return reply

    def _patiently(self, method: Callable[..., Reply], request: Message) -> Reply:
        until = time.monotonic() + self._timeout_s
        renewed = False
        for attempt in range(1, ATTEMPTS + 1):
            try:
                left_s = max(until - time.monotonic(), 0.001)
                return method(request, metadata=self._metadata(), timeout=left_s)
            except grpc.RpcError as error:
                refusal, cause = from_rpc_error(error), error
            if isinstance(refusal, Unauthenticated) and isinstance(self._token, Renewable):
                if renewed:
                    raise refusal from cause
                renewed = True
                self._token.renew()
                continue
            pause_s = PAUSE_S * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)
            late = time.monotonic() + pause_s >= until
            if attempt == ATTEMPTS or late or not _may_repeat(refusal, request):
                raise refusal from cause
            time.sleep(pause_s)
        raise AssertionError("the last attempt returns or raises")

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        token = self._token if isinstance(self._token, str) else self._token()
        return (("authorization", f"Bearer {token}"),) if token else ()


def new_request_id() -> str:
    """An id under which a write may be sent as often as needed and happens once."""
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Rpc:
    """What the .proto says about one RPC."""

    path: str
    # It changes nothing.
    reads: bool
    reply_type: Any


def rpc_of(request: Message) -> Rpc:
    """The RPC a request belongs to: each has a request message of its own, in the same package."""
    return _rpc(request.DESCRIPTOR)


@cache
def _rpc(request: Any) -> Rpc:
    for service in _services(request.file):
        for method in service.methods:
            if method.input_type.full_name == request.full_name:
                return Rpc(
                    path=f"/{service.full_name}/{method.name}",
                    reads=method.GetOptions().idempotency_level == MethodOptions.NO_SIDE_EFFECTS,
                    reply_type=GetMessageClass(method.output_type),
                )
    raise TypeError(f"{request.full_name} is not the request of any RPC")


def _services(file: Any) -> Iterator[Any]:
    """The services of a .proto, then those of the others of its package, read when needed."""
    yield from file.services_by_name.values()
    package = importlib.import_module(file.package)
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.endswith("_pb2"):
            other = importlib.import_module(f"{file.package}.{module.name}")
            yield from other.DESCRIPTOR.services_by_name.values()


def _may_repeat(refusal: DangwuError, request: Message) -> bool:
    # A server that drains cancels what was on its way in; this side never cancels.
    transient = refusal.code in ("UNAVAILABLE", "CANCELLED") or (
        refusal.code == "ABORTED" and refusal.reason == "BUSY"
    )
    return transient and (rpc_of(request).reads or bool(getattr(request, "request_id", "")))


def as_write(request: Write, request_id: str, rehearse: bool) -> None:
    """Give a request the id it is repeated by, and say whether it is only a rehearsal."""
    request.request_id = request_id or new_request_id()
    request.validate_only = rehearse


def every_page(fetch: Callable[[str], SomePage]) -> Iterator[SomePage]:
    """One page after another, until the server has no more."""
    token = ""
    while True:
        page = fetch(token)
        yield page
        token = page.next_page_token
        if not token:
            return
