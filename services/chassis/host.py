"""The host: the services of this process, the way to those elsewhere, one door for all calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType

import grpc
import sqlalchemy as sa
from google.protobuf import descriptor_pool
from google.protobuf.message import Message

from services.chassis import contract, migrate
from services.chassis.chores import Around, Chore, Round
from services.chassis.civil import shanghai_date
from services.chassis.contract import Rpc
from services.chassis.courier import Courier
from services.chassis.database import Database
from services.chassis.identity import Actor, RecentActors, actor_of, subject_of
from services.chassis.issuers import Issuer
from services.chassis.keys import Keyring
from services.chassis.letterhead import Letterhead
from services.chassis.peers import Peers
from services.chassis.pipeline import Call, Pipeline
from services.chassis.sealing import Sealer
from services.chassis.settings import Settings
from services.chassis.signing import Signer
from services.chassis.tokens import Tokens

TOKEN_MINUTES = 10


@dataclass(frozen=True)
class Service:
    """One service as its package declares it: a name, its servicers, its tables."""

    name: str
    servicers: Mapping[str, object]
    metadata: sa.MetaData
    chores: Sequence[Callable[[], Chore]] = ()


@dataclass(frozen=True)
class Place:
    """Where a host keeps things and finds others."""

    database_url: str
    keyring: Keyring
    elsewhere: Mapping[str, grpc.Channel] = field(default_factory=dict)
    issuers: Sequence[Issuer] = ()
    embedded: bool = True
    letterhead: Letterhead = field(default_factory=Letterhead)
    chores: Settings | None = None
    """What chores go by; without it none is done here."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Host:
    """Runs services. Whether a service is here or elsewhere is known here and nowhere else."""

    def __init__(
        self, services: Sequence[Service], place: Place, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.services = tuple(services)
        self.clock = clock
        self.tokens = Tokens(place.keyring, place.issuers, embedded=place.embedded)
        self._recent = RecentActors()
        self._sealer = Sealer(place.keyring)
        self._signer = Signer(place.keyring)
        self._letterhead = place.letterhead
        self._here = frozenset(service.name for service in services)
        self._elsewhere = MappingProxyType(dict(place.elsewhere))
        self._doors: dict[str, Callable[[Call], bytes]] = {}
        self._own_tokens: dict[str, tuple[str, datetime]] = {}
        self.databases: dict[str, Database] = {}
        self._couriers: dict[str, Courier] = {}
        self._rounds: list[Round] = []
        self._chores = place.chores
        self.rpcs: dict[str, Rpc] = {}
        try:
            for service in services:
                self._open(service, place.database_url.format(service=service.name))
        except BaseException:
            self._close_databases()  # what cannot serve holds on to nothing
            raise

    def _open(self, service: Service, url: str) -> None:
        database = self.databases[service.name] = Database(url)
        migrate.require_current(database.engine, service.name)
        peers = self._peers(service.name)
        courier = Courier(service.name, database, peers.ask) if service.name != "audit" else None
        if courier:
            self._couriers[service.name] = courier
        if self._chores and service.chores:
            around = Around(database, peers.ask, self.clock, self._chores)
            self._rounds.append(Round(service.name, [make() for make in service.chores], around))
        pipeline = Pipeline(
            service=service.name,
            database=database,
            sealer=self._sealer,
            tokens=self.tokens,
            signer=self._signer,
            clock=self.clock,
            identify=partial(self._identify, peers),
            ask_peer=peers.ask,
            recorded=courier.wake if courier else lambda: None,
            letterhead=self._letterhead,
        )
        pool = descriptor_pool.Default()
        for full_name, servicer in service.servicers.items():
            for rpc in contract.read(pool.FindServiceByName(full_name)):
                if not callable(getattr(servicer, rpc.name, None)):
                    raise contract.ContractBroken(f"{rpc.full_name}: no method answers it")
                self.rpcs[rpc.path] = rpc
                self._doors[rpc.path] = partial(pipeline.call, rpc, servicer)

    def _peers(self, name: str) -> Peers:
        return Peers(self.dispatch, self._here, self._elsewhere, partial(self._own_token, name))

    def ask_as(self, name: str, request: Message) -> Message:
        """Makes a call in a service's own name: for founding and seeding at the start."""
        return self._peers(name).ask(request)

    def _own_token(self, name: str) -> str:
        now = self.clock()
        token, until = self._own_tokens.get(name, ("", now))
        if not timedelta(minutes=1) < until - now <= timedelta(minutes=TOKEN_MINUTES):
            token = self.tokens.mint(f"service:{name}", now, TOKEN_MINUTES)
            until = now + timedelta(minutes=TOKEN_MINUTES)
            self._own_tokens[name] = (token, until)
        return token

    def _identify(self, peers: Peers, call: Call, now: datetime, writes: bool) -> Actor:
        subject = subject_of(call.metadata, call.peer_service, self.tokens, now)
        today = shanghai_date(now)
        known = None if writes else self._recent.get(subject, today)
        if known is None:
            known = actor_of(subject, today, partial(peers.ask, call=call))  # type: ignore[arg-type]
            self._recent.put(subject, today, known)
        return known

    def dispatch(self, path: str, call: Call) -> bytes:
        """Answers one call to a service of this process; raises a `Refusal` and nothing else."""
        return self._doors[path](call)

    def start(self) -> None:
        """Starts the couriers, and the chores if any are to be done here."""
        for courier in self._couriers.values():
            courier.start()
        for one in self._rounds:
            one.start()

    def settle(self, timeout_s: float = 10.0) -> bool:
        """Waits until the audit log has all that was journaled so far."""
        return all(courier.settle(timeout_s) for courier in self._couriers.values())

    def stop(self) -> None:
        """Ends the chores, lets the couriers finish, and closes the databases."""
        for one in self._rounds:
            one.stop()
        for courier in self._couriers.values():
            courier.stop()
        self._close_databases()

    def _close_databases(self) -> None:
        for database in self.databases.values():
            database.close()
