"""The server is killed at any moment under load, and nothing that was answered is lost."""

import os
import time
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.clients.terminal import logged_in, run
from tests.databases import PostgresDatabases
from tests.process.clerks import Notebook, all_at_work, hire
from tests.process.holdings import (
    Holdings,
    each_done_once,
    every_promise_kept,
    nothing_lost_nothing_foreign,
)
from tests.process.site import Estate, Site

KILLS = 100 if os.environ.get("DANGWU_FULL") else 20
CRASHES = KILLS // 10


def test_a_killed_server_has_kept_what_it_answered_and_does_nothing_twice(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook, before, moment = Notebook(), Holdings.of(site.url), Random(2026)
    clerks = hire(site.campus, notebook, count(1))
    cut_short = 0

    def killed() -> None:
        time.sleep(moment.uniform(0.05, 0.4))
        if moment.random() < 0.2:  # somebody has told it to end, and does not wait
            site.server.terminate()
            time.sleep(moment.uniform(0, 0.03))
        site.server.kill()

    for _ in range(KILLS):
        all_at_work(site, clerks, until=killed)
        cut_short += len(notebook.unanswered)
        site.open()
        nothing_lost_nothing_foreign(site, notebook, before)
        for clerk in clerks:
            clerk.resume(site)
        each_done_once(site, notebook, before)
        every_promise_kept(site)
    assert cut_short >= KILLS
    assert len(notebook.answers) > 3 * KILLS
    monkeypatch.setenv("DANGWU_HOME", str(tmp_path / "home"))
    logged_in("director", site.server.address, site.token("director"))
    checked = run("--as", "director", "fsck")
    assert checked.code == 0, checked


def test_a_server_outlives_the_crash_of_its_database(estate: Estate, site: Site) -> None:
    databases = estate.databases
    if not isinstance(databases, PostgresDatabases):
        pytest.skip("SQLite is no process of its own")
    notebook, before, moment = Notebook(), Holdings.of(site.url), Random(15)
    clerks = hire(site.campus, notebook, count(1))

    def crashed() -> None:
        time.sleep(moment.uniform(0.3, 0.6))
        databases.crash()

    for _ in range(CRASHES):
        all_at_work(site, clerks, until=crashed)
        databases.restart()
        nothing_lost_nothing_foreign(site, notebook, before)
        for clerk in clerks:
            clerk.resume(site)
        each_done_once(site, notebook, before)
        every_promise_kept(site)
    assert site.server.running
