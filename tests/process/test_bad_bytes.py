"""Whatever bytes come in: what does not parse is malformed, and no bug of ours ever shows."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import starmap
from typing import Any

import grpc
import pytest
from google.protobuf.message import DecodeError

from services.chassis.contract import Rpc
from tests import refusals
from tests.campus import Campus
from tests.desk import Desk
from tests.process import story, strange
from tests.process.conftest import Start
from tests.process.server import RunningServer

FULL = bool(os.environ.get("DANGWU_FULL"))
NOISE = 1000 if FULL else 300
BENT = 2000 if FULL else 150
AT_ONCE = 32
AGAIN = 3

SUBJECTS = {
    "ROLE_SERVICE": "service:transfer",
    "ROLE_HR_SYSTEM": "service:hr",
    "ROLE_STUDENT_SYSTEM": "service:student",
    "ROLE_OFFICE": "director",
    "ROLE_BRANCH": "s.commissioner",
    "ROLE_COMMITTEE": "a.secretary",
    "ROLE_INSPECTOR": "inspector",
    "ROLE_FINANCE": "accountant",
    "ROLE_ADMINISTRATOR": "administrator",
}
ANSWERS = {
    *("OK", "INVALID_ARGUMENT", "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND"),
    *("FAILED_PRECONDITION", "ALREADY_EXISTS", "ABORTED"),
}
FOREIGN = re.compile(r"Traceback|Exception|\w+Error\b|sqlite|psycopg|SELECT |NoneType|\.py\b")
"""What only the text of an exception says."""

Sent = tuple[bytes, str]
Token = Callable[[str], str]


@pytest.fixture(scope="module")
def server(start: Start) -> RunningServer:
    return start()


@pytest.fixture(scope="module")
def channel(server: RunningServer) -> Iterator[grpc.Channel]:
    with server.channel() as opened:
        yield opened


@pytest.fixture(scope="module")
def requests(channel: grpc.Channel, token: Token, campus: Campus) -> strange.Requests:
    def desk(account: str) -> Desk:
        return Desk(channel, lambda: token(account))

    return strange.Requests(campus, [story.filed(desk, campus).id])


def answers(channel: Any, rpc: Rpc, sent: Iterable[Sent]) -> Iterator[tuple[bytes, Any]]:
    """Each content with its call, done; many are on their way at once."""
    method = channel.unary_unary(rpc.path)

    def send(content: bytes, token: str) -> Any:
        metadata = (("authorization", f"Bearer {token}"),)
        return method.future(content, metadata=metadata, timeout=60)

    def done(one: Sent, call: Any) -> tuple[bytes, Any]:
        # A machine too busy turns a stream away before the server sees it; clients send it again.
        for _ in range(AGAIN):
            if call.code() is not grpc.StatusCode.UNAVAILABLE:
                break
            call = send(*one)
        return one[0], call

    waiting: list[tuple[Sent, Any]] = []
    for one in sent:
        waiting.append((one, send(*one)))
        if len(waiting) == AT_ONCE:
            yield from starmap(done, waiting[: AT_ONCE // 2])
            del waiting[: AT_ONCE // 2]
    yield from starmap(done, waiting)


def says_something(rpc: Rpc) -> bool:
    """Whether a request has more in it than that it was sent."""
    fields = {field.name for field in rpc.request_type.DESCRIPTOR.fields}
    return bool(fields - {"request_id", "validate_only"})


def parses(rpc: Rpc, content: bytes) -> bool:
    try:
        rpc.request_type.FromString(content)
    except DecodeError:
        return False
    return True


def check(rpc: Rpc, content: bytes, call: Any) -> str:
    """The status of one call, which must be one that we mean to give, in words of our own."""
    code = str(call.code().name)
    said = f"{rpc.name} {content[:300]!r}: {code} {call.details()}"
    assert code in ANSWERS, said
    if not parses(rpc, content):
        assert code == "INVALID_ARGUMENT", said
    if code != "OK":
        refused = refusals.read(call)
        assert refused.reason, said
        assert refused.message == " / ".join(refused.words[one] for one in ("zh-CN", "en")), said
        assert not FOREIGN.search(f"{refused}"), said
    return code


@pytest.mark.usefixtures("once")  # what does not parse meets no database
@pytest.mark.parametrize("rpc", strange.rpcs(), ids=lambda rpc: rpc.full_name)
def test_noise_is_refused_in_our_own_words(channel: grpc.Channel, token: Token, rpc: Rpc) -> None:
    rng = random.Random(f"noise {rpc.full_name}")
    tokens = [token(subject) for subject in SUBJECTS.values()]
    weights = [one.startswith("service:") * 4 + 1 for one in SUBJECTS.values()]
    sent = [(strange.noise(rng), one) for one in rng.choices(tokens, weights, k=NOISE)]
    codes = Counter(check(rpc, content, call) for content, call in answers(channel, rpc, sent))
    assert codes.total() == NOISE
    assert codes["INVALID_ARGUMENT"] > NOISE // 2


@pytest.mark.parametrize("rpc", strange.rpcs(), ids=lambda rpc: rpc.full_name)
def test_bent_requests_are_refused_in_our_own_words(
    channel: grpc.Channel, token: Token, requests: strange.Requests, rpc: Rpc
) -> None:
    rng = random.Random(f"bent {rpc.full_name}")
    entitled = [token(SUBJECTS[role]) for role in sorted(rpc.allow & SUBJECTS.keys())]
    anybody = [token(subject) for subject in SUBJECTS.values()]
    sent = [(content, rng.choice(anybody)) for content in strange.huge(rpc, rng)]
    for _ in range(BENT if says_something(rpc) else BENT // 10):
        content = requests.honest(rpc, rng).SerializeToString()
        chosen = rng.choice(entitled if entitled and rng.random() < 0.9 else anybody)
        sent.append((strange.bent(content, rng), chosen))
    codes = Counter(check(rpc, content, call) for content, call in answers(channel, rpc, sent))
    assert codes.total() == len(sent)


def test_nothing_of_it_was_an_incident(server: RunningServer) -> None:
    assert [line for line in server.log() if line["level"] == "error"] == []
