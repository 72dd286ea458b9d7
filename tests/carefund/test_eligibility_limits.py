"""What a member had before against what he asks for now, and who may be paid: without a database,
the answers of the rules being given."""

from datetime import date
from typing import Any

import pytest

from dangwu.carefund.v1 import fund_pb2, request_pb2
from dangwu.v1 import values_pb2
from services.carefund import checks
from services.carefund.checks import Examined, Finding, form, limits, member
from services.carefund.checks.facts import Facts, Past
from services.carefund.lifecycle import State
from services.carefund.refusals import NotEligible
from services.carefund.terms import category_word
from tests.carefund.acts import category, payee, plea

TODAY = date(2026, 6, 10)


def rules(**answers: values_pb2.Answer) -> dict[str, values_pb2.Decision]:
    return {
        name: values_pb2.Decision(answer=answer, because=name, cites=f"《{name}》")
        for name, answer in answers.items()
    }


def count(number: int) -> values_pb2.Answer:
    return values_pb2.Answer(count=number)


def facts(word: str = "illness", today: date = TODAY, **known: Any) -> Facts:
    given: dict[str, Any] = {
        "today": today,
        "plea": plea(category=word),
        "member_name": "党员ready",
        "rules": rules(
            same_illness_times=count(1),
            hospital_visits_a_year=count(2),
            student_aid_a_term=count(1),
            couple_recipients=count(1),
            annual_person_cap=values_pb2.Answer(amount_fen=500_000),
            excess_at_entry=values_pb2.Answer(word="block"),
            regrant_gap_years=values_pb2.Answer(years=2),
            fraud_bar_years=values_pb2.Answer(years=3),
        ),
        "counted": frozenset({category("illness"), category("hospital_visit")}),
    }
    return Facts(**given | known)


def past(
    state: str = "PAID",
    word: str = "illness",
    on: str = "2026-03-01",
    fen: int = 200_000,
    same: bool = True,
) -> Past:
    day = date.fromisoformat(on)
    given = ("APPROVED", "PAYING", "PAID", "PAY_RETURNED", "CONFIRMED", "CLAIMED_BACK")
    granted = day if state in given else None
    paid = fen if granted else 0
    return Past("a-1", category(word), State[state], paid, day, granted, same)


def code(found: Finding | None) -> str:
    return found.code if found else ""


COUNTS_AS = {
    "DRAFT": False,
    "RETURNED": False,
    "REJECTED": False,
    "WITHDRAWN": False,
    "EXPIRED": False,
    "SUBMITTED": True,
    "UNIT_REVIEW": True,
    "PUBLICITY": True,
    "OFFICE_REVIEW": True,
    "APPROVAL": True,
    "APPROVED": True,
    "PAYING": True,
    "PAID": True,
    "PAY_RETURNED": True,
    "CONFIRMED": True,
    "CLAIMED_BACK": True,
}


@pytest.mark.parametrize(("state", "counts"), COUNTS_AS.items())
def test_what_is_given_or_under_way_counts(state: str, counts: bool) -> None:
    assert set(COUNTS_AS) == {one.name for one in State}
    assert past(state).live == counts
    found = limits.same_illness(facts(own=(past(state),)))
    assert code(found) == ("SAME_ILLNESS" if counts else "")


def test_the_same_illness_once_and_another_one_again() -> None:
    assert code(limits.same_illness(facts(own=(past(same=False),)))) == ""
    assert code(limits.same_illness(facts(own=(past(word="accident"),)))) == ""
    assert code(limits.same_illness(facts("accident", own=(past(),)))) == ""


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ([], ""),
        (["2026-01-01"], ""),
        (["2026-01-01", "2026-06-09"], "HOSPITAL_VISITS"),
        (["2025-12-31", "2026-01-01"], ""),
        (["2025-12-31", "2025-12-30", "2025-12-29"], ""),
    ],
)
def test_two_hospital_visits_a_calendar_year(before: list[str], found: str) -> None:
    own = tuple(past(word="hospital_visit", on=day, same=False) for day in before)
    assert code(limits.hospital_visits(facts("hospital_visit", own=own))) == found


@pytest.mark.parametrize(
    ("before", "today", "found"),
    [
        ("2026-02-01", "2026-07-31", "AIDED_THIS_TERM"),
        ("2026-01-31", "2026-02-01", ""),
        ("2026-07-31", "2026-08-01", ""),
        ("2026-08-01", "2027-01-31", "AIDED_THIS_TERM"),
        ("2025-08-01", "2026-08-01", ""),
    ],
)
def test_student_aid_once_a_term(before: str, today: str, found: str) -> None:
    own = (past(word="student", on=before, same=False),)
    asked = facts("student", date.fromisoformat(today), own=own)
    assert code(limits.student_aid(asked)) == found


@pytest.mark.parametrize(
    ("last", "found"),
    [("2026-06-09", ""), ("2026-06-10", "HELPED_LATELY"), ("2026-06-11", "HELPED_LATELY")],
)
def test_the_gap_between_two_grants_lasts_through_its_last_day(last: str, found: str) -> None:
    ends = {"a-1": date(2020, 1, 1), "a-2": date.fromisoformat(last)}
    assert code(limits.gap(facts(gap_ends=ends))) == found


@pytest.mark.parametrize(
    ("until", "found"),
    [(None, ""), ("2026-06-09", ""), ("2026-06-10", "FALSE_CLAIM"), ("2029-06-10", "FALSE_CLAIM")],
)
def test_a_false_claim_bars_through_its_last_day(until: str | None, found: str) -> None:
    barred = date.fromisoformat(until) if until else None
    assert code(member.false_claim(facts(barred_until=barred))) == found


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("DRAFT", ""),
        ("SUBMITTED", "DUPLICATE"),
        ("RETURNED", "DUPLICATE"),
        ("PAID", "DUPLICATE"),
        ("CONFIRMED", ""),
        ("REJECTED", ""),
        ("WITHDRAWN", ""),
        ("EXPIRED", ""),
        ("CLAIMED_BACK", ""),
    ],
)
def test_the_same_event_is_pleaded_once_at_a_time(state: str, found: str) -> None:
    assert code(limits.duplicate(facts("accident", own=(past(state),)))) == found
    assert code(limits.duplicate(facts("accident", own=(past(state, same=False),)))) == ""


@pytest.mark.parametrize(("others", "found"), [((), ""), ((past(),), "COUPLE")])
def test_one_of_two_spouses(others: tuple[Past, ...], found: str) -> None:
    assert code(limits.couple(facts(partners=others))) == found
    gone = tuple(past("REJECTED") for _ in others)
    assert code(limits.couple(facts(partners=gone))) == ""


@pytest.mark.parametrize(
    ("own", "left"),
    [
        ((), 500_000),
        ((past(fen=200_000),), 300_000),
        ((past(fen=200_000), past("APPROVED", "hospital_visit", fen=50_000)), 250_000),
        ((past(fen=500_000),), 0),
        ((past(fen=600_000),), 0),
        ((past(on="2025-12-31", fen=500_000),), 500_000),
        ((past(on="2026-01-01", fen=500_000),), 0),
        ((past(word="line_of_duty", fen=500_000),), 500_000),
        ((past("CLAIMED_BACK", fen=200_000),), 300_000),
        ((past("EXPIRED", fen=200_000), past("SUBMITTED", fen=200_000)), 500_000),
    ],
)
def test_what_the_yearly_cap_leaves(own: tuple[Past, ...], left: int) -> None:
    asked = facts(own=own)
    assert limits.left_of_cap(asked) == left
    for fen, found in ((left, ""), (left + 1, "YEARLY_CAP")):
        asked.plea.requested_fen = fen
        assert code(limits.cap(asked)) == found
    assert limits.left_of_cap(facts("line_of_duty", own=own)) is None
    assert limits.cap(facts("line_of_duty", own=own)) is None


def test_every_finding_of_a_rule_says_what_it_cites() -> None:
    found = [limits.same_illness(facts(own=(past(),))), limits.duplicate(facts(own=(past(),)))]
    assert [one.cites for one in found if one] == ["《same_illness_times》", "《excess_at_entry》"]
    with pytest.raises(NotEligible) as refused:
        checks.require_eligible(Examined(facts(), [one for one in found if one]))
    assert refused.value.details == {
        "findings": "SAME_ILLNESS, DUPLICATE",
        "cites": "《same_illness_times》；《excess_at_entry》",
    }


def test_nobody_is_asked_whether_he_gave() -> None:
    """C-030: what somebody gave is no field of what the checks look at."""
    looked_at = {*Facts.__dataclass_fields__, *request_pb2.Plea.DESCRIPTOR.fields_by_name}
    assert not [name for name in looked_at if "don" in name]


@pytest.mark.parametrize("relation", sorted(set(request_pb2.Relation.values()) - {0}))
@pytest.mark.parametrize("number", sorted(set(fund_pb2.CareCategory.values()) - {0}))
def test_who_may_be_paid(number: int, relation: int) -> None:
    own = relation == request_pb2.RELATION_SELF
    death = number == fund_pb2.CARE_CATEGORY_MEMBER_DEATH
    either = number == fund_pb2.CARE_CATEGORY_LINE_OF_DUTY
    asked = facts(plea=plea(category=category_word(number), payee=payee(relation=relation)))
    assert (form.payee(asked) is None) == (either or own != death)
