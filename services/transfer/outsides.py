"""Organizations outside the school, as a departure meets them: described, above, receiving."""

import unicodedata
from collections.abc import Iterator

from dangwu.directory.v1 import organization_pb2, outside_pb2
from services.chassis.work import Work
from services.transfer import filing
from services.transfer.refusals import OutsideUndescribed

RIGHT_BOOK = "transfer/direct_transfer_right"


def is_outside(one: organization_pb2.Organization) -> bool:
    """Whether an organization is none of the school's own."""
    return one.kind == organization_pb2.ORGANIZATION_KIND_OUTSIDE


def known(work: Work, organization_id: str) -> outside_pb2.Outside:
    """What is known of an outside organization, however little."""
    asked = outside_pb2.GetOutsideRequest(organization_id=organization_id)
    found: outside_pb2.Outside = work.ask(asked)
    return found


def described(work: Work, organization_id: str) -> outside_pb2.Outside:
    """What is known of an outside organization; refuses where nobody has described it."""
    found = known(work, organization_id)
    if not found.etag:
        raise OutsideUndescribed(organization=found.name)
    return found


def is_open(work: Work, outside: outside_pb2.Outside) -> bool:
    """Whether it exists today."""
    return not outside.closed_on or outside.closed_on >= work.today.isoformat()


def may_receive(work: Work, outside: outside_pb2.Outside) -> bool:
    """Whether members may be sent to it directly, by rule: it admits members itself."""
    admits = "yes" if outside.may_approve else "no"
    return filing.decided(work, RIGHT_BOOK, may_admit=admits).truth


def above(work: Work, outside: outside_pb2.Outside) -> Iterator[outside_pb2.Outside]:
    """Its superiors, nearest first, as far as they are described."""
    passed = {outside.id}
    while outside.superior_id and outside.superior_id not in passed:
        outside = known(work, outside.superior_id)
        passed.add(outside.id)
        yield outside


def receiver(work: Work, outside: outside_pb2.Outside) -> outside_pb2.Outside | None:
    """The nearest organization that may receive directly, itself or above it; None where none."""
    for one in (outside, *above(work, outside)):
        if is_open(work, one) and may_receive(work, one):
            return one
    return None


def is_military(outside: outside_pb2.Outside) -> bool:
    return outside.category == outside_pb2.OUTSIDE_CATEGORY_MILITARY


def by_web(outside: outside_pb2.Outside) -> bool:
    """Whether members go there in the connected system; to the military they never do."""
    return outside.connected and not is_military(outside)


def is_called(outside: outside_pb2.Outside, said: str) -> bool:
    """Whether something written is one of its names, whatever its width, case and punctuation."""
    return bool(said) and _plain(said) in {_plain(one) for one in (outside.name, *outside.aliases)}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())
