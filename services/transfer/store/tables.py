"""The roll, the cases and their rungs, as they are kept."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from services.chassis import journal
from services.chassis.database import Instant
from services.transfer.kinds import KINDS, Kind, after
from services.transfer.lifecycle import ENDS, State, Step

INSIDE, OUTSIDE, HISTORY = "INSIDE", "OUTSIDE", "HISTORY"
HISTORY_NAME = "历史党员库"


class Base(DeclarativeBase):
    """The tables of the transfer service."""

    type_annotation_map: ClassVar = {datetime: Instant, str: String(120)}


journal.attach(Base.metadata)


class Member(Base):
    """A member, under a stable person id. Numbers are sealed; only their masks can be read."""

    __tablename__ = "member"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    name: Mapped[str]
    kind: Mapped[int]
    category: Mapped[int]
    campus_number: Mapped[str] = mapped_column(String(30), unique=True)
    id_number: Mapped[bytes] = mapped_column(LargeBinary)
    id_number_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    id_number_masked: Mapped[str] = mapped_column(String(18))
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    phone_masked: Mapped[str] = mapped_column(String(20))
    joined_on: Mapped[date]
    probation_ends_on: Mapped[date | None]
    dues_through: Mapped[str] = mapped_column(String(7))
    ethnicity: Mapped[str] = mapped_column(String(10), default="")
    standing: Mapped[str] = mapped_column(String(12), default="NORMAL")


class Relationship(Base):
    """A stretch of time with one organization; the open one says where a member is.

    A member who has not arrived yet, or has gone, is with an organization OUTSIDE; one whose
    membership has ended is in the HISTORY. So everybody is in exactly one place, always.
    """

    __tablename__ = "relationship"
    __table_args__ = (
        Index(
            "one_relationship_each",
            "member_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    organization_id: Mapped[str] = mapped_column(String(20), index=True)
    organization_name: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    transfer_id: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(10), default=INSIDE)


class Rung(Base):
    """One signature a case needs, in one round of submission."""

    __tablename__ = "rung"

    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfer.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    acts: Mapped[str] = mapped_column(String(60))
    organization_id: Mapped[str] = mapped_column(String(20))
    organization_name: Mapped[str]
    days: Mapped[int]
    counts: Mapped[str] = mapped_column(String(10))
    opened_on: Mapped[date | None]
    signed_by_id: Mapped[str] = mapped_column(String(60), default="")
    signed_by_name: Mapped[str] = mapped_column(default="")
    signed_post_id: Mapped[str] = mapped_column(String(20), default="")
    signed_at: Mapped[datetime | None]
    passed_on: Mapped[str] = mapped_column(Text, default="")


class Transfer(Base):
    """A case of any kind: mostly one member on the way from one organization to another.

    A whole unit moves in one case: it is kept under the first member of the list, and all of them
    are its passengers.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        Index(
            "one_open_transfer_each",
            "member_id",
            "lane",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    member_name: Mapped[str]
    category: Mapped[int]
    stored_state: Mapped[str] = mapped_column("state", String(20))
    source_id: Mapped[str] = mapped_column(String(20), index=True)
    source_name: Mapped[str]
    destination_id: Mapped[str] = mapped_column(String(20), index=True)
    destination_name: Mapped[str]
    committee_id: Mapped[str] = mapped_column(String(20))
    branch_id: Mapped[str] = mapped_column(String(20), index=True)
    branch_name: Mapped[str]
    reason: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    round: Mapped[int]
    filed_by_id: Mapped[str] = mapped_column(String(60))
    filed_at: Mapped[datetime]
    waits_on_id: Mapped[str] = mapped_column(String(20), index=True)
    waits_since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    returned_because: Mapped[str] = mapped_column(Text)
    rejected_because: Mapped[int]
    rejected_note: Mapped[str] = mapped_column(Text)
    turned_back_by: Mapped[str] = mapped_column(Text)
    decisions: Mapped[bytes] = mapped_column(LargeBinary)
    stored_kind: Mapped[str] = mapped_column("kind", String(24), default="WITHIN")
    lane: Mapped[str] = mapped_column(String(10), default="FORMAL")
    # What the kind has besides, as a Transfer message that carries nothing else; sealed.
    details: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    # The number the connected system gave it, while it is on its way online.
    reference: Mapped[str] = mapped_column(String(60), default="")
    redispatched_because: Mapped[str] = mapped_column(Text, default="")
    # The case that moved the member away, or ended his membership, and this one with it.
    ended_by_id: Mapped[str] = mapped_column(String(20), default="")
    ended_because: Mapped[str] = mapped_column(Text, default="")
    all_rungs: Mapped[list[Rung]] = relationship(
        order_by=(Rung.round, Rung.number), lazy="selectin"
    )

    @property
    def state(self) -> State:
        return State(self.stored_state)

    @property
    def kind(self) -> Kind:
        return KINDS[self.stored_kind]

    @property
    def person_id(self) -> str:
        """Whose own case it is; nobody's where a whole unit moves."""
        return "" if self.kind.effect.moves == "unit" else self.member_id

    @property
    def rungs(self) -> list[Rung]:
        """The ladder of the present round."""
        return [rung for rung in self.all_rungs if rung.round == self.round]

    @property
    def open_rung(self) -> Rung | None:
        """The rung that must be signed next; None when the case waits on nobody's signature."""
        if self.state not in (State.SUBMITTED, State.UNDER_REVIEW, State.AGREED):
            return None
        return next(rung for rung in self.rungs if rung.signed_at is None)

    def open_rung_after(self, rung: Rung) -> Rung | None:
        """The rung that opens when this one is signed."""
        return next((one for one in self.rungs if one.number == rung.number + 1), None)

    def concludes(self, rung: Rung) -> bool:
        """Whether this is the last rung, the one that moves the member or changes his status."""
        return rung is self.rungs[-1]

    @property
    def organization_ids(self) -> set[str]:
        """All whose business the case is: either side, whom it waits on, who signs it."""
        ids = {self.source_id, self.destination_id, self.branch_id, self.waits_on_id}
        return (ids | {rung.organization_id for rung in self.rungs}) - {""}

    @property
    def signers(self) -> set[str]:
        """The people who have filed or signed in this round: none of them signs again."""
        return {self.filed_by_id} | {r.signed_by_id for r in self.rungs if r.signed_by_id}

    def take(self, step: Step, now: datetime) -> None:
        """Takes a step, or refuses it. Nothing else but `overtake` changes its state."""
        self.stored_state = after(step, self.state, self.id, self.kind)
        self.version += 1
        if self.state in ENDS:
            self.ended_at = now

    def overtake(self, by_id: str, because: str, now: datetime) -> None:
        """Ends with another case, from whatever state: there is nothing left to decide on."""
        self.stored_state, self.ended_at = State.WITHDRAWN, now
        self.ended_by_id, self.ended_because = by_id, because
        self.version += 1


class Passenger(Base):
    """A member who moves together with his whole unit."""

    __tablename__ = "passenger"
    __table_args__ = (
        Index(
            "one_unit_move_each",
            "member_id",
            unique=True,
            sqlite_where=text("under_way"),
            postgresql_where=text("under_way"),
        ),
    )

    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfer.id"), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), primary_key=True)
    member_name: Mapped[str]
    under_way: Mapped[bool]
