"""What the codes on letters and receipts say, and the print that binds them to one person."""

import base64
import hashlib
import json

from dangwu.transfer.v1.letter_pb2 import LetterKind
from services.chassis.signing import Signer

FULL, PROBATIONARY = "full", "probationary"
KINDS = {
    LetterKind.LETTER_KIND_INTRODUCTION: "letter",
    LetterKind.LETTER_KIND_CERTIFICATE: "certificate",
}
PRINT_BYTES = 12
FINGERPRINT_DIGITS = 32


def person_print(id_number: str, issuer_id: str, number: str) -> str:
    """Binds a letter to a person without showing the ID number: slow to guess, new each letter."""
    digest = hashlib.scrypt(
        id_number.upper().encode(),
        salt=f"{issuer_id}/{number}".encode(),
        n=2**14,
        r=8,
        p=1,
        dklen=PRINT_BYTES,
    )
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def letter_hash(code: str) -> str:
    """What links a receipt to the one letter it is for."""
    return hashlib.sha256(code.encode()).hexdigest()


def fingerprint(code: str) -> str:
    """The beginning of the same: a QR has no room for all of it."""
    return letter_hash(code)[:FINGERPRINT_DIGITS]


def letter_code(
    signer: Signer,
    *,
    kind: LetterKind,
    number: str,
    issuer_id: str,
    issuer_name: str,
    addressee_name: str,
    destination: str,
    member_name: str,
    probationary: bool,
    id_number: str,
    dues_through: str,
    issued_on: str,
    valid_until: str,
    replaces_number: str = "",
) -> str:
    """The code of a letter or certificate, bound to its person."""
    payload = {
        "t": KINDS[kind],
        "n": number,
        "i": issuer_id,
        "o": issuer_name,
        "a": addressee_name,
        "d": destination,
        "m": member_name,
        "k": PROBATIONARY if probationary else FULL,
        "p": person_print(id_number, issuer_id, number),
        "u": dues_through,
        "s": issued_on,
        "e": valid_until,
    }
    if replaces_number:
        payload["r"] = replaces_number
    return signer.sign(payload)


def receipt_code(
    signer: Signer, letter_code: str, *, receiver_name: str, branch: str, accepted_on: str
) -> str:
    """The code of a receipt: which letter was received, for whom, by whom."""
    letter = said(letter_code)
    return signer.sign(
        {
            "t": "receipt",
            "n": letter["n"],
            "i": letter["i"],
            "h": fingerprint(letter_code),
            "m": letter["m"],
            "p": letter["p"],
            "c": receiver_name,
            "b": branch,
            "s": accepted_on,
        }
    )


def said(code: str) -> dict[str, str]:
    """What one of our own codes says; whether it is ours is not asked here."""
    payload = code.split(".")[1]
    told: dict[str, str] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return told
