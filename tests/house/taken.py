"""By which RPC each step is taken: what the protos tell, the pages print and the tests try."""

from services.transfer.kinds import KINDS, Kind
from services.transfer.lifecycle import Step

FILED_BY: dict[str, dict[str, str]] = {
    "propose": {"WITHIN": "ProposeTransfer", "OUT": "ProposeDeparture"},
    "request": {
        "WITHIN": "RequestTransfer",
        "OUT": "RequestDeparture",
        "WHOLE_UNIT": "RequestUnitMove",
        "": "RequestChange",
    },
    "submit": {
        "WITHIN": "SubmitTransfer",
        "OUT": "SubmitDeparture",
        "WHOLE_UNIT": "SubmitTransfer",
        "": "SubmitChange",
    },
}
"""What is filed differs, and so does the RPC: by kind, and for all others ""."""
ONE_FOR_ALL = {
    "arrive": "RegisterArrival",
    "enrol": "RegisterArrival",
    "complete": "CompleteArrival",
    "sign": "SignTransfer",
    "conclude": "SignTransfer",
    "doubt": "ExamineFile",
    "clear": "ResolveDoubt",
    "return": "ReturnTransfer",
    "reject": "RejectTransfer",
    "withdraw": "WithdrawTransfer",
    "accept": "AcceptTransfer",
    "issue": "IssueLetter",
    "send": "SendOnline",
    "reissue": "ReissueLetter",
    "redispatch": "RedispatchTransfer",
    "sent_back": "RecordRefusal",
    "rescind": "RescindTransfer",
    "land": "RecordReceipt",
}


def rpc(kind: Kind, step: Step) -> str:
    """The RPC by which a step of a kind is taken."""
    if step.name in ONE_FOR_ALL:
        return ONE_FOR_ALL[step.name]
    by = FILED_BY[step.name]
    return by.get(kind.name) or by.get(kind.name.partition("_")[0]) or by[""]


def rpcs(step: Step) -> set[str]:
    """All by which a step is taken, over all kinds that have it."""
    return {rpc(kind, step) for kind in KINDS.values() if step in kind.steps}
