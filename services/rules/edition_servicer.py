"""How a later edition, or a late correction, comes into a book: one drafts, another publishes."""

from dangwu.rules.v1 import edition_pb2 as pb
from dangwu.rules.v1 import rules_pb2
from services.chassis import etags
from services.chassis.errors import Malformed
from services.chassis.ids import new_id
from services.chassis.validation import require_no_number
from services.chassis.withheld import withhold
from services.chassis.work import Work
from services.rules import store, wire
from services.rules.changing import publishing, replaying, reporting
from services.rules.edition import Edition
from services.rules.store import drafts
from services.rules.store.drafts import Draft, State
from services.rules.telling import compare


class NotComparable(Malformed):
    zh = "{earlier} 与 {later} 不能比较：只能比较同一规则书的两个版本，且条件的组合不能过多。"
    en = "{earlier} and {later} cannot be compared: take two of one book, with fewer combinations."


class EditionServicer:
    """Answers dangwu.rules.v1.EditionService."""

    def ask_ProposeEdition(self, request: pb.ProposeEditionRequest, work: Work) -> None:
        """All the reading and proving is done before the pen is taken, and then remembered."""
        require_no_number(request.text, "text")
        publishing.examine(work.session, request.text, work.today)

    def ProposeEdition(self, request: pb.ProposeEditionRequest, work: Work) -> pb.Draft:
        require_no_number(request.text, "text")
        proposal = publishing.examine(work.session, request.text, work.today)
        draft = Draft(
            id=new_id("d"),
            version=1,
            book=proposal.edition.book,
            text=request.text,
            canonical=proposal.edition.text,
            dated=proposal.dated,
            maker_id=work.actor.id,
            made_at=work.now,
            stored_state=State.PROPOSED,
            closed_by_id="",
            note="",
        )
        work.session.add(draft)
        work.note(draft=draft.id, book=draft.book)
        return _shown(draft)

    def ask_ApproveEdition(self, request: pb.ApproveEditionRequest, work: Work) -> None:
        _to_approve(request, work)

    def ApproveEdition(self, request: pb.ApproveEditionRequest, work: Work) -> pb.Draft:
        draft, edition = _to_approve(request, work)
        store.append(work.session, edition)
        draft.publish(edition, work.actor.id, work.now)
        work.note(draft=draft.id, book=draft.book, edition=edition.id[:12])
        return _shown(draft)

    def RejectEdition(self, request: pb.RejectEditionRequest, work: Work) -> pb.Draft:
        draft = drafts.get_open(work.session, request.id)
        etags.check(request.etag, draft.version)
        draft.reject(withhold(request.note), work.actor.id, work.now)
        work.note(draft=draft.id, book=draft.book)
        return _shown(draft)

    def GetDraft(self, request: pb.GetDraftRequest, work: Work) -> pb.Draft:
        return _shown(drafts.get(work.session, request.id))

    def ListDrafts(self, request: pb.ListDraftsRequest, work: Work) -> pb.ListDraftsResponse:
        name = pb.DraftState.Name(request.state).removeprefix("DRAFT_STATE_")
        state = State(name) if request.state else None
        found, token = drafts.page(work.session, request, state)
        shown = [_shown(draft, with_text=False) for draft in found]
        return pb.ListDraftsResponse(drafts=shown, next_page_token=token)

    def CompareEditions(self, request: pb.CompareEditionsRequest, work: Work) -> pb.Comparison:
        earlier, later = _edition(request.earlier, work), _edition(request.later, work)
        refusal = NotComparable(earlier=_called(request.earlier), later=_called(request.later))
        if earlier.book != later.book or earlier.unit != later.unit:
            raise refusal
        try:
            found = compare.differences(earlier, later)
        except compare.TooManyQuestions:
            raise refusal from None
        return reporting.to_comparison(earlier, later, found)

    def ReportImpact(self, request: pb.ReportImpactRequest, work: Work) -> pb.Impact:
        draft = drafts.get_open(work.session, request.draft_id)
        drafts.require_as_sent(work.session, draft)
        proposal = publishing.examine(work.session, draft.text, work.today)
        report = replaying.report(work, draft.id, proposal)
        work.note(draft=draft.id, examined=report.examined, open_changed=report.open_changed)
        return report


def _to_approve(request: pb.ApproveEditionRequest, work: Work) -> tuple[Draft, Edition]:
    draft = drafts.get_open(work.session, request.id)
    drafts.require_other(work.session, draft, work.actor.id)
    etags.check(request.etag, draft.version)
    return draft, publishing.examine(work.session, draft.text, work.today).edition


def _edition(name: str, work: Work) -> Edition:
    """An edition by its hash, or that of a draft by the draft's id."""
    if name.startswith("d-"):
        return drafts.get(work.session, name).edition
    return store.edition_by_hash(work.session, name)


def _called(name: str) -> str:
    return name if name.startswith("d-") else name[:12]


def _shown(draft: Draft, *, with_text: bool = True) -> pb.Draft:
    message = pb.Draft(
        id=draft.id,
        etag=str(draft.version),
        state=f"DRAFT_STATE_{draft.state}",
        edition=_as_published(draft),
        made_by_id=draft.maker_id,
        closed_by_id=draft.closed_by_id,
        note=draft.note,
        text=draft.text if with_text else "",
    )
    message.made_at.FromDatetime(draft.made_at)
    if draft.closed_at:
        message.closed_at.FromDatetime(draft.closed_at)
    return message


def _as_published(draft: Draft) -> rules_pb2.Edition:
    """The edition of a draft; its hash is not settled before the day of its publication is."""
    edition = wire.to_edition(draft.edition, with_text=False)
    if not draft.has_date:
        edition.id = edition.published_on = ""
    return edition
