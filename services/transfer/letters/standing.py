"""How a letter stands on a day: read from its dates, never stored."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.transfer.store.letters import LIVE, Letter

LAPSED = "LAPSED"


def on(letter: Letter, today: date) -> str:
    """The state of a letter as it reads on a day; one that is out lapses by itself."""
    return reads(letter.state, letter.valid_until, today)


def reads(state: str, valid_until: date, today: date) -> str:
    """The same, of what is kept about it."""
    return LAPSED if state == LIVE and today > valid_until else state


def out(session: Session, transfer_id: str) -> Letter | None:
    """The letter of a case that is out, good or lapsed; at most one, by the index."""
    asked = select(Letter).where(Letter.transfer_id == transfer_id, Letter.state == LIVE)
    return session.scalars(asked).one_or_none()
