"""The emergency path: two sign, and the money is promised at once (C-065).

What was skipped is owed afterwards; what a case owes is in owing.py.
"""

from services.carefund import acting, holding, owing, ruling, signers, store
from services.carefund.checks import papers
from services.carefund.lifecycle import State
from services.carefund.refusals import NotEligible
from services.carefund.refusals_emergency import EmergencyBegun, NotEmergency, UnitBlocked
from services.carefund.refusals_review import NotYourRung
from services.carefund.reviewing import granting, resolving, sums
from services.carefund.store import Application, Rung, books
from services.chassis.errors import FieldFault
from services.chassis.ladder import Candidate
from services.chassis.work import Work

APPROVERS, CAP = "carefund/emergency_approvers", "carefund/emergency_cap"
UNIT_SECRETARY = "committee_secretary"
CALLED = {
    UNIT_SECRETARY: ("分党委书记", "the secretary of the unit"),
    "organization_head": ("组织部部长", "the head of the organization department"),
}


def to_sign(
    work: Work, application_id: str, etag: str, pool_id: str, resolution_id: str
) -> tuple[Application, str]:
    """An emergency application and the word of the rung the caller may sign now; or refuses."""
    application = acting.on_application("hasten", application_id, etag, work)
    if not application.emergency:
        raise NotEmergency(id=application.id)
    require_unblocked(work, application)
    wanted = list(ruling.decided(work, APPROVERS).words.words)
    signed = granting.rungs(application)
    word = wanted[len(signed)]
    _require_mine(work, application, word)
    sums.require_under_cap(work, application, application.requested_fen)
    most = ruling.of_case(work, application, CAP).answer.amount_fen
    if application.requested_fen > most:
        raise sums.unfit("超过应急限额", "beyond the cap of the emergency path", most)
    if len(signed) + 1 == len(wanted):
        pool = books.get_pool(work.session, pool_id)
        granting.require_uses(work, application, pool)
        resolving.behind(work, resolution_id, "standing_resolution", application)
        granting.reserve(work, application, pool.id, application.requested_fen)
    return application, word


def require_usual(work: Work, application: Application) -> None:
    """Refuses what cannot leave the emergency path for the usual one: an application that bears an
    emergency signature, and one whose papers were let wait for afterwards and are not there."""
    if not application.emergency:
        return
    if granting.rungs(application):
        raise EmergencyBegun(id=application.id)
    there = store.evidence_of(work.session, application.id)
    if places := papers.missing(application.category, [one.kind for one in there]):
        zh, en = papers.told(places)
        fault = FieldFault("evidence", f"还缺：{zh}。", f"Still missing: {en}.")
        raise NotEligible(fault, findings="EVIDENCE_MISSING")


def require_unblocked(work: Work, application: Application) -> None:
    """Refuses with `UnitBlocked` while an earlier emergency of the unit owes something overdue."""
    for earlier in store.emergencies_of(work.session, application.committee_id):
        if earlier.id == application.id:
            continue
        overdue = [one.kind.name for one in owing.of(work, earlier) if one.overdue]
        if overdue:
            raise UnitBlocked(application=earlier.id, owed=", ".join(overdue))


def holders(work: Work, application: Application, word: str) -> list[Candidate]:
    """Who may sign this rung today: nobody with another part in it, and nobody twice."""
    barred = granting.barred(work, application)
    levels = holding.levels(work, application.committee_id)
    if word == UNIT_SECRETARY:
        return list(signers.of_unit(levels, barred))
    return list(signers.holders(levels[-1], word, barred))


def _require_mine(work: Work, application: Application, word: str) -> None:
    mine = [one for one in holders(work, application, word) if one.person_id == work.actor.id]
    if not mine:
        zh, en = CALLED[word]
        raise NotYourRung(signer_zh=zh, signer=en)
    work.under(mine[0].post_id)


def sign(work: Work, application: Application, word: str, pool_id: str, resolution_id: str) -> None:
    """Signs; the last of the two approves the sum that was asked for."""
    signed = granting.rungs(application)
    application.rungs.append(
        Rung(
            application_id=application.id,
            round=acting.round_of(application),
            number=len(signed) + 1,
            signer=word,
            signed_by_id=work.actor.id,
            signed_by_name=holding.caller_name(work),
            signed_at=work.now,
            resolution_id=resolution_id,
        )
    )
    if len(signed) + 1 < len(ruling.decided(work, APPROVERS).words.words):
        acting.take("hasten", application, work)
        return
    application.pool_id = pool_id
    application.proposed_fen = application.approved_fen = application.requested_fen
    application.approved_on = work.today
    application.hastened = True
    acting.take("hasten", application, work, State.APPROVED)
