"""A .proto that leaves out what the road needs stops the server before it serves anybody."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool

from dangwu.v1 import options_pb2
from services.chassis import contract
from services.chassis.contract import ContractBroken

STRING = descriptor_pb2.FieldDescriptorProto.TYPE_STRING
BOOL = descriptor_pb2.FieldDescriptorProto.TYPE_BOOL
INTERNAL = options_pb2.DATA_CLASS_INTERNAL
SENSITIVE = options_pb2.DATA_CLASS_SENSITIVE
NUMBERS = count()

ASKS = {"request_id": (1, STRING, INTERNAL), "validate_only": (2, BOOL, INTERNAL)}
PURPOSE = {"purpose": (3, STRING, INTERNAL)}
THING = {"id": (1, STRING, INTERNAL)}
NUMBER = {"id_number": (2, STRING, SENSITIVE)}

Fields = Mapping[str, tuple[int, int, int]]


def service(
    asks: Fields = ASKS,
    shows: Fields = THING,
    *,
    reads: bool = False,
    allow: bool = True,
    discloses: bool = False,
) -> Any:
    """A service with one call, described as a .proto would."""
    package = f"dangwu.made{next(NUMBERS)}.v1"
    file = descriptor_pb2.FileDescriptorProto(
        name=f"{package}.proto",
        package=package,
        syntax="proto3",
        dependency=["dangwu/v1/options.proto"],
    )
    for name, fields in (("AskRequest", asks), ("Thing", shows)):
        message = file.message_type.add(name=name)
        for field, (number, kind, data_class) in fields.items():
            made: Any = message.field.add(name=field, number=number, type=kind, label=1)
            if data_class:
                made.options.Extensions[options_pb2.data_class] = data_class
    method: Any = file.service.add(name="MadeService").method.add(
        name="Ask", input_type=f".{package}.AskRequest", output_type=f".{package}.Thing"
    )
    if reads:
        method.options.idempotency_level = descriptor_pb2.MethodOptions.NO_SIDE_EFFECTS
    if allow:
        method.options.Extensions[options_pb2.allow].append(options_pb2.ROLE_OFFICE)
    if discloses:
        method.options.Extensions[options_pb2.discloses] = True
    pool: Any = descriptor_pool.Default()
    pool.AddSerializedFile(file.SerializeToString())
    return pool.FindServiceByName(f"{package}.MadeService")


def test_a_call_that_says_enough_is_read() -> None:
    (rpc,) = contract.read(service())
    assert (rpc.name, rpc.writes, rpc.allow) == ("Ask", True, frozenset({"ROLE_OFFICE"}))
    (rpc,) = contract.read(service(asks={}, reads=True))
    assert not rpc.writes


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"allow": False}, "allow"),
        ({"asks": {}}, "request_id"),
        ({"asks": {"request_id": (1, STRING, INTERNAL)}}, "validate_only"),
        ({"asks": {**ASKS, "request_id": (5, STRING, INTERNAL)}}, "request_id"),
        ({"shows": {"name": (1, STRING, INTERNAL)}}, "id"),
        ({"asks": {**ASKS, "note": (3, STRING, 0)}}, "note: no"),
        ({"shows": {**THING, "note": (2, STRING, 0)}}, "note: no"),
        ({"shows": {**THING, **NUMBER}}, "discloses"),
        ({"discloses": True}, "discloses"),
        ({"shows": {**THING, **NUMBER}, "discloses": True}, "without a purpose"),
        (
            {
                "shows": {**THING, **NUMBER},
                "asks": {**ASKS, **PURPOSE},
                "discloses": True,
                "reads": True,
            },
            "unjournaled",
        ),
    ],
)
def test_a_call_that_leaves_something_out_is_not_served(made: dict[str, Any], says: str) -> None:
    with pytest.raises(ContractBroken, match=says):
        contract.read(service(**made))


def test_what_is_sensitive_may_leave_for_a_purpose_in_a_journaled_call() -> None:
    shows, asks = {**THING, **NUMBER}, {**ASKS, **PURPOSE}
    (rpc,) = contract.read(service(shows=shows, asks=asks, discloses=True))
    assert rpc.discloses
