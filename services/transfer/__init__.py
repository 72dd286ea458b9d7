"""The transfer service: the roll, and the members on their way.

Members and transfers share one database so that acceptance and the move are one transaction.
"""

from services.chassis.host import Service
from services.transfer.arrival_servicer import ArrivalServicer
from services.transfer.case_servicer import CaseServicer
from services.transfer.change_servicer import ChangeServicer
from services.transfer.departure_servicer import DepartureServicer
from services.transfer.hold_servicer import HoldServicer
from services.transfer.letter_servicer import LetterServicer
from services.transfer.receipt_servicer import ReceiptServicer
from services.transfer.reminder_servicer import ReminderServicer
from services.transfer.reminding.postman import CHORES
from services.transfer.roll_servicer import RollServicer
from services.transfer.statistics_servicer import StatisticsServicer
from services.transfer.store import Base
from services.transfer.term_servicer import TermServicer
from services.transfer.transfer_servicer import TransferServicer
from services.transfer.transit_servicer import TransitServicer

SERVICE = Service(
    name="transfer",
    servicers={
        "dangwu.transfer.v1.RollService": RollServicer(),
        "dangwu.transfer.v1.CaseService": CaseServicer(),
        "dangwu.transfer.v1.TransferService": TransferServicer(),
        "dangwu.transfer.v1.ChangeService": ChangeServicer(),
        "dangwu.transfer.v1.TermService": TermServicer(),
        "dangwu.transfer.v1.HoldService": HoldServicer(),
        "dangwu.transfer.v1.LetterService": LetterServicer(),
        "dangwu.transfer.v1.ReceiptService": ReceiptServicer(),
        "dangwu.transfer.v1.ArrivalService": ArrivalServicer(),
        "dangwu.transfer.v1.ReminderService": ReminderServicer(),
        "dangwu.transfer.v1.StatisticsService": StatisticsServicer(),
        "dangwu.transfer.v1.DepartureService": DepartureServicer(),
        "dangwu.transfer.v1.TransitService": TransitServicer(),
    },
    metadata=Base.metadata,
    chores=CHORES,
)
