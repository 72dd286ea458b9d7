"""A published edition as a draft to begin the next one from: undated, with tests beside it.

The tests say what the edition answers today, so whoever changes a case must change its tests too,
knowingly.
"""

from collections.abc import Iterator, Mapping

from services.rules.edition import Case, Edition, Unit
from services.rules.facts import Value
from services.rules.proofs.coverage import grid_of
from services.rules.text import canon

MOST_TESTS = 40
"""Up to here every question that can make a difference is a test; beyond, one for each case."""


def draft_of(edition: Edition) -> str:
    """YAML that `ProposeEdition` would take, were the edition not published already.

    Nothing for an edition of the first format: it lacks what a draft must say.
    """
    if edition.first_format:
        return ""
    lines = [line for line in canon.lines(edition) if not line.startswith("    published:")]
    return "\n".join([*lines, *_tests(edition)]) + "\n"


def _tests(edition: Edition) -> Iterator[str]:
    if edition.unit is Unit.CALENDAR:
        return
    yield "    tests:"
    grid = grid_of(edition.asks, edition.cases)
    met: set[int] = set()
    for facts in grid.questions():
        case = edition.case_for(facts)
        if len(grid) <= MOST_TESTS or case.number not in met:
            met.add(case.number)
            yield f"      - {_test(edition, case, facts)}"


def _test(edition: Edition, case: Case, facts: Mapping[str, Value]) -> str:
    given = canon.flow({fact: canon.fact(edition.asks[fact], v) for fact, v in facts.items()})
    answer = case.answer(facts)
    if answer is None:
        return canon.flow({"given": given, "needs_human": "true"})
    return canon.flow({"given": given, "then": canon.answer(answer, edition.unit)})
