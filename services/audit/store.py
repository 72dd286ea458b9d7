"""The log: every entry of every source, in the order of arrival; rows are added, never changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from services.chassis import journal
from services.chassis.database import Instant
from services.chassis.errors import Unknown


class EntryUnknown(Unknown):
    zh = "审计日志中没有 {source} 的第 {sequence} 条。"
    en = "The log has no entry {sequence} of {source}."


class Base(DeclarativeBase):
    """The tables of the audit log."""


journal.attach(Base.metadata)


class Entry(Base):
    """One act, as its service wrote it down; `position` is its place among all entries."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("source", "sequence", name="entry_sequence"),
        Index("entry_subject", "subject_id", "position"),
        Index("entry_actor", "actor_id", "position"),
    )

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(20))
    sequence: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[str] = mapped_column(String(60))
    post_id: Mapped[str] = mapped_column(String(20))
    directory_revision: Mapped[int] = mapped_column(BigInteger)
    rpc: Mapped[str] = mapped_column(String(120))
    request_id: Mapped[str] = mapped_column(String(36))
    subject_id: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(60))
    request: Mapped[str] = mapped_column(Text)
    decisions: Mapped[str] = mapped_column(Text)
    """The receipts of the rules, as a JSON list that can be read without this program."""
    digest: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Source(Base):
    """One service's journal, as far as the log has it."""

    __tablename__ = "source"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    last_sequence: Mapped[int] = mapped_column(BigInteger)
    last_hash: Mapped[str] = mapped_column(String(64))
    last_at: Mapped[datetime | None] = mapped_column(Instant)
    missing_sequence: Mapped[int] = mapped_column(BigInteger)


def open_source(session: Session, source_id: str) -> Source:
    """How far a source has come; one never heard of stands at its beginning."""
    source = session.get(Source, source_id)
    if source is None:
        source = Source(
            id=source_id, last_sequence=0, last_hash=journal.GENESIS, missing_sequence=0
        )
        session.add(source)
    return source


def all_sources(session: Session) -> Sequence[Source]:
    return session.scalars(select(Source).order_by(Source.id)).all()


def last_position(session: Session) -> int:
    """The place of the last entry in the log; 0 while it is empty."""
    return session.scalar(select(func.max(Entry.position))) or 0


def get_entry(session: Session, source: str, sequence: int) -> Entry:
    """One entry, or `EntryUnknown`."""
    entry = find_entry(session, source, sequence)
    if entry is None:
        raise EntryUnknown(source=source, sequence=sequence)
    return entry


def find_entry(session: Session, source: str, sequence: int) -> Entry | None:
    return session.scalars(
        select(Entry).where(Entry.source == source, Entry.sequence == sequence)
    ).one_or_none()


def list_entries(
    session: Session, *, subject_id: str, actor_id: str, source: str, after: int, most: int
) -> Sequence[Entry]:
    """Entries behind a position, in the order of arrival; an empty filter keeps everything."""
    query = select(Entry).where(Entry.position > after).order_by(Entry.position).limit(most)
    if subject_id:
        query = query.where(Entry.subject_id == subject_id)
    if actor_id:
        query = query.where(Entry.actor_id == actor_id)
    if source:
        query = query.where(Entry.source == source)
    return session.scalars(query).all()


def in_order_of_sources(session: Session) -> Iterator[Entry]:
    """Every entry, source by source and in sequence, a thousand at a time."""
    query = select(Entry).order_by(Entry.source, Entry.sequence)
    for batch in session.scalars(query.execution_options(yield_per=1000)).partitions():
        yield from batch
