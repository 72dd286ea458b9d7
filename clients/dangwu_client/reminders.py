"""Reminders (工作提醒): what is due, what was announced to the caller, and the sweep."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.transfer.v1 import reminder_pb2
from dangwu.transfer.v1.reminder_pb2_grpc import ReminderServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page, new_request_id


class Reminders(Asking):
    """What staff ask about deadlines. A sweep announces; it changes no case."""

    @cached_property
    def _reminders(self) -> ReminderServiceStub:
        return ReminderServiceStub(self._channel)

    def deadlines(
        self, *, organization_id: str = "", overdue: bool = False
    ) -> Iterator[reminder_pb2.Deadline]:
        """The deadlines that run, nearest first: of an organization and below, or all you see."""

        def fetch(token: str) -> reminder_pb2.ListDeadlinesResponse:
            request = reminder_pb2.ListDeadlinesRequest(
                organization_id=organization_id,
                overdue=overdue,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._reminders.ListDeadlines, request)

        for page in every_page(fetch):
            yield from page.deadlines

    def reminders(self, *, acknowledged: bool = False) -> Iterator[reminder_pb2.Reminder]:
        """What was announced to the caller, newest first; those noted too, if asked for."""

        def fetch(token: str) -> reminder_pb2.ListRemindersResponse:
            request = reminder_pb2.ListRemindersRequest(
                acknowledged=acknowledged, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._reminders.ListReminders, request)

        for page in every_page(fetch):
            yield from page.reminders

    def acknowledge(
        self, reminder_id: str, *, request_id: str = "", rehearse: bool = False
    ) -> reminder_pb2.Reminder:
        """Take note: only the end of the time is announced from then on. Raises Unknown."""
        request = reminder_pb2.AcknowledgeReminderRequest(
            request_id=request_id or new_request_id(), validate_only=rehearse, id=reminder_id
        )
        return self._call(self._reminders.AcknowledgeReminder, request)

    def announce_due(
        self, *, request_id: str = "", rehearse: bool = False
    ) -> reminder_pb2.AnnounceDueResponse:
        """Announce what has passed a mark since the last sweep. Raises Forbidden."""
        request = reminder_pb2.AnnounceDueRequest(
            request_id=request_id or new_request_id(), validate_only=rehearse
        )
        return self._call(self._reminders.AnnounceDue, request)
