"""A page token is ours, or it is refused: nothing it holds reaches a query unread."""

import base64
import json
from typing import Any

import grpc
import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2, post_pb2
from dangwu.transfer.v1 import case_pb2, roll_pb2
from services.chassis import paging
from services.chassis.paging import PageTokenInvalid
from tests import refusals
from tests.worlds import World

LONG = "9" * 120


def token(content: str) -> str:
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def of(*parts: object) -> str:
    return token(json.dumps(parts))


ODD = [
    *("x", "====", "页", "\0", "a b", token("not json"), token("{}"), token("1e999"), token("NaN")),
    *(token("[" * 140), token("null"), token('"x"'), of(), of("1", "2", "3"), of(1), of(None)),
    *(of(["x"]), of("a\0"), of("\ud800"), of("\udfff\ud800"), of("\n"), of("\x1b"), of("\u202e")),
    *(of({"a": 1}), token("[1,]"), token("[true]"), token("['x']"), "W10", token("[]")),
]


def test_a_token_gives_back_what_it_remembers() -> None:
    assert paging.decode(paging.encode("0101", 5, "o-1", "党"), 4) == ["0101", "5", "o-1", "党"]


def test_no_token_is_the_first_page() -> None:
    assert paging.decode("", 2) is None


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_an_odd_token_is_refused(odd: str) -> None:
    with pytest.raises(PageTokenInvalid):
        paging.decode(odd, 1)


LISTS: list[tuple[str, str, Any]] = [
    ("organizations", "ListOrganizations", organization_pb2.ListOrganizationsRequest),
    ("posts", "ListPosts", post_pb2.ListPostsRequest),
    ("roll", "ListMembers", roll_pb2.ListMembersRequest),
    ("cases", "ListTransfers", case_pb2.ListTransfersRequest),
    ("cases", "ListInbox", case_pb2.ListInboxRequest),
    ("audit", "ListEntries", audit_pb2.ListEntriesRequest),
]
CRAFTED = [
    *(of("-1"), of(LONG), of("１"), of("0x1"), of("1_0"), of("")),
    *(of("99", "0101"), of(LONG, "0101"), of("-1", ""), of("x", "0101")),
    of("9999-12-31T23:59:59-14:00", "t-000000000000"),
    of("0001-01-01T00:00:00+14:00", "t-000000000000"),
    of("2026-06-10T02:00:00", "t-000000000000"),
    of("0101", "99", "2026-06-10", "h-000000000000"),
    of("0101", "1", "0000-00-00", "h-000000000000"),
    of("0101", LONG[:60], "9999-12-31", "h-000000000000"),
]


def test_a_crafted_token_is_refused_or_finds_a_page(world: World) -> None:
    director = world.desk("director")
    for desk, rpc, request_type in LISTS:
        ask = getattr(getattr(director, desk), rpc)
        refused = []
        for crafted in [one for one in (*ODD, *CRAFTED) if one.isprintable()]:
            try:
                ask(request_type(page_token=crafted))
            except grpc.RpcError as error:
                refused.append(refusals.read(error).reason)
        assert set(refused) == {"PAGE_TOKEN_INVALID"}, rpc
        assert len(refused) >= len(ODD), rpc
