"""The directory's tables."""

from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from services.chassis import journal
from services.directory.affiliation import OutsideCategory
from services.directory.terms import PostKind
from services.directory.tree import OrganizationKind

Kind = TypeVar("Kind", OrganizationKind, OutsideCategory, PostKind)

CODE = String(20).with_variant(String(20, collation="C"), "postgresql")
"""Sorts by its characters on both databases, so that pages come in the same order."""


class Numbered(TypeDecorator[Kind], Generic[Kind]):
    """A kind, kept by the number that also gives its place in lists."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, kind: type[Kind]) -> None:
        super().__init__()
        self.kind: type[Kind] = kind

    def process_bind_param(self, value: Kind | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Kind | None:
        return None if value is None else self.kind(value)


class Base(DeclarativeBase):
    """The tables of the directory."""


journal.attach(Base.metadata)


class DirectoryHead(Base):
    """How often the directory has changed: one row, and what was learnt at one revision holds."""

    __tablename__ = "directory_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]


class Organization(Base):
    """What never changes about an organization; the rest is in its versions."""

    __tablename__ = "organization"
    __table_args__ = (CheckConstraint("closed_on >= founded_on", name="organization_lasts"),)

    id: Mapped[str] = mapped_column(String(14), primary_key=True)
    code: Mapped[str] = mapped_column(CODE, unique=True)
    kind: Mapped[OrganizationKind] = mapped_column(Numbered(OrganizationKind))
    founded_on: Mapped[date]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class OrganizationVersion(Base):
    """The name, place and power an organization has from a day on. Rows are only ever added."""

    __tablename__ = "organization_version"

    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[date]
    name: Mapped[str] = mapped_column(String(100))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    may_approve: Mapped[bool]


class Person(Base):
    """Somebody with an account, under an id that stays for life."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(14), primary_key=True)
    account: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(default=1)


class Post(Base):
    """A post, held by one person from one day to another; both days belong to the term."""

    __tablename__ = "post"
    __table_args__ = (CheckConstraint("held_until >= held_from", name="post_term"),)

    id: Mapped[str] = mapped_column(String(14), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[PostKind] = mapped_column(Numbered(PostKind))
    held_from: Mapped[date]
    held_until: Mapped[date | None]
    # Taken back before its first day: it was never in force.
    is_void: Mapped[bool] = mapped_column(default=False)
    # When the row was made; absent where that was before such days were kept.
    entered_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Outside(Base):
    """What is known of an organization outside the school besides its name and authority."""

    __tablename__ = "outside"
    __table_args__ = (CheckConstraint("superior_id <> organization_id", name="outside_superior"),)

    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    category: Mapped[OutsideCategory] = mapped_column(Numbered(OutsideCategory))
    region: Mapped[str] = mapped_column(String(6))
    connected: Mapped[bool]
    superior_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    address: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(6))
    phone: Mapped[str] = mapped_column(String(30))
    fax: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(String(500))
    version: Mapped[int] = mapped_column(default=1)


class OutsideAlias(Base):
    """A name an outside organization also goes by, as written, and as it is compared."""

    __tablename__ = "outside_alias"

    organization_id: Mapped[str] = mapped_column(
        ForeignKey("outside.organization_id"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    alias: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
