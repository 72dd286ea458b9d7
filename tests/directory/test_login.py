"""A one-time code lets one person in, once, and does not survive being guessed at."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import grpc
import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import identity_pb2 as pb
from services.directory import login
from tests.directory.door import SECRETARY, at_work, issue, redeem, renew, rows, wrong
from tests.refusals import read, refuses
from tests.worlds import SHAPES, World


@pytest.mark.parametrize("shape", SHAPES)
def test_a_code_opens_a_session_whose_token_works(world: World) -> None:
    code = issue(world)
    session = redeem(world, code.code)
    assert (code.account, session.account) == (SECRETARY, SECRETARY)
    assert at_work(world, session) == "OK"
    renewed = renew(world, session.renewal)
    assert renewed.id == session.id
    assert at_work(world, renewed) == "OK"


def test_a_code_is_long_and_has_nothing_to_misread(world: World) -> None:
    codes = {issue(world).code for _ in range(20)}
    assert len(codes) == 20
    assert {len(code.replace("-", "")) for code in codes} == {login.CODE_LENGTH}
    assert not set("".join(codes)) & set("01ILOU")


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')}\n",
        lambda code: code.replace("-", "—"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),
    ],
    ids=["small", "together", "spaced", "long dashes", "full width"],
)
def test_a_code_is_read_however_it_was_typed(world: World, typed: Any) -> None:
    assert redeem(world, typed(issue(world).code)).account == SECRETARY


def test_a_code_is_good_once(world: World) -> None:
    code = issue(world).code
    redeem(world, code)
    with refuses("CODE_REFUSED") as refused:
        redeem(world, code)
    assert refused.code == "UNAUTHENTICATED"
    assert not [word for word in refused.words.values() if code in word or code[:4] in word]


def test_the_same_request_is_answered_the_same(world: World) -> None:
    code, request_id = issue(world).code, str(uuid4())
    first = redeem(world, code, request_id)
    assert redeem(world, code, request_id) == first
    with refuses("REQUEST_ID_REUSED"):
        redeem(world, issue(world).code, request_id)
    request_id = str(uuid4())
    renewed = renew(world, first.renewal, request_id)
    assert renew(world, first.renewal, request_id) == renewed
    assert at_work(world, renewed) == "OK"


@pytest.mark.parametrize(
    ("account", "lasts"), [(SECRETARY, timedelta(minutes=10)), ("service:hr", timedelta(hours=24))]
)
@pytest.mark.parametrize("late", [False, True])
def test_a_code_expires(world: World, account: str, lasts: timedelta, late: bool) -> None:
    code = issue(world, account)
    assert code.expires_at.ToDatetime(world.clock().tzinfo) == world.clock() + lasts
    world.clock.pass_time(seconds=lasts.total_seconds() - (0 if late else 1))
    if not late:
        assert redeem(world, code.code).account == account
        return
    with refuses("CODE_REFUSED"):
        redeem(world, code.code)


def test_a_new_code_replaces_the_one_before(world: World) -> None:
    before, other, after = issue(world), issue(world, "t.secretary"), issue(world)
    with refuses("CODE_REFUSED"):
        redeem(world, before.code)
    assert redeem(world, after.code).account == SECRETARY
    assert redeem(world, other.code).account == "t.secretary"


@pytest.mark.parametrize("rehearse", [False, True])
def test_five_wrong_tries_use_a_code_up(world: World, rehearse: bool) -> None:
    code = issue(world).code
    for _ in range(login.TRIES):
        with refuses("CODE_REFUSED"):
            redeem(world, wrong(code), validate_only=rehearse)
    with refuses("CODE_REFUSED"):
        redeem(world, code)


def test_four_wrong_tries_do_not(world: World) -> None:
    code = issue(world).code
    for _ in range(login.TRIES - 1):
        with refuses("CODE_REFUSED"):
            redeem(world, wrong(code))
    assert redeem(world, code).account == SECRETARY


def test_a_guess_at_nothing_uses_nothing_up_and_leaves_no_row(world: World) -> None:
    code = issue(world).code
    before = rows(world, "journal")
    for _ in range(login.TRIES + 1):
        with refuses("CODE_REFUSED"):
            redeem(world, ("2" if code[0] != "2" else "3") + code[1:])
    assert rows(world, "journal") == before
    assert redeem(world, code).account == SECRETARY


def test_a_wrong_try_is_journaled(world: World) -> None:
    code = issue(world).code
    with refuses("CODE_REFUSED"):
        redeem(world, wrong(code))
    last = rows(world, "journal")[-1]
    assert (last["outcome"], last["actor_id"]) == ("CODE_REFUSED", "anyone")
    assert last["request_id"] is None
    assert last["subject_id"] == SECRETARY


def test_the_log_says_who_came_in(world: World) -> None:
    code = issue(world).code
    with refuses("CODE_REFUSED"):
        redeem(world, wrong(code))
    session = redeem(world, code)
    renewed = renew(world, session.renewal)
    with refuses("CODE_REFUSED"):
        renew(world, session.renewal)
    assert renewed.id == session.id
    world.settle()
    request = audit_pb2.ListEntriesRequest(subject_id=SECRETARY, page_size=200)
    entries = world.desk("inspector").audit.ListEntries(request).entries
    assert [(each.rpc.rpartition("/")[2], each.outcome) for each in entries] == [
        ("IssueCode", "OK"),
        ("RedeemCode", "CODE_REFUSED"),
        ("RedeemCode", "OK"),
        ("RenewSession", "OK"),
        ("RenewSession", "CODE_REFUSED"),
    ]


def test_a_rehearsal_lets_nobody_in(world: World) -> None:
    request = pb.IssueCodeRequest(request_id=str(uuid4()), validate_only=True, account=SECRETARY)
    assert not world.desk("administrator").identity.IssueCode(request).code
    code = issue(world).code
    rehearsed = redeem(world, code, validate_only=True)
    assert (rehearsed.token, rehearsed.renewal) == ("", "")
    session = redeem(world, code)
    rehearsed = renew(world, session.renewal, validate_only=True)
    assert (rehearsed.token, rehearsed.renewal) == ("", "")
    assert at_work(world, renew(world, session.renewal)) == "OK"


def test_only_the_administrator_and_the_operator_issue_codes(world: World) -> None:
    for other in (SECRETARY, "director", "inspector", "service:hr"):
        with refuses("ROLE_NOT_ALLOWED"):
            issue(world, by=other)
    assert issue(world, by="service:directory").code


@pytest.mark.parametrize("account", ["nobody", "service:library", "service:directory", "service:"])
def test_a_code_is_for_somebody_known(world: World, account: str) -> None:
    with refuses("PERSON_UNKNOWN"):
        issue(world, account)


def test_a_person_may_be_named_by_id(world: World) -> None:
    assert issue(world, world.campus.people[SECRETARY]).account == SECRETARY


def test_a_campus_system_logs_in_as_itself(world: World) -> None:
    session = redeem(world, issue(world, "service:hr").code)
    claims = world.tokens.verify(session.token, world.clock())
    assert claims.subject == "service:hr"


def test_thirty_two_racers_with_one_code_open_one_session(world: World) -> None:
    code = issue(world).code

    def race(_: int) -> str:
        try:
            return redeem(world, code).id
        except grpc.RpcError as error:
            return read(error).reason

    with ThreadPoolExecutor(32) as racers:
        ends = list(racers.map(race, range(32)))
    assert ends.count("CODE_REFUSED") == 31
