"""Codes of letters and receipts, checked offline: the public keys are all that it takes."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from dangwu_client.letters.verdicts import NOTHING, Finding, Verdict, Words

TYPE = "dangwu"
CODE = re.compile(r"[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])")
PRINT_BYTES = 12
SIGNATURE_BYTES = 64
HEADER_CHARACTERS = 400
"""A header is short; a code comes from strangers, and nothing deep is read."""
FINGERPRINT_DIGITS = 32
SHORT_DIGITS = 12

LETTER_FIELDS = frozenset("tnioadmkpuse")
FIELDS = {
    "letter": LETTER_FIELDS,
    "certificate": LETTER_FIELDS,
    "receipt": frozenset("tnihmpcbs"),
}
OPTIONAL = frozenset("r")


class Broken(Exception):
    """A code that is not genuine, and why."""

    def __init__(self, verdict: Verdict, detail: Words = NOTHING) -> None:
        super().__init__(verdict.name)
        self.finding = Finding(verdict, detail)


class KeysFileUnreadable(ValueError):
    """A file of public keys that does not read as one."""


class _EdDsaOnly(JWSRegistry):
    max_payload_length = 1 << 24  # a signed register of some years

    def get_alg(self, name: str) -> Any:
        if name != "EdDSA":
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


REGISTRY = _EdDsaOnly(strict_check_header=False)


@dataclass(frozen=True)
class Keys:
    """The public keys of one issuer, by kid."""

    issuer: str
    known: Mapping[str, OKPKey]

    @classmethod
    def read(cls, text: str) -> "Keys":
        """From the text of a keys file: {"issuer", "keys": [{"kid", "public_key", "current"}]}."""
        try:
            kept = json.loads(text)
            known = {
                str(one["kid"]): OKPKey.import_key(
                    {"kty": "OKP", "crv": "Ed25519", "x": one["public_key"], "kid": one["kid"]}
                )
                for one in kept["keys"]
            }
            if any(len(_decoded(one["public_key"])) != 32 for one in kept["keys"]):
                raise ValueError("a public key has 32 bytes")
            return cls(str(kept.get("issuer", "")), known)
        except (
            ValueError, KeyError, TypeError, AttributeError, RecursionError, JoseError,
        ) as error:  # fmt: skip
            raise KeysFileUnreadable(str(error)) from error


@dataclass(frozen=True)
class Code:
    """What a code says, once its signature was found right."""

    text: str
    kid: str
    said: Mapping[str, str]

    @property
    def kind(self) -> str:
        return self.said["t"]

    @property
    def number(self) -> str:
        return self.said["n"]

    @property
    def fingerprint(self) -> str:
        """What a receipt names its letter by."""
        return fingerprint(self.text)

    def is_of(self, id_number: str) -> bool:
        """Whether it was issued for the person with this ID number."""
        return self.said["p"] == person_print(id_number, self.said["i"], self.number)


def opened(text: str, keys: Keys) -> Code:
    """What a code says; raises Broken unless one of the keys has signed exactly this text."""
    kid, payload = _signed(text, keys)
    return Code(text, kid, _payload(payload))


def signed_text(text: str, keys: Keys) -> bytes:
    """What stands under a signature of the issuer, whatever its length; raises Broken."""
    return _signed(text, keys)[1]


def _signed(text: str, keys: Keys) -> tuple[str, bytes]:
    header, payload = _segments(text)
    kid = header.get("kid")
    if header.get("alg") != "EdDSA" or header.get("typ") != TYPE or not isinstance(kid, str):
        raise Broken(Verdict.MALFORMED)
    if kid not in keys.known:
        raise Broken(Verdict.UNKNOWN_KEY, (kid, kid))
    try:
        jws.deserialize_compact(text, keys.known[kid], registry=REGISTRY)
    except (JoseError, ValueError):
        raise Broken(Verdict.ALTERED) from None
    return kid, payload


def found_in(text: str) -> list[str]:
    """Every code that stands in a text, each once and in order."""
    return list(dict.fromkeys(CODE.findall(text)))


def fingerprint(text: str) -> str:
    """The print of a whole code."""
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def short_print(text: str) -> str:
    """The check text under a QR, short enough to be read out on the telephone."""
    digits = fingerprint(text)[:SHORT_DIGITS].upper()
    return " ".join(digits[start : start + 4] for start in range(0, SHORT_DIGITS, 4))


def person_print(id_number: str, issuer_id: str, number: str) -> str:
    """Binds a letter to a person without showing the ID number."""
    digest = hashlib.scrypt(
        id_number.strip().upper().encode(),
        salt=f"{issuer_id}/{number}".encode(),
        n=2**14,
        r=8,
        p=1,
        dklen=PRINT_BYTES,
    )
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _segments(text: str) -> tuple[dict[str, object], bytes]:
    parts = text.split(".")
    if len(parts) != 3 or len(parts[0]) > HEADER_CHARACTERS:
        raise Broken(Verdict.MALFORMED)
    try:
        header, payload, signature = map(_decoded, parts)
        said = json.loads(header)
    except ValueError:
        raise Broken(Verdict.MALFORMED) from None
    if not isinstance(said, dict) or len(signature) != SIGNATURE_BYTES:
        raise Broken(Verdict.MALFORMED)
    return said, payload


def _decoded(segment: str) -> bytes:
    """Base64url in its one canonical spelling: otherwise two texts would have one signature."""
    try:
        content = base64.b64decode(
            segment + "=" * (-len(segment) % 4), altchars="-_", validate=True
        )
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise ValueError("no base64url") from None
    if base64.urlsafe_b64encode(content).rstrip(b"=").decode() != segment:
        raise ValueError("not canonical")
    return content


def _payload(content: bytes) -> Mapping[str, str]:
    try:
        said: dict[str, str] = json.loads(content)
        wanted = FIELDS[said["t"]]
        whole = wanted <= said.keys() <= wanted | OPTIONAL
        if not whole or not all(isinstance(value, str) for value in said.values()):
            raise ValueError("fields are missing")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Broken(Verdict.MALFORMED) from None
    return said
