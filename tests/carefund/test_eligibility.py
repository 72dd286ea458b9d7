"""Who may apply, how soon, how often and for how much: the bounds of every rule, cell by cell."""

from typing import Any

import pytest

from dangwu.carefund.v1 import request_pb2
from tests.carefund.acts import Care, payee
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.transfer.changing import Changes

DEATH: dict[str, Any] = {"category": "member_death", "applied_by": request_pb2.APPLICANT_BRANCH}
CHILD = request_pb2.RELATION_CHILD
URGENT = request_pb2.EMERGENCY_TRIGGER_URGENT_TREATMENT
HEIR = payee(relation=CHILD, name="家属甲", account_name="家属甲")


def aid(listed: bool = False) -> request_pb2.OtherAid:
    made = request_pb2.OtherAid(amount_fen=1, given_on="2026-06-01", listed_this_round=listed)
    setattr(made, "from", "校工会")
    return made


CELLS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    # The event: within 365 days, the last one included.
    ({"event_on": "2026-06-10"}, []),
    ({"event_on": "2025-06-10"}, []),
    ({"event_on": "2025-06-09"}, ["EVENT_TOO_OLD"]),
    # What is known of him.
    ({"sanctioned": True}, ["DISCIPLINE"]),
    ({"months_inactive": 5}, []),
    ({"months_inactive": 6}, ["INACTIVE"]),
    ({"months_inactive": 600}, ["INACTIVE"]),
    ({"unqualified_year": 2026}, ["RATED_UNQUALIFIED"]),
    ({"unqualified_year": 2023}, ["RATED_UNQUALIFIED"]),
    ({"unqualified_year": 2022}, []),
    ({"unqualified_year": 1921}, []),
    ({"unlawful_act": request_pb2.UNLAWFUL_ACT_FOUND}, ["OWN_FAULT"]),
    # What he must have said himself.
    ({"truth_promised": False}, ["TRUTH_MISSING"]),
    ({"privacy_agreed": False}, ["PRIVACY_MISSING"]),
    ({"publicity_agreed": False}, ["PUBLICITY_MISSING"]),
    # Other aid: declared in any case; a list of this round bars, aid by itself does not.
    ({"other_aid_declared": False}, ["OTHER_AID_UNDECLARED"]),
    ({"other_aid": [aid()]}, []),
    ({"other_aid": [aid(), aid(listed=True)]}, ["LISTED_ELSEWHERE"]),
    # Who is paid, and on which account.
    ({"payee": payee(name="他人", account_name="他人")}, ["PAYEE_UNFIT"]),
    ({"payee": payee(relation=CHILD)}, ["PAYEE_UNFIT"]),
    ({"payee": payee(account_name="党员 ready")}, []),
    ({"payee": payee(account_name="党员ｒｅａｄｙ")}, []),
    ({"payee": payee(account_name="党员read")}, ["ACCOUNT_NOT_OWN"]),
    (DEATH | {"payee": HEIR}, []),
    (DEATH, ["PAYEE_UNFIT"]),
    (DEATH | {"payee": HEIR, "applied_by": request_pb2.APPLICANT_RELATIVE}, []),
    (DEATH | {"payee": HEIR, "applied_by": request_pb2.APPLICANT_SELF}, ["APPLICANT_UNFIT"]),
    ({"category": "relative_death", "payee": HEIR}, ["PAYEE_UNFIT"]),
    ({"category": "line_of_duty", "payee": HEIR}, []),
    ({"category": "line_of_duty"}, []),
    # Costs and sums.
    ({"cost_fen": 100, "self_paid_fen": 100}, []),
    ({"cost_fen": 100, "self_paid_fen": 101}, ["COSTS_UNFIT"]),
    ({"requested_fen": 500_000}, []),
    ({"requested_fen": 500_001}, ["YEARLY_CAP"]),
    ({"category": "line_of_duty", "requested_fen": 1_000_000}, []),
    (DEATH | {"payee": HEIR, "requested_fen": 1_000_000}, []),
    ({"category": "relative_death", "requested_fen": 500_001}, []),
    # In an emergency.
    ({"emergency": URGENT, "requested_fen": 300_000}, []),
    ({"emergency": URGENT, "requested_fen": 300_001}, ["EMERGENCY_CAP"]),
    ({"emergency": URGENT, "requested_fen": 500_001}, ["YEARLY_CAP", "EMERGENCY_CAP"]),
]


@pytest.mark.parametrize(("said", "codes"), CELLS)
def test_what_stands_in_the_way(shared_care: Care, said: dict[str, Any], codes: list[str]) -> None:
    found = shared_care.check(**said)
    assert [one.code for one in found.findings if one.blocks] == codes
    assert found.eligible == (not codes)
    assert found.receipts


STANDARDS = [
    ("hardship_severe", 0, 300_000),
    ("hardship_moderate", 0, 200_000),
    ("hardship_ordinary", 0, 100_000),
    ("student", 0, 100_000),
    ("illness", 0, 200_000),
    ("illness", 2_999_999, 200_000),
    ("illness", 3_000_000, 300_000),
    ("illness", 4_999_999, 300_000),
    ("illness", 5_000_000, 500_000),
    ("illness", 1_000_000_000_000, 500_000),
    ("family_illness", 0, 100_000),
    ("hospital_visit", 0, 50_000),
    ("disaster", 0, 100_000),
    ("accident", 0, 100_000),
    ("relative_death", 0, 100_000),
    ("line_of_duty", 0, 1_000_000),
    ("veteran", 0, 100_000),
    ("festival", 0, 100_000),
    ("other", 0, 0),
]


@pytest.mark.parametrize(("word", "self_paid", "fen"), STANDARDS)
def test_what_is_over_the_standard_goes_higher_and_is_no_obstacle(
    shared_care: Care, word: str, self_paid: int, fen: int
) -> None:
    costs: dict[str, Any] = {"cost_fen": self_paid, "self_paid_fen": self_paid, "category": word}
    found = shared_care.check(requested_fen=fen or 1, **costs)
    assert (found.standard_fen, found.eligible, list(found.findings)) == (fen, True, [])
    if fen and fen < 500_000:
        (mark,) = shared_care.check(requested_fen=fen + 1, **costs).findings
        assert (mark.code, mark.blocks) == ("OVER_STANDARD", False)


def test_probationary_members_may_apply(shared_care: Care) -> None:
    assert shared_care.findings("expired", payee=payee("expired")) == []


def test_what_is_only_alleged_is_for_people_to_decide(shared_care: Care) -> None:
    with refuses("RULE_UNDECIDED") as refused:
        shared_care.check(unlawful_act=request_pb2.UNLAWFUL_ACT_ALLEGED)
    assert refused.details["book"] == "carefund/own_fault_bar"


def test_an_open_examination_bars_until_it_is_closed(care: Care) -> None:
    changes = Changes(Cases(care.world))
    hold = changes.hold()
    assert care.findings() == ["DISCIPLINE"]
    case = care.papers(care.draft())
    with refuses("NOT_ELIGIBLE"):
        care.submit(case)
    changes.release(hold)
    assert care.findings() == []
    assert care.submit(case).submitted_on == "2026-06-10"


def test_after_a_death_the_day_of_the_death_counts(care: Care) -> None:
    care.world.clock.pass_days(3)
    Changes(Cases(care.world)).done("DEATH", from_on="2026-06-12")
    assert care.findings() == ["RELATION_ELSEWHERE"]
    told = DEATH | {"payee": HEIR}
    assert care.findings(event_on="2026-06-12", **told) == []
    assert care.submitted(event_on="2026-06-12", **told).branch_name == "信息学院硕士党支部"
    # He was not on the roll here before, nor is he now.
    care.world.clock.pass_days(9)
    for day in ("2026-06-09", "2026-06-20"):
        assert care.findings(event_on=day, event="病故", **told) == ["RELATION_ELSEWHERE"]


def test_of_husband_and_wife_one_is_helped_for_one_event(care: Care) -> None:
    wife, husband = care.campus.members["ready"], care.campus.members["teacher"]
    care.submitted()
    own: dict[str, Any] = {"payee": payee("teacher")}
    assert care.findings("teacher", "s2.secretary", **own) == []
    married = own | {"spouse_id": wife}
    assert care.findings("teacher", "s2.secretary", **married) == ["COUPLE"]
    assert care.findings("teacher", "s2.secretary", event="骨折", **married) == []
    # Whichever of the two said so.
    case = care.draft(event="屋漏", spouse_id=husband)
    other = care.submitted("teacher", "s2.secretary", event="屋漏", **own)
    with refuses("NOT_ELIGIBLE") as refused:
        care.submit(care.papers(case))
    assert refused.details["findings"] == "COUPLE"
    care.withdraw(other, "s2.secretary")
    assert care.findings(event="屋漏", spouse_id=husband) == []


def test_an_emergency_waits_for_no_papers(care: Care) -> None:
    case = care.submit(care.draft(emergency=URGENT))
    assert case.emergency
    assert not case.evidence
