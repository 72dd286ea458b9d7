"""Chinese for everybody, English for those who ask: no sentence of the command in the wrong one."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from dangwu.carefund.v1 import (
    application_pb2,
    campaign_pb2,
    campaigning_pb2,
    emergency_pb2,
    fund_pb2,
    objection_pb2,
    paying_pb2,
    payment_pb2,
    pool_pb2,
    request_pb2,
    resolution_pb2,
    reviewing_pb2,
)
from dangwu.carefund.v1 import booking_pb2 as booking
from dangwu.directory.v1 import authority_pb2, organization_pb2, outside_pb2
from dangwu.rules.v1 import edition_pb2
from dangwu.transfer.v1 import (
    kind_pb2,
    letter_pb2,
    member_pb2,
    receipt_pb2,
    term_pb2,
    transfer_pb2,
    transit_pb2,
)
from dangwu_client.staff import act_terms, click_words, refusals, terms
from tests.clients.terminal import run
from tests.house import image

FUND = (
    application_pb2,
    booking,
    campaign_pb2,
    campaigning_pb2,
    emergency_pb2,
    fund_pb2,
    objection_pb2,
    paying_pb2,
    payment_pb2,
    pool_pb2,
    request_pb2,
    resolution_pb2,
    reviewing_pb2,
)
SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z']{2,}){2,}")
CHINESE = re.compile("[\u4e00-\u9fff]")


def commands() -> Iterator[list[str]]:
    from dangwu_client.staff.command import dangwu

    def below(group: click.Group, path: list[str]) -> Iterator[list[str]]:
        for name, command in group.commands.items():
            yield [*path, name]
            if isinstance(command, click.Group):
                yield from below(command, [*path, name])

    yield []
    yield from below(dangwu, [])


def prose(text: str) -> str:
    """What is said to a person: without usage, examples, and names of options."""
    kept = [line for line in text.splitlines() if not line.strip().startswith("dangwu ")]
    kept = [line for line in kept if "用法" not in line and "Usage" not in line]
    return "\n".join(kept)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_help_is_in_chinese(path: list[str]) -> None:
    ran = run(*path, "--help")
    assert ran.code == 0
    assert not SENTENCE.findall(prose(ran.out))
    assert "显示本帮助后退出" in ran.out
    assert "用法" in ran.out


def test_every_command_says_what_it_does() -> None:
    from dangwu_client.staff.command import dangwu

    for path in commands():
        command: click.Command = dangwu
        for name in path:
            assert isinstance(command, click.Group)
            command = command.commands[name]
        assert CHINESE.search(command.help or ""), path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert CHINESE.search(parameter.help or ""), (path, parameter.name)


@pytest.mark.parametrize(
    "line",
    [
        ["transfr"],
        ["transfer", "singn"],
        ["transfer", "sign"],
        ["transfer", "sign", "a", "b"],
        ["transfer", "request", "x"],
        ["transfer", "request", "x", "--reason"],
        ["transfer", "request", "x", "--to", "y", "--reason", "z"],
        ["inbox", "--limt", "3"],
        ["inbox", "--limit", "0"],
        ["inbox", "--limit", "many"],
        ["inbox", "--all=yes"],
        ["--output", "xml", "inbox"],
        ["--timeout", "soon", "inbox"],
        ["completion", "csh"],
        ["rules", "ask"],
        ["rules", "list", "--layer", "城市"],
        ["rules", "days", "0", "--from", "2026-09-28"],
        ["rules", "days", "5", "--from", "明天"],
        ["rules", "draft", "1"],
        ["rules", "ruling", "1"],
        ["rules", "keep", "transfer/rung_days"],
        ["inbox"],
    ],
    ids=" ".join,
)
def test_what_goes_wrong_is_told_in_chinese(line: list[str]) -> None:
    ran = run(*line)
    assert ran.code in (2, 4)
    assert CHINESE.search(ran.err)
    assert not SENTENCE.findall(prose(ran.err)), ran.err


def english(*line: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "dangwu_client.staff", *line],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    return ran.stdout.decode() + ran.stderr.decode()


def test_english_help_for_those_who_ask() -> None:
    told = english("--lang", "en", "--help") + english("transfer", "why", "--help", "--lang=en")
    assert "Show this message and exit." in told
    assert "Why it waits" in told
    assert not CHINESE.search(told)


def test_english_errors_for_those_who_ask() -> None:
    told = english("--lang", "en", "transfr") + english("--lang", "en", "inbox")
    assert "No such command 'transfr'" in told
    assert "Nobody is logged in" in told
    assert not CHINESE.search(told)


def test_the_environment_may_ask_for_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGWU_LANG", "en")
    assert "Daily work" in english("--help")


def spoken_by_click() -> set[str]:
    """Every text that click's own source sends through gettext."""
    spec = find_spec("click")
    assert spec
    assert spec.origin
    texts: set[str] = set()
    for file in Path(spec.origin).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_" | "gettext" | "ngettext")):
                    texts |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return texts


def test_everything_click_can_say_is_translated() -> None:
    said = spoken_by_click()
    assert len(said) > 60
    assert said - set(click_words.SAID) == set()


def test_translations_keep_the_gaps() -> None:
    gap = re.compile(r"{(\w+)")
    for said, translated in click_words.SAID.items():
        assert set(gap.findall(translated)) <= set(gap.findall(said)), said
        assert CHINESE.search(translated)


def test_every_term_of_the_protos_has_its_name() -> None:
    enums = [
        *transfer_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *member_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *organization_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *outside_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *authority_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *edition_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *kind_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *letter_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *receipt_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *term_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *transit_pb2.DESCRIPTOR.enum_types_by_name.values(),
        *(enum for proto in FUND for enum in proto.DESCRIPTOR.enum_types_by_name.values()),
    ]
    names = {value.name for enum in enums for value in enum.values if value.number}
    assert names == set(terms.TERMS)


def test_every_rpc_has_its_name() -> None:
    assert {method.proto.name for method in image.methods()} == set(act_terms.ACTS)


def test_every_step_can_be_named_and_typed() -> None:
    from dangwu_client.staff.command import dangwu

    assert set(terms.STEPS) == set(refusals.STEP_LINES)
    for line in refusals.STEP_LINES.values():
        noun, verb, *_ = line.split()
        group = dangwu.commands[noun]
        assert isinstance(group, click.Group)
        assert verb in group.commands, line
