"""What the rules say, and the one way the package's editions come into their store."""

from dangwu.rules.v1 import rules_pb2 as pb
from dangwu.v1 import values_pb2
from services.chassis import proof
from services.chassis.work import Work
from services.rules import deciding, questions, store, verify, wire
from services.rules.book import Ruling
from services.rules.telling import counterfactual
from services.rules.text import shelf

SHELF_ID = "shelf"
"""What seeding changes: all books together, in journal and audit log."""


class RulesServicer:
    """Answers dangwu.rules.v1.RulesService."""

    def DecideRule(self, request: pb.DecideRuleRequest, work: Work) -> values_pb2.Decision:
        return _receipt(request, _rule(request, work), work)

    def ExplainRule(self, request: pb.ExplainRuleRequest, work: Work) -> pb.RuleExplanation:
        ruling = _rule(request.question, work)
        found = counterfactual.alternatives(ruling)
        return pb.RuleExplanation(
            decision=_receipt(request.question, ruling, work),
            alternatives=[wire.to_alternative(ruling.edition, one) for one in found],
            more=counterfactual.are_more(ruling, found),
        )

    def ListBooks(self, request: pb.ListBooksRequest, work: Work) -> pb.ListBooksResponse:
        books = store.all_books(work.session)
        return pb.ListBooksResponse(books=[wire.to_book(book) for book in books])

    def GetEdition(self, request: pb.GetEditionRequest, work: Work) -> pb.Edition:
        edition = store.get_edition(work.session, request.book, request.id)
        return wire.to_edition(edition, with_text=True)

    def ask_SeedBooks(self, request: pb.SeedBooksRequest, work: Work) -> None:
        """Before the pen is taken the package is read, and so is what it will store."""
        for book in shelf.seeds():
            for edition in book.editions:
                shelf.edition_of(edition.text)

    def SeedBooks(self, request: pb.SeedBooksRequest, work: Work) -> pb.Seeding:
        added, known = store.seed(work.session, shelf.seeds(), work.today)
        work.note(added=len(added), known=known)
        return pb.Seeding(
            id=SHELF_ID,
            added=len(added),
            known=known,
            editions=[edition.id for edition in added],
        )

    def VerifyBooks(self, request: pb.VerifyBooksRequest, work: Work) -> values_pb2.Verification:
        checks = verify.checks(work.session, work.sealer, shelf.seeds())
        return proof.verification(work.session, work.service, checks)


def _rule(asked: pb.DecideRuleRequest, work: Work) -> Ruling:
    question = questions.read(
        asked.facts,
        on=asked.on,
        known_on=asked.known_on,
        submitted_on=asked.submitted_on,
        event_on=asked.event_on,
        today=work.today,
    )
    ruling = deciding.rule(work.session, asked.book, question)
    work.note(book=asked.book, edition=ruling.edition.id[:12], case=ruling.case.number)
    return ruling


def _receipt(asked: pb.DecideRuleRequest, ruling: Ruling, work: Work) -> values_pb2.Decision:
    return deciding.receipt(work.session, ruling, questions.runs_from(asked.runs_from))
