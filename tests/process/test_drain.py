"""An operator ends the server and starts it again; or may not start it, and is told what to do."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from sqlalchemy import text

from services.chassis.database import Database
from tests.process.clerks import Notebook, all_at_work, hire, registration
from tests.process.holdings import Holdings, each_done_once, every_promise_kept, rows
from tests.process.server import operate
from tests.process.site import Estate, Site
from tests.refusals import Refused, read

SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
GRACE_S = 5.0


@pytest.fixture
def site(estate: Estate, tmp_path: Path) -> Iterator[Site]:
    with estate.site(tmp_path, grace_s=GRACE_S) as made:
        yield made


class Watcher:
    """Somebody who asks to be told about health, such as a load balancer."""

    def __init__(self, site: Site) -> None:
        stub: Any = health_pb2_grpc.HealthStub(site.connect())
        self._stream = stub.Watch(health_pb2.HealthCheckRequest())
        self.told: list[int] = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        try:
            for answer in self._stream:
                self.told.append(answer.status)
                if answer.status == NOT_SERVING:
                    self._stream.cancel()
        except grpc.RpcError:
            pass

    def end(self) -> list[int]:
        self._thread.join(10)
        assert not self._thread.is_alive()
        return self.told


def test_a_drained_server_has_answered_all_it_did_and_loses_nothing(site: Site) -> None:
    notebook, before = Notebook(), Holdings.of(site.url)
    clerks = hire(site.campus, notebook, count(1))
    watcher = Watcher(site)

    def drained() -> None:
        time.sleep(1.0)
        assert site.drain() == 0

    all_at_work(site, clerks, until=drained)
    assert watcher.end() == [SERVING, NOT_SERVING]
    done = {request_id for request_id, _ in Holdings.of(site.url).acts - before.acts}
    assert done == notebook.answers.keys(), "a drained server tells of all it has done"
    site.open()
    every_promise_kept(site)
    for clerk in clerks:
        clerk.resume(site)
    each_done_once(site, notebook, before)


def test_a_call_in_flight_ends_and_a_new_one_is_not_begun(site: Site) -> None:
    """The call waits for the pen, which somebody else holds while the server is told to end."""
    first, second = [registration(n, site.campus.organizations["0101"]) for n in (1, 2)]
    with ThreadPoolExecutor(1) as caller, pen_of(site, "transfer"):
        calling = caller.submit(site.send, "director", first)
        wait_until(lambda: asks_the_directory(site))
        site.server.terminate()
        wait_until(lambda: not listens(site))
        # gRPC turns away what comes late, or cancels it when it was on its way in already.
        assert refusal_of(site, second).code in ("UNAVAILABLE", "CANCELLED")
        assert site.server.running
    assert calling.result().name == first.name
    assert site.server.wait() == 0
    entered = rows(site.url, "transfer", "SELECT name FROM member WHERE name LIKE '新党员%'")
    assert [row.name for row in entered] == [first.name]


def test_who_does_not_hang_up_is_cut_off_when_the_grace_is_over(
    estate: Estate, tmp_path: Path
) -> None:
    with estate.site(tmp_path, grace_s=1.0) as site:
        stub: Any = health_pb2_grpc.HealthStub(site.channel)
        stream = stub.Watch(health_pb2.HealthCheckRequest())
        assert next(stream).status == SERVING
        began = time.monotonic()
        assert site.drain() == 0
        assert time.monotonic() - began < GRACE_S
        with pytest.raises(grpc.RpcError):
            list(stream)


def test_a_database_at_another_revision_is_not_served(estate: Estate) -> None:
    with estate.copied() as url:
        database = Database(url.format(service="transfer"))
        with database.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
            session.commit()
        database.close()
        refused = operate(database_url=url, keys=estate.keys, bind="127.0.0.1:0")
        assert (refused.returncode, refused.stdout) == (1, "")
        zh, en = refused.stderr.strip().splitlines()
        for sentence in (zh, en):
            assert "0000" in sentence
            assert "python -m services migrate" in sentence
        assert "数据库版本" in zh
        assert "The transfer database is at revision" in en


def refusal_of(site: Site, request: Any) -> Refused:
    with pytest.raises(grpc.RpcError) as caught:
        site.send("director", request)
    return read(caught.value)


@contextmanager
def pen_of(site: Site, service: str) -> Iterator[None]:
    """Somebody else writes to a service's database, and takes his time."""
    database = Database(site.url.format(service=service))
    try:
        with database.writing():
            yield
    finally:
        database.close()


def asks_the_directory(site: Site) -> bool:
    """A call is on its way to the pen."""
    return any("GetOrganization" in line.get("rpc", "") for line in site.server.log())


def listens(site: Site) -> bool:
    try:
        socket.create_connection(("127.0.0.1", site.server.port), 5).close()
    except ConnectionError:
        return False
    return True


def wait_until(true: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 20
    while not true():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
