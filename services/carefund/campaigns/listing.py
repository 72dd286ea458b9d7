"""The list of a campaign: who is on it, what looks like double aid, and whether it was seen so."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import select

from services.carefund.campaigns.opening import FOR_FESTIVALS
from services.carefund.lifecycle import State
from services.carefund.refusals_campaign import (
    ListChanged,
    ListDoubled,
    ListEmpty,
    ListUnready,
    ListUnresolved,
)
from services.carefund.store import Application, Resolution
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import NOTHING_CAME, Campaign
from services.carefund.wire import number
from services.chassis.work import Work

HOUSEHOLD, OTHER_CAMPAIGN, OTHER_CASE = "SAME_HOUSEHOLD", "OTHER_CAMPAIGN", "OTHER_CASE"
ROAD = (
    State.UNIT_REVIEW,
    State.PUBLICITY,
    State.OFFICE_REVIEW,
    State.APPROVAL,
    State.APPROVED,
    State.PAYING,
    State.PAY_RETURNED,
    State.PAID,
    State.CONFIRMED,
    State.CLAIMED_BACK,
)

Doubles = Mapping[str, Sequence[tuple[str, str]]]
"""Of each application what looks like double aid, and the other application."""


def print_of(rows: Sequence[Application]) -> str:
    """A print of a list, by who is on it, for how much, and where each stands."""
    lines = [f"{one.id} {one.version} {one.state} {amount(one)}" for one in rows]
    return sha256("\n".join(lines).encode()).hexdigest()


def amount(row: Application) -> int:
    """What stands for an application now: approved, or put forward, or asked for."""
    return row.approved_fen or row.proposed_fen or row.requested_fen


def require_seen(rows: Sequence[Application], seen: str) -> None:
    """Refuses with `ListChanged` unless the list is the one the caller saw."""
    if print_of(rows) != seen:
        raise ListChanged()


def standing_at(rows: Sequence[Application], state: State) -> list[Application]:
    """Those on which an act begins, if nobody on the list is behind; refuses otherwise."""
    behind = [one for one in rows if one.state != state and not _beyond(one, state)]
    if behind:
        raise ListUnready(applications=_named(behind))
    there = [one for one in rows if one.state == state]
    if not there:
        raise ListEmpty()
    return there


def _beyond(row: Application, state: State) -> bool:
    """Whether an application is past a state; publicity may come before or after approval."""
    if row.state not in ROAD:
        return False
    if row.state == State.PUBLICITY:
        return row.after_publicity == State.APPROVED and state is not State.APPROVED
    return ROAD.index(State(row.state)) > ROAD.index(state)


def doubles(work: Work, campaign: Campaign, rows: Sequence[Application]) -> Doubles:
    """What looks like double aid: husband and wife on one list, or the same member elsewhere."""
    festival = store.festival_campaigns(work.session, campaign.kind, campaign.festival_on.year)
    others = _elsewhere(work, campaign, festival, [one.member_id for one in rows])
    found: dict[str, list[tuple[str, str]]] = {}
    for one in rows:
        told = [(HOUSEHOLD, other.id) for other in rows if _married(one, other)]
        for other in others.get(one.member_id, ()):
            code = OTHER_CASE if not other.campaign_id else OTHER_CAMPAIGN
            told.append((code, other.id))
        if told:
            found[one.id] = told
    return found


def _married(one: Application, other: Application) -> bool:
    """Whether either named the other as husband or wife."""
    return one.spouse_id == other.member_id or other.spouse_id == one.member_id


def require_single(work: Work, campaign: Campaign, rows: Sequence[Application]) -> None:
    """Refuses with `ListDoubled` while anything on a list looks like double aid."""
    found = doubles(work, campaign, rows)
    if found:
        raise ListDoubled(applications=_named([one for one in rows if one.id in found]))


def require_resolved(rows: Sequence[Application], resolution: Resolution) -> None:
    """Refuses with `ListUnresolved` unless one resolution names everybody on a list."""
    named = resolution.application_ids.split()
    left = [one for one in rows if one.id not in named]
    if left:
        raise ListUnresolved(id=resolution.id, applications=_named(left))


def _elsewhere(
    work: Work, campaign: Campaign, festival: Collection[str], member_ids: Collection[str]
) -> Mapping[str, Sequence[Application]]:
    """Festival aid that these members have, or may get, beside a list: in another campaign for the
    same festival, or as a case of its own at the same time."""
    alone = (Application.campaign_id == "") & (
        Application.ended_at.is_(None) | (Application.drafted_at >= campaign.opened_at)
    )
    asked = select(Application).where(
        Application.member_id.in_(member_ids),
        Application.category.in_(FOR_FESTIVALS),
        Application.campaign_id != campaign.id,
        Application.campaign_id.in_(festival) | alone,
        Application.state.not_in([one.value for one in NOTHING_CAME]),
    )
    found: dict[str, list[Application]] = {}
    for one in work.session.scalars(asked.order_by(Application.year, Application.number)):
        found.setdefault(one.member_id, []).append(one)
    return found


def _named(rows: Sequence[Application]) -> str:
    return ", ".join(number(one) for one in rows)
