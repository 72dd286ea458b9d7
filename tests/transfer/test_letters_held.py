"""No letter leaves in the place of another for somebody who may not leave today."""

from collections.abc import Callable
from functools import partial

import pytest

from dangwu.directory.v1 import organization_pb2
from services.chassis.civil import shanghai_date
from tests.refusals import refuses
from tests.transfer.acts import body
from tests.transfer.changing import Changes
from tests.transfer.leaving import Departures
from tests.transfer.letter_acts import Letters, state_of
from tests.worlds import World


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def examined(letters: Letters) -> str:
    Departures(letters.cases).hold("ready")
    return "UNDER_EXAMINATION"


def closed(letters: Letters) -> str:
    """The addressee was closed yesterday."""
    letters.office.organizations.CloseOrganization(
        organization_pb2.CloseOrganizationRequest(
            **body(
                {},
                id=letters.outside(),
                etag=_addressee(letters).etag,
                on=shanghai_date(letters.world.clock()).isoformat(),
            )
        )
    )
    letters.world.clock.pass_days(1)
    return "ADDRESSEE_CLOSED"


def _addressee(letters: Letters) -> organization_pb2.Organization:
    return letters.office.organizations.GetOrganization(
        organization_pb2.GetOrganizationRequest(id=letters.outside())
    )


@pytest.mark.parametrize("befalls", [examined, closed])
def test_who_may_not_leave_today_gets_no_other_letter(
    letters: Letters, befalls: Callable[[Letters], str]
) -> None:
    case, letter = letters.out("ready")
    code = befalls(letters)
    for again in (
        partial(letters.reissue, case, original_returned=True),
        partial(letters.spoil, letter),
    ):
        with refuses("NOT_READY") as refused:
            again()
        assert refused.details["findings"] == code
    assert (state_of(letters.get(letter.id)), letters.register(2026).allocated) == ("LIVE", 1)


def test_dues_of_the_summer_do_not_stop_the_letter_that_follows(letters: Letters) -> None:
    case, _ = letters.out("ready")
    letters.world.clock.pass_days(60)
    again = letters.reissue(case, original_returned=True)
    assert letters.spoil(again).replaces_number == again.number


def test_a_certificate_is_written_anew_whatever_stands_in_the_way_of_leaving(
    letters: Letters,
) -> None:
    changes = Changes(letters.cases)
    changes.done(
        "CERTIFICATE",
        from_on="2026-06-15",
        until_on="2026-08-15",
        place="海港区",
        occupation="实习",
    )
    (letter,) = letters.register(2026).letters
    examined(letters)
    assert letters.spoil(letter).kind == letter.kind
