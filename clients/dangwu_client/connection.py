"""A connection to dangwu: address, trust and identity, for as many clients as are wanted."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType

import grpc
from google.protobuf.message import Message

from dangwu_client._call import Caller, Token, Witness, rpc_of

TIMEOUT_S = 10.0
Pem = str | Path | bytes
_OPTIONS = (
    # A desk's web proxy is for the web; dangwu is on the campus.
    ("grpc.enable_http_proxy", 0),
    # Four attempts fit into one deadline only if the channel looks again soon.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2000),
)


class Connection:
    """A channel and the identity that calls are made under."""

    def __init__(
        self,
        channel: grpc.Channel,
        token: Token = "",
        *,
        timeout_s: float = TIMEOUT_S,
        witness: Witness | None = None,
        waiting: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self.channel = channel
        self.call = Caller(token, timeout_s, witness, waiting)

    def send(self, request: Message) -> Message:
        """Send a request of any kind: its type knows the way."""
        rpc = rpc_of(request)
        method = self.channel.unary_unary(
            rpc.path,
            request_serializer=type(request).SerializeToString,
            response_deserializer=rpc.reply_type.FromString,
        )
        reply: Message = self.call(method, request)
        return reply

    def close(self) -> None:
        """Give the channel back. Nothing can be called afterwards."""
        self.channel.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def connect(
    address: str,
    token: Token = "",
    *,
    ca: Pem | None = None,
    cert: Pem | None = None,
    key: Pem | None = None,
    tls: bool | None = None,
    timeout_s: float = TIMEOUT_S,
    witness: Witness | None = None,
    waiting: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Connection:
    """Connect to `address` ("host:port"); nothing is sent before the first call.

    `token` is a bearer token, or a function that gives one for each call. `ca` (the campus
    authority), `cert` and `key` (a client certificate) are PEM: a path, or the bytes. TLS is used
    unless the address is this machine's own; a token never travels in clear. `timeout_s` bounds a
    call with all its retries, in seconds.
    """
    if tls is None:
        tls = ca is not None or cert is not None or not is_loopback(address)
    if not tls and not is_loopback(address):
        raise ValueError("without TLS only this machine's own address may be called")
    if (cert is None) != (key is None):
        raise ValueError("a client certificate and its key go together")
    if tls:
        credentials = grpc.ssl_channel_credentials(_pem(ca), _pem(key), _pem(cert))
        channel = grpc.secure_channel(address, credentials, options=_OPTIONS)
    else:
        channel = grpc.insecure_channel(address, options=_OPTIONS)
    return Connection(channel, token, timeout_s=timeout_s, witness=witness, waiting=waiting)


def is_loopback(address: str) -> bool:
    """Whether an address leads to this machine only."""
    if address.startswith("unix:"):
        return True
    host = address.rsplit("/", 1)[-1].rpartition(":")[0].strip("[]")
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _pem(source: Pem | None) -> bytes | None:
    if source is None:
        return None
    pem = source if isinstance(source, bytes) else Path(source).read_bytes()
    return pem.removeprefix(
        b"\xef\xbb\xbf"
    )  # editors on Windows put it there, OpenSSL trips over it
