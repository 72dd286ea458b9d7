"""What may stand below what, and what follows from the place."""

import pytest

from dangwu.directory.v1 import organization_pb2
from services.directory.tree import (
    STANDS_BELOW,
    Misplaced,
    OrganizationKind,
    committee_of,
    in_cycles,
    place,
)

SCHOOL, COMMITTEE, GENERAL, DIRECT, BRANCH, OUTSIDE = OrganizationKind
FITS = {
    (SCHOOL, None),
    (COMMITTEE, SCHOOL),
    (GENERAL, SCHOOL),
    (DIRECT, SCHOOL),
    (BRANCH, COMMITTEE),
    (BRANCH, GENERAL),
    (OUTSIDE, None),
}


def test_kinds_are_those_of_the_proto() -> None:
    names = {f"ORGANIZATION_KIND_{kind.name}": kind.value for kind in OrganizationKind}
    proto = dict(organization_pb2.OrganizationKind.items())
    assert names == {name: number for name, number in proto.items() if number}


@pytest.mark.parametrize("parent", [None, *OrganizationKind], ids=str)
@pytest.mark.parametrize("kind", OrganizationKind, ids=str)
def test_each_kind_stands_below_its_own_superiors_and_no_others(
    kind: OrganizationKind, parent: OrganizationKind | None
) -> None:
    if (kind, parent) in FITS:
        place(kind, parent)
        return
    with pytest.raises(Misplaced) as refusal:
        place(kind, parent)
    assert [fault.field for fault in refusal.value.faults] == ["parent_id"]
    for fitting in STANDS_BELOW[kind]:
        assert fitting.name in refusal.value.sentence_en


def test_a_superior_always_has_the_lower_number_so_that_lists_show_it_first() -> None:
    assert all(parent < kind for kind, parents in STANDS_BELOW.items() for parent in parents)


@pytest.mark.parametrize(
    ("kind", "parent_id", "committee"),
    [
        (SCHOOL, None, ""),
        (COMMITTEE, "o-root", "o-me"),
        (GENERAL, "o-root", "o-me"),
        (DIRECT, "o-root", "o-me"),
        (BRANCH, "o-committee", "o-committee"),
        (OUTSIDE, None, ""),
    ],
)
def test_a_second_level_is_its_own_committee(
    kind: OrganizationKind, parent_id: str | None, committee: str
) -> None:
    assert committee_of("o-me", kind, parent_id) == committee


def test_a_cycle_is_found_and_what_hangs_from_it_is_not_called_one() -> None:
    assert in_cycles({"a": "b", "b": "a", "c": "a", "d": None, "e": "d"}) == ["a", "b"]
    assert in_cycles({"a": "a"}) == ["a"]
    assert in_cycles({"a": "gone"}) == []
