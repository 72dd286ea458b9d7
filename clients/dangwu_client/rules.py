"""What is asked of the rule books: an answer and its reason, editions, their text."""

from collections.abc import Mapping
from functools import cached_property

from dangwu.rules.v1 import rules_pb2
from dangwu.rules.v1.rules_pb2_grpc import RulesServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import Asking


class Rules(Asking):
    """Dated, cited rules; amounts are in fen, terms in calendar days."""

    @cached_property
    def _rules(self) -> RulesServiceStub:
        return RulesServiceStub(self._channel)

    def decide(
        self, book: str, facts: Mapping[str, str], *, on: str = "", known_on: str = ""
    ) -> values_pb2.Decision:
        """What a book says for facts on a day, as known on another. Raises Unknown, NotNow."""
        request = rules_pb2.DecideRuleRequest(book=book, facts=facts, on=on, known_on=known_on)
        return self._call(self._rules.DecideRule, request)

    def books(self) -> list[rules_pb2.Book]:
        """The books and their editions, without text."""
        return list(self._call(self._rules.ListBooks, rules_pb2.ListBooksRequest()).books)

    def edition(self, book: str, edition_id: str) -> rules_pb2.Edition:
        """One edition with its text, by its hash. Raises Unknown."""
        request = rules_pb2.GetEditionRequest(book=book, id=edition_id)
        return self._call(self._rules.GetEdition, request)

    def verify_books(self) -> values_pb2.Verification:
        """Check every promise the rules' store can show."""
        return self._call(self._rules.VerifyBooks, rules_pb2.VerifyBooksRequest())
