"""Requests saved before they are sent, so that a repeat is the same request and not a second one.

One file each, readable by its owner only. What the protos class as sensitive or secret is left out
and must be typed again; the etag is kept, because with a newer one it would be another request.
"""

import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pool, json_format
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from dangwu_client.errors import DangwuError, Incident, Unavailable
from dangwu_client.staff import encoding, private, settings

KEPT_DAYS = 30
OPEN, DONE = "open", "OK"


@dataclass(frozen=True)
class Saved:
    """One request: what was typed, what was sent, and how it ended."""

    request_id: str
    at: float
    profile: str
    typed: list[str]
    type: str
    request: dict[str, object]
    # Fields that are not kept here, because nobody should find them on a disk.
    left_out: list[str]
    # "open" until there is an answer; then "OK" or the reason of the refusal.
    outcome: str = OPEN

    @property
    def rpc(self) -> str:
        """The RPC it was meant for, by name."""
        return self.type.rpartition(".")[2].removesuffix("Request")

    @property
    def may_have_happened(self) -> bool:
        return self.outcome in (OPEN, DONE)

    def message(self) -> Message:
        """The request, as it was sent."""
        from dangwu_client import staff_client  # noqa: F401  makes every request known by name

        descriptor = descriptor_pool.Default().FindMessageTypeByName(self.type)
        return json_format.ParseDict(self.request, GetMessageClass(descriptor)())

    def same_but_for_etag(self, other: "Saved") -> bool:
        mine, theirs = {**self.request, "etag": ""}, {**other.request, "etag": ""}
        return (self.type, mine, self.left_out) == (other.type, theirs, other.left_out)


class RequestBook:
    """The saved requests of this user; told of each write by the connection."""

    def __init__(self, profile: str, typed: Sequence[str]) -> None:
        self._profile, self._typed = profile, list(typed)
        self._under_way: Saved | None = None

    def sending(self, request: Message) -> None:
        """Save a request; one sent before under this id is sent as it was, old etag and all."""
        self._under_way = None
        fresh = _saved(request, self._profile, self._typed)
        if fresh is None:
            return
        earlier = find(fresh.request_id)
        if earlier and earlier.may_have_happened:
            if earlier.same_but_for_etag(fresh):
                as_sent = {"etag": earlier.request["etag"]} if "etag" in earlier.request else {}
                json_format.ParseDict(as_sent, request)
                self._under_way = earlier
            return  # other content under a used id: the server says so
        _keep(fresh)
        _forget_old()
        self._under_way = fresh

    def ended(self, request: Message, error: DangwuError | None) -> None:
        """Note how it ended; without a clear answer it stays open."""
        saved = self._under_way
        if saved and saved.outcome == OPEN and not isinstance(error, Unavailable | Incident):
            _keep(replace(saved, outcome=error.reason if error else DONE))


def _saved(request: Message, profile: str, typed: Sequence[str]) -> Saved | None:
    """What to keep of a request; nothing of a rehearsal, which there is no need to repeat."""
    if getattr(request, "validate_only", False):
        return None
    kept = type(request)()
    kept.CopyFrom(request)
    hidden = _hidden(request)
    for name in hidden:
        kept.ClearField(name)
    return Saved(
        request_id=getattr(request, "request_id", ""),
        at=time.time(),
        profile=profile,
        typed=[_covered(word, hidden.values()) for word in typed],
        type=request.DESCRIPTOR.full_name,
        request=json_format.MessageToDict(kept, preserving_proto_field_name=True),
        left_out=sorted(hidden),
    )


def _hidden(request: Message) -> dict[str, str]:
    from dangwu.v1 import options_pb2

    data_class: Any = options_pb2.data_class
    classes = (options_pb2.DATA_CLASS_SENSITIVE, options_pb2.DATA_CLASS_SECRET)
    return {
        field.name: str(value)
        for field, value in request.ListFields()
        if field.GetOptions().Extensions[data_class] in classes
    }


def _covered(word: str, hidden: Iterable[str]) -> str:
    for value in hidden:
        word = word.replace(value, "***")
    return word


def _folder() -> Path:
    return settings.state_home() / "requests"


def _path(request_id: str) -> Path:
    return _folder() / f"{request_id}.json"


def _keep(saved: Saved) -> None:
    private.write(_path(saved.request_id), json.dumps(asdict(saved), ensure_ascii=False, indent=1))


def find(request_id: str) -> Saved | None:
    """The request saved under an id; None when this user has none."""
    if not re.fullmatch(r"[0-9A-Za-z-]{1,64}", request_id):
        return None
    try:
        return Saved(**json.loads(encoding.read(_path(request_id))))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def saved_requests() -> list[Saved]:
    """All saved requests, newest first."""
    known = (find(path.stem) for path in _folder().glob("*.json"))
    return sorted((saved for saved in known if saved), key=lambda saved: -saved.at)


def _forget_old() -> None:
    limit = time.time() - KEPT_DAYS * 86400
    for path in _folder().glob("*.json"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
