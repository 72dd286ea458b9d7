"""A class of arrivals from a sheet: one row, one outcome; safe to run again."""

import csv
import io
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import click

from dangwu_client.errors import DangwuError
from dangwu_client.staff import encoding, exits, output, plain, resolve, terms, views
from dangwu_client.staff.dates import DAY, MONTH
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

COLUMNS = {
    "姓名": "name",
    "党员类别": "member_kind",
    "人员类别": "category",
    "学号": "campus_number",
    "身份证号": "id_number",
    "手机号": "phone",
    "民族": "ethnicity",
    "入党日期": "joined_on",
    "预备期满": "probation_ends_on",
    "原党组织": "origin",
    "方式": "channel",
    "介绍信编号": "letter_number",
    "有效期至": "letter_valid_until",
    "介绍信": "letter_seen",
    "档案": "file_seen",
    "党费交至": "dues_through",
}
NEEDED = ("name", "category", "campus_number", "id_number", "joined_on", "origin")
PRIVATE = ("id_number", "phone")
SEEN = ("是", "有", "1", "yes", "y", "true", "√")
WORDS = {
    "member_kind": ("MEMBER_KIND_", "full"),
    "category": ("MEMBER_CATEGORY_", ""),
    "channel": ("CHANNEL_", "letter"),
}
ARRIVAL = ("channel", "letter_number", "letter_valid_until", "dues_through")


def run(desk: Desk, destination_id: str, sheet: Path, rehearse: bool) -> int:
    """Registers each row by itself; the exit code says whether all, some or none were taken."""
    outcomes = [
        _outcome(desk, destination_id, row, rehearse) | {"row": number, "name": row["name"]}
        for number, row in enumerate(_rows(sheet), 2)
    ]
    desk.emit({"rows": outcomes}, lambda: _view(outcomes))
    if rehearse:
        desk.done(rehearse)
    taken = sum(str(one["outcome"]).startswith("TRANSFER_STATE_") for one in outcomes)
    if taken == len(outcomes):
        return exits.DONE
    return exits.PARTLY if taken else exits.FAILED


def _rows(sheet: Path) -> list[dict[str, str]]:
    """The rows, by the fields' own names; a heading may be in either language."""
    reader = csv.DictReader(io.StringIO(encoding.read(sheet)))
    named = {one: COLUMNS.get(one.strip(), one.strip()) for one in reader.fieldnames or ()}
    missing = [name for name in NEEDED if name not in named.values()]
    if missing:
        raise click.UsageError(
            say("表中缺列：{c}", "The sheet has no column {c}", c=", ".join(missing))
        )
    return [
        {named[key]: resolve.folded(value or "") for key, value in row.items() if key in named}
        for row in reader
    ]


def _outcome(desk: Desk, destination_id: str, row: dict[str, str], rehearse: bool) -> Any:
    try:
        fields = _fields(desk, row)
        # The same row is the same request, by whatever is not private in it.
        said = "|".join(f"{k}={v}" for k, v in sorted(row.items()) if k not in PRIVATE)
        request_id = str(uuid5(NAMESPACE_URL, f"dangwu:arrival:{destination_id}:{said}"))
        case = desk.client.register_arrival(
            destination_id, request_id=request_id, rehearse=rehearse, **fields
        )
    except DangwuError as error:
        return {"transfer": "", "outcome": error.reason, "told": plain.whole(error)}
    except ValueError as error:
        return {"transfer": "", "outcome": "MALFORMED", "told": str(error)}
    state = views.state_of(case)
    told = terms.term(state)
    if rehearse:  # the case was never kept: its id will be another
        return {"transfer": "", "outcome": state, "told": say("可办：{t}", "would be {t}", t=told)}
    return {"transfer": case.id, "outcome": state, "told": told}


def _fields(desk: Desk, row: dict[str, str]) -> dict[str, Any]:
    """What the client takes; raises ValueError for a word or a date that is none."""
    known: dict[str, Any] = dict(row)
    for name, (prefix, usual) in WORDS.items():
        typed = (row.get(name) or usual).lower()
        word = terms.choices(prefix).get(typed)
        if word is None:
            raise ValueError(say("“{w}”不可用", "“{w}” is no such word", w=f"{name}: {typed}"))
        known[name] = word
    for name in ("joined_on", "probation_ends_on", "letter_valid_until", "dues_through"):
        if written := row.get(name):
            known[name] = (MONTH if name == "dues_through" else DAY).read(written)
            if not known[name]:
                raise ValueError(say("“{w}”不是日期", "“{w}” is no date", w=f"{name}: {written}"))
    arrival = {name: known.get(name, "") for name in ARRIVAL} | {
        "origin_id": resolve.outside_id(desk, row["origin"]),
        "letter_seen": row.get("letter_seen", "").lower() in SEEN,
        "file_seen": row.get("file_seen", "").lower() in SEEN,
    }
    person = ("name", "member_kind", "category", "campus_number", "id_number", "phone", "ethnicity")
    days = ("joined_on", "probation_ends_on")
    return {"arrival": arrival} | {name: known.get(name, "") for name in (*person, *days)}


def _view(outcomes: list[dict[str, Any]]) -> None:
    output.table(
        [
            say("行", "row"),
            say("姓名", "name"),
            say("转接编号", "transfer"),
            say("结果", "outcome"),
        ],
        [[str(one["row"]), one["name"], one["transfer"], one["told"]] for one in outcomes],
    )
