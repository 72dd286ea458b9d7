"""The public keys that letters are signed with: fetched once, then good without the server."""

import json
from collections.abc import Iterable
from functools import cached_property

from dangwu.transfer.v1.register_pb2 import LetterKey, ListLetterKeysRequest
from dangwu.transfer.v1.register_pb2_grpc import LetterServiceStub
from dangwu_client._asking import Asking


class LetterKeys(Asking):
    """Asks for the keys, those used before too."""

    @cached_property
    def _keys(self) -> LetterServiceStub:
        return LetterServiceStub(self._channel)

    def letter_keys(self) -> list[LetterKey]:
        """Every key a letter may have been signed with; the current one first."""
        reply = self._call(self._keys.ListLetterKeys, ListLetterKeysRequest())
        return list(reply.keys)


def keys_file(issuer: str, keys: Iterable[LetterKey]) -> str:
    """The text of a keys file, for those who verify offline."""
    kept = [{"kid": key.id, "public_key": key.public_key, "current": key.current} for key in keys]
    return json.dumps({"issuer": issuer, "keys": kept}, ensure_ascii=False, indent=1)
