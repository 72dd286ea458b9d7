"""The postman and the clock: what the transfer service does by itself, every morning and after."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from dangwu.directory.v1 import authority_pb2, post_pb2
from dangwu.transfer.v1 import reminder_pb2
from services.chassis.chores import Around
from services.chassis.civil import SHANGHAI, shanghai_date
from services.chassis.errors import Refusal
from services.chassis.settings import Settings
from services.transfer.reminding import mail, parcels, webhook
from services.transfer.reminding.parcels import FAILED, WAITING, Outcome, Parcel

MOST = 500
"""Parcels by one way at a time: the clock is not kept waiting."""


class Way(Protocol):
    """A way to somebody besides his inbox."""

    @property
    def name(self) -> str: ...

    def carry(self, parcel: Parcel, account: str, now: datetime) -> Outcome: ...


class Morning:
    """Calls for the sweep once a day, at its hour or as soon after as the server runs.

    The call bears the day's own request id: however often and from how many processes it comes, it
    is done once.
    """

    name = "sweep"

    def __init__(self) -> None:
        self._done_on = ""

    def do(self, around: Around) -> None:
        now, at = around.clock(), around.settings.sweep_at
        on, hour = shanghai_date(now).isoformat(), now.astimezone(SHANGHAI).strftime("%H:%M")
        if not at or hour < at or self._done_on == on:
            return
        request_id = str(uuid5(NAMESPACE_URL, f"dangwu:sweep:{on}"))
        around.ask(reminder_pb2.AnnounceDueRequest(request_id=request_id))
        self._done_on = on


class Postman:
    """Carries what was announced; no call ever waits for him."""

    name = "postman"

    def do(self, around: Around) -> None:
        for way in _ways(around.settings):
            parcels.pack(around.database, way.name, around.clock())
            for _ in range(MOST):
                parcel = parcels.claim(around.database, way.name, around.clock())
                if parcel is None:
                    break
                outcome = _carried(way, parcel, around)
                parcels.note(around.database, parcel, outcome, around.clock())
                if outcome.away:
                    break


def _ways(settings: Settings) -> Iterator[Way]:
    for way in (mail.by(settings), webhook.by(settings)):
        if way is not None:
            yield way


def _carried(way: Way, parcel: Parcel, around: Around) -> Outcome:
    try:
        person = around.ask(post_pb2.GetPersonRequest(id=parcel.person_id))
    except Refusal as refusal:
        if refusal.reason == "PERSON_UNKNOWN":
            return Outcome(FAILED, "no address")
        return Outcome(WAITING, refusal.reason, away=True)
    assert isinstance(person, authority_pb2.Person)
    if not person.account:
        return Outcome(FAILED, "no address")
    return way.carry(parcel, person.account, around.clock())


CHORES = (Morning, Postman)
