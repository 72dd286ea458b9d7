"""Where a member belongs while a case is under way, in words: nothing but acceptance moves him."""

from services.transfer.lifecycle import State
from services.transfer.store import HISTORY, Relationship, Transfer


def of_case(transfer: Transfer, place: Relationship | None) -> tuple[str, str]:
    """The sentence every view of a case under way carries; nothing once it has ended."""
    if transfer.ended_at is not None or place is None or place.place == HISTORY:
        return "", ""
    here = place.organization_name
    if not transfer.kind.moves:
        return f"仍属{here}。", f"Still belongs to {here}."
    there = transfer.branch_name or transfer.destination_name
    under_way = "（已在网上发出）" if transfer.reference else "（介绍信已开出）"
    out = under_way if transfer.state is State.IN_TRANSIT else ""
    out_en = " (on the way)" if transfer.state is State.IN_TRANSIT else ""
    return (
        f"仍属{here}{out}，{there}接收后才转入。",
        f"Still belongs to {here}{out_en} until {there} accepts.",
    )
