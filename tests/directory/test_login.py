"""A one-time code lets one person in, once; a session lasts the day and no stolen secret does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import grpc
import pytest
import sqlalchemy as sa

from dangwu.directory.v1 import identity_pb2 as pb
from dangwu.directory.v1 import organization_pb2
from services import roster
from services.chassis.host import Host, Place
from services.directory import login
from tests.desk import Desk, local_desk
from tests.refusals import read, refuses
from tests.worlds import SHAPES, World

SECRETARY = "s.secretary"


def issue(world: World, account: str = SECRETARY, by: str = "administrator") -> pb.LoginCode:
    request = pb.IssueCodeRequest(request_id=str(uuid4()), account=account)
    return world.desk(by).identity.IssueCode(request)


def redeem(world: World, code: str, request_id: str = "", **more: Any) -> pb.Session:
    request = pb.RedeemCodeRequest(request_id=request_id or str(uuid4()), code=code, **more)
    return world.desk("").identity.RedeemCode(request)


def renew(world: World, renewal: str, request_id: str = "", **more: Any) -> pb.Session:
    request = pb.RenewSessionRequest(request_id=request_id or str(uuid4()), renewal=renewal, **more)
    return world.desk("").identity.RenewSession(request)


def at_work(world: World, session: pb.Session) -> bool:
    """Whether the token of a session opens the door of the services."""
    desk = Desk(world.channel, lambda: session.token)
    request = organization_pb2.GetOrganizationRequest(id="0101")
    try:
        return desk.organizations.GetOrganization(request).code == "0101"
    except grpc.RpcError as error:
        assert read(error).code == "UNAUTHENTICATED"
        return False


def wrong(code: str) -> str:
    """The same front, another rest."""
    return code[:-1] + ("2" if code[-1] != "2" else "3")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_code_opens_a_session_whose_token_works(world: World) -> None:
    code = issue(world)
    session = redeem(world, code.code)
    assert (code.account, session.account) == (SECRETARY, SECRETARY)
    assert at_work(world, session)
    renewed = renew(world, session.renewal)
    assert renewed.id == session.id
    assert at_work(world, renewed)


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
    assert at_work(world, renewed)


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


def test_a_rehearsal_lets_nobody_in(world: World) -> None:
    request = pb.IssueCodeRequest(request_id=str(uuid4()), validate_only=True, account=SECRETARY)
    assert not world.desk("administrator").identity.IssueCode(request).code
    code = issue(world).code
    rehearsed = redeem(world, code, validate_only=True)
    assert (rehearsed.token, rehearsed.renewal) == ("", "")
    session = redeem(world, code)
    rehearsed = renew(world, session.renewal, validate_only=True)
    assert (rehearsed.token, rehearsed.renewal) == ("", "")
    assert at_work(world, renew(world, session.renewal))


def test_a_token_lasts_ten_minutes_and_a_session_twelve_hours(world: World) -> None:
    started = world.clock()
    session = redeem(world, issue(world).code)
    zone = started.tzinfo
    assert session.token_expires_at.ToDatetime(zone) == started + timedelta(minutes=10)
    assert session.renewal_expires_at.ToDatetime(zone) == started + timedelta(hours=12)
    world.clock.pass_time(minutes=11)
    assert not at_work(world, session)
    world.clock.pass_time(hours=11, minutes=48, seconds=59)
    renewed = renew(world, session.renewal)
    assert renewed.renewal_expires_at == session.renewal_expires_at
    assert world.tokens.verify(renewed.token, world.clock()).authenticated_at == started
    world.clock.pass_time(seconds=1)
    with refuses("CODE_REFUSED"):
        renew(world, renewed.renewal)


@pytest.mark.parametrize("rehearse", [False, True])
def test_an_old_secret_that_turns_up_again_ends_the_session(world: World, rehearse: bool) -> None:
    stolen = redeem(world, issue(world).code).renewal
    current = renew(world, renew(world, stolen).renewal).renewal
    with refuses("CODE_REFUSED"):
        renew(world, stolen, validate_only=rehearse)
    with refuses("CODE_REFUSED"):
        renew(world, current)


def test_a_secret_nobody_was_given_ends_nothing(world: World) -> None:
    session = redeem(world, issue(world).code)
    for guess in ("x" * 43, session.id, session.renewal + "x", session.renewal.lower()):
        with refuses("CODE_REFUSED"):
            renew(world, guess)
    assert at_work(world, renew(world, session.renewal))


def test_one_session_ended_leaves_another_of_the_same_person(world: World) -> None:
    one, other = redeem(world, issue(world).code), redeem(world, issue(world).code)
    renew(world, one.renewal)
    with refuses("CODE_REFUSED"):
        renew(world, one.renewal)
    assert at_work(world, renew(world, other.renewal))


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


def rows(world: World, *tables: str) -> list[dict[str, Any]]:
    """Everything the directory keeps in these tables, in order."""
    assert world.host
    engine = world.host.databases["directory"].engine
    kept = sa.MetaData()
    kept.reflect(engine)
    with engine.connect() as connection:
        return [
            dict(row._mapping)
            for name in tables or tuple(kept.tables)
            for row in connection.execute(
                sa.select(kept.tables[name]).order_by(*kept.tables[name].primary_key)
            )
        ]


def test_no_secret_rests_in_the_database(world: World) -> None:
    code = issue(world).code
    session = redeem(world, code)
    renewed = renew(world, session.renewal)
    kept = repr(rows(world))
    assert SECRETARY in kept
    secrets = [session.token, session.renewal, renewed.token, renewed.renewal]
    for secret in (code, code.replace("-", ""), *secrets):
        assert secret not in kept


def test_what_is_over_is_forgotten(world: World) -> None:
    renew(world, redeem(world, issue(world).code).renewal)
    issue(world, "t.secretary")
    world.clock.pass_time(hours=12)
    redeem(world, issue(world).code)
    tables = ("login_code", "login_session", "login_renewal")
    assert [len(rows(world, table)) for table in tables] == [1, 1, 1]


@pytest.fixture
def production(world: World) -> Iterator[Host]:
    """A second host on the same databases, with the embedded login off."""
    host = Host(roster.load(), Place(world.url, world.keyring, embedded=False), world.clock)
    yield host
    host.stop()


def test_where_the_embedded_login_is_off_nobody_logs_in(world: World, production: Host) -> None:
    code = issue(world).code
    session = redeem(world, code)
    door = local_desk(production, "service:directory").identity
    request_id = str(uuid4())
    with refuses("ISSUER_OFF"):
        door.IssueCode(pb.IssueCodeRequest(request_id=request_id, account=SECRETARY))
    with refuses("ISSUER_OFF"):
        door.RedeemCode(pb.RedeemCodeRequest(request_id=request_id, code=code))
    with refuses("ISSUER_OFF"):
        door.RenewSession(pb.RenewSessionRequest(request_id=request_id, renewal=session.renewal))
    with refuses("TOKEN_REFUSED"):
        local_desk(production, SECRETARY).organizations.GetOrganization(
            organization_pb2.GetOrganizationRequest(id="0101")
        )
