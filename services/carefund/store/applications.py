"""Questions to the applications, and to what belongs to each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.carefund.refusals import ApplicationUnknown
from services.carefund.store.cases import (
    Application,
    Deliberation,
    Evidence,
    Resolution,
    Rung,
    Screening,
)


def get_application(session: Session, application_id: str) -> Application:
    if application := session.get(Application, application_id):
        return application
    raise ApplicationUnknown(id=application_id)


def next_number(session: Session, year: int) -> int:
    """The number of the next application of a year; with one writer nobody else takes it."""
    asked = select(func.max(Application.number)).where(Application.year == year)
    return (session.scalar(asked) or 0) + 1


def applications(
    session: Session, conditions: Sequence[Any], before: tuple[int, int] | None, size: int
) -> Sequence[Application]:
    """Applications by these conditions, newest first, before a year and number."""
    asked = select(Application).where(*conditions)
    if before is not None:
        year, number = before
        asked = asked.where(
            (Application.year < year) | ((Application.year == year) & (Application.number < number))
        )
    asked = asked.order_by(Application.year.desc(), Application.number.desc()).limit(size)
    return session.scalars(asked).all()


def of_member(session: Session, *member_ids: str) -> Sequence[Application]:
    """All applications for these members, oldest first."""
    asked = select(Application).where(Application.member_id.in_(member_ids))
    return session.scalars(asked.order_by(Application.year, Application.number)).all()


def of_event(session: Session, event_index: bytes) -> Sequence[Application]:
    """All applications for one event of one person, oldest first."""
    asked = select(Application).where(Application.event_index == event_index)
    return session.scalars(asked.order_by(Application.year, Application.number)).all()


def named_as_spouse(session: Session, member_id: str) -> Sequence[str]:
    """Those who named this member as husband or wife."""
    asked = select(Application.member_id).where(Application.spouse_id == member_id).distinct()
    return session.scalars(asked).all()


def barred_until(session: Session, member_id: str) -> date | None:
    """The last day on which a false claim keeps a member from applying; None without one."""
    asked = select(func.max(Application.barred_until)).where(Application.member_id == member_id)
    return session.scalar(asked)


def evidence_of(session: Session, application_id: str) -> Sequence[Evidence]:
    """The papers of an application in the order they came, their content left out."""
    return evidence_among(session, [application_id]).get(application_id, [])


def evidence_among(
    session: Session, application_ids: Collection[str]
) -> Mapping[str, Sequence[Evidence]]:
    """The papers of these applications in the order they came, in one question."""
    asked = select(Evidence).where(Evidence.application_id.in_(application_ids))
    found: dict[str, list[Evidence]] = {}
    for one in session.scalars(asked.order_by(Evidence.attached_on, Evidence.id)):
        found.setdefault(one.application_id, []).append(one)
    return found


def deliberations_of(session: Session, application_id: str) -> Sequence[Deliberation]:
    """What the branch decided on an application, oldest first."""
    asked = select(Deliberation).where(Deliberation.application_id == application_id)
    return session.scalars(asked.order_by(Deliberation.id)).all()


def screenings_of(session: Session, application_id: str, in_round: int) -> Sequence[Screening]:
    """What offices replied to an application in one round, in the order they are kept."""
    asked = select(Screening).where(
        Screening.application_id == application_id, Screening.round == in_round
    )
    return session.scalars(asked.order_by(Screening.id)).all()


def rungs_of(session: Session, application_id: str, in_round: int) -> Sequence[Rung]:
    """The ladder of an application in one round."""
    asked = select(Rung).where(Rung.application_id == application_id, Rung.round == in_round)
    return session.scalars(asked.order_by(Rung.number)).all()


PAID_IN_EMERGENCY = Application.hastened.is_(True)
"""Cases approved on the emergency path, in which something is owed afterwards."""


def emergencies_of(session: Session, committee_id: str) -> Sequence[Application]:
    """A unit's emergency cases in which money was promised, oldest first."""
    asked = select(Application).where(Application.committee_id == committee_id, PAID_IN_EMERGENCY)
    return session.scalars(asked.order_by(Application.year, Application.number)).all()


def find_resolution(session: Session, resolution_id: str) -> Resolution | None:
    return session.get(Resolution, resolution_id)
