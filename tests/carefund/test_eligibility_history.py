"""What was granted before, as it is kept, against what is asked for now."""

from datetime import date
from typing import Any

import pytest

from tests.carefund.acts import Application as Shown
from tests.carefund.acts import Care


def granted(care: Care, on: str, fen: int = 100_000, **said: Any) -> Shown:
    """An application that was granted and confirmed."""
    case = care.submitted(**{"requested_fen": fen} | said)
    day = date.fromisoformat(on)
    return care.stands(case, "CONFIRMED", approved_fen=fen, approved_on=day, submitted_on=day)


@pytest.mark.parametrize(
    ("on", "before", "now", "codes"),
    [
        # Two years from the day after the approval, the last day included.
        ("2024-06-10", "hardship_severe", "hardship_ordinary", ["HELPED_LATELY"]),
        ("2024-06-09", "hardship_severe", "hardship_ordinary", []),
        ("2024-06-10", "student", "hardship_moderate", ["HELPED_LATELY"]),
        ("2026-06-10", "hardship_ordinary", "hardship_ordinary", ["HELPED_LATELY"]),
        # Only general hardship has a gap: neither way does it bar, or is it barred by, another.
        ("2026-06-01", "illness", "hardship_severe", []),
        ("2026-06-01", "hardship_severe", "accident", []),
        ("2026-06-01", "festival", "student", []),
        # Limits of other categories.
        ("2026-01-01", "student", "student", ["HELPED_LATELY"]),
        ("2026-03-01", "student", "student", ["HELPED_LATELY", "AIDED_THIS_TERM"]),
        ("2020-01-01", "illness", "illness", ["SAME_ILLNESS"]),
    ],
)
def test_the_gap_between_two_grants(
    care: Care, on: str, before: str, now: str, codes: list[str]
) -> None:
    granted(care, on, category=before)
    assert care.findings(category=now, requested_fen=100_000) == codes


def test_a_case_under_way_bars_the_next_as_if_it_were_granted(care: Care) -> None:
    first = care.submitted(category="hardship_severe", event="失业")
    assert care.findings(category="student") == ["HELPED_LATELY"]
    care.withdraw(first)
    assert care.findings(category="student") == []


def test_two_hospital_visits_a_year(care: Care) -> None:
    visit: dict[str, Any] = {"category": "hospital_visit"}
    for number, on in enumerate(("2025-12-31", "2026-01-01")):
        granted(care, on, fen=50_000, event=f"住院{number}", **visit)
    assert care.findings(**visit) == []
    granted(care, "2026-06-10", fen=50_000, event="住院3", **visit)
    assert care.findings(**visit) == ["HOSPITAL_VISITS"]


def test_the_yearly_cap_counts_the_approvals_of_the_year(care: Care) -> None:
    granted(care, "2025-12-31", fen=500_000, category="accident", event="车祸甲")
    granted(care, "2026-01-01", fen=300_000, category="accident", event="车祸乙")
    granted(care, "2026-02-01", fen=400_000, category="line_of_duty", event="因公丙")
    asked: dict[str, Any] = {"category": "disaster", "event": "台风"}
    assert care.check(requested_fen=200_000, **asked).remaining_fen == 200_000
    assert care.findings(requested_fen=200_000, **asked) == []
    assert care.findings(requested_fen=200_001, **asked) == ["YEARLY_CAP"]
    assert care.findings("teacher", "s2.secretary", requested_fen=200_001, **asked) == [
        "PAYEE_UNFIT"
    ]


def test_a_false_claim_bars_the_person_until_its_last_day(care: Care) -> None:
    case = granted(care, "2026-01-05", event="骨折", category="accident")
    care.stands(case, barred_until=date(2026, 6, 10))
    found = care.check()
    (bar,) = found.findings
    assert (bar.code, bar.blocks) == ("FALSE_CLAIM", True)
    assert "2026-06-10" in bar.said
    assert care.findings("teacher", "s2.secretary") == ["PAYEE_UNFIT"]
    care.world.clock.pass_days(1)
    assert care.findings() == []


def test_the_first_day_stays_the_day_of_the_application(care: Care) -> None:
    """Mending what was returned must not cost him the days the mending took."""
    case = care.submitted(event_on="2025-06-10")
    care.stands(case, "RETURNED")
    care.world.clock.pass_days(30)
    again = care.submit(care.get(case))
    assert again.submitted_on == "2026-06-10"
    assert care.findings(event_on="2025-06-10", event="骨折") == ["EVENT_TOO_OLD"]
