"""The register of letters (登记簿): an issuer's numbers of a year, each with what became of it."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.chassis.work import Work
from services.transfer.letters import standing
from services.transfer.store.letters import Letter, LetterNumber


def page(work: Work, issuer_id: str, year: int, after: int, most: int) -> Sequence[Letter]:
    """The next numbers behind a serial."""
    asked = select(Letter).where(
        Letter.issuer_id == issuer_id, Letter.year == year, Letter.serial > after
    )
    return work.session.scalars(asked.order_by(Letter.serial).limit(most)).all()


def counted(work: Work, issuer_id: str, year: int) -> dict[str, int]:
    """How many letters read what today."""
    asked = select(Letter.state, Letter.valid_until).where(
        Letter.issuer_id == issuer_id, Letter.year == year
    )
    kept = work.session.execute(asked)
    return dict(Counter(standing.reads(state, until, work.today) for state, until in kept))


def allocated(session: Session, issuer_id: str, year: int) -> int:
    """The last serial that was given out."""
    row = session.get(LetterNumber, (issuer_id, year))
    return row.last if row else 0


def unexplained(session: Session, issuer_id: str, year: int) -> list[int]:
    """Serials that no letter bears though they were given out, or bears though they were not."""
    asked = select(Letter.serial).where(Letter.issuer_id == issuer_id, Letter.year == year)
    borne = set(session.scalars(asked))
    return sorted(borne ^ set(range(1, allocated(session, issuer_id, year) + 1)))
