"""Opening a campaign: by which day the money must be there, and what follows from it."""

from datetime import date, timedelta

from dangwu.carefund.v1 import campaign_pb2, campaigning_pb2, fund_pb2
from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.carefund import ruling, workcalendar
from services.carefund.campaigns import timetable
from services.carefund.campaigns.timetable import Days
from services.carefund.refusals import RuleUndecided
from services.carefund.refusals_campaign import CampaignClosed, CampaignTaken, CategoryUnfit
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign
from services.carefund.terms import category_word, yuan
from services.chassis import etags
from services.chassis.civil import parse_date
from services.chassis.ids import new_id
from services.chassis.work import Work

JULY_FIRST = campaign_pb2.CAMPAIGN_KIND_JULY_FIRST
FOR_FESTIVALS = (fund_pb2.CARE_CATEGORY_FESTIVAL, fund_pb2.CARE_CATEGORY_VETERAN)


def planned(work: Work, request: campaigning_pb2.OpenCampaignRequest) -> Campaign:
    """The campaign a request asks for, with its calendar, not kept yet; refuses otherwise."""
    if request.category not in FOR_FESTIVALS:
        raise CategoryUnfit()
    festival_on = parse_date(request.festival_on, "festival_on")
    timetable.require_festival(request.kind, festival_on)
    there = store.campaign_for(work.session, request.kind, festival_on.year, request.category)
    if there is not None:
        raise CampaignTaken(id=there.id)
    chosen = parse_date(request.nominate_by, "nominate_by") if request.nominate_by else None
    pay_by = _pay_by(work, request.kind, festival_on)
    calendar = workcalendar.years(work, work.today.year, max(work.today.year, festival_on.year))
    made = timetable.laid_out(calendar, work.today, pay_by, _days(work), chosen)
    return Campaign(
        id=new_id("d"),
        version=1,
        kind=request.kind,
        category=request.category,
        festival_on=festival_on,
        opened_at=work.now,
        opened_on=work.today,
        nominate_by=made.nominate_by,
        nominate_latest=made.nominate_latest,
        review_by=made.review_by,
        publicity_by=made.publicity_by,
        screen_by=made.screen_by,
        approve_by=made.approve_by,
        pay_by=made.pay_by,
        report_by=_report_by(work, request.kind, festival_on),
        standard_fen=_standard(work, request.category),
    )


def to_change(work: Work, campaign_id: str, etag: str) -> Campaign:
    """A campaign that is not over, as the caller saw it; refuses otherwise."""
    campaign = still_open(work, campaign_id)
    etags.check(etag, campaign.version)
    return campaign


def still_open(work: Work, campaign_id: str) -> Campaign:
    campaign = store.get_campaign(work.session, campaign_id)
    if campaign.closed_on is not None:
        raise CampaignClosed(id=campaign.id, on=campaign.closed_on)
    return campaign


def _pay_by(work: Work, kind: int, festival_on: date) -> date:
    """The last day on which the money must be there, by the rule of the festival."""
    if kind == JULY_FIRST:
        answer = _at_festival(work, "carefund/july_first_pay_by", festival_on)
        return date.fromisoformat(f"{festival_on.year}-{answer.month_day}")
    answer = _at_festival(work, "carefund/spring_festival_lead", festival_on)
    return festival_on - timedelta(days=answer.days)


def _report_by(work: Work, kind: int, festival_on: date) -> date | None:
    """The day for return sheets; only 1 July has a rule for it."""
    if kind != JULY_FIRST:
        return None
    answer = _at_festival(work, "carefund/july_first_report_by", festival_on)
    return date.fromisoformat(f"{festival_on.year}-{answer.month_day}")


def _at_festival(work: Work, book: str, festival_on: date) -> values_pb2.Answer:
    """What a book that goes by the festival says for it, as is known today."""
    decision: values_pb2.Decision = work.ask(
        rules_pb2.DecideRuleRequest(
            book=book, on=festival_on.isoformat(), known_on=work.today.isoformat()
        )
    )
    if decision.answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=decision.answer.needs_human)
    if decision not in work.decisions:
        work.decisions.append(decision)
    return decision.answer


def _days(work: Work) -> Days:
    steps = {
        step: ruling.decided(work, "carefund/step_days", step=step).days
        for step in ("attest", "review", "screening", "approve")
    }
    return Days(
        publicity=ruling.decided(work, "carefund/publicity_days").days,
        pay=ruling.decided(work, "carefund/pay_days").days,
        **steps,
    )


def _standard(work: Work, category: int) -> int:
    answer = ruling.decided(
        work, "carefund/standard_sum", category=category_word(category), cost=yuan(0)
    )
    return answer.amount_fen
