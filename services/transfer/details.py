"""What a case has besides, by its kind: sealed where it rests, numbers masked where it shows."""

from dangwu.transfer.v1 import transfer_pb2
from services.chassis.work import Work
from services.transfer.store import Transfer

PARTS = ("departure", "arrival", "examination", "plan", "overrides")


def keep(work: Work, transfer: Transfer, given: transfer_pb2.Transfer) -> None:
    """Keeps the parts of a Transfer message that belong to the kind, and nothing else of it."""
    kept = transfer_pb2.Transfer()
    for part in PARTS:
        if part == "overrides":
            kept.overrides.extend(given.overrides)
        elif given.HasField(part):
            getattr(kept, part).CopyFrom(getattr(given, part))
    content = kept.SerializeToString(deterministic=True)
    transfer.details = work.sealer.seal_bytes(content, "transfer", "details", transfer.id)


def of(work: Work, transfer: Transfer) -> transfer_pb2.Transfer:
    """The details as they were given; empty for a case within the school."""
    if not transfer.details:
        return transfer_pb2.Transfer()
    content = work.sealer.open_bytes(transfer.details, "transfer", "details", transfer.id)
    return transfer_pb2.Transfer.FromString(content)


def shown(work: Work, transfer: Transfer) -> transfer_pb2.Transfer:
    """The same with all numbers of people masked, as callers see it."""
    found = of(work, transfer)
    for part in (found.departure, found.plan):
        if part.contact_phone:
            part.contact_phone = mask(part.contact_phone)
    if found.plan.own_contact:
        found.plan.own_contact = mask(found.plan.own_contact)
    return found


def mask(text: str) -> str:
    """ "138****78": the first three and the last two characters of a number or an address."""
    return text[:3] + "****" + text[-2:] if len(text) > 5 else "****"
