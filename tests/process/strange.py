"""Strange bytes: pure noise, and honest requests bent out of shape by somebody who knows them."""

import base64
import json
import random
import string
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from google.protobuf import descriptor_pool
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from buf.validate import validate_pb2
from services import roster
from services.chassis import contract
from services.chassis.contract import Rpc
from tests.campus import CANARY, Campus, id_number
from tests.house import image

LIMIT = 1024 * 1024

DAYS = [
    *("2026-06-20", "2026-12-31", "2028-02-29", "2027-02-29", "1949-10-01", "1900-01-01"),
    *("0000-00-00", "0000-01-01", "0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"),
    *("1582-10-10", "2199-12-31", "2200-01-01", "2026-13-01", "2026-06-31", "２０２６-06-20"),
]
TEXTS = [
    *("张三", "a\0b", "\0", "\x1b[31mred", "%", "_", "a'b\"c;--", "\ud7ff\ue000", "😀" * 20),
    *("\u202e倒", "e\u0301\u0301", "\ufeff\ufffe", " ", "\n", "x" * 60, "字" * 100, "\u0085"),
    *("{gap}", "{0}", "%s%n", "N00001", "19900000001", "13800000000", CANARY, "9" * 18, "2026-05"),
    *("w0112", "s.secretary", "director", "service:hr", "p-", "o-000000000000", "00", "0101", "1"),
    *("transfer/rung_days", "transfer/within_school_ladder", "act", "attest", "yes", "hr"),
]
NUMBERS = [0, 1, 2, 50, 200, 201, -1, 2**31 - 1, -(2**31)]
LARGE = [2**63 - 1, -(2**63), 253402300800, -62135596801, 10**15]
PARTS: list[Any] = [
    *("1", "", "\0", "\ud800", "-1", "99", "9" * 30, "１", "5", "t-000000000000", "h-0"),
    *("9999-12-31", "0001-01-01", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"),
    *("2026-06-10T02:00:00+00:00", "2026-06-10T02:00:00", "2026-W01-1", "0101", 7, None, ["x"]),
]
ROWS = [
    *(["1"], ["-1"], ["9" * 18], ["9" * 60], ["p-000000000000"], ["99", "0101"], ["1", "\u202e"]),
    *(["9999-12-31T23:59:59-14:00", "t-0"], ["0001-01-01T00:00:00+14:00", "t-0"]),
    *(["0101", "1", "0001-01-01", "h-0"], ["\ud800", "1", "9999-12-31", "\0"]),
]
"""What tokens remember, with the right number of parts for some list."""


def rpcs() -> list[Rpc]:
    """Every RPC that any of our .proto files declares, served or not."""
    roster.load()
    pool: Any = descriptor_pool.Default  # its stub has no types
    services = sorted({method.full_name.partition("/")[0] for method in image.methods()})
    return [rpc for name in services for rpc in contract.read(pool().FindServiceByName(name))]


def noise(rng: random.Random) -> bytes:
    """Bytes of nobody. Most are short, for long ones fail early; one in fifty parses by chance."""
    return rng.randbytes(rng.choice((1, 2, 3, 4, 5, 8, 13, 21, 34, 55, 89, 400)))


FITTING: dict[str, list[str]] = {
    "name": ["张三", "信息学院学生党支部", "买买提·艾力"],
    "campus_number": ["N00001", "Z10001", "2026"],
    "id_number": [id_number(number) for number in range(3000, 3400)],
    "phone": ["19900000001", "13800000000", ""],
    "dues_through": ["2026-05", "2026-12", "9999-12", "0000-01"],
    "purpose": ["核对身份", "check"],
    "because": ["材料不全", "again"],
    "account": ["w0112", "director", "z.new"],
    "subject": ["w0112", "director", "service:hr", "p-000000000000"],
    "book": ["transfer/rung_days", "transfer/within_school_ladder", "transfer/nothing"],
    "code": ["00", "0101", "Z1", "AAAA-AAAA"],
    "etag": ["1", "2", "3", "0", "x", "-1", "１"],
    "source": ["transfer", "directory", "carefund"],
    "joined_on": ["2020-07-01"],
    "ethnicity": ["汉族", "满", "其他", ""],
    "probation_ends_on": ["", "2027-07-01"],
}
"""By the name of a field, values that often fit."""


class Requests:
    """Requests that a caller of this campus might send: some wholly right, some odd throughout."""

    def __init__(self, campus: Campus, transfers: list[str]) -> None:
        self._known = {
            "o": list(campus.organizations.values()),
            "p": [*campus.people.values(), *campus.members.values()],
            "h": list(campus.posts.values()),
            "t": transfers,
        }

    def honest(self, rpc: Rpc, rng: random.Random) -> Message:
        """A request whose fields have the right types, and often the right form."""
        request = rpc.request_type()
        self._fill(request, rng, odd=rng.choice((0.0, 0.05, 0.2, 0.5)))
        return request

    def _fill(self, message: Message, rng: random.Random, odd: float, depth: int = 0) -> None:
        for field in message.DESCRIPTOR.fields:
            if rng.random() < odd:
                continue
            if field.message_type and field.message_type.GetOptions().map_entry:
                facts = getattr(message, field.name)
                facts[rng.choice(("act", "same_committee"))] = rng.choice(("attest", "yes"))
                for _ in range(rng.choice((0, 0, 1, 25))):
                    facts[rng.choice(TEXTS)] = rng.choice(TEXTS)
            elif field.is_repeated:
                self._fill_list(getattr(message, field.name), field, rng, odd, depth)
            elif field.message_type:
                child = getattr(message, field.name)
                child.SetInParent()
                if depth < 3:
                    self._fill(child, rng, odd, depth + 1)
            else:
                setattr(message, field.name, self._value(field, rng, odd))

    def _fill_list(
        self, values: Any, field: Any, rng: random.Random, odd: float, depth: int
    ) -> None:
        for _ in range(rng.choice((1, 1, 2))):
            if field.message_type:
                self._fill(values.add(), rng, odd, depth + 1)
            else:
                values.append(self._value(field, rng, odd))

    def _value(self, field: Any, rng: random.Random, odd: float) -> Any:
        if field.name == "request_id":
            return str(uuid.UUID(int=rng.getrandbits(128), version=4))
        if field.type == FieldDescriptor.TYPE_BOOL:
            return field.name == "validate_only" or rng.random() < 0.5
        if field.enum_type:
            known = [one.number for one in field.enum_type.values]
            return rng.choice((99, -1, 0)) if rng.random() < odd else rng.choice(known)
        if field.type == FieldDescriptor.TYPE_STRING:
            return rng.choice(TEXTS) if rng.random() < odd else self._text(field, rng, odd)
        if field.type == FieldDescriptor.TYPE_BYTES:
            return rng.choice((b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", rng.randbytes(64)))
        if rng.random() >= odd:
            return rng.choice((1, 2, 200))
        wide = field.type == FieldDescriptor.TYPE_INT64
        return rng.choice(NUMBERS + LARGE if wide else NUMBERS)

    def _text(self, field: Any, rng: random.Random, odd: float) -> str:
        rules: Any = validate_pb2.field  # its stub is not generic
        pattern = field.GetOptions().Extensions[rules].string.pattern
        if fitting := FITTING.get(field.name):
            return rng.choice(fitting)
        if "{4}-" in pattern:
            return rng.choice(DAYS)
        if pattern[2:3] == "-" and (known := self._known.get(pattern[1:2])):
            return rng.choice(known)
        if field.name == "page_token":
            return _page_token(rng) if rng.random() < 0.1 + odd else ""
        return rng.choice([*TEXTS, rng.choice(self._known["o"]), rng.choice(self._known["p"])])


def _page_token(rng: random.Random) -> str:
    """A token of the right form and any number of parts, or what only looks like one."""
    parts = [rng.choice(PARTS) for _ in range(rng.choice((1, 2, 4, 3)))]
    if rng.random() < 0.5:
        parts = rng.choice(ROWS)
    content = rng.choice((json.dumps(parts), json.dumps(parts), "[" * 140, "1e999", "{}", "\0"))
    token = base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")
    return rng.choice((token[:200], token[:200], token[:-1], "\0", "=" * 8, "".join(TEXTS)[:200]))


def bent(content: bytes, rng: random.Random) -> bytes:
    """An honest request, damaged in one of the ways that parsers have fallen for."""
    return rng.choice(WAYS)(content, rng)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _field(number: int, wire_type: int, content: bytes = b"") -> bytes:
    size = _varint(len(content)) if wire_type == 2 else b""
    return _varint(number << 3 | wire_type) + size + content


def _truncated(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _flipped(content: bytes, rng: random.Random) -> bytes:
    bent_content = bytearray(content or b"\0")
    for _ in range(rng.choice((1, 1, 2, 8))):
        bent_content[rng.randrange(len(bent_content))] ^= 1 << rng.randrange(8)
    return bytes(bent_content)


def _inserted(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.randbytes(rng.choice((1, 2, 9))) + content[at:]


def _of_another_type(content: bytes, rng: random.Random) -> bytes:
    number = rng.randrange(1, 16)
    wrong = rng.choice(
        (_field(number, 0, b"\x01"), _field(number, 1, b"12345678"), _field(number, 5, b"1234"))
    )
    return content + wrong


def _not_text(content: bytes, rng: random.Random) -> bytes:
    bad = rng.choice((b"\xed\xa0\x80", b"\xff", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\x80"))
    return content + _field(rng.randrange(1, 14), 2, bad)


def _nested(content: bytes, rng: random.Random) -> bytes:
    number, deep = rng.randrange(1, 16), b""
    for _ in range(rng.choice((10, 99, 101, 300))):
        deep = _field(number, 2, deep)
    groups = _varint(number << 3 | 3) * 500
    return content + rng.choice((deep, groups, groups + _varint(number << 3 | 4) * 500))


def _overlong(content: bytes, rng: random.Random) -> bytes:
    return content + rng.choice(
        (
            b"\x08" + b"\xff" * 11,
            b"\x0a\xff\xff\xff\xff\x07",
            b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
            b"\x00\x01",
            b"\xf8\xff\xff\xff\x0f\x01",
            b"\x0f\x01",
        )
    )


def _doubled(content: bytes, rng: random.Random) -> bytes:
    return content + content


def _strange_field(content: bytes, rng: random.Random) -> bytes:
    return content + _field(rng.choice((19000, 536870911, 77)), 2, rng.randbytes(30))


def _whole(content: bytes, rng: random.Random) -> bytes:
    return content


WAYS: list[Callable[[bytes, random.Random], bytes]] = [
    *(_truncated, _flipped, _flipped, _inserted, _of_another_type, _not_text, _nested),
    *(_overlong, _doubled, _strange_field, _whole, _whole, _whole, _whole),
]


def huge(rpc: Rpc, rng: random.Random) -> Iterator[bytes]:
    """Each kind of field with as much in it as one message can carry."""
    room = LIMIT - 64
    for field in rpc.request_type.DESCRIPTOR.fields:
        if field.type == FieldDescriptor.TYPE_STRING:
            letter = rng.choice(string.ascii_lowercase).encode()
            yield _field(field.number, 2, letter * room)
            return
