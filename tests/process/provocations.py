"""Requests that are right but for one field, which holds what does not belong there."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from buf.validate import validate_pb2
from services.chassis.contract import Rpc
from tests.campus import Campus

PEOPLE = {
    "ROLE_ANYONE": "",
    "ROLE_BRANCH": "s.secretary",
    "ROLE_COMMITTEE": "a.secretary",
    "ROLE_OFFICE": "director",
    "ROLE_INSPECTOR": "inspector",
    "ROLE_FINANCE": "accountant",
    "ROLE_ADMINISTRATOR": "administrator",
    "ROLE_HR_SYSTEM": "service:hr",
    "ROLE_STUDENT_SYSTEM": "service:student",
    "ROLE_SERVICE": "service:transfer",
}
"""Somebody for each role."""

Step = tuple[Any, str]
"""One field on the way into a message; of a map, its "key" or its "value"."""

TEXTS = {
    "request_id": "",
    "etag": "1",
    "code": "77",
    "account": "w777777",
    "book": "transfer/rung_days",
    "source": "transfer",
    "id_number": "99990219880715241X",
    "phone": "19900009999",
    "dues_through": "2026-05",
}


def provocations(rpc: Rpc, campus: Campus, case_id: str, secret: str) -> Iterator[Message]:
    """One request for each text in it, alone and among fields that are as they should be."""
    known = {
        "^o-": campus.organizations["0101"],
        "^p-": campus.members["ready"],
        "^h-": campus.posts["s.secretary"],
        "^t-": case_id,
    }
    for way in ways(rpc.request_type.DESCRIPTOR):
        alone = rpc.request_type()
        among = filled(rpc.request_type(), known)
        for request in (alone, among):
            put(request, way, secret)
            yield request


def ways(message: Any, seen: tuple[Any, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The way to every text in a message, and in the messages in it."""
    for field in message.fields:
        inner = field.message_type
        if inner and inner.GetOptions().map_entry:
            yield ((field, "key"),)
            yield ((field, "value"),)
        elif inner and inner not in seen:
            for rest in ways(inner, (*seen, message)):
                yield ((field, ""), *rest)
        elif field.type == FieldDescriptor.TYPE_STRING:
            yield ((field, ""),)


def put(message: Any, way: tuple[Step, ...], text: str) -> None:
    """Puts a text at the end of a way."""
    (field, part), *rest = way
    if rest:
        inner = getattr(message, field.name)
        if field.is_repeated:
            inner = inner[0] if inner else inner.add()
        put(inner, tuple(rest), text)
    elif part:
        getattr(message, field.name)[text if part == "key" else "act"] = text
    elif field.is_repeated:
        getattr(message, field.name).append(text)
    else:
        setattr(message, field.name, text)


def filled(message: Any, known: dict[str, str], depth: int = 0) -> Any:
    """A message in which every field has a value that could be right; a write only rehearses."""
    for field in message.DESCRIPTOR.fields:
        inner = field.message_type
        if inner and inner.GetOptions().map_entry:
            getattr(message, field.name)["act"] = "attest"
        elif inner and depth < 2:
            child = getattr(message, field.name)
            filled(child.add() if field.is_repeated else child, known, depth + 1)
        elif field.is_repeated:
            continue
        elif field.type == FieldDescriptor.TYPE_STRING:
            setattr(message, field.name, _text(field, known))
        elif field.type == FieldDescriptor.TYPE_BOOL or field.enum_type:
            setattr(message, field.name, 1)
    return message


def _text(field: Any, known: dict[str, str]) -> str:
    pattern = str(field.GetOptions().Extensions[validate_pb2.field].string.pattern)
    if field.name == "request_id":
        return str(uuid4())
    if field.name == "page_token":
        return ""
    if "[0-9]{4}-[0-9]{2}-[0-9]{2}" in pattern:
        return "2026-06-20"
    return known.get(pattern[:3]) or TEXTS.get(field.name, "二〇二六")
