"""What the rules say, and the one way editions come into their store."""

from dangwu.rules.v1 import rules_pb2 as pb
from dangwu.v1 import values_pb2
from services.chassis import proof
from services.chassis.civil import parse_date_or
from services.chassis.work import Work
from services.rules import shelf, store, verify, wire

SHELF_ID = "shelf"
"""What seeding changes: all books together, in journal and audit log."""


class RulesServicer:
    """Answers dangwu.rules.v1.RulesService."""

    def DecideRule(self, request: pb.DecideRuleRequest, work: Work) -> values_pb2.Decision:
        on = parse_date_or(request.on, "on", work.today)
        known = parse_date_or(request.known_on, "known_on", work.today)
        facts = dict(request.facts)
        edition, case = store.read_book(work.session, request.book).decide(facts, on, known)
        work.note(book=request.book, edition=edition.id[:12], case=case.number)
        return wire.to_decision(edition, case, facts, on, known)

    def ListBooks(self, request: pb.ListBooksRequest, work: Work) -> pb.ListBooksResponse:
        books = store.all_books(work.session)
        return pb.ListBooksResponse(books=[wire.to_book(book) for book in books])

    def GetEdition(self, request: pb.GetEditionRequest, work: Work) -> pb.Edition:
        edition = store.get_edition(work.session, request.book, request.id)
        return wire.to_edition(edition, with_text=True)

    def SeedBooks(self, request: pb.SeedBooksRequest, work: Work) -> pb.Seeding:
        added, known = store.seed(work.session, shelf.package_books())
        work.note(added=added, known=known)
        return pb.Seeding(id=SHELF_ID, added=added, known=known)

    def VerifyBooks(self, request: pb.VerifyBooksRequest, work: Work) -> values_pb2.Verification:
        checks = verify.checks(work.session, shelf.package_books())
        return proof.verification(work.session, work.service, checks)
