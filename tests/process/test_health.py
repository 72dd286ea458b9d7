"""What an orchestrator and a stranger learn at the door: health by service, and nothing else."""

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from tests.house import image
from tests.process.conftest import Start

pytestmark = pytest.mark.usefixtures("once")

OWN = sorted({method.full_name.partition("/")[0] for method in image.methods()})
SERVING = health_pb2.HealthCheckResponse.SERVING


@pytest.fixture(scope="module")
def channel(start: Start) -> Iterator[grpc.Channel]:
    with start().channel() as opened:
        yield opened


def status_of(channel: grpc.Channel, service: str) -> int:
    stub: Any = health_pb2_grpc.HealthStub(channel)  # its stub has no methods
    answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=10)
    return int(answer.status)


@pytest.mark.parametrize("service", ["", *OWN])
def test_each_service_says_that_it_serves(channel: grpc.Channel, service: str) -> None:
    assert status_of(channel, service) == SERVING


def test_a_service_that_is_not_here_has_no_health(start: Start) -> None:
    with start("rules", "directory").channel() as channel:
        assert status_of(channel, "dangwu.rules.v1.RulesService") == SERVING
        for absent in ("dangwu.transfer.v1.RollService", "dangwu.transfer.v1", "rules"):
            with pytest.raises(grpc.RpcError) as refused:
                status_of(channel, absent)
            assert refused.value.code() is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize(
    "path",
    [
        "/dangwu.directory.v1.OrganizationService/DropOrganization",
        "/dangwu.directory.v1.OrganizationService/getorganization",
        "/dangwu.nothing.v1.NothingService/GetNothing",
        "/grpc.channelz.v1.Channelz/GetServers",
        "/x",
    ],
)
def test_a_call_that_nobody_declares_is_unimplemented(channel: grpc.Channel, path: str) -> None:
    call: Any = channel.unary_unary(path)
    with pytest.raises(grpc.RpcError) as refused:
        call(b"", timeout=10)
    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_reflection_says_nothing_unless_asked_for(channel: grpc.Channel) -> None:
    stub: Any = reflection_pb2_grpc.ServerReflectionStub(channel)
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    with pytest.raises(grpc.RpcError) as refused:
        list(stub.ServerReflectionInfo(iter([request]), timeout=10))
    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED
