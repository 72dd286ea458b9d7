"""What every client has: a connection to ask over, and one way to ask for a change."""

from collections.abc import Callable
from typing import Any, TypeVar

from dangwu_client._call import as_write
from dangwu_client.connection import Connection

Reply = TypeVar("Reply")

PAGE_SIZE = 100
"""How many things a page carries; iterators ask for the next page by themselves."""


class Asking:
    """Asks over one connection; several clients may share it."""

    def __init__(self, connection: Connection) -> None:
        self._channel = connection.channel
        self._call = connection.call

    def _write(
        self, method: Callable[..., Reply], request: Any, request_id: str, rehearse: bool
    ) -> Reply:
        as_write(request, request_id, rehearse)
        return self._call(method, request)
