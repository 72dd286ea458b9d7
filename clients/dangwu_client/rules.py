"""What is asked of the rule books: an answer and its reason, editions, their text.

Dates are civil dates ("2026-06-20"); an empty one is today's, or that of the decision.
"""

from collections.abc import Mapping
from functools import cached_property

from dangwu.rules.v1 import rules_pb2
from dangwu.rules.v1.rules_pb2_grpc import RulesServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import Asking


class RuleAnswers(Asking):
    """Dated, cited rules; each answer is a receipt. Amounts are in fen."""

    @cached_property
    def _rules(self) -> RulesServiceStub:
        return RulesServiceStub(self._channel)

    def decide(
        self,
        book: str,
        facts: Mapping[str, str],
        *,
        on: str = "",
        known_on: str = "",
        submitted_on: str = "",
        event_on: str = "",
        runs_from: str = "",
    ) -> values_pb2.Decision:
        """What a book says for a case of these dates, as known on a day. Raises Unknown, NotNow.

        `submitted_on` and `event_on` are the case's own dates: an edition says which of them picks
        it. With `runs_from`, the day of an act, an answer that is a period is counted from it.
        """
        request = rules_pb2.DecideRuleRequest(
            book=book,
            facts=facts,
            on=on,
            known_on=known_on,
            submitted_on=submitted_on,
            event_on=event_on,
            runs_from=runs_from,
        )
        return self._call(self._rules.DecideRule, request)

    def explain(
        self,
        book: str,
        facts: Mapping[str, str],
        *,
        on: str = "",
        known_on: str = "",
        submitted_on: str = "",
        event_on: str = "",
        runs_from: str = "",
    ) -> rules_pb2.RuleExplanation:
        """The same, with what would have to be different for another answer. Raises as decide."""
        question = rules_pb2.DecideRuleRequest(
            book=book,
            facts=facts,
            on=on,
            known_on=known_on,
            submitted_on=submitted_on,
            event_on=event_on,
            runs_from=runs_from,
        )
        request = rules_pb2.ExplainRuleRequest(question=question)
        return self._call(self._rules.ExplainRule, request)

    def books(self) -> list[rules_pb2.Book]:
        """The books and their editions, without text."""
        return list(self._call(self._rules.ListBooks, rules_pb2.ListBooksRequest()).books)

    def edition(self, book: str, edition_id: str) -> rules_pb2.Edition:
        """One edition with its text, by its hash. Raises Unknown."""
        request = rules_pb2.GetEditionRequest(book=book, id=edition_id)
        return self._call(self._rules.GetEdition, request)


class Rules(RuleAnswers):
    """The same, and whether the store of rules keeps its promises."""

    def verify_books(self) -> values_pb2.Verification:
        """Check every promise the rules' store can show."""
        return self._call(self._rules.VerifyBooks, rules_pb2.VerifyBooksRequest())
