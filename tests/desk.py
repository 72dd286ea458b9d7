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
from dangwu.transfer.v1 import (
    arrival_pb2_grpc,
    case_pb2_grpc,
    change_pb2_grpc,
    departure_pb2_grpc,
    hold_pb2_grpc,
    receipt_pb2_grpc,
    register_pb2_grpc,
    reminder_pb2_grpc,
    roll_pb2_grpc,
    statistics_pb2_grpc,
    step_pb2_grpc,
    term_pb2_grpc,
    transit_pb2_grpc,
)
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


class _Drawer:
    """One service's stub, made when the desk first asks for it: most desks ask for one or two."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, desk: "Desk", owner: type) -> Any:
        stub = desk.__dict__[self._name] = self._make(desk.channel)
        return stub


class Desk:
    """`desk.cases.GetTransfer(request)` and so on, as one person (or system, or nobody)."""

    organizations = _Drawer(organization_pb2_grpc.OrganizationServiceStub)
    outsides = _Drawer(outside_pb2_grpc.OutsideServiceStub)
    posts = _Drawer(post_pb2_grpc.PostServiceStub)
    founding = _Drawer(founding_pb2_grpc.FoundingServiceStub)
    identity = _Drawer(identity_pb2_grpc.IdentityServiceStub)
    roll = _Drawer(roll_pb2_grpc.RollServiceStub)
    cases = _Drawer(case_pb2_grpc.CaseServiceStub)
    transfers = _Drawer(step_pb2_grpc.TransferServiceStub)
    arrivals = _Drawer(arrival_pb2_grpc.ArrivalServiceStub)
    changes = _Drawer(change_pb2_grpc.ChangeServiceStub)
    terms = _Drawer(term_pb2_grpc.TermServiceStub)
    holds = _Drawer(hold_pb2_grpc.HoldServiceStub)
    departures = _Drawer(departure_pb2_grpc.DepartureServiceStub)
    transits = _Drawer(transit_pb2_grpc.TransitServiceStub)
    receipts = _Drawer(receipt_pb2_grpc.ReceiptServiceStub)
    letters = _Drawer(register_pb2_grpc.LetterServiceStub)
    rules = _Drawer(rules_pb2_grpc.RulesServiceStub)
    editions = _Drawer(edition_pb2_grpc.EditionServiceStub)
    rulings = _Drawer(ruling_pb2_grpc.RulingServiceStub)
    calendar = _Drawer(calendar_pb2_grpc.CalendarServiceStub)
    reminders = _Drawer(reminder_pb2_grpc.ReminderServiceStub)
    statistics = _Drawer(statistics_pb2_grpc.StatisticsServiceStub)
    audit = _Drawer(audit_pb2_grpc.AuditServiceStub)

    def __init__(self, channel: Any, token: Callable[[], str]) -> None:
        self.channel: Any = _Signed(channel, token)


def local_desk(host: Host, subject: str) -> Desk:
    """A desk in the process of the host itself."""
    return Desk(LocalChannel(host.dispatch), lambda: host.tokens.mint(subject, host.clock()))
