"""docs/transfers.md, printed from the kinds of cases: every kind, step, side, deadline and rule."""

from collections.abc import Iterable, Iterator, Sequence

from services.chassis import ladder
from services.transfer import asked, timetable
from services.transfer.kinds import KINDS, Kind, may
from services.transfer.lifecycle import (
    CONCLUDE,
    ENDS,
    STATE_CALLED,
    STEP_CALLED,
    STEPS,
    Side,
    State,
    Step,
)
from services.transfer.timetable import Limit, Runs
from tests.house.printing import page, said_below, table
from tests.house.taken import rpc

BOOKS_OF_A_RUNG = sorted(asked.DAYS.at_times)
"""Which of them gives the days says the act that is signed for."""

MOVES = {
    "": "nobody; the status changes",
    "branch": "the member into the branch",
    "receiver": "the member to the outside committee that received him",
    "unit": "all members of the branch, at once",
    "history": "the member into the history (历史党员库)",
}


def transfers() -> str:
    """States, steps and sides of every kind of case, and who signs first."""
    sides = said_below(Side)
    return page(
        "Cases (转接及其他事项): kinds, states, steps and sides",
        "`services/transfer/kinds.py` and `lifecycle.py`",
        "## Kinds",
        _kinds(),
        "A member has at most one open case in each lane. Only `accept` and `land` move anybody; "
        "until then he belongs to the source.",
        "Books of rules are named without their folder `transfer/`. What a step asks at times "
        "turns on the case: its ground, a hold, the act of a rung. From the filing on the "
        "journal row of every step repeats the receipt of the ladder's book, too.",
        *(part for kind in KINDS.values() for part in _kind(kind)),
        "## States",
        table(
            ("state", "状态", "an end"),
            [(f"`{one}`", STATE_CALLED[one], "yes" if one in ENDS else "no") for one in State],
        ),
        "## Sides",
        table(("side", "who that is"), [(side.value, sides[side.name]) for side in Side]),
        "## Who holds a rung",
        "The first in this order who holds the post, is not the member, and has neither filed nor "
        "signed the case in this round; in the organization itself, then in its superior. A rung "
        "of the school committee itself goes to its organization department first.",
        table(
            ("", "post", "职务"),
            [
                (str(number), f"`{kind}`", ladder.TITLES[kind])
                for number, kind in enumerate(ladder.PRECEDENCE, 1)
            ],
        ),
    )


def _kinds() -> str:
    return table(
        ("kind", "种类", "lane", "ladder", "its last step moves"),
        [
            (f"`{one.name}`", one.called, one.lane, f"`{one.ladder}`", MOVES[one.effect.moves])
            for one in KINDS.values()
        ],
    )


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## {kind.name}: {kind.called}"
    checks = ", ".join(f"`{name}`" for name in kind.checks)
    yield f"{kind.called_en.capitalize()}. Looked at before it is filed: {checks}."
    yield table(
        ("step", "步骤", "from", "to", "side", "RPC", "deadlines it meets", "rules it asks"),
        [
            (
                f"`{step.name}`",
                STEP_CALLED[step.name],
                ", ".join(_state(one) for one in starts(kind, step, side)),
                _state(step.ends),
                side.value,
                f"`{rpc(kind, step)}`",
                _deadlines(kind, step, starts(kind, step, side)),
                _rules(kind, step),
            )
            for step in kind.steps
            for side in Side
            if starts(kind, step, side)
        ],
    )
    yield diagram(kind)


def _deadlines(kind: Kind, step: Step, states: Sequence[State | None]) -> str:
    """What is due by this step where it begins, each called once."""
    name = "sign" if step is CONCLUDE else step.name
    met = dict.fromkeys(
        _limit(limit)
        for state in states
        if state is not None
        for limit in timetable.of_case(kind.name, state)
        if name in limit.steps
    )
    return "; ".join(met) or "none"


def _limit(limit: Limit) -> str:
    _, runs_from = timetable.RUNS_FROM[limit.runs_from]
    books = BOOKS_OF_A_RUNG if limit.runs_from is Runs.RUNG_OPENED else [limit.book]
    return f"{limit.called}, from {runs_from}: {_named(books, ' or ')}"


def _rules(kind: Kind, step: Step) -> str:
    books = asked.of(kind, step)
    at_times = f"at times {_named(books.at_times)}" if books.at_times else ""
    return "; ".join(filter(None, (_named(books.always), at_times))) or "none"


def _named(books: Iterable[str], between: str = ", ") -> str:
    return between.join(f"`{one.removeprefix('transfer/')}`" for one in sorted(books))


def starts(kind: Kind, step: Step, side: Side) -> list[State | None]:
    """From where a side may take a step: cells of the table."""
    return [state for state in (None, *State) if may(kind, step, state, side)]


def _state(state: State | None) -> str:
    return f"`{state.value}`" if state else "(none)"


def diagram(kind: Kind) -> str:
    """All ways of one kind."""
    ways: dict[tuple[str, str], list[str]] = {}
    for step in STEPS:
        for start in (None, *State):
            if step in kind.steps and start in step.starts:
                begins = start.value if start else "[*]"
                ways.setdefault((begins, step.ends.value), []).append(step.name)
    ends = [f"    {state.value} --> [*]" for state in kind.states if state in ENDS]
    drawn = [f"    {a} --> {b}: {' or '.join(names)}" for (a, b), names in ways.items()]
    return "\n".join(("```mermaid", "stateDiagram-v2", *drawn, *ends, "```"))
