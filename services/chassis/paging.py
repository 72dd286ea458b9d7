"""Pages: keyset paging in opaque tokens, so that a page never shifts under the reader."""

import base64
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from google.protobuf.message import Message

from services.chassis.errors import Malformed

DEFAULT_SIZE = 50
REPLY_MOST = 2 * 1024 * 1024
"""Bytes of things in one reply, half of what one may carry: rule receipts are long."""

Shown = TypeVar("Shown", bound=Message)


class PageTokenInvalid(Malformed):
    zh = "翻页标记无效。请从第一页重新开始。"
    en = "The page token is not one of ours; begin again from the first page."


class Paged(Protocol):
    """A request that asks for a page."""

    @property
    def page_size(self) -> int: ...


def page_size(request: Paged) -> int:
    """How many things to return: what was asked for, or 50."""
    return request.page_size or DEFAULT_SIZE


def fitting(shown: Iterable[Shown]) -> list[Shown]:
    """As many of these as fit one reply, in order: the first in any case, then until it is full."""
    page: list[Shown] = []
    length = 0
    for one in shown:
        length += one.ByteSize()
        if page and length > REPLY_MOST:
            break
        page.append(one)
    return page


def encode(*parts: str | int) -> str:
    """A token that remembers the last row shown."""
    text = json.dumps([str(part) for part in parts], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(token: str, count: int) -> list[str] | None:
    """The parts of a token, or None on the first page; anything odd is refused."""
    if not token:
        return None
    try:
        padded = token + "=" * (-len(token) % 4)
        parts = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except ValueError:
        raise PageTokenInvalid() from None
    if (
        not isinstance(parts, list)
        or len(parts) != count
        or not all(isinstance(part, str) and part.isprintable() for part in parts)
    ):
        raise PageTokenInvalid()
    return parts


def year_and_number(token: str) -> tuple[int, int] | None:
    """The year and number behind which a page begins; None on the first."""
    parts = decode(token, 2)
    if parts is None:
        return None
    if not all(one.isascii() and one.isdecimal() and len(one) <= 9 for one in parts):
        raise PageTokenInvalid()
    return int(parts[0]), int(parts[1])


def instant(part: str) -> datetime:
    """A part of a token that remembers when something was; anything odd is refused."""
    try:
        found = datetime.fromisoformat(part)
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise PageTokenInvalid() from None
