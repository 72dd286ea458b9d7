"""Which post fits where, what it opens, and which terms exclude each other."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangwu.directory.v1 import authority_pb2
from dangwu.v1 import options_pb2
from services.chassis.ladder import PRECEDENCE
from services.directory import terms
from services.directory.terms import FITTING, SIGNING, PostHeld, PostKind, PostMisfits
from services.directory.tree import OrganizationKind

SCHOOL, COMMITTEE, GENERAL, DIRECT, BRANCH, OUTSIDE = OrganizationKind
FIRST = date(2026, 1, 1)

# fmt: off
ENTITLES = {
    (SCHOOL, "SECRETARY"):                 (["ROLE_OFFICE"], "all"),
    (SCHOOL, "DEPUTY_SECRETARY"):          (["ROLE_OFFICE"], "all"),
    (SCHOOL, "DIRECTOR"):                  (["ROLE_OFFICE"], "all"),
    (SCHOOL, "OFFICER"):                   (["ROLE_OFFICE"], "all"),
    (SCHOOL, "INSPECTOR"):                 (["ROLE_INSPECTOR"], "all"),
    (SCHOOL, "ADMINISTRATOR"):             (["ROLE_ADMINISTRATOR"], "nothing"),
    (SCHOOL, "ACCOUNTANT"):                (["ROLE_FINANCE"], "all"),
    (SCHOOL, "CASHIER"):                   (["ROLE_FINANCE"], "all"),
    (COMMITTEE, "SECRETARY"):              (["ROLE_COMMITTEE"], "own"),
    (COMMITTEE, "DEPUTY_SECRETARY"):       (["ROLE_COMMITTEE"], "own"),
    (COMMITTEE, "ORGANIZER"):              (["ROLE_COMMITTEE"], "own"),
    (GENERAL, "SECRETARY"):                (["ROLE_COMMITTEE"], "own"),
    (GENERAL, "DEPUTY_SECRETARY"):         (["ROLE_COMMITTEE"], "own"),
    (GENERAL, "ORGANIZER"):                (["ROLE_COMMITTEE"], "own"),
    (DIRECT, "SECRETARY"):                 (["ROLE_BRANCH", "ROLE_COMMITTEE"], "own"),
    (DIRECT, "DEPUTY_SECRETARY"):          (["ROLE_BRANCH", "ROLE_COMMITTEE"], "own"),
    (DIRECT, "ORGANIZATION_COMMISSIONER"): (["ROLE_BRANCH", "ROLE_COMMITTEE"], "own"),
    (DIRECT, "ORGANIZER"):                 (["ROLE_BRANCH", "ROLE_COMMITTEE"], "own"),
    (BRANCH, "SECRETARY"):                 (["ROLE_BRANCH"], "own"),
    (BRANCH, "DEPUTY_SECRETARY"):          (["ROLE_BRANCH"], "own"),
    (BRANCH, "ORGANIZATION_COMMISSIONER"): (["ROLE_BRANCH"], "own"),
}
# fmt: on


@dataclass(frozen=True)
class Term:
    id: str
    person_id: str
    kind: PostKind
    held_from: date
    held_until: date | None

    def days(self) -> set[int]:
        last = self.held_until or FIRST + timedelta(days=99)
        return set(range(self.held_from.toordinal(), last.toordinal() + 1))


def test_posts_are_those_of_the_proto() -> None:
    names = {f"POST_KIND_{kind.name}": kind.value for kind in PostKind}
    proto = dict(authority_pb2.PostKind.items())
    assert names == {name: number for name, number in proto.items() if number}


@pytest.mark.parametrize("post", PostKind, ids=str)
@pytest.mark.parametrize("kind", OrganizationKind, ids=str)
def test_a_post_fits_and_entitles_by_the_table(kind: OrganizationKind, post: PostKind) -> None:
    roles, opens = ENTITLES.get((kind, post.name), ([], "nothing"))
    assert sorted(terms.roles_of(post, kind)) == roles
    assert terms.opens_all(post, kind) == (opens == "all")
    assert terms.opens_own(post, kind) == (opens == "own")
    if roles:
        terms.fit(post, kind)
        return
    with pytest.raises(PostMisfits) as refusal:
        terms.fit(post, kind)
    assert all(fitting.name in refusal.value.sentence_en for fitting in FITTING[kind])


def test_every_role_is_one_of_the_proto() -> None:
    roles = {role for names, _ in ENTITLES.values() for role in names}
    assert roles <= set(options_pb2.Role.keys())


def test_signing_goes_in_the_order_that_the_ladder_knows() -> None:
    assert [kind.name for kind in sorted(SIGNING)] == list(PRECEDENCE)


kinds = st.sampled_from([PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY])
starts = st.integers(0, 20).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def held(draw: st.DrawFn, name: str) -> Term:
    first = draw(starts)
    lasting = draw(st.none() | st.integers(0, 20))
    last = None if lasting is None else first + timedelta(days=lasting)
    return Term(name, draw(st.sampled_from(["p-1", "p-2"])), draw(kinds), first, last)


@given(held("h-1"), held("h-2"))
def test_terms_overlap_if_they_share_a_day(one: Term, other: Term) -> None:
    assert terms.overlap(one, other) == bool(one.days() & other.days())


@given(held("h-1"), held("h-2"))
def test_there_is_one_secretary_at_a_time_and_nobody_is_deputy_twice(
    one: Term, other: Term
) -> None:
    shares = one.kind is other.kind and bool(one.days() & other.days())
    clash = shares and (one.kind is PostKind.SECRETARY or one.person_id == other.person_id)
    assert terms.clash(one, other) == terms.clash(other, one) == clash
    if clash:
        with pytest.raises(PostHeld) as refusal:
            terms.make_room(one, [other])
        assert refusal.value.details["holding"] == "h-2"
    else:
        terms.make_room(one, [other])


def test_a_successor_begins_on_the_day_after() -> None:
    last = date(2026, 5, 31)
    old = Term("h-1", "p-1", PostKind.SECRETARY, FIRST, last)
    new = Term("", "p-2", PostKind.SECRETARY, last + timedelta(days=1), None)
    terms.make_room(new, [old])
    with pytest.raises(PostHeld):
        terms.make_room(Term("", "p-2", PostKind.SECRETARY, last, None), [old])
