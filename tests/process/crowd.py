"""Many clients at the same moment, each with a connection of its own."""

import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any

import grpc

from tests.process.site import Site
from tests.refusals import Refused, read

Outcome = bytes | Refused
"""The bytes of a reply, or what came instead."""


def at_once(site: Site, *asked: tuple[str, Any], sites: Sequence[Site] = ()) -> list[Outcome]:
    """Sends every (account, request) at the same moment; with more sites, to each in turn."""
    together = threading.Barrier(len(asked))
    outcomes: dict[int, Outcome] = {}
    doors = [site, *sites]

    def one(number: int, account: str, request: Any) -> None:
        door = doors[number % len(doors)]
        channel = door.connect()
        grpc.channel_ready_future(channel).result(20)
        together.wait(30)
        outcomes[number] = _outcome(door, account, request, channel)

    threads = [
        threading.Thread(target=one, args=(number, *call)) for number, call in enumerate(asked)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[number] for number in range(len(asked))]


def _outcome(site: Site, account: str, request: Any, channel: grpc.Channel) -> Outcome:
    while True:
        try:
            return site.send_bytes(account, request, channel)
        except grpc.RpcError as error:
            refused = read(error)
            if refused.reason != "BUSY":  # which asks for the same once more
                return refused


def tally(outcomes: Sequence[Outcome]) -> Counter[str]:
    """How many got a reply ("OK"), and how many were refused for which reason."""
    return Counter(one.reason if isinstance(one, Refused) else "OK" for one in outcomes)
