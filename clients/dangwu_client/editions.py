"""Editions over time: a draft, what it would change, and its publication by a second person.

Each change takes `request_id` (made when empty; the same one again changes nothing more) and
`rehearse` (check everything, change nothing), and returns the draft as it then stands.
"""

from collections.abc import Iterator
from functools import cached_property

from dangwu.rules.v1 import edition_pb2
from dangwu.rules.v1.edition_pb2_grpc import EditionServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page

ANY_STATE = edition_pb2.DRAFT_STATE_UNSPECIFIED


class Editions(Asking):
    """How a later edition, or a late correction, comes into a book."""

    @cached_property
    def _editions(self) -> EditionServiceStub:
        return EditionServiceStub(self._channel)

    def propose_edition(
        self, text: str, *, request_id: str = "", rehearse: bool = False
    ) -> edition_pb2.Draft:
        """Keep a draft of one edition, in YAML, that has passed every check. Raises NotNow."""
        request = edition_pb2.ProposeEditionRequest(text=text)
        return self._write(self._editions.ProposeEdition, request, request_id, rehearse)

    def approve_edition(
        self, draft_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> edition_pb2.Draft:
        """Publish somebody else's draft. Raises Forbidden (one's own), NotNow, Conflict (stale)."""
        request = edition_pb2.ApproveEditionRequest(id=draft_id, etag=etag)
        return self._write(self._editions.ApproveEdition, request, request_id, rehearse)

    def reject_edition(
        self, draft_id: str, etag: str, note: str, *, request_id: str = "", rehearse: bool = False
    ) -> edition_pb2.Draft:
        """Close a draft unpublished, with the reason; its maker withdraws it so. Raises NotNow."""
        request = edition_pb2.RejectEditionRequest(id=draft_id, etag=etag, note=note)
        return self._write(self._editions.RejectEdition, request, request_id, rehearse)

    def draft(self, draft_id: str) -> edition_pb2.Draft:
        """One draft, text and all. Raises Unknown."""
        request = edition_pb2.GetDraftRequest(id=draft_id)
        return self._call(self._editions.GetDraft, request)

    def drafts(
        self, *, state: "edition_pb2.DraftState | str" = ANY_STATE
    ) -> Iterator[edition_pb2.Draft]:
        """The drafts without their texts, newest first; in one state, or all."""

        def fetch(token: str) -> edition_pb2.ListDraftsResponse:
            request = edition_pb2.ListDraftsRequest(
                state=state, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._editions.ListDrafts, request)

        for page in every_page(fetch):
            yield from page.drafts

    def compare_editions(self, earlier: str, later: str) -> edition_pb2.Comparison:
        """Where two editions of a book differ, each by its hash or a draft's id. Raises Unknown."""
        request = edition_pb2.CompareEditionsRequest(earlier=earlier, later=later)
        return self._call(self._editions.CompareEditions, request)

    def impact(self, draft_id: str) -> edition_pb2.Impact:
        """The open and past cases that a draft would decide otherwise. Raises Unknown, NotNow."""
        request = edition_pb2.ReportImpactRequest(draft_id=draft_id)
        return self._call(self._editions.ReportImpact, request)
