"""docs/care-fund.md, printed from the code: steps, states, duties, postings, emergencies."""

from collections.abc import Iterable, Sequence

from services.carefund import chart, due, posting, signers
from services.carefund.duties import APART
from services.carefund.lifecycle import (
    CALLED,
    ENDS,
    IN_HANDS_OF,
    PART_CALLED,
    STEPS,
    Part,
    Side,
    State,
    Step,
)
from services.carefund.obligations import Kind
from tests.house.printing import table

SIDES = {
    Side.BRANCH: "branch 支部",
    Side.COMMITTEE: "committee 分党委",
    Side.OFFICE: "department 组织部",
    Side.SIGNERS: "whose rung it is 签批人",
    Side.ACCOUNTANT: "accountant 会计",
    Side.CASHIER: "cashier 出纳",
}
ONE_YUAN = 100
POOL, OTHER = "甲", "乙"
BOOKED = (
    ("dues moved in", posting.income(1, 1, POOL, ONE_YUAN)),
    ("allocation from above", posting.income(2, 2, POOL, ONE_YUAN)),
    ("school appropriation", posting.income(3, 3, POOL, ONE_YUAN)),
    ("donation", posting.income(4, 5, POOL, ONE_YUAN)),
    ("interest", posting.income(5, 6, POOL, ONE_YUAN)),
    ("receipt of unknown origin", posting.income(7, 1, POOL, ONE_YUAN)),
    ("collected for others", posting.income(8, 1, POOL, ONE_YUAN)),
    ("opening balance, restricted", posting.income(9, 1, POOL, ONE_YUAN)),
    ("opening balance, free gifts", posting.income(9, 5, POOL, ONE_YUAN)),
    ("origin found, another pool", posting.identified(4, POOL, OTHER, ONE_YUAN)),
    ("passed on", posting.passed_on(POOL, ONE_YUAN)),
    ("bank fee", posting.fee(POOL, ONE_YUAN)),
    ("aid paid", posting.paid(POOL, ONE_YUAN, 5)),
    ("payment returned", posting.returned(POOL, ONE_YUAN)),
    ("returned payment reissued", posting.reissued(POOL, ONE_YUAN)),
    ("claimed back, same year", posting.recovered(POOL, ONE_YUAN, 5, same_year=True)),
    ("claimed back, later year", posting.recovered(POOL, ONE_YUAN, 5, same_year=False)),
)
OWED = {
    Kind.MINUTES: ("支部会议记录", "carefund/emergency_paper_days, from the day of payment"),
    Kind.PAPERS: ("证明材料", "carefund/emergency_paper_days, from the day of payment"),
    Kind.NOTICE: ("补公示", "no day of its own; listed until it is put up"),
    Kind.REPORT: ("报党委会", "the next meeting of the committee; overdue once one passed it by"),
}


def care_fund() -> str:
    """The whole page."""
    parts = [
        "# The care fund 党内关爱专项资金",
        "Printed from the code (`make docs`); what is true of it is tested cell by cell.",
        "## Steps",
        "A step asks for a post of its side, keeps the part that was played by it, and begins only "
        "in the states listed. Where no state is named behind it, the rules say it, or the case "
        "stays.",
        table(("step", "RPC", "from", "to", "side", "part", "period"), map(_step, STEPS.values())),
        "## States",
        table(("state", "called", "in the hands of", "may last"), map(_state, State)),
        "## Who may not play which two parts",
        "Counted by person, over all rounds of a case. Whoever is barred leaves the step to "
        "somebody else of the same level, or to the superior; nothing is waived.",
        _duties(),
        "## Who signs",
        table(("rung", "posts of the school committee, in order"), _signers()),
        "The bands, and what resolution must stand behind each, are the books "
        "carefund/approval_band, carefund/band_signers and carefund/resolution_kind.",
        "## Chart of accounts 会计科目",
        table(("code", "account", "", "side"), _chart()),
        "## What is booked",
        "Cash basis: an approval books nothing, it is a promise beside the books.",
        table(("occasion", "debit", "credit"), (_booked(*one) for one in BOOKED)),
        "## After an emergency payment",
        table(("owed", "", "by"), ((kind.name, *said) for kind, said in OWED.items())),
    ]
    return "\n\n".join(parts) + "\n"


def _step(step: Step) -> Sequence[str]:
    since = " ".join(state.name for state in State if state in step.since)
    sides = {IN_HANDS_OF[state] for state in step.since} if step.side is None else {step.side}
    said = ", ".join(SIDES[side] for side in Side if side in sides)
    part = f"{step.part} {PART_CALLED[step.part][0]}"
    period = f"step_days: {step.waits}" if step.waits else "—"
    return f"`{step.name}`", step.rpc, since, step.to.name if step.to else "", said, part, period


def _state(state: State) -> Sequence[str]:
    hands = "(an end)" if state in ENDS else SIDES[IN_HANDS_OF[state]]
    book, facts = due.PERIODS.get(state, ("", {}))
    return state.name, CALLED[state], hands, " ".join((book, *facts.values())).strip() or "—"


def _duties() -> str:
    parts = list(Part)
    rows = [
        [
            f"{one} {PART_CALLED[one][0]}",
            *("×" if frozenset((one, other)) in APART else "·" for other in parts),
        ]
        for one in parts
    ]
    return table(["", *parts], rows)


def _signers() -> Iterable[Sequence[str]]:
    for word, posts in signers.POSTS.items():
        yield word, ", ".join(posts)


def _chart() -> Iterable[Sequence[str]]:
    for one in chart.ACCOUNTS.values():
        yield one.code, one.name, one.name_en, "debit" if one.debit else "credit"


def _booked(said: str, lines: posting.Lines) -> Sequence[str]:
    several = len({line.pool_id for line in lines}) > 1
    debit = [_line(line, several) for line in lines if line.fen > 0]
    credit = [_line(line, several) for line in lines if line.fen < 0]
    return said, ", ".join(debit), ", ".join(credit)


def _line(line: posting.Posted, several: bool) -> str:
    name = f"{line.account} {chart.ACCOUNTS[line.account].name}"
    return f"{name}（{line.pool_id}）" if several else name
