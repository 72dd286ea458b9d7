"""What each .proto says about its calls and fields, read once at the start.

A call that does not say who may make it, or a write that could not be repeated safely, stops the
server before it serves anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from dangwu.v1 import options_pb2
from services.chassis.withheld import WITHHELD, withhold

KEPT = frozenset({options_pb2.DATA_CLASS_PUBLIC, options_pb2.DATA_CLASS_INTERNAL})
"""The classes of data that may stand in journal and audit log."""

VEILED = frozenset({options_pb2.DATA_CLASS_SENSITIVE, options_pb2.DATA_CLASS_SECRET})


class ContractBroken(Exception):
    """A .proto leaves out something the road needs; the server must not start."""


@dataclass(frozen=True)
class Rpc:
    """One call, as its .proto declares it."""

    name: str
    service: str
    writes: bool
    discloses: bool
    allow: frozenset[str]
    request_type: type[Message]
    reply_type: type[Message]

    @property
    def path(self) -> str:
        return f"/{self.service}/{self.name}"

    @property
    def full_name(self) -> str:
        return f"{self.service}/{self.name}"

    @property
    def open_to_all(self) -> bool:
        return "ROLE_ANYONE" in self.allow


def read(service: Any) -> list[Rpc]:
    """The calls of one service descriptor; raises ContractBroken if it does not say enough."""
    return list(_checked(service))


@cache
def _checked(service: Any) -> tuple[Rpc, ...]:
    rpcs = tuple(_read(method) for method in service.methods)
    for rpc in rpcs:
        _check(rpc)
    return rpcs


def _read(method: MethodDescriptor) -> Rpc:
    options: Any = method.GetOptions()
    allow: Iterable[int] = options.Extensions[options_pb2.allow]
    return Rpc(
        name=method.name,
        service=method.containing_service.full_name,
        writes=options.idempotency_level != MethodOptions.NO_SIDE_EFFECTS,
        discloses=bool(options.Extensions[options_pb2.discloses]),
        allow=frozenset(options_pb2.Role.Name(role) for role in allow),
        request_type=GetMessageClass(method.input_type),
        reply_type=GetMessageClass(method.output_type),
    )


def _check(rpc: Rpc) -> None:
    if not rpc.allow:
        raise ContractBroken(f"{rpc.full_name}: no (allow) option, so nobody could ever call it")
    fields = rpc.request_type.DESCRIPTOR.fields_by_name
    if rpc.writes:
        for number, name in ((1, "request_id"), (2, "validate_only")):
            if name not in fields or fields[name].number != number:
                raise ContractBroken(f"{rpc.full_name}: a write needs {name} = {number}")
        if "id" not in rpc.reply_type.DESCRIPTOR.fields_by_name:
            raise ContractBroken(f"{rpc.full_name}: a write must return a thing with an id")
    for message in (rpc.request_type.DESCRIPTOR, rpc.reply_type.DESCRIPTOR):
        for field in _fields_below(message):
            if not class_of(field):
                raise ContractBroken(f"{field.full_name}: no (data_class) option")
    _check_disclosure(rpc)


def _check_disclosure(rpc: Rpc) -> None:
    """What is sensitive leaves only for a stated purpose, in a call that is journaled."""
    shows = [
        field.full_name
        for field in _fields_below(rpc.reply_type.DESCRIPTOR)
        if class_of(field) == options_pb2.DATA_CLASS_SENSITIVE
    ]
    if bool(shows) != rpc.discloses:
        raise ContractBroken(f"{rpc.full_name}: (discloses) and what it shows disagree: {shows}")
    if shows and not (rpc.writes and "purpose" in rpc.request_type.DESCRIPTOR.fields_by_name):
        raise ContractBroken(f"{rpc.full_name}: discloses without a purpose, or unjournaled")


def _fields_below(message: Any) -> list[FieldDescriptor]:
    seen: set[str] = set()
    found: list[FieldDescriptor] = []
    todo: list[Any] = [message]
    while todo:
        descriptor = todo.pop()
        if descriptor.full_name in seen or not descriptor.full_name.startswith("dangwu."):
            continue
        seen.add(descriptor.full_name)
        if descriptor.GetOptions().map_entry:
            continue
        found.extend(descriptor.fields)
        todo.extend(field.message_type for field in descriptor.fields if field.message_type)
    return found


@cache
def class_of(field: FieldDescriptor) -> int:
    """The data class a field declares; 0 when it declares none."""
    options: Any = field.GetOptions()
    return int(options.Extensions[options_pb2.data_class])


@cache
def by_request(request: Descriptor) -> tuple[str, str, Descriptor]:
    """The service, method and reply type that a request message belongs to.

    Each RPC has a request message of its own, so a request knows its way where the two stand in one
    file, as those do that services ask of each other.
    """
    for service in request.file.services_by_name.values():
        for method in service.methods:
            if method.input_type is request:
                return service.full_name, method.name, method.output_type
    raise ContractBroken(f"{request.full_name}: no RPC takes it")


def veil(message: Message) -> None:
    """Empties the sensitive and secret fields of a reply.

    A rehearsal leaves no trace, so it must show nothing that may only be shown with one.
    """
    for field, value in message.ListFields():
        if class_of(field) in VEILED:
            message.ClearField(field.name)
        elif field.message_type and not field.message_type.GetOptions().map_entry:
            for one in value if field.is_repeated else [value]:
                veil(one)


def kept(message: Message) -> dict[str, Any]:
    """A message as plain values, without its personal, sensitive and secret fields."""
    values: dict[str, Any] = {}
    for field, value in message.ListFields():
        if class_of(field) not in KEPT:
            values[field.name] = WITHHELD
        else:
            values[field.name] = _plain(field, value)
    return values


def _plain(field: FieldDescriptor, value: Any) -> Any:
    if field.message_type and field.message_type.GetOptions().map_entry:
        return {withhold(str(key)): withhold(str(item)) for key, item in value.items()}
    if field.is_repeated:
        return [_plain_one(field, item) for item in value]
    return _plain_one(field, value)


def _plain_one(field: FieldDescriptor, value: Any) -> Any:
    if field.message_type:
        if field.message_type.full_name == "google.protobuf.Timestamp":
            return value.ToJsonString()
        return kept(value)
    if field.enum_type:
        name = field.enum_type.values_by_number.get(value)
        return name.name if name else value
    return value if isinstance(value, bool) else withhold(str(value))
