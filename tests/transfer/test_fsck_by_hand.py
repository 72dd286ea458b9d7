"""VerifyRoll finds a single field that somebody changed in the database, whatever it says."""

from datetime import date
from typing import Any

import pytest

from dangwu.transfer.v1 import change_pb2, kind_pb2
from tests.transfer.acts import Cases, body
from tests.transfer.arrivals import Arrivals
from tests.transfer.changing import REACHED, Changes
from tests.transfer.letter_acts import TINY, Letter, Letters
from tests.transfer.tampering import broken, removed, tampered, unlocked
from tests.transfer.test_pages_read_at_once import questions


@pytest.fixture
def letters(cases: Cases) -> Letters:
    made = Letters(cases.world)
    made.cases = cases
    return made


def found(cases: Cases, table: str, by: dict[str, Any], **changed: Any) -> set[str]:
    """What is broken once a row was changed by hand."""
    with tampered(cases, table, by, **changed):
        return broken(cases)


def test_what_a_letter_says(letters: Letters) -> None:
    cases = letters.cases
    _, letter = letters.out()
    _, other = letters.out()
    for changed in (
        {"member_id": other.member_id, "member_name": other.member_name},
        {"member_id": other.member_id},
        {"member_name": "张三"},
        {"number": "2699999"},
        {"destination": "别处"},
        {"addressee_name": "别处区委组织部"},
        {"addressee_id": "o-000000000000"},
        {"issuer_name": "别校党委"},
        {"issued_on": date(2026, 6, 9)},
        {"valid_until": date(2030, 1, 1)},
        {"valid_days": 900},
        {"kind": 2},
        {"code": other.code},
        {"code": letter.code[:-4] + "AAAA"},
        {"code": "x.y.z"},
        {"code": ""},
    ):
        assert "letters_as_signed" in found(cases, "letter", {"id": letter.id}, **changed), changed
    assert broken(cases) == set()


def test_what_became_of_a_letter(letters: Letters) -> None:
    cases = letters.cases
    void, lost, live = (letters.out()[1] for _ in range(3))
    letters.void(void)
    letters.told(letters.lose(lost))
    old = letters.out()[1]
    new = letters.spoil(old)
    for letter, state in (
        (void, "LIVE"), (void, "LOST"), (void, "SPOILED"), (lost, "LIVE"), (lost, "VOID"),
        (old, "VOID"), (live, "LOST"), (live, "SPOILED"), (new, "VOID"),
    ):  # fmt: skip
        assert found(cases, "letter", {"id": letter.id}, state=state) == {"letters_journaled"}
    untold = found(cases, "letter", {"id": lost.id}, addressee_told_on=None)
    assert untold == {"letters_journaled"}
    assert broken(cases) == set()


def received(letters: Letters) -> tuple[str, Letter]:
    """A member received on a letter, with a picture; the case, and the letter."""
    case, letter = letters.out()
    letters.receive(case, letter.number, image=TINY)
    return case.id, letter


def test_what_a_receipt_says(letters: Letters) -> None:
    cases = letters.cases
    case_id, letter = received(letters)
    with unlocked(cases, "receipt"):
        by = {"transfer_id": case_id}
        for changed in (
            {"receiver_name": "别处区委组织部"},
            {"branch": "别的支部"},
            {"accepted_on": date(2026, 6, 11)},
            {"image": None},
            {"image": b"x" * 60},
            {"image_hash": "0" * 64},
            {"code": letter.code},
            {"code": ""},
        ):
            assert "receipts_as_signed" in found(cases, "receipt", by, **changed), changed
        elsewhere = letters.outside("青屏县委组织部")
        assert found(cases, "receipt", by, receiver_id=elsewhere) == {"moved_only_by_acceptance"}
        moved = found(cases, "relationship", by, organization_id=elsewhere)
        assert moved == {"moved_only_by_acceptance"}
    assert broken(cases) == set()


def test_where_somebody_began(letters: Letters) -> None:
    cases = letters.cases
    member = cases.campus.members["teacher"]
    by, elsewhere = {"member_id": member}, cases.organization("0201")
    assert found(cases, "relationship", by, organization_id=elsewhere) == {"begun_where_entered"}
    assert "begun_where_entered" in found(cases, "relationship", by, place="OUTSIDE")
    case = cases.request("s2.deputy", "teacher", "0101")
    assert found(cases, "relationship", by, organization_id=elsewhere) == {
        "begun_where_entered",
        "open_cases_from_where_he_belongs",
    }
    assert found(cases, "transfer", {"id": case.id}, source_id=elsewhere) == {
        "open_cases_from_where_he_belongs"
    }
    arrivals = Arrivals(cases)
    by = {"member_id": arrivals.register().member_id}
    assert "begun_where_entered" in found(
        cases, "relationship", by, organization_id=letters.outside()
    )
    assert broken(cases) == set()


def test_what_was_filed(letters: Letters) -> None:
    cases = letters.cases
    by = {"id": letters.filed().id}
    assert found(cases, "transfer", by, kind="OUT_ONLINE") == {"cases_as_filed"}
    assert found(cases, "transfer", by, destination_id="o-000000000000") == {"cases_as_filed"}
    assert "cases_as_filed" in found(cases, "transfer", by, lane="PAPERS")
    for changed in ({"kind": "NONE_SUCH"}, {"state": "NONE_SUCH"}):
        assert "cases_journaled" in found(cases, "transfer", by, **changed), changed
    case = cases.climb(cases.request(), "s.secretary", "a.secretary")
    by = {"id": case.id}
    assert found(cases, "transfer", by, branch_id="o-000000000000") == {"cases_as_filed"}
    with removed(cases, "rung", transfer_id=case.id):
        assert broken(cases) == {"ladders_whole"}
    last = {"transfer_id": case.id, "number": case.rungs[-1].number}
    with removed(cases, "rung", **last):
        assert broken(cases) == {"ladders_whole"}
    first = {"transfer_id": case.id, "number": 1}
    assert "ladders_whole" in found(cases, "rung", first, signed_at=None)
    assert broken(cases) == set()


def test_who_is_aboard(cases: Cases) -> None:
    move = cases.desk("director").changes.RequestUnitMove(
        change_pb2.RequestUnitMoveRequest(
            **body(
                {},
                source_id=cases.organization("0101"),
                destination_id=cases.organization("0102"),
                because="支部合并",
            )
        )
    )
    by = {"transfer_id": move.id}
    assert found(cases, "passenger", by, under_way=False) == {"ended_in_an_end"}
    case = {"id": move.id}
    assert "cases_as_filed" in found(cases, "transfer", case, source_id=cases.organization("0201"))
    cases.withdraw("director", move)
    assert found(cases, "passenger", by, under_way=True) == {"ended_in_an_end"}
    assert broken(cases) == set()


def test_what_an_arrangement_says(cases: Cases) -> None:
    changes = Changes(cases)
    changes.done("FLOATING", from_on="2026-06-01", place="海港区", **REACHED)
    term = changes.contact(changes.term(), "2026-06-05")
    changes.contact(term, "2026-06-06", reached=False)
    by = {"id": term.id}
    for changed in (
        {"from_on": date(2026, 5, 1)},
        {"until_on": date(2030, 1, 1)},
        {"organization_id": cases.organization("0201")},
        {"place": "别处"},
        {"ground": kind_pb2.GROUND_STUDY_ABROAD},
    ):
        assert found(cases, "term", by, **changed) == {"terms_as_planned"}, changed
    for wrong in ({"reached": False}, {"on_day": date(2026, 6, 4)}):
        logged = found(cases, "contact", {"on_day": date(2026, 6, 5)}, **wrong)
        assert logged == {"contacts_journaled"}
    with removed(cases, "contact", term_id=term.id):
        assert broken(cases) == {"contacts_journaled"}
    assert broken(cases) == set()


def test_more_rows_are_looked_at_with_no_more_questions(letters: Letters) -> None:
    def one_more() -> None:
        received(letters)
        changes.done("FLOATING", member, from_on="2026-06-01", place="海港区", **REACHED)
        changes.contact(changes.term(member), "2026-06-05")

    changes = Changes(letters.cases)
    member = "ready"
    one_more()
    few = questions(letters.cases.world, lambda: broken(letters.cases))
    for number in range(5):
        member = f"floats{number}"
        letters.cases.enter(member, "0101")
        one_more()
    assert questions(letters.cases.world, lambda: broken(letters.cases)) == few
