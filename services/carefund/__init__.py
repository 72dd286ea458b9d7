"""The care fund service: who gets what, from which money, under which article.

Applications and the books share one database, so that an approval and its reservation are one
transaction.
"""

from dangwu.carefund.v1 import ledger_service_pb2
from services.carefund.application_servicer import ApplicationServicer
from services.carefund.ledger_servicer import LedgerServicer
from services.carefund.pool_servicer import PoolServicer
from services.carefund.store.tables import Base
from services.chassis.host import Service

SERVICE = Service(
    name="carefund",
    servicers={
        "dangwu.carefund.v1.ApplicationService": ApplicationServicer(),
        "dangwu.carefund.v1.PoolService": PoolServicer(),
        # Its descriptor must be loaded: messages and service stand in files of their own.
        ledger_service_pb2.DESCRIPTOR.services_by_name["LedgerService"].full_name: LedgerServicer(),
    },
    metadata=Base.metadata,
)
