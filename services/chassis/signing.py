"""Signatures on what leaves the house on paper: anybody with the public keys can check them.

A code is a compact JWS (RFC 7515) with Ed25519, short enough for a QR. The payload is written in
one way only, so that the same letter has the same code whenever it is printed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from joserfc import jws
from joserfc.errors import JoseError

from services.chassis.keys import Keyring
from services.chassis.tokens import REGISTRY

TYPE = "dangwu"


@dataclass(frozen=True)
class PublicKey:
    """One key that signatures may be checked with: 32 bytes in base64url, under its name."""

    kid: str
    public_key: str
    current: bool


class Signer:
    """Signs letters and receipts, and says with which keys they can be checked."""

    def __init__(self, keyring: Keyring) -> None:
        self._signing = keyring.letter.key
        self._public = keyring.letter.public()

    def sign(self, payload: Mapping[str, str]) -> str:
        """The code of a payload, under the current key."""
        header = {"alg": "EdDSA", "kid": self._signing.kid, "typ": TYPE}
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return jws.serialize_compact(header, text.encode(), self._signing, registry=REGISTRY)

    def read(self, code: str) -> Mapping[str, str]:
        """What a code says that was signed with one of these keys; nothing, where none was."""
        try:
            signed = jws.extract_compact(code.encode("ascii"), registry=REGISTRY)
            key = self._public.get(str(signed.headers().get("kid")))
            if key is None or not jws.validate_compact(signed, key, registry=REGISTRY):
                return {}
            said = json.loads(signed.payload)
        except (JoseError, ValueError, TypeError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    @property
    def keys(self) -> list[PublicKey]:
        """Every key a code may have been signed with; the current one first."""
        return [
            PublicKey(kid, str(key.as_dict(private=False)["x"]), kid == self._signing.kid)
            for kid, key in self._public.items()
        ]
