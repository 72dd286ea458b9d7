"""However long the receipts of cases are, no reply is longer than one may be, and none is lost."""

import pytest
import sqlalchemy as sa

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import case_pb2
from dangwu.v1 import values_pb2
from services.chassis import journal
from services.chassis.database import Database
from services.transfer import filing
from services.transfer.kinds import KINDS
from services.transfer.store import Transfer
from tests.transfer.acts import Case, Cases

LONG = values_pb2.Decision(book=KINDS["WITHIN"].ladder, explanation="长" * 250_000)
SIGNED = "dangwu.transfer.v1.TransferService/SignTransfer"
MOST = 4 * 1024 * 1024
"""Bytes that a caller over the wire takes in one reply."""

pytestmark = pytest.mark.parametrize("shape", ["socket"])


@pytest.fixture
def long(cases: Cases) -> list[Case]:
    """Seven cases with receipts of most of a megabyte each."""
    made = []
    for number in range(7):
        cases.enter(f"m{number}")
        cases.world.clock.pass_time(seconds=1)
        made.append(cases.request(member=f"m{number}"))
    database = Database(cases.world.url.format(service="transfer"))
    with database.writing() as session:
        session.execute(sa.update(Transfer).values(decisions=filing.receipts([LONG])))
        session.commit()
    database.close()
    assert 7 * LONG.ByteSize() > MOST
    return made


def test_a_list_of_long_cases_takes_more_pages(cases: Cases, long: list[Case]) -> None:
    request = case_pb2.ListTransfersRequest(page_size=200)
    seen = []
    while True:
        page = cases.desk("director").cases.ListTransfers(request)
        seen.append([one.id for one in page.transfers])
        request.page_token = page.next_page_token
        if not request.page_token:
            break
    assert [len(ids) for ids in seen] == [2, 2, 2, 1]
    assert [one for ids in seen for one in ids] == [one.id for one in reversed(long)]


def test_an_inbox_of_long_cases_takes_more_pages(cases: Cases, long: list[Case]) -> None:
    request = case_pb2.ListInboxRequest(page_size=200)
    seen = []
    while True:
        page = cases.desk("s.secretary").cases.ListInbox(request)
        seen += [one.id for one in page.transfers]
        request.page_token = page.next_page_token
        if not request.page_token:
            break
    assert seen == [one.id for one in reversed(long)]


def test_a_long_history_takes_more_pages(cases: Cases) -> None:
    case = cases.request()
    database = Database(cases.world.url.format(service="transfer"))
    now = cases.world.clock()
    with database.writing() as session:
        for _ in range(7):
            entry = audit_pb2.Entry(rpc=SIGNED, outcome="OK", request="{}", subject_id=case.id)
            entry.decisions.append(LONG)
            entry.at.FromDatetime(now)
            journal.record(session, "transfer", entry, now, lambda _: None)
        session.commit()
    database.close()
    told = cases.history(case)
    assert len(told) == 8
    assert [one.sequence for one in told] == sorted({one.sequence for one in told})
