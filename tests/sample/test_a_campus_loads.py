"""The sample campus goes into real services through their own calls, and goes in once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import grpc
import pytest
from click.testing import CliRunner

from dangwu.directory.v1 import founding_pb2, organization_pb2, outside_pb2, post_pb2
from dangwu.transfer.v1 import roll_pb2
from dangwu.v1 import values_pb2
from deploy.sample.__main__ import main
from deploy.sample.campus import Founder, founders, plan
from deploy.sample.cast import SOURCE_BRANCH
from deploy.sample.load import Loaded, NotFounded, load, request_id
from deploy.sample.records import Campus
from services import roster
from services.chassis import migrate
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from services.chassis.server import Server
from tests.clock import START, Clock
from tests.desk import Desk

SEED = 2026
PLANNED = plan(SEED, START.date()).only(["03", "13"])
"""One college, with the source of the story, and a direct branch."""

NOTHING = Loaded(0, 0, 0, 0, 0)


class Services:
    """Services on empty databases, behind a socket."""

    def __init__(self, folder: Path, keys: Path) -> None:
        url = f"sqlite:///{folder}/{{service}}.db"
        for name in roster.NAMES:
            database = Database(url.format(service=name))
            migrate.upgrade(database.engine, name)
            database.close()
        clock = Clock(folder / "now")
        clock.set(START)
        self.host = Host(roster.load(), Place(url, Keyring.load(keys)), clock)
        self.address = f"unix:{folder}/s"
        self.server = Server(self.host, self.address)
        self.server.start()
        self.channel = grpc.insecure_channel(self.address)

    def found(self, code: str = "00") -> None:
        first = founders(SEED)
        request = founding_pb2.FoundSchoolRequest(
            request_id=str(uuid4()),
            code=code,
            name=first.root_name,
            director=_founder(first.director),
            administrator=_founder(first.administrator),
        )
        setattr(request, "from", first.since.isoformat())
        self.host.ask_as("directory", request)

    def token(self) -> str:
        return self.host.tokens.mint(founders(SEED).director.account, self.host.clock())

    def load(self, campus: Campus, told: Callable[[str, int, int], None] | None = None) -> Loaded:
        return load(campus, self.channel, self.token, told or (lambda *_: None))

    def close(self) -> None:
        self.channel.close()
        self.server.stop(1.0)


def _founder(one: Founder) -> founding_pb2.Founder:
    return founding_pb2.Founder(id=one.id, name=one.name, account=one.account)


@pytest.fixture
def empty(tmp_path: Path, keys: Path) -> Iterator[Services]:
    made = Services(tmp_path, keys)
    yield made
    made.close()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Iterator[Services]:
    made = Services(tmp_path_factory.mktemp("sample"), keys)
    made.found()
    entered = made.load(PLANNED)
    assert entered.organizations == len(PLANNED.organizations) - 1  # the root was there
    assert entered.people == len(PLANNED.holders())
    assert entered.posts == len(PLANNED.posts)
    assert entered.members == len(PLANNED.members)
    assert entered.outsides == len(PLANNED.outsides) == 20
    yield made
    made.close()


def test_a_school_with_another_root_is_left_alone(empty: Services) -> None:
    empty.found(code="99")
    with pytest.raises(NotFounded):
        empty.load(PLANNED)


def test_an_interrupted_load_continues(empty: Services) -> None:
    def interrupt(title: str, done: int, total: int) -> None:
        if "members" in title and done == 5:
            raise KeyboardInterrupt

    empty.found()
    part = PLANNED.only(["13"])
    with pytest.raises(KeyboardInterrupt):
        empty.load(part, interrupt)
    entered = empty.load(part)
    assert entered[:3] == (0, 0, 0)
    assert 0 < entered.members <= len(part.members) - 5
    assert empty.load(part) == NOTHING


def test_a_second_load_changes_nothing(loaded: Services) -> None:
    before = _journal(loaded)
    assert loaded.load(PLANNED) == NOTHING
    assert _journal(loaded) == before


def test_the_same_request_id_comes_from_the_same_seed_and_thing() -> None:
    assert request_id(1, "member/x") == request_id(1, "member/x")
    assert len({request_id(1, "member/x"), request_id(2, "member/x"), request_id(1, "x")}) == 3


def test_what_was_planned_is_what_the_services_answer(loaded: Services) -> None:
    desk = Desk(loaded.channel, loaded.token)
    listed = desk.organizations.ListOrganizations(
        organization_pb2.ListOrganizationsRequest(page_size=200)
    ).organizations
    ids = {one.code: one.id for one in listed}
    assert {(one.code, one.name, one.since) for one in listed} == {
        (one.code, one.name, one.since.isoformat()) for one in PLANNED.organizations
    }
    roll = desk.roll.ListMembers(
        roll_pb2.ListMembersRequest(organization_id=ids[SOURCE_BRANCH], page_size=200)
    ).members
    assert {(one.id, one.name, one.dues_through, one.joined_on) for one in roll} == {
        (one.id, one.name, one.dues_through, one.joined_on.isoformat())
        for one in PLANNED.members
        if one.branch == SOURCE_BRANCH
    }
    posts = desk.posts.ListPosts(
        post_pb2.ListPostsRequest(organization_id=ids[SOURCE_BRANCH], page_size=200)
    ).posts
    assert {(getattr(one, "from"), one.until, one.person_id) for one in posts} == {
        (one.starts.isoformat(), one.ends.isoformat() if one.ends else "", one.person_id)
        for one in PLANNED.posts
        if one.organization == SOURCE_BRANCH
    }


def test_what_is_outside_is_described_as_planned(loaded: Services) -> None:
    desk = Desk(loaded.channel, loaded.token)
    request = organization_pb2.ListOrganizationsRequest(page_size=200)
    listed = desk.organizations.ListOrganizations(request).organizations
    ids = {one.code: one.id for one in listed}
    for one in PLANNED.outsides:
        known = desk.outsides.GetOutside(
            outside_pb2.GetOutsideRequest(organization_id=ids[one.code])
        )
        assert (
            outside_pb2.OutsideCategory.Name(known.category) == f"OUTSIDE_CATEGORY_{one.category}"
        )
        assert (tuple(known.aliases), known.region, known.connected, known.superior_id) == (
            one.aliases,
            one.region,
            one.connected,
            ids.get(one.superior, ""),
        )
        assert (known.address, known.postcode, known.phone) == (
            one.address,
            one.postcode,
            one.phone,
        )


def test_what_somebody_has_described_since_stays(loaded: Services) -> None:
    desk = Desk(loaded.channel, loaded.token)
    ask = outside_pb2.SearchOutsideRequest(words="望潮社区", most=1)
    (found,) = desk.outsides.SearchOutside(ask).found
    mended = outside_pb2.DescribeOutsideRequest(
        request_id=str(uuid4()),
        organization_id=found.outside.id,
        etag=found.outside.etag,
        category=found.outside.category,
        region="990104",
    )
    etag = desk.outsides.DescribeOutside(mended).etag
    assert loaded.load(PLANNED) == NOTHING
    known = desk.outsides.GetOutside(
        outside_pb2.GetOutsideRequest(organization_id=found.outside.id)
    )
    assert (known.etag, known.region, list(known.aliases)) == (etag, "990104", [])


def test_the_services_find_nothing_wrong(loaded: Services) -> None:
    for verification in _verified(loaded):
        assert sum(check.examined for check in verification.checks) > 0
        assert not [check for check in verification.checks if check.broken]


def test_the_command_loads_and_exports(loaded: Services, tmp_path: Path) -> None:
    day, token = START.date(), tmp_path / "token"
    token.write_text(loaded.token() + "\n")
    words = ["--seed", str(SEED), "--as-of", str(day), "--committee", "03", "--committee", "13"]
    words += ["--address", loaded.address, "--token-file", str(token)]
    done = CliRunner().invoke(main, [*words, "--export", str(tmp_path / "campus")])
    assert done.exit_code == 0, done.output
    assert "新载入 0 个组织、0 名任职人员、0 项任职、0 名党员，登记 0 个校外组织" in done.stdout
    assert (tmp_path / "campus" / "members.jsonl").read_text().count("\n") == len(PLANNED.members)


def test_the_command_tells_init_whom_to_enter() -> None:
    told = CliRunner().invoke(main, ["--seed", str(SEED), "--founders"])
    assert told.exit_code == 0
    assert told.stdout.split() == founders(SEED).words()
    assert f"lin.yan:林燕:{founders(SEED).director.id}" in told.stdout.split()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--address", "localhost:1"],
        ["--export", "x", "--address", "localhost:1"],
        ["--export", "x", "--committee", "77"],
        ["--export", "x", "--as-of", "soon"],
    ],
    ids=" ".join,
)
def test_the_command_refuses_words_that_make_no_sense(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, words).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_the_command_says_why_it_was_refused(loaded: Services, tmp_path: Path) -> None:
    token = tmp_path / "token"
    words = ["--seed", str(SEED), "--address", loaded.address, "--token-file", str(token)]
    token.write_text("not a token")
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 1
    assert "TOKEN_REFUSED" in refused.stderr
    assert "Traceback" not in refused.stderr
    token.write_text(loaded.host.tokens.mint("li.na", loaded.host.clock()))
    forbidden = CliRunner().invoke(main, words)
    assert forbidden.exit_code == 1
    assert "ROLE_NOT_ALLOWED" in forbidden.stderr


def test_the_command_takes_no_token_across_the_network_in_the_clear(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("secret")
    words = ["--address", "192.0.2.1:50051", "--token-file", str(token)]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 1
    assert "TLS" in refused.stderr


def _verified(services: Services) -> list[values_pb2.Verification]:
    desk = Desk(services.channel, services.token)
    return [
        desk.organizations.VerifyDirectory(organization_pb2.VerifyDirectoryRequest()),
        desk.roll.VerifyRoll(roll_pb2.VerifyRollRequest()),
    ]


def _journal(services: Services) -> list[int]:
    return [verification.journal_sequence for verification in _verified(services)]
