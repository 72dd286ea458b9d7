"""One request for each step of a case, such that nothing is wrong with it but who sends it when."""

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message

from dangwu.transfer.v1 import (
    arrival_pb2,
    change_pb2,
    departure_pb2,
    kind_pb2,
    receipt_pb2,
    step_pb2,
    transit_pb2,
)
from services.transfer.kinds import KINDS
from tests.transfer.acts import DUPLICATE, MOVE, Case, body
from tests.transfer.arrivals import GOOD
from tests.transfer.leaving import LETTER, ONLINE
from tests.transfer.plays import Company, Play

BEGINNINGS = ("propose", "request", "arrive", "enrol")
ONWARD = (
    "submit", "sign", "return", "reject", "withdraw", "accept", "doubt", "clear", "complete",
    "issue", "send", "reissue", "redispatch", "sent_back", "rescind", "land",
)  # fmt: skip


def leaves(play: Play) -> bool:
    return play.kind.effect.moves == "receiver"


def departure(company: Company, play: Play, to: str = "安澜区委组织部") -> kind_pb2.Departure:
    online = play.kind is KINDS["OUT_ONLINE"]
    return company.departures.to(to, channel=ONLINE if online else LETTER)


def beginning(company: Company, play: Play, step: str, member: str) -> Message:
    """Files a case of this kind; whoever arrives is a student nobody knows yet."""
    if step in ("arrive", "enrol"):
        papers = company.arrivals.papers(file_seen=step == "enrol")
        person = company.arrivals.person()
        return arrival_pb2.RegisterArrivalRequest(
            **body(person, destination_id=company.cases.organization("0201"), arrival=papers)
        )
    if play.kind.name == "WHOLE_UNIT":
        return change_pb2.RequestUnitMoveRequest(
            **body(
                {},
                source_id=company.cases.organization(company.homes[member]),
                destination_id=company.cases.organization("0201"),
                because="支部撤并",
            )
        )
    fields: dict[str, Any] = body({}, member_id=company.cases.campus.members[member])
    if leaves(play):
        kind = {
            "propose": departure_pb2.ProposeDepartureRequest,
            "request": departure_pb2.RequestDepartureRequest,
        }[step]
        return kind(**fields, departure=departure(company, play))
    if play.kind.name == "WITHIN":
        within = {
            "propose": step_pb2.ProposeTransferRequest,
            "request": step_pb2.RequestTransferRequest,
        }[step]
        to = company.cases.organization(play.to)
        return within(**fields, destination_id=to, reason=MOVE)
    kind_name = f"CASE_KIND_{play.kind.name}"
    return change_pb2.RequestChangeRequest(**fields, kind=kind_name, plan=plan(play))


def plan(play: Play) -> kind_pb2.Plan:
    given = dict(play.plan)
    ground = given.pop("ground", "UNSPECIFIED")
    return kind_pb2.Plan(ground=f"GROUND_{ground}", **given)


def onward(company: Company, play: Play, step: str, case: Case, number: str) -> Message:
    """Takes a step in a case; `number` is that of its letter, if one is out."""
    on = body({}, id=case.id, etag=case.etag)
    if step == "submit":
        return submit(company, play, on)
    if step in PAPERS:
        return PAPERS[step](company, on)
    if step == "redispatch":
        given = departure(company, play, "海港区委组织部")
        return transit_pb2.RedispatchTransferRequest(**on, departure=given, because="改签单位")
    if step == "land":
        return landing(company, on, number)
    message, fields = PLAIN[step]
    return message(**on, **fields)


def submit(company: Company, play: Play, on: dict[str, Any]) -> Message:
    if leaves(play):
        return departure_pb2.SubmitDepartureRequest(**on, departure=departure(company, play))
    if play.plan or play.kind.name == "RESUMPTION":
        return change_pb2.SubmitChangeRequest(**on, plan=plan(play))
    return step_pb2.SubmitTransferRequest(**on)


def landing(company: Company, on: dict[str, Any], number: str) -> Message:
    return receipt_pb2.RecordReceiptRequest(
        **on,
        receiver_id=company.departures.outside("安澜区委组织部"),
        branch="石桥街道第三党支部",
        accepted_on="2026-06-10",
        channel=receipt_pb2.RECEIPT_CHANNEL_POST,
        letter_number=number,
    )


PAPERS: dict[str, Callable[[Company, dict[str, Any]], Message]] = {
    "complete": lambda company, on: arrival_pb2.CompleteArrivalRequest(
        **on, arrival=company.arrivals.papers()
    ),
    "doubt": lambda company, on: arrival_pb2.ExamineFileRequest(
        **on, examination=kind_pb2.Examination(**(GOOD | {"dates_agree": False}))
    ),
}
PLAIN: dict[str, tuple[Callable[..., Message], dict[str, Any]]] = {
    "sign": (step_pb2.SignTransferRequest, {}),
    "return": (step_pb2.ReturnTransferRequest, {"because": "去向有误"}),
    "reject": (step_pb2.RejectTransferRequest, {"reason": DUPLICATE}),
    "withdraw": (step_pb2.WithdrawTransferRequest, {}),
    "accept": (step_pb2.AcceptTransferRequest, {}),
    "clear": (arrival_pb2.ResolveDoubtRequest, {"because": "原党委函复：手续完备"}),
    "issue": (transit_pb2.IssueLetterRequest, {}),
    "send": (transit_pb2.SendOnlineRequest, {"reference": "ZZ-2026-0610"}),
    "reissue": (
        transit_pb2.ReissueLetterRequest,
        {
            "cause": transit_pb2.REISSUE_CAUSE_OBJECTIVE,
            "because": "出差未能按期办理",
            "original_returned": True,
        },
    ),
    "sent_back": (
        receipt_pb2.RecordRefusalRequest,
        {"reason": receipt_pb2.REFUSAL_REASON_WRONG_ADDRESSEE},
    ),
    "rescind": (transit_pb2.RescindTransferRequest, {"because": "本人留校"}),
}
