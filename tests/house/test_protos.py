"""Every .proto says who may call, what may travel and what may be refused, and means it."""

import pytest
from google.protobuf.descriptor_pb2 import FieldDescriptorProto

from dangwu.v1 import options_pb2
from services.chassis.errors import reason_of
from tests.house import image
from tests.house.sentences import refusals

METHODS = list(image.methods())
QUESTIONS = (
    "Get", "List", "Search", "Decide", "Verify", "Explain", "Count", "Compare", "Report", "Check",
    "State",
)  # fmt: skip
every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.full_name)
every_write = pytest.mark.parametrize(
    "method", [one for one in METHODS if not one.reads], ids=lambda method: method.full_name
)


@every_method
def test_every_rpc_says_who_may_call(method: image.Method) -> None:
    assert method.allow, "no (allow) option"
    assert options_pb2.ROLE_UNSPECIFIED not in method.allow
    assert len(set(method.allow)) == len(method.allow), "a role is listed twice"


@every_method
def test_every_rpc_says_what_it_does(method: image.Method) -> None:
    assert method.comment.strip()


@every_method
def test_reads_are_named_as_questions_and_writes_are_not(method: image.Method) -> None:
    assert method.proto.name.startswith(QUESTIONS) == method.reads


@every_write
def test_every_write_can_be_repeated_and_rehearsed(method: image.Method) -> None:
    assert method.proto.options.idempotency_level == method.proto.options.IDEMPOTENT
    numbers = {field.name: field.number for field in method.request.field}
    assert (numbers.get("request_id"), numbers.get("validate_only")) == (1, 2)


@every_write
def test_every_write_returns_a_thing_with_an_id(method: image.Method) -> None:
    assert "id" in {field.name for field in method.reply.field}


@every_method
def test_every_rpc_has_a_request_message_of_its_own(method: image.Method) -> None:
    """The road finds the way of a question by its request type."""
    assert method.request.name == f"{method.proto.name}Request"


def test_every_field_says_how_far_it_may_travel() -> None:
    assert not [name for name, field in image.fields() if not image.class_of(field)]


def test_no_field_is_floating_point() -> None:
    inexact = {FieldDescriptorProto.TYPE_DOUBLE, FieldDescriptorProto.TYPE_FLOAT}
    assert not [name for name, field in image.fields() if field.type in inexact]


def test_every_refusal_promised_exists() -> None:
    known = {reason_of(refusal) for refusal in refusals()}
    assert not {name: file for name, file in image.promised().items() if name not in known}


def test_every_refusal_that_exists_is_promised() -> None:
    promised = image.promised()
    kinds = {refusal.__name__: reason_of(refusal) for refusal in refusals()}
    assert not [name for name, reason in kinds.items() if reason not in promised]


def test_reasons_are_read_out_of_sentences() -> None:
    comment = (
        " Signs. SUBMITTED -> AGREED.\n Refuses with\n NOT_YOURS, STALE\n or OWN_CASE. DONE.\n"
    )
    assert image.reasons(comment) == ["NOT_YOURS", "STALE", "OWN_CASE"]
