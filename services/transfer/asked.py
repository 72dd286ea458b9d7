"""Which rule books each step of each kind asks: what a case may cite, before any case is there.

This is data beside the code that asks. The tests take every step and compare what its row in the
journal keeps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.transfer.kinds import Kind
from services.transfer.lifecycle import Side, State, Step


@dataclass(frozen=True)
class Books:
    """Rule books: those that are always asked, and those asked where something turns on them."""

    always: frozenset[str] = frozenset()
    at_times: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Whatever may be asked."""
        return self.always | self.at_times

    def __or__(self, other: "Books") -> "Books":
        always = self.always | other.always
        return Books(always, (self.at_times | other.at_times) - always)


def _books(always: str = "", at_times: str = "") -> Books:
    """Books of the transfer service, by the last part of their names."""
    named = [frozenset(f"transfer/{one}" for one in each.split()) for each in (always, at_times)]
    return Books(*named)


NONE = Books()
FINDINGS = _books("dues_through expired_probation")
"""Asked whenever anything is looked at before a case goes on."""
DAYS = _books(at_times="rung_days decision_days")
"""How long a rung is open; which of the two is asked says the act that is signed for."""
STRENGTH = _books(at_times="hold_strength")

BY_CHECK: Mapping[str, Books] = {
    "addressee": _books("direct_transfer_right"),
    "opinion": _books(at_times="probation_handover"),
    "standing": STRENGTH,
    "standing_held": STRENGTH,
    "dues_held": STRENGTH,
    "probation_held": STRENGTH,
    "examination": STRENGTH,
    "suspended": _books("restoration_road"),
    "suspension_ground": _books(
        at_times="search_sufficient lost_contact_months abroad_ceiling_years abroad_suspension"
    ),
    "removal_ground": _books(at_times="lost_contact_removal_years deemed_withdrawal"),
    "abroad_items": _books("abroad_application_items"),
    "abroad_long": _books("abroad_procedure"),
    "abroad_years": _books("abroad_years"),
    "probation_abroad": _books(at_times="probation_abroad"),
    "retention_allowed": _books("retention_allowed"),
    "retention_years": _books("retention_years"),
    "certificate_months": _books("certificate_months", "absence_voucher"),
    "floating_months": _books(at_times="floating_months"),
}
"""What a check asks; one that is not here asks nothing of its own."""

BY_FACT: Mapping[str, Books] = {"office_signs": _books("outbound_needs_office")}
"""What a fact asks that a ladder book is given."""

BY_GUARD: Mapping[str, Books] = {
    "document": _books("document_required"),
    "file_examined": _books(at_times="file_check_required"),
}
"""What a guard asks; `still_fit` asks what was asked before the case was filed."""

_LETTER = _books("letter_issuer letter_serial_pattern")
_INTRODUCTION = _LETTER | _books("letter_validity_days")
GOES_OUT = ("addressee", "channel", "printable", "standing_held", "examination")
"""What is looked at once more on the day a departure goes out."""

BY_STEP: Mapping[str, Books] = {
    "doubt": _books("recognition late_admission_inquiry"),
    "issue": _INTRODUCTION,
    "reissue": _INTRODUCTION | _books("reissue_allowed reissue_papers reissue_mark"),
    "redispatch": _books("redispatch_ladder outbound_needs_office") | DAYS,
    "land": _books("direct_transfer_right", "receipt_channel_accepted"),
}
"""What a step asks, whatever the kind."""

CHECKED = frozenset({"propose", "request", "submit", "redispatch"})
"""The steps before which everything is looked at that the kind names."""
LADDERED = frozenset({"request", "submit", "enrol", "complete"})
"""The steps at which the ladder is fixed."""


def of(kind: Kind, step: Step) -> Books:
    """What a step of a kind asks. What `kept` names is in its receipt besides."""
    asked = BY_STEP.get(step.name, NONE)
    if step.name in CHECKED:
        asked |= _checks(kind.checks)
    if step.name in LADDERED:
        asked |= _ladder(kind) | DAYS
    leaves = _leaves(kind)
    if step.name == "propose" and leaves:
        asked |= _ladder(kind)  # what could not be signed is not proposed
    if step.name in ("issue", "send", "reissue"):
        asked |= _checks(GOES_OUT)
    if step.name == "conclude" and leaves:
        asked |= _books("letter_issuer")
    if step.name in ("sign", "conclude"):
        by_act = (names for act, names in kind.guards.items() if act != "last")
        asked |= _all(BY_GUARD, (name for names in by_act for name in names))
    return asked | _last(kind) if step.name == "accept" else asked


def kept(kind: Kind, step: Step) -> str:
    """The book whose receipt every later step repeats: the one that laid out the ladder."""
    return "" if step.name in ("propose", "arrive") else kind.ladder


def _leaves(kind: Kind) -> bool:
    return kind.in_hands_of[State.AGREED] is Side.ISSUER


def _checks(names: Iterable[str]) -> Books:
    return _all(BY_CHECK, names) | FINDINGS


def _ladder(kind: Kind) -> Books:
    return Books(frozenset({kind.ladder})) | _all(BY_FACT, kind.asks)


def _last(kind: Kind) -> Books:
    guards = kind.guards.get("last", ())
    asked = _all(BY_GUARD, guards)
    if "still_fit" in guards:
        asked |= _checks(kind.checks)
    return asked | _LETTER if kind.effect.letter else asked


def _all(table: Mapping[str, Books], names: Iterable[str]) -> Books:
    asked = NONE
    for name in names:
        asked |= table.get(name, NONE)
    return asked
