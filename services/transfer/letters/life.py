"""What becomes of a letter: void, spoiled, lost, replaced, received. Its number stays for ever."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.chassis.work import Work
from services.transfer.letters import standing
from services.transfer.letters.refusals import LetterUnknown, LetterVoid
from services.transfer.refusals import LetterLapsed
from services.transfer.store import Transfer
from services.transfer.store.letters import LIVE, LOST, RECEIVED, SPOILED, VOID, Letter

CALLED = {
    LIVE: "有效",
    standing.LAPSED: "已过期",
    RECEIVED: "已回执",
    VOID: "已作废",
    SPOILED: "废页",
    LOST: "已遗失",
}
OUT = (LIVE, standing.LAPSED)


def get(session: Session, letter_id: str) -> Letter:
    """A letter by its id."""
    if letter := session.get(Letter, letter_id):
        return letter
    raise LetterUnknown(id=letter_id)


def last_of(session: Session, transfer_id: str) -> Letter | None:
    """The last letter written in a case, whatever became of it: the one none has replaced."""
    mine = session.scalars(select(Letter).where(Letter.transfer_id == transfer_id)).all()
    replaced = {one.replaces_id for one in mine}
    left = [one for one in mine if one.id not in replaced]
    return max(left, key=lambda one: (one.issued_on, one.year, one.serial), default=None)


def first_of(session: Session, transfer_id: str) -> Letter | None:
    """The first letter of a case, whatever became of it: from its day the window is counted."""
    mine = select(Letter).where(Letter.transfer_id == transfer_id)
    return session.scalars(mine.order_by(Letter.issued_on, Letter.serial).limit(1)).first()


def require_out(letter: Letter) -> None:
    """Refuses with `LetterVoid` unless a letter is out, good or lapsed."""
    if letter.state != LIVE:
        raise void_already(letter)


def void_already(letter: Letter) -> LetterVoid:
    """The refusal of a letter that cannot be used any more."""
    return LetterVoid(number=letter.number, state=letter.state, state_zh=CALLED[letter.state])


def require_good(letter: Letter, today: date) -> None:
    """Refuses unless a letter is out and may still be presented."""
    require_out(letter)
    if standing.on(letter, today) == standing.LAPSED:
        raise LetterLapsed(number=letter.number, until=letter.valid_until.isoformat())


def end(work: Work, letter: Letter, state: str, because: str, on: date | None = None) -> None:
    """A letter is good no more from a day on."""
    letter.state = state
    letter.void_on, letter.void_because = on or work.today, because
    letter.void_by_id = work.actor.id
    letter.version += 1
    work.session.flush()


def void_out(work: Work, transfer: Transfer, because: str) -> None:
    """Voids the letter of a case that is out, if one is."""
    if letter := standing.out(work.session, transfer.id):
        end(work, letter, VOID, because)


def receive(work: Work, letter: Letter) -> None:
    """The receipt has come: the letter has done its work."""
    letter.state = RECEIVED
    letter.version += 1
    work.session.flush()
