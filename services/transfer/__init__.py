"""The transfer service: the roll, and the members on their way.

Members and transfers share one database so that acceptance and the move are one transaction.
"""

from services.chassis.host import Service
from services.transfer.case_servicer import CaseServicer
from services.transfer.roll_servicer import RollServicer
from services.transfer.store import Base
from services.transfer.transfer_servicer import TransferServicer

SERVICE = Service(
    name="transfer",
    servicers={
        "dangwu.transfer.v1.RollService": RollServicer(),
        "dangwu.transfer.v1.CaseService": CaseServicer(),
        "dangwu.transfer.v1.TransferService": TransferServicer(),
    },
    metadata=Base.metadata,
)
