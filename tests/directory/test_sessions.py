"""A session lasts the day, ends when a secret of it was stolen, and leaves no secret behind."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from dangwu.directory.v1 import identity_pb2 as pb
from dangwu.directory.v1 import organization_pb2, post_pb2
from services import roster
from services.chassis.host import Host, Place
from tests.desk import local_desk
from tests.directory.door import SECRETARY, at_work, issue, redeem, renew, rows
from tests.refusals import refuses
from tests.worlds import World


def test_a_token_lasts_ten_minutes_and_a_session_twelve_hours(world: World) -> None:
    started = world.clock()
    session = redeem(world, issue(world).code)
    zone = started.tzinfo
    assert session.token_expires_at.ToDatetime(zone) == started + timedelta(minutes=10)
    assert session.renewal_expires_at.ToDatetime(zone) == started + timedelta(hours=12)
    world.clock.pass_time(minutes=11)
    assert at_work(world, session) == "UNAUTHENTICATED"
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
    assert at_work(world, renew(world, session.renewal)) == "OK"


def test_one_session_ended_leaves_another_of_the_same_person(world: World) -> None:
    one, other = redeem(world, issue(world).code), redeem(world, issue(world).code)
    renew(world, one.renewal)
    with refuses("CODE_REFUSED"):
        renew(world, one.renewal)
    assert at_work(world, renew(world, other.renewal)) == "OK"


def close_sessions(world: World, account: str, by: str = "administrator") -> pb.ClosedSessions:
    request = pb.CloseSessionsRequest(request_id=str(uuid4()), account=account)
    closed: pb.ClosedSessions = world.desk(by).identity.CloseSessions(request)
    return closed


def test_the_administrator_ends_every_login_of_an_account(world: World) -> None:
    one, other = redeem(world, issue(world).code), redeem(world, issue(world).code)
    stranger = redeem(world, issue(world, "t.secretary").code)
    code = issue(world).code
    with refuses("ROLE_NOT_ALLOWED"):
        close_sessions(world, SECRETARY, "director")
    closed = close_sessions(world, world.campus.people[SECRETARY])
    assert (closed.id, closed.sessions, closed.codes) == (SECRETARY, 2, 1)
    for session in (one, other):
        with refuses("CODE_REFUSED"):
            renew(world, session.renewal)
    with refuses("CODE_REFUSED"):
        redeem(world, code)
    assert at_work(world, renew(world, stranger.renewal)) == "OK"
    assert close_sessions(world, SECRETARY).sessions == 0
    assert at_work(world, redeem(world, issue(world).code)) == "OK"
    with refuses("PERSON_UNKNOWN"):
        close_sessions(world, "nobody")


@pytest.mark.parametrize("text", ["张三", "w 0112", "a@b", "A1"])
def test_what_is_no_account_is_not_even_looked_for(world: World, text: str) -> None:
    for act in (close_sessions, issue):
        with refuses("MALFORMED") as refused:
            act(world, text)
        assert refused.fields == ["account"]
    with refuses("MALFORMED"):
        world.desk("director").posts.GetPerson(post_pb2.GetPersonRequest(id=text))


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
