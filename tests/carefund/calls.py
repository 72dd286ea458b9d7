"""Any call to the care fund by its name, by anybody: what a request needs besides is filled in."""

from typing import Any
from uuid import uuid4

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from dangwu.carefund.v1 import (
    advance_pb2,
    application_service_pb2,
    campaign_service_pb2,
    claim_pb2,
    emergency_pb2,
    ledger_service_pb2,
    objection_pb2,
    payment_service_pb2,
    pool_pb2,
    publicity_pb2,
    resolution_pb2,
    review_pb2,
    statement_pb2,
)
from tests.worlds import World

PROTOS = (
    advance_pb2,
    statement_pb2,
    emergency_pb2,
    application_service_pb2,
    campaign_service_pb2,
    claim_pb2,
    ledger_service_pb2,
    objection_pb2,
    payment_service_pb2,
    pool_pb2,
    publicity_pb2,
    resolution_pb2,
    review_pb2,
)
METHODS: dict[str, MethodDescriptor] = {
    method.name: method
    for proto in PROTOS
    for service in proto.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}


def call(world: World, who: str, method: str, **said: Any) -> Any:
    """Calls by the name of the RPC, such as `call(world, "director", "ListPools")`."""
    found = METHODS[method]
    request_type = GetMessageClass(found.input_type)
    if "request_id" in found.input_type.fields_by_name:
        said = {"request_id": str(uuid4())} | said
    path = f"/{found.containing_service.full_name}/{method}"
    ask = world.desk(who).channel.unary_unary(
        path,
        request_serializer=request_type.SerializeToString,
        response_deserializer=GetMessageClass(found.output_type).FromString,
    )
    return ask(request_type(**said))
