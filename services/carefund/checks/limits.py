"""How often, how soon and how much: what he had before against what he asks for now.

C-041 to C-047, C-064. What is under way counts like what was given, or two cases side by side would
get what one after the other does not.
"""

from collections.abc import Collection, Iterable
from datetime import date

from dangwu.carefund.v1 import fund_pb2
from services.carefund.checks.facts import OVER, Facts, Finding, Past
from services.carefund.checks.member import Check
from services.carefund.lifecycle import State
from services.carefund.terms import yuan

ILLNESS = fund_pb2.CARE_CATEGORY_ILLNESS
HOSPITAL_VISIT = fund_pb2.CARE_CATEGORY_HOSPITAL_VISIT
STUDENT = fund_pb2.CARE_CATEGORY_STUDENT
AUTUMN, SPRING = 8, 2
"""The months with which terms begin."""


def lookback(facts: Facts) -> Finding | None:
    """The event lies within the days of the rule, the last one included."""
    last = facts.last_day("event_lookback_days")
    if facts.today <= last:
        return None
    zh, en = f"最迟应于 {last} 申请。", f" The last day was {last}."
    return facts.because("EVENT_TOO_OLD", "event_lookback_days", "plea.event_on", zh=zh, en=en)


def gap(facts: Facts) -> Finding | None:
    """General hardship: nobody is helped again within the years of the rule."""
    barring = [last for last in facts.gap_ends.values() if facts.today <= last]
    if not barring:
        return None
    last = max(barring)
    zh, en = f"{last} 之后可以申请。", f" He may apply after {last}."
    return facts.because("HELPED_LATELY", "regrant_gap_years", "plea.category", zh=zh, en=en)


def same_illness(facts: Facts) -> Finding | None:
    if facts.plea.category != ILLNESS:
        return None
    times = sum(one.same_event for one in facts.live(ILLNESS))
    return _too_often(facts, times, "same_illness_times", "SAME_ILLNESS", "plea.event")


def hospital_visits(facts: Facts) -> Finding | None:
    if facts.plea.category != HOSPITAL_VISIT:
        return None
    times = sum(one.day.year == facts.today.year for one in facts.live(HOSPITAL_VISIT))
    return _too_often(facts, times, "hospital_visits_a_year", "HOSPITAL_VISITS", "plea.category")


def student_aid(facts: Facts) -> Finding | None:
    if facts.plea.category != STUDENT:
        return None
    term = term_of(facts.today)
    times = sum(term_of(one.day) == term for one in facts.live(STUDENT))
    return _too_often(facts, times, "student_aid_a_term", "AIDED_THIS_TERM", "plea.category")


def couple(facts: Facts) -> Finding | None:
    """Of husband and wife so many are helped for one event as the rule says."""
    others = sum(one.live for one in facts.partners)
    return _too_often(facts, others, "couple_recipients", "COUPLE", "plea.spouse_id")


def duplicate(facts: Facts) -> Finding | None:
    """The same event of the same person is pleaded in another case that is not over; of two drafts
    the first may go forward."""
    over = OVER | {State.DRAFT}
    same = [one for one in facts.own if one.same_event and one.state not in over]
    if not same or facts.answer("excess_at_entry").word != "block":
        return None
    zh, en = f"（{same[0].id}）", f" ({same[0].id})"
    return facts.because("DUPLICATE", "excess_at_entry", "plea.event", zh=zh, en=en)


def cap(facts: Facts) -> Finding | None:
    """What is asked for fits under what the year's cap leaves; some categories go beside it."""
    left = left_of_cap(facts)
    if left is None or facts.plea.requested_fen <= left:
        return None
    zh, en = f"本年还可给予 {yuan(left)} 元。", f" {yuan(left)} yuan are left this year."
    return facts.because("YEARLY_CAP", "annual_person_cap", "plea.requested_fen", zh=zh, en=en)


def left_of_cap(facts: Facts) -> int | None:
    """What may still be given to him this year; None where the category does not count."""
    if facts.plea.category not in facts.counted:
        return None
    most = facts.answer("annual_person_cap").amount_fen
    return max(0, most - used_of_cap(facts.own, facts.counted, facts.today.year))


def used_of_cap(own: Iterable[Past], counted: Collection[int], year: int) -> int:
    """What was granted to him in a year and counts, by the day of the approval."""
    return sum(
        one.fen for one in own if one.granted and one.day.year == year and one.category in counted
    )


def term_of(day: date) -> tuple[int, int]:
    """The term a day is in, by the year and month it began: terms begin in February and August."""
    if day.month >= AUTUMN:
        return day.year, AUTUMN
    return (day.year, SPRING) if day.month >= SPRING else (day.year - 1, AUTUMN)


def _too_often(facts: Facts, times: int, rule: str, code: str, field: str) -> Finding | None:
    """A finding where he has as many already as the rule lets one have."""
    return facts.because(code, rule, field) if times >= facts.answer(rule).count > 0 else None


CHECKS: tuple[Check, ...] = (
    lookback,
    gap,
    same_illness,
    hospital_visits,
    student_aid,
    couple,
    duplicate,
    cap,
)
