"""Lists whose newest thing comes first, a page at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.chassis import paging

Thing = TypeVar("Thing")
MOST_BYTES = 1024 * 1024


class Page(Protocol):
    """A request for a page."""

    @property
    def page_size(self) -> int: ...

    @property
    def page_token(self) -> str: ...


def page(
    session: Session,
    query: Select[Thing],
    order: tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[str]],
    request: Page,
    weigh: Callable[[Thing], int] = lambda _: 0,
) -> tuple[Sequence[Thing], str]:
    """The next things, ordered by an instant and an id, and the token of the page after.

    A page ends behind the thing that takes it past what a message may hold.
    """
    size = paging.page_size(request)
    at, name = order
    if last := paging.decode(request.page_token, 2):
        instant = paging.instant(last[0])
        query = query.where(or_(at < instant, and_(at == instant, name < last[1])))
    found = session.scalars(query.order_by(at.desc(), name.desc()).limit(size + 1)).all()
    heaviness = accumulate(map(weigh, found))
    size = next(
        (n for n, bytes_ in enumerate(heaviness, 1) if n == size or bytes_ > MOST_BYTES), size
    )
    return found[:size], _token(found[size - 1], order) if len(found) > size else ""


def _token(thing: Any, order: tuple[InstrumentedAttribute[Any], ...]) -> str:
    at, name = (getattr(thing, column.key) for column in order)
    return paging.encode(at.isoformat(), name)
