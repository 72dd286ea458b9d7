"""Publicity (公示): what the public sees of an application, and while which days.

A notice is a projection: it is made from a short list of fields, and nothing that is not on the
list can get into it. From the first moment after its last day it reads as taken down; that is
computed, so nobody can forget it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from services.carefund import masking
from services.carefund.masking import Named
from services.chassis.civil import SHANGHAI
from services.chassis.workdays import Calendar, working_days

NAME, ORGANIZATION, CATEGORY, SUM = FIELDS = (
    "member_name",
    "organization",
    "aid_category",
    "aid_sum",
)
"""All a notice can show, by the words of the book carefund/publicity_field; there is no fifth."""

MASKED = "masked"
UNSHOWN = "—"

HARDSHIP, ILLNESS, VISIT, LOSS = "生活困难", "重大疾病", "走访慰问", "灾害事故"
DEATH, DUTY, OTHER = "身故抚慰", "因公伤亡", "其他"
COARSE: Mapping[str, str] = {
    "hardship_severe": HARDSHIP,
    "hardship_moderate": HARDSHIP,
    "hardship_ordinary": HARDSHIP,
    "student": HARDSHIP,
    "illness": ILLNESS,
    "family_illness": ILLNESS,
    "hospital_visit": VISIT,
    "disaster": LOSS,
    "accident": LOSS,
    "member_death": DEATH,
    "relative_death": DEATH,
    "line_of_duty": DUTY,
    "veteran": VISIT,
    "festival": VISIT,
    "other": OTHER,
}
"""The coarse word of each category: it tells neither how poor, nor who of the family, nor of what
ward."""

CHANGES = ("payee", "aid_category", "aid_sum")
UNCHANGED = "nothing"


@dataclass(frozen=True)
class Subject:
    """An application as far as its notice is concerned, and what the rules let it show."""

    application_id: str
    member_name: str
    organization_name: str
    category: str
    amount_fen: int
    name_form: str
    shows: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """One application on a notice, as the public reads it."""

    application_id: str
    name: str
    organization: str
    category: str
    amount_fen: int


@dataclass(frozen=True)
class Span:
    """The civil dates a notice stands: the first and the last that count."""

    first: date
    last: date

    def over(self, today: date) -> bool:
        return today > self.last

    @property
    def ended_at(self) -> datetime:
        """The instant its last day is over in Shanghai."""
        midnight = datetime.combine(self.last + timedelta(days=1), time(), SHANGHAI)
        return midnight.astimezone(UTC)


@dataclass(frozen=True)
class Meant:
    """Whom aid is meant for, what for and how much: what the public was shown, or would have to be
    shown again."""

    payee: str
    category: int
    amount_fen: int


def span(calendar: Calendar, posted_on: date, days: int) -> Span:
    """So many working days from the day after it is put up; refuses with `CalendarMissing`."""
    period = working_days(calendar, posted_on, days, same_day=False)
    first = next((day.on for day in period.days if day.works), period.last)
    return Span(first, period.last)


def projected(subjects: Sequence[Subject]) -> list[Entry]:
    """The entries of one notice: only what is on the list of fields, and only where the rule lets
    it be shown; names that read alike are told apart by their branch."""
    named = [Named(_name(one), _organization(one)) for one in subjects]
    return [
        Entry(
            application_id=one.application_id,
            name=name if NAME in one.shows else UNSHOWN,
            organization=_organization(one),
            category=COARSE[one.category] if CATEGORY in one.shows else UNSHOWN,
            amount_fen=one.amount_fen if SUM in one.shows else 0,
        )
        for one, name in zip(subjects, masking.told_apart(named), strict=True)
    ]


def _name(one: Subject) -> str:
    """What is no known form is hidden: a new word of the rule must not lay a name bare."""
    bare = masking.without_numbers(one.member_name)
    return bare if one.name_form == "full" else masking.name(bare)


def _organization(one: Subject) -> str:
    return masking.without_numbers(one.organization_name) if ORGANIZATION in one.shows else UNSHOWN


def text(committee: str, when: Span, days: int, contact: str, entries: Iterable[Entry]) -> str:
    """A notice as it is put up, line by line; its proof is taken over these very characters."""
    head = (
        "公示",
        committee,
        f"{when.first.isoformat()} 至 {when.last.isoformat()}（{days} 个工作日）",
        f"受理异议：{contact}",
    )
    return "\n".join((*head, *(_line(one) for one in entries))) + "\n"


def _line(one: Entry) -> str:
    shown = (one.name, one.organization, one.category)
    return "\t".join(
        (*shown, f"{one.amount_fen // 100}.{one.amount_fen % 100:02d}元")
        if one.amount_fen
        else shown
    )


def proof(shown: str) -> str:
    """The SHA-256 over the text of a notice, in hex."""
    return sha256(shown.encode()).hexdigest()


def change(shown: Meant, now: Meant) -> str:
    """What is different from what the public was shown, by the words of carefund/objection_restart;
    the weightiest where it is several things."""
    differs = (
        shown.payee != now.payee,
        shown.category != now.category,
        shown.amount_fen != now.amount_fen,
    )
    return next((word for word, one in zip(CHANGES, differs, strict=True) if one), UNCHANGED)
