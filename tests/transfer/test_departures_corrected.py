"""What is corrected in a departure stays one case, whatever the channel."""

from typing import Any

from dangwu.transfer.v1 import kind_pb2
from tests.refusals import refuses
from tests.transfer.acts import RETURNED, SUBMITTED
from tests.transfer.leaving import IN_TRANSIT, LETTER, Departures
from tests.worlds import World

ONLINE_KIND, LETTER_KIND = kind_pb2.CASE_KIND_OUT_ONLINE, kind_pb2.CASE_KIND_OUT_BY_LETTER


def test_both_channels_reconcile_in_one_case(departures: Departures) -> None:
    """Filed online, returned, submitted by letter, letter issued, sent elsewhere online."""
    cases = departures.cases
    departures.officer()
    case = cases.send_back("s.secretary", departures.request(departures.to()))
    assert case.state == RETURNED
    by_letter = departures.submit(case, departures.to(channel=LETTER))
    with refuses("WRONG_STATE"):
        departures.send(cases.climb(by_letter, "s.secretary", "a.secretary", "director"))
    out = departures.issue(cases.get(by_letter))
    assert (out.state, out.kind) == (IN_TRANSIT, LETTER_KIND)
    online = departures.redispatch(out, departures.to(), because="改网上办理")
    assert (online.id, online.kind, online.letter_id) == (case.id, ONLINE_KIND, "")
    sent = departures.send(cases.sign("officer", online))
    assert sent.state == IN_TRANSIT
    assert cases.belongs("ready") == "0101"
    assert {one.id for one in cases.desk("director").cases.ListTransfers(_of(cases)).transfers} == {
        case.id
    }


def _of(cases: Any) -> Any:
    from dangwu.transfer.v1 import case_pb2

    return case_pb2.ListTransfersRequest(member_id=cases.campus.members["ready"])


def test_a_case_within_the_school_does_not_become_a_departure(departures: Departures) -> None:
    cases = departures.cases
    case = cases.send_back("s.secretary", cases.request())
    with refuses("WRONG_STATE"):
        departures.submit(case, departures.to())
    assert cases.get(case) == case


def test_an_addressee_is_not_changed_behind_the_details(departures: Departures) -> None:
    cases = departures.cases
    case = cases.send_back("s.secretary", departures.request(departures.to()))
    with refuses("NOT_READY") as refused:
        cases.submit("s.commissioner", case, "0201")
    assert refused.details["findings"].startswith("ADDRESSEE_")
    assert cases.submit("s.commissioner", case).state == SUBMITTED


def test_a_masked_number_sent_back_is_the_number_that_was_there(
    departures: Departures, world: World
) -> None:
    given = departures.to(contact_phone="0999-1234567")
    case = departures.cases.send_back("s.secretary", departures.request(given))
    shown = departures.cases.get(case).departure
    assert shown.contact_phone == "099****67"
    again = departures.submit(case, shown)
    assert again.departure.contact_phone == "099****67"
    back = departures.cases.send_back("s.secretary", again)
    elsewhere = departures.submit(back, departures.to(contact_phone="13800000000"))
    assert elsewhere.departure.contact_phone == "138****00"
