"""Taking a step in an application: who may, in which state, and what is kept of it."""

from collections.abc import Mapping
from datetime import date, datetime

from dangwu.carefund.v1 import request_pb2
from services.carefund import due, duties, holding, sight, store
from services.carefund.lifecycle import (
    BY_LIST,
    CALLED,
    ENDS,
    HELD_BY_OBJECTION,
    IN_HANDS_OF,
    PART_CALLED,
    STEPS,
    Part,
    Side,
    State,
    Step,
)
from services.carefund.refusals import (
    DutiesClash,
    NotAccountant,
    NotCashier,
    OwnCase,
    WrongState,
)
from services.carefund.refusals_campaign import CampaignListed
from services.carefund.refusals_publicity import ObjectionOpen, ObjectionUpheld
from services.carefund.store import Application, Played, campaigns, notices
from services.chassis import etags
from services.chassis.civil import shanghai_date
from services.chassis.work import Work

FINANCE = {"ACCOUNTANT": NotAccountant, "CASHIER": NotCashier}
NEW_ROUND = frozenset({"return", "reopen"})
ROUND_BEGINS = frozenset({"submit", "reopen"})


def on_application(step: str, id: str, etag: str, work: Work) -> Application:
    """The application with this id, on which the caller may take a step now, having read it as it
    stands; refuses otherwise. All that the reply will need is asked here."""
    application = store.get_application(work.session, id)
    sight.require(work, application)
    if step in BY_LIST:
        require_alone(work, application)
    require_step(step, application, etag, work)
    return application


def require_alone(work: Work, application: Application) -> None:
    """Refuses with `CampaignListed` what is on the list of a campaign that is not over: one
    resolution passes the whole list, and nobody on it is decided beside it (P-20)."""
    if not application.campaign_id:
        return
    campaign = campaigns.get_campaign(work.session, application.campaign_id)
    if campaign.closed_on is None:
        raise CampaignListed(application=application.id, campaign=campaign.id)


def late(work: Work, id: str, usual: str, after_emergency: str) -> str:
    """Which of two steps an act is: after an emergency approval it makes good what is owed."""
    application = store.get_application(work.session, id)
    owing = application.hastened and State(application.state) in STEPS[after_emergency].since
    return after_emergency if owing else usual


def require_step(step: str, application: Application, etag: str, work: Work) -> None:
    """Refuses unless the caller may take this step in an application he may see."""
    one = STEPS[step]
    if work.actor.id == application.member_id:
        raise OwnCase()
    require_state(one, application)
    # Before whose turn it is: who comes second is told to read again, not that he had no right.
    etags.check(etag, application.version)
    require_side(one.side or IN_HANDS_OF[State(application.state)], application, work)
    require_duties(work, application, duties.part_in(one, State(application.state)))
    require_undisputed(work, one.name, application)
    foresee(work, application)


def require_undisputed(work: Work, step: str, application: Application) -> None:
    """Refuses with `ObjectionOpen` or `ObjectionUpheld` what an objection holds up."""
    if step not in HELD_BY_OBJECTION:
        return
    require_settled(work, application)
    if upheld_on(application) is not None:
        raise ObjectionUpheld(application=application.id)


def require_settled(work: Work, application: Application) -> None:
    """Refuses with `ObjectionOpen` while an objection has no outcome."""
    if found := notices.open_objection(work.session, application.id):
        number = f"{found.year}-{found.number:04d}"
        raise ObjectionOpen(application=application.id, number=number)


def upheld_on(application: Application) -> date | None:
    """The day an objection was upheld when the money was out already; None without one."""
    now = round_of(application)
    days = [one.taken_at for one in application.parts if one.step == "uphold" and one.round == now]
    return shanghai_date(days[0]) if days else None


def require_state(step: Step, application: Application) -> None:
    """Refuses with `WrongState` where a step does not begin."""
    state = State(application.state)
    if state not in step.since:
        expected = sorted(step.since)
        raise WrongState(
            id=application.id,
            step=step.name,
            state=state.name,
            state_zh=CALLED[state],
            expected=", ".join(one.name for one in expected),
            expected_zh="、".join(CALLED[one] for one in expected),
        )


def require_side(side: Side, application: Application, work: Work) -> None:
    """Refuses unless the caller holds a post whose turn it is, there or above: a unit where nobody
    is free leaves the case to its superior. Who of the signers comes first is the ladder's to say.
    """
    if side in (Side.ACCOUNTANT, Side.CASHIER):
        require_finance(work, side.name)
        return
    ranks = holding.levels(work, application.committee_id)
    if side is Side.BRANCH:
        ranks = holding.levels(work, application.branch_id)
    elif side is not Side.COMMITTEE:
        ranks = ranks[-1:]
    holding.require_among(work, ranks)


def require_finance(work: Work, kind: str) -> None:
    """Refuses with `NotAccountant` or `NotCashier` unless the caller holds that post today."""
    for post in work.actor.posts:
        if post.kind.removeprefix("POST_KIND_") == kind:
            work.under(post)
            return
    raise FINANCE[kind]()


def require_duties(work: Work, application: Application, part: Part) -> None:
    """Refuses with `DutiesClash` where the caller's parts in a case may not be one person's."""
    if work.actor.id == application.member_id:
        raise OwnCase()
    require_apart(work, parts_played(work, application), part)


def require_apart(work: Work, cast: Mapping[str, set[Part]], part: Part) -> None:
    """Refuses with `DutiesClash`, naming the two parts, where the caller may not play this one."""
    played = duties.clash(cast, work.actor.id, part)
    if played is not None:
        (one_zh, one), (other_zh, other) = PART_CALLED[played], PART_CALLED[part]
        raise DutiesClash(
            one=one, other=other, one_zh=one_zh, other_zh=other_zh, parts=f"{played}, {part}"
        )


def parts_played(work: Work, application: Application) -> Mapping[str, set[Part]]:
    """Who has which parts in a case: by what he did in it, and by whose case it is."""
    played = whose(application.member_id, plea_of(work, application))
    for one in application.parts:
        played.setdefault(one.person_id, set()).add(Part(one.part))
    return played


def whose_case(work: Work, application: Application) -> set[str]:
    """Who gains by a case: the member and the relatives he named."""
    return set(whose(application.member_id, plea_of(work, application)))


def whose(member_id: str, plea: request_pb2.Plea) -> dict[str, set[Part]]:
    """Whose case it is: the member's own, and that of his relatives who hold posts here."""
    played = {member_id: {Part.APPLICANT}}
    for person_id in {*plea.relatives, plea.spouse_id} - {"", member_id}:
        played[person_id] = {Part.RELATIVE}
    return played


def plea_of(work: Work, application: Application) -> request_pb2.Plea:
    """What an application pleads, opened."""
    opened = work.sealer.open_bytes(application.plea, "application", "plea", application.id)
    return request_pb2.Plea.FromString(opened)


def round_of(application: Application) -> int:
    """Which round a case is in: a return or an objection upheld begins another."""
    return 1 + sum(one.step in NEW_ROUND for one in application.parts)


def begun_at(application: Application) -> datetime | None:
    """The instant this round of a case was put before the branch; None while it is being written.
    What was said in an earlier round was of another plea, and stands behind nothing in this one."""
    begun = None
    for one in application.parts:
        if one.step in ROUND_BEGINS:
            begun = one.taken_at
        elif one.step == "return":
            begun = None
    return begun


def begun_on(application: Application) -> date | None:
    """The day of it."""
    begun = begun_at(application)
    return shanghai_date(begun) if begun is not None else None


def foresee(work: Work, application: Application) -> None:
    """Asks, before the lock, what taking a step and showing the case afterwards will need."""
    holding.caller_name(work)
    due.foresee(work, application)


def take(
    step: str, application: Application, work: Work, to: State | None = None, note: str = ""
) -> None:
    """Takes a step in a case: who played which part is kept, and where the case stands now.

    `to` is the state it goes to where the step itself does not say; without either it stays.
    """
    one = STEPS[step]
    record(work, application, one.name, duties.part_in(one, State(application.state)), note)
    move(application, work, to or one.to)
    work.about(application.id)


def record(work: Work, application: Application, step: str, part: Part, note: str = "") -> None:
    """Keeps who did what in a case, and the part he played by it."""
    application.parts.append(
        Played(
            application_id=application.id,
            step=step,
            part=part.value,
            person_id=work.actor.id,
            person_name=holding.caller_name(work),
            note=note,
            round=round_of(application),
            taken_at=work.now,
        )
    )


def move(application: Application, work: Work, to: State | None) -> None:
    """Brings a case to a state, or leaves it where it stands; either way it was changed."""
    application.version += 1
    if to is None or to == application.state:
        return
    application.state = to.value
    application.waits_since = work.today
    application.ended_at = work.now if to in ENDS else None
