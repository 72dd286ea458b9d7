"""A book of 30 cases, and the same table in the words of another engine.

Both are printed from the same 30 lines, so that they can differ in one place only: in what the
engines make of them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

NAME = "bench/thirty"
CATEGORIES = {"rent": "房租", "travel": "差旅", "clinic": "医疗", "print": "印刷", "study": "培训"}
PEOPLE = {"staff": "教工", "student": "学生"}
DAYS = (21, 22)
"""Of two editions alike, so that every receipt has to say why one of them was passed over."""
MOST_FEN = 100_000_000
OPENING = {"from": "[", "over": "("}
CLOSING = {"to": "]", "under": ")"}
ONE_SIDED = {"from": ">=", "over": ">", "to": "<=", "under": "<"}


@dataclass(frozen=True)
class Line:
    """One case: these words, and an amount within these bounds, in fen."""

    number: int
    category: str
    person: str
    bounds: Mapping[str, int]

    @property
    def least(self) -> int:
        """The smallest amount that fits."""
        return self.bounds.get("from", self.bounds.get("over", -1) + 1)

    @property
    def most(self) -> int:
        """The largest amount that fits."""
        return self.bounds.get("to", self.bounds.get("under", MOST_FEN + 1) - 1)

    def facts(self, fen: int) -> dict[str, str]:
        """A question as a caller of ours writes it."""
        amount = f"{fen // 100}.{fen % 100:02d}"
        return {"amount": amount, "category": self.category, "person": self.person}


def lines() -> list[Line]:
    """Three bands for every kind of person in every category: up to, between, and above."""
    made: list[Line] = []
    for step, category in enumerate(CATEGORIES, start=1):
        low, high = 50_000 * step, 50_000 * step + 200_000
        included: list[dict[str, int]] = [{"to": low}, {"over": low, "to": high}, {"over": high}]
        excluded = [{"under": low}, {"from": low, "under": high}, {"from": high}]
        for person, bands in zip(PEOPLE, (included, excluded), strict=True):
            for bounds in bands:
                made.append(Line(len(made) + 1, category, person, bounds))
    return made


def book_text(table: Sequence[Line]) -> str:
    """The table as a rule book, tested on both sides of every bound."""
    names = CATEGORIES | PEOPLE | {"amount": "金额", "category": "类别", "person": "人员"}
    return "\n".join(
        (
            f"book: {NAME}",
            "layer: school",
            "covers: []",
            "question: 须于几日内审批？",
            "question_en: Within how many days must it be approved?",
            "unit: days",
            f"names: {json.dumps(names, ensure_ascii=False)}",
            "asks:",
            f'  amount: {{unit: yuan, from: "0.00", to: "{_yuan(MOST_FEN)}"}}',
            f"  category: [{', '.join(CATEGORIES)}]",
            f"  person: [{', '.join(PEOPLE)}]",
            "editions:",
            *(part for day in DAYS for part in _edition(day, table)),
            "",
        )
    )


def _edition(day: int, table: Sequence[Line]) -> Iterator[str]:
    yield f"  - from: 2019-05-{day}"
    yield f"    published: 2019-05-{day}"
    yield "    goes_by: submission"
    yield "    sample: true"
    yield "    note: 仅用于测速。"
    yield "    cases:"
    yield from (part for line in table for part in _case(line))
    yield "    tests:"
    yield from (test for line in table for test in _tests(line))


def _case(line: Line) -> Iterator[str]:
    bounds = ", ".join(f'{key}: "{_yuan(fen)}"' for key, fen in line.bounds.items())
    words = f"category: {line.category}, person: {line.person}"
    yield f"      - when: {{{words}, amount: {{{bounds}}}}}"
    yield f"        then: {line.number}"
    yield f"        because: {_because(line)}"
    yield f"        because_en: Line {line.number} of the table says so."


def _tests(line: Line) -> Iterator[str]:
    for fen in sorted({line.least, line.most}):
        words = f"category: {line.category}, person: {line.person}"
        yield f'      - {{given: {{amount: "{_yuan(fen)}", {words}}}, then: {line.number}}}'


def _because(line: Line) -> str:
    return f"{CATEGORIES[line.category]}（{PEOPLE[line.person]}）按第 {line.number} 行办理。"


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def decision_model(table: Sequence[Line]) -> dict[str, object]:
    """The table as a JSON Decision Model: the first line that fits answers."""
    columns = {
        "inputs": ("amount", "category", "person"),
        "outputs": ("days", "because", "because_en"),
    }
    content = {
        "hitPolicy": "first",
        "rules": [_rule(line) for line in table],
        **{
            side: [{"id": name, "name": name, "field": name} for name in names]
            for side, names in columns.items()
        },
    }
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            _node("question", "inputNode"),
            _node("table", "decisionTableNode") | {"content": content},
            _node("answer", "outputNode"),
        ],
        "edges": [
            {"id": target, "type": "edge", "sourceId": source, "targetId": target}
            for source, target in (("question", "table"), ("table", "answer"))
        ],
    }


def _node(name: str, kind: str) -> dict[str, object]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}


def _rule(line: Line) -> dict[str, str]:
    ends = {key: f"{fen // 100}.{fen % 100:02d}" for key, fen in line.bounds.items()}
    if len(ends) == 1:
        ((key, end),) = ends.items()
        amount = f"{ONE_SIDED[key]} {end}"
    else:
        (lower, first), (upper, last) = ends.items()
        amount = f"{OPENING[lower]}{first}..{last}{CLOSING[upper]}"
    return {
        "_id": str(line.number),
        "amount": amount,
        "category": f'"{line.category}"',
        "person": f'"{line.person}"',
        "days": str(line.number),
        "because": f'"{_because(line)}"',
        "because_en": f'"Line {line.number} of the table says so."',
    }


def questions(table: Sequence[Line], seed: int, count: int) -> list[dict[str, str]]:
    """Both sides of every bound, and then so many others, each case as often as any other."""
    random = Random(seed)
    at_bounds = [line.facts(fen) for line in table for fen in (line.least, line.most)]
    drawn = [random.choice(table) for _ in range(count)]
    return at_bounds + [line.facts(random.randint(line.least, line.most)) for line in drawn]
