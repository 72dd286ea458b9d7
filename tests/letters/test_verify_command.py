"""`dangwu letter verify`: without a server or a login, told by its sentence and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dangwu.transfer.v1.letter_pb2 import Sheet
from dangwu_client.letters.sheets import print_sheets
from dangwu_client.staff import letter_verify
from dangwu_client.staff.desk import Desk
from tests.letters.papers import ANOTHER, ID_NUMBER, ISSUER_ID, keys_file, pictures, receipt, signer
from tests.letters.papers import sheet as made

SIGNER = signer()
LETTER = made(SIGNER)
ON = ("--on", "2026-07-01")


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What an earlier `dangwu letter keys` left in the user's own folder."""
    monkeypatch.setenv("DANGWU_HOME", str(tmp_path))
    path = tmp_path / letter_verify.REMEMBERED
    path.write_text(keys_file(SIGNER), encoding="utf-8")
    return path


def verify(*line: str, typed: str = "", as_json: bool = False) -> Result:
    desk = Desk("default", "nowhere.invalid:1", "", "json" if as_json else "table", 1.0)
    return CliRunner().invoke(letter_verify.verify, list(line), obj=desk, input=typed)


def printed(tmp_path: Path, *sheets: Sheet) -> str:
    path = tmp_path / "letters.pdf"
    print_sheets(sheets, path)
    return str(path)


def test_a_pdf_a_text_and_a_picture_say_the_same(tmp_path: Path) -> None:
    pdf = printed(tmp_path, LETTER)
    (picture,) = pictures(Path(pdf).read_bytes(), tmp_path, 2.5)
    text = tmp_path / "code.txt"
    text.write_text(f"扫码所得：{LETTER.letter.code}\n", encoding="utf-8-sig")
    for paper in (pdf, str(picture), str(text), LETTER.letter.code):
        ran = verify(paper, *ON)
        assert ran.exit_code == 0, ran.output
        assert "真实" in ran.output
        assert "王小明" in ran.output


def test_a_pdf_whose_print_was_changed_is_refused(tmp_path: Path) -> None:
    other = made(SIGNER, destination="中共北戴河区某某社区党支部")
    other.letter.code = LETTER.letter.code
    ran = verify(printed(tmp_path, other), *ON)
    assert ran.exit_code == 8
    assert "去向" in ran.output


def test_each_verdict_has_its_exit_code(tmp_path: Path) -> None:
    code = LETTER.letter.code
    entry = {"number": LETTER.letter.number, "issuer_id": ISSUER_ID, "void_on": "2026-06-20"}
    register = tmp_path / "register.json"
    register.write_text(json.dumps({"letters": [entry | {"state": "LETTER_STATE_LOST"}]}))
    other = made(SIGNER, "2026第0002号").letter.code
    text = receipt(SIGNER, LETTER)
    changed = code[:200] + ("A" if code[200] != "A" else "B") + code[201:]
    assert verify(code, *ON, "--id-number-stdin", typed=ID_NUMBER + "\n").exit_code == 0
    assert verify(code, *ON, "--id-number-stdin", typed=ANOTHER + "\n").exit_code == 8
    assert verify(code, "--on", "2026-09-13").exit_code == 6
    assert verify(code, *ON, "--register", str(register)).exit_code == 6
    assert verify(changed, *ON).exit_code == 8
    assert verify(text, *ON, "--letter", code).exit_code == 0
    assert verify(text, *ON, "--letter", other).exit_code == 8
    assert verify(made(signer()).letter.code, *ON).exit_code == 9
    assert verify("没有代码的文字", *ON).exit_code == 2


def test_of_many_letters_one_bad_one_is_enough(tmp_path: Path) -> None:
    bad = made(SIGNER, "2026第0002号")
    bad.letter.code = bad.letter.code[:-3] + "AAA"
    ran = verify(printed(tmp_path, LETTER, bad), *ON, as_json=True)
    assert ran.exit_code == 8
    found = json.loads(ran.stdout)["findings"]
    assert [one["verdict"] for one in found] == ["GENUINE", "ALTERED"]


def test_programs_read_json() -> None:
    found = json.loads(verify(LETTER.letter.code, *ON, as_json=True).stdout)["findings"]
    assert found[0]["said"]["n"] == "2026第0001号"
    assert set(found[0]) == {
        "verdict", "genuine", "message_zh", "message_en", "check_text", "said", "remarks"
    }  # fmt: skip


def test_without_keys_the_command_says_how_to_get_them(keys: Path) -> None:
    keys.unlink()
    ran = verify(LETTER.letter.code)
    assert ran.exit_code == 2
    assert "dangwu letter keys" in ran.output


def test_a_keys_file_that_is_none_is_said(keys: Path) -> None:
    keys.write_text("{}")
    assert verify(LETTER.letter.code).exit_code == 2


ALONE = """
import socket, sys
def refuse(*_): raise SystemExit("went to the network")
socket.socket.connect = refuse
from dangwu_client.staff import letter_verify
from dangwu_client.staff.desk import Desk
desk = Desk("default", "nowhere.invalid:1", "", "table", 1.0)
try:
    letter_verify.verify.main(sys.argv[1:], obj=desk)
finally:
    loaded = {name.partition(".")[0] for name in sys.modules} & {"services", "grpc"}
    assert not loaded, loaded
"""


def test_neither_the_services_nor_grpc_take_part(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    path = f"{root / 'clients'}:{root / 'protos'}"
    line = [sys.executable, "-c", ALONE, LETTER.letter.code, *ON]
    ran = subprocess.run(
        line,
        cwd=tmp_path,
        env={"PYTHONPATH": path, "DANGWU_HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "真实" in ran.stdout
