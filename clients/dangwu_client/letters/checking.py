"""Is this paper genuine? Everything that can be asked of a code offline, in one fixed order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangwu_client.letters import codes, numerals
from dangwu_client.letters.codes import Broken, Code, Keys
from dangwu_client.letters.register import Register, void_on
from dangwu_client.letters.verdicts import NOTHING, Finding, Verdict, Words

LABELS: dict[str, Words] = {
    "n": ("编号", "number"),
    "i": ("签发机构编号", "issuer id"),
    "o": ("签发机构", "issuer"),
    "a": ("抬头", "addressee"),
    "d": ("去向", "destination"),
    "m": ("姓名", "name"),
    "k": ("党员类别", "kind of member"),
    "p": ("身份核对码", "print of the person"),
    "u": ("党费交至", "dues through"),
    "s": ("日期", "date"),
    "e": ("有效期至", "valid until"),
    "r": ("原介绍信", "replaces"),
    "h": ("介绍信核对码", "print of the letter"),
    "c": ("接收党组织", "receiving organization"),
    "b": ("所在支部", "branch"),
    "days": ("有效期天数", "days of validity"),
}
PRINTED = ("n", "o", "a", "d", "m", "u", "s", "e", "r", "days", "p")
ID_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
KINDS_CALLED: dict[str, Words] = {
    "full": ("正式党员", "full member"),
    "probationary": ("预备党员", "probationary member"),
}
MOST_NUMBERS = 4
"""A page of ours shows one; each one that is looked at costs some milliseconds."""


@dataclass(frozen=True)
class Asked:
    """With what a code is compared; each is left out when empty."""

    on: date
    id_number: str = ""
    register: Register | None = None
    letters: Sequence[str] = ()
    pages: Sequence[str] = ()


def verify(text: str, keys: Keys, asked: Asked) -> Finding:
    """What is to be said of one code: the first thing that is wrong, or that it is genuine."""
    try:
        code = codes.opened(text, keys)
        letter = _letter_of(code, keys, asked.letters)
    except Broken as broken:
        return broken.finding
    wrong = next(filter(None, _flaws(code, letter, asked)), None)
    verdict, detail = wrong or (Verdict.GENUINE, NOTHING)
    remarks = tuple(_remarks(code, letter, asked))
    return Finding(verdict, detail, code.said, codes.short_print(text), remarks)


def _letter_of(code: Code, keys: Keys, letters: Sequence[str]) -> Code | None:
    """The letter a receipt is held against: of many the one it names, else the first."""
    if not letters or code.kind != "receipt":
        return None
    named = (one for one in letters if codes.fingerprint(one) == code.said["h"])
    return codes.opened(next(named, letters[0]), keys)


Flaw = tuple[Verdict, Words]


def _flaws(code: Code, letter: Code | None, asked: Asked) -> Iterable[Flaw | None]:
    yield _printed_otherwise(code, asked.pages)
    yield _for_another_letter(code, letter)
    if asked.id_number and not code.is_of(asked.id_number):
        yield Verdict.NOT_THIS_PERSON, NOTHING
    yield _voided(code, asked)
    yield _lapsed(code, letter, asked.on)


def _printed_otherwise(code: Code, pages: Sequence[str]) -> Flaw | None:
    if not pages or code.kind == "receipt":
        return None
    about = [page for page in pages if _squeezed(code.number) in _squeezed(page)] or pages
    missing = min((_not_shown(code, page) for page in about), key=len)
    if not missing:
        return None
    return Verdict.ALTERED, (
        "、".join(LABELS[name][0] for name in missing),
        ", ".join(LABELS[name][1] for name in missing),
    )


def _not_shown(code: Code, page: str) -> list[str]:
    told = {**code.said, "days": _days(code)}
    return [name for name in PRINTED if told.get(name) and not _is_shown(code, name, told, page)]


def _is_shown(code: Code, name: str, told: Mapping[str, str], page: str) -> bool:
    if name == "o" and code.kind == "certificate":  # printed on the receipt slip of letters only
        return True
    if name == "p":
        numbers = ID_NUMBER.findall(page)[:MOST_NUMBERS]
        return not numbers or any(code.is_of(number) for number in numbers)
    squeezed = _squeezed(page)
    return any(_squeezed(spelling) in squeezed for spelling in _spellings(name, told[name]))


def _days(code: Code) -> str:
    """The days of validity that follow from its dates, in capital numerals as they are printed."""
    try:
        first, last = (date.fromisoformat(code.said[name]) for name in "se")
        days = (last - first).days + 1
        return f"{numerals.counted(days)}天" if days > 0 else ""
    except (KeyError, ValueError):
        return ""


def _spellings(name: str, value: str) -> Iterable[str]:
    try:
        if name == "u":
            return [numerals.month_in_words(value, round_zero=style) for style in (False, True)]
        if name == "s":
            day = date.fromisoformat(value)
            return [f"{day.year}年{day.month}月{day.day}日"]
    except ValueError:
        pass
    return [value]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _for_another_letter(code: Code, letter: Code | None) -> Flaw | None:
    if letter is None:
        return None
    same = code.said["h"] == letter.fingerprint
    if same and all(code.said[name] == letter.said.get(name) for name in "nimp"):
        return None
    return Verdict.OTHER_LETTER, (code.number, code.number)


def _voided(code: Code, asked: Asked) -> Flaw | None:
    entry = asked.register and asked.register.entry(code.said["i"], code.number)
    if not entry:
        return None
    on = date.fromisoformat(code.said["s"]) if code.kind == "receipt" else asked.on
    why = void_on(entry, on)
    return (Verdict.VOID, why) if why else None


def _lapsed(code: Code, letter: Code | None, on: date) -> Flaw | None:
    if code.kind == "receipt":
        late = letter is not None and code.said["s"] > letter.said["e"]
        last = letter.said["e"] if letter else ""
    else:
        last = code.said["e"]
        late = on.isoformat() > last
    return (Verdict.EXPIRED, (last, last)) if late else None


def _remarks(code: Code, letter: Code | None, asked: Asked) -> Iterable[Words]:
    if asked.pages and code.kind != "receipt":
        yield (
            "划去的选项（性别、正式或预备）、转出支部和电话请对照原件，本命令不核对。"
            f"代码所载为：{KINDS_CALLED.get(code.said.get('k', ''), ('—', '—'))[0]}。",
            "Struck options, source branch and telephone are not compared; look at them. The code "
            f"says: {KINDS_CALLED.get(code.said.get('k', ''), ('—', '—'))[1]}.",
        )
    if code.kind != "receipt" and code.said["s"] > asked.on.isoformat():
        yield "签发日期在核验日期之后。", "It is dated later than the day of this check."
    if code.kind == "receipt" and letter is None:
        yield (
            "未附介绍信，未核对回执是否属于哪一份：加 --letter。",
            "Not compared with its letter: add --letter.",
        )
    if not asked.id_number:
        yield (
            "未核对身份证号码：加 --id-number-stdin 或 --id-number-file。",
            "Not compared with an ID number: --id-number-stdin or --id-number-file.",
        )
    yield from _by_register(code, asked.register)


def _by_register(code: Code, register: Register | None) -> Iterable[Words]:
    if register is None:
        yield "手边没有登记簿，未查是否作废。", "No register at hand: not checked for being void."
        return
    entry = register.entry(code.said["i"], code.number)
    if entry is None:
        yield "登记簿中没有这个编号。", "The register does not have this number."
    elif code.kind != "receipt":
        if entry.code and entry.code != code.text:
            yield (
                "登记簿中同一编号的代码与此不同。",
                "The register has another code there.",
            )
        if entry.receipt.accepted_on:
            yield (
                f"回执已到：{entry.receipt.receiver_name} 于 {entry.receipt.accepted_on} 接收。",
                f"Receipt came: {entry.receipt.receiver_name}, {entry.receipt.accepted_on}.",
            )
