"""One person's desk: every stub, with that person's token on each call."""

from collections.abc import Callable
from typing import Any

from dangwu.audit.v1 import audit_pb2_grpc
from dangwu.directory.v1 import (
    founding_pb2_grpc,
    identity_pb2_grpc,
    organization_pb2_grpc,
    outside_pb2_grpc,
    post_pb2_grpc,
)
from dangwu.rules.v1 import (
    calendar_pb2_grpc,
    edition_pb2_grpc,
    rules_pb2_grpc,
    ruling_pb2_grpc,
)
from dangwu.transfer.v1 import case_pb2_grpc, roll_pb2_grpc, step_pb2_grpc
from services.chassis.host import Host
from services.chassis.local import LocalChannel

TIMEOUT_S = 20.0


class _Signed:
    """A channel that adds one token and a deadline to each call."""

    def __init__(self, channel: Any, token: Callable[[], str]) -> None:
        self._channel = channel
        self._token = token

    def unary_unary(self, path: str, *args: Any, **options: Any) -> Callable[..., Any]:
        method = self._channel.unary_unary(path, *args, **options)

        def call(request: Any, timeout: float = TIMEOUT_S) -> Any:
            token = self._token()
            metadata = (("authorization", f"Bearer {token}"),) if token else ()
            return method(request, timeout=timeout, metadata=metadata)

        return call


class Desk:
    """`desk.cases.GetTransfer(request)` and so on, as one person (or system, or nobody)."""

    def __init__(self, channel: Any, token: Callable[[], str]) -> None:
        signed: Any = _Signed(channel, token)
        self.channel = signed
        self.organizations = organization_pb2_grpc.OrganizationServiceStub(signed)
        self.outsides = outside_pb2_grpc.OutsideServiceStub(signed)
        self.posts = post_pb2_grpc.PostServiceStub(signed)
        self.founding = founding_pb2_grpc.FoundingServiceStub(signed)
        self.identity = identity_pb2_grpc.IdentityServiceStub(signed)
        self.roll = roll_pb2_grpc.RollServiceStub(signed)
        self.cases = case_pb2_grpc.CaseServiceStub(signed)
        self.transfers = step_pb2_grpc.TransferServiceStub(signed)
        self.rules = rules_pb2_grpc.RulesServiceStub(signed)
        self.editions = edition_pb2_grpc.EditionServiceStub(signed)
        self.rulings = ruling_pb2_grpc.RulingServiceStub(signed)
        self.calendar = calendar_pb2_grpc.CalendarServiceStub(signed)
        self.audit = audit_pb2_grpc.AuditServiceStub(signed)


def local_desk(host: Host, subject: str) -> Desk:
    """A desk in the process of the host itself."""
    return Desk(LocalChannel(host.dispatch), lambda: host.tokens.mint(subject, host.clock()))
