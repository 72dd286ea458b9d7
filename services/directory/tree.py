"""The tree of organizations: what may stand below what, and how each stood on any day.

An organization is a line of dated versions. None is ever rewritten: a later one follows it, or
takes its place when both begin on the same day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Generic, Protocol, TypeVar

from services.chassis.errors import FieldFault, NotNow, Taken


class OrganizationKind(IntEnum):
    """What an organization is, numbered as in the .proto: superiors have the lower number."""

    SCHOOL_COMMITTEE = 1
    BRANCH_COMMITTEE = 2
    GENERAL_BRANCH = 3
    DIRECT_BRANCH = 4
    BRANCH = 5
    OUTSIDE = 6


SCHOOL = frozenset({OrganizationKind.SCHOOL_COMMITTEE})
COMMITTEES = frozenset({OrganizationKind.BRANCH_COMMITTEE, OrganizationKind.GENERAL_BRANCH})
SECOND_LEVEL = COMMITTEES | {OrganizationKind.DIRECT_BRANCH}
"""Answers to the school directly. A direct branch is a branch and a second level at once."""

# fmt: off
STANDS_BELOW: Mapping[OrganizationKind, frozenset[OrganizationKind]] = {
    OrganizationKind.SCHOOL_COMMITTEE: frozenset(),
    OrganizationKind.BRANCH_COMMITTEE: SCHOOL,
    OrganizationKind.GENERAL_BRANCH:   SCHOOL,
    OrganizationKind.DIRECT_BRANCH:    SCHOOL,
    OrganizationKind.BRANCH:           COMMITTEES,
    OrganizationKind.OUTSIDE:          frozenset(),
}

CALLED: Mapping[OrganizationKind, str] = {
    OrganizationKind.SCHOOL_COMMITTEE: "校党委",
    OrganizationKind.BRANCH_COMMITTEE: "分党委",
    OrganizationKind.GENERAL_BRANCH:   "党总支",
    OrganizationKind.DIRECT_BRANCH:    "直属党支部",
    OrganizationKind.BRANCH:           "党支部",
    OrganizationKind.OUTSIDE:          "校外党组织",
}
# fmt: on


class Misplaced(NotNow):
    zh = "{kind_zh}不能设在这里（所选上级：{parent_zh}）；它的上级应为：{fitting_zh}。"
    en = "A {kind} cannot stand there (chosen superior: {parent}); it stands below: {fitting}."


class SchoolFounded(Taken):
    zh = "学校已有校党委（{root}），全校只设一个；请在它之下设立组织。"
    en = "The school has its school committee already ({root}), and only one; found it below that."


class RootStays(NotNow):
    zh = "校党委（{organization}）是全校组织的根，不能撤销；名称有变请改名。"
    en = (
        "The school committee ({organization}) is the root and cannot be closed; rename it instead."
    )


class OrganizationClosed(NotNow):
    zh = "组织 {organization} 的最后一天是 {closed_on}，此后不能再变动；请改选仍存续的组织。"
    en = "Organization {organization} is closed, last day {closed_on}; choose one that is open."


class StillHasParts(NotNow):
    zh = "{on} 之后组织 {organization} 还有 {parts} 个下级组织或任职（如 {first}），请先调整。"
    en = "After {on} {organization} has {parts} parts or terms yet ({first}); move or end them."


class Backdated(NotNow):
    zh = "日期 {given} 太早：已经发生的事不能改写；请用 {earliest} 或以后的日期。"
    en = "{given} is too early, as what has been is not rewritten; give {earliest} or later."


def place(kind: OrganizationKind, parent: OrganizationKind | None) -> None:
    """Refuses with `Misplaced` unless an organization of this kind may stand below that one."""
    fitting = STANDS_BELOW[kind]
    if parent in fitting or (parent is None and not fitting):
        return
    raise Misplaced(
        FieldFault("parent_id", "请改选上级组织。", "Choose another superior."),
        kind=kind.name,
        kind_zh=CALLED[kind],
        parent=parent.name if parent else "none",
        parent_zh=CALLED[parent] if parent else "无",
        fitting=", ".join(each.name for each in sorted(fitting)) or "none",
        fitting_zh="、".join(CALLED[each] for each in sorted(fitting)) or "无",
    )


def not_before(field: str, given: date, *earliest: date) -> None:
    """Refuses with `Backdated` a day before any of these."""
    bound = max(earliest)
    if given < bound:
        fault = FieldFault(field, f"请填 {bound} 或以后的日期。", f"Give {bound} or later.")
        raise Backdated(fault, given=given, earliest=bound)


def open_through(organization_id: str, closed_on: date | None, last: date | None) -> None:
    """Refuses with `OrganizationClosed` what would outlast the organization; None has no end."""
    if closed_on is not None and (last is None or last > closed_on):
        raise OrganizationClosed(organization=organization_id, closed_on=closed_on)


def committee_of(organization_id: str, kind: OrganizationKind, parent_id: str | None) -> str:
    """The second-level organization this one belongs to: itself, its superior, or none ("")."""
    if kind in SECOND_LEVEL:
        return organization_id
    return parent_id or "" if kind is OrganizationKind.BRANCH else ""


class Version(Protocol):
    """How an organization stands from a day on."""

    @property
    def number(self) -> int: ...

    @property
    def since(self) -> date: ...

    @property
    def parent_id(self) -> str | None: ...


Dated = TypeVar("Dated", bound=Version)
Held = TypeVar("Held")


@dataclass(frozen=True)
class Span(Generic[Held]):
    """The days a version was in force; `last` is None while nothing follows."""

    version: Held
    first: date
    last: date | None

    def meets(self, first: date, last: date | None) -> bool:
        """Whether any day belongs to both."""
        return (self.last is None or first <= self.last) and (last is None or self.first <= last)


def spans(versions: Sequence[Dated], closed_on: date | None) -> list[Span[Dated]]:
    """The days each version was in force, oldest first; one replaced on its first day has none."""
    found: list[Span[Dated]] = []
    last = closed_on
    for version in sorted(versions, key=lambda each: each.number, reverse=True):
        if last is None or version.since <= last:
            found.append(Span(version, version.since, last))
            last = version.since - timedelta(days=1)
    return found[::-1]


def in_force(versions: Iterable[Dated], on: date) -> Dated | None:
    """The version in force on a day; None before the first."""
    begun = (version for version in versions if version.since <= on)
    return max(begun, key=lambda each: each.number, default=None)


def stands_below_after(
    versions: Sequence[Version], closed_on: date | None, parent_id: str, on: date
) -> bool:
    """Whether an organization stands below that one on any day after a day."""
    return any(
        span.version.parent_id == parent_id and span.meets(on + timedelta(days=1), None)
        for span in spans(versions, closed_on)
    )


def in_cycles(parents: Mapping[str, str | None]) -> list[str]:
    """The organizations that are, on one day, their own superiors."""
    found = []
    for start in parents:
        seen = {start}
        above = parents[start]
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == start:
            found.append(start)
    return found
