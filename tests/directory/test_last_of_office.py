"""The school cannot lock itself out: somebody appoints and lets people in on every day to come."""

import pytest

from dangwu.directory.v1 import authority_pb2
from tests.directory.acts import TODAY, TOMORROW, Office
from tests.refusals import refuses
from tests.worlds import World

OFFICER = authority_pb2.POST_KIND_OFFICER
ADMINISTRATOR = authority_pb2.POST_KIND_ADMINISTRATOR
LATER = "2026-12-31"
AFTER = "2027-01-01"


@pytest.fixture
def office(world: World) -> Office:
    office = Office.of(world)
    office.register("new.one")
    return office


@pytest.mark.parametrize("account", ["director", "administrator"])
@pytest.mark.parametrize("on", [TODAY, LATER])
def test_the_last_of_office_is_not_ended(office: Office, account: str, on: str) -> None:
    with refuses("LAST_OF_OFFICE"):
        office.end(office.post(account), on)
    assert office.post(account).until == ""


@pytest.mark.parametrize(
    ("account", "kind"), [("director", OFFICER), ("administrator", ADMINISTRATOR)]
)
def test_with_a_successor_from_the_next_day_it_is(
    office: Office, account: str, kind: authority_pb2.PostKind
) -> None:
    office.appoint("new.one", "00", kind, first=AFTER)
    with refuses("LAST_OF_OFFICE"):
        office.end(office.post(account), "2026-12-30")
    assert office.end(office.post(account), LATER).until == LATER


def test_a_successor_for_a_time_is_not_enough(office: Office) -> None:
    office.appoint("new.one", "00", OFFICER, last=LATER)
    with refuses("LAST_OF_OFFICE"):
        office.end(office.post("director"))


def test_a_successor_counted_on_is_not_taken_back(office: Office) -> None:
    successor = office.appoint("new.one", "00", OFFICER, first=TOMORROW)
    office.end(office.post("director"))
    with refuses("LAST_OF_OFFICE"):
        office.end(successor)


def test_an_inspector_may_be_the_last(office: Office) -> None:
    assert office.end(office.post("inspector")).until == TODAY
