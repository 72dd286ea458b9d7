"""Posts and terms: which post fits where, who comes first in signing, what a post opens."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from typing import Protocol

from services.chassis.errors import FieldFault, Forbidden, NotNow
from services.directory.tree import CALLED, OrganizationKind


class PostKind(IntEnum):
    """A post, numbered as in the .proto; the lower number comes first in signing."""

    SECRETARY = 1
    DEPUTY_SECRETARY = 2
    ORGANIZATION_COMMISSIONER = 3
    ORGANIZER = 4
    DIRECTOR = 5
    OFFICER = 6
    INSPECTOR = 7
    ADMINISTRATOR = 8
    ACCOUNTANT = 9
    CASHIER = 10


LEADING = frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY})
WATCHING = frozenset({PostKind.INSPECTOR, PostKind.ADMINISTRATOR})
FINANCE = frozenset({PostKind.ACCOUNTANT, PostKind.CASHIER})
"""They never act for an organization, so they are in no order of signing."""

SIGNING = frozenset(PostKind) - WATCHING - FINANCE
ONE_HOLDER = frozenset({PostKind.SECRETARY})
OFFICE = LEADING | {PostKind.DIRECTOR, PostKind.OFFICER}

# fmt: off
FITTING: Mapping[OrganizationKind, frozenset[PostKind]] = {
    OrganizationKind.SCHOOL_COMMITTEE: OFFICE | WATCHING | FINANCE,
    OrganizationKind.BRANCH_COMMITTEE: LEADING | {PostKind.ORGANIZER},
    OrganizationKind.GENERAL_BRANCH:   LEADING | {PostKind.ORGANIZER},
    OrganizationKind.DIRECT_BRANCH:    LEADING | {PostKind.ORGANIZATION_COMMISSIONER,
                                                  PostKind.ORGANIZER},
    OrganizationKind.BRANCH:           LEADING | {PostKind.ORGANIZATION_COMMISSIONER},
    OrganizationKind.OUTSIDE:          frozenset(),
}

POST_CALLED: Mapping[PostKind, str] = {
    PostKind.SECRETARY:                 "书记",
    PostKind.DEPUTY_SECRETARY:          "副书记",
    PostKind.ORGANIZATION_COMMISSIONER: "组织委员",
    PostKind.ORGANIZER:                 "组织员",
    PostKind.DIRECTOR:                  "组织部部长",
    PostKind.OFFICER:                   "组织部干事",
    PostKind.INSPECTOR:                 "纪检审计人员",
    PostKind.ADMINISTRATOR:             "系统管理员",
    PostKind.ACCOUNTANT:                "会计",
    PostKind.CASHIER:                   "出纳",
}

ROLES: Mapping[OrganizationKind, frozenset[str]] = {
    OrganizationKind.BRANCH_COMMITTEE: frozenset({"ROLE_COMMITTEE"}),
    OrganizationKind.GENERAL_BRANCH:   frozenset({"ROLE_COMMITTEE"}),
    OrganizationKind.DIRECT_BRANCH:    frozenset({"ROLE_BRANCH", "ROLE_COMMITTEE"}),
    OrganizationKind.BRANCH:           frozenset({"ROLE_BRANCH"}),
}
"""What a post entitles to, below the school; in the school it depends on the post."""

SCHOOL_ROLES: Mapping[PostKind, frozenset[str]] = {
    **dict.fromkeys(OFFICE, frozenset({"ROLE_OFFICE"})),
    PostKind.INSPECTOR:     frozenset({"ROLE_INSPECTOR"}),
    PostKind.ADMINISTRATOR: frozenset({"ROLE_ADMINISTRATOR"}),
    **dict.fromkeys(FINANCE, frozenset({"ROLE_FINANCE"})),
}
# fmt: on

NEEDED: Mapping[str, tuple[str, str]] = {
    "ROLE_OFFICE": ("组织部（书记、副书记、部长、干事）", "organization department"),
    "ROLE_ADMINISTRATOR": ("系统管理员", "post of administrator"),
}
"""Roles the school must never be without."""


class PostMisfits(NotNow):
    zh = "{organization_kind_zh}不设“{post_zh}”一职；可任命的职务：{fitting_zh}。"
    en = "A {organization_kind} has no post of {post}; its posts are: {fitting}."


class PostHeld(NotNow):
    zh = "这段时间已有人任此职（{holding}，{since} 至 {until}）；请先结束该任期，或改日期。"
    en = (
        "The post is held then ({holding}, {since} to {until}); end that term, or change the dates."
    )


class SelfAppointment(Forbidden):
    zh = "不能任命自己；请由组织部其他同志办理。"
    en = "Nobody appoints himself; ask a colleague of the organization department."


class TermEmpty(NotNow):
    zh = "任期的最后一天（{until}）早于第一天（{since}）；请更正日期。"
    en = "The term would end ({until}) before it begins ({since}); mend the dates."


class TermOver(NotNow):
    zh = "此任期已定于 {until} 结束，不能延后；如继续任职，请从次日起重新任命。"
    en = "This term ends on {until} and is not made longer; appoint anew from the day after."


class TermVoid(NotNow):
    zh = "此任职（{post}）在开始前已撤销，无需再结束；如需任职，请重新任命。"
    en = "This appointment ({post}) was taken back before it began; there is nothing to end."


class LastOfOffice(NotNow):
    zh = "此后将有日子无人任职于{needed_zh}，学校将无法办理业务；请先任命接任者（不设截止日期）。"
    en = "There would be days with nobody for the {needed}; first appoint a successor without end."


class Term(Protocol):
    """A post somebody holds for a time; both days belong to it, and None has no end."""

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> PostKind: ...

    @property
    def person_id(self) -> str: ...

    @property
    def held_from(self) -> date: ...

    @property
    def held_until(self) -> date | None: ...


def fit(post: PostKind, kind: OrganizationKind) -> None:
    """Refuses with `PostMisfits` unless such an organization has such a post."""
    fitting = FITTING[kind]
    if post in fitting:
        return
    raise PostMisfits(
        FieldFault("kind", "请改选职务。", "Choose another post."),
        post=post.name,
        post_zh=POST_CALLED[post],
        organization_kind=kind.name,
        organization_kind_zh=CALLED[kind],
        fitting=", ".join(each.name for each in sorted(fitting)) or "none",
        fitting_zh="、".join(POST_CALLED[each] for each in sorted(fitting)) or "无",
    )


def not_empty(field: str, first: date, last: date | None) -> None:
    """Refuses with `TermEmpty` a term that ends before it begins."""
    if last is not None and last < first:
        fault = FieldFault(field, f"请填 {first} 或以后的日期。", f"Give {first} or later.")
        raise TermEmpty(fault, since=first, until=last)


def not_longer(given: date, held_until: date | None) -> None:
    """Refuses with `TermOver` an end later than the one already set."""
    if held_until is not None and given > held_until:
        raise TermOver(until=held_until)


def leave_nobody_out(ended: Term, last: date, today: date, others: Iterable[Term]) -> None:
    """Refuses with `LastOfOffice` an end after which the school could not mend itself.

    Only the office appoints, only an administrator lets people in: on every day to come there must
    be one of each, or nobody could ever enter one again.
    """
    role = SCHOOL_ROLES[ended.kind]
    if not role & NEEDED.keys():
        return
    same = [one for one in others if one.id != ended.id and SCHOOL_ROLES[one.kind] == role]
    first = max(last + timedelta(days=1), today)
    if not _always(first, same):
        zh, en = NEEDED[next(iter(role))]
        raise LastOfOffice(needed_zh=zh, needed=en)


def _always(first: date, terms: Iterable[Term]) -> bool:
    """Whether terms together hold on every day from a first one."""
    for term in sorted(terms, key=lambda one: one.held_from):
        if term.held_from > first:
            return False
        if term.held_until is None:
            return True
        first = max(first, term.held_until + timedelta(days=1))
    return False


def overlap(one: Term, other: Term) -> bool:
    """Whether two terms have a day in common."""
    return (one.held_until is None or other.held_from <= one.held_until) and (
        other.held_until is None or one.held_from <= other.held_until
    )


def clash(one: Term, other: Term) -> bool:
    """Whether two terms in one organization exclude each other.

    A secretary is the only one; any other post may be held by several people, once by each.
    """
    return (
        one.kind is other.kind
        and (one.kind in ONE_HOLDER or one.person_id == other.person_id)
        and overlap(one, other)
    )


def make_room(new: Term, others: Iterable[Term]) -> None:
    """Refuses with `PostHeld` a term that clashes with another of the same organization."""
    for other in others:
        if other.id != new.id and clash(new, other):
            until = other.held_until or "…"
            raise PostHeld(holding=other.id, since=other.held_from, until=until)


def roles_of(post: PostKind, kind: OrganizationKind) -> frozenset[str]:
    """The roles a post entitles to; none, if the organization should not have it."""
    if post not in FITTING[kind]:
        return frozenset()
    return SCHOOL_ROLES[post] if kind is OrganizationKind.SCHOOL_COMMITTEE else ROLES[kind]


def opens_all(post: PostKind, kind: OrganizationKind) -> bool:
    """Whether a post opens the business of the whole school."""
    return bool(roles_of(post, kind) & {"ROLE_OFFICE", "ROLE_INSPECTOR", "ROLE_FINANCE"})


def opens_own(post: PostKind, kind: OrganizationKind) -> bool:
    """Whether a post opens the business of its organization and all below."""
    return bool(roles_of(post, kind) & {"ROLE_BRANCH", "ROLE_COMMITTEE"})
