"""The command works on any desk: Windows editors and consoles, pipes, terminals, slow servers."""

import ast
import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dangwu.transfer.v1 import case_pb2, member_pb2, transfer_pb2
from dangwu_client import staff
from dangwu_client.staff import output, private, settings, waiting
from tests.clients.conftest import Serve
from tests.clients.scripted import Heard, Reply
from tests.clients.terminal import logged_in, run

CASE = transfer_pb2.Transfer(
    id="t-000000000000",
    member_name="党员甲",
    state=transfer_pb2.TRANSFER_STATE_AGREED,
    source_name="一支部",
    branch_name="二支部",
    belongs_to_name="一支部",
)
INBOX = case_pb2.ListTransfersResponse(transfers=[CASE])
COMMAND = [sys.executable, "-m", "dangwu_client.staff"]


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | more


def by_path(heard: Heard) -> Reply:
    if heard.path.endswith("SearchMembers"):
        return member_pb2.ListMembersResponse()
    if heard.path.endswith("ListTransfers"):
        return case_pb2.ListTransfersResponse()
    return INBOX if heard.path.endswith("ListInbox") else CASE


def test_settings_that_an_editor_on_windows_saved(serve: Serve, home: Path) -> None:
    server = serve(by_path)
    home.mkdir()
    text = f'address = "{server.address}"\r\noutput = "json"\r\ntimeout = 3\r\n'
    (home / settings.FILE).write_bytes(b"\xef\xbb\xbf" + text.encode())
    logged_in("default", "")
    ran = run("inbox")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["transfers"][0]["member_name"] == "党员甲"
    assert server.heard[0].left_s < 4


def test_settings_that_cannot_be_read_are_named(home: Path) -> None:
    home.mkdir()
    (home / settings.FILE).write_text("address = ")
    with pytest.raises(SystemExit) as ended:
        staff.main(["inbox"])
    assert settings.FILE in str(ended.value)


@pytest.mark.parametrize(
    "console",
    [
        {"PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["cp936", "ascii", "C"],
)
def test_a_pipe_carries_utf8_whatever_the_console_is(console: dict[str, str]) -> None:
    ran = subprocess.run(
        [*COMMAND, "help", "exit-codes"],
        capture_output=True,
        env=environment(**console),
        check=True,
    )
    assert "部分完成" in ran.stdout.decode("utf-8")


def test_columns_line_up_by_what_they_take_on_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    output.aligned([["编号", "姓名", "x"], ["t-1", "张三丰", "y"], ["t-22", "Li", "z"]])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["编号  姓名    x", "t-1   张三丰  y", "t-22  Li      z"]


def at_a_terminal(line: list[str], *answers: str) -> tuple[int, str]:
    """Run the command at a real terminal, and answer its questions."""
    here, there = pty.openpty()
    command = subprocess.Popen(
        [*COMMAND, *line],
        stdin=there,
        stdout=there,
        stderr=there,
        env=environment(TERM="xterm", COLUMNS="100", LINES="40"),
        close_fds=True,
    )
    os.close(there)
    for answer in answers:
        os.write(here, f"{answer}\n".encode())
    seen = b""
    while True:
        try:
            seen += os.read(here, 4096)
        except OSError:  # the terminal is closed: the command has ended
            break
    os.close(here)
    return command.wait(20), seen.decode()


def test_a_terminal_gets_a_drawn_table(serve: Serve) -> None:
    logged_in("default", serve(by_path).address)
    code, seen = at_a_terminal(["inbox"])
    assert code == 0
    assert "─" in seen
    assert "党员甲" in seen


def test_what_cannot_be_undone_is_asked_about_first(serve: Serve) -> None:
    server = serve(by_path)
    logged_in("default", server.address)
    accept = ["transfer", "accept", CASE.id]
    code, seen = at_a_terminal(accept, "n")
    assert code == 3
    assert "党员甲的组织关系即转入 二支部，不能撤销" in seen
    assert "已取消" in seen
    assert not [one for one in server.heard if one.path.endswith("AcceptTransfer")]
    assert at_a_terminal(accept, "y")[0] == 0
    assert at_a_terminal([*accept, "--yes"])[0] == 0
    assert len([one for one in server.heard if one.path.endswith("AcceptTransfer")]) == 2


def test_a_slow_server_shows_that_work_is_going_on(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_S", 0.2)

    def slow(heard: Heard) -> Reply:
        time.sleep(0.5)
        return INBOX

    logged_in("default", serve(slow).address)
    ran = run("inbox")
    assert "正在等待服务器" in ran.err
    assert "正在等待服务器" not in ran.out


def test_a_quick_one_shows_nothing(serve: Serve) -> None:
    logged_in("default", serve(by_path).address)
    assert "正在等待" not in run("inbox").err


def test_own_options_go_anywhere_on_the_line(serve: Serve) -> None:
    server = serve(by_path)
    logged_in("li", server.address)
    for line in (
        ["--as", "li", "-o", "json", "transfer", "show", CASE.id],
        ["transfer", "--as", "li", "show", CASE.id, "--output=json"],
        ["transfer", "show", CASE.id, "-o", "json", "--as=li"],
    ):
        ran = run(*line)
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["id"] == CASE.id
    assert run("--as", "li", "transfer", "show", "--", "--as").code == 9


def test_the_environment_stands_in_for_options(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(by_path)
    logged_in("li", "127.0.0.1:1")
    monkeypatch.setenv("DANGWU_PROFILE", "li")
    monkeypatch.setenv("DANGWU_ADDRESS", server.address)
    monkeypatch.setenv("DANGWU_OUTPUT", "json")
    assert json.loads(run("inbox").out)["transfers"]


def test_a_file_is_put_in_place_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "有 空格" / "file.json"
    private.write(target, "旧")

    def fails(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        private.write(target, "新")
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in target.parent.iterdir()] == ["file.json"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(shell: str) -> None:
    ran = run("completion", shell)
    assert ran.code == 0
    assert "_DANGWU_COMPLETE" in ran.out


def test_completion_knows_commands_and_the_cases_that_wait(serve: Serve) -> None:
    def completed(line: str) -> str:
        words = line.split(" ")
        more = {"_DANGWU_COMPLETE": "fish_complete", "COMP_WORDS": line, "COMP_CWORD": words[-1]}
        ran = subprocess.run(COMMAND, capture_output=True, env=environment(**more), check=False)
        return ran.stdout.decode()

    logged_in("default", serve(by_path).address)
    assert "withdraw" in completed("dangwu transfer w")
    assert CASE.id in completed("dangwu transfer sign t-")
    logged_in("default", "127.0.0.1:1")
    assert completed("dangwu transfer sign t-").strip() == ""


POSIX_ONLY = {"fcntl", "pwd", "grp", "termios", "tty", "pty", "resource"}


def test_nothing_but_a_guarded_import_needs_posix() -> None:
    folder = Path(staff.__file__).parents[1]
    for file in folder.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Import):
                assert not POSIX_ONLY & {alias.name for alias in node.names}, file
            if isinstance(node, ast.ImportFrom):
                assert node.module not in POSIX_ONLY, file


def test_help_is_printed_without_loading_grpc() -> None:
    probe = (
        "import sys; from dangwu_client import staff\n"
        "try: staff.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'grpc', 'google.protobuf', 'rich.table'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, env=environment(), check=True
    )
    assert b"grpc" not in ran.stdout.splitlines()[-1]
    assert b"google.protobuf" not in ran.stdout.splitlines()[-1]
