"""What README says to type can be typed: every command, option and make target is there."""

import re
import shlex
from pathlib import Path

import pytest
from rich.console import Console

from dangwu_client.staff import settings
from deploy.demo import lock
from deploy.demo.stage import Stage
from tests.clients.terminal import logged_in, run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"```sh\n(.*?)```", re.DOTALL)
TICKED = re.compile(r"`((?:dangwu|make) [^`]+)`")


def lines(command: str) -> list[str]:
    """What README types of a command, in blocks and between ticks."""
    typed = "\n".join(FENCED.findall(README)).replace("\\\n", " ").splitlines()
    typed += TICKED.findall(README)
    split = (shlex.split(line, comments=True) for line in typed)
    return [" ".join(words[1:]) for words in split if words and words[0] == command]


@pytest.mark.parametrize("line", lines("dangwu"))
def test_every_command_of_the_readme_can_be_typed(line: str) -> None:
    ran = run(*line.split(), "--help")
    assert ran.code == 0, ran.err
    assert "用法" in ran.out


@pytest.mark.parametrize("line", lines("make"))
def test_every_make_target_of_the_readme_is_there(line: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(line.split()[0])}:", makefile, re.MULTILINE)


def test_the_desks_of_the_demo_ask_the_server_of_make_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGWU_HOME", "")
    stage = Stage(tmp_path / "demo", Console())
    logged_in("li.na", stage.address)
    stage.leave_desks()
    assert stage.address != settings.ADDRESS
    kept = (tmp_path / "demo/desk/sessions/login-li.na.json").read_text(encoding="utf-8")
    assert settings.ADDRESS in kept
    assert stage.address not in kept


def test_the_demo_does_not_replace_a_campus_that_is_served(tmp_path: Path) -> None:
    with lock.held(tmp_path / "demo"), pytest.raises(lock.InUse), lock.held(tmp_path / "demo"):
        pass
    with lock.held(tmp_path / "demo"):
        pass
