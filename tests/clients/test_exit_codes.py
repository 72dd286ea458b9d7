"""One number for each kind of end; they never change their meaning."""

import pytest

from dangwu_client import errors
from dangwu_client.staff import exits
from tests.clients.terminal import run

FIXED = {
    errors.Malformed: 2,
    errors.Unauthenticated: 4,
    errors.Forbidden: 4,
    errors.NotNow: 6,
    errors.Taken: 6,
    errors.Conflict: 6,
    errors.Unavailable: 7,
    errors.Unknown: 9,
    errors.Incident: 1,
}


def test_every_exception_has_its_code() -> None:
    assert set(FIXED) == set(errors.DangwuError.__subclasses__())
    for kind, code in FIXED.items():
        assert exits.of(kind("REASON", "", "")) == code


def test_the_meanings_are_printed() -> None:
    ran = run("help", "exit-codes")
    assert ran.code == 0
    printed = [line.split()[0] for line in ran.out.splitlines()[1:]]
    assert printed == [str(code) for code in range(10)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["help"], 0),
        (["nonsense"], 2),
        (["transfer", "reject", "t-000000000000", "--reason", "因为"], 2),
        (["--as", "../etc", "inbox"], 2),
        (["--as", "CON", "inbox"], 4),
        (["inbox"], 4),
        (["--request-id", "../../x", "inbox"], 2),
        (["request", "again", "11111111-0000-4000-8000-000000000000"], 9),
        (["login", "--code", "AAAA-BBBB-CCCC", "--address", "127.0.0.1:1", "--timeout", "1"], 7),
        (["--ca", "/nowhere.pem", "login", "--code", "AAAA-BBBB-CCCC"], 1),
    ],
)
def test_how_the_command_ends_without_a_server(line: list[str], code: int) -> None:
    ran = run(*line)
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err


def test_a_bug_shows_its_inside_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(profile: str) -> None:
        raise ZeroDivisionError("inner detail")

    monkeypatch.setattr("dangwu_client.staff.sessions.forget", fails)
    quiet = run("logout")
    assert quiet.code == 1
    assert "inner detail" not in quiet.err
    assert "--debug" in quiet.err
    loud = run("--debug", "logout")
    assert "ZeroDivisionError: inner detail" in loud.err
