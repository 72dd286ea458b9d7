"""The sweep: announces, to those whose turn it is, what has passed a mark. It changes no case."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer.reminding import listing, telling
from services.transfer.reminding.counting import Rules
from services.transfer.reminding.listing import Running
from services.transfer.reminding.turns import END, Addressee, Turns
from services.transfer.store.reminders import Reminder

Key = tuple[str, str, str, date]


@dataclass(frozen=True)
class Passed:
    """A deadline that has passed a mark, and who hears of it."""

    running: Running
    mark: int
    to: tuple[Addressee, ...]


class Told:
    """What was announced before: the highest mark each person heard of, and what he noted."""

    def __init__(self, session: Session, due_from: date) -> None:
        self._mark: dict[Key, int] = {}
        self._noted: set[Key] = set()
        asked = select(
            Reminder.person_id,
            Reminder.subject_id,
            Reminder.what,
            Reminder.due_on,
            Reminder.mark,
            Reminder.acknowledged_at,
        ).where(Reminder.due_on >= due_from)
        for person_id, subject_id, what, due_on, mark, noted_at in session.execute(asked):
            key = person_id, subject_id, what, due_on
            self._mark[key] = max(mark, self._mark.get(key, -1))
            if noted_at is not None:
                self._noted.add(key)

    def knows(self, key: Key, mark: int) -> bool:
        """Whether he need not hear of it: he did, or took note, and the time is not up yet."""
        return self._mark.get(key, -1) >= mark or (key in self._noted and mark < END)

    def now_knows(self, key: Key, mark: int) -> None:
        self._mark[key] = mark


def passed(work: Work) -> tuple[int, list[Passed]]:
    """How many deadlines run, and those that have passed a mark. After days without a sweep only
    the highest mark counts."""
    rules, turns = Rules(work), Turns(work)
    marks: dict[str, tuple[int, ...]] = defaultdict(tuple)
    looked_at, found = 0, []
    for running in listing.everything(work):
        looked_at += 1
        if running.due.on is None:
            continue
        book, share = running.limit.marks, running.share(work.today)
        if book not in marks:
            marks[book] = rules.marks(book)
        reached = [mark for mark in marks[book] if mark <= share]
        if reached:
            to = tuple(turns.addressees(running, reached[-1]))
            found.append(Passed(running, reached[-1], to))
    return looked_at, found


def reminders(work: Work) -> tuple[int, list[Reminder]]:
    """How many deadlines were looked at, and what is to be announced today."""
    looked_at, found = passed(work)
    return looked_at, list(_new(work, found))


def _new(work: Work, found: Iterable[Passed]) -> Iterator[Reminder]:
    todo = [(one, one.running.due.on) for one in found if one.running.due.on]
    told = Told(work.session, min((due_on for _, due_on in todo), default=work.today))
    rules, turns = Rules(work), Turns(work)
    for one, due_on in todo:
        running = one.running
        for each in one.to:
            key = each.person_id, running.subject_id, running.limit.what, due_on
            if told.knows(key, one.mark):
                continue
            told.now_knows(key, one.mark)
            yield Reminder(
                id=new_id("n"),
                person_id=each.person_id,
                subject_id=running.subject_id,
                what=running.limit.what,
                due_on=due_on,
                mark=one.mark,
                deadline=telling.kept(running, rules, turns, work.today),
                because=each.because,
                because_en=each.because_en,
                announced_on=work.today,
            )
