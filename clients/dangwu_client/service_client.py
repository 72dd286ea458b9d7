"""ServiceClient: what dangwu's own services ask of one another; no person and no campus may."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from dangwu.audit.v1 import audit_pb2
from dangwu.audit.v1.audit_pb2_grpc import AuditServiceStub
from dangwu.directory.v1 import authority_pb2, founding_pb2, organization_pb2, post_pb2
from dangwu.directory.v1.founding_pb2_grpc import FoundingServiceStub
from dangwu.directory.v1.post_pb2_grpc import PostServiceStub
from dangwu.rules.v1 import rules_pb2
from dangwu.rules.v1.rules_pb2_grpc import RulesServiceStub
from dangwu.transfer.v1 import case_pb2
from dangwu.transfer.v1.case_pb2_grpc import CaseServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class ServiceClient(Asking):
    """For operators and tests that stand where a service stands, with a service's identity."""

    @cached_property
    def _posts(self) -> PostServiceStub:
        return PostServiceStub(self._channel)

    @cached_property
    def _founding(self) -> FoundingServiceStub:
        return FoundingServiceStub(self._channel)

    @cached_property
    def _rules(self) -> RulesServiceStub:
        return RulesServiceStub(self._channel)

    @cached_property
    def _cases(self) -> CaseServiceStub:
        return CaseServiceStub(self._channel)

    @cached_property
    def _audit(self) -> AuditServiceStub:
        return AuditServiceStub(self._channel)

    def standing(self, subject: str, *, on: str = "") -> authority_pb2.Standing:
        """The posts and roles somebody has on a day, by person id or account."""
        request = post_pb2.GetStandingRequest(subject=subject, on=on)
        return self._call(self._posts.GetStanding, request)

    def found_school(
        self,
        code: str,
        name: str,
        director: founding_pb2.Founder,
        administrator: founding_pb2.Founder,
        *,
        since: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> organization_pb2.Organization:
        """Enter the school committee and its first two people, once. Raises Taken, NotNow."""
        request = founding_pb2.FoundSchoolRequest(
            code=code,
            name=name,
            director=director,
            administrator=administrator,
        )
        setattr(request, "from", since)
        return self._write(self._founding.FoundSchool, request, request_id, rehearse)

    def seed_books(self, *, request_id: str = "", rehearse: bool = False) -> rules_pb2.Seeding:
        """Bring the books of the package into the store. Raises NotNow (broken or altered)."""
        request = rules_pb2.SeedBooksRequest()
        return self._write(self._rules.SeedBooks, request, request_id, rehearse)

    def decisions(self, book: str) -> Iterator[values_pb2.DecidedCase]:
        """The decisions of one book that transfers keep, oldest first."""

        def fetch(token: str) -> case_pb2.ListDecisionsResponse:
            request = case_pb2.ListDecisionsRequest(
                book=book, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._cases.ListDecisions, request)

        for page in every_page(fetch):
            yield from page.decisions

    def append_entries(
        self,
        source: str,
        entries: Iterable[audit_pb2.Entry],
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> audit_pb2.Source:
        """Send a journal's next rows to the log, in order. Raises Forbidden, Conflict."""
        request = audit_pb2.AppendEntriesRequest(source=source, entries=entries)
        return self._write(self._audit.AppendEntries, request, request_id, rehearse)
