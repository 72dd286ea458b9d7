"""Logins live side by side, renew themselves, and are never spent twice."""

import json
import os
import stat
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dangwu_client import Unauthenticated
from dangwu_client.staff import sessions
from tests.clients.terminal import Terminal, run
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])


def code_for(terminal: Terminal, account: str) -> str:
    issued = terminal("administrator", "code", "issue", account, "-o", "json")
    code: str = json.loads(issued.out)["code"]
    return code


def log_in(terminal: Terminal, account: str) -> sessions.Login:
    """Through the real door; then as if this machine's clock stood with the server's."""
    code = code_for(terminal, account)
    ran = run("--as", account, "--address", terminal.address, "login", "--code", code)
    assert ran.code == 0, ran.err
    return in_step(account)


def in_step(account: str) -> sessions.Login:
    known = sessions.load(account)
    assert known
    login = replace(known, token_expires_at=time.time() + 600)
    sessions.keep(account, login)
    return login


def test_a_code_opens_a_login_that_remembers_the_server(terminal: Terminal, home: Path) -> None:
    login = log_in(terminal, "s.secretary")
    assert (login.account, login.address) == ("s.secretary", terminal.address)
    assert run("--as", "s.secretary", "inbox").code == 0
    if os.name != "nt":
        path = sessions.path_of("s.secretary")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_code_may_come_through_a_pipe_from_windows(terminal: Terminal) -> None:
    code = code_for(terminal, "s.secretary")
    ran = run("--address", terminal.address, "login", typed=f"\ufeff{code}\r\n")
    assert ran.code == 0, ran.err


def test_a_code_is_good_once(terminal: Terminal) -> None:
    code = code_for(terminal, "s.secretary")
    line = ("--address", terminal.address, "login", "--code", code)
    assert run(*line).code == 0
    refused = run("--as", "second", *line)
    assert refused.code == 4
    assert "CODE_REFUSED" in refused.err
    assert code not in refused.err


def test_the_code_itself_is_kept_nowhere(terminal: Terminal, home: Path) -> None:
    code = code_for(terminal, "s.secretary")
    run("--address", terminal.address, "login", "--code", code)
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert kept
    for spelling in (code, code.replace("-", "")):
        assert spelling.encode() not in kept


def test_several_people_at_one_desk(terminal: Terminal) -> None:
    log_in(terminal, "s.secretary")
    log_in(terminal, "s.deputy")
    for person in ("s.secretary", "s.deputy"):
        status: Any = json.loads(run("--as", person, "status", "-o", "json").out)
        assert status["account"] == person
        assert len(status["posts"]) == 1
        assert "token" not in status
    assert run("--as", "s.deputy", "logout").code == 0
    assert run("--as", "s.deputy", "inbox").code == 4
    assert run("--as", "s.secretary", "inbox").code == 0


def test_a_token_about_to_expire_is_renewed_first(terminal: Terminal) -> None:
    before = log_in(terminal, "s.secretary")
    sessions.keep("s.secretary", replace(before, token_expires_at=time.time() + 30))
    assert run("--as", "s.secretary", "inbox").code == 0
    after = sessions.load("s.secretary")
    assert after
    assert after.renewal != before.renewal
    assert after.renewing_id == ""


def test_one_that_is_good_is_left_alone(terminal: Terminal) -> None:
    before = log_in(terminal, "s.secretary")
    assert run("--as", "s.secretary", "inbox").code == 0
    assert sessions.load("s.secretary") == before


def test_one_that_the_server_no_longer_takes_is_renewed(terminal: Terminal, world: World) -> None:
    before = log_in(terminal, "s.secretary")
    world.clock.pass_time(minutes=20)  # the desk's clock is behind: it believes the token is good
    assert run("--as", "s.secretary", "inbox").code == 0
    after = sessions.load("s.secretary")
    assert after
    assert after.token != before.token


def test_a_renewal_whose_answer_was_lost_is_sent_again_as_the_same(terminal: Terminal) -> None:
    before = log_in(terminal, "s.secretary")
    asked = replace(before, renewing_id="33333333-0000-4000-8000-000000000000")
    sessions.keep("s.secretary", asked)
    sessions.ProfileToken("s.secretary", terminal.address, "", 10).renew()
    first = sessions.load("s.secretary")
    sessions.keep("s.secretary", asked)  # as if this machine had died before it kept the answer
    sessions.ProfileToken("s.secretary", terminal.address, "", 10).renew()
    assert sessions.load("s.secretary") == first
    assert first != asked


def test_commands_at_the_same_time_spend_one_renewal(terminal: Terminal) -> None:
    before = log_in(terminal, "s.secretary")
    tokens = [sessions.ProfileToken("s.secretary", terminal.address, "", 10) for _ in range(4)]
    racers = [threading.Thread(target=token.renew) for token in tokens]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    after = in_step("s.secretary")
    assert after.renewal != before.renewal
    # A secret spent twice would have ended the session as stolen.
    sessions.ProfileToken("s.secretary", terminal.address, "", 10).renew()
    in_step("s.secretary")
    assert run("--as", "s.secretary", "inbox").code == 0


def test_a_login_that_is_over_says_so(terminal: Terminal, world: World) -> None:
    log_in(terminal, "s.secretary")
    world.clock.pass_time(hours=13)
    ran = run("--as", "s.secretary", "inbox")
    assert ran.code == 4
    assert "LOGIN_OVER" in ran.err
    assert "dangwu --as s.secretary login" in ran.err


def test_nobody_is_told_to_log_in(terminal: Terminal) -> None:
    with pytest.raises(Unauthenticated):
        sessions.ProfileToken("nobody", terminal.address, "", 1)()
    ran = run("--as", "nobody", "inbox")
    assert "dangwu --as nobody login" in ran.err


def test_only_the_administrator_issues_codes(terminal: Terminal) -> None:
    assert "ROLE_NOT_ALLOWED" in terminal("s.secretary", "code", "issue", "outsider", code=4).err
    shown = terminal("administrator", "code", "issue", "outsider", "--rehearse")
    assert "登录码" not in shown.out
