"""VerifyRoll finds each kind of damage done behind the services' backs, and names it."""

from typing import Any

import pytest
import sqlalchemy as sa

from dangwu.transfer.v1 import roll_pb2
from dangwu.v1 import values_pb2
from services.chassis.database import Database
from tests.transfer.acts import Case, Cases
from tests.transfer.changing import Changes
from tests.transfer.letter_acts import TINY, Letters


@pytest.fixture
def accepted(cases: Cases) -> Case:
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    cases.world.clock.pass_time(minutes=5)
    return cases.accept("t.secretary", case)


def checks(cases: Cases) -> dict[str, values_pb2.Check]:
    told = cases.desk("administrator").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert told.service == "transfer"
    return {one.name: one for one in told.checks}


def broken(cases: Cases) -> dict[str, list[str]]:
    return {name: list(one.examples) for name, one in checks(cases).items() if one.broken}


def damage(cases: Cases, statement: str, **values: str) -> None:
    """What somebody could do who has the database and not the services."""
    database = Database(cases.world.url.format(service="transfer"))
    with database.writing() as session:
        done: Any = session.execute(sa.text(statement), values)
        assert done.rowcount
        session.commit()
    database.close()


def test_a_sound_roll_breaks_nothing_and_everything_was_looked_at(
    cases: Cases, accepted: Case
) -> None:
    cases.withdraw("s.deputy", cases.request("s.deputy", "s.secretary"))
    cases.request("s2.deputy", "teacher", "0101")
    letters = Letters(cases.world)
    letters.print(letters.out()[1].id)
    case, letter = letters.out()
    letters.receive(case, letter.number, image=TINY)
    Changes(cases).search("behind")
    assert broken(cases) == {}
    empty = {name for name, one in checks(cases).items() if not one.examined}
    assert empty == set()
    assert accepted.belongs_to_id


def test_a_member_moved_by_hand(cases: Cases) -> None:
    member_id = cases.campus.members["ready"]
    damage(
        cases,
        "UPDATE relationship SET until = since WHERE member_id = :member",
        member=member_id,
    )
    assert broken(cases) == {"one_relationship_each": [member_id]}


def test_a_gap_between_two_branches(cases: Cases, accepted: Case) -> None:
    damage(
        cases,
        "UPDATE relationship SET until = since WHERE member_id = :member AND until IS NOT NULL",
        member=accepted.member_id,
    )
    assert broken(cases) == {"one_relationship_each": [accepted.member_id]}


def test_a_move_that_no_acceptance_explains(cases: Cases, accepted: Case) -> None:
    damage(
        cases,
        "UPDATE relationship SET organization_id = :other WHERE transfer_id = :case",
        other=cases.organization("0202"),
        case=accepted.id,
    )
    assert list(broken(cases)) == ["moved_only_by_acceptance"]


def test_an_acceptance_without_a_move(cases: Cases, accepted: Case) -> None:
    damage(cases, "UPDATE relationship SET transfer_id = '' WHERE transfer_id = :c", c=accepted.id)
    assert set(broken(cases)) == {"moved_only_by_acceptance", "acceptance_moved"}
    assert broken(cases)["acceptance_moved"] == [accepted.id]


def test_an_end_that_is_none(cases: Cases) -> None:
    case = cases.request()
    damage(cases, "UPDATE transfer SET state = 'REJECTED' WHERE id = :case", case=case.id)
    assert broken(cases) == {"ended_in_an_end": [case.id]}


@pytest.mark.parametrize("who", ["member_id", "filed_by_id", "signed before"])
def test_a_signature_of_somebody_barred(cases: Cases, who: str) -> None:
    case = cases.climb(cases.request(), "s.secretary", "a.secretary")
    people = {
        "member_id": case.member_id,
        "filed_by_id": case.filed_by_id,
        "signed before": case.rungs[0].signed_by_id,
    }
    damage(
        cases,
        "UPDATE rung SET signed_by_id = :who WHERE transfer_id = :case AND number = 2",
        who=people[who],
        case=case.id,
    )
    assert broken(cases) == {"signed_by_different_people": [f"{case.id}/1"]}


def test_a_change_without_an_act(cases: Cases) -> None:
    case = cases.request()
    damage(cases, "UPDATE transfer SET version = 7 WHERE id = :case", case=case.id)
    damage(cases, "UPDATE member SET version = 9 WHERE id = :member", member=case.member_id)
    assert broken(cases) == {
        "cases_journaled": [case.id],
        "members_journaled": [case.member_id],
    }


def test_a_case_that_is_gone(cases: Cases) -> None:
    case = cases.request()
    damage(cases, "DELETE FROM rung WHERE transfer_id = :case", case=case.id)
    damage(cases, "DELETE FROM transfer WHERE id = :case", case=case.id)
    assert broken(cases)["cases_journaled"] == [case.id]
