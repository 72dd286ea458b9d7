"""Sealed fields: what is sensitive rests encrypted, bound to the one place it was written for.

A sealed value begins with the suite it was sealed with and the version of the key, so that both
can be changed while old values still open.
"""

import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.chassis.keys import KEY_BYTES, Keyring

AES_256_GCM = 1
HEAD_BYTES = 3
NONCE_BYTES = 12


class SealBroken(Exception):
    """A sealed value does not open where it stands: moved, altered, or its key is not here."""

    def __init__(self, table: str, column: str, row_id: str, problem: str) -> None:
        super().__init__(f"{table}.{column} of {row_id} does not open: {problem}")


class Sealer:
    """Seals and opens fields, and makes the keyed prints that stand in for them."""

    def __init__(self, keyring: Keyring) -> None:
        self._version = keyring.data.current
        self._ciphers = {version: AESGCM(key) for version, key in keyring.data.keys.items()}
        self._journal = keyring.journal
        self._field_key = cache(lambda field: _derived(keyring.blind.key, field))

    def seal(self, text: str, table: str, column: str, row_id: str) -> bytes:
        """Encrypts a text for one column of one row."""
        return self.seal_bytes(text.encode(), table, column, row_id)

    def open(self, sealed: bytes, table: str, column: str, row_id: str) -> str:
        """Decrypts a text where it was sealed; anywhere else it stays shut."""
        return self.open_bytes(sealed, table, column, row_id).decode()

    def seal_bytes(self, content: bytes, table: str, column: str, row_id: str) -> bytes:
        """Encrypts bytes for one column of one row."""
        head = bytes([AES_256_GCM]) + self._version.to_bytes(2)
        nonce = os.urandom(NONCE_BYTES)
        place = _place(head, table, column, row_id)
        return head + nonce + self._ciphers[self._version].encrypt(nonce, content, place)

    def open_bytes(self, sealed: bytes, table: str, column: str, row_id: str) -> bytes:
        """Decrypts bytes where they were sealed; anywhere else they stay shut."""
        head, nonce = sealed[:HEAD_BYTES], sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
        cipher = self._ciphers.get(int.from_bytes(head[1:]))
        if head[:1] != bytes([AES_256_GCM]) or len(nonce) != NONCE_BYTES:
            raise SealBroken(table, column, row_id, "not sealed by any suite known here")
        if cipher is None:
            raise SealBroken(table, column, row_id, "the version of its key is not here")
        place = _place(head, table, column, row_id)
        try:
            return cipher.decrypt(nonce, sealed[HEAD_BYTES + NONCE_BYTES :], place)
        except InvalidTag:
            raise SealBroken(table, column, row_id, "moved from its place, or altered") from None

    def blind(self, field: str, value: str) -> bytes:
        """The blind index of a value: equal for equal values of one field, and says nothing else.

        The caller writes the value in one way first (upper case, no spaces, ...), and names the
        field in full ("transfer.member.id_number"): each field has a key of its own.
        """
        return hmac.digest(self._field_key(field), value.encode(), "sha256")

    def digest(self, content: bytes) -> str:
        """A keyed print of a request, in hex: without the key nobody can confirm a guess."""
        return hmac.digest(self._journal.key, content, "sha256").hex()

    def matches(self, content: bytes, digest: str) -> bool:
        """Whether a digest is of this content, under the journal key of today or of earlier."""
        prints = (hmac.digest(key, content, "sha256") for key in self._journal.keys.values())
        return any(hmac.compare_digest(one.hex(), digest) for one in prints)


def _place(head: bytes, *names: str) -> bytes:
    if any("|" in name for name in names):
        raise ValueError("a table, column or row id with a bar in it is no place to seal for")
    return head + "|".join(names).encode()


def _derived(key: bytes, field: str) -> bytes:
    info = f"dangwu blind index|{field}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
