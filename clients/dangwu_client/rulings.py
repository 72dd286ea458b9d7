"""Rulings (判定): a question decided for a case worked outside dangwu, its receipt kept."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from dangwu.rules.v1 import ruling_pb2
from dangwu.rules.v1.ruling_pb2_grpc import RulingServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class Rulings(Asking):
    """Keeps receipts with cases on paper, so that a later edition can be tried on them."""

    @cached_property
    def _rulings(self) -> RulingServiceStub:
        return RulingServiceStub(self._channel)

    def keep_ruling(
        self,
        reference: str,
        book: str,
        facts: Mapping[str, str],
        *,
        submitted_on: str = "",
        event_on: str = "",
        runs_from: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> ruling_pb2.Ruling:
        """Decide today for a case, named by a letter's or file's number. Raises Unknown, NotNow."""
        request = ruling_pb2.KeepRulingRequest(
            reference=reference,
            book=book,
            facts=facts,
            submitted_on=submitted_on,
            event_on=event_on,
            runs_from=runs_from,
        )
        return self._write(self._rulings.KeepRuling, request, request_id, rehearse)

    def close_ruling(
        self, ruling_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> ruling_pb2.Ruling:
        """Say that its case is done; the receipt stays. Raises Unknown, Forbidden, NotNow."""
        request = ruling_pb2.CloseRulingRequest(id=ruling_id, etag=etag)
        return self._write(self._rulings.CloseRuling, request, request_id, rehearse)

    def ruling(self, ruling_id: str) -> ruling_pb2.Ruling:
        """One ruling with its receipt. Raises Unknown, Forbidden."""
        request = ruling_pb2.GetRulingRequest(id=ruling_id)
        return self._call(self._rulings.GetRuling, request)

    def rulings(self, *, open_only: bool = False) -> Iterator[ruling_pb2.Ruling]:
        """One's own rulings, or all for office and inspectors, newest first."""

        def fetch(token: str) -> ruling_pb2.ListRulingsResponse:
            request = ruling_pb2.ListRulingsRequest(
                open_only=open_only, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._rulings.ListRulings, request)

        for page in every_page(fetch):
            yield from page.rulings
