"""What is asked of the audit log: entries, sources and gaps, whether it holds."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.audit.v1 import audit_pb2
from dangwu.audit.v1.audit_pb2_grpc import AuditServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class Audit(Asking):
    """The log of every act, once and in order."""

    @cached_property
    def _audit(self) -> AuditServiceStub:
        return AuditServiceStub(self._channel)

    def audit_entry(self, source: str, sequence: int) -> audit_pb2.Entry:
        """One entry: the service and the row's number in its journal. Raises Unknown."""
        request = audit_pb2.GetEntryRequest(source=source, sequence=sequence)
        return self._call(self._audit.GetEntry, request)

    def audit_entries(
        self, *, subject_id: str = "", actor_id: str = "", source: str = ""
    ) -> Iterator[audit_pb2.Entry]:
        """Entries, oldest first: about one thing, by one actor, of one source."""

        def fetch(token: str) -> audit_pb2.ListEntriesResponse:
            request = audit_pb2.ListEntriesRequest(
                subject_id=subject_id,
                actor_id=actor_id,
                source=source,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._audit.ListEntries, request)

        for page in every_page(fetch):
            yield from page.entries

    def audit_sources(self) -> list[audit_pb2.Source]:
        """How far the log has each service's journal, and any gap."""
        return list(self._call(self._audit.ListSources, audit_pb2.ListSourcesRequest()).sources)

    def verify_log(self) -> values_pb2.Verification:
        """Check every promise the log can show."""
        return self._call(self._audit.VerifyLog, audit_pb2.VerifyLogRequest())
