"""The roll as of a day, movements between two days, what is open, and that nobody is lost."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from joserfc import jws
from joserfc.jwk import OKPKey

from dangwu.transfer.v1 import register_pb2, statistics_pb2
from services.chassis.database import Database
from services.chassis.tokens import REGISTRY
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.transfer.letter_acts import Letters
from tests.worlds import SHAPES, World


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def roll(
    cases: Cases, on: str, who: str = "director", code: str = ""
) -> dict[str, tuple[int, int]]:
    """Full and probationary members by campus name of the organization; "" is all."""
    organization_id = cases.organization(code) if code else ""
    counted = cases.desk(who).statistics.CountRoll(
        statistics_pb2.CountRollRequest(on=on, organization_id=organization_id)
    )
    by_code = {
        cases.code(one.organization_id): (one.full, one.probationary) for one in counted.counts
    }
    return by_code | {"": (counted.total.full, counted.total.probationary)}


def stated(cases: Cases, from_on: str, until_on: str) -> statistics_pb2.Conservation:
    request = statistics_pb2.StateConservationRequest(from_on=from_on, until_on=until_on)
    return cases.desk("director").statistics.StateConservation(request)


def moved(cases: Cases, from_on: str, until_on: str, code: str = "") -> dict[str, tuple[int, ...]]:
    request = statistics_pb2.CountMovementsRequest(
        from_on=from_on,
        until_on=until_on,
        organization_id=cases.organization(code) if code else "",
    )
    counted = cases.desk("director").statistics.CountMovements(request)
    return {one.kind: (one.came, one.went, one.within) for one in counted.counts}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_roll_is_counted_as_it_stood_at_the_end_of_the_day(letters: Letters) -> None:
    cases, before = letters.cases, letters.today
    there = roll(cases, before)
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    letters.world.clock.pass_days(3)
    cases.accept("t.secretary", case)
    now = roll(cases, letters.today)
    assert now["0201"][0] == there.get("0201", (0, 0))[0] + 1
    assert now["0101"][0] == there["0101"][0] - 1
    assert now[""] == there[""]
    assert roll(cases, before) == there
    assert moved(cases, letters.today, letters.today) == {"WITHIN": (0, 0, 1)}
    assert moved(cases, letters.today, letters.today, "02") == {"WITHIN": (1, 0, 0)}
    assert moved(cases, letters.today, letters.today, "01") == {"WITHIN": (0, 1, 0)}


def test_a_departure_is_counted_when_it_lands_and_not_when_the_letter_is_out(
    letters: Letters,
) -> None:
    cases, first = letters.cases, letters.today
    case, letter = letters.out()
    letters.world.clock.pass_days(5)
    out = cases.desk("director").statistics.CountOpen(statistics_pb2.CountOpenRequest())
    assert (out.total.in_transit, out.total.lapsed) == (1, 0)
    assert stated(cases, first, letters.today).went == 0
    letters.receive(case, letter.number)
    found = stated(cases, first, letters.today)
    assert (found.went, found.came, found.ended, found.holds) == (1, 0, 0, True)
    assert found.members_after == found.members_before - 1
    assert moved(cases, first, letters.today)["OUT_BY_LETTER"] == (0, 1, 0)


def test_a_letter_that_lapsed_over_the_summer_shows_as_not_landed(letters: Letters) -> None:
    cases = letters.cases
    letters.out()
    letters.world.clock.pass_days(91)
    counted = cases.desk("director").statistics.CountOpen(statistics_pb2.CountOpenRequest())
    assert (counted.total.in_transit, counted.total.lapsed) == (1, 1)
    assert counted.total.receipts_missing == 0
    letters.world.clock.pass_days(35)
    counted = cases.desk("director").statistics.CountOpen(statistics_pb2.CountOpenRequest())
    assert counted.total.receipts_missing == 1
    [place] = [one for one in counted.counts if one.in_transit]
    assert place.organization_name == "信息学院硕士党支部"


def test_who_became_full_since_was_probationary_then(letters: Letters) -> None:
    cases, before = letters.cases, letters.today
    there = roll(cases, before)["0101"]
    letters.world.clock.pass_days(2)
    cases.amend("expired", who="a.secretary", kind="MEMBER_KIND_FULL")
    assert roll(cases, letters.today)["0101"] == (there[0] + 1, there[1] - 1)
    assert roll(cases, before)["0101"] == there


def test_the_statement_is_signed_and_names_the_rows_it_counted(letters: Letters) -> None:
    cases, today = letters.cases, letters.today
    found = stated(cases, today, today)
    keys = letters.office.letters.ListLetterKeys(register_pb2.ListLetterKeysRequest()).keys
    [key] = [one for one in keys if one.id == found.key_id]
    public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key.public_key})
    told = json.loads(jws.deserialize_compact(found.signature, public, registry=REGISTRY).payload)
    assert told == json.loads(found.statement)
    assert told["members_after"] == str(found.members_after)
    assert json.loads(told["hashes"]) == dict(found.hashes)
    assert found.journal_hash
    assert found.journal_sequence


def test_a_member_taken_off_the_roll_by_hand_breaks_the_statement(letters: Letters) -> None:
    cases, first = letters.cases, letters.today
    letters.world.clock.pass_days(1)
    database = Database(cases.world.url.format(service="transfer"))
    with database.writing() as session:
        member = cases.campus.members["ready"]
        gone = sa.text("UPDATE relationship SET until = since WHERE member_id = :member")
        session.execute(gone, {"member": member})
        session.execute(
            sa.text("UPDATE relationship SET until = :at WHERE member_id = :member"),
            {"at": letters.world.clock().replace(tzinfo=None).isoformat(" "), "member": member},
        )
        session.commit()
    database.close()
    assert not stated(cases, first, letters.today).holds


def test_days_to_come_and_days_in_the_wrong_order_are_refused(letters: Letters) -> None:
    cases, today = letters.cases, letters.today
    for ask in (
        lambda: roll(cases, "2199-01-01"),
        lambda: stated(cases, today, "2199-01-01"),
        lambda: stated(cases, today, "2026-01-01"),
        lambda: moved(cases, today, "2026-01-01"),
    ):
        with refuses("DATES_DISAGREE"):
            ask()
    with refuses("MALFORMED"):
        roll(cases, "2026-02-30")


def test_a_post_counts_its_own_organizations_and_no_others(letters: Letters) -> None:
    cases, today = letters.cases, letters.today
    mine = roll(cases, today, "a.secretary")
    assert set(mine) - {""} <= {"01", "0101", "0102"}
    assert roll(cases, today, "a.secretary", "0101")["0101"] == mine["0101"]
    with refuses("NOT_YOURS"):
        roll(cases, today, "a.secretary", "02")
    with refuses("ROLE_NOT_ALLOWED"):
        _statement_of(cases, "a.secretary")


def _statement_of(cases: Cases, who: str) -> Any:
    today = "2026-06-10"
    request = statistics_pb2.StateConservationRequest(from_on=today, until_on=today)
    return cases.desk(who).statistics.StateConservation(request)
