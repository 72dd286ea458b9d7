"""Over TLS, on the real process: who may listen where, and who is believed to be whom."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import grpc
import pytest

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import roll_pb2, step_pb2, transfer_pb2
from services.chassis import transport
from tests.campus import Campus
from tests.chassis.authority import CLIENT, Authority, Issued, service, uri
from tests.desk import Desk
from tests.process import story
from tests.process.conftest import Start
from tests.process.house import House
from tests.process.server import RunningServer
from tests.refusals import Refused, read, refuses

pytestmark = pytest.mark.usefixtures("once")

Token = Callable[[str], str]
TREE = organization_pb2.ListOrganizationsRequest()
BY_NUMBER = roll_pb2.SearchMembersRequest(campus_number="N00005")
"""A teacher: HR knows teachers, the student system does not."""


@pytest.fixture(scope="module")
def server(start: Start, house: House) -> RunningServer:
    """One port for people, over TLS, and one for services with certificates."""
    return start(**house.settings, tls_client_ca=house.authority.path, services_bind="127.0.0.1:0")


def tries(channel: grpc.Channel, token: str) -> Refused | None:
    """What comes of asking for the tree; None when it is answered."""
    with channel:
        try:
            Desk(channel, lambda: token).organizations.ListOrganizations(TREE)
        except grpc.RpcError as error:
            return read(error)
    return None


def test_who_trusts_the_authority_is_served(
    server: RunningServer, house: House, token: Token
) -> None:
    assert tries(house.channel(server.port), token("director")) is None


def test_who_does_not_trust_it_sends_nothing(
    server: RunningServer, token: Token, tmp_path: Path
) -> None:
    stranger = transport.channel_credentials(Authority(tmp_path, "stranger").path)
    for credentials in (stranger, grpc.ssl_channel_credentials(), None):
        refused = tries(server.channel(credentials), token("director"))
        assert refused
        assert (refused.code, refused.reason) == ("UNAVAILABLE", "")


def test_tls_does_not_stand_in_for_a_token(server: RunningServer, house: House) -> None:
    refused = tries(house.channel(server.port), "")
    assert refused
    assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "UNAUTHENTICATED")


def test_what_a_caller_says_about_itself_is_not_believed(
    server: RunningServer, house: House
) -> None:
    with house.channel(server.port) as channel:
        method: Any = channel.unary_unary("/dangwu.rules.v1.RulesService/ListBooks")
        said = [(name, "service:transfer") for name in ("x-user-id", "x-dangwu-subject", "sub")]
        with pytest.raises(grpc.RpcError) as refused:
            method(b"", metadata=(*said, ("x-forwarded-client-cert", "By=spiffe://dangwu/svc/hr")))
        assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


def hr(house: House) -> Issued:
    return house.authority.issue("hr", service("hr"), usage=CLIENT)


def test_a_certificate_says_which_service_calls(
    server: RunningServer, house: House, campus: Campus, token: Token
) -> None:
    with house.channel(server.port) as people:
        member_id = story.paid(lambda who: Desk(people, lambda: token(who)), campus, "librarian")
    with house.channel(server.services_port, hr(house)) as channel:
        desk = Desk(channel, lambda: "")
        found = desk.roll.SearchMembers(BY_NUMBER).members
        assert [one.id for one in found] == [campus.members["teacher"]]
        proposed = desk.transfers.ProposeTransfer(
            step_pb2.ProposeTransferRequest(
                request_id=str(uuid4()),
                member_id=member_id,
                destination_id=campus.organizations["0102"],
                reason=transfer_pb2.TRANSFER_REASON_REPOSTING,
            )
        )
    assert proposed.state == transfer_pb2.TRANSFER_STATE_PROPOSED
    assert proposed.filed_by_id == "service:hr"
    assert proposed.belongs_to_id == campus.organizations["03"]


def test_a_service_may_do_what_its_own_role_may_and_no_more(
    server: RunningServer, house: House, campus: Campus
) -> None:
    with house.channel(server.services_port, hr(house)) as channel:
        desk = Desk(channel, lambda: "")
        with refuses("ROLE_NOT_ALLOWED"):
            desk.roll.ListMembers(roll_pb2.ListMembersRequest())
        with refuses("ROLE_NOT_ALLOWED"):
            desk.roll.RevealMember(
                roll_pb2.RevealMemberRequest(
                    request_id=str(uuid4()), member_id=campus.members["teacher"], purpose="核对身份"
                )
            )
        with refuses("NOT_YOURS"):
            desk.roll.GetMember(roll_pb2.GetMemberRequest(id=campus.members["ready"]))


BAD = [
    ("two", [*service("hr"), *service("student")], "CERTIFICATE_REFUSED"),
    ("foreign", uri("spiffe://library/svc/hr"), "CERTIFICATE_REFUSED"),
    ("nameless", [], "CERTIFICATE_REFUSED"),
    ("unknown", service("library"), "UNAUTHENTICATED"),
]


@pytest.mark.parametrize(("file", "names", "reason"), BAD, ids=[name for name, *_ in BAD])
def test_a_certificate_that_names_no_one_service_is_nobody(
    server: RunningServer, house: House, file: str, names: Any, reason: str
) -> None:
    client = house.authority.issue(file, names, usage=CLIENT, common_name="hr")
    refused = tries(house.channel(server.services_port, client), "")
    assert refused
    assert (refused.code, refused.reason) == ("UNAUTHENTICATED", reason)


def test_the_port_for_services_asks_for_a_certificate_of_the_house(
    server: RunningServer, house: House, token: Token, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path, "stranger").issue("hr", service("hr"), usage=CLIENT)
    for client in (None, stranger):
        refused = tries(house.channel(server.services_port, client), token("director"))
        assert refused
        assert refused.code == "UNAVAILABLE"


@pytest.mark.parametrize("said", ["Bearer not.a.token", "Basic aHI6aHI=", "Bearer", "hr"])
def test_what_a_caller_says_wrongly_is_not_healed_by_a_certificate(
    server: RunningServer, house: House, said: str
) -> None:
    with house.channel(server.services_port, hr(house)) as channel:
        method: Any = channel.unary_unary("/dangwu.rules.v1.RulesService/ListBooks")
        assert method(b"", timeout=20)
        with pytest.raises(grpc.RpcError) as refused:
            method(b"", metadata=(("authorization", said),), timeout=20)
        assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED
