"""Replaying what was kept, here and in the services that work cases, against a draft."""

from functools import cache
from itertools import chain

from dangwu.rules.v1 import edition_pb2 as pb
from services.chassis.work import Work
from services.rules import deciding, store
from services.rules.book import Book
from services.rules.calendar import calendar_of
from services.rules.changing import kept
from services.rules.changing.impact import Recount, Replay
from services.rules.changing.publishing import Proposal
from services.rules.changing.reporting import Report
from services.rules.edition import Unit
from services.rules.store import rulings


def report(work: Work, draft_id: str, proposal: Proposal) -> pb.Impact:
    """What a draft would change; refuses as the service that works the cases may."""
    if proposal.edition.unit is Unit.CALENDAR:
        return _of_calendar(work, draft_id, proposal)
    edition = proposal.edition
    days = deciding.known_calendar(work.session, edition.published)
    replay = Replay(proposal.book, edition, work.today, days)
    made = Report(draft_id, days)
    of_transfers = kept.that_stand(kept.of_transfers(work, edition.book))
    for decided in chain(of_transfers, rulings.decided(work.session, edition.book)):
        made.take(decided, replay.change(kept.read(decided)))
    return made.message()


def _of_calendar(work: Work, draft_id: str, proposal: Proposal) -> pb.Impact:
    """A calendar decides nothing, but periods were counted by it; those of transfers are counted
    whenever they are shown, and none of them is kept."""

    @cache
    def read_book(name: str) -> Book:
        return store.read_book(work.session, name)

    known = proposal.edition.published
    days = calendar_of(proposal.book, known)
    recount = Recount(read_book, deciding.known_calendar(work.session, known), days)
    made = Report(draft_id, days)
    for decided in rulings.decided(work.session):
        if decided.decision.HasField("period"):
            made.take(decided, recount.change(kept.read(decided)))
    return made.message()
