"""CampaignService: aid to many before a festival, each branch within its places."""

from datetime import datetime

from dangwu.carefund.v1 import (
    application_pb2,
    campaign_list_pb2,
    campaign_pb2,
    campaigning_pb2,
)
from services.carefund import acting, sight, wire, wire_campaign
from services.carefund.campaigns import (
    allotting,
    bulk,
    listing,
    nominating,
    opening,
    reporting,
    returning,
)
from services.carefund.store import Application
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign, ReturnSheet
from services.chassis import paging
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work


class CampaignServicer:
    """Campaigns (“七一”、元旦春节慰问)."""

    def ask_OpenCampaign(self, request: campaigning_pb2.OpenCampaignRequest, work: Work) -> None:
        opening.planned(work, request)

    def OpenCampaign(
        self, request: campaigning_pb2.OpenCampaignRequest, work: Work
    ) -> campaign_pb2.Campaign:
        campaign = opening.planned(work, request)
        work.session.add(campaign)
        return wire_campaign.campaign(work, campaign)

    def ask_AllotSeats(self, request: campaigning_pb2.AllotSeatsRequest, work: Work) -> None:
        campaign = opening.to_change(work, request.id, request.etag)
        allotting.allotted(work, campaign, request)

    def AllotSeats(
        self, request: campaigning_pb2.AllotSeatsRequest, work: Work
    ) -> campaign_pb2.Campaign:
        campaign = opening.to_change(work, request.id, request.etag)
        manner, seats = allotting.allotted(work, campaign, request)
        for old in store.seats_of(work.session, campaign.id):
            work.session.delete(old)
        work.session.flush()
        work.session.add_all(seats)
        campaign.manner = allotting.manner_number(manner)
        campaign.version += 1
        return wire_campaign.campaign(work, campaign)

    def ask_NominateApplication(
        self, request: campaign_list_pb2.NominateApplicationRequest, work: Work
    ) -> None:
        _to_nominate(request, work)

    def NominateApplication(
        self, request: campaign_list_pb2.NominateApplicationRequest, work: Work
    ) -> application_pb2.Application:
        application = _to_nominate(request, work)
        application.campaign_id = request.campaign_id
        acting.take("nominate", application, work)
        return wire.application(work, application)

    def ask_ReleaseNominee(
        self, request: campaign_list_pb2.ReleaseNomineeRequest, work: Work
    ) -> None:
        _to_release(request, work)

    def ReleaseNominee(
        self, request: campaign_list_pb2.ReleaseNomineeRequest, work: Work
    ) -> application_pb2.Application:
        application = _to_release(request, work)
        application.campaign_id = ""
        acting.take("release", application, work, note=request.because)
        return wire.application(work, application)

    def ask_ProposeList(self, request: campaign_list_pb2.ProposeListRequest, work: Work) -> None:
        bulk.to_propose(work, request)

    def ProposeList(
        self, request: campaign_list_pb2.ProposeListRequest, work: Work
    ) -> campaign_pb2.Campaign:
        return _done(work, bulk.propose(work, request))

    def ask_SignList(self, request: campaign_list_pb2.SignListRequest, work: Work) -> None:
        bulk.to_sign(work, request)

    def SignList(
        self, request: campaign_list_pb2.SignListRequest, work: Work
    ) -> campaign_pb2.Campaign:
        return _done(work, bulk.sign(work, request))

    def ask_OrderList(self, request: campaign_list_pb2.OrderListRequest, work: Work) -> None:
        bulk.to_order(work, request)

    def OrderList(
        self, request: campaign_list_pb2.OrderListRequest, work: Work
    ) -> campaign_pb2.Campaign:
        return _done(work, bulk.order(work, request))

    def ask_FileReturn(self, request: campaign_list_pb2.FileReturnRequest, work: Work) -> None:
        returning.filed(work, request)

    def FileReturn(
        self, request: campaign_list_pb2.FileReturnRequest, work: Work
    ) -> campaign_pb2.ReturnSheet:
        sheet: ReturnSheet = returning.filed(work, request)
        work.session.add(sheet)
        work.about(sheet.campaign_id)
        return wire_campaign.sheet(sheet)

    def CloseCampaign(
        self, request: campaigning_pb2.CloseCampaignRequest, work: Work
    ) -> campaign_pb2.Campaign:
        campaign = opening.to_change(work, request.id, request.etag)
        returning.require_over(work, campaign)
        campaign.closed_on = work.today
        return _done(work, campaign)

    def GetCampaign(
        self, request: campaigning_pb2.GetCampaignRequest, work: Work
    ) -> campaign_pb2.Campaign:
        return wire_campaign.campaign(work, store.get_campaign(work.session, request.id))

    def ListCampaigns(
        self, request: campaigning_pb2.ListCampaignsRequest, work: Work
    ) -> campaigning_pb2.ListCampaignsResponse:
        size = paging.page_size(request)
        rows = store.campaigns(work.session, _place(request.page_token), size + 1)
        shown = rows[:size]
        last = shown[-1] if len(rows) > size else None
        return campaigning_pb2.ListCampaignsResponse(
            campaigns=[wire_campaign.campaign(work, one) for one in shown],
            next_page_token=paging.encode(last.opened_at.isoformat(), last.id) if last else "",
        )

    def ListSeats(
        self, request: campaigning_pb2.ListSeatsRequest, work: Work
    ) -> campaigning_pb2.ListSeatsResponse:
        campaign = store.get_campaign(work.session, request.campaign_id)
        taken = store.taken(store.nominees(work.session, campaign.id))
        rows = [
            one
            for one in store.seats_of(work.session, campaign.id)
            if sight.everything(work) or work.actor.sees(one.organization_id, one.committee_id)
        ]
        return campaigning_pb2.ListSeatsResponse(
            seats=[wire_campaign.seats(one, taken.get(one.organization_id, 0)) for one in rows]
        )

    def ListNominees(
        self, request: campaign_list_pb2.ListNomineesRequest, work: Work
    ) -> campaign_list_pb2.ListNomineesResponse:
        campaign = store.get_campaign(work.session, request.campaign_id)
        listed = store.nominees(work.session, campaign.id)
        all_of_it = sight.everything(work)
        mine = [
            one for one in listed if all_of_it or work.actor.sees(one.branch_id, one.committee_id)
        ]
        after = (paging.decode(request.page_token, 1) or [""])[0]
        behind = [place for place, one in enumerate(mine) if one.id == after]
        if after and not behind:
            raise PageTokenInvalid()
        first = behind[0] + 1 if behind else 0
        page = mine[first : first + paging.page_size(request)]
        doubles = listing.doubles(work, campaign, listed) if all_of_it else {}
        more = page and page[-1] is not mine[-1]
        return campaign_list_pb2.ListNomineesResponse(
            nominees=wire_campaign.nominees(page, doubles),
            next_page_token=paging.encode(page[-1].id) if more else "",
            list_sha256=listing.print_of(listed),
        )

    def ReportCampaign(
        self, request: campaigning_pb2.ReportCampaignRequest, work: Work
    ) -> campaign_pb2.CampaignReport:
        return reporting.report(work, store.get_campaign(work.session, request.id))


def _to_nominate(request: campaign_list_pb2.NominateApplicationRequest, work: Work) -> Application:
    application = acting.on_application("nominate", request.id, request.etag, work)
    nominating.require_place(work, application, request.campaign_id)
    return application


def _to_release(request: campaign_list_pb2.ReleaseNomineeRequest, work: Work) -> Application:
    application = acting.on_application("release", request.id, request.etag, work)
    nominating.require_nominated(work, application)
    return application


def _done(work: Work, campaign: Campaign) -> campaign_pb2.Campaign:
    """A campaign after an act over all of it: the act is about the campaign."""
    campaign.version += 1
    work.about(campaign.id)
    return wire_campaign.campaign(work, campaign)


def _place(token: str) -> tuple[datetime, str] | None:
    """The instant and id behind which a page begins."""
    parts = paging.decode(token, 2)
    return None if parts is None else (paging.instant(parts[0]), parts[1])
