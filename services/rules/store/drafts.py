"""Drafts: editions that wait for a second person. A draft decides nothing."""

import json
from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.chassis import journal
from services.chassis.errors import Forbidden, NotNow, Unknown
from services.rules.edition import Edition
from services.rules.store import Base, history, newest
from services.rules.store.newest import Page
from services.rules.text import shelf


class DraftUnknown(Unknown):
    zh = "没有编号为 {id} 的规则草稿。请用 dangwu rules drafts 查看。"
    en = "There is no draft {id}; look with: dangwu rules drafts"


class DraftClosed(NotNow):
    zh = "规则草稿 {id} 已经{state_zh}，不能再办理。如需再改，请另提草稿。"
    en = "Draft {id} is {state} already; propose another one to change more."


class OwnDraft(Forbidden):
    zh = "规则草稿 {id} 是您本人提出的，须由另一人公布。您可以撤回。"
    en = "You made draft {id} yourself: somebody else must publish it. You may withdraw it."


class DraftAltered(NotNow):
    zh = "规则草稿 {id} 与日志所记的提出人或内容不一致，不得公布。请退回此稿，另行提出。"
    en = (
        "Draft {id} is not what the journal saw come in, or not from whom; it is not published. "
        "Reject it and propose it anew."
    )


class State(StrEnum):
    """Where a draft stands."""

    PROPOSED = "PROPOSED"
    PUBLISHED = "PUBLISHED"
    REJECTED = "REJECTED"


STATES_ZH = {State.PUBLISHED: "公布", State.REJECTED: "退回或撤回"}


class Draft(Base):
    """One edition as it was sent in, and what became of it."""

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    book: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    """As it was sent in, comments, tests and all."""
    canonical: Mapped[str] = mapped_column(Text)
    """The edition it makes, by the day it was proposed, and then by the day it was published."""
    dated: Mapped[bool]
    """Whether the text itself says when it is published."""
    maker_id: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    stored_state: Mapped[str] = mapped_column("state", String(10))
    closed_by_id: Mapped[str] = mapped_column(String(60), default="")
    closed_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")

    @property
    def state(self) -> State:
        return State(self.stored_state)

    @property
    def edition(self) -> Edition:
        """Readable for good, though what a draft must say may change."""
        return shelf.edition_of(self.canonical)

    @property
    def has_date(self) -> bool:
        """Whether the day of its publication is settled."""
        return self.dated or self.state is State.PUBLISHED

    def publish(self, edition: Edition, by_id: str, at: datetime) -> None:
        self.canonical = edition.text
        self._close(State.PUBLISHED, by_id, at)

    def reject(self, note: str, by_id: str, at: datetime) -> None:
        self.note = note
        self._close(State.REJECTED, by_id, at)

    def _close(self, state: State, by_id: str, at: datetime) -> None:
        self.stored_state, self.closed_by_id, self.closed_at = state, by_id, at
        self.version += 1


def get(session: Session, draft_id: str) -> Draft:
    """A draft; refuses with `DraftUnknown`."""
    if draft := session.get(Draft, draft_id):
        return draft
    raise DraftUnknown(id=draft_id)


def get_open(session: Session, draft_id: str) -> Draft:
    """A draft that still waits; refuses with `DraftUnknown` or `DraftClosed`."""
    draft = get(session, draft_id)
    if draft.state is not State.PROPOSED:
        state, state_zh = draft.state.lower(), STATES_ZH[draft.state]
        raise DraftClosed(id=draft.id, state=state, state_zh=state_zh)
    return draft


def require_as_sent(session: Session, draft: Draft) -> None:
    """Its maker and its text are those the journal saw; refuses with `DraftAltered`."""
    rows = journal.entries_about(session, "rules", draft.id, 1, rpcs=(history.PROPOSE,), after=0)
    sent = [(row.outcome, row.actor_id, json.loads(row.request).get("text")) for row in rows]
    if sent != [(journal.OK, draft.maker_id, draft.text)]:
        raise DraftAltered(id=draft.id)


def require_other(session: Session, draft: Draft, person_id: str) -> None:
    """Whoever made a draft does not publish it; refuses with `OwnDraft` or `DraftAltered`."""
    require_as_sent(session, draft)
    if draft.maker_id == person_id:
        raise OwnDraft(id=draft.id)


def page(session: Session, request: Page, state: State | None) -> tuple[list[Draft], str]:
    """Drafts, newest first, all or those in one state."""
    query = select(Draft)
    if state:
        query = query.where(Draft.stored_state == state)
    found, token = newest.page(session, query, (Draft.made_at, Draft.id), request)
    return list(found), token


def all_drafts(session: Session) -> list[Draft]:
    """For verification."""
    return list(session.scalars(select(Draft).order_by(Draft.id)))
