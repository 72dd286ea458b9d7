"""What callers see of ladders and resolutions."""

from dangwu.carefund.v1 import resolution_pb2, review_pb2
from services.carefund.reviewing import granting
from services.carefund.store import Application, Resolution
from services.carefund.wire import iso
from services.chassis.civil import shanghai_date
from services.chassis.work import Work


def ladder(work: Work, application: Application) -> review_pb2.Ladder:
    """Who must sign an application, who has, and who may now; before a proposal, who would."""
    fen = application.proposed_fen or application.requested_fen
    found = granting.way(work, application, fen)
    made = review_pb2.Ladder(
        application_id=application.id,
        band=found.band,
        resolution_kind=found.resolution_kind,
        counted_fen=found.counted_fen,
    )
    kept = {one.number: one for one in granting.rungs(application)}
    names = [one.signer for one in kept.values()] or found.signers
    for number, signer in enumerate(names, 1):
        rung = review_pb2.GrantRung(signer=signer)
        if (one := kept.get(number)) is not None and one.signed_by_id and one.signed_at:
            rung.signed_by_id, rung.signed_by_name = one.signed_by_id, one.signed_by_name
            rung.signed_on = iso(shanghai_date(one.signed_at))
            rung.resolution_id = one.resolution_id
        elif not application.approved_on:
            free = granting.holders(work, application, signer)
            rung.holder_names = "、".join(one.person_name for one in free)
        made.rungs.append(rung)
    return made


def resolution(row: Resolution) -> resolution_pb2.Resolution:
    return resolution_pb2.Resolution(
        id=row.id,
        number=row.number,
        body=resolution_pb2.DecidingBody.Name(row.body),
        held_on=iso(row.held_on),
        entitled=row.entitled,
        present=row.present,
        in_favour=row.in_favour,
        application_ids=row.application_ids.split(),
        plan_year=row.plan_year,
    )
