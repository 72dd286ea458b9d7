"""A desk before a server that answers every question about rules as `letters` has it."""

from collections.abc import Callable
from typing import TypeVar

from google.protobuf.message import Message

from dangwu.rules.v1 import edition_pb2, rules_pb2, ruling_pb2
from tests.clients import letters
from tests.clients.scripted import Heard, Reply, Scripted
from tests.clients.terminal import Ran, logged_in, run

ANSWERS: dict[str, Message] = {
    "ListBooks": rules_pb2.ListBooksResponse(books=letters.BOOKS),
    "GetEdition": rules_pb2.Edition(text="book: transfer/letter_days\n"),
    "DecideRule": letters.DECISION,
    "ExplainRule": letters.EXPLANATION,
    "CountDays": letters.PERIOD,
    "CompareEditions": letters.COMPARISON,
    "ReportImpact": letters.IMPACT,
    "ProposeEdition": letters.DRAFT,
    "ApproveEdition": letters.DRAFT,
    "RejectEdition": letters.DRAFT,
    "GetDraft": letters.DRAFT,
    "ListDrafts": edition_pb2.ListDraftsResponse(drafts=[letters.DRAFT]),
    "KeepRuling": letters.RULING,
    "CloseRuling": letters.RULING,
    "GetRuling": letters.RULING,
    "ListRulings": ruling_pb2.ListRulingsResponse(rulings=[letters.RULING]),
}


Sent = TypeVar("Sent", bound=Message)


class Rules:
    """A desk before a server that answers as ANSWERS has it, unless told otherwise."""

    def __init__(self, serve: Callable[..., Scripted]) -> None:
        self.server: Scripted = serve(self._answer)
        logged_in("default", self.server.address)

    def _answer(self, heard: Heard) -> Reply:
        return ANSWERS[heard.path.rpartition("/")[2]]

    def __call__(self, *line: str, code: int = 0) -> Ran:
        ran = run("rules", *line)
        assert ran.code == code, f"exit {ran.code}\n{ran.out}\n{ran.err}"
        return ran

    def sent(self, kind: type[Sent]) -> list[Sent]:
        rpc = kind.DESCRIPTOR.name.removesuffix("Request")
        known = [one for one in self.server.heard if one.path.endswith(f"/{rpc}")]
        return [kind.FromString(one.data) for one in known]
