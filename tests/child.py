"""A process for worlds that are split: opens and closes hosts as its parent says, line by line."""

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["GRPC_VERBOSITY"] = "NONE"

import grpc

from services import roster
from services.chassis import logbook
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from services.chassis.server import Server
from tests.clock import Clock


def main() -> None:
    """Reads one request a line, answers one line."""
    logbook.configure("critical")
    host: Host | None = None
    server: Server | None = None
    channels: list[grpc.Channel] = []
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        answer: object = True
        if request["act"] == "open":
            elsewhere = {k: grpc.insecure_channel(v) for k, v in request["elsewhere"].items()}
            channels = list(elsewhere.values())
            place = Place(request["url"], Keyring.load(Path(request["keys"])), elsewhere)
            host = Host(roster.load(*request["names"]), place, Clock(Path(request["clock"])))
            server = Server(host, request["bind"])
            server.start()
        elif request["act"] == "settle":
            answer = host.settle() if host else False
        elif server:
            server.stop(0.5)
            for channel in channels:
                channel.close()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
