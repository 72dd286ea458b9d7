"""Receipts: only they move who left; each is for one letter, once, and what is odd is refused."""

import hashlib
from typing import Any

import grpc
import pytest
import sqlalchemy as sa

from dangwu.transfer.v1 import kind_pb2, receipt_pb2, roll_pb2, transit_pb2
from services.chassis.database import Database
from tests.refusals import refuses
from tests.transfer.acts import RETURNED, body
from tests.transfer.acts import state_of as case_state
from tests.transfer.letter_acts import STREET, TINY, Letters, state_of
from tests.transfer.test_rules_change import publish
from tests.worlds import SHAPES, World

PHOTO = receipt_pb2.RECEIPT_CHANNEL_PHOTO
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64 + b"\xff\xd9"
PDF = b"%PDF-1.7\n" + b"x" * 64 + b"\n%%EOF\n"
WRONG_CODE = "2222-2222-2222"


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def stored(letters: Letters, query: str) -> Any:
    database = Database(letters.world.url.format(service="transfer"))
    with database.reading() as session:
        rows = session.execute(sa.text(query)).all()
    database.close()
    return rows


@pytest.mark.parametrize("shape", SHAPES)
def test_the_receipt_moves_the_member_and_ends_the_case(letters: Letters) -> None:
    case, letter = letters.out("ready")
    letters.world.clock.pass_days(20)
    receipt = letters.receive(case, letter.number, accepted_on="2026-06-25", image=TINY)
    ended = letters.cases.get(case)
    assert case_state(ended) == "ACCEPTED"
    assert ended.rungs[-1].signed_by_id == letters.outside()
    assert ended.rungs[-1].signed_at.seconds
    places = letters.office.roll.ListRelationships(
        roll_pb2.ListRelationshipsRequest(member_id=case.member_id)
    ).relationships
    assert [one.organization_id for one in places] == [
        letters.cases.organization("0101"),
        letters.outside(),
    ]
    assert (receipt.letter_number, receipt.accepted_on, receipt.recorded_on) == (
        letter.number,
        "2026-06-25",
        "2026-06-30",
    )
    assert receipt.image_hash == hashlib.sha256(TINY).hexdigest()
    pasted = letters.get(letter.id)
    assert (state_of(pasted), pasted.receipt) == ("RECEIVED", receipt)
    linked = stored(letters, "SELECT letter_hash, image FROM receipt")
    assert linked[0].letter_hash == hashlib.sha256(letter.code.encode()).hexdigest()
    assert TINY not in bytes(linked[0].image)
    with refuses("WRONG_STATE"):
        letters.receive(case, letter.number)


def test_a_receipt_that_comes_late_counts_by_the_day_of_acceptance(letters: Letters) -> None:
    case, letter = letters.out("ready")
    letters.world.clock.pass_days(120)
    assert state_of(letters.get(letter.id)) == "LAPSED"
    with refuses("LETTER_LAPSED"):
        letters.receive(case, letter.number, accepted_on="2026-09-08")
    assert letters.receive(case, letter.number, accepted_on="2026-09-07").id
    assert state_of(letters.get(letter.id)) == "RECEIVED"


@pytest.mark.parametrize("day", ["2026-06-09", "2026-06-12"])
def test_nobody_is_received_before_the_letter_or_in_the_future(letters: Letters, day: str) -> None:
    case, letter = letters.out("ready")
    letters.world.clock.pass_days(1)
    with refuses("DATES_DISAGREE") as refused:
        letters.receive(case, letter.number, accepted_on=day)
    assert refused.fields == ["accepted_on"]


def test_a_receipt_is_for_the_letter_that_is_out(letters: Letters) -> None:
    case, letter = letters.out("ready")
    other, other_letter = letters.out()
    for number in ("", "2601009", other_letter.number):
        with refuses("LETTER_DIFFERS"):
            letters.receive(case, number)
    lost = letters.lose(letter)
    with refuses("LETTER_DIFFERS") as refused:
        letters.receive(case, lost.number)
    assert "补开（dangwu letter reissue）" in refused.words["zh-CN"]
    assert letters.receive(other, other_letter.number).id


def test_who_cannot_receive_directly_has_not_received(letters: Letters) -> None:
    case, letter = letters.out("ready")
    for unfit in (letters.outside(STREET, may=False), letters.cases.organization("02")):
        with refuses("RECEIVER_UNFIT"):
            letters.receive(case, letter.number, receiver_id=unfit)
    with refuses("OUTSIDE_UNDESCRIBED"):
        letters.receive(
            case, letter.number, receiver_id=letters.outside("某县委组织部", described=False)
        )
    with refuses("ORGANIZATION_UNKNOWN"):
        letters.receive(case, letter.number, receiver_id="o-000000000000")


@pytest.mark.parametrize(
    "image",
    [b"GIF89a", TINY[:-5], b"\x89PNG\r\n\x1a\n", JPEG[:-2], PDF[:-7], b"<svg/>", b"\0" * 64],
    ids=ascii,
)
def test_a_picture_that_is_none(letters: Letters, image: bytes) -> None:
    case, letter = letters.out("ready")
    with refuses("IMAGE_UNREADABLE"):
        letters.receive(case, letter.number, image=image)


def test_a_picture_is_told_by_its_content(letters: Letters) -> None:
    for image, named in ((TINY, "image/png"), (JPEG, "image/jpeg"), (PDF, "application/pdf")):
        case, letter = letters.out()
        receipt = letters.receive(case, letter.number, image=image, channel=PHOTO)
        row = stored(letters, f"SELECT image_type FROM receipt WHERE id = '{receipt.id}'")
        assert row[0].image_type == named


def test_a_photo_has_a_picture_of_a_megabyte_at_most(letters: Letters) -> None:
    case, letter = letters.out("ready")
    with refuses("IMAGE_UNREADABLE"):
        letters.receive(case, letter.number, channel=PHOTO)
    with refuses("MALFORMED"):
        letters.receive(case, letter.number, image=PDF + b"\0" * 1024 * 1024)


def test_a_handoff_code_stands_for_the_picture_once(letters: Letters) -> None:
    case, letter = letters.out("ready")
    code = letters.handoff(letter)
    assert len(code.replace("-", "")) == 12
    plain = code.replace("-", "").encode()
    for row in stored(letters, "SELECT * FROM letter"):
        kept = [bytes(v) if isinstance(v, bytes) else str(v).encode() for v in row]
        assert not any(plain in one or code.encode() in one for one in kept)
    with refuses("HANDOFF_REFUSED"):
        letters.receive(case, letter.number, handoff_code=WRONG_CODE)
    receipt = letters.receive(case, letter.number, handoff_code=f" {code.lower()} ")
    assert receipt.by_handoff
    other, other_letter = letters.out()
    with refuses("HANDOFF_REFUSED"):
        letters.receive(other, other_letter.number, handoff_code=code)


def test_five_wrong_codes_are_the_last_even_in_rehearsal(letters: Letters) -> None:
    case, letter = letters.out("ready")
    code = letters.handoff(letter)
    for rehearsed in (False, True, False, True, True):
        with refuses("HANDOFF_REFUSED"):
            letters.receive(case, letter.number, handoff_code=WRONG_CODE, validate_only=rehearsed)
    with refuses("HANDOFF_REFUSED"):
        letters.receive(case, letter.number, handoff_code=code)
    assert letters.receive(case, letter.number, handoff_code=letters.handoff(letter)).id


def test_a_handoff_code_dies_with_the_letter_and_by_a_newer_one(letters: Letters) -> None:
    case, letter = letters.out("ready")
    first, second = letters.handoff(letter), letters.handoff(letter)
    with refuses("HANDOFF_REFUSED"):
        letters.receive(case, letter.number, handoff_code=first)
    letters.world.clock.pass_days(90)
    with refuses("HANDOFF_REFUSED"):
        letters.receive(case, letter.number, accepted_on="2026-09-07", handoff_code=second)


def test_an_online_case_has_a_receipt_without_a_letter(letters: Letters) -> None:
    case = letters.agreed("ready", channel=kind_pb2.CHANNEL_ONLINE)
    letters.office.transits.SendOnline(
        transit_pb2.SendOnlineRequest(
            **body({}, id=case.id, etag=case.etag, reference="ZZ-2026-0042")
        )
    )
    with refuses("LETTER_DIFFERS"):
        letters.receive(case, "2601001")
    receipt = letters.receive(case, "", channel=receipt_pb2.RECEIPT_CHANNEL_SYSTEM)
    assert (receipt.letter_id, receipt.letter_number, receipt.code) == ("", "", "")
    assert case_state(letters.cases.get(case)) == "ACCEPTED"


def test_the_other_side_sends_a_member_back(letters: Letters) -> None:
    case, letter = letters.out("ready")
    refusal = receipt_pb2.RecordRefusalRequest(
        **body(
            {},
            id=case.id,
            etag=case.etag,
            reason=receipt_pb2.REFUSAL_REASON_WRONG_ADDRESSEE,
            note="应为区委教育工委",
        )
    )
    with refuses("NOT_YOURS"):
        letters.world.desk("a.secretary").receipts.RecordRefusal(refusal)
    back = letters.office.receipts.RecordRefusal(refusal)
    assert back.state == RETURNED
    assert back.returned_because == "介绍信抬头有误：应为区委教育工委"
    assert back.waits_on_id == letters.cases.organization("0101")
    void = letters.get(letter.id)
    assert (state_of(void), void.void_because) == ("VOID", f"对方退回：{back.returned_because}")
    with refuses("WRONG_STATE"):
        letters.receive(case, letter.number)


def test_a_receipt_is_rehearsed_without_a_trace_and_repeated_without_effect(
    letters: Letters,
) -> None:
    case, letter = letters.out("ready")
    request = letters.landing(case, letter.number, image=TINY, validate_only=True)
    letters.office.receipts.RecordReceipt(request)
    assert letters.cases.get(case) == case
    request.validate_only = False
    done = letters.office.receipts.RecordReceipt(request)
    assert letters.office.receipts.RecordReceipt(request) == done


def test_a_receipt_is_the_issuers_to_record(letters: Letters) -> None:
    case, letter = letters.out("ready")
    with refuses("NOT_YOURS"):
        letters.receive(case, letter.number, "a.secretary")
    with pytest.raises(grpc.RpcError):
        letters.receive(case, letter.number, "s.secretary")


def test_a_receipt_comes_the_way_the_book_accepts(letters: Letters) -> None:
    case, letter = letters.out("ready")
    publish(letters.cases, "transfer/receipt_channel_accepted", "then: false")
    letters.world.clock.pass_days(2)
    with refuses("RECEIPT_UNACCEPTED") as refused:
        letters.receive(case, letter.number, image=TINY)
    assert "试行。" in refused.words["zh-CN"]
    assert case_state(letters.cases.get(case)) == "IN_TRANSIT"
    assert state_of(letters.get(letter.id)) == "LIVE"
