"""What is kept of letters and receipts, held against their codes: those are signed."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import select

from services.chassis.proof import Promise
from services.chassis.sealing import SealBroken
from services.chassis.work import Work
from services.transfer.letters import code
from services.transfer.lifecycle import ISSUE
from services.transfer.store import Transfer
from services.transfer.store.letters import LIVE, RECEIVED, Letter, Receipt

AT_ONCE = 20
"""How many pictures are opened at a time; each may be a megabyte."""
KINDS = {int(kind): called for kind, called in code.KINDS.items()}


def letters_as_signed(
    work: Work, letters: Sequence[Letter], cases: Mapping[str, Transfer]
) -> Promise:
    """What the register says of a letter is what stands on the paper; it is of its case's member,
    and one that counts is for where the case goes."""
    promise = Promise("letters_as_signed")
    numbers = {one.id: one.number for one in letters}
    for letter in letters:
        said = work.signer.read(letter.code)
        old = numbers.get(letter.replaces_id, "")
        as_signed = said.items() >= _on_paper(letter).items() and said.get("r", old) == old
        case = cases.get(letter.transfer_id)
        promise.look(letter.id, kept=as_signed and case is not None and _of(case, letter))
    return promise


def _on_paper(letter: Letter) -> dict[str, str]:
    return {
        "t": KINDS.get(letter.kind, ""),
        "n": letter.number,
        "i": letter.issuer_id,
        "o": letter.issuer_name,
        "a": letter.addressee_name,
        "d": letter.destination,
        "m": letter.member_name,
        "s": letter.issued_on.isoformat(),
        "e": letter.valid_until.isoformat(),
    }


def _of(case: Transfer, letter: Letter) -> bool:
    counts = letter.state in (LIVE, RECEIVED)
    writes = ISSUE in case.kind.steps or case.kind.effect.letter
    days = max((letter.valid_until - letter.issued_on).days + 1, 0)
    return (
        letter.member_id == case.member_id
        and (letter.year, letter.valid_days) == (letter.issued_on.year, days)
        and (not counts or (writes and letter.addressee_id == case.destination_id))
    )


def receipts_as_signed(
    work: Work, letters: Sequence[Letter], received: Iterable[Receipt]
) -> Promise:
    """A receipt says what its slip says, and its picture is the one that was handed in."""
    promise = Promise("receipts_as_signed")
    by_id = {one.id: one for one in letters}
    hashes = _hashes(work)
    for receipt in received:
        letter = by_id.get(receipt.letter_id)
        wanted = _on_slip(work, receipt, letter) if letter else {}
        said = work.signer.read(receipt.code) if receipt.code else {}
        as_signed = bool(receipt.code) == (letter is not None) and said == wanted
        same_picture = receipt.image_hash == hashes.get(receipt.id, "")
        promise.look(receipt.id, kept=as_signed and same_picture)
    return promise


def _on_slip(work: Work, receipt: Receipt, letter: Letter) -> dict[str, str]:
    told = work.signer.read(letter.code)
    return {
        "t": "receipt",
        "n": letter.number,
        "i": letter.issuer_id,
        "h": code.fingerprint(letter.code),
        "m": letter.member_name,
        "p": told.get("p", ""),
        "c": receipt.receiver_name,
        "b": receipt.branch,
        "s": receipt.accepted_on.isoformat(),
    }


def _hashes(work: Work) -> dict[str, str]:
    """Of each picture that is kept; one that does not open has none that fits."""
    asked = select(Receipt.id, Receipt.image).where(Receipt.image.is_not(None))
    found = {}
    for row in work.session.execute(asked.execution_options(yield_per=AT_ONCE)):
        try:
            image = work.sealer.open_bytes(row.image, "receipt", "image", row.id)
        except SealBroken:
            found[row.id] = "-"
        else:
            found[row.id] = sha256(image).hexdigest()
    return found
