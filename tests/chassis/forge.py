"""Tokens as an attacker makes them: any header, any claims, any signature."""

import hmac
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import ECKey, OKPKey

from services.chassis.tokens import HOUSE

NOW = datetime(2026, 6, 20, 1, 0, tzinfo=UTC)
NOW_S = int(NOW.timestamp())

Signer = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | bytes | None
"""What signs: a private key, a shared secret, or nothing at all."""

MISSING = object()
"""Takes a header or claim away."""


def b64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def claims(**changes: Any) -> dict[str, Any]:
    """Claims that are good, but for the changes."""
    good = {"iss": HOUSE, "aud": "dangwu", "sub": "w0112", "iat": NOW_S, "exp": NOW_S + 600}
    return {name: value for name, value in {**good, **changes}.items() if value is not MISSING}


def header(kid: object, /, **changes: Any) -> dict[str, Any]:
    good = {"alg": "EdDSA", "kid": kid, "typ": "at+jwt"}
    return {name: value for name, value in {**good, **changes}.items() if value is not MISSING}


def token(head: object, body: object, signer: Signer) -> str:
    """A token of these parts; bytes are taken as they are, anything else as JSON."""
    parts = [
        part if isinstance(part, bytes) else json.dumps(part).encode() for part in (head, body)
    ]
    signed = ".".join(map(b64, parts))
    return f"{signed}.{b64(_signature(signed.encode(), signer))}"


def _signature(content: bytes, signer: Signer) -> bytes:
    match signer:
        case None:
            return b""
        case bytes():
            return hmac.digest(signer, content, "sha256")
        case ed25519.Ed25519PrivateKey():
            return signer.sign(content)
        case ec.EllipticCurvePrivateKey():
            numbers = decode_dss_signature(signer.sign(content, ec.ECDSA(SHA256())))
            size = (signer.key_size + 7) // 8
            return b"".join(number.to_bytes(size) for number in numbers)
        case _:
            raise TypeError(signer)


def private(key: OKPKey) -> ed25519.Ed25519PrivateKey:
    """The private key behind a JWK of the house."""
    found = key.private_key
    assert isinstance(found, ed25519.Ed25519PrivateKey)
    return found


def jwk(signer: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey, kid: str) -> dict[str, Any]:
    """The public JWK of a key."""
    public = signer.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        return {**OKPKey.import_key(public).as_dict(private=False), "kid": kid}
    return {**ECKey.import_key(public).as_dict(private=False), "kid": kid}
