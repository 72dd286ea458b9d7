"""A class of departures from a sheet: one row, one request, one outcome; safe to run again."""

import csv
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import click

from dangwu_client.errors import DangwuError, Unauthenticated
from dangwu_client.staff import encoding, exits, output, overriding, plain, resolve, terms, views
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.kind_pb2 import Departure

COLUMNS = {
    "学号": "member",
    "抬头": "addressee",
    "去向": "destination",
    "单位": "employer",
    "档案地址": "file_address",
    "方式": "channel",
    "考察意见": "opinion",
    "未转正原因": "undecided_because",
    "联系人": "contact_name",
    "联系电话": "contact_phone",
    "放行理由": "overrides",
}
NEEDED = ("member", "addressee", "destination", "channel")


def run(desk: Desk, sheet: Path, rehearse: bool) -> int:
    """Files each row by itself; the exit code says whether all, some or none were taken."""
    if desk.request_id:
        raise click.UsageError(
            say("按表申请时不能指定 --request-id。", "--request-id is for one case only.")
        )
    text = encoding.read(sheet)
    print_of_sheet = hashlib.sha256(text.encode()).hexdigest()
    outcomes = [
        {"row": number, "member": row.get("member", "")}
        | _outcome(
            desk, row, str(uuid5(NAMESPACE_URL, f"dangwu:{print_of_sheet}:{number}")), rehearse
        )
        for number, row in enumerate(_rows(text), 2)
    ]
    desk.emit({"rows": outcomes}, lambda: _view(outcomes))
    if rehearse:
        desk.done(rehearse)
    taken = sum(str(one["outcome"]).startswith("TRANSFER_STATE_") for one in outcomes)
    if taken == len(outcomes):
        return exits.DONE
    return exits.PARTLY if taken else exits.CONFLICT


def _rows(text: str) -> list[dict[str, str]]:
    """The rows, by the fields' own names; a heading may be in either language."""
    reader = csv.DictReader(io.StringIO(text))
    named = {one: COLUMNS.get(one.strip(), one.strip()) for one in reader.fieldnames or ()}
    missing = [name for name in NEEDED if name not in named.values()]
    if missing:
        raise click.UsageError(
            say("表中缺列：{c}", "The sheet has no column {c}", c=", ".join(missing))
        )
    known = set(COLUMNS.values())
    return [
        {
            named[key]: resolve.folded(value or "")
            for key, value in row.items()
            if key is not None and named[key] in known
        }
        for row in reader
    ]


def _outcome(desk: Desk, row: dict[str, str], request_id: str, rehearse: bool) -> dict[str, Any]:
    try:
        member_id = resolve.member_id(desk, row["member"])
        case = desk.client.request_departure(
            member_id,
            _departure(desk, row),
            overrides=overriding.in_a_cell(row.get("overrides", "")),
            request_id=request_id,
            rehearse=rehearse,
        )
    except Unauthenticated:
        raise  # nobody is logged in: that is no outcome of a row
    except DangwuError as error:
        return {"transfer": "", "outcome": error.reason, "told": _refused(error)}
    except ValueError as error:
        return {"transfer": "", "outcome": "MALFORMED", "told": str(error)}
    except click.UsageError as error:
        return {"transfer": "", "outcome": "MALFORMED", "told": error.message}
    state = views.state_of(case)
    told = terms.term(state)
    if rehearse:  # the case was never kept: its id will be another
        return {"transfer": "", "outcome": state, "told": say("可办：{t}", "would be {t}", t=told)}
    return {"transfer": case.id, "outcome": state, "told": told}


def _refused(error: DangwuError) -> str:
    """What stands in the way of a row, and what of it a word in its column lets pass."""
    soft = [one for one in error.details.get("soft", "").split(", ") if one]
    if not soft:
        return plain.whole(error)
    named = "、".join(plain.FINDINGS.get(one, one) for one in soft)
    return plain.whole(error) + say(
        " 可说明理由放行：{named}；在“放行理由”列写 {first}=理由。",
        " May be overridden: {codes}; write CODE=REASON in the column “overrides”.",
        named=named,
        codes=", ".join(soft),
        first=plain.FINDINGS.get(soft[0], soft[0]),
    )


def _departure(desk: Desk, row: dict[str, str]) -> "Departure":
    from dangwu.transfer.v1 import kind_pb2

    channel = terms.choices("CHANNEL_").get(row["channel"].lower())
    if channel is None:
        word = row["channel"]
        raise ValueError(
            say(
                "方式“{w}”不是转出方式；请写 网上转接（online）或 纸质介绍信（letter）。",
                "channel “{w}” is none; write online or letter.",
                w=word,
            )
        )
    aside = ("member", "addressee", "channel", "overrides")
    said = {name: row[name] for name in row if name not in aside}
    addressee_id = resolve.outside_id(desk, row["addressee"])
    return kind_pb2.Departure(addressee_id=addressee_id, channel=channel, **said)


def _view(outcomes: list[dict[str, Any]]) -> None:
    output.table(
        [
            say("行", "row"),
            say("党员", "member"),
            say("转接编号", "transfer"),
            say("结果", "outcome"),
        ],
        [[str(one["row"]), one["member"], one["transfer"], one["told"]] for one in outcomes],
    )
