"""The statement that nobody was lost or counted twice: canonical, signed, checkable by anybody."""

import json
from datetime import date

import rfc8785

from dangwu.transfer.v1 import statistics_pb2
from services.chassis.signing import Signer
from services.transfer.counting.moves import Balance

TYPE = "conservation"


def signed(
    signer: Signer, found: Balance, from_on: date, until_on: date, sequence: int, head: str
) -> statistics_pb2.Conservation:
    """The balance between two days, as it was counted at a row of the journal."""
    numbers = {
        "members_before": len(found.before),
        "came": len(found.came),
        "admitted": len(found.admitted),
        "went": len(found.went),
        "ended": len(found.ended),
        "members_after": len(found.after),
    }
    told = {
        "t": TYPE,
        "from_on": from_on.isoformat(),
        "until_on": until_on.isoformat(),
        **{name: str(number) for name, number in numbers.items()},
        "hashes": json.dumps(found.hashes, sort_keys=True, separators=(",", ":")),
        "journal_sequence": str(sequence),
        "journal_hash": head,
    }
    code = signer.sign(told)
    return statistics_pb2.Conservation(
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat(),
        holds=found.holds,
        hashes=found.hashes,
        journal_sequence=sequence,
        journal_hash=head,
        statement=rfc8785.dumps(told).decode(),
        signature=code,
        key_id=next(key.kid for key in signer.keys if key.current),
        **numbers,
    )
