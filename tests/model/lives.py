"""The lives of cases as the reference tells them: written by hand, not taken from the service."""

from tests.model.people import OFFICE, committee

FORMAL, RETENTION, PAPERS = "FORMAL", "RETENTION", "PAPERS"
ENDS = frozenset({"ACCEPTED", "REJECTED", "WITHDRAWN", "RESCINDED"})
DEPARTURES = ("OUT_ONLINE", "OUT_BY_LETTER")
RETENTIONS = ("RETENTION_ABROAD", "RESUMPTION", "RETENTION_GRADUATE")
VOUCHERS = ("CERTIFICATE", "FLOATING")
STATUS = ("SUSPENSION", "RESTORATION", "REMOVAL", "DEATH", "ENDING", "NON_RECOGNITION")
CHANGES = (*RETENTIONS, *VOUCHERS, *STATUS)
ALL = ("WITHIN", *DEPARTURES, "INTO", "WHOLE_UNIT", *CHANGES)
ALONE = ("WITHIN", *DEPARTURES, *CHANGES)
"""What is filed for one who is on the roll."""
LANE = dict.fromkeys(RETENTIONS, RETENTION) | dict.fromkeys(VOUCHERS, PAPERS)
TERMS = {
    "RETENTION_ABROAD": "ABROAD",
    "RETENTION_GRADUATE": "GRADUATE",
    "CERTIFICATE": "CERTIFICATE",
    "FLOATING": "FLOATING",
    "SUSPENSION": "SUSPENSION",
}
"""What begins when a case ends well."""
CLOSES = {"RESUMPTION": ("ABROAD",), "SUSPENSION": ("SEARCH", "ABROAD"),
          "RESTORATION": ("SUSPENSION",)}  # fmt: skip
STANDING = {
    "INTO": "NORMAL", "OUT_ONLINE": "NORMAL", "OUT_BY_LETTER": "NORMAL",
    "RETENTION_ABROAD": "PAUSED", "RESUMPTION": "NORMAL", "SUSPENSION": "SUSPENDED",
    "RESTORATION": "NORMAL", "REMOVAL": "ENDED", "DEATH": "ENDED", "ENDING": "ENDED",
    "NON_RECOGNITION": "ENDED",
}  # fmt: skip
ENDING_KINDS = frozenset(kind for kind, becomes in STANDING.items() if becomes == "ENDED")

Table = dict[str, tuple[str, str]]
USUAL: Table = {
    "submit": ("PROPOSED RETURNED", "SUBMITTED"),
    "sign": ("SUBMITTED UNDER_REVIEW", "UNDER_REVIEW"),
    "return": ("SUBMITTED UNDER_REVIEW AGREED", "RETURNED"),
    "reject": ("SUBMITTED UNDER_REVIEW AGREED", "REJECTED"),
    "withdraw": ("PROPOSED SUBMITTED RETURNED", "WITHDRAWN"),
    "accept": ("AGREED", "ACCEPTED"),
}
OUT: Table = {name: USUAL[name] for name in ("submit", "sign", "return", "withdraw")} | {
    "reject": ("SUBMITTED UNDER_REVIEW", "REJECTED"),
    "redispatch": ("IN_TRANSIT", "SUBMITTED"),
    "sent_back": ("IN_TRANSIT", "RETURNED"),
    "rescind": ("AGREED IN_TRANSIT", "RESCINDED"),
    "land": ("IN_TRANSIT", "ACCEPTED"),
}
INTO: Table = {name: USUAL[name] for name in ("sign", "return", "accept")} | {
    "complete": ("PROVISIONAL RETURNED", "SUBMITTED"),
    "examine": ("SUBMITTED UNDER_REVIEW", ""),
    "doubt": ("SUBMITTED UNDER_REVIEW", "IN_DOUBT"),
    "clear": ("IN_DOUBT", "UNDER_REVIEW"),
    "reject": ("SUBMITTED UNDER_REVIEW IN_DOUBT AGREED", "REJECTED"),
    "withdraw": ("PROVISIONAL SUBMITTED RETURNED", "WITHDRAWN"),
}
LIVES: dict[str, Table] = dict.fromkeys(ALL, USUAL) | {
    "OUT_ONLINE": OUT | {"send": ("AGREED", "IN_TRANSIT")},
    "OUT_BY_LETTER": OUT
    | {"issue": ("AGREED", "IN_TRANSIT"), "reissue": ("IN_TRANSIT", "IN_TRANSIT")},
    "INTO": INTO,
}
STEPS = tuple(dict.fromkeys(step for table in LIVES.values() for step in table))


def starts(kind: str, step: str) -> tuple[str, ...]:
    """The states a step of a kind begins from; none where the kind has no such step."""
    return tuple(LIVES[kind].get(step, ("", ""))[0].split())


def ladder(kind: str, source: str, target: str, *, student: bool) -> list[str]:
    """Who signs, in order; "out" is the other side. `source` and `target` are codes."""
    home = committee(source) if source else ""
    there = committee(target) if target and kind not in DEPARTURES else ""
    if kind in DEPARTURES:
        rungs = [source, home, OFFICE, "out"]
    elif kind == "INTO":
        rungs = [there, target] if student else [there, OFFICE, target]
    elif kind == "WHOLE_UNIT":
        rungs = [home, *([there] if there != home else []), OFFICE, target]
    elif kind == "WITHIN":
        rungs = [home, target] if home == there else [source, home, there, target]
    elif kind in ("RETENTION_ABROAD", "NON_RECOGNITION"):
        rungs = [home, OFFICE]
    else:
        rungs = [source, home, OFFICE]
    merged = [one for at, one in enumerate(rungs) if at == 0 or rungs[at - 1] != one]
    return merged if len(merged) > 1 else rungs[-2:]
