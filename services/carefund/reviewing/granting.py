"""Proposing a grant and signing it: the ladder of its band, and money reserved with the last sign.

C-001 and C-013 (what a pool may pay), C-066, C-069, C-070; all of it in the act's one transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.carefund import (
    acting,
    bands,
    duties,
    holding,
    money,
    publicity,
    ruling,
    signers,
)
from services.carefund.lifecycle import Part, State
from services.carefund.refusals_review import NotYourRung, PoolUnfit
from services.carefund.reviewing import resolving, screening, sums
from services.carefund.store import Application, Pool, Rung, books, notices
from services.carefund.terms import category_word, source_word
from services.chassis.ladder import Candidate
from services.chassis.work import Work

BAND, SIGNERS, RESOLUTION_KIND = (
    "carefund/approval_band",
    "carefund/band_signers",
    "carefund/resolution_kind",
)
EXPIRY, POSITION = "carefund/commitment_expiry_days", "carefund/publicity_position"
SIGNER_CALLED: Mapping[str, tuple[str, str]] = {
    "organization_head": ("组织部部长", "the head of the organization department"),
    "vice_secretary": ("分管校领导", "the school leader in charge"),
    "secretary": ("党委书记", "the Party secretary"),
    "standing_committee": ("党委常委会", "the standing committee"),
}


@dataclass(frozen=True)
class Way:
    """How far up a grant goes: its band, who signs in order, and what stands behind it."""

    band: str
    signers: Sequence[str]
    resolution_kind: str
    counted_fen: int


def way(work: Work, application: Application, fen: int) -> Way:
    """The way of a sum, by the rules of today and the sums of the window for the same event."""
    total = sums.counted(work, application, fen)
    over = bands.over_standard(fen, sums.standard(work, application))
    asked = bands.question(total, application.category, over)
    band = ruling.decided(
        work,
        BAND,
        amount=asked["amount"],
        category=asked["category"],
        over_standard=asked["over_standard"],
    ).word
    names = ruling.decided(work, SIGNERS, approval_band=band).words.words
    kind = ruling.decided(work, RESOLUTION_KIND, approval_band=band).word
    return Way(band, list(names), kind, total)


def require_proposable(
    work: Work, application: Application, pool_id: str, fen: int, because: str
) -> Way:
    """Refuses a sum, a pool or a screening that a proposal cannot stand on; else its way."""
    pool = books.get_pool(work.session, pool_id)
    require_uses(work, application, pool)
    sums.require_fit(work, application, fen, because)
    sums.require_explained(application, fen, because)
    screening.require_done(work, application)
    return way(work, application, fen)


def require_uses(work: Work, application: Application, pool: Pool) -> None:
    """Refuses with `PoolUnfit` where a pool's money may not be used for this category."""
    uses = {int(one) for one in pool.uses.split()}
    decision = ruling.of_case(
        work,
        application,
        "carefund/pool_uses",
        pool=source_word(pool.source),
        category=category_word(application.category),
        matches_purpose="yes" if not uses or application.category in uses else "no",
    )
    if not decision.answer.truth:
        raise PoolUnfit(id=pool.id, why_zh=decision.because, why=decision.because_en)


def propose(
    work: Work, application: Application, pool_id: str, fen: int, because: str, found: Way
) -> None:
    """Puts a sum out of a pool before its signers, on a ladder of this round."""
    application.pool_id, application.proposed_fen = pool_id, fen
    application.because = because
    number_of_round = acting.round_of(application)
    for number, signer in enumerate(found.signers, 1):
        application.rungs.append(
            Rung(
                application_id=application.id,
                round=number_of_round,
                number=number,
                signer=signer,
                signed_by_id="",
                signed_by_name="",
                resolution_id="",
            )
        )
    acting.take("propose", application, work, note=because)


def rungs(application: Application) -> Sequence[Rung]:
    """The ladder of the round a case is in."""
    own = acting.round_of(application)
    return [one for one in application.rungs if one.round == own]


def barred(work: Work, application: Application) -> set[str]:
    """Those who may not sign: by another part they have, or because they signed already."""
    signed = {one.signed_by_id for one in rungs(application) if one.signed_by_id}
    return duties.barred(acting.parts_played(work, application), Part.APPROVER) | signed


def holders(work: Work, application: Application, signer: str) -> Sequence[Candidate]:
    """Who may sign a rung today."""
    school = holding.school(work, application.committee_id)
    return signers.holders(school, signer, barred(work, application))


def require_rung(work: Work, application: Application) -> Rung:
    """The rung that is open, if it is the caller's; refuses with `NotYourRung`."""
    rung = next(one for one in rungs(application) if not one.signed_by_id)
    mine = next(
        (one for one in holders(work, application, rung.signer) if one.person_id == work.actor.id),
        None,
    )
    if mine is None:
        zh, en = SIGNER_CALLED[rung.signer]
        raise NotYourRung(signer_zh=zh, signer=en)
    work.under(mine.post_id)
    return rung


def require_signable(work: Work, application: Application, resolution_id: str) -> Rung:
    """The rung the caller may sign now; with the last one the sum is promised, or it refuses."""
    rung = require_rung(work, application)
    kind = way(work, application, application.proposed_fen).resolution_kind
    last = rung is rungs(application)[-1]
    if last or resolution_id:
        resolving.behind(work, resolution_id, kind, application)
    _position(work, application)
    if last:
        sums.require_under_cap(work, application, application.proposed_fen)
        reserve(work, application, application.pool_id, application.proposed_fen)
    return rung


def reserve(work: Work, application: Application, pool_id: str, fen: int) -> None:
    """Promises a sum out of a pool, for this year and through the day by which it must be paid."""
    lasts = ruling.of_case(work, application, EXPIRY, runs_from=work.today)
    until = date.fromisoformat(lasts.period.ends_on)
    money.reserve(work, pool_id, application, fen, until, work.today.year)


def sign(work: Work, application: Application, rung: Rung, resolution_id: str) -> None:
    """Signs a rung; the last one approves."""
    rung.signed_by_id, rung.signed_by_name = work.actor.id, holding.caller_name(work)
    rung.signed_at, rung.resolution_id = work.now, resolution_id
    if rung is not rungs(application)[-1]:
        acting.take("sign", application, work)
        return
    application.approved_fen, application.approved_on = application.proposed_fen, work.today
    to = State.PUBLICITY if shown_after(work, application) else State.APPROVED
    application.after_publicity = State.APPROVED.value
    acting.take("sign", application, work, to)


def shown_after(work: Work, application: Application) -> bool:
    """Whether a grant is shown to the public after approval: where the rule puts publicity there,
    or where the public was shown something else before (C-072, C-076)."""
    position = _position(work, application)
    if position == "before_pay":
        return True
    return position == "before_forward" and _changed(work, application)


def _position(work: Work, application: Application) -> str:
    for word in (*publicity.CHANGES, publicity.UNCHANGED):
        ruling.decided(work, "carefund/objection_restart", changed=word)
    return ruling.of_case(work, application, POSITION, emergency="no").answer.word


def _changed(work: Work, application: Application) -> bool:
    shown = notices.last_shown(work.session, application.id)
    if shown is None:
        return False
    change = publicity.change(
        publicity.Meant(shown.payee_name, shown.category, shown.amount_fen),
        publicity.Meant(application.payee_name, application.category, application.proposed_fen),
    )
    return ruling.decided(work, "carefund/objection_restart", changed=change).truth
