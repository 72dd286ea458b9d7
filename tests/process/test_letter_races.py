"""64 issuers at once, some cut off and some refused: no number twice, and no gap unexplained."""

import threading
from collections.abc import Iterator
from itertools import count
from random import Random
from time import sleep
from typing import Any
from uuid import uuid4

import grpc
import pytest

from dangwu.directory.v1 import organization_pb2, outside_pb2
from dangwu.transfer.v1 import (
    case_pb2,
    departure_pb2,
    kind_pb2,
    letter_pb2,
    receipt_pb2,
    register_pb2,
    step_pb2,
    transfer_pb2,
    transit_pb2,
)
from services.chassis import contract
from services.chassis.civil import shanghai_date
from services.chassis.host import utc_now
from tests.desk import TIMEOUT_S
from tests.process.clerks import registration
from tests.process.crowd import at_once, tally
from tests.process.holdings import every_promise_kept
from tests.process.site import Estate, Site

ISSUERS, CUT_OFF, REFUSED = 64, 10, 6
SIGNERS = ("s.secretary", "a.secretary", "director")
NUMBERS = count(700_000)


@pytest.fixture(scope="module")
def site(estate: Estate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with estate.site(tmp_path_factory.mktemp("letters")) as made:
        yield made


@pytest.fixture(scope="module")
def addressee(site: Site) -> str:
    request = organization_pb2.CreateOrganizationRequest(
        request_id=str(uuid4()),
        code="W01",
        name="海港区教育工委",
        kind=organization_pb2.ORGANIZATION_KIND_OUTSIDE,
        may_approve=True,
    )
    setattr(request, "from", "2024-01-01")
    organization_id = str(site.send("director", request).id)
    described = outside_pb2.DescribeOutsideRequest(
        request_id=str(uuid4()),
        organization_id=organization_id,
        category=outside_pb2.OUTSIDE_CATEGORY_WORK_COMMITTEE,
        region="990102",
    )
    site.send("director", described)
    return organization_id


def agreed(site: Site, addressee: str) -> transfer_pb2.Transfer:
    """A departure of a new member that all have signed."""
    request = registration(next(NUMBERS), site.campus.organizations["0101"])
    member_id = site.send("director", request).id
    departure = kind_pb2.Departure(
        addressee_id=addressee,
        destination="海港区第一小学党支部",
        channel=kind_pb2.CHANNEL_LETTER,
    )
    filing = departure_pb2.RequestDepartureRequest(
        request_id=str(uuid4()), member_id=member_id, departure=departure
    )
    case: transfer_pb2.Transfer = site.send("s.commissioner", filing)
    for who in SIGNERS:
        signing = step_pb2.SignTransferRequest(request_id=str(uuid4()), id=case.id, etag=case.etag)
        case = site.send(who, signing)
    return case


def many_agreed(site: Site, addressee: str, many: int) -> list[transfer_pb2.Transfer]:
    """The same many times, by four clerks."""
    found: list[transfer_pb2.Transfer] = []

    def work() -> None:
        found.extend([agreed(site, addressee) for _ in range(many // 4)])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def issuing(case: transfer_pb2.Transfer, etag: str = "") -> transit_pb2.IssueLetterRequest:
    return transit_pb2.IssueLetterRequest(
        request_id=str(uuid4()), id=case.id, etag=etag or case.etag
    )


def cut_off(site: Site, request: Any, after_s: float) -> None:
    """Sends a request and hangs up soon after: nobody hears whether it was done."""
    service, method, _ = contract.by_request(request.DESCRIPTOR)
    channel = site.connect()
    grpc.channel_ready_future(channel).result(20)
    call: Any = channel.unary_unary(f"/{service}/{method}")
    metadata = (("authorization", f"Bearer {site.token('director')}"),)
    future = call.future(request.SerializeToString(), timeout=TIMEOUT_S, metadata=metadata)
    sleep(after_s)
    future.cancel()


def register(site: Site) -> register_pb2.ListRegisterResponse:
    year = shanghai_date(utc_now()).year
    asked = register_pb2.ListRegisterRequest(year=year, page_size=200)
    found: register_pb2.ListRegisterResponse = site.send("director", asked)
    return found


def test_64_issuers_use_every_number_once(site: Site, addressee: str) -> None:
    cases, moment = many_agreed(site, addressee, ISSUERS), Random(64)
    before = register(site).allocated
    hung_up = [issuing(one) for one in cases[:CUT_OFF]]
    stale = [issuing(one, "999") for one in cases[CUT_OFF : CUT_OFF + REFUSED]]
    heard = [issuing(one) for one in cases[CUT_OFF + REFUSED :]]
    cutting = [
        threading.Thread(target=cut_off, args=(site, one, moment.uniform(0.0, 0.5)))
        for one in hung_up
    ]
    for thread in cutting:
        thread.start()
    outcomes = at_once(site, *[("director", one) for one in (*stale, *heard)])
    for thread in cutting:
        thread.join()
    assert tally(outcomes) == {"OK": len(heard), "STALE": REFUSED}
    # Whoever was cut off asks again with the same request: done then or now, but once.
    again = [site.send("director", one) for one in hung_up]
    done = [letter_pb2.Letter.FromString(one) for one in outcomes if isinstance(one, bytes)]
    mine = [one.serial for one in (*done, *again)]
    assert sorted(mine) == list(range(before + 1, before + 1 + ISSUERS - REFUSED))
    told = register(site)
    assert told.allocated == before + ISSUERS - REFUSED
    assert len({one.number for one in told.letters}) == told.allocated
    assert not told.unexplained
    every_promise_kept(site)


def test_of_32_with_one_handoff_code_one_wins(site: Site, addressee: str) -> None:
    case = agreed(site, addressee)
    letter = site.send("director", issuing(case))
    opened = site.send(
        "director",
        receipt_pb2.OpenHandoffRequest(request_id=str(uuid4()), id=letter.id, etag=letter.etag),
    )
    now = site.send("director", case_pb2.GetTransferRequest(id=case.id))
    landings = [
        receipt_pb2.RecordReceiptRequest(
            request_id=str(uuid4()),
            id=case.id,
            etag=now.etag,
            receiver_id=addressee,
            branch=f"第{number}党支部",
            accepted_on=shanghai_date(utc_now()).isoformat(),
            channel=receipt_pb2.RECEIPT_CHANNEL_WEB,
            letter_number=letter.number,
            handoff_code=opened.code,
        )
        for number in range(32)
    ]
    told = tally(at_once(site, *[("director", one) for one in landings]))
    assert told["OK"] == 1
    assert told["OK"] + told["WRONG_STATE"] + told["STALE"] == 32
    every_promise_kept(site)
