"""The audit log: takes each service's journal in order, and shows it to inspectors."""

from dangwu.audit.v1 import audit_pb2 as pb
from dangwu.v1 import values_pb2
from services.audit import intake, store, verify, wire
from services.chassis import paging, proof
from services.chassis.work import Work


class AuditServicer:
    """Answers dangwu.audit.v1.AuditService."""

    def AppendEntries(self, request: pb.AppendEntriesRequest, work: Work) -> pb.Source:
        intake.require_own(work.actor.id, request.source, request.entries)
        source = store.open_source(work.session, request.source)
        taken = intake.take(work.session, source, request.entries)
        work.note(source=source.id, taken=taken, last=source.last_sequence)
        return wire.to_source(source)

    def GetEntry(self, request: pb.GetEntryRequest, work: Work) -> pb.Entry:
        return wire.to_proto(store.get_entry(work.session, request.source, request.sequence))

    def ListEntries(self, request: pb.ListEntriesRequest, work: Work) -> pb.ListEntriesResponse:
        size = paging.page_size(request)
        entries = store.list_entries(
            work.session,
            subject_id=request.subject_id,
            actor_id=request.actor_id,
            source=request.source,
            after=_position(request.page_token),
            most=size + 1,
        )
        shown = paging.fitting(map(wire.to_proto, entries[:size]))
        more = len(entries) > len(shown)
        return pb.ListEntriesResponse(
            entries=shown,
            next_page_token=paging.encode(entries[len(shown) - 1].position) if more else "",
        )

    def ListSources(self, request: pb.ListSourcesRequest, work: Work) -> pb.ListSourcesResponse:
        sources = store.all_sources(work.session)
        return pb.ListSourcesResponse(sources=[wire.to_source(source) for source in sources])

    def VerifyLog(self, request: pb.VerifyLogRequest, work: Work) -> values_pb2.Verification:
        return proof.verification(work.session, work.service, verify.checks(work.session))


def _position(token: str) -> int:
    """The position a page ended at, 0 before the first page; anything odd is refused."""
    parts = paging.decode(token, 1)
    if parts is None:
        return 0
    if not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) <= 18):
        raise paging.PageTokenInvalid()
    return int(parts[0])
