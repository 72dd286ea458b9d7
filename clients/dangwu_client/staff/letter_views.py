"""How letters look on a screen, and what people type for one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dangwu_client.errors import Unknown
from dangwu_client.staff import output, resolve, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.letter_pb2 import Letter, Receipt
    from dangwu.transfer.v1.register_pb2 import ListRegisterResponse


def find(desk: Desk, typed: str) -> "Letter":
    """A letter typed as id, as its case (or the member), or as its number of this year or last."""
    word = resolve.folded(typed)
    if word.lower().startswith("l-"):
        return desk.client.letter(word.lower())
    if not word.lower().startswith("t-"):
        for year in (output.today().year, output.today().year - 1):
            for letter in _numbered(desk, year, word):
                return letter
    case = desk.client.transfer(resolve.transfer_id(desk, word))
    if case.letter_id:
        return desk.client.letter(case.letter_id)
    raise Unknown(
        "LETTER_UNKNOWN",
        f"转接 {case.id} 现在没有开出的介绍信。请看登记簿：dangwu letter list",
        f"No letter is out for case {case.id}. Look in the register: dangwu letter list",
        code="NOT_FOUND",
    )


def _numbered(desk: Desk, year: int, number: str) -> "Iterable[Letter]":
    from dangwu_client.errors import Forbidden

    if not any(character.isdecimal() for character in number) or number.startswith("p-"):
        return []
    try:
        listed = desk.client.register(year).letters
    except Forbidden:  # whoever may not read the register still names a case
        return []
    return [one for one in listed if one.number == number]


def state(letter: "Letter") -> str:
    """How a letter stands today, in words."""
    from dangwu.transfer.v1 import letter_pb2

    return terms.term(letter_pb2.LetterState.Name(letter.state))


def kind(letter: "Letter") -> str:
    """What kind of paper it is."""
    from dangwu.transfer.v1 import letter_pb2

    return terms.term(letter_pb2.LetterKind.Name(letter.kind))


def letter(one: "Letter") -> None:
    """A letter in full."""
    output.pairs(
        [
            (say("编号", "number"), one.number),
            (say("状态", "state"), state(one)),
            (say("种类", "kind"), kind(one)),
            (say("信件", "letter"), one.id),
            (say("签发机构", "issuer"), one.issuer_name),
            (say("党员", "member"), f"{one.member_name} {one.member_id}"),
            (say("转接编号", "transfer"), one.transfer_id),
            (say("抬头", "addressee"), one.addressee_name),
            (say("去向", "destination"), one.destination),
            (say("开出日期", "issued"), one.issued_on),
            (say("有效期至", "valid until"), one.valid_until),
            (say("有效期依据", "because"), one.validity_because),
            (say("停用日期", "void since"), one.void_on),
            (say("停用原因", "void because"), one.void_because),
            (say("原编号", "replaces"), one.replaces_number),
            (say("新编号", "replaced by"), one.replaced_by_number),
            (say("打印次数", "prints"), str(one.prints) if one.prints else ""),
            (say("最近打印", "last printed"), output.at(one.last_printed_at)),
            (say("告知抬头单位", "addressee told"), one.addressee_told_on),
        ]
    )
    if one.HasField("receipt"):
        receipt(one.receipt)


def receipt(one: "Receipt") -> None:
    """A receipt, as it is pasted on the stub."""
    output.pairs(
        [
            (say("回执", "receipt"), one.id),
            (say("介绍信", "letter"), one.letter_number),
            (say("接收党组织", "received by"), one.receiver_name),
            (say("所在支部", "branch"), one.branch),
            (say("接收日期", "received on"), one.accepted_on),
            (say("登记日期", "recorded on"), one.recorded_on),
            (say("方式", "channel"), terms.term(f"RECEIPT_CHANNEL_{one.channel}")),
            (say("凭交接码", "by hand-off code"), say("是", "yes") if one.by_handoff else ""),
        ]
    )


def letters(known: "Sequence[Letter]") -> None:
    """Letters, one a row, in the order of their numbers."""
    output.table(
        [
            say("编号", "number"),
            say("状态", "state"),
            say("党员", "member"),
            say("抬头", "addressee"),
            say("开出", "issued"),
            say("有效期至", "valid until"),
            say("停用原因", "because"),
            say("新编号", "replaced by"),
            say("打印", "prints"),
            say("信件", "letter"),
        ],
        [
            [
                one.number,
                state(one),
                one.member_name,
                one.addressee_name,
                one.issued_on,
                one.valid_until,
                one.void_because,
                one.replaced_by_number,
                str(one.prints or ""),
                one.id,
            ]
            for one in known
        ],
        drop_empty=True,
    )


def counts(register: "ListRegisterResponse", asked: int | None) -> None:
    """Every number of a year explained, in a line."""
    year = asked or next((one.year for one in register.letters), None)
    if not register.allocated:
        when = say("{y} 年", "{y}", y=year) if year else say("今年", "this year")
        output.line(say("{when}尚未开出介绍信。", "{when}: no letter was issued.", when=when))
        return
    told = say("、", ", ").join(
        f"{terms.term(f'LETTER_STATE_{name}')} {many}"
        for name, many in sorted(register.counts.items())
    )
    output.line(
        say(
            "{year} 年共用号 {n}：{told}。",
            "{year}: {n} numbers given out: {told}.",
            year=year,
            n=register.allocated,
            told=told or "—",
        )
    )
    if register.unexplained:
        serials = ", ".join(map(str, register.unexplained))
        output.line(
            say(
                "✗ 无法说明的顺序号：{serials}。请立即运行 dangwu fsck。",
                "✗ Serials that nothing explains: {serials}. Run dangwu fsck at once.",
                serials=serials,
            )
        )
