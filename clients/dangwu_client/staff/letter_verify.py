"""`dangwu letter verify` and `dangwu letter keys`: is this paper genuine? Asked offline."""

import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import encoding, exits, output, private, settings
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import lone, pass_desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu_client.letters.checking import Asked
    from dangwu_client.letters.codes import Keys
    from dangwu_client.letters.papers import Paper
    from dangwu_client.letters.register import Register
    from dangwu_client.letters.verdicts import Finding

REMEMBERED = "letter-keys.json"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

CODES = {
    "GENUINE": exits.DONE,
    "MALFORMED": exits.USAGE,
    "VOID": exits.CONFLICT,
    "EXPIRED": exits.CONFLICT,
    "ALTERED": exits.BROKEN,
    "NOT_THIS_PERSON": exits.BROKEN,
    "OTHER_LETTER": exits.BROKEN,
    "UNKNOWN_KEY": exits.NOT_FOUND,
}
"""How the command ends for each verdict; with several codes, by the first that is not genuine."""

KINDS = {
    "letter": ("组织关系介绍信", "introduction letter"),
    "certificate": ("党员证明信", "certificate letter"),
    "receipt": ("回执", "receipt"),
    "full": ("正式", "full"),
    "probationary": ("预备", "probationary"),
}


@lone(
    "verify",
    "核验介绍信、证明信或回执是否真实；不需要服务器，也不需要登录。\n\n"
    "可给本系统生成的 PDF、二维码图片、文本文件，或扫码得到的文字。"
    "真实以代码 0 退出，作废或过期为 6，改动或不是此人、此信为 8，密钥未知为 9。",
    "Is a letter, certificate or receipt genuine? Needs no server and no login.\n\n"
    "Takes a PDF of ours, a picture of the QR, a text file, or the text that was scanned. Exits "
    "with 0 when genuine, 6 when void or expired, 8 when altered or another's, 9 for unknown keys.",
    [
        "letter verify 介绍信.pdf",
        "letter verify 回执.png --letter 介绍信.pdf --register 登记簿.json",
    ],
)
@click.argument("paper", metavar=say("文件或文字", "FILE|TEXT"))
@click.option(
    "--keys",
    "keys_path",
    type=_FILE,
    metavar=say("文件", "FILE"),
    help=say(
        "签发机构的公钥；默认用上次 dangwu letter keys 取得的。",
        "The issuer's public keys; by default those last got by dangwu letter keys.",
    ),
)
@click.option(
    "--register",
    "register_path",
    type=_FILE,
    metavar=say("文件", "FILE"),
    help=say("登记簿（JSON），用来查是否作废。", "A register (JSON), to see what is void."),
)
@click.option(
    "--letter",
    "letter_paper",
    metavar=say("文件或文字", "FILE|TEXT"),
    help=say("回执所属的介绍信。", "The letter that a receipt is for."),
)
@click.option(
    "--id-number-file",
    type=_FILE,
    metavar=say("文件", "FILE"),
    help=say("内有持信人身份证号码的文件。", "A file with the bearer's ID number."),
)
@click.option(
    "--id-number-stdin",
    is_flag=True,
    help=say("从标准输入读取持信人身份证号码。", "Read the bearer's ID number from stdin."),
)
@click.option(
    "--on", type=DAY, help=say("按哪一天核验，默认今天。", "As of which day; today by default.")
)
@pass_desk
@click.pass_context
def verify(
    ctx: click.Context,
    desk: Desk,
    paper: str,
    keys_path: Path | None,
    register_path: Path | None,
    letter_paper: str | None,
    id_number_file: Path | None,
    id_number_stdin: bool,
    on: str | None,
) -> None:
    from dangwu_client.letters.checking import Asked

    keys, read = _keys(keys_path), _read(paper)
    asked = Asked(
        on=date.fromisoformat(on) if on else output.today(),
        id_number=_id_number(id_number_file, id_number_stdin),
        register=_register(register_path, keys),
        letters=_letters(letter_paper),
        pages=read.pages,
    )
    findings = _findings(read, keys, asked)
    desk.emit({"findings": [_plain(one) for one in findings]}, lambda: _show(findings))
    wrong = next((one for one in findings if not one.genuine), findings[0])
    ctx.exit(CODES[wrong.verdict.name])


@lone(
    "keys",
    "取得签发机构的公钥，供离线核验使用；另存一份给接收方用 --to。",
    "Get the issuer's public keys, for checks without the server; --to writes a copy.",
    ["letter keys", "letter keys --to 公钥.json"],
)
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
    help=say("另存到这个文件。", "Write them to this file too."),
)
@pass_desk
def keys(desk: Desk, to: Path | None) -> None:
    from dangwu_client.letter_keys import keys_file

    known = desk.client.letter_keys()
    text = keys_file(desk.address, known)
    for path in filter(None, (settings.state_home() / REMEMBERED, to)):
        private.write(path, text)
    rows = [[key.id, say("现用", "current") if key.current else ""] for key in known]
    desk.emit({"keys": known}, lambda: output.table([say("公钥", "key"), ""], rows))
    output.note(say("已存好，可离线核验。", "Kept: letters can now be checked offline."))


def _keys(path: Path | None) -> "Keys":
    from dangwu_client.letters.codes import Keys, KeysFileUnreadable

    known = path or settings.state_home() / REMEMBERED
    if not known.exists():
        raise click.UsageError(
            say(
                "还没有签发机构的公钥：请用 --keys 指明，或先运行 dangwu letter keys。",
                "No public keys yet: name a file with --keys, or run dangwu letter keys first.",
            )
        )
    try:
        return Keys.read(encoding.read(known))
    except (KeysFileUnreadable, UnicodeDecodeError) as error:
        raise click.UsageError(
            say("{path} 不是公钥文件。", "{path} is no file of public keys.", path=known)
        ) from error


def _register(path: Path | None, keys: "Keys") -> "Register | None":
    from dangwu_client.letters.register import Register, RegisterUnreadable

    if path is None:
        return None
    try:
        return Register.read(encoding.read(path), keys)
    except (RegisterUnreadable, UnicodeDecodeError) as error:
        raise click.UsageError(
            say("{path} 不是登记簿。", "{path} is no register of letters.", path=path)
        ) from error


def _read(given: str) -> "Paper":
    from dangwu_client.letters import papers

    try:
        return papers.read(given)
    except papers.PaperUnreadable as error:
        raise click.UsageError(say(error.zh, error.en)) from error


def _letters(given: str | None) -> tuple[str, ...]:
    known = _read(given).codes if given is not None else ()
    if given is not None and not known:
        raise click.UsageError(
            say("--letter 中没有介绍信代码。", "There is no code of a letter in --letter.")
        )
    return known


def _id_number(path: Path | None, from_stdin: bool) -> str:
    if path and from_stdin:
        raise click.UsageError(
            say("身份证号码只从一处读取。", "Read the ID number from one place only.")
        )
    text = encoding.read(path) if path else sys.stdin.readline() if from_stdin else ""
    number = unicodedata.normalize("NFKC", text).strip().upper()
    if (path or from_stdin) and not number:
        raise click.UsageError(say("没有读到身份证号码。", "No ID number was given."))
    return number


def _findings(read: "Paper", keys: "Keys", asked: "Asked") -> "list[Finding]":
    from dangwu_client.letters.checking import verify as check
    from dangwu_client.letters.verdicts import Finding, Verdict

    return [check(one, keys, asked) for one in read.codes] or [Finding(Verdict.MALFORMED)]


def _plain(finding: "Finding") -> dict[str, object]:
    return {
        "verdict": finding.verdict.name,
        "genuine": finding.genuine,
        "message_zh": finding.zh,
        "message_en": finding.en,
        "check_text": finding.check_text,
        "said": dict(finding.said),
        "remarks": [{"zh": zh, "en": en} for zh, en in finding.remarks],
    }


def _show(findings: "list[Finding]") -> None:
    from dangwu_client.letters.checking import LABELS

    for finding in findings:
        output.line(say(finding.zh, finding.en))
        said = finding.said
        rows = [(say("文件", "paper"), say(*KINDS[said["t"]]))] if said else []
        for name, label in LABELS.items():
            value = said.get(name, "") if name not in "iph" else ""
            rows.append((say(*label), say(*KINDS[value]) if name == "k" and value else value))
        output.pairs([*rows, (say("校验", "check"), finding.check_text)])
        for remark in finding.remarks:
            output.note(say(*remark))
