"""The kinds of cases: for each its steps, its ladder, its checks, and what its last step does.

A kind is data. No step asks which kind it is; it does what the row says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from services.transfer import grounds as why
from services.transfer import lifecycle as life
from services.transfer.lifecycle import STEP_CALLED, Side, State, Step, state_called
from services.transfer.refusals import WrongState


class Lane(StrEnum):
    """A member has at most one open case in each lane."""

    FORMAL = "FORMAL"
    """Moves, and what changes membership itself."""
    RETENTION = "RETENTION"
    """Staying on the roll while away; it blocks no move."""
    PAPERS = "PAPERS"
    """Certificates and floating: the formal relationship is not touched."""


@dataclass(frozen=True)
class Effect:
    """What the last step does, in the transaction that ends the case. What is empty is not done."""

    moves: str = ""
    """To where the member moves: "branch", "receiver", "unit" (all of it) or "history"."""
    standing: str = ""
    """The member's standing from then on, by name."""
    begins: str = ""
    """The arrangement that begins, by the name of its TermKind."""
    from_today: bool = False
    """It begins on the day of the decision, whatever day the plan names."""
    ends: tuple[str, ...] = ()
    """The arrangements that end, if they run."""
    letter: bool = False
    """Whether a certificate letter (证明信) is issued."""


@dataclass(frozen=True)
class Kind:
    """One kind of case."""

    name: str
    called: str
    called_en: str
    steps: tuple[Step, ...]
    ladder: str
    """The rule book that says who signs, in order; the last rung ends the case."""
    asks: tuple[str, ...] = ()
    """The facts this book is asked with; `filing` knows how to answer them."""
    last: str = ""
    """The one rung that must come last, and nowhere else; empty where any may."""
    checks: tuple[str, ...] = ()
    """What is looked at before it is filed (办前检查), by name in `checks`, in this order."""
    guards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a signature needs besides: by act, or "last" for the last rung; names in `guards`."""
    effect: Effect = Effect()
    lane: Lane = Lane.FORMAL
    files: Side = Side.SOURCE
    """Who files it, and who has it while it is returned."""
    grounds: tuple[int, ...] = ()
    """The grounds a plan of this kind may give (numbers of the .proto); 0 is none given."""
    overrides: bool = True
    """Whether what is soft may be overridden with a reason when it is filed."""
    documents: Mapping[int, str] = field(default_factory=dict)
    """The word by which the rule on documents knows it, by ground; 0 is any other ground."""

    @property
    def moves(self) -> bool:
        """Whether it brings a member elsewhere; all else is a change of what he is."""
        return self.effect.moves in ("branch", "receiver", "unit")

    @property
    def in_hands_of(self) -> Mapping[State, Side]:
        """Whom an open case waits on."""
        leaves = any(
            step.starts == {State.AGREED} and Side.ISSUER in step.by for step in self.steps
        )
        return {
            State.PROPOSED: self.files,
            State.PROVISIONAL: self.files,
            State.SUBMITTED: Side.REVIEWER,
            State.UNDER_REVIEW: Side.REVIEWER,
            State.IN_DOUBT: Side.OFFICE,
            State.AGREED: Side.ISSUER if leaves else Side.TARGET,
            State.RETURNED: self.files,
            State.IN_TRANSIT: Side.ISSUER,
        }

    @property
    def states(self) -> tuple[State, ...]:
        """The states a case of this kind can be in, in the order of `State`."""
        return tuple(state for state in State if any(step.ends is state for step in self.steps))

    def onward(self, state: State | None) -> tuple[Step, ...]:
        """The steps possible from a state, as callers know them: to conclude is to sign."""
        return tuple(
            step for step in self.steps if state in step.starts and step is not life.CONCLUDE
        )

    def step(self, name: str) -> Step | None:
        """The step of this name, if the kind has it."""
        return next((step for step in self.steps if step.name == name), None)


WITHIN_STEPS = (
    life.PROPOSE, life.REQUEST, life.SUBMIT, life.SIGN, life.CONCLUDE,
    life.RETURN, life.REJECT, life.WITHDRAW, life.ACCEPT,
)  # fmt: skip
CHANGE_STEPS = tuple(step for step in WITHIN_STEPS if step is not life.PROPOSE)
OUT_STEPS = (
    life.PROPOSE, life.REQUEST, life.SUBMIT, life.SIGN, life.CONCLUDE, life.HAND_BACK,
    life.DECLINE, life.WITHDRAW, life.REDISPATCH, life.SENT_BACK, life.RESCIND, life.LAND,
)  # fmt: skip
INTO_STEPS = (
    life.ARRIVE, life.ENROL, life.COMPLETE, life.SIGN, life.CONCLUDE, life.DOUBT, life.CLEAR,
    life.RETURN, life.REFUSE, life.TAKE_OUT, life.ACCEPT,
)  # fmt: skip

_MOVING = ("open_case", "standing", "examination", "phone", "dues", "probation")
_LEAVING = (
    "addressee", "channel", "opinion", "printable", "branch_named", "employer", "file_address",
    "open_case", "standing_held", "examination", "phone", "dues_held", "probation_held",
)  # fmt: skip
_INTO_BRANCH = "accept:destination_branch"
_LADDER = "transfer/{}_ladder"


def _change(
    name: str,
    called: str,
    called_en: str,
    ladder: str,
    effect: Effect,
    checks: tuple[str, ...],
    grounds: tuple[int, ...] = (0,),
    lane: Lane = Lane.FORMAL,
    documents: Mapping[int, str] = MappingProxyType({}),
) -> Kind:
    """Filed by the branch, decided up the ladder; it must still be so when it takes effect."""
    last = ("document", "still_fit") if documents else ("still_fit",)
    return Kind(
        name, called, called_en, CHANGE_STEPS, _LADDER.format(ladder),
        checks=(*checks, "plan_ground"), guards=MappingProxyType({"last": last}),
        effect=effect, lane=lane, grounds=grounds, documents=documents,
    )  # fmt: skip


_ALL = (
    Kind(
        "WITHIN", "校内转接", "transfer within the school", WITHIN_STEPS,
        _LADDER.format("within_school"), ("same_committee",), _INTO_BRANCH,
        ("destination", *_MOVING),
        {"last": ("branch_open", "unheld")}, Effect(moves="branch"), overrides=False,
    ),
    Kind(
        "OUT_ONLINE", "网上转出", "departure, online", (*OUT_STEPS, life.SEND),
        _LADDER.format("departure"), ("channel", "office_signs"), "land:outside",
        _LEAVING, {},
        Effect(moves="receiver", standing="NORMAL"),
    ),
    Kind(
        "OUT_BY_LETTER", "介绍信转出", "departure by letter",
        (*OUT_STEPS, life.ISSUE, life.REISSUE),
        _LADDER.format("departure"), ("channel", "office_signs"), "land:outside",
        (*_LEAVING, "ethnicity"), {},
        Effect(moves="receiver", standing="NORMAL"),
    ),
    Kind(
        "INTO", "校外转入", "arrival", INTO_STEPS,
        _LADDER.format("arrival"), ("person",), _INTO_BRANCH,
        ("destination", "open_case"),
        {"EXAMINE": ("file_examined",), "last": ("branch_open", "letter_good")},
        Effect(moves="branch", standing="NORMAL"), files=Side.HOST, overrides=False,
    ),
    Kind(
        "WHOLE_UNIT", "整建制转接", "move of a whole unit", CHANGE_STEPS,
        _LADDER.format("whole_unit"), ("same_committee",), _INTO_BRANCH,
        ("destination",), {"last": ("branch_open",)}, Effect(moves="unit"), overrides=False,
    ),
    _change(
        "NON_RECOGNITION", "不予承认党员身份", "non-recognition of membership", "non_recognition",
        Effect("history", "ENDED"), ("not_ended", "open_case"), (0, why.PAPERS_NOT_IN_ORDER),
        documents={0: "non_recognition"},
    ),
    _change(
        "RETENTION_ABROAD", "出国（境）保留组织关系", "retention while abroad", "abroad",
        Effect(standing="PAUSED", begins="ABROAD"),
        ("inside", "standing", "examination", "plan_dates", "plan_place", "plan_contacts",
         "abroad_items", "abroad_long", "abroad_years", "probation_abroad", "no_such_term"),
        (0, why.STUDY_ABROAD, why.PRIVATE_ABROAD), Lane.RETENTION,
    ),
    _change(
        "RESUMPTION", "恢复组织生活", "resumption of organizational life", "resumption",
        Effect(standing="NORMAL", ends=("ABROAD",)), ("inside", "paused"), lane=Lane.RETENTION,
    ),
    _change(
        "RETENTION_GRADUATE", "未就业毕业生保留组织关系", "retention of a graduate", "retention",
        Effect(begins="GRADUATE"),
        ("inside", "standing", "plan_dates", "plan_contacts", "retention_allowed",
         "retention_years", "no_such_term"),
        (0, why.NO_DESTINATION), Lane.RETENTION,
    ),
    _change(
        "CERTIFICATE", "开具党员证明信", "certificate letter", "certificate",
        Effect(begins="CERTIFICATE", letter=True),
        ("inside", "standing", "plan_dates", "plan_place", "certificate_months", "no_such_term",
         "ethnicity"),
        (0, why.SHORT_ABSENCE), Lane.PAPERS,
    ),
    _change(
        "FLOATING", "流动党员登记", "registration of a floating member", "floating",
        Effect(begins="FLOATING"),
        ("inside", "standing", "plan_start", "plan_place", "plan_contacts", "floating_months",
         "no_such_term"),
        (0, why.AWAY_WITHOUT_FIXED_PLACE), Lane.PAPERS,
    ),
    _change(
        "SUSPENSION", "停止党籍", "suspension of membership", "suspension",
        Effect("", "SUSPENDED", "SUSPENSION", from_today=True, ends=("SEARCH", "ABROAD")),
        ("inside", "open_case", "full_member", "not_suspended", "suspension_ground"),
        (why.LOST_CONTACT, why.ABROAD_TOO_LONG, why.SETTLED_ABROAD),
    ),
    _change(
        "RESTORATION", "恢复党籍", "restoration of membership", "restoration",
        Effect(standing="NORMAL", ends=("SUSPENSION",)),
        ("inside", "open_case", "suspended", "statement"), documents={0: "restoration"},
    ),
    _change(
        "REMOVAL", "除名", "removal from the roll", "removal",
        Effect("history", "ENDED"), ("inside", "open_case", "removal_ground"),
        (why.SUSPENDED_TOO_LONG, why.DEEMED_WITHDRAWAL),
    ),
    _change(
        "DEATH", "党员去世", "death", "death", Effect("history", "ENDED"),
        ("inside", "open_case", "plan_day"),
    ),
    _change(
        "ENDING", "其他出党", "other ending of membership", "ending", Effect("history", "ENDED"),
        ("inside", "open_case", "ending_ground"),
        (why.WITHDRAWAL, why.EXPULSION, why.PROBATION_CANCELLED),
        documents={why.EXPULSION: "expulsion", 0: "other"},
    ),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
"""All kinds, by the name of their CaseKind."""


def may(kind: Kind, step: Step, state: State | None, side: Side) -> bool:
    """Whether a side may take a step from a state: one cell of the table.

    Whoever holds the open rung is REVIEWER or TARGET by the state, never both.
    """
    if step not in kind.steps or state not in step.starts or side not in step.by:
        return False
    begins = state is None or side in (Side.CAMPUS, Side.SOURCE, Side.HOST)
    return begins or kind.in_hands_of[State(state or "")] is side


def side_for(kind: Kind, step: Step, state: State) -> Side:
    """The side that takes a step of an open case from this state."""
    return next(side for side in Side if side is not Side.CAMPUS and may(kind, step, state, side))


def after(step: Step, state: State | None, transfer_id: str, kind: Kind) -> State:
    """The state a step leads to; refuses with `WrongState` where it does not begin."""
    if step in kind.steps and state in step.starts:
        return step.ends
    begins = [one for one in State if one in step.starts] if step in kind.steps else []
    raise not_a_step(step, state, transfer_id, kind, begins)


def not_a_step(
    step: Step, state: State | None, transfer_id: str, kind: Kind, begins: Sequence[State] = ()
) -> WrongState:
    """The refusal of a step that does not begin here, or that cases of this kind do not have."""
    possible = kind.onward(state) if state else ()
    return WrongState(
        step="sign" if step is life.CONCLUDE else step.name,
        step_zh=STEP_CALLED[step.name],
        id=transfer_id,
        kind=kind.name,
        kind_zh=kind.called,
        kind_en=kind.called_en,
        state=state or "-",
        state_zh=state_called(state, kind.effect.moves) if state else "未申请",
        expected=", ".join(begins) or "-",
        expected_zh="、".join(state_called(one, kind.effect.moves) for one in begins) or "无此环节",
        next=",".join(one.name for one in possible),
        next_zh="、".join(STEP_CALLED[one.name] for one in possible) or "无，本件已办结",
        next_en=", ".join(one.name for one in possible) or "nothing, it has ended",
    )
