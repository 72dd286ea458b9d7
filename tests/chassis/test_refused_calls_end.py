"""A refused call is over when it is answered: nothing of it waits for the garbage collector."""

import gc
from collections.abc import Iterator

import grpc
import pytest

from tests.worlds import World

CALLS = 3000
"""More than the streams one connection may have, many times over."""


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("shape", ["socket"])
@pytest.mark.usefixtures("uncollected")
def test_no_stream_is_turned_away_after_many_refusals(world: World) -> None:
    path = "/dangwu.directory.v1.OrganizationService/ListOrganizations"
    call = world.desk("director").channel.unary_unary(path)
    codes = set()
    for _ in range(CALLS):
        try:
            call(b"\xff", timeout=20)
        except grpc.RpcError as error:
            codes.add(error.code())
    assert codes == {grpc.StatusCode.INVALID_ARGUMENT}
