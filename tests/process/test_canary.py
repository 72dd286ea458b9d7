"""An ID number and a phone are planted, and found nowhere in clear, however hard one looks."""

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import grpc
import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import roll_pb2, step_pb2
from tests.campus import CANARY
from tests.process.clerks import SIGNERS, registration, request_of, this_month
from tests.process.provocations import PEOPLE, provocations
from tests.process.site import Estate, Site, rpcs
from tests.process.traces import files_below, forms, found_in, rows_of
from tests.refusals import refuses

PHONE = "19876543217"
PLANTED = (CANARY, PHONE)
NUMBERS = count(900_000)
SEEN = ("党员ready", "N00000")
"""What may be seen: where these are not found, the search looks in the wrong place."""


@pytest.fixture(scope="module")
def site(estate: Estate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with estate.site(tmp_path_factory.mktemp("canary"), log_level="debug") as made:
        yield made


def told_and_kept(site: Site) -> Iterator[tuple[str, bytes]]:
    """What stands in the rows, in the log, and in what the audit log shows."""
    yield from rows_of(site.url)
    yield "log", site.server.log_file.read_bytes()
    token = ""
    while True:
        page = site.send("inspector", audit_pb2.ListEntriesRequest(page_size=200, page_token=token))
        yield "audit", page.SerializeToString() + str(page).encode()
        token = page.next_page_token
        if not token:
            return


def in_use(site: Site) -> str:
    """The numbers are used in every way there is; answers the id of the case."""
    ready, places = site.campus.members["ready"], site.campus.organizations
    shown = site.send("s.secretary", roll_pb2.GetMemberRequest(id=ready))
    amended = roll_pb2.AmendMemberRequest(
        request_id=str(uuid4()), id=ready, etag=shown.etag, phone=PHONE, dues_through=this_month()
    )
    site.send("s.secretary", amended)
    purpose = f"核对 {CANARY}，电话{PHONE}"
    for match in (
        roll_pb2.MatchMemberRequest(request_id=str(uuid4()), id_number=CANARY, purpose=purpose),
        roll_pb2.MatchMemberRequest(request_id=str(uuid4()), phone=PHONE, purpose=purpose),
    ):
        assert site.send("a.secretary", match).id == ready
    reveal = roll_pb2.RevealMemberRequest(request_id=str(uuid4()), member_id=ready, purpose=purpose)
    revealed = [site.send("a.secretary", reveal) for _ in range(2)]
    assert [(one.id_number, one.phone) for one in revealed] == [PLANTED] * 2
    twin = registration(next(NUMBERS), places["0102"])
    twin.id_number, twin.phone = CANARY, PHONE
    with refuses("MEMBER_TAKEN"):
        site.send("director", twin)
    case = site.send("s.commissioner", request_of(ready, places["0201"]))
    for account in SIGNERS[:2]:
        signature = step_pb2.SignTransferRequest(
            request_id=str(uuid4()), id=case.id, etag=case.etag
        )
        case = site.send(account, signature)
    return str(case.id)


def said_to(site: Site, account: str, request: Any) -> bytes:
    """All that a caller is told when a request is refused; nothing when it is not."""
    try:
        site.send_bytes(account, request)
    except grpc.RpcError as error:
        call: Any = error
        trailers = b"".join(
            value if isinstance(value, bytes) else value.encode()
            for _, value in call.trailing_metadata()
        )
        return trailers + str(call).encode() + str(call.details()).encode()
    return b""


def test_every_form_of_a_secret_is_found() -> None:
    for name, form in forms(CANARY).items():
        assert f"a page: {name}" in found_in([("a page", b"\0\1" + form + b"\2")], CANARY)


def test_a_number_in_use_is_found_nowhere_in_clear(estate: Estate, site: Site) -> None:
    in_use(site)
    everywhere = [
        *files_below(estate.databases.folder),
        *told_and_kept(site),
        ("log of the founding", estate.log_file.read_bytes()),
    ]
    for seen in SEEN:
        assert found_in(everywhere, seen)
    if site.url.startswith("sqlite"):
        assert any(name.endswith("-wal") and content for name, content in everywhere)
    assert found_in(everywhere, *PLANTED) == []
    site.drain()
    assert found_in(files_below(estate.databases.folder), *PLANTED) == []
    assert found_in(files_below(site.folder), *PLANTED) == []
    site.open()


@pytest.mark.parametrize("planted", PLANTED, ids=("id number", "phone"))
def test_a_number_in_the_wrong_field_is_neither_repeated_nor_kept(site: Site, planted: str) -> None:
    """Every text of every call in turn holds it. What could be done is only rehearsed."""
    places = site.campus.organizations
    member = site.send("director", registration(next(NUMBERS), places["0101"]))
    case = site.send("s.commissioner", request_of(member.id, places["0201"]))
    told: list[tuple[str, bytes]] = []
    for rpc in rpcs():
        people = {PEOPLE[min(rpc.allow)], "outsider", "administrator"}
        for request in provocations(rpc, site.campus, case.id, planted):
            told += [(rpc.name, said_to(site, account, request)) for account in sorted(people)]
    assert sum(bool(said) for _, said in told) > len(told) / 2
    assert found_in(told, planted) == []
    assert found_in(told_and_kept(site), planted) == []
