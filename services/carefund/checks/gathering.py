"""Gathering what the checks look at: from the roll, from other applications, from the rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dangwu.carefund.v1 import request_pb2
from dangwu.transfer.v1 import hold_pb2, member_pb2
from dangwu.v1 import values_pb2
from services.carefund import events, ruling, store
from services.carefund.belonging import Belonging
from services.carefund.checks import limits
from services.carefund.checks.facts import Facts, Past
from services.carefund.lifecycle import State
from services.carefund.store import Application
from services.carefund.terms import category_word, yuan
from services.chassis.civil import shanghai_date
from services.chassis.work import Work

MOST_COST_FEN = 100_000_000
"""The most the book of standard sums asks about; every cost above it is treated alike."""
MOST_YEARS = 100
PROBATIONARY = member_pb2.MEMBER_KIND_PROBATIONARY
UNDER_EXAMINATION = "UNDER_EXAMINATION"
UNLAWFUL_ACTS = {
    request_pb2.UNLAWFUL_ACT_UNSPECIFIED: "none",
    request_pb2.UNLAWFUL_ACT_ALLEGED: "alleged",
    request_pb2.UNLAWFUL_ACT_FOUND: "found",
}
OF_CATEGORY = {
    limits.ILLNESS: "same_illness_times",
    limits.HOSPITAL_VISIT: "hospital_visits_a_year",
    limits.STUDENT: "student_aid_a_term",
}
"""Books that are asked for one category only."""

Rules = dict[str, values_pb2.Decision]


@dataclass(frozen=True)
class Pleaded:
    """What is to be checked: whose plea, and the application that holds it, if there is one."""

    plea: request_pb2.Plea
    whose: Belonging
    application: Application | None = None

    @property
    def event_on(self) -> date:
        return date.fromisoformat(self.plea.event_on)

    def applied_on(self, work: Work) -> date:
        """The day the application counts from: when it first went forward, or today."""
        row = self.application
        return row.submitted_on if row is not None and row.submitted_on else work.today


def facts(work: Work, pleaded: Pleaded) -> Facts:
    """Everything the checks look at; refuses with `RuleUndecided`."""
    plea, row = pleaded.plea, pleaded.application
    member = pleaded.whose.member
    own = _own(work, pleaded)
    rules = _rules(work, pleaded)
    barred = store.barred_until(work.session, member.id)
    if barred is not None:
        rules["fraud_bar_years"] = _asked(work, pleaded, "fraud_bar_years")
    return Facts(
        today=pleaded.applied_on(work),
        plea=plea,
        member_name=member.name,
        rules=rules,
        own=own,
        partners=_partners(work, pleaded),
        gap_ends=_gap_ends(work, pleaded, own),
        counted=_counted(work, pleaded, {plea.category} | {one.category for one in own}),
        barred_until=barred,
        moved=row is not None and row.branch_id != pleaded.whose.organization_id,
        papers=_papers(work, row),
    )


def _rules(work: Work, pleaded: Pleaded) -> Rules:
    plea, today = pleaded.plea, pleaded.applied_on(work)
    probationary = pleaded.whose.member.kind == PROBATIONARY
    years = min(max(0, today.year - plea.unqualified_year), MOST_YEARS)
    questions: dict[str, dict[str, str]] = {
        "relation_here": {
            "relation_here": _yes(pleaded.whose.here),
            "mobile_certificate": "no",
        },
        "probationary_apply": {"member_kind": "probationary" if probationary else "full"},
        "discipline_bar": {
            "under_investigation": _yes(_examined(work, pleaded.whose.member.id)),
            "in_sanction_period": _yes(plea.sanctioned),
        },
        "inactive_bar": {"months_inactive": str(plea.months_inactive), "good_reason": "no"},
        "unqualified_bar": {
            "rated_unqualified": _yes(plea.unqualified_year != 0),
            "years_since_rating": str(years if plea.unqualified_year else 0),
        },
        "own_fault_bar": {"own_unlawful_act": UNLAWFUL_ACTS[plea.unlawful_act]},
        "other_aid": {
            "listed_elsewhere": _yes(any(one.listed_this_round for one in plea.other_aid)),
            "other_aid": _yes(len(plea.other_aid) > 0),
        },
        "regrant_gap_years": {"category": category_word(plea.category)},
        "couple_recipients": {},
        "annual_person_cap": {},
        "excess_at_entry": {"excess": "duplicate"},
    }
    if book := OF_CATEGORY.get(plea.category):
        questions[book] = {}
    if plea.emergency:
        trigger = request_pb2.EmergencyTrigger.Name(plea.emergency)
        word = trigger.removeprefix("EMERGENCY_TRIGGER_").lower()
        questions |= {"emergency_path": {"trigger": word}, "emergency_cap": {}}
    found = {book: _asked(work, pleaded, book, None, **given) for book, given in questions.items()}
    found["event_lookback_days"] = _asked(work, pleaded, "event_lookback_days", pleaded.event_on)
    return found | {"standard_sum": standard_sum(work, pleaded)}


def _asked(
    work: Work, pleaded: Pleaded, book: str, runs_from: date | None = None, /, **given: str
) -> values_pb2.Decision:
    """What a book says to this application, by its own dates; refuses with `RuleUndecided`."""
    return ruling.receipt(
        work,
        f"carefund/{book}",
        submitted_on=pleaded.applied_on(work),
        event_on=pleaded.event_on,
        runs_from=runs_from,
        **given,
    )


def standard_sum(work: Work, pleaded: Pleaded) -> values_pb2.Decision:
    """The standard for the category and what was paid by himself; people may have to decide it."""
    return ruling.said(
        work,
        "carefund/standard_sum",
        submitted_on=pleaded.applied_on(work),
        event_on=pleaded.event_on,
        category=category_word(pleaded.plea.category),
        cost=yuan(min(pleaded.plea.self_paid_fen, MOST_COST_FEN)),
    )


def _examined(work: Work, member_id: str) -> bool:
    """Whether the Party has an examination of him open: a hold stands on him."""
    holds = work.ask(hold_pb2.ListHoldsRequest(member_id=member_id)).holds
    return any(one.code == UNDER_EXAMINATION and not one.released_on for one in holds)


def _own(work: Work, pleaded: Pleaded) -> tuple[Past, ...]:
    """The member's other applications."""
    member_id = pleaded.whose.member.id
    index = events.index(work, member_id, pleaded.plea.event)
    own_id = pleaded.application.id if pleaded.application is not None else ""
    return tuple(
        past_of(row, index) for row in store.of_member(work.session, member_id) if row.id != own_id
    )


def _partners(work: Work, pleaded: Pleaded) -> tuple[Past, ...]:
    """Applications of husband or wife for the same event, whichever of the two named the other."""
    member_id = pleaded.whose.member.id
    partners = {pleaded.plea.spouse_id, *store.named_as_spouse(work.session, member_id)}
    return tuple(
        past_of(row, row.event_index)
        for partner in sorted(partners - {"", member_id})
        for row in store.of_event(work.session, events.index(work, partner, pleaded.plea.event))
    )


def past_of(row: Application, index: bytes) -> Past:
    """An application as it bears on another."""
    return Past(
        id=row.id,
        category=row.category,
        state=State(row.state),
        fen=row.approved_fen,
        asked_on=row.submitted_on or shanghai_date(row.drafted_at),
        granted_on=row.approved_on,
        same_event=row.event_index == index,
    )


def _gap_ends(work: Work, pleaded: Pleaded, own: Iterable[Past]) -> Mapping[str, date]:
    """Until when each earlier case bars this category: those of categories that have a gap too."""
    found: dict[str, date] = {}
    if not _gap(work, pleaded, pleaded.plea.category).answer.years:
        return found
    for one in own:
        if not one.live or not _gap(work, pleaded, one.category).answer.years:
            continue
        # What is under way will be granted today at the earliest.
        since = one.day if one.granted else pleaded.applied_on(work)
        period = _gap(work, pleaded, pleaded.plea.category, since).period
        found[one.id] = date.fromisoformat(period.ends_on)
    return found


def _gap(
    work: Work, pleaded: Pleaded, category: int, runs_from: date | None = None
) -> values_pb2.Decision:
    word = category_word(category)
    return _asked(work, pleaded, "regrant_gap_years", runs_from, category=word)


def _counted(work: Work, pleaded: Pleaded, categories: Collection[int]) -> frozenset[int]:
    """Which of these categories count towards the yearly cap."""
    return frozenset(
        one
        for one in categories
        if _asked(work, pleaded, "annual_cap_counts", category=category_word(one)).answer.truth
    )


def _papers(work: Work, row: Application | None) -> frozenset[int] | None:
    if row is None:
        return None
    return frozenset(one.kind for one in store.evidence_of(work.session, row.id))


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"
