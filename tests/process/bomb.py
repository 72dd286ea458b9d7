"""The real server, in which some calls fail as only our own mistakes can make them fail.

python -m tests.process.bomb
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import text

import services.rules
from dangwu.rules.v1 import rules_pb2 as pb
from services.__main__ import main
from services.chassis.errors import NotNow
from services.chassis.work import Work
from services.rules.servicer import RulesServicer

CANARY = "999902198807152412"
"""Stands in the text of every exception; must never stand in an answer or in the log."""


class GapLeft(NotNow):
    zh = "这句话缺了一处：{nobody}。"
    en = "Nobody filled the {nobody} in this sentence."


def divided(work: Work) -> None:
    raise ZeroDivisionError(CANARY)


def refused_by_the_database(work: Work) -> None:
    work.session.execute(text("SELECT * FROM nothing WHERE id_number = :it"), {"it": CANARY})


def raised_from_another(work: Work) -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        raise RuntimeError(f"no {CANARY}") from error


def without_end(work: Work) -> None:
    without_end(work)


def out_of_memory(work: Work) -> None:
    raise MemoryError(CANARY)


def nothing_to_say(work: Work) -> None:
    return None


def gap_left(work: Work) -> None:
    raise GapLeft(somebody=CANARY[:6])


WAYS: Mapping[str, Callable[[Work], None]] = {
    way.__name__: way
    for way in (
        *(divided, refused_by_the_database, raised_from_another, without_end),
        *(out_of_memory, nothing_to_say, gap_left),
    )
}


class Bomb(RulesServicer):
    """`DecideRule` fails as the book's name says; `SeedBooks` fails with its work half done."""

    def DecideRule(self, request: pb.DecideRuleRequest, work: Work) -> Any:  # noqa: N802
        return WAYS[request.book.partition("/")[2]](work)

    def SeedBooks(self, request: pb.SeedBooksRequest, work: Work) -> pb.Seeding:  # noqa: N802
        work.session.execute(
            text(
                "INSERT INTO edition (id, book, in_force_from, published_on, text)"
                " VALUES ('half', 'half/done', '2026-01-01', '2026-01-01', '')"
            )
        )
        raise ValueError(CANARY)


if __name__ == "__main__":
    service = services.rules.SERVICE
    bombs = {**service.servicers, "dangwu.rules.v1.RulesService": Bomb()}
    services.rules.SERVICE = replace(service, servicers=bombs)
    sys.exit(main(sys.argv[1:]))
