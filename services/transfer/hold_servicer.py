"""HoldService: what keeps a member from moving, shown by the data or placed by order."""

from dangwu.transfer.v1 import hold_pb2
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import filing, holding, roll, sight, store
from services.transfer.checks import holds
from services.transfer.filing import Case
from services.transfer.kinds import KINDS
from services.transfer.refusals import HoldOver, HoldStands, HoldUnknown
from services.transfer.store import Member, Relationship
from services.transfer.store.terms import Hold

COMPUTED = ("dues", "probation", "standing")
"""The usual checks that find what holds a member; the roll shows it."""
ANY_MOVE = KINDS["OUT_BY_LETTER"]


class HoldServicer:
    """Hard holds stop every move; soft ones may be overridden with a reason that stays."""

    def ask_PlaceHold(self, request: hold_pb2.PlaceHoldRequest, work: Work) -> None:
        _to_hold(request, work)
        holds.strength(work, holds.UNDER_EXAMINATION)

    def PlaceHold(self, request: hold_pb2.PlaceHoldRequest, work: Work) -> hold_pb2.Hold:
        member = _to_hold(request, work)
        hold_id = new_id("h")
        row = Hold(
            id=hold_id,
            version=1,
            member_id=member.id,
            code=holds.UNDER_EXAMINATION,
            document=request.document,
            because=work.sealer.seal(request.because, "hold", "because", hold_id),
            placed_on=work.today,
            placed_by_id=work.actor.id,
        )
        work.session.add(row)
        work.session.flush()
        return _placed(row, work)

    def ask_ReleaseHold(self, request: hold_pb2.ReleaseHoldRequest, work: Work) -> None:
        _to_release(request, work)
        holds.strength(work, holds.UNDER_EXAMINATION)

    def ReleaseHold(self, request: hold_pb2.ReleaseHoldRequest, work: Work) -> hold_pb2.Hold:
        row = _to_release(request, work)
        row.released_on, row.released_because = work.today, request.because
        row.version += 1
        return _placed(row, work)

    def ListHolds(
        self, request: hold_pb2.ListHoldsRequest, work: Work
    ) -> hold_pb2.ListHoldsResponse:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        found = _computed(work, member, place)
        if row := holds.standing(work.session, member.id):
            found.append(_placed(row, work))
        return hold_pb2.ListHoldsResponse(holds=found)


def _to_hold(request: hold_pb2.PlaceHoldRequest, work: Work) -> Member:
    member, place, _ = store.get_row(work.session, request.member_id)
    sight.require_inside(place)
    holding.require_post(work, place.organization_id, member.id)
    if row := holds.standing(work.session, member.id):
        raise HoldStands(id=row.id)
    return member


def _to_release(request: hold_pb2.ReleaseHoldRequest, work: Work) -> Hold:
    row = work.session.get(Hold, request.hold_id)
    if row is None:
        raise HoldUnknown(id=request.hold_id)
    # A hold outlives the membership here: the branch he was in last still answers for it.
    places = store.relationships_of(work.session, row.member_id)
    last = next(one for one in reversed(places) if one.place == store.INSIDE)
    holding.require_post(work, last.organization_id, row.member_id)
    if row.released_on is not None:
        raise HoldOver(id=row.id, released=row.released_on)
    etags.check(request.etag, row.version)
    return row


def _computed(work: Work, member: Member, place: Relationship) -> list[hold_pb2.Hold]:
    """What the roll itself shows: dues, probation, standing."""
    if place.place != store.INSIDE:
        return []
    case = Case(work, ANY_MOVE, member, filing.route(work, place.organization_id))
    facts = filing.facts(case)
    found = []
    for name in COMPUTED:
        one = roll.CHECKS[name](facts)
        if one is not None and (shown := _shown(one, member, work)):
            found.append(shown)
    return found


def _shown(one: roll.Finding, member: Member, work: Work) -> hold_pb2.Hold | None:
    """A finding as a hold, where the rule lets it hold anything."""
    if one.code not in holds.GRADED:
        return None
    rule = holds.strength(work, one.code)
    if rule.answer.word == "none":
        return None
    return hold_pb2.Hold(
        member_id=member.id,
        code=one.code,
        soft=rule.answer.word == "soft",
        cites=rule.cites,
        said=one.zh,
        said_en=one.en,
    )


def _placed(row: Hold, work: Work) -> hold_pb2.Hold:
    """A hold by order. Why it was placed is not told on: the document says it."""
    rule = holds.strength(work, row.code)
    return hold_pb2.Hold(
        id=row.id,
        etag=str(row.version),
        member_id=row.member_id,
        code=row.code,
        soft=rule.answer.word == "soft",
        cites=rule.cites,
        said=f"正在接受组织审查（{row.document}）。",
        said_en=f"An examination by the Party is open ({row.document}).",
        placed_on=row.placed_on.isoformat(),
        placed_by_id=row.placed_by_id,
        released_on=row.released_on.isoformat() if row.released_on else "",
        document=row.document,
    )
