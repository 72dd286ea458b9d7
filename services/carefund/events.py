"""Events by a print: the same event of the same person is found again, its name stays sealed."""

import unicodedata

from services.chassis.work import Work

SILENT = frozenset({"Cc", "Cf", "Pd", "Po", "Zs"})


def index(work: Work, person_id: str, event: str) -> bytes:
    """The print of an event of one person, however its word was spaced or typed."""
    return work.sealer.blind("carefund.application.event", f"{person_id}:{canonical(event)}")


def canonical(event: str) -> str:
    """The word of an event without what typing adds: widths, case, spaces and marks that hide."""
    normal = unicodedata.normalize("NFKC", event).casefold()
    said = (one for one in normal if unicodedata.category(one) not in SILENT)
    return "".join(said) or normal
