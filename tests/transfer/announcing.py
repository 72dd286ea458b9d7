"""Sweeping and reading reminders, as tests say it."""

from typing import Any
from uuid import uuid4

from dangwu.transfer.v1 import reminder_pb2
from tests.transfer.acts import Cases

Reminder = reminder_pb2.Reminder
Sweep = reminder_pb2.AnnounceDueResponse


def sweep(cases: Cases, who: str = "service:transfer", **given: Any) -> Sweep:
    fields = {"request_id": str(uuid4())} | given
    return cases.desk(who).reminders.AnnounceDue(reminder_pb2.AnnounceDueRequest(**fields))


def reminders(cases: Cases, who: str, **given: Any) -> list[Reminder]:
    """What was announced to somebody, over all pages."""
    request = reminder_pb2.ListRemindersRequest(**given)
    found: list[Reminder] = []
    while True:
        page = cases.desk(who).reminders.ListReminders(request)
        found += page.reminders
        request.page_token = page.next_page_token
        if not page.next_page_token:
            return found


def marks(cases: Cases, who: str, subject_id: str) -> list[int]:
    """The marks of one thing somebody heard of, oldest first."""
    heard = [one for one in reminders(cases, who) if one.deadline.subject_id == subject_id]
    return [one.mark for one in sorted(heard, key=lambda one: one.announced_on)]


def acknowledge(cases: Cases, who: str, reminder_id: str) -> Reminder:
    return cases.desk(who).reminders.AcknowledgeReminder(
        reminder_pb2.AcknowledgeReminderRequest(request_id=str(uuid4()), id=reminder_id)
    )
