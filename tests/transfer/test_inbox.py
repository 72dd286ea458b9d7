"""What waits on somebody: exactly what he can act on, and nothing of others."""

from functools import partial

import pytest

from dangwu.transfer.v1 import case_pb2
from services.transfer import case_servicer
from tests.refusals import outcome
from tests.transfer.acts import Cases
from tests.transfer.stage import PEOPLE, some_cases

ACTING = [who for who in PEOPLE if who != "inspector"]


def test_an_inbox_holds_what_waits_on_its_owner(cases: Cases) -> None:
    known = some_cases(cases)
    for who in ACTING:
        person_id = cases.campus.people[who]
        mine = {
            one.id
            for one in known
            if person_id in {holder.person_id for holder in cases.why(one).holders}
        }
        assert set(cases.inbox(who)) == mine, who


def test_what_waits_on_somebody_he_can_do_and_nobody_else(cases: Cases) -> None:
    """Of the cases that have a ladder: exactly those in the inbox can be signed."""
    climbing = [one for one in some_cases(cases) if one.rungs]
    for who in ACTING:
        waiting = cases.inbox(who)
        for one in climbing:
            branch = "0201" if who == "b.secretary" else ""
            told = outcome(partial(cases.sign, who, one, branch, validate_only=True))
            assert (told == "OK") == (one.id in waiting), (who, told, one)


@pytest.mark.parametrize("chunk", [1, 2, 200])
def test_an_inbox_is_paged_while_it_is_worked_off(
    cases: Cases, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """Nothing is shown twice or left out, however much is looked through at a time."""
    monkeypatch.setattr(case_servicer, "CHUNK", chunk)
    waiting = {}
    for number in range(4):
        cases.enter(f"m{number}")
        case = cases.request("s.deputy", f"m{number}")
        waiting[case.id] = case
        cases.enter(f"n{number}")
        cases.request("s.deputy", f"n{number}", "0102")  # waits on the committee
        cases.world.clock.pass_time(minutes=1)
    desk, shown, token = cases.desk("s.secretary").cases, [], ""
    for _ in range(2):
        page = desk.ListInbox(case_pb2.ListInboxRequest(page_size=2, page_token=token))
        shown += [one.id for one in page.transfers]
        for one in page.transfers:
            cases.sign("s.secretary", one)
        token = page.next_page_token
    assert shown == list(reversed(waiting))
    assert token == ""
    assert cases.inbox("s.secretary") == []
