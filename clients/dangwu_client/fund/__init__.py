"""The care special fund (党内关爱专项资金), one class for each of its services.

Acts take `request_id` (made when empty; the same one again changes nothing more) and `rehearse`
(check everything, change nothing). Amounts are in fen, dates are civil dates "YYYY-MM-DD".
"""

from dangwu_client.fund.advances import FundAdvances
from dangwu_client.fund.applications import FundApplications
from dangwu_client.fund.books import FundLedger, FundPools
from dangwu_client.fund.campaigns import FundCampaigns
from dangwu_client.fund.emergencies import FundEmergencies
from dangwu_client.fund.payments import FundClaims, FundPayments
from dangwu_client.fund.publicity import FundNotices, FundObjections
from dangwu_client.fund.reviews import FundResolutions, FundReviews
from dangwu_client.fund.statements import FundStatements


class Fund(
    FundApplications,
    FundReviews,
    FundResolutions,
    FundNotices,
    FundObjections,
    FundPayments,
    FundAdvances,
    FundClaims,
    FundPools,
    FundLedger,
    FundEmergencies,
    FundCampaigns,
    FundStatements,
):
    """All that staff ask of the care fund."""


__all__ = ["Fund"]
