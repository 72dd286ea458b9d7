"""The ladder of approvals: which organizations must sign, and which person holds a rung today.

A rung is never waived. When its first holder is barred (it is his own case, or he has already
signed or filed it) or the post is vacant, the rung passes to the deputy, then to the others who may
sign, then to the superior organization (design rule "Nobody signs twice").
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

PRECEDENCE = (
    "SECRETARY",
    "DEPUTY_SECRETARY",
    "ORGANIZATION_COMMISSIONER",
    "ORGANIZER",
    "DIRECTOR",
    "OFFICER",
)
TITLES = {
    "SECRETARY": "书记",
    "DEPUTY_SECRETARY": "副书记",
    "ORGANIZATION_COMMISSIONER": "组织委员",
    "ORGANIZER": "组织员",
    "DIRECTOR": "组织部部长",
    "OFFICER": "组织部干事",
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who holds a post in an organization today, and so may come to sign for it."""

    person_id: str
    person_name: str
    post_id: str
    kind: str
    organization_id: str
    organization_name: str


@dataclass(frozen=True)
class Level:
    """One organization and its candidates; the superior's level comes next."""

    organization_id: str
    organization_name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Holding:
    """Who holds a rung, and why it passed over the others (empty for the first holder)."""

    holders: tuple[Candidate, ...]
    passed_on: str

    def of(self, person_id: str) -> Candidate | None:
        return next((one for one in self.holders if one.person_id == person_id), None)


OFFICE = ("DIRECTOR", "OFFICER")
OFFICE_FIRST = (*OFFICE, *(kind for kind in PRECEDENCE if kind not in OFFICE))
"""Who signs for the school committee itself: its organization department (组织部), by its rules."""


def _precedence(level: Level, own: bool) -> Sequence[str]:
    """In which order the posts of a level come; a rung of the school's own goes to its office."""
    office = own and any(one.kind in OFFICE for one in level.candidates)
    return OFFICE_FIRST if office else PRECEDENCE


def holding(levels: Sequence[Level], barred: Collection[str]) -> Holding | None:
    """Who holds a rung; None when everybody up to the school is barred or every post vacant."""
    passed: list[str] = []
    for level in levels:
        order = _precedence(level, own=level is levels[0])
        if not any(one.kind == order[0] for one in level.candidates):
            passed.append(f"{level.organization_name}{TITLES[order[0]]}空缺")
        for kind in order:
            tier = [one for one in level.candidates if one.kind == kind]
            free = tuple(one for one in tier if one.person_id not in barred)
            if free:
                return Holding(free, "；".join(passed))
            if tier:
                passed.append(f"{level.organization_name}{TITLES[kind]}回避")
    return None


def nearest(levels: Sequence[Level], barred: Collection[str]) -> Holding | None:
    """Everybody free at the nearest level that has somebody: whoever of them acts first."""
    passed: list[str] = []
    for level in levels:
        free = tuple(one for one in level.candidates if one.person_id not in barred)
        if free:
            return Holding(free, "；".join(passed))
        passed.append(f"{level.organization_name}{'回避' if level.candidates else '职务空缺'}")
    return None


def stands_on(levels: Sequence[Level], person_id: str) -> Candidate | None:
    """The nearest post a person holds on the way from an organization up to the school."""
    return next(
        (one for level in levels for one in level.candidates if one.person_id == person_id), None
    )


@dataclass(frozen=True)
class Signature:
    """One rung as it must be signed: what for, and by which organization ("" until named)."""

    acts: tuple[str, ...]
    organization_id: str
    organization_name: str


def merge(signatures: Sequence[Signature]) -> tuple[Signature, ...]:
    """Joins neighbouring rungs that one organization holds: one organization signs once.

    A directly subordinate branch (直属党支部) is branch and committee at once.
    """
    merged: list[Signature] = []
    for one in signatures:
        last = merged[-1] if merged else None
        if last and one.organization_id and last.organization_id == one.organization_id:
            merged[-1] = Signature(last.acts + one.acts, one.organization_id, one.organization_name)
        else:
            merged.append(one)
    return tuple(merged)
