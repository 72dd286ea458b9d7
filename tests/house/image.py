"""The protos with their options and comments, out of the image that `make protos` leaves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
    MethodDescriptorProto,
)

from dangwu.v1 import options_pb2
from tests.house.tree import ROOT

SERVICES, METHODS = 6, 2
PROMISE = re.compile(r"\brefuse[sd]\s+(?:with|by\s+the\s+road:)\s+([A-Z][^.]*)", re.IGNORECASE)
REASON = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b")


@dataclass(frozen=True)
class Method:
    """One RPC, its request and reply, and what is written above it."""

    full_name: str
    proto: MethodDescriptorProto
    request: DescriptorProto
    reply: DescriptorProto
    comment: str

    @property
    def allow(self) -> list[int]:
        return list(_said(self.proto.options, options_pb2.allow))

    @property
    def reads(self) -> bool:
        options = self.proto.options
        return options.idempotency_level == options.NO_SIDE_EFFECTS


@cache
def protos() -> list[FileDescriptorProto]:
    image = FileDescriptorSet.FromString((ROOT / "protos/dangwu.binpb").read_bytes())
    return [file for file in image.file if file.package.startswith("dangwu.")]


def methods() -> Iterator[Method]:
    known = dict(messages())
    for file in protos():
        above = {tuple(at.path): at.leading_comments for at in file.source_code_info.location}
        for i, service in enumerate(file.service):
            for j, method in enumerate(service.method):
                yield Method(
                    f"{file.package}.{service.name}/{method.name}",
                    method,
                    known[method.input_type],
                    known[method.output_type],
                    above.get((SERVICES, i, METHODS, j), ""),
                )


def messages() -> Iterator[tuple[str, DescriptorProto]]:
    """Every message, nested ones too, by its full name with the leading dot."""

    def below(prefix: str, message: DescriptorProto) -> Iterator[tuple[str, DescriptorProto]]:
        name = f"{prefix}.{message.name}"
        yield name, message
        for nested in message.nested_type:
            yield from below(name, nested)

    for file in protos():
        for message in file.message_type:
            yield from below(f".{file.package}", message)


def fields() -> Iterator[tuple[str, FieldDescriptorProto]]:
    for name, message in messages():
        if not message.options.map_entry:
            for field in message.field:
                yield f"{name}.{field.name}", field


def class_of(field: FieldDescriptorProto) -> int:
    """The data class a field declares; 0 when it declares none."""
    return int(_said(field.options, options_pb2.data_class))


def _said(options: Any, extension: FieldDescriptor) -> Any:
    return options.Extensions[extension]


def promised() -> dict[str, str]:
    """Reasons that any comment promises ("Refuses with A or B."), and a file that does."""
    return {
        reason: file.name
        for file in protos()
        for at in file.source_code_info.location
        for comment in (at.leading_comments, at.trailing_comments, *at.leading_detached_comments)
        for reason in reasons(comment)
    }


def reasons(comment: str) -> list[str]:
    return [name for said in PROMISE.findall(comment) for name in REASON.findall(said)]
