"""Rulings (判定): decisions that were kept for cases worked outside dangwu."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from dangwu.v1 import values_pb2
from services.chassis import etags, journal
from services.chassis.errors import Forbidden, NotNow, Unknown
from services.rules.store import Base, newest
from services.rules.store.newest import Page

SOURCE = "rules"
AT_A_TIME = 200


class RulingUnknown(Unknown):
    zh = "没有编号为 {id} 的判定。请用 dangwu rules rulings 查看。"
    en = "There is no ruling {id}; look with: dangwu rules rulings"


class RulingClosed(NotNow):
    zh = "判定 {id} 所办事项已经办结，不必再办。"
    en = "The case of ruling {id} is closed already; there is nothing more to do."


class RulingNotYours(Forbidden):
    zh = "这一判定不是您作出的。请找作出判定的人，或组织部。"
    en = "This ruling was kept by somebody else; ask them, or the organization office."


class Ruling(Base):
    """A decision with its receipt, under the name the case has where it is worked."""

    __tablename__ = "ruling"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    reference: Mapped[str] = mapped_column(String(80))
    book: Mapped[str] = mapped_column(String(80), index=True)
    receipt: Mapped[bytes] = mapped_column(LargeBinary)
    sequence: Mapped[int] = mapped_column(BigInteger)
    """The journal row that keeps the same receipt."""
    kept_by_id: Mapped[str] = mapped_column(String(60), index=True)
    kept_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def decision(self) -> values_pb2.Decision:
        return values_pb2.Decision.FromString(self.receipt)

    def close(self, at: datetime, etag: str) -> None:
        """Says that the case is done; refuses with `RulingClosed` or `Stale`."""
        if not self.is_open:
            raise RulingClosed(id=self.id)
        etags.check(etag, self.version)
        self.closed_at = at
        self.version += 1


def get(session: Session, ruling_id: str) -> Ruling:
    """A ruling; refuses with `RulingUnknown`."""
    if ruling := session.get(Ruling, ruling_id):
        return ruling
    raise RulingUnknown(id=ruling_id)


def page(
    session: Session, request: Page, *, kept_by_id: str | None, open_only: bool
) -> tuple[list[Ruling], str]:
    """Rulings, newest first; of one keeper, or with None of all."""
    query = select(Ruling)
    if kept_by_id is not None:
        query = query.where(Ruling.kept_by_id == kept_by_id)
    if open_only:
        query = query.where(Ruling.closed_at.is_(None))
    order = (Ruling.kept_at, Ruling.id)
    found, token = newest.page(session, query, order, request, lambda one: len(one.receipt))
    return list(found), token


def decided(session: Session, book: str | None = None) -> Iterator[values_pb2.DecidedCase]:
    """Every decision of a book, or of all, that was kept here, oldest first."""
    asked = select(Ruling).order_by(Ruling.sequence)
    if book is not None:
        asked = asked.where(Ruling.book == book)
    for ruling in session.scalars(asked).yield_per(AT_A_TIME):
        yield values_pb2.DecidedCase(
            source=SOURCE,
            sequence=ruling.sequence,
            subject=ruling.id,
            open=ruling.is_open,
            decision=ruling.decision,
        )


def all_rulings(session: Session) -> Iterator[Ruling]:
    """For verification."""
    return iter(session.scalars(select(Ruling).order_by(Ruling.id)).yield_per(AT_A_TIME))


def is_as_journaled(session: Session, ruling: Ruling) -> bool:
    """Whether its receipt is the one the journal keeps."""
    rows = journal.decided_after(session, ruling.sequence - 1, 1)
    return bool(rows) and (rows[0].sequence, rows[0].subject_id, list(rows[0].decisions)) == (
        ruling.sequence,
        ruling.id,
        [ruling.decision],
    )
