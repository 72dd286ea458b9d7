"""What the checks of an application look at: the plea, the member, his other cases, the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dangwu.carefund.v1 import request_pb2
from dangwu.v1 import values_pb2
from services.carefund.lifecycle import State
from services.chassis.errors import FieldFault

GRANTED = frozenset(
    {
        State.PUBLICITY,
        State.APPROVED,
        State.PAYING,
        State.PAID,
        State.PAY_RETURNED,
        State.CONFIRMED,
        State.CLAIMED_BACK,
    }
)
DEAD = frozenset({State.DRAFT, State.RETURNED, State.REJECTED, State.WITHDRAWN, State.EXPIRED})
"""In these nothing is given, nor about to be."""
OVER = frozenset(
    {State.REJECTED, State.WITHDRAWN, State.EXPIRED, State.CONFIRMED, State.CLAIMED_BACK}
)


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way of an application, or sends it another way."""

    code: str
    zh: str
    en: str
    cites: str = ""
    field: str = ""
    blocks: bool = True

    def as_fault(self) -> FieldFault:
        return FieldFault(self.field or "member_id", self.zh, self.en)


@dataclass(frozen=True)
class Past:
    """Another application: of the member, or of husband or wife for the same event."""

    id: str
    category: int
    state: State
    fen: int
    """What was approved; 0 before."""
    asked_on: date
    granted_on: date | None = None
    same_event: bool = False

    @property
    def live(self) -> bool:
        """Whether aid was given, or may still be."""
        return self.state not in DEAD

    @property
    def granted(self) -> bool:
        """Whether aid was promised or given; what was claimed back had been given."""
        return self.state in GRANTED and self.granted_on is not None

    @property
    def day(self) -> date:
        """The day by which it counts: of the approval, and before that of the application."""
        return self.granted_on or self.asked_on


@dataclass(frozen=True)
class Facts:
    """All of it. `today` is the day of the application: when it first went forward, or today."""

    today: date
    plea: request_pb2.Plea
    member_name: str
    rules: Mapping[str, values_pb2.Decision]
    own: tuple[Past, ...] = ()
    partners: tuple[Past, ...] = ()
    """Those of husband or wife for the same event."""
    gap_ends: Mapping[str, date] = field(default_factory=dict)
    """The last day on which an earlier grant bars this category, by its id."""
    counted: frozenset[int] = frozenset()
    """The categories that count towards the yearly cap."""
    barred_until: date | None = None
    """The last day a false claim bars him."""
    moved: bool = False
    """Whether he belongs to another branch than the one that applies for him."""
    papers: frozenset[int] | None = None
    """The kinds of papers handed in; None before anything is written down."""

    def because(
        self, code: str, rule: str, field: str = "", blocks: bool = True, zh: str = "", en: str = ""
    ) -> Finding:
        """A finding in the words of its rule, with what it cites."""
        said = self.rules[rule]
        return Finding(code, said.because + zh, said.because_en + en, said.cites, field, blocks)

    def answer(self, rule: str) -> values_pb2.Answer:
        return self.rules[rule].answer

    def last_day(self, rule: str) -> date:
        """The last day of a period that was counted."""
        return date.fromisoformat(self.rules[rule].period.ends_on)

    def live(self, category: int) -> list[Past]:
        """What he has of a category, or may still get, besides this application."""
        return [one for one in self.own if one.category == category and one.live]
