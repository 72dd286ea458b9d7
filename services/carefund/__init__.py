"""The care fund service: who gets what, from which money, under which article.

Applications and the books share one database, so that an approval and its reservation are one
transaction.
"""

from dangwu.carefund.v1 import campaign_service_pb2, ledger_service_pb2, payment_service_pb2
from services.carefund.advance_servicer import AdvanceServicer
from services.carefund.application_servicer import ApplicationServicer
from services.carefund.campaign_servicer import CampaignServicer
from services.carefund.claim_servicer import ClaimServicer
from services.carefund.emergency_servicer import EmergencyServicer
from services.carefund.ledger_servicer import LedgerServicer
from services.carefund.objection_servicer import ObjectionServicer
from services.carefund.payment_servicer import PaymentServicer
from services.carefund.pool_servicer import PoolServicer
from services.carefund.publicity_servicer import PublicityServicer
from services.carefund.resolution_servicer import ResolutionServicer
from services.carefund.review_servicer import ReviewServicer
from services.carefund.statement_servicer import StatementServicer
from services.carefund.store.tables import Base
from services.chassis.host import Service

SERVICE = Service(
    name="carefund",
    servicers={
        "dangwu.carefund.v1.ApplicationService": ApplicationServicer(),
        "dangwu.carefund.v1.ReviewService": ReviewServicer(),
        "dangwu.carefund.v1.EmergencyService": EmergencyServicer(),
        "dangwu.carefund.v1.StatementService": StatementServicer(),
        "dangwu.carefund.v1.PublicityService": PublicityServicer(),
        "dangwu.carefund.v1.ObjectionService": ObjectionServicer(),
        "dangwu.carefund.v1.ResolutionService": ResolutionServicer(),
        "dangwu.carefund.v1.PoolService": PoolServicer(),
        # Its descriptor must be loaded: messages and service stand in files of their own.
        ledger_service_pb2.DESCRIPTOR.services_by_name["LedgerService"].full_name: LedgerServicer(),
        payment_service_pb2.DESCRIPTOR.services_by_name["PaymentService"].full_name: (
            PaymentServicer()
        ),
        "dangwu.carefund.v1.ClaimService": ClaimServicer(),
        "dangwu.carefund.v1.AdvanceService": AdvanceServicer(),
        campaign_service_pb2.DESCRIPTOR.services_by_name[
            "CampaignService"
        ].full_name: CampaignServicer(),
    },
    metadata=Base.metadata,
)
