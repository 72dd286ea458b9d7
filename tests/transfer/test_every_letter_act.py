"""Every act on letters and receipts is rehearsed without a trace, and repeated without effect."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from dangwu.transfer.v1 import receipt_pb2, register_pb2, transit_pb2
from services.chassis import contract
from tests.house import image
from tests.transfer.acts import Case, body
from tests.transfer.letter_acts import LOST, Letters
from tests.transfer.test_every_act import Tables, is_refused_with_other_content, send, tables
from tests.worlds import SHAPES, World

__all__ = ["tables"]
MADE = ("IssueLetter", "ReissueLetter", "SpoilLetter", "RecordReceipt")
"""They make something new, under an id made at random."""

SERVICES = ("LetterService", "ReceiptService")


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def letter_acts(letters: Letters) -> Iterator[Message]:
    """One letter after another of one case until it lands, and another that is sent back."""
    case = letters.agreed("ready")

    def on_case(one: Case, **more: Any) -> dict[str, Any]:
        return body({}, id=one.id, etag=letters.cases.get(one).etag, **more)

    def on_letter(**more: Any) -> dict[str, Any]:
        last = letters.register(2026).letters[-1]
        return body({}, id=last.id, etag=last.etag, **more)

    yield transit_pb2.IssueLetterRequest(**on_case(case))
    yield register_pb2.SpoilLetterRequest(**on_letter(because="打印偏移"))
    yield register_pb2.NoteLossRequest(**on_letter(because="遗失", lost_on=letters.today))
    yield register_pb2.NotifyAddresseeRequest(**on_letter(told_on=letters.today, how="电话"))
    yield transit_pb2.ReissueLetterRequest(**on_case(case, cause=LOST, because="遗失"))
    yield register_pb2.VoidLetterRequest(**on_letter(because="抬头写错"))
    letters.reissue(case, original_returned=True)
    yield receipt_pb2.OpenHandoffRequest(**on_letter())
    last = letters.register(2026).letters[-1]
    yield register_pb2.PrintLettersRequest(**body({}, ids=[last.id], purpose="发给本人"))
    yield letters.landing(case, last.number)
    back, _ = letters.out()
    refusal = receipt_pb2.REFUSAL_REASON_OUTSIDE_AREA
    yield receipt_pb2.RecordRefusalRequest(**on_case(back, reason=refusal))


def reply(request: Message, answer: bytes) -> Any:
    return GetMessageClass(contract.by_request(request.DESCRIPTOR)[2]).FromString(answer)


def as_if_done(name: str, rehearsed: Any, done: Any) -> None:
    """The same answer, but for ids made at random and what only a trace may show."""
    if name == "PrintLetters":
        assert len(done.sheets) == 1
        assert not rehearsed.sheets
        return
    if name == "OpenHandoff":
        assert len(done.code) == 14
        rehearsed.code = done.code
    assert (rehearsed.id != done.id) == (name in MADE)
    rehearsed.id = done.id
    assert rehearsed == done


@pytest.mark.parametrize("shape", SHAPES)
def test_every_act_is_rehearsed_done_and_repeated(letters: Letters, tables: Tables) -> None:
    tried = set()
    for request in letter_acts(letters):
        name = request.DESCRIPTOR.name.removesuffix("Request")
        tried.add(name)
        before, cases = tables.rows(), letters.cases
        rehearsed = send(cases, "director", request, validate_only=True, request_id=str(uuid4()))
        assert tables.rows() == before, request
        done = send(cases, "director", request)
        # What discloses is shown again with a row of its own, and is another print.
        again = 2 if name == "PrintLetters" else 1
        assert (send(cases, "director", request) == done) == (again == 1)
        is_refused_with_other_content(cases, "director", request)
        for told in ("transfer.journal", "audit.entry"):
            assert tables.rows()[told] == before[told] + again, request
        as_if_done(name, reply(request, rehearsed), reply(request, done))
    written = {
        method.proto.name
        for method in image.methods()
        if method.full_name.split("/")[0].endswith(SERVICES) and not method.reads
    }
    assert tried == written | {"IssueLetter", "ReissueLetter"}
