"""Campaigns for festivals: places, the list, and acts on the whole of it."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.carefund.v1 import (
    application_pb2,
    campaign_list_pb2,
    campaign_pb2,
    campaigning_pb2,
    fund_pb2,
)
from dangwu.carefund.v1.campaign_service_pb2_grpc import CampaignServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundCampaigns(Asking):
    """A campaign is a frame around ordinary applications."""

    @cached_property
    def _campaigns(self) -> CampaignServiceStub:
        return CampaignServiceStub(self._channel)

    def open_campaign(
        self,
        kind: "campaign_pb2.CampaignKind | str",
        category: "fund_pb2.CareCategory | str",
        festival_on: str,
        nominate_by: str = "",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> campaign_pb2.Campaign:
        """Open a campaign; its calendar is counted back from the day of payment. Raises NotNow."""
        request = campaigning_pb2.OpenCampaignRequest(
            kind=kind, category=category, festival_on=festival_on, nominate_by=nominate_by
        )
        return self._write(self._campaigns.OpenCampaign, request, request_id, rehearse)

    def allot_seats(
        self,
        campaign_id: str,
        etag: str,
        *,
        total: int = 0,
        each: int = 0,
        least: int = 0,
        most: int = 0,
        tiers: "Sequence[campaigning_pb2.SeatTier]" = (),
        choices: "Sequence[campaigning_pb2.SeatChoice]" = (),
        request_id: str = "",
        rehearse: bool = False,
    ) -> campaign_pb2.Campaign:
        """Give branches their places by the rule; what it leaves open is chosen. Raises NotNow."""
        request = campaigning_pb2.AllotSeatsRequest(
            id=campaign_id, etag=etag, total=total, each=each, least=least, most=most,
            tiers=tiers, choices=choices,
        )  # fmt: skip
        return self._write(self._campaigns.AllotSeats, request, request_id, rehearse)

    def nominate(
        self,
        application_id: str,
        etag: str,
        campaign_id: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Put an application on a place of its branch. Raises NotNow (QUOTA_FULL)."""
        request = campaign_list_pb2.NominateApplicationRequest(
            id=application_id, etag=etag, campaign_id=campaign_id
        )
        return self._write(self._campaigns.NominateApplication, request, request_id, rehearse)

    def release_nominee(
        self,
        application_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Take an application off the list; it goes on as an ordinary one. Raises NotNow."""
        request = campaign_list_pb2.ReleaseNomineeRequest(
            id=application_id, etag=etag, because=because
        )
        return self._write(self._campaigns.ReleaseNominee, request, request_id, rehearse)

    def propose_list(
        self,
        campaign_id: str,
        etag: str,
        list_sha256: str,
        pool_id: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> campaign_pb2.Campaign:
        """Propose the whole list out of one pool. Raises NotNow, Conflict (LIST_CHANGED)."""
        request = campaign_list_pb2.ProposeListRequest(
            id=campaign_id, etag=etag, list_sha256=list_sha256, pool_id=pool_id
        )
        return self._write(self._campaigns.ProposeList, request, request_id, rehearse)

    def sign_list(
        self,
        campaign_id: str,
        etag: str,
        list_sha256: str,
        resolution_id: str = "",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> campaign_pb2.Campaign:
        """Sign the open rung of everybody on the list. Raises NotNow, Forbidden."""
        request = campaign_list_pb2.SignListRequest(
            id=campaign_id, etag=etag, list_sha256=list_sha256, resolution_id=resolution_id
        )
        return self._write(self._campaigns.SignList, request, request_id, rehearse)

    def order_list(
        self,
        campaign_id: str,
        etag: str,
        list_sha256: str,
        *,
        accounts_verified: bool,
        finance_sheet: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> campaign_pb2.Campaign:
        """Order the payments of the whole list. Raises NotNow, Forbidden."""
        request = campaign_list_pb2.OrderListRequest(
            id=campaign_id, etag=etag, list_sha256=list_sha256,
            accounts_verified=accounts_verified, finance_sheet=finance_sheet,
        )  # fmt: skip
        return self._write(self._campaigns.OrderList, request, request_id, rehearse)

    def file_return(
        self,
        campaign_id: str,
        organization_id: str,
        sheet_number: str,
        visited_on: str,
        received: int,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> campaign_pb2.ReturnSheet:
        """File a unit's return sheet. Raises NotNow, Malformed."""
        request = campaign_list_pb2.FileReturnRequest(
            campaign_id=campaign_id, organization_id=organization_id,
            sheet_number=sheet_number, visited_on=visited_on, received=received,
        )  # fmt: skip
        return self._write(self._campaigns.FileReturn, request, request_id, rehearse)

    def close_campaign(
        self, campaign_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> campaign_pb2.Campaign:
        """End a campaign whose sheets are all there. Raises NotNow."""
        request = campaigning_pb2.CloseCampaignRequest(id=campaign_id, etag=etag)
        return self._write(self._campaigns.CloseCampaign, request, request_id, rehearse)

    def campaign(self, campaign_id: str) -> campaign_pb2.Campaign:
        """One campaign with its calendar. Raises Unknown."""
        request = campaigning_pb2.GetCampaignRequest(id=campaign_id)
        return self._call(self._campaigns.GetCampaign, request)

    def campaigns(self) -> Iterator[campaign_pb2.Campaign]:
        """Campaigns, newest first."""

        def page(token: str) -> campaigning_pb2.ListCampaignsResponse:
            request = campaigning_pb2.ListCampaignsRequest(page_size=PAGE_SIZE, page_token=token)
            return self._call(self._campaigns.ListCampaigns, request)

        for reply in every_page(page):
            yield from reply.campaigns

    def seats(self, campaign_id: str) -> list[campaign_pb2.Seats]:
        """The places of each branch."""
        request = campaigning_pb2.ListSeatsRequest(campaign_id=campaign_id)
        return list(self._call(self._campaigns.ListSeats, request).seats)

    def nominees(self, campaign_id: str) -> tuple[list[campaign_pb2.Nominee], str]:
        """Everybody on the list, and the print of the list as it was read."""
        found: list[campaign_pb2.Nominee] = []
        seen = ""

        def page(token: str) -> campaign_list_pb2.ListNomineesResponse:
            request = campaign_list_pb2.ListNomineesRequest(
                campaign_id=campaign_id, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._campaigns.ListNominees, request)

        for reply in every_page(page):
            found += reply.nominees
            seen = reply.list_sha256
        return found, seen

    def campaign_report(self, campaign_id: str) -> campaign_pb2.CampaignReport:
        """What a campaign came to, unit by unit."""
        request = campaigning_pb2.ReportCampaignRequest(id=campaign_id)
        return self._call(self._campaigns.ReportCampaign, request)
