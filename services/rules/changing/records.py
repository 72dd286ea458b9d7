"""Whether drafts and rulings stand in their tables as the journal saw them come and go."""

from datetime import datetime

from services.chassis.civil import shanghai_date
from services.rules.changing import publishing
from services.rules.store import history
from services.rules.store.drafts import Draft, State
from services.rules.store.history import History, Thing
from services.rules.store.rulings import Ruling
from services.rules.text.page import BookBroken

STATES = {
    "": State.PROPOSED,
    history.APPROVE: State.PUBLISHED,
    history.REJECT: State.REJECTED,
}


def is_text_as_seen(draft: Draft, seen: History) -> bool:
    """Whether the text of a draft still is the one that came in."""
    made = seen.drafts.get(draft.id)
    return made is not None and made.sent.get("text") == history.digest(draft.text)


def is_draft_as_seen(draft: Draft, seen: History) -> bool:
    """Whether it is whose it was, and became what it was made to be."""
    made = seen.drafts.get(draft.id)
    if made is None:
        return False
    stands = (draft.maker_id, draft.made_at, draft.stored_state, draft.note)
    closing = (draft.closed_by_id, draft.closed_at, draft.version)
    return (
        stands == (made.made_by_id, made.made_at, STATES[made.closed], made.note)
        and closing == (made.closed_by_id, made.closed_at, _version(made))
        and _is_its_edition(draft, seen)
    )


def is_ruling_as_seen(ruling: Ruling, seen: History) -> bool:
    """Whether it is whose it was, of the case and the book it was, and open or closed as it was."""
    made = seen.rulings.get(ruling.id)
    if made is None:
        return False
    kept: tuple[str, datetime, int] = (ruling.kept_by_id, ruling.kept_at, ruling.sequence)
    return (
        kept == (made.made_by_id, made.made_at, made.sequence)
        and (ruling.reference, ruling.book) == (made.sent.get("reference"), made.sent.get("book"))
        and (ruling.closed_at, ruling.version) == (made.closed_at, _version(made))
    )


def _version(made: Thing) -> int:
    return 2 if made.closed else 1


def _is_its_edition(draft: Draft, seen: History) -> bool:
    """Whether the canonical text is that of what was published, or else of what was sent in.

    What is asked of a draft may have grown since; then the text can only be held against itself.
    """
    try:
        edition, dated, _ = publishing.read(draft.text, shanghai_date(draft.made_at))
    except BookBroken:
        edition = None
    if edition and (draft.book, draft.dated) != (edition.book, dated):
        return False
    if draft.state is State.PUBLISHED:
        return seen.published.get(draft.id) == history.digest(draft.canonical)
    return edition is None or edition.text == draft.canonical
