"""Receipts (回执): what must hold before one counts, and what it does when it does.

The receipt, and nothing else, moves a member who left: not the letter, not its last day.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dangwu.directory.v1 import outside_pb2
from dangwu.transfer.v1 import receipt_pb2
from services.chassis.civil import parse_date, shanghai_date
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import effects, filing, moving, outsides
from services.transfer.acting import on_case
from services.transfer.effects import There
from services.transfer.letters import code, handoff, images, life, standing
from services.transfer.letters.refusals import (
    ImageUnreadable,
    LetterDiffers,
    ReceiptUnaccepted,
    ReceiverUnfit,
)
from services.transfer.lifecycle import ISSUE, Step
from services.transfer.refusals import DatesDisagree, LetterLapsed
from services.transfer.store import Transfer
from services.transfer.store.letters import Letter, Receipt

NONE = "—"
CHANNEL_BOOK = "transfer/receipt_channel_accepted"
CHANNELS: Mapping[int, str] = {
    receipt_pb2.RECEIPT_CHANNEL_POST: "post",
    receipt_pb2.RECEIPT_CHANNEL_FAX: "fax",
    receipt_pb2.RECEIPT_CHANNEL_WEB: "web",
    receipt_pb2.RECEIPT_CHANNEL_PHOTO: "photo",
    receipt_pb2.RECEIPT_CHANNEL_SYSTEM: "web",
}
"""The words of the rule for how a receipt came."""


@dataclass(frozen=True)
class Landing:
    """A receipt that may be recorded: the step, the case, its letter, who received, and when."""

    step: Step
    transfer: Transfer
    letter: Letter | None
    receiver: outside_pb2.Outside
    accepted_on: date
    image_type: str


def checked(request: receipt_pb2.RecordReceiptRequest, work: Work) -> Landing:
    """Everything about a receipt but its hand-off code, which is tried once, under the lock."""
    step, transfer, _, _ = on_case("land", request, work)
    receiver = _receiver(work, request.receiver_id)
    letter = _letter(work, transfer, request.letter_number)
    accepted_on = parse_date(request.accepted_on, "accepted_on")
    _require_day(work, transfer, letter, accepted_on)
    if letter:
        _require_accepted(work, request.channel)
    if request.channel == receipt_pb2.RECEIPT_CHANNEL_PHOTO and not request.image:
        raise ImageUnreadable(why_zh="没有附上照片", why="there is none")
    image_type = images.type_of(request.image) if request.image else ""
    return Landing(step, transfer, letter, receiver, accepted_on, image_type)


def record(request: receipt_pb2.RecordReceiptRequest, work: Work) -> tuple[Receipt, str]:
    """IN_TRANSIT -> ACCEPTED: the member has moved. The receipt, and the number of its letter."""
    landing = checked(request, work)
    transfer, letter, receiver = landing.transfer, landing.letter, landing.receiver
    if request.handoff_code:
        handoff.use(work, letter, request.handoff_code)
    receipt = _receipt(request, work, landing)
    work.session.add(receipt)
    last = transfer.rungs[-1]
    last.signed_by_id, last.signed_by_name = receiver.id, receiver.name
    last.signed_at = work.now
    if letter:
        life.receive(work, letter)
    moving.take(landing.step, transfer, work)
    effects.apply(work, transfer, There(receiver.id, receiver.name))
    moving.end(transfer, work)
    work.about(transfer.id)
    work.session.flush()
    return receipt, letter.number if letter else ""


def _receiver(work: Work, receiver_id: str) -> outside_pb2.Outside:
    """The committee that received: outside, described, open, and fit by rule to receive."""
    one = filing.organization(work, receiver_id)
    if not outsides.is_outside(one):
        raise ReceiverUnfit(
            organization=one.name, why_zh="它是校内组织", why="it belongs to the school"
        )
    receiver = outsides.described(work, receiver_id)
    if not outsides.is_open(work, receiver):
        raise ReceiverUnfit(organization=one.name, why_zh="它已撤销", why="it is closed")
    if not outsides.may_receive(work, receiver):
        raise ReceiverUnfit(
            organization=one.name,
            why_zh="它没有审批预备党员的权限",
            why="it has no authority to admit members",
        )
    return receiver


def _letter(work: Work, transfer: Transfer, number: str) -> Letter | None:
    """The letter the receipt is for; none where the case went online."""
    letter = standing.out(work.session, transfer.id)
    fits = letter is None and ISSUE not in transfer.kind.steps
    if (letter.number if letter else "") != number.strip() or (letter is None and not fits):
        given = number.strip() or NONE
        raise LetterDiffers(given=given, number=letter.number if letter else NONE)
    return letter


def _require_day(work: Work, transfer: Transfer, letter: Letter | None, on: date) -> None:
    """I-08: received on a day of the letter's, and not in the future."""
    first = letter.issued_on if letter else _sent_on(transfer)
    if not first <= on <= work.today:
        raise DatesDisagree(
            FieldFault(
                "accepted_on",
                f"接收日期须在 {first}（开出）与 {work.today}（今天）之间，例如 {work.today}。",
                f"It was received from {first} (issue) to {work.today} (today).",
            ),
            field="accepted_on",
        )
    if letter and on > letter.valid_until:
        raise LetterLapsed(number=letter.number, until=letter.valid_until.isoformat())


def _require_accepted(work: Work, channel: int) -> None:
    """R-035: the slip of a letter comes back as the rule allows; online there is no slip."""
    rule = filing.receipt(work, CHANNEL_BOOK, receipt_channel=CHANNELS[channel])
    if not rule.answer.truth:
        raise ReceiptUnaccepted(why=rule.because, why_en=rule.because_en)


def _sent_on(transfer: Transfer) -> date:
    """Where there is no letter: the day the case began to wait on the other side."""
    return shanghai_date(transfer.waits_since)


def _receipt(request: receipt_pb2.RecordReceiptRequest, work: Work, landing: Landing) -> Receipt:
    letter, receipt_id = landing.letter, new_id("q")
    image = request.image
    sealed = work.sealer.seal_bytes(image, "receipt", "image", receipt_id) if image else None
    said = letter and code.receipt_code(
        work.signer,
        letter.code,
        receiver_name=landing.receiver.name,
        branch=request.branch,
        accepted_on=landing.accepted_on.isoformat(),
    )
    return Receipt(
        id=receipt_id,
        transfer_id=landing.transfer.id,
        letter_id=letter.id if letter else "",
        letter_hash=code.letter_hash(letter.code) if letter else "",
        receiver_id=landing.receiver.id,
        receiver_name=landing.receiver.name,
        branch=request.branch,
        accepted_on=landing.accepted_on,
        recorded_on=work.today,
        recorded_by_id=work.actor.id,
        channel=request.channel,
        by_handoff=bool(request.handoff_code),
        image=sealed,
        image_type=landing.image_type,
        image_hash=hashlib.sha256(image).hexdigest() if image else "",
        code=said or "",
    )
