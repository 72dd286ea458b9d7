"""What a call asks of the other services: once, with the dates of the case, and not in vain."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from google.protobuf.message import Message

from dangwu.rules.v1 import calendar_pb2, rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.errors import PeerAway
from services.chassis.identity import NOBODY
from services.chassis.keys import Keyring
from services.chassis.sealing import Sealer
from services.chassis.signing import Signer
from services.chassis.tokens import Tokens
from services.chassis.work import Unasked, Work

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
"""Past midnight in Shanghai: the twenty-fourth."""

CALENDAR = calendar_pb2.GetCalendarRequest(first_year=2026, last_year=2027)
Asked = list[rules_pb2.DecideRuleRequest]


def working(keys: Path, ask: Callable[[Message], Message]) -> Work:
    keyring = Keyring.load(keys)
    sealer, tokens, signer = Sealer(keyring), Tokens(keyring), Signer(keyring)
    return Work(NOBODY, NOW, "transfer", sealer, tokens, signer, ask, {})


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def work(keys: Path, asked: Asked) -> Work:
    def answer(request: Message) -> Message:
        assert isinstance(request, rules_pb2.DecideRuleRequest)
        asked.append(request)
        return values_pb2.Decision(book=request.book, facts=request.facts)

    return working(keys, answer)


def test_a_rule_is_asked_with_the_dates_of_the_case(work: Work, asked: Asked) -> None:
    work.decide(
        "transfer/letter_validity_days",
        submitted_on=date(2026, 6, 10),
        event_on=date(2026, 6, 1),
        runs_from=date(2026, 6, 12),
        distance="same_city",
    )
    [one] = asked
    assert dict(one.facts) == {"distance": "same_city"}
    assert (one.on, one.known_on) == ("2026-11-24", "2026-11-24")
    assert (one.submitted_on, one.event_on, one.runs_from) == (
        "2026-06-10",
        "2026-06-01",
        "2026-06-12",
    )


def test_a_date_that_is_not_given_is_left_to_the_rules(work: Work, asked: Asked) -> None:
    work.decide("transfer/dues_through", submitted_on=date(2026, 6, 10))
    work.decide("transfer/dues_through")
    assert [one.submitted_on for one in asked] == ["2026-06-10", ""]
    assert {(one.event_on, one.runs_from) for one in asked} == {("", "")}


def test_another_date_is_another_question_and_the_same_is_asked_once(
    work: Work, asked: Asked
) -> None:
    for day in (10, 11, 10):
        work.decide("transfer/dues_through", submitted_on=date(2026, 6, day))
    assert len(asked) == 2
    assert len(work.decisions) == 1  # what was answered alike is kept once


def test_what_a_call_can_do_without_is_asked_for_once_in_vain(keys: Path) -> None:
    asked = []

    def away(request: Message) -> Message:
        asked.append(request)
        raise PeerAway(service="rules")

    work = working(keys, away)
    assert work.ask_if_there(CALENDAR) is None
    work.locked = True
    assert work.ask_if_there(CALENDAR) is None  # known before the lock to be in vain
    with pytest.raises(Unasked):
        work.ask_if_there(calendar_pb2.GetCalendarRequest(first_year=2025, last_year=2027))
    with pytest.raises(Unasked):  # what it cannot do without is not made up
        work.ask(CALENDAR)
    assert len(asked) == 1
    assert work.line["unanswered"] == "PEER_AWAY"


def test_what_is_there_is_given(keys: Path) -> None:
    reply = calendar_pb2.Calendar(years=[calendar_pb2.CalendarYear(year=2026)])
    work = working(keys, lambda _: reply)
    assert work.ask_if_there(CALENDAR) == reply
    work.locked = True
    assert work.ask_if_there(CALENDAR) == reply
