"""Whatever a service offers can be asked for through a typed client."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.descriptor import MethodDescriptor

import dangwu_client
from dangwu.audit.v1 import audit_pb2
from dangwu.carefund.v1 import (
    advance_pb2,
    application_service_pb2,
    campaign_service_pb2,
    claim_pb2,
    emergency_pb2,
    ledger_service_pb2,
    objection_pb2,
    payment_service_pb2,
    pool_pb2,
    publicity_pb2,
    resolution_pb2,
    review_pb2,
    statement_pb2,
)
from dangwu.directory.v1 import founding_pb2, identity_pb2, organization_pb2, outside_pb2, post_pb2
from dangwu.rules.v1 import calendar_pb2, edition_pb2, rules_pb2, ruling_pb2
from dangwu.transfer.v1 import (
    arrival_pb2,
    case_pb2,
    change_pb2,
    departure_pb2,
    hold_pb2,
    receipt_pb2,
    register_pb2,
    reminder_pb2,
    roll_pb2,
    statistics_pb2,
    step_pb2,
    term_pb2,
    transit_pb2,
)
from dangwu_client import HrClient, ServiceClient, StaffClient, StudentClient
from dangwu_client.fund import Fund

PROTOS = Path(dangwu_client.__file__).parents[2] / "protos"
FILES = (
    advance_pb2,
    audit_pb2,
    calendar_pb2,
    case_pb2,
    edition_pb2,
    founding_pb2,
    identity_pb2,
    organization_pb2,
    outside_pb2,
    post_pb2,
    roll_pb2,
    rules_pb2,
    ruling_pb2,
    step_pb2,
    arrival_pb2,
    change_pb2,
    departure_pb2,
    hold_pb2,
    receipt_pb2,
    register_pb2,
    reminder_pb2,
    statistics_pb2,
    term_pb2,
    transit_pb2,
    application_service_pb2,
    campaign_service_pb2,
    claim_pb2,
    emergency_pb2,
    ledger_service_pb2,
    objection_pb2,
    payment_service_pb2,
    pool_pb2,
    publicity_pb2,
    resolution_pb2,
    review_pb2,
    statement_pb2,
)
CLIENTS = (HrClient, ServiceClient, StaffClient, StudentClient, Fund)
FOR_SERVICES_ONLY = {"FoundSchool", "GetStanding", "SeedBooks", "ListDecisions", "AppendEntries"}
FOR_CAMPUS_SYSTEMS_ONLY = {"ProposeTransfer", "ProposeDeparture"}


def rpcs() -> Iterator[MethodDescriptor]:
    for file in FILES:
        for service in file.DESCRIPTOR.services_by_name.values():
            yield from service.methods


def calls(client: type) -> set[str]:
    """The RPCs that the public methods of a client call, by name."""
    sources = [
        inspect.getsource(member)
        for name, member in inspect.getmembers(client, inspect.isfunction)
        if not name.startswith("_")
    ]
    return set(re.findall(r"self\._[a-z]+\.([A-Z]\w+)", "\n".join(sources)))


def test_no_service_is_overlooked() -> None:
    """The list above names every proto that has a service."""
    told = re.compile(r"^service \w+", re.MULTILINE)
    with_services = {
        str(path.relative_to(PROTOS))
        for path in PROTOS.glob("dangwu/**/*.proto")
        if told.search(path.read_text(encoding="utf-8"))
    }
    assert with_services == {file.DESCRIPTOR.name for file in FILES}


@pytest.mark.parametrize("rpc", list(rpcs()), ids=lambda rpc: rpc.name)
def test_every_rpc_is_reachable(rpc: MethodDescriptor) -> None:
    assert any(rpc.name in calls(client) for client in CLIENTS)


def test_staff_reach_all_that_is_not_for_machines() -> None:
    machines = FOR_SERVICES_ONLY | FOR_CAMPUS_SYSTEMS_ONLY
    assert calls(StaffClient) | calls(Fund) == {rpc.name for rpc in rpcs()} - machines


def test_campus_systems_read_and_propose() -> None:
    assert calls(HrClient) == calls(StudentClient)
    assert calls(HrClient) == {
        "ProposeTransfer",
        "ProposeDeparture",
        "CheckDeparture",
        "RegisterArrival",
        "ListLetterKeys",
        "GetTransfer",
        "ListTransfers",
        "ExplainTransfer",
        "VerifyReadiness",
        "GetMember",
        "SearchMembers",
        "GetOrganization",
        "GetOutside",
        "SearchOutside",
        "RedeemCode",
        "RenewSession",
        "DecideRule",
        "ExplainRule",
        "ListBooks",
        "GetEdition",
        "KeepRuling",
        "CloseRuling",
        "GetRuling",
        "ListRulings",
        "CountDays",
        "GetCalendar",
    }


@pytest.mark.parametrize("client", CLIENTS)
def test_every_method_says_what_it_does(client: type) -> None:
    for name, member in inspect.getmembers(client, inspect.isfunction):
        if not name.startswith("_"):
            assert member.__doc__, name


@pytest.mark.parametrize("client", CLIENTS)
def test_every_write_can_be_repeated_and_rehearsed(client: type) -> None:
    for name, member in inspect.getmembers(client, inspect.isfunction):
        if "self._write(" in inspect.getsource(member) and not name.startswith("_"):
            parameters = inspect.signature(member).parameters
            assert parameters["request_id"].default == "", name
            assert parameters["rehearse"].default is False, name


def test_what_is_promised_at_the_door_is_there() -> None:
    for name in dangwu_client.__all__:
        assert getattr(dangwu_client, name)
    with pytest.raises(AttributeError, match="nothing_such"):
        dangwu_client.nothing_such  # noqa: B018
