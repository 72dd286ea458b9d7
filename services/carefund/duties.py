"""Which two parts in a case one person may not play: the separation of duties, as data.

Counted by person, never by post, since one person often holds two; and over all rounds of a case,
since a return makes nobody a stranger to it. The book carefund/separate_duties names the pairs the
school asks for; this table holds them all, and the nearer ones that follow from them.
"""

from collections.abc import Collection, Mapping

from services.carefund.lifecycle import IN_HANDS_OF, Part, Side, State, Step

_ACTING = (
    Part.BRANCH_REVIEWER,
    Part.REVIEWER,
    Part.HANDLER,
    Part.APPROVER,
    Part.ACCOUNTANT,
    Part.CASHIER,
    Part.SETTLER,
    Part.CONFIRMER,
)
_PAYING = (Part.ACCOUNTANT, Part.CASHIER)

_AND_NOT: Mapping[Part, tuple[Part, ...]] = {
    # Who asks, for himself or for his own, has no other part.
    Part.APPLICANT: (Part.FILER, *_ACTING),
    Part.RELATIVE: (Part.FILER, *_ACTING),
    # Who wrote it down is heard, and does not judge it; nor does he say that the money arrived.
    Part.FILER: _ACTING,
    # Each stage looks with its own eyes, or it is no stage; and none of them grants money.
    Part.BRANCH_REVIEWER: (
        Part.REVIEWER, Part.HANDLER, Part.APPROVER, Part.SETTLER, Part.CONFIRMER,
    ),
    Part.REVIEWER: (Part.HANDLER, Part.APPROVER, Part.SETTLER, Part.CONFIRMER),
    # Handling, granting and paying check one another.
    Part.HANDLER: (Part.APPROVER, *_PAYING, Part.SETTLER, Part.CONFIRMER),
    Part.APPROVER: (*_PAYING, Part.SETTLER, Part.CONFIRMER),
    Part.ACCOUNTANT: (Part.CASHIER, Part.CONFIRMER),
    Part.CASHIER: (Part.CONFIRMER,),
    # Whether the money arrived is asked by somebody who had no part in its leaving.
    Part.SETTLER: (Part.CONFIRMER,),
}  # fmt: skip

APART = frozenset(frozenset((one, other)) for one, others in _AND_NOT.items() for other in others)
"""Every two parts that one person may not play in one case."""

AGREED: Mapping[str, tuple[Collection[Part], Collection[Part]]] = {
    "accountant_and_cashier": ((Part.ACCOUNTANT,), (Part.CASHIER,)),
    "handler_and_approver": ((Part.HANDLER,), (Part.APPROVER,)),
    "approver_and_payer": ((Part.APPROVER,), _PAYING),
    "applicant_and_reviewer": ((Part.APPLICANT,), _ACTING),
    "relative_and_reviewer": ((Part.RELATIVE,), _ACTING),
}
"""What each pair of the book carefund/separate_duties means in parts."""

ENDING = ("return", "reject")
"""Steps that everybody may take in whose hands a case is, each as what he is in it."""
OF_SIDE: Mapping[Side, Part] = {
    Side.BRANCH: Part.BRANCH_REVIEWER,
    Side.COMMITTEE: Part.REVIEWER,
    Side.OFFICE: Part.HANDLER,
    Side.SIGNERS: Part.APPROVER,
}

Cast = Mapping[str, Collection[Part]]
"""The parts each person has in a case, by his id."""


def part_in(step: Step, state: State) -> Part:
    """The part somebody plays by taking a step in a case that stands there."""
    return OF_SIDE[IN_HANDS_OF[state]] if step.name in ENDING else step.part


def clash(cast: Cast, person_id: str, part: Part) -> Part | None:
    """The first of the parts a person has already that keeps him from this one; None: free."""
    played = cast.get(person_id, ())
    return next((one for one in Part if one in played and frozenset((one, part)) in APART), None)


def barred(cast: Cast, part: Part) -> set[str]:
    """Those who may not play this part in a case."""
    return {person for person in cast if clash(cast, person, part)}
