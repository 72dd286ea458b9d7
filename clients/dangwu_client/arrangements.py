"""What runs for a time after a case: retentions, vouchers, searches, suspensions."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.transfer.v1 import term_pb2
from dangwu.transfer.v1.term_pb2_grpc import TermServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page

UNSPECIFIED = term_pb2.TERM_KIND_UNSPECIFIED


class TermReads(Asking):
    """What everybody with business here may ask."""

    @cached_property
    def _terms(self) -> TermServiceStub:
        return TermServiceStub(self._channel)

    def terms(
        self,
        *,
        member_id: str = "",
        organization_id: str = "",
        kind: "term_pb2.TermKind | str" = UNSPECIFIED,
        ended: bool = False,
        term_id: str = "",
    ) -> Iterator[term_pb2.Term]:
        """What runs, and what is over too if asked; each with what is due next."""

        def fetch(token: str) -> term_pb2.ListTermsResponse:
            request = term_pb2.ListTermsRequest(
                member_id=member_id,
                organization_id=organization_id,
                kind=kind,
                ended=ended,
                id=term_id,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._terms.ListTerms, request)

        for page in every_page(fetch):
            yield from page.terms


class Arrangements(TermReads):
    """And what staff do with them. Days are "YYYY-MM-DD"."""

    def contacts(self, term_id: str) -> list[term_pb2.Contact]:
        """The contacts and attempts of one, oldest first. Raises Unknown, Forbidden."""
        request = term_pb2.ListContactsRequest(term_id=term_id)
        return list(self._call(self._terms.ListContacts, request).contacts)

    def record_contact(
        self,
        term_id: str,
        etag: str,
        on: str,
        how: str,
        *,
        reached: bool = True,
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> term_pb2.Term:
        """Log a contact, or an attempt that reached nobody. Raises NotNow, Malformed, Conflict."""
        request = term_pb2.RecordContactRequest(
            term_id=term_id, etag=etag, on=on, how=how, reached=reached, note=note
        )
        return self._write(self._terms.RecordContact, request, request_id, rehearse)

    def end_term(
        self,
        term_id: str,
        etag: str,
        on: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> term_pb2.Term:
        """Note that he is back, was found, or handed it in. Raises NotNow, Malformed, Conflict."""
        request = term_pb2.EndTermRequest(term_id=term_id, etag=etag, on=on, because=because)
        return self._write(self._terms.EndTerm, request, request_id, rehearse)

    def begin_search(
        self,
        member_id: str,
        last_contact_on: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> term_pb2.Term:
        """Begin the search for somebody nobody can reach. Raises Taken, Malformed, Forbidden."""
        request = term_pb2.BeginSearchRequest(
            member_id=member_id, last_contact_on=last_contact_on, because=because
        )
        return self._write(self._terms.BeginSearch, request, request_id, rehearse)
