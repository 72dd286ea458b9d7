"""How much may be put forward: by what was asked for, by the standard, by the cap of a year.

C-064, C-066, C-094: what goes beyond is refused when it is entered, not reported afterwards.
"""

from services.carefund import acting, bands, ruling, store
from services.carefund.checks import caps
from services.carefund.checks.gathering import MOST_COST_FEN
from services.carefund.lifecycle import State
from services.carefund.refusals_review import SumUnfit
from services.carefund.store import Application
from services.carefund.terms import category_word, yuan
from services.chassis.work import Work

WINDOW, STANDARD = "carefund/band_window_months", "carefund/standard_sum"


def require_fit(work: Work, application: Application, fen: int, because: str) -> None:
    """Refuses with `SumUnfit` a sum beyond what was asked for, or what the year's cap leaves, and
    one over the standard without a reason."""
    if fen > application.requested_fen:
        raise unfit("超过申请金额", "more than was asked for", application.requested_fen)
    require_under_cap(work, application, fen)
    most = standard(work, application)
    if bands.over_standard(fen, most) and most is not None and not because:
        raise unfit("超过标准的须写明理由", "over the standard a reason is given", most)


def require_under_cap(work: Work, application: Application, fen: int) -> None:
    """Refuses with `SumUnfit` what the year's cap of the person does not leave today."""
    left = caps.left(work, application)
    if left is not None and fen > left:
        raise unfit("超过本人本年度限额", "beyond what his yearly cap leaves", left)


def require_explained(application: Application, fen: int, because: str) -> None:
    """Refuses with `SumUnfit` another sum than was put forward, without a reason."""
    if fen != application.proposed_fen and not because:
        most = application.proposed_fen
        raise unfit("与上报金额不一致的须写明理由", "not what was put forward", most)


def standard(work: Work, application: Application) -> int | None:
    """The standard of its category and cost; None where people decide each case."""
    plea = acting.plea_of(work, application)
    decision = ruling.said(
        work,
        STANDARD,
        submitted_on=application.submitted_on,
        event_on=application.event_on,
        category=category_word(application.category),
        cost=yuan(min(plea.self_paid_fen, MOST_COST_FEN)),
    )
    answer = decision.answer
    return None if answer.HasField("needs_human") else int(answer.amount_fen)


def counted(work: Work, application: Application, fen: int) -> int:
    """The sum that chooses the band: with all other grants for the same event in the window."""
    months = ruling.decided(work, WINDOW).months
    others = [
        bands.Grant(State(one.state), one.approved_fen or one.proposed_fen, one.approved_on)
        for one in store.of_event(work.session, application.event_index)
        if one.id != application.id
    ]
    return bands.counted(fen, others, work.today, months)


def unfit(why_zh: str, why: str, most: int) -> SumUnfit:
    """The refusal of a sum, with the most that could be."""
    return SumUnfit(why_zh=why_zh, why=why, most=yuan(most))
