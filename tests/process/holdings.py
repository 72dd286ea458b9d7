"""What the databases hold, read behind the server's back and held against the clients' notebook."""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2, post_pb2
from dangwu.rules.v1 import rules_pb2
from dangwu.transfer.v1 import roll_pb2, step_pb2
from services.chassis.database import Database
from tests.process.clerks import Notebook
from tests.process.site import Site

ACTS = "SELECT request_id, subject_id FROM journal WHERE outcome = 'OK' AND request_id IS NOT NULL"
CASES = "SELECT id, state, version FROM transfer"
PLACES = (
    "SELECT member.id, campus_number, organization_id FROM member"
    " JOIN relationship ON member_id = member.id AND until IS NULL"
)
COUNTED = {
    "transfer": ("member", "relationship", "transfer"),
    "directory": ("person",),
}
SETTLE_S = 20.0


def rows(url: str, service: str, query: str) -> list[Any]:
    """Rows of a service's database, as they are committed."""
    database = Database(url.format(service=service))
    try:
        with database.reading() as session:
            return list(session.execute(text(query)))
    finally:
        database.close()


@dataclass(frozen=True)
class Holdings:
    """Everything the clerks can have changed."""

    acts: Counter[tuple[str, str]]
    """How often each (request_id, subject_id) is journaled."""
    counts: Counter[str]
    cases: dict[str, tuple[str, int]]
    places: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, url: str) -> "Holdings":
        counts = Counter[str]()
        acts = Counter[tuple[str, str]]()
        for service, tables in COUNTED.items():
            acts.update((row[0], row[1]) for row in rows(url, service, ACTS))
            for table in tables:
                counts[table] = rows(url, service, f"SELECT count(*) FROM {table}")[0][0]
        cases = {row.id: (row.state, row.version) for row in rows(url, "transfer", CASES)}
        places = {row[0]: (row[1], row[2]) for row in rows(url, "transfer", PLACES)}
        return cls(acts, counts, cases, places)


def nothing_lost_nothing_foreign(site: Site, notebook: Notebook, before: Holdings) -> None:
    """Answered is there once; what is there was sent. Nobody has been asked again yet."""
    done = Holdings.of(site.url).acts - before.acts
    assert all(count == 1 for count in done.values())
    journaled = {request_id for request_id, _ in done}
    assert not notebook.answers.keys() - journaled, "an answered write is lost"
    assert not journaled - notebook.sent.keys(), "something was done that nobody asked for"


def each_done_once(site: Site, notebook: Notebook, before: Holdings) -> None:
    """When all is answered, journal, rows and answers agree, and each effect is there once."""
    now = Holdings.of(site.url)
    assert notebook.surprises == []
    assert not notebook.unanswered
    expected = Counter((id_, reply.id) for id_, reply in notebook.answers.items())
    assert now.acts - before.acts == expected
    sent = Counter(type(act.request) for act in notebook.sent.values())
    registered, accepted = (
        sent[roll_pb2.RegisterMemberRequest],
        sent[step_pb2.AcceptTransferRequest],
    )
    assert now.counts - before.counts == +Counter(
        member=registered,
        relationship=registered + accepted,
        transfer=sent[step_pb2.RequestTransferRequest],
        person=sent[post_pb2.RegisterPersonRequest],
    )
    for id_, reply in notebook.answers.items():
        _agrees(now, notebook.sent[id_].request, reply)


def _agrees(now: Holdings, request: Any, reply: Any) -> None:
    """An answer given earlier is still borne out by the rows."""
    if isinstance(request, roll_pb2.RegisterMemberRequest):
        assert now.places[reply.id][0] == request.campus_number
    elif isinstance(request, step_pb2.AcceptTransferRequest):
        assert now.cases[reply.id] == ("ACCEPTED", int(reply.etag))
        assert now.places[reply.member_id][1] == reply.branch_id
    elif isinstance(request, step_pb2.RequestTransferRequest | step_pb2.SignTransferRequest):
        assert now.cases[reply.id][1] >= int(reply.etag)


def every_promise_kept(site: Site) -> None:
    """Each service finds its books in order, and the audit log has every journal to its end."""
    office = site.desk("director")
    for verification in (
        office.organizations.VerifyDirectory(organization_pb2.VerifyDirectoryRequest()),
        office.roll.VerifyRoll(roll_pb2.VerifyRollRequest()),
        office.rules.VerifyBooks(rules_pb2.VerifyBooksRequest()),
        office.audit.VerifyLog(audit_pb2.VerifyLogRequest()),
    ):
        assert verification.checks
        assert [one for one in verification.checks if one.broken] == []
    give_up_at = time.monotonic() + SETTLE_S
    while (known := _known(site)) != (written := _written(site.url)):
        assert time.monotonic() < give_up_at, (known, written)
        time.sleep(0.05)


def _known(site: Site) -> dict[str, tuple[int, str]]:
    """How far the audit log has come with each journal."""
    sources = site.desk("director").audit.ListSources(audit_pb2.ListSourcesRequest()).sources
    return {source.id: (source.last_sequence, source.last_hash) for source in sources}


def _written(url: str) -> dict[str, tuple[int, str]]:
    """The end of each journal."""
    heads = {}
    for service in ("directory", "transfer", "rules"):
        row = rows(url, service, "SELECT sequence, hash FROM journal_head")[0]
        heads[service] = (row[0], row[1])
    return heads
