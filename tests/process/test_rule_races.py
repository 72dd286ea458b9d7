"""Of many who publish, keep or close at the same moment, on two servers, one does each thing."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dangwu.directory.v1 import authority_pb2
from dangwu.rules.v1 import edition_pb2, rules_pb2, ruling_pb2
from tests.process.crowd import at_once, tally
from tests.process.holdings import every_promise_kept, rows
from tests.process.site import Estate, Site
from tests.process.test_races import appointment
from tests.rules.office import CITY, LETTERS, text

CHECKERS = ("t.secretary", "c.secretary")
CLIENTS = 16


@pytest.fixture(scope="module")
def sites(estate: Estate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """Two servers on one database, and two people in the office beside the director."""
    with estate.site(tmp_path_factory.mktemp("rules")) as one:
        for account in CHECKERS:
            request = appointment(one, account, "00", authority_pb2.POST_KIND_OFFICER)
            one.send("director", request)
        folder: Path = tmp_path_factory.mktemp("second")
        two = Site(folder, one.url, one.keys, one.campus).open()
        try:
            yield one, two
        finally:
            two.close()


def proposed(site: Site, start: str) -> edition_pb2.Draft:
    request = edition_pb2.ProposeEditionRequest(request_id=str(uuid4()), text=text(start=start))
    draft: edition_pb2.Draft = site.send("director", request)
    return draft


def approval(draft: edition_pb2.Draft) -> edition_pb2.ApproveEditionRequest:
    return edition_pb2.ApproveEditionRequest(request_id=str(uuid4()), id=draft.id, etag=draft.etag)


def test_one_of_16_approvals_publishes(sites: tuple[Site, Site]) -> None:
    site, second = sites
    draft = proposed(site, "2031-01-01")
    calls = [(CHECKERS[n // 2 % 2], approval(draft)) for n in range(CLIENTS)]
    outcomes = at_once(site, *calls, sites=[second])
    assert tally(outcomes) == {"OK": 1, "DRAFT_CLOSED": CLIENTS - 1}
    every_promise_kept(site)


def test_a_draft_is_published_or_withdrawn_but_not_both(sites: tuple[Site, Site]) -> None:
    site, second = sites
    drafts = [proposed(site, f"2031-02-{day:02d}") for day in range(1, 7)]
    calls = []
    for draft in drafts:
        withdrawal = edition_pb2.RejectEditionRequest(
            request_id=str(uuid4()), id=draft.id, etag=draft.etag, note="撤回"
        )
        calls += [(CHECKERS[0], approval(draft)), ("director", withdrawal)]
    outcomes = at_once(site, *calls, sites=[second])
    for number in range(0, len(outcomes), 2):
        assert tally(outcomes[number : number + 2]) == {"OK": 1, "DRAFT_CLOSED": 1}
    every_promise_kept(site)


def test_of_drafts_with_the_same_dates_one_is_published(sites: tuple[Site, Site]) -> None:
    site, second = sites
    drafts = [proposed(site, "2031-03-01") for _ in range(8)]
    calls = [(CHECKERS[n % 2], approval(draft)) for n, draft in enumerate(drafts)]
    outcomes = at_once(site, *calls, sites=[second])
    assert tally(outcomes) == {"OK": 1, "EDITION_KNOWN": 7}
    stored = f"SELECT id FROM edition WHERE book = '{LETTERS}' AND in_force_from = '2031-03-01'"
    assert len(rows(site.url, "rules", stored)) == 1
    every_promise_kept(site)


def test_duplicates_of_one_ruling_are_kept_once(sites: tuple[Site, Site]) -> None:
    site, second = sites
    request = ruling_pb2.KeepRulingRequest(
        request_id=str(uuid4()), reference="介字001", book=LETTERS, facts=CITY
    )
    outcomes = at_once(site, *[("s.secretary", request)] * CLIENTS, sites=[second])
    assert tally(outcomes) == {"OK": CLIENTS}
    assert len({one for one in outcomes if isinstance(one, bytes)}) == 1
    assert len(rows(site.url, "rules", "SELECT id FROM ruling")) == 1
    many = []
    for number in range(CLIENTS):
        another = ruling_pb2.KeepRulingRequest()
        another.CopyFrom(request)
        another.request_id, another.reference = str(uuid4()), f"介字{number + 2}"
        many.append(("s.secretary", another))
    assert tally(at_once(site, *many, sites=[second])) == {"OK": CLIENTS}
    kept_in = [row[0] for row in rows(site.url, "rules", "SELECT sequence FROM ruling")]
    assert len(set(kept_in)) == CLIENTS + 1
    every_promise_kept(site)


def test_the_promises_of_the_rules_hold_after_all_of_it(sites: tuple[Site, Site]) -> None:
    found = sites[0].send("inspector", rules_pb2.VerifyBooksRequest())
    examined = {check.name: check.examined for check in found.checks}
    assert examined["ruling_receipts_journaled"] == CLIENTS + 1
    assert examined["drafts_published_by_another"] >= 2
    assert not [check.name for check in found.checks if check.broken]
