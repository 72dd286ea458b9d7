"""Who holds a rung of the ladder of a grant today, among the posts of the school (C-069).

A rung is never waived: where its holder may not sign, or the post is vacant, it goes to the next
higher one; whoever signed once signs no second rung.
"""

from collections.abc import Collection, Mapping, Sequence

from services.chassis.ladder import Candidate, Level

POSTS: Mapping[str, Sequence[str]] = {
    "organization_head": ("DIRECTOR", "DEPUTY_SECRETARY", "SECRETARY"),
    "vice_secretary": ("DEPUTY_SECRETARY", "SECRETARY"),
    "secretary": ("SECRETARY", "DEPUTY_SECRETARY"),
    # The body has decided by its minutes; somebody who had no part in it yet stands for that.
    "standing_committee": ("SECRETARY", "DEPUTY_SECRETARY", "DIRECTOR", "OFFICER"),
}
"""The posts that sign for each word of the book carefund/band_signers, the first one first."""


def of_unit(levels: Sequence[Level], barred: Collection[str]) -> Sequence[Candidate]:
    """Who signs as secretary of a unit: its own, his deputy, or the same of the superior."""
    for level in levels:
        for kind in ("SECRETARY", "DEPUTY_SECRETARY"):
            free = [
                one for one in level.candidates if one.kind == kind and one.person_id not in barred
            ]
            if free:
                return free
    return ()


def holders(school: Level, signer: str, barred: Collection[str]) -> Sequence[Candidate]:
    """Those who may sign a rung today; empty where everybody is barred or every post vacant."""
    for kind in POSTS[signer]:
        free = [
            one for one in school.candidates if one.kind == kind and one.person_id not in barred
        ]
        if free:
            return free
    return ()
