"""docs/pains.md: no pain is left out, and every command, RPC and rule book it names is there."""

import re
import shlex
from itertools import takewhile
from pathlib import Path

import pytest
from google.protobuf import descriptor_pool

from services import roster
from services.chassis import contract
from tests.clients.terminal import run

ROOT = Path(__file__).parents[2]
ROWS = [
    tuple(cell.strip() for cell in line.strip("| \n").split("|"))
    for line in (ROOT / "docs/pains.md").read_text("utf-8").splitlines()
    if line.startswith("| P-")
]
NAMED = re.findall(r"`([^`]+)`", "\n".join(answer for _, _, answer, _ in ROWS))
COMMANDS = sorted({one for one in NAMED if one.startswith("dangwu ")})
BOOKS = sorted(set(re.findall(r"\btransfer/[a-z_]+", "\n".join(NAMED))))
RPCS = sorted(set(re.findall(r"\b[A-Z]\w+Service\.\w+", "\n".join(NAMED))))


def test_every_pain_is_answered_or_said_to_be_out_of_reach() -> None:
    assert [row[0] for row in ROWS] == [f"P-{number:02d}" for number in range(1, 33)]
    assert all("`" in answer for _, _, answer, _ in ROWS)
    assert all(beyond for *_, beyond in ROWS)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_there_with_its_options(line: str) -> None:
    words = shlex.split(line)[1:]
    noun = list(takewhile(lambda word: not word.startswith("-"), words))
    ran = run(*noun, "--help")
    assert ran.code == 0, ran.err
    flat = ran.out.replace("\n", " ")
    assert all(option in flat for option in words if option.startswith("--"))


@pytest.mark.parametrize("name", RPCS)
def test_an_rpc_is_there(name: str) -> None:
    known = {
        f"{full_name.rpartition('.')[2]}.{rpc.name}"
        for service in roster.load()
        for full_name in service.servicers
        for rpc in contract.read(descriptor_pool.Default().FindServiceByName(full_name))
    }
    assert name in known


@pytest.mark.parametrize("book", BOOKS)
def test_a_rule_book_is_there(book: str) -> None:
    assert (ROOT / "services/rules/books" / f"{book}.yaml").is_file()
