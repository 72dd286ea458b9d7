"""Login codes and sessions as kept: who was let in until when; of secrets only fingerprints."""

import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.chassis.database import Instant
from services.chassis.ids import new_id
from services.directory.store.tables import Base


class LoginCode(Base):
    """A one-time code for an account. What was redeemed or replaced is not open any more."""

    __tablename__ = "login_code"

    id: Mapped[str] = mapped_column(String(14), primary_key=True)
    account: Mapped[str] = mapped_column(String(60), index=True)
    front: Mapped[str] = mapped_column(String(4), index=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_by: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    tries_left: Mapped[int] = mapped_column(SmallInteger)
    is_open: Mapped[bool]


class LoginSession(Base):
    """Somebody let in, until the hour or until an old secret turns up again."""

    __tablename__ = "login_session"

    id: Mapped[str] = mapped_column(String(14), primary_key=True)
    account: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    is_open: Mapped[bool]


class LoginRenewal(Base):
    """A secret that renews a session; the used ones stay, to be recognised."""

    __tablename__ = "login_renewal"

    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("login_session.id"), index=True)
    is_used: Mapped[bool]


def issue(session: Session, code: LoginCode) -> None:
    """Enters a code; earlier ones for the same account open nothing from now on."""
    session.execute(
        update(LoginCode)
        .where(LoginCode.account == code.account, LoginCode.is_open)
        .values(is_open=False)
    )
    code.id, code.is_open = new_id("c"), True
    session.add(code)


def codes(session: Session, front: str, now: datetime) -> Sequence[LoginCode]:
    """The codes that a typed one may be: mostly one, or none."""
    return session.scalars(
        select(LoginCode).where(
            LoginCode.front == front,
            LoginCode.is_open,
            LoginCode.expires_at > now,
            LoginCode.tries_left > 0,
        )
    ).all()


def redeem(candidates: Sequence[LoginCode], fingerprint: bytes) -> LoginCode | None:
    """Uses up the code that was meant, or a try of each that was not."""
    for code in candidates:
        if hmac.compare_digest(code.fingerprint, fingerprint):
            code.is_open = False
            return code
    for code in candidates:
        code.tries_left -= 1
    return None


def open_session(session: Session, opened: LoginSession) -> None:
    """Enters a session, and forgets what has expired: the journal remembers it."""
    over = select(LoginSession.id).where(LoginSession.expires_at <= opened.started_at)
    session.execute(delete(LoginRenewal).where(LoginRenewal.session_id.in_(over)))
    session.execute(delete(LoginSession).where(LoginSession.expires_at <= opened.started_at))
    session.execute(delete(LoginCode).where(LoginCode.expires_at <= opened.started_at))
    opened.id, opened.is_open = new_id("s"), True
    session.add(opened)
    session.flush()


def close_all(session: Session, account: str, now: datetime) -> tuple[int, int]:
    """Ends what lets an account in; how many sessions and codes were open until now."""
    sessions = session.scalars(
        select(LoginSession).where(
            LoginSession.account == account, LoginSession.is_open, LoginSession.expires_at > now
        )
    ).all()
    codes = session.scalars(
        select(LoginCode).where(
            LoginCode.account == account, LoginCode.is_open, LoginCode.expires_at > now
        )
    ).all()
    for session_open in sessions:
        session_open.is_open = False
    for code in codes:
        code.is_open = False
    return len(sessions), len(codes)


def add_renewal(session: Session, session_id: str, fingerprint: bytes) -> None:
    session.add(LoginRenewal(fingerprint=fingerprint, session_id=session_id, is_used=False))


def renewal(session: Session, fingerprint: bytes) -> tuple[LoginRenewal, LoginSession] | None:
    """A renewal secret and its session, whether or not they are still good."""
    row = session.execute(
        select(LoginRenewal, LoginSession)
        .join(LoginSession, LoginSession.id == LoginRenewal.session_id)
        .where(LoginRenewal.fingerprint == fingerprint)
    ).one_or_none()
    return (row[0], row[1]) if row else None
