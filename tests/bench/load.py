"""Clients that call one after another, and how long each call took."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """What a load came to."""

    calls: int
    seconds: float
    times_ms: Sequence[float]

    @property
    def rate(self) -> float:
        """Calls per second over all clients."""
        return self.calls / self.seconds

    def quantile_ms(self, share: float) -> float:
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(acts: Sequence[Act], seconds: float) -> Measured:
    """Lets each client repeat its own act, all at the same time, for so many seconds."""
    for act in acts:
        act()
    times: list[list[float]] = [[] for _ in acts]
    barrier = threading.Barrier(len(acts) + 1)
    until = [0.0]

    def client(number: int) -> None:
        act, mine = acts[number], times[number]
        barrier.wait()
        while (began := time.perf_counter()) < until[0]:
            act()
            mine.append(1000 * (time.perf_counter() - began))

    threads = [threading.Thread(target=client, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    until[0] = began + seconds
    barrier.wait()
    for thread in threads:
        thread.join()
    everything = [one for mine in times for one in mine]
    return Measured(len(everything), time.perf_counter() - began, everything)
