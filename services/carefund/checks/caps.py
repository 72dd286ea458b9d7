"""What the yearly cap of a person leaves for an application that is already under way."""

from services.carefund import ruling, store
from services.carefund.checks import limits
from services.carefund.checks.gathering import past_of
from services.carefund.store import Application
from services.carefund.terms import category_word
from services.chassis.work import Work

CAP, COUNTS = "carefund/annual_person_cap", "carefund/annual_cap_counts"


def left(work: Work, application: Application) -> int | None:
    """The most that may be approved for it today; None where its category goes beside the cap."""
    if not _counts(work, application, application.category):
        return None
    own = [
        past_of(row, application.event_index)
        for row in store.of_member(work.session, application.member_id)
        if row.id != application.id
    ]
    categories = {one.category for one in own}
    counted = {one for one in categories if _counts(work, application, one)}
    used = limits.used_of_cap(own, counted, work.today.year)
    return max(0, ruling.of_case(work, application, CAP).answer.amount_fen - used)


def _counts(work: Work, application: Application, category: int) -> bool:
    word = category_word(category)
    return ruling.of_case(work, application, COUNTS, category=word).answer.truth
