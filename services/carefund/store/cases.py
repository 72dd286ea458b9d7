"""Applications, who played which part in them, and what was decided, as they are kept."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.carefund.store.tables import Base


class Application(Base):
    """An application for aid. What it pleads is sealed; what lists and sums need is in clear."""

    __tablename__ = "application"
    __table_args__ = (Index("one_application_number_each", "year", "number", unique=True),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    year: Mapped[int]
    number: Mapped[int]
    state: Mapped[int]
    # Where it goes on from publicity: OFFICE_REVIEW, APPROVED, or the end after an emergency.
    after_publicity: Mapped[int] = mapped_column(default=0)
    member_id: Mapped[str] = mapped_column(String(20), index=True)
    member_name: Mapped[str]
    member_kind: Mapped[int]
    branch_id: Mapped[str] = mapped_column(String(20), index=True)
    branch_name: Mapped[str]
    committee_id: Mapped[str] = mapped_column(String(20), index=True)
    committee_name: Mapped[str]
    category: Mapped[int]
    applied_by: Mapped[int]
    event_on: Mapped[date]
    # Blind index over person and event: the same event of the same person, without its name.
    event_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    emergency: Mapped[int] = mapped_column(default=0)
    # Approved on the emergency path, so that what it skipped is owed. The trigger alone is a plea.
    hastened: Mapped[bool] = mapped_column(default=False)
    requested_fen: Mapped[int] = mapped_column(BigInteger)
    proposed_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    approved_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    pool_id: Mapped[str] = mapped_column(String(20), default="")
    # The campaign it was put forward in; empty without.
    campaign_id: Mapped[str] = mapped_column(String(20), default="", index=True)
    # The Plea message, sealed.
    plea: Mapped[bytes] = mapped_column(LargeBinary)
    payee_name: Mapped[str] = mapped_column(String(60))
    account_masked: Mapped[str] = mapped_column(String(30))
    spouse_id: Mapped[str] = mapped_column(String(20), default="")
    drafted_at: Mapped[datetime]
    submitted_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    # The day since which it waits where it stands.
    waits_since: Mapped[date]
    because: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]
    # The last day on which a false claim in this case keeps the member from applying.
    barred_until: Mapped[date | None]
    parts: Mapped[list["Played"]] = relationship(order_by="Played.id", lazy="selectin")
    rungs: Mapped[list["Rung"]] = relationship(order_by="Rung.number", lazy="selectin")


class Played(Base):
    """A step somebody took in a case, and the part he played by it; rows are only added."""

    __tablename__ = "played"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    step: Mapped[str] = mapped_column(String(12))
    part: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[str] = mapped_column(String(60))
    person_name: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    # 1 for the first round; a return or an objection upheld begins another.
    round: Mapped[int]
    taken_at: Mapped[datetime]


class Evidence(Base):
    """A paper, sealed."""

    __tablename__ = "evidence"
    __table_args__ = (Index("one_paper_once", "application_id", "sha256", unique=True),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    # Lists of papers do without it.
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    attached_on: Mapped[date]


class Deliberation(Base):
    """What a branch decided in a meeting."""

    __tablename__ = "deliberation"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    body: Mapped[int]
    held_on: Mapped[date]
    entitled: Mapped[int]
    present: Mapped[int]
    in_favour: Mapped[int]
    minutes: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime]


class Screening(Base):
    """What an office replied that was asked for its opinion."""

    __tablename__ = "screening"
    __table_args__ = (Index("one_reply_a_round", "application_id", "round", "office", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    round: Mapped[int]
    office: Mapped[int]
    asked_on: Mapped[date]
    replied_on: Mapped[date]
    objects: Mapped[bool]
    document: Mapped[str]


class Rung(Base):
    """One signature of the ladder of approvals."""

    __tablename__ = "rung"

    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    # organization_head, vice_secretary, secretary or standing_committee.
    signer: Mapped[str] = mapped_column(String(20))
    signed_by_id: Mapped[str] = mapped_column(String(60), default="")
    signed_by_name: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    resolution_id: Mapped[str] = mapped_column(String(20), default="")


class Resolution(Base):
    """What a body resolved: a year's plan, or cases by name."""

    __tablename__ = "resolution"
    __table_args__ = (Index("one_minutes_once", "body", "number", unique=True),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[str] = mapped_column(String(60))
    body: Mapped[int]
    held_on: Mapped[date]
    entitled: Mapped[int]
    present: Mapped[int]
    in_favour: Mapped[int]
    # Ids with spaces between; empty: the yearly plan.
    application_ids: Mapped[str] = mapped_column(Text)
    plan_year: Mapped[int]
    recorded_at: Mapped[datetime]
