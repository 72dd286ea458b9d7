"""Giving out places: the branches there are, who is on their rolls, and what the rules say."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dangwu.carefund.v1 import campaign_pb2, campaigning_pb2
from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.carefund import ruling
from services.carefund.campaigns import quotas
from services.carefund.campaigns.quotas import Choice, Given, Terms, Unit
from services.carefund.refusals import RuleUndecided
from services.carefund.refusals_campaign import ListFixed, SeatsTaken, SeatsUnfit
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign, Seat
from services.chassis.work import Work

PAGE = 200
BRANCHES = (
    organization_pb2.ORGANIZATION_KIND_BRANCH,
    organization_pb2.ORGANIZATION_KIND_DIRECT_BRANCH,
)
STUDENTS = (
    member_pb2.MEMBER_CATEGORY_UNDERGRADUATE,
    member_pb2.MEMBER_CATEGORY_MASTER,
    member_pb2.MEMBER_CATEGORY_DOCTORAL,
)
RETIRED = member_pb2.MEMBER_CATEGORY_RETIRED
MOST_MEMBERS = 10_000
"""The most the book of steps asks about."""


def manner_of(work: Work) -> str:
    """How places are given out, by the school's rule."""
    return ruling.decided(work, "carefund/quota_rule").word


def allotted(
    work: Work, campaign: Campaign, request: campaigning_pb2.AllotSeatsRequest
) -> tuple[str, list[Seat]]:
    """The manner, and the places of every branch there is today; refuses otherwise."""
    if campaign.proposed_on is not None:
        raise ListFixed(id=campaign.id, on=campaign.proposed_on)
    manner, found = manner_of(work), units(work)
    steps = _steps(work, found) if manner == quotas.STEPPED else {}
    given = quotas.given(manner, found, steps, _terms(request))
    seats = {one: each.seats for one, each in given.items()}
    if request.total:
        ruling.decided(work, "carefund/quota_split")
        seats = quotas.split(seats, request.total)
    _require_room(work, campaign, found, seats)
    return manner, [_seat(campaign, one, seats[one.id], given[one.id]) for one in found]


def units(work: Work) -> Sequence[Unit]:
    """Every branch of the school as it stands today, with the members on its roll."""
    there = _branches(work)
    count: Mapping[str, Counter[int]] = _roll(work)
    return [
        Unit(
            id=one.id,
            name=one.name,
            committee_id=one.committee_id or one.id,
            members=count[one.id].total(),
            students=sum(count[one.id][kind] for kind in STUDENTS),
            retired=count[one.id][RETIRED],
        )
        for one in there
    ]


def manner_number(word: str) -> int:
    return campaign_pb2.QuotaManner.Value(f"QUOTA_MANNER_{word.upper()}")


def _branches(work: Work) -> list[organization_pb2.Organization]:
    found: list[organization_pb2.Organization] = []
    token = ""
    while True:
        page: organization_pb2.ListOrganizationsResponse = work.ask(
            organization_pb2.ListOrganizationsRequest(
                on=work.today.isoformat(), page_size=PAGE, page_token=token
            )
        )
        found += [one for one in page.organizations if one.kind in BRANCHES and not one.closed_on]
        token = page.next_page_token
        if not token:
            return found


def _roll(work: Work) -> Mapping[str, Counter[int]]:
    """How many members of each category every branch has."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    token = ""
    while True:
        page: member_pb2.ListMembersResponse = work.ask(
            roll_pb2.ListMembersRequest(page_size=PAGE, page_token=token)
        )
        for one in page.members:
            found[one.organization_id][one.category] += 1
        token = page.next_page_token
        if not token:
            return found


def _steps(work: Work, found: Sequence[Unit]) -> dict[str, int | None]:
    """What the book of steps gives each branch; None where it leaves a branch to people."""
    return {one.id: _step(work, one.person, min(one.counted, MOST_MEMBERS)) for one in found}


def _step(work: Work, person: str, members: int) -> int | None:
    try:
        answer = ruling.decided(work, "carefund/quota_seats", person=person, members=str(members))
    except RuleUndecided:
        return None
    return answer.count


def _terms(request: campaigning_pb2.AllotSeatsRequest) -> Terms:
    """What the request decides; refuses with `SeatsUnfit` a branch or tier decided twice."""
    named = Counter([one.organization_id for one in request.choices])
    named.update(one.name for one in request.tiers)
    if twice := [name for name, times in named.items() if times > 1]:
        raise SeatsUnfit(units=", ".join(twice))
    return Terms(
        each=request.each,
        least=request.least,
        most=request.most,
        tiers={one.name: one.seats for one in request.tiers},
        choices={one.organization_id: Choice(one.seats, one.tier) for one in request.choices},
    )


def _require_room(
    work: Work, campaign: Campaign, found: Sequence[Unit], seats: Mapping[str, int]
) -> None:
    """Nobody who was put forward loses his place by giving out anew."""
    taken = store.taken(store.nominees(work.session, campaign.id))
    names = {one.id: one.name for one in found}
    short = [names.get(one, one) for one, used in taken.items() if used > seats.get(one, 0)]
    if short:
        raise SeatsTaken(units="、".join(sorted(short)))


def _seat(campaign: Campaign, one: Unit, seats: int, given: Given) -> Seat:
    return Seat(
        campaign_id=campaign.id,
        organization_id=one.id,
        organization_name=one.name,
        committee_id=one.committee_id,
        members=one.members,
        students=one.students,
        person=one.person,
        seats=seats,
        by_people=given.by_people,
    )
