"""The calls that are measured, against a real server process."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2
from dangwu.rules.v1 import rules_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2, step_pb2, transfer_pb2
from services import roster
from services.chassis import logbook, migrate
from services.chassis.civil import month_of, shanghai_date
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from services.chassis.tokens import Tokens
from tests import campus as small_campus
from tests.desk import Desk
from tests.process.server import RunningServer

NUMBERS = count(1000)


class Bench:
    """A small campus behind a real server; each client has a channel of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        logbook.configure("critical")
        keys = folder / "keys"
        Keyring.create(keys)
        self._tokens = Tokens(Keyring.load(keys))
        self._campus = _built(url, keys)
        self._server = RunningServer(folder, database_url=url, keys=keys)
        self._channels: list[grpc.Channel] = []

    def __enter__(self) -> "Bench":
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for channel in self._channels:
            channel.close()
        self._server.terminate()
        self._server.wait()

    def _channel(self) -> grpc.Channel:
        # Without a pool of its own, clients would share one connection.
        options = [("grpc.use_local_subchannel_pool", 1)]
        channel = grpc.insecure_channel(self._server.address, options)
        self._channels.append(channel)
        return channel

    def _desk(self, who: str, channel: grpc.Channel | None = None) -> Desk:
        token = self._tokens.mint(who, datetime.now(UTC), 15)
        return Desk(channel or self._channel(), lambda: token)

    def empty(self) -> Callable[[], object]:
        """The least a call can be on this server: a health check."""
        stub: Any = health_pb2_grpc.HealthStub(self._channel())
        request = health_pb2.HealthCheckRequest()
        return lambda: stub.Check(request, timeout=10)

    def read(self, number: int) -> Callable[[], object]:
        """One member, by a post of the member's branch."""
        desk = self._desk("s.secretary")
        request = roll_pb2.GetMemberRequest(id=self._campus.members["ready"])
        return lambda: desk.roll.GetMember(request)

    def write(self, number: int) -> Callable[[], object]:
        """One change to a member of the client's own: authorized, journaled, audited, durable."""
        desk = self._desk("s.secretary")
        member = self._new_member(self._desk("director"))
        phones = count(10_000_000 * (number + 1))

        def act() -> None:
            nonlocal member
            member = desk.roll.AmendMember(
                roll_pb2.AmendMemberRequest(
                    request_id=str(uuid4()),
                    id=member.id,
                    etag=member.etag,
                    phone=f"19{next(phones):09d}",
                )
            )

        return act

    def story(self) -> Callable[[], object]:
        """A member entered, a transfer filed, signed three times, and accepted."""
        channel = self._channel()
        office, filer = self._desk("director", channel), self._desk("s.commissioner", channel)
        signers = [self._desk(f"{who}.secretary", channel) for who in "sab"]
        accepter = self._desk("t.secretary", channel)

        def act() -> None:
            case = filer.transfers.RequestTransfer(
                step_pb2.RequestTransferRequest(
                    request_id=str(uuid4()),
                    member_id=self._new_member(office).id,
                    destination_id=self._campus.organizations["0201"],
                    reason=transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR,
                )
            )
            for signer in signers:
                case = signer.transfers.SignTransfer(
                    step_pb2.SignTransferRequest(
                        request_id=str(uuid4()), id=case.id, etag=case.etag
                    )
                )
            accepter.transfers.AcceptTransfer(
                step_pb2.AcceptTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)
            )

        return act

    def _new_member(self, office: Desk) -> member_pb2.Member:
        number = next(NUMBERS)
        member: member_pb2.Member = office.roll.RegisterMember(
            roll_pb2.RegisterMemberRequest(
                request_id=str(uuid4()),
                name="党员",
                kind=member_pb2.MEMBER_KIND_FULL,
                category=member_pb2.MEMBER_CATEGORY_MASTER,
                campus_number=f"B{number:07d}",
                id_number=small_campus.id_number(number),
                phone="19900000000",
                joined_on="2020-07-01",
                dues_through=month_of(shanghai_date(datetime.now(UTC))),
                organization_id=self._campus.organizations["0101"],
            )
        )
        return member

    def broken(self) -> list[str]:
        """The promises that do not hold after all this; there must be none."""
        desk = self._desk("director")
        checks = [
            *desk.roll.VerifyRoll(roll_pb2.VerifyRollRequest(), timeout=120).checks,
            *desk.audit.VerifyLog(audit_pb2.VerifyLogRequest(), timeout=120).checks,
            *desk.organizations.VerifyDirectory(organization_pb2.VerifyDirectoryRequest()).checks,
        ]
        return [check.name for check in checks if check.broken]


def _built(url: str, keys: Path) -> small_campus.Campus:
    for service in roster.NAMES:
        database = Database(url.format(service=service))
        migrate.upgrade(database.engine, service)
        database.close()
    host = Host(roster.load(), Place(url, Keyring.load(keys)))
    host.start()
    host.ask_as("rules", rules_pb2.SeedBooksRequest(request_id=str(uuid4())))
    campus = small_campus.build(host)
    host.settle()
    host.stop()
    return campus
