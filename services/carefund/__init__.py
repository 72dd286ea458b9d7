"""The care fund service: who gets what, from which money, under which article.

Applications and the books share one database, so that an approval and its reservation are one
transaction.
"""

from services.carefund.application_servicer import ApplicationServicer
from services.carefund.store.tables import Base
from services.chassis.host import Service

SERVICE = Service(
    name="carefund",
    servicers={
        "dangwu.carefund.v1.ApplicationService": ApplicationServicer(),
    },
    metadata=Base.metadata,
)
