"""Every write of the directory moves its revision on, so that nothing remembered outlives it."""

from collections.abc import Callable

import pytest

from dangwu.directory.v1 import founding_pb2, organization_pb2, post_pb2
from services.chassis import contract
from tests.directory.acts import BRANCH, DEPUTY, Office, standing
from tests.refusals import refuses
from tests.worlds import World

WRITES: dict[str, Callable[[Office], object]] = {
    "CreateOrganization": lambda office: office.found("0109", "01", BRANCH),
    "ChangeOrganization": lambda office: office.change("0101", name="新名称"),
    "CloseOrganization": lambda office: office.close("0101"),
    "RegisterPerson": lambda office: office.register("new.one"),
    "AppointPost": lambda office: office.appoint("former", "0202", DEPUTY),
    "EndPost": lambda office: office.end(office.post("s.deputy")),
}
ONCE = {"FoundSchool"}
"""The directory is empty before it, so that nobody can have remembered anything."""


def test_no_write_is_left_out() -> None:
    services = (
        founding_pb2.DESCRIPTOR.services_by_name["FoundingService"],
        organization_pb2.DESCRIPTOR.services_by_name["OrganizationService"],
        post_pb2.DESCRIPTOR.services_by_name["PostService"],
    )
    writes = {rpc.name for service in services for rpc in contract.read(service) if rpc.writes}
    assert writes == WRITES.keys() | ONCE


@pytest.mark.parametrize("write", WRITES)
def test_a_write_moves_the_revision_on(world: World, write: str) -> None:
    before = standing(world, "outsider").revision
    WRITES[write](Office.of(world))
    assert standing(world, "outsider").revision == before + 1


def test_a_refused_write_does_not(world: World) -> None:
    office = Office.of(world)
    before = standing(world, "outsider").revision
    with refuses("STILL_HAS_PARTS"):
        office.close("01")
    with refuses("ACCOUNT_TAKEN"):
        office.register("former")
    office.found("0109", "01", BRANCH, rehearse=True)
    assert standing(world, "outsider").revision == before
