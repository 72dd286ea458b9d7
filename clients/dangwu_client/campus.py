"""What the campus systems share: they read, and they propose; people decide."""

from dangwu_client.arrivals import Registrations
from dangwu_client.calendar import Workdays
from dangwu_client.cases import CaseReads
from dangwu_client.departures import DepartureProposals
from dangwu_client.directory import OrganizationReads
from dangwu_client.identity import Sessions
from dangwu_client.letter_keys import LetterKeys
from dangwu_client.outsides import OutsideReads
from dangwu_client.roll import MemberReads
from dangwu_client.rules import RuleAnswers
from dangwu_client.rulings import Rulings
from dangwu_client.steps import Proposals


class CampusClient(
    Proposals,
    DepartureProposals,
    Registrations,
    CaseReads,
    MemberReads,
    OrganizationReads,
    OutsideReads,
    RuleAnswers,
    Rulings,
    Workdays,
    LetterKeys,
    Sessions,
):
    """Reads members and cases of the system's own kind of people, asks rules, proposes transfers,
    and registers who arrives.

    Nothing a campus system sends moves a member: a proposal waits until the source branch takes it
    up, and the member stays on the roll of the source until the destination accepts.
    """
