"""The pages of docs/ that are printed from the code: `make docs`.

A test holds each of them equal to what is printed here.
"""

from collections.abc import Callable, Mapping
from itertools import groupby

from pydantic import BaseModel

from dangwu.v1 import options_pb2
from services.chassis.errors import reason_of
from services.chassis.settings import IssuerSetting, Settings
from tests.house import image, rulebooks
from tests.house.casebook import transfers
from tests.house.fund_table import care_fund
from tests.house.printing import page, said_below, table
from tests.house.sentences import refusals
from tests.house.tree import ROOT

HELD = "●"


def rpcs() -> str:
    """Who may call what."""
    roles = [
        name for name in options_pb2.Role.DESCRIPTOR.values_by_name if name[5:] != "UNSPECIFIED"
    ]
    parts = []
    for service, methods in groupby(image.methods(), lambda one: one.full_name.partition("/")[0]):
        rows = [
            (
                f"`{method.proto.name}`",
                "" if method.reads else "writes",
                *(HELD if options_pb2.Role.Value(role) in method.allow else "" for role in roles),
                _first_sentence(method.comment),
            )
            for method in methods
        ]
        head = ("RPC", "", *(_role(role) for role in roles), "what it does")
        parts += [f"## {service}", table(head, rows)]
    return page("Who may call what", "`protos/`", *parts)


def _role(name: str) -> str:
    return name.removeprefix("ROLE_").replace("_", " ").lower()


def _first_sentence(comment: str) -> str:
    flat = " ".join(comment.split())
    return flat[: flat.find(". ") + 1] or flat


def every_refusal() -> str:
    """Every refusal, by the status it travels under."""
    known = sorted(refusals(), key=lambda one: (one.code, reason_of(one), one.zh, one.en))
    return page(
        "Refusals",
        "the refusal classes of `services/`",
        "A refusal travels as `google.rpc.ErrorInfo` (domain `dangwu`) with its reason; the values "
        "in its gaps are its metadata. Programs read the reason, never the sentence.",
        table(
            ("reason", "status", "中文", "English"),
            [(f"`{reason_of(one)}`", f"`{one.code}`", one.zh, one.en) for one in known],
        ),
    )


def settings() -> str:
    """What an operator may set."""
    return page(
        "Settings of the server",
        "`services/chassis/settings.py`",
        "Environment variables. Lists and maps are JSON.",
        _fields(Settings, lambda name: f"DANGWU_{name.upper()}", "variable"),
        "## An entry of `DANGWU_ISSUERS`",
        _fields(IssuerSetting, lambda name: name, "key"),
    )


def _fields(of: type[BaseModel], called: Callable[[str], str], head: str) -> str:
    meanings = said_below(of)
    return table(
        (head, "default", "meaning"),
        [
            (f"`{called(name)}`", _default(field.get_default()), meanings[name])
            for name, field in of.model_fields.items()
        ],
    )


def _default(value: object) -> str:
    if value is None or value == "":
        return "not set"
    if str(value) == "PydanticUndefined":
        return "must be given"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def rules() -> str:
    """Every number of the rules with its book or the reason for having none, and every book."""
    numbers = table(("number", "规则", "rule", "book, or why there is none"), rulebooks.numbers())
    heads = ("book", "问题", "question", "layer", "unit", "stays within", "sample", "asked by")
    books = table(heads, rulebooks.books())
    return page(
        "Rules",
        "services/rules/books",
        "R-… are rules of transfers, C-… of the care special fund. A sample stands until the text "
        "itself is handed over; `dangwu rules show BOOK` shows facts, editions and citations.",
        "## Numbers",
        numbers,
        "## Books",
        "What asks a book at run time: steps of cases (which, says docs/transfers.md), deadlines "
        "and reminders, other acts and views, the desk as it prints, or the publishing of another "
        "book that must stay within it. Books asked by people only answer `dangwu rules decide` "
        "and rulings; another edition of them changes no act of the server.",
        books,
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/transfers.md": transfers,
    "docs/care-fund.md": care_fund,
    "docs/rpcs.md": rpcs,
    "docs/refusals.md": every_refusal,
    "docs/settings.md": settings,
    "docs/rules.md": rules,
}


def main() -> None:
    """Writes every page."""
    for path, printed in PAGES.items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(printed(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
