"""ReminderService: what is due, what was announced, and the sweep that announces it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select

from dangwu.transfer.v1 import reminder_pb2
from services.chassis import paging
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work
from services.transfer import sight, store
from services.transfer.refusals import NotYours, ReminderUnknown
from services.transfer.reminding import listing, sweep, telling
from services.transfer.reminding.counting import Rules
from services.transfer.reminding.listing import Running
from services.transfer.reminding.turns import Turns
from services.transfer.store import Member, Relationship, Transfer
from services.transfer.store.reminders import Delivery, Reminder


class ReminderServicer:
    """Announces; changes no case."""

    def ListDeadlines(
        self, request: reminder_pb2.ListDeadlinesRequest, work: Work
    ) -> reminder_pb2.ListDeadlinesResponse:
        size, last = paging.page_size(request), paging.decode(request.page_token, 3)
        found = [
            one
            for one in _running(request.organization_id, work)
            if one.due.passed(work.today) or not request.overdue
        ]
        found.sort(key=lambda one: one.order)
        rest = [one for one in found if last is None or one.order > tuple(last)]
        rules, turns = Rules(work), Turns(work)
        shown = paging.fitting(
            telling.deadline(one, rules, turns, work.today) for one in rest[:size]
        )
        following = paging.encode(*rest[len(shown) - 1].order) if len(rest) > len(shown) else ""
        return reminder_pb2.ListDeadlinesResponse(deadlines=shown, next_page_token=following)

    def ListReminders(
        self, request: reminder_pb2.ListRemindersRequest, work: Work
    ) -> reminder_pb2.ListRemindersResponse:
        size = paging.page_size(request)
        asked = select(Reminder).where(Reminder.person_id == work.actor.id)
        if not request.acknowledged:
            asked = asked.where(Reminder.acknowledged_at.is_(None))
        if last := paging.decode(request.page_token, 2):
            on = _day(last[0])
            older = and_(Reminder.announced_on == on, Reminder.id < last[1])
            asked = asked.where(or_(Reminder.announced_on < on, older))
        newest = asked.order_by(Reminder.announced_on.desc(), Reminder.id.desc())
        rows = work.session.scalars(newest.limit(size + 1)).all()
        shown = paging.fitting(_shown(work, rows[:size]))
        following = ""
        if len(rows) > len(shown):
            row = rows[len(shown) - 1]
            following = paging.encode(row.announced_on.isoformat(), row.id)
        return reminder_pb2.ListRemindersResponse(reminders=shown, next_page_token=following)

    def AcknowledgeReminder(
        self, request: reminder_pb2.AcknowledgeReminderRequest, work: Work
    ) -> reminder_pb2.Reminder:
        row = work.session.get(Reminder, request.id)
        if row is None or row.person_id != work.actor.id:
            raise ReminderUnknown(id=request.id)
        row.acknowledged_at = row.acknowledged_at or work.now
        return _shown(work, [row])[0]

    def ask_AnnounceDue(self, request: reminder_pb2.AnnounceDueRequest, work: Work) -> None:
        sweep.reminders(work)

    def AnnounceDue(
        self, request: reminder_pb2.AnnounceDueRequest, work: Work
    ) -> reminder_pb2.AnnounceDueResponse:
        looked_at, made = sweep.reminders(work)
        work.session.add_all(made)
        work.note(looked_at=looked_at, announced=len(made))
        on = work.today.isoformat()
        return reminder_pb2.AnnounceDueResponse(
            id=f"sweep-{on}", looked_at=looked_at, announced=len(made), on=on
        )


def _running(organization_id: str, work: Work) -> list[Running]:
    """The deadlines the caller may see: of an organization and below, or of all cases, members
    and arrangements that are his business."""
    conditions = sight.cases(work)
    if not organization_id:
        scope = None if work.actor.everywhere else work.actor.scope
        return list(listing.everything(work, *conditions, scope=scope))
    below = sight.below(work, organization_id)
    if not work.actor.sees(organization_id):
        raise NotYours()
    conditions.append(store.touches(below))
    found = listing.everything(work, *conditions, scope=below)
    return [one for one in found if one.organization_id in below]


def _shown(work: Work, rows: Sequence[Reminder]) -> list[reminder_pb2.Reminder]:
    """Reminders with how they were delivered, and the names the caller may still know."""
    ids = [row.id for row in rows]
    found = work.session.scalars(select(Delivery).where(Delivery.reminder_id.in_(ids)))
    deliveries = telling.by_reminder(found)
    told = [reminder_pb2.Deadline.FromString(row.deadline) for row in rows]
    names = _names(work, told)
    return [
        telling.reminder(row, deliveries.get(row.id, ()), names.get(about.member_id, ""))
        for row, about in zip(rows, told, strict=True)
    ]


def _names(work: Work, told: Sequence[reminder_pb2.Deadline]) -> dict[str, str]:
    """The names of members whose business is the caller's today, by themselves or by a case."""
    members = {one.member_id for one in told if one.member_id}
    cases = {one.transfer_id for one in told if one.transfer_id}
    return _of_members(work, members) | _of_cases(work, cases)


def _of_members(work: Work, ids: set[str]) -> dict[str, str]:
    asked = (
        select(Member.id, Member.name, Relationship.organization_id)
        .join(Relationship, Relationship.member_id == Member.id)
        .where(Member.id.in_(ids), Relationship.until.is_(None))
    )
    return {row[0]: row[1] for row in work.session.execute(asked) if work.actor.sees(row[2])}


def _of_cases(work: Work, ids: set[str]) -> dict[str, str]:
    found = work.session.scalars(select(Transfer).where(Transfer.id.in_(ids)))
    return {
        one.person_id: one.member_name
        for one in found
        if one.ended_at is None and work.actor.sees(*one.organization_ids)
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PageTokenInvalid() from None
