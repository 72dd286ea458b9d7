"""A page of cases or members costs as many questions to the database as one of them does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from dangwu.transfer.v1 import case_pb2, roll_pb2
from tests.transfer.acts import Cases
from tests.worlds import World

MORE = 25


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The questions asked of the transfer service's database meanwhile."""
    asked: list[str] = []
    assert world.host is not None
    engine = world.host.databases["transfer"].engine

    def note(*told: object) -> None:
        if "journal" not in str(told[2]):  # the courier reads that, on its own errand
            asked.append(str(told[2]))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def questions(world: World, ask: Callable[[], object]) -> int:
    """The fewest of three times: what is remembered for a while is now and then asked anew."""
    world.settle()
    many = []
    for _ in range(3):
        with counted(world) as asked:
            ask()
        many.append(len(asked))
    return min(many)


def test_more_rows_ask_no_more_questions(cases: Cases) -> None:
    office = cases.desk("director")
    asks: list[Callable[[], object]] = [
        lambda: office.cases.ListTransfers(case_pb2.ListTransfersRequest(page_size=200)),
        lambda: office.roll.ListMembers(roll_pb2.ListMembersRequest(page_size=200)),
        lambda: office.roll.SearchMembers(roll_pb2.SearchMembersRequest(name="many")),
    ]
    cases.enter("many000", "0101")
    cases.request(member="many000")
    few = [questions(cases.world, ask) for ask in asks]
    for number in range(1, MORE):
        cases.enter(f"many{number:03d}", "0101")
        cases.request(member=f"many{number:03d}")
    listed = office.cases.ListTransfers(case_pb2.ListTransfersRequest(page_size=200)).transfers
    assert len(listed) == MORE
    assert [questions(cases.world, ask) for ask in asks] == few
