"""What a test expects of a refusal, over any channel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status


@dataclass
class Refused:
    """What came back instead of a reply."""

    code: str = ""
    reason: str = ""
    details: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    message: str = ""


def read(error: Any) -> Refused:
    """The refusal in an RPC error."""
    refused = Refused(code=error.code().name, message=error.details() or "")
    status = rpc_status.from_call(error)
    for packed in status.details if status else ():
        for kind in (
            error_details_pb2.ErrorInfo,
            error_details_pb2.LocalizedMessage,
            error_details_pb2.BadRequest,
        ):
            if packed.Is(kind.DESCRIPTOR):
                said = kind()
                packed.Unpack(said)
                _take(refused, said)
    return refused


def _take(refused: Refused, said: Any) -> None:
    if isinstance(said, error_details_pb2.ErrorInfo):
        refused.reason, refused.details = said.reason, dict(said.metadata)
    elif isinstance(said, error_details_pb2.LocalizedMessage):
        refused.words[said.locale] = said.message
    else:
        refused.fields = [one.field for one in said.field_violations]


def outcome(ask: Callable[[], Any]) -> str:
    """What becomes of a call: "OK", or the reason it is refused for."""
    try:
        ask()
    except grpc.RpcError as error:
        return read(error).reason
    return "OK"


@contextmanager
def refuses(reason: str) -> Iterator[Refused]:
    """The block must be refused for this reason."""
    refused = Refused()
    with pytest.raises(grpc.RpcError) as caught:
        yield refused
    refused.__dict__ |= read(caught.value).__dict__
    assert refused.reason == reason, refused
