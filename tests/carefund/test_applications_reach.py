"""Who may write an application down, see it, and be shown what is secret in it."""

import pytest

from tests.carefund.acts import Care, png
from tests.refusals import outcome

YES, NO, ROLE = "OK", "NOT_YOURS", "ROLE_NOT_ALLOWED"

REACH = {
    # who:        (draft, see, disclose) for a member of the branch 0101
    "s.secretary": (YES, YES, YES),
    "s.deputy": (YES, YES, YES),
    "s.commissioner": (YES, YES, YES),
    "a.secretary": (YES, YES, YES),
    "a.organizer": (YES, YES, YES),
    "director": (YES, YES, YES),
    "s2.secretary": (NO, NO, NO),
    "b.secretary": (NO, NO, NO),
    "t.secretary": (NO, NO, NO),
    "d.secretary": (NO, NO, NO),
    "outsider": (NO, NO, NO),
    "former": (ROLE, ROLE, ROLE),
    "inspector": (ROLE, YES, YES),
    "accountant": (ROLE, YES, ROLE),
    "cashier": (ROLE, YES, ROLE),
    "administrator": (ROLE, ROLE, ROLE),
    "service:hr": (ROLE, ROLE, ROLE),
    "service:student": (ROLE, ROLE, ROLE),
}


@pytest.mark.parametrize("who", REACH)
def test_reach(shared_care: Care, who: str) -> None:
    care = shared_care
    case = care.attach(care.draft())
    draft, see, disclose = REACH[who]
    assert outcome(lambda: care.draft(who=who)) == draft
    assert outcome(lambda: care.check(who=who)) == draft
    assert outcome(lambda: care.get(case, who)) == see
    assert outcome(lambda: care.disclose(case, who)) == disclose
    assert outcome(lambda: care.paper(case, case.evidence[0].id, who)) == disclose
    listed = outcome(lambda: care.listed(who))
    assert listed == (ROLE if see == ROLE else YES)
    if listed == YES:
        seen = {one.id for one in care.listed(who, page_size=200).applications}
        assert (case.id in seen) == (see == YES)
    assert outcome(lambda: care.attach(case, content=png(who), who=who)) == draft
    assert outcome(lambda: care.withdraw(care.get(case, "director"), who)) == draft


def test_a_direct_branch_is_its_own_committee(shared_care: Care) -> None:
    case = shared_care.draft("librarian", "d.secretary")
    assert case.branch_id == case.committee_id
    assert outcome(lambda: shared_care.get(case, "d.deputy")) == YES
    assert outcome(lambda: shared_care.get(case, "a.secretary")) == NO


def test_anybody_unknown_learns_nothing(shared_care: Care) -> None:
    case = shared_care.draft()
    assert outcome(lambda: shared_care.get(case, "")) == "UNAUTHENTICATED"
    assert outcome(lambda: shared_care.listed("")) == "UNAUTHENTICATED"
