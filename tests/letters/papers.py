"""Letters made by hand, signed as the services sign them: no server takes part."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dangwu.transfer.v1.letter_pb2 import Letter, LetterKind, Sheet
from services.chassis.keys import Keyring
from services.chassis.signing import Signer
from services.transfer.letters import code

ISSUER_ID, ISSUER = "o-7k3m9qxa2b4c", "中共海滨大学委员会"
ID_NUMBER, ANOTHER = "11010119900307803X", "110101199003070011"
ON = date(2026, 7, 1)


def signer() -> Signer:
    return Signer(Keyring.fresh())


def keys_file(*signers: Signer) -> str:
    keys = [vars(key) for one in signers for key in one.keys]
    return json.dumps({"issuer": ISSUER, "keys": keys}, ensure_ascii=False)


USUAL: dict[str, Any] = {
    "kind": LetterKind.LETTER_KIND_INTRODUCTION,
    "name": "王小明",
    "addressee": "中共秦皇岛市委组织部",
    "destination": "中共秦皇岛市海港区某某街道工作委员会某某社区第三党支部",
    "replaces": "",
    "names": [],
    "id_number": ID_NUMBER,
    "dues": "2026-06",
    "member_kind": "正式",
    "days": 90,
}


def letter_of(by: Signer, number: str, known: dict[str, Any]) -> Letter:
    letter = Letter(
        id="l-7k3m9qxa2b4c",
        kind=known["kind"],
        number=number,
        issuer_id=ISSUER_ID,
        issuer_name=ISSUER,
        member_name=known["name"],
        addressee_name=known["addressee"],
        destination=known["destination"],
        issued_on="2026-06-15",
        valid_until=(date(2026, 6, 14) + timedelta(days=known["days"])).isoformat(),
        replaces_number=known["replaces"],
    )
    letter.code = code.letter_code(
        by,
        kind=letter.kind,
        number=number,
        issuer_id=ISSUER_ID,
        issuer_name=ISSUER,
        addressee_name=letter.addressee_name,
        destination=letter.destination,
        member_name=letter.member_name,
        probationary=known["member_kind"] == "预备",
        id_number=known["id_number"],
        dues_through=known["dues"],
        issued_on=letter.issued_on,
        valid_until=letter.valid_until,
        replaces_number=letter.replaces_number,
    )
    return letter


def sheet(by: Signer, number: str = "2026第0001号", **changed: Any) -> Sheet:
    """A usual letter, with what is changed."""
    known = USUAL | changed
    made = Sheet(
        letter=letter_of(by, number, known),
        member_name=known["name"],
        sex="男",
        age=36,
        ethnicity="汉族",
        member_kind=known["member_kind"],
        id_number=known["id_number"],
        phone="13900000000",
        source="中共海滨大学海洋学院委员会硕士第二党支部",
        dues_through=known["dues"],
        validity_days=known["days"],
        issuer_address="河北省秦皇岛市海港区大学路一号海滨大学党委组织部",
        issuer_phone="0335-8000000",
        issuer_fax="0335-8000001",
        issuer_postcode="066000",
        names=known["names"],
    )
    if known["kind"] == LetterKind.LETTER_KIND_CERTIFICATE:
        made.occupation, made.place = "参加为期五个月的联合培养", "北京市海淀区"
        made.from_on, made.until_on = "2026-07-01", "2026-11-30"
    return made


def receipt(by: Signer, letter: Sheet) -> str:
    return code.receipt_code(
        by,
        letter.letter.code,
        receiver_name="中共秦皇岛市海港区某某街道工作委员会",
        branch="某某社区第三党支部",
        accepted_on="2026-07-20",
    )


def pictures(pdf: bytes, folder: Path, scale: float = 2.0, every: int = 1) -> list[Path]:
    """The pages of a PDF as pictures, by a reader of PDF that has no part in making it."""
    import pypdfium2

    made = []
    document = pypdfium2.PdfDocument(pdf)
    for position in range(0, len(document), every):
        page = document[position]
        made.append(folder / f"page{position + 1:03d}.png")
        page.render(scale=scale).to_pil().save(made[-1])
        page.close()
    document.close()
    return made
