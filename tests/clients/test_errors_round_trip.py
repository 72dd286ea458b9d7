"""What a service refuses arrives as an exception of its kind, with everything that was said."""

from typing import Any

import grpc
import pytest
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import error_details_pb2, status_pb2

from dangwu_client import (
    Conflict,
    DangwuError,
    FieldProblem,
    Forbidden,
    Incident,
    Malformed,
    NotNow,
    StaffClient,
    Taken,
    Unauthenticated,
    Unavailable,
    Unknown,
    connect,
)
from dangwu_client.errors import KINDS
from services.chassis import errors as house
from tests.clients.conftest import Serve
from tests.clients.scripted import Scripted


class WrongDay(house.NotNow):
    zh = "今天不能{step}，请{next}。"
    en = "Cannot {step} today; {next} instead."


class Misspelt(house.Malformed):
    pass


class NotYours(house.Forbidden):
    zh, en = "不归您管。", "Not yours."


class Nobody(house.Unknown):
    zh, en = "查无此人。", "Nobody."


class Held(house.Taken):
    zh, en = "已有一件。", "There is one."


class Moved(house.Conflict):
    zh, en = "已变。", "It moved."


CASES: list[tuple[house.Refusal, type[DangwuError]]] = [
    (Misspelt(), Malformed),
    (house.Unauthenticated(), Unauthenticated),
    (NotYours(), Forbidden),
    (Nobody(), Unknown),
    (WrongDay(step="签字", next="sign"), NotNow),
    (Held(), Taken),
    (Moved(), Conflict),
    (house.Late(), Unavailable),
    (house.Incident(incident="7"), Incident),
]


def refused(server: Scripted) -> Any:
    with server.connect(timeout_s=3) as connection, pytest.raises(DangwuError) as caught:
        StaffClient(connection).transfer("t-000000000000")
    return caught.value


@pytest.mark.parametrize(("refusal", "kind"), CASES, ids=lambda one: getattr(one, "reason", None))
def test_each_kind_has_its_exception(
    serve: Serve, refusal: house.Refusal, kind: type[DangwuError]
) -> None:
    error = refused(serve(lambda _: refusal))
    assert type(error) is kind
    assert (error.reason, error.code) == (refusal.reason, refusal.status)
    assert (error.message_zh, error.message_en) == (refusal.sentence_zh, refusal.sentence_en)


def test_values_next_steps_and_the_article_travel(serve: Serve) -> None:
    refusal = WrongDay(step="签字", next="sign,return", cites="第二十五条")
    error = refused(serve(lambda _: refusal))
    assert error.details["step"] == "签字"
    assert error.next_steps == ("sign", "return")
    assert error.cites == "第二十五条"
    assert str(error).startswith("今天不能签字")


def test_fields_at_fault_are_named_in_both_languages(serve: Serve) -> None:
    refusal = Misspelt(house.FieldFault("id", "编号：格式不对。", "id has the wrong form."))
    error = refused(serve(lambda _: refusal))
    assert error.fields == (FieldProblem("id", "编号：格式不对。", "id has the wrong form."),)


@pytest.mark.parametrize("code", [code for code in grpc.StatusCode if code.name != "OK"])
def test_a_bare_status_is_understood_and_its_text_not_shown_as_ours(
    serve: Serve, code: grpc.StatusCode
) -> None:
    error = refused(serve(lambda _: code))
    assert type(error) is KINDS.get(code.name, Incident)
    assert error.reason == error.code == code.name
    assert "said by the wire" not in str(error)
    assert error.details["transport"] == "said by the wire"
    assert error.message_zh
    assert error.message_en


def test_an_exception_in_a_server_is_an_incident(serve: Serve) -> None:
    def fails(_: object) -> Any:
        raise ZeroDivisionError("secret")

    error = refused(serve(fails))
    assert type(error) is Incident
    assert "secret" not in f"{error.message_zh}{error.message_en}"


def test_details_of_another_house_are_not_taken_for_ours() -> None:
    info = AnyMessage()
    info.Pack(error_details_pb2.ErrorInfo(reason="QUOTA", domain="elsewhere.example"))
    status = status_pb2.Status(code=5, message="elsewhere", details=[info])
    error = _answered(status.SerializeToString())
    assert (type(error), error.reason) == (Unknown, "NOT_FOUND")


def test_a_trailer_that_is_no_status_does_not_break_the_client() -> None:
    error = _answered(b"\xff\xff\xff")
    assert (type(error), error.reason) == (Unknown, "NOT_FOUND")


def _answered(trailer: bytes) -> Any:
    """What the client makes of NOT_FOUND with this trailer."""

    class Trailing(Scripted):
        def service(self, details: grpc.HandlerCallDetails) -> Any:
            def call(_: bytes, context: grpc.ServicerContext) -> bytes:
                context.set_trailing_metadata((("grpc-status-details-bin", trailer),))
                context.abort(grpc.StatusCode.NOT_FOUND, "elsewhere")
                raise AssertionError("abort returns to nobody")

            return grpc.unary_unary_rpc_method_handler(call)

    server = Trailing(lambda _: grpc.StatusCode.OK)
    try:
        return refused(server)
    finally:
        server.stop()


def test_nobody_listening_is_unavailable() -> None:
    with connect("127.0.0.1:1", timeout_s=3) as connection, pytest.raises(Unavailable) as caught:
        StaffClient(connection).transfer("t-000000000000")
    assert caught.value.reason == "UNAVAILABLE"


def test_the_request_comes_with_the_error(serve: Serve) -> None:
    server = serve(lambda _: WrongDay(step="x", next="y"))
    with server.connect() as connection, pytest.raises(NotNow) as caught:
        StaffClient(connection).accept_transfer("t-000000000000", "1", request_id="r-1")
    assert caught.value.request_id == "r-1"
    assert getattr(caught.value.request, "id", "") == "t-000000000000"
