"""`make run`: serves the campus that the demonstration left, and says when it can be asked."""

import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from dangwu_client.staff.settings import ADDRESS
from deploy.demo.lock import InUse, held
from services.__main__ import main as services

FOLDER = Path("var/demo")
START_S = 60.0


def main() -> int:
    """Serves until Ctrl-C; 1 when there is nothing to serve, or it is served already."""
    if not (FOLDER / "keys").is_dir():
        print(
            "还没有示范校园，请先 make demo；正式安装见 README。"
            " / Run make demo first, or see README for a real installation.",
            file=sys.stderr,
        )
        return 1
    os.environ["DANGWU_DATABASE_URL"] = f"sqlite:///{FOLDER}/{{service}}.db"
    os.environ["DANGWU_KEYS"] = str(FOLDER / "keys")
    address = os.environ.setdefault("DANGWU_BIND", ADDRESS)
    if _answers(address):
        print(f"{address} 已有程序在监听 / something listens on {address} already", file=sys.stderr)
        return 1
    try:
        with held(FOLDER):
            threading.Thread(target=_announce, args=(address,), daemon=True).start()
            return services([])
    except InUse as in_use:
        print(in_use, file=sys.stderr)
        return 1


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, int(port))) == 0


def _announce(address: str) -> None:
    with grpc.insecure_channel(address) as channel:
        health: Any = health_pb2_grpc.HealthStub(channel)
        try:
            health.Check(health_pb2.HealthCheckRequest(), timeout=START_S, wait_for_ready=True)
        except grpc.RpcError:
            return
    print(f"正在 {address} 服务，按 Ctrl-C 结束 / serving on {address}, Ctrl-C ends it", flush=True)


if __name__ == "__main__":
    sys.exit(main())
