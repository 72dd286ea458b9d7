"""Departures as they are filed: the kind by the channel, one case through every change of it."""

from collections.abc import Iterable, Mapping, Sequence

from dangwu.transfer.v1 import kind_pb2, transfer_pb2
from services.chassis.work import Work
from services.transfer import asked, checks, deadlines, details, filing, ladders, moving, store
from services.transfer.filing import Case
from services.transfer.kinds import KINDS, Kind, not_a_step
from services.transfer.lifecycle import REDISPATCH, Step
from services.transfer.roll import Finding
from services.transfer.store import Member, Transfer

BY_CHANNEL: Mapping[int, Kind] = {
    kind_pb2.CHANNEL_ONLINE: KINDS["OUT_ONLINE"],
    kind_pb2.CHANNEL_LETTER: KINDS["OUT_BY_LETTER"],
}


def drawn_up(
    work: Work,
    member: Member,
    source_id: str,
    departure: kind_pb2.Departure,
    overrides: Iterable[kind_pb2.Override] = (),
    own_id: str = "",
) -> Case:
    """A departure as it would be filed today; the channel says of which kind it is."""
    way = filing.route(work, source_id, departure.addressee_id)
    given = transfer_pb2.Transfer(departure=departure, overrides=overrides)
    return Case(work, BY_CHANNEL[departure.channel], member, way, given, own_id)


ASKED_ONCE = ("DUES_UNPAID", "PROBATION_EXPIRED")
"""What passes with time while a member is on his way; where it is soft it stops him once."""
EXPLAINED = "UNDECIDED_UNEXPLAINED"
"""Of probation that expires on the way no branch has to say why."""


def made_ready(case: Case, *, on_the_way: bool = False) -> Case:
    """Refuses unless a departure is ready; the case keeps the overrides it needed, no others.

    Who is on his way has no branch that takes his dues or settles his probation: what is soft of
    these was looked at when it was filed.
    """
    found = checks.findings(case)
    given = case.details.overrides
    asked = [one for one in found if not (on_the_way and _asked_before(one))]
    filing.require_ready(case, asked, given)
    kept = filing.needed(found, given)
    del given[:]
    given.extend(kept)
    return case


def _asked_before(one: Finding) -> bool:
    return one.code == EXPLAINED or (one.soft and one.code in ASKED_ONCE)


def again(
    step: Step,
    work: Work,
    transfer: Transfer,
    departure: kind_pb2.Departure,
    overrides: Sequence[kind_pb2.Override] = (),
) -> Case:
    """A departure filed before, with what is corrected; it may change its channel, and so its kind.

    What was overridden stays so: the reason was given for this case.
    """
    member = store.get_member(work.session, transfer.member_id)
    before = details.of(work, transfer)
    corrected = _unmasked(departure, before.departure)
    reasons = [*before.overrides, *overrides]
    case = drawn_up(work, member, transfer.source_id, corrected, reasons, transfer.id)
    if step not in case.kind.steps or case.kind.effect != transfer.kind.effect:
        # Another channel is the same case; another effect would be another matter.
        raise not_a_step(step, transfer.state, transfer.id, transfer.kind)
    return made_ready(case, on_the_way=step is REDISPATCH)


def _unmasked(given: kind_pb2.Departure, before: kind_pb2.Departure) -> kind_pb2.Departure:
    """A number that comes back as it was shown, masked, is the number that was there."""
    corrected = kind_pb2.Departure()
    corrected.CopyFrom(given)
    if before.contact_phone and given.contact_phone == details.mask(before.contact_phone):
        corrected.contact_phone = before.contact_phone
    return corrected


def correct(transfer: Transfer, case: Case) -> None:
    """Writes down what was corrected: the kind by the channel, and the details."""
    transfer.stored_kind = case.kind.name
    details.keep(case.work, transfer, case.details)


def ask_shorter_ladder(case: Case) -> None:
    """Asks, before the lock, what opening the ladder of a redispatch will need under it."""
    counted = {ladders.days_for(case.work, one)[1] for one in ladders.redispatch(case)}
    if deadlines.WORKING in counted:
        deadlines.calendar(case.work, case.work.today.year)


def require_fit_to_leave(work: Work, transfer: Transfer) -> Case:
    """Refuses with `NotReady` unless a departure may still go out today, all having signed: at
    first, and whenever another letter takes the place of one.

    Dues were looked at when it was filed and are not asked again: signing takes time.
    """
    case = moving.case_of(work, transfer)
    found = [one for name in asked.GOES_OUT if (one := checks.CHECKS[name](case))]
    filing.require_ready(case, found, case.details.overrides)
    return case
