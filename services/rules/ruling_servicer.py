"""Decisions kept for cases that are worked elsewhere: no receipt, no decision."""

from dangwu.rules.v1 import ruling_pb2 as pb
from services.chassis import journal
from services.chassis.ids import new_id
from services.chassis.validation import require_no_number
from services.chassis.work import Work
from services.rules import deciding, questions
from services.rules.store import rulings
from services.rules.store.rulings import Ruling, RulingNotYours


class RulingServicer:
    """Answers dangwu.rules.v1.RulingService."""

    def KeepRuling(self, request: pb.KeepRulingRequest, work: Work) -> pb.Ruling:
        question = questions.read(
            request.facts,
            on="",
            known_on="",
            submitted_on=request.submitted_on,
            event_on=request.event_on,
            today=work.today,
        )
        require_no_number(request.reference, "reference")
        runs_from = questions.runs_from(request.runs_from)
        decision = deciding.decide(work.session, request.book, question, runs_from)
        work.decisions.append(decision)
        kept_in, _ = journal.head(work.session)
        ruling = Ruling(
            id=new_id("r"),
            version=1,
            reference=request.reference,
            book=decision.book,
            receipt=decision.SerializeToString(deterministic=True),
            sequence=kept_in + 1,  # this call's own row: nobody else has the pen
            kept_by_id=work.actor.id,
            kept_at=work.now,
        )
        work.session.add(ruling)
        work.note(ruling=ruling.id, book=decision.book, edition=decision.edition[:12])
        return _shown(ruling)

    def CloseRuling(self, request: pb.CloseRulingRequest, work: Work) -> pb.Ruling:
        ruling = rulings.get(work.session, request.id)
        if ruling.kept_by_id != work.actor.id and "ROLE_OFFICE" not in work.actor.roles:
            raise RulingNotYours()
        ruling.close(work.now, request.etag)
        work.note(ruling=ruling.id, book=ruling.book)
        return _shown(ruling)

    def GetRuling(self, request: pb.GetRulingRequest, work: Work) -> pb.Ruling:
        ruling = rulings.get(work.session, request.id)
        if ruling.kept_by_id != work.actor.id and not _sees_all(work):
            raise RulingNotYours()
        return _shown(ruling)

    def ListRulings(self, request: pb.ListRulingsRequest, work: Work) -> pb.ListRulingsResponse:
        mine = None if _sees_all(work) else work.actor.id
        found, token = rulings.page(
            work.session, request, kept_by_id=mine, open_only=request.open_only
        )
        return pb.ListRulingsResponse(rulings=map(_shown, found), next_page_token=token)


def _sees_all(work: Work) -> bool:
    return not work.actor.roles.isdisjoint({"ROLE_OFFICE", "ROLE_INSPECTOR"})


def _shown(ruling: Ruling) -> pb.Ruling:
    message = pb.Ruling(
        id=ruling.id,
        etag=str(ruling.version),
        reference=ruling.reference,
        open=ruling.is_open,
        decision=ruling.decision,
        kept_by_id=ruling.kept_by_id,
    )
    message.kept_at.FromDatetime(ruling.kept_at)
    if ruling.closed_at:
        message.closed_at.FromDatetime(ruling.closed_at)
    return message
