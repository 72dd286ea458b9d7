"""What callers see of letters and receipts, each letter as it reads today."""

from collections.abc import Sequence

from sqlalchemy import select

from dangwu.transfer.v1 import letter_pb2, receipt_pb2
from services.chassis.work import Work
from services.transfer import wire
from services.transfer.letters import standing
from services.transfer.store.letters import Letter, Receipt


def letter(work: Work, row: Letter) -> letter_pb2.Letter:
    """One letter, with what it replaces, what replaces it, and its receipt."""
    return letters(work, [row])[0]


def letters(work: Work, rows: Sequence[Letter]) -> list[letter_pb2.Letter]:
    """Letters in the order given; what belongs to them is asked for at once."""
    ids = [row.id for row in rows]
    olds = {row.replaces_id for row in rows} - {""}
    numbers = select(Letter.id, Letter.number).where(Letter.id.in_(olds))
    newer = select(Letter.replaces_id, Letter.number).where(Letter.replaces_id.in_(ids))
    received = select(Receipt).where(Receipt.letter_id.in_(ids))
    replaces = {row[0]: row[1] for row in work.session.execute(numbers)}
    replaced = {row[0]: row[1] for row in work.session.execute(newer)}
    receipts = {one.letter_id: one for one in work.session.scalars(received)}
    return [
        _letter(work, row, replaces.get(row.replaces_id, ""), replaced.get(row.id, ""), receipts)
        for row in rows
    ]


def _letter(
    work: Work, row: Letter, replaces: str, replaced_by: str, receipts: dict[str, Receipt]
) -> letter_pb2.Letter:
    made = letter_pb2.Letter(
        id=row.id,
        etag=str(row.version),
        kind=letter_pb2.LetterKind.Name(row.kind),
        state=f"LETTER_STATE_{standing.on(row, work.today)}",
        number=row.number,
        issuer_id=row.issuer_id,
        issuer_name=row.issuer_name,
        year=row.year,
        serial=row.serial,
        transfer_id=row.transfer_id,
        member_id=row.member_id,
        member_name=row.member_name,
        addressee_id=row.addressee_id,
        addressee_name=row.addressee_name,
        destination=row.destination,
        issued_on=row.issued_on.isoformat(),
        valid_until=row.valid_until.isoformat(),
        validity_because=row.validity_because,
        void_on=row.void_on.isoformat() if row.void_on else "",
        void_because=row.void_because,
        void_by_id=row.void_by_id,
        replaces_number=replaces,
        replaced_by_number=replaced_by,
        prints=row.prints,
        last_printed_by_id=row.last_printed_by_id,
        addressee_told_on=row.addressee_told_on.isoformat() if row.addressee_told_on else "",
        code=row.code,
    )
    if row.last_printed_at:
        made.last_printed_at.CopyFrom(wire.stamp(row.last_printed_at))
    if row.id in receipts:
        made.receipt.CopyFrom(receipt(receipts[row.id], row.number))
    return made


def receipt(row: Receipt, letter_number: str) -> letter_pb2.Receipt:
    """One receipt; `letter_number` is empty where no letter was out."""
    return letter_pb2.Receipt(
        id=row.id,
        transfer_id=row.transfer_id,
        letter_id=row.letter_id,
        letter_number=letter_number,
        receiver_id=row.receiver_id,
        receiver_name=row.receiver_name,
        branch=row.branch,
        accepted_on=row.accepted_on.isoformat(),
        recorded_on=row.recorded_on.isoformat(),
        recorded_by_id=row.recorded_by_id,
        channel=receipt_pb2.ReceiptChannel.Name(row.channel).removeprefix("RECEIPT_CHANNEL_"),
        by_handoff=row.by_handoff,
        image_hash=row.image_hash,
        code=row.code,
    )
