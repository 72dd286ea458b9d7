"""Acts over the whole list of a campaign: for everybody on it or for nobody, in one transaction.

Each case goes the way it would go alone, through the same checks; the list adds that it is one, was
seen as it stands, and is passed by one resolution.
"""

from collections.abc import Sequence

from dangwu.carefund.v1 import campaign_list_pb2, payment_pb2
from services.carefund import acting, ruling, sight
from services.carefund.campaigns import listing, opening
from services.carefund.lifecycle import State
from services.carefund.paying import ordering
from services.carefund.refusals_campaign import BatchUnsigned, CategoryUnfit, NominationsRun
from services.carefund.refusals_money import ResolutionUnknown
from services.carefund.reviewing import granting
from services.carefund.store import Application, Rung, find_resolution
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign
from services.carefund.store.money import Commitment
from services.carefund.terms import yuan
from services.chassis.work import Work

MOST_FEN = 1_000_000_000
"""The most the book of batches asks about; every sum above it is treated alike."""
BANK = payment_pb2.PAY_CHANNEL_BANK
Request = (
    campaign_list_pb2.ProposeListRequest
    | campaign_list_pb2.SignListRequest
    | campaign_list_pb2.OrderListRequest
)


def to_propose(work: Work, request: campaign_list_pb2.ProposeListRequest) -> None:
    """Everything that proposing a list asks for; refuses where one of them cannot be proposed."""
    _, listed = _to_propose(work, request)
    for one in listed:
        _proposable(work, one, request.pool_id)


def propose(work: Work, request: campaign_list_pb2.ProposeListRequest) -> Campaign:
    """Proposes everybody on the list with the sum that was put forward; the list is fixed."""
    campaign, listed = _to_propose(work, request)
    for one in listed:
        way = _proposable(work, one, request.pool_id)
        granting.propose(work, one, request.pool_id, one.proposed_fen, one.because, way)
    campaign.proposed_on = campaign.proposed_on or work.today
    return campaign


def to_sign(work: Work, request: campaign_list_pb2.SignListRequest) -> None:
    """Everything that signing a list asks for; refuses where one of them cannot be signed."""
    _, listed = _to_sign(work, request)
    for one in listed:
        _signable(work, one, request.resolution_id)


def sign(work: Work, request: campaign_list_pb2.SignListRequest) -> Campaign:
    """Signs the rung that is open for everybody on the list."""
    campaign, listed = _to_sign(work, request)
    for one in listed:
        rung = _signable(work, one, request.resolution_id)
        granting.sign(work, one, rung, request.resolution_id)
    campaign.resolution_id = request.resolution_id
    return campaign


def to_order(work: Work, request: campaign_list_pb2.OrderListRequest) -> None:
    """Everything that ordering a list asks for; refuses where one of them cannot be paid."""
    _, listed = _to_order(work, request)
    for one in listed:
        _orderable(work, one, verified=request.accounts_verified)


def order(work: Work, request: campaign_list_pb2.OrderListRequest) -> Campaign:
    """Makes out a voucher for everybody on the list, to be paid by bank."""
    campaign, listed = _to_order(work, request)
    for one in listed:
        promise = _orderable(work, one, verified=request.accounts_verified)
        ordering.order(work, one, promise, BANK)
    return campaign


def _seen(work: Work, request: Request, state: State) -> tuple[Campaign, Sequence[Application]]:
    """The campaign and those on whom the act begins, if the caller saw the list as it stands."""
    campaign = opening.to_change(work, request.id, request.etag)
    listed = store.nominees(work.session, campaign.id)
    listing.require_seen(listed, request.list_sha256)
    return campaign, listing.standing_at(listed, state)


def _to_propose(
    work: Work, request: campaign_list_pb2.ProposeListRequest
) -> tuple[Campaign, Sequence[Application]]:
    campaign, there = _seen(work, request, State.OFFICE_REVIEW)
    if work.today <= campaign.nominate_by:
        raise NominationsRun(id=campaign.id, on=campaign.nominate_by)
    listing.require_single(work, campaign, store.nominees(work.session, campaign.id))
    # What was sent back may have been amended since it was put forward.
    if any(one.category != campaign.category for one in there):
        raise CategoryUnfit()
    return campaign, there


def _to_sign(
    work: Work, request: campaign_list_pb2.SignListRequest
) -> tuple[Campaign, Sequence[Application]]:
    campaign, there = _seen(work, request, State.APPROVAL)
    resolution = find_resolution(work.session, request.resolution_id)
    if resolution is None:
        raise ResolutionUnknown(id=request.resolution_id)
    listing.require_resolved(store.nominees(work.session, campaign.id), resolution)
    return campaign, there


def _to_order(
    work: Work, request: campaign_list_pb2.OrderListRequest
) -> tuple[Campaign, Sequence[Application]]:
    campaign, there = _seen(work, request, State.APPROVED)
    acting.require_finance(work, "ACCOUNTANT")
    total = yuan(min(sum(one.approved_fen for one in there), MOST_FEN))
    signed = ruling.decided(work, "carefund/batch_finance_signatures", batch_total=total)
    if signed.truth and not request.finance_sheet:
        raise BatchUnsigned(total=total)
    return campaign, there


def _proposable(work: Work, one: Application, pool_id: str) -> granting.Way:
    _step(work, "propose", one)
    return granting.require_proposable(work, one, pool_id, one.proposed_fen, one.because)


def _signable(work: Work, one: Application, resolution_id: str) -> Rung:
    _step(work, "sign", one)
    return granting.require_signable(work, one, resolution_id)


def _orderable(work: Work, one: Application, *, verified: bool) -> Commitment:
    _step(work, "order", one)
    return ordering.require_orderable(work, one, BANK, verified=verified)


def _step(work: Work, step: str, one: Application) -> None:
    """What the caller needs for this step in one case; that he read it, the list has shown."""
    sight.require(work, one)
    acting.require_step(step, one, str(one.version), work)
