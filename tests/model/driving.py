"""What an act of the reference is as a real request, sent over the real road."""

from collections.abc import Callable
from typing import Any

from dangwu.transfer.v1 import (
    arrival_pb2,
    change_pb2,
    departure_pb2,
    hold_pb2,
    kind_pb2,
    receipt_pb2,
    register_pb2,
    step_pb2,
    term_pb2,
    transfer_pb2,
    transit_pb2,
)
from tests.campus import FULL, STAFF, id_number
from tests.model.reference import Act
from tests.model.scene import PLACES, Scene
from tests.transfer.arrivals import FRESHMAN, GOOD
from tests.transfer.changing import REACHED, STUDY

Call = tuple[Any, Any]
"""The method, and its request but for the request id."""
PLANS: dict[str, dict[str, Any]] = {
    "RETENTION_ABROAD": STUDY,
    "RESUMPTION": {},
    "RETENTION_GRADUATE": REACHED,
    "CERTIFICATE": {"place": "某地"},
    "FLOATING": {"place": "某地", **REACHED},
    "SUSPENSION": {"ground": kind_pb2.GROUND_SETTLED_ABROAD, "statement": "来信说明"},
    "RESTORATION": {"statement": "本人申请", "document": "党字〔2026〕1号"},
    "REMOVAL": {"ground": kind_pb2.GROUND_DEEMED_WITHDRAWAL, "statement": "情况说明"},
    "DEATH": {},
    "ENDING": {
        "ground": kind_pb2.GROUND_WITHDRAWAL, "statement": "声明", "document": "党字〔2026〕2号",
    },
    "NON_RECOGNITION": {"document": "党字〔2026〕3号"},
}  # fmt: skip
LONG_AGO = "2025-09-01"


class Driver(Scene):
    """The requests of all acts."""

    def call(self, act: Act) -> Call:
        """The request an act stands for."""
        build: Callable[[Act, Any], Call] = getattr(self, f"_{act.name}")
        return build(act, self.cases.desk(act.who))

    # Filing.

    def _file(self, act: Act, desk: Any) -> Call:
        proposed = act.given.get("state") == "PROPOSED"
        if act.kind == "WITHIN":
            name = "Propose" if proposed else "Request"
            request = getattr(step_pb2, f"{name}TransferRequest")(
                member_id=act.on,
                destination_id=self.id_of(act.to),
                reason=transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR,
            )
            return getattr(desk.transfers, f"{name}Transfer"), request
        if act.kind.startswith("OUT_"):
            name = "Propose" if proposed else "Request"
            request = getattr(departure_pb2, f"{name}DepartureRequest")(
                member_id=act.on, departure=self._departure(act)
            )
            return getattr(desk.departures, f"{name}Departure"), request
        request = change_pb2.RequestChangeRequest(
            member_id=act.on, kind=f"CASE_KIND_{act.kind}", plan=self._plan(act)
        )
        return desk.changes.RequestChange, request

    def _plan(self, act: Act) -> kind_pb2.Plan:
        plan = kind_pb2.Plan(**PLANS[act.kind])
        plan.from_on = LONG_AGO if act.kind == "REMOVAL" else act.given["from"].isoformat()
        if until := act.given.get("until"):
            plan.until_on = until.isoformat()
        return plan

    def _departure(self, act: Act) -> kind_pb2.Departure:
        kind = act.kind or self.known.cases[act.on].kind
        place = act.to or self.known.cases[act.on].target
        return kind_pb2.Departure(
            addressee_id=self.id_of(place) or self.places[PLACES[0]],
            destination="某街道第三党支部",
            employer="某公司",
            file_address="某人才中心",
            opinion="表现良好",
            undecided_because="支部大会延期",
            channel=kind_pb2.CHANNEL_ONLINE if kind == "OUT_ONLINE" else kind_pb2.CHANNEL_LETTER,
        )

    def _unit(self, act: Act, desk: Any) -> Call:
        return desk.changes.RequestUnitMove, change_pb2.RequestUnitMoveRequest(
            source_id=self.id_of(act.on), destination_id=self.id_of(act.to), because="支部撤并"
        )

    def _arrive(self, act: Act, desk: Any) -> Call:
        number = act.given["number"]
        return desk.arrivals.RegisterArrival, arrival_pb2.RegisterArrivalRequest(
            name=f"新生{number}",
            member_kind=FULL,
            category=FRESHMAN if act.given["student"] else STAFF,
            campus_number=f"F{number:05d}",
            id_number=id_number(number),
            phone="19900000000",
            joined_on="2024-07-01",
            destination_id=self.id_of(act.to),
            arrival=self._papers(act, file_seen=act.given["state"] == "SUBMITTED"),
        )

    def _papers(self, act: Act, *, file_seen: bool = True) -> kind_pb2.Arrival:
        return kind_pb2.Arrival(
            origin_id=self.places["origin"],
            letter_number="远组字第 7 号",
            letter_valid_until=act.given["until"].isoformat(),
            letter_seen=True,
            file_seen=file_seen,
            dues_through="2026-05",
            channel=kind_pb2.CHANNEL_LETTER,
        )

    # Steps in a case.

    def _submit(self, act: Act, desk: Any) -> Call:
        kind = self.known.cases[act.on].kind
        if kind.startswith("OUT_"):
            return desk.departures.SubmitDeparture, departure_pb2.SubmitDepartureRequest(
                **_case(act), departure=self._departure(act)
            )
        if kind in PLANS:
            return desk.changes.SubmitChange, change_pb2.SubmitChangeRequest(
                **_case(act), plan=kind_pb2.Plan()
            )
        return desk.transfers.SubmitTransfer, step_pb2.SubmitTransferRequest(**_case(act))

    def _sign(self, act: Act, desk: Any) -> Call:
        return desk.transfers.SignTransfer, step_pb2.SignTransferRequest(**_case(act))

    def _return(self, act: Act, desk: Any) -> Call:
        request = step_pb2.ReturnTransferRequest(**_case(act), because="去向有误")
        return desk.transfers.ReturnTransfer, request

    def _reject(self, act: Act, desk: Any) -> Call:
        unfit = act.given.get("not_recognized")
        name = "NOT_RECOGNIZABLE" if unfit else "DUPLICATE"
        request = step_pb2.RejectTransferRequest(**_case(act), reason=f"REJECTION_REASON_{name}")
        return desk.transfers.RejectTransfer, request

    def _withdraw(self, act: Act, desk: Any) -> Call:
        return desk.transfers.WithdrawTransfer, step_pb2.WithdrawTransferRequest(**_case(act))

    def _accept(self, act: Act, desk: Any) -> Call:
        return desk.transfers.AcceptTransfer, step_pb2.AcceptTransferRequest(**_case(act))

    def _complete(self, act: Act, desk: Any) -> Call:
        return desk.arrivals.CompleteArrival, arrival_pb2.CompleteArrivalRequest(
            **_case(act), arrival=self._papers(act)
        )

    def _examine(self, act: Act, desk: Any) -> Call:
        return self._read_file(act, desk, agree=True)

    def _doubt(self, act: Act, desk: Any) -> Call:
        return self._read_file(act, desk, agree=False)

    @staticmethod
    def _read_file(act: Act, desk: Any, *, agree: bool) -> Call:
        found = kind_pb2.Examination(**GOOD | {"dates_agree": agree})
        request = arrival_pb2.ExamineFileRequest(**_case(act), examination=found)
        return desk.arrivals.ExamineFile, request

    def _clear(self, act: Act, desk: Any) -> Call:
        request = arrival_pb2.ResolveDoubtRequest(**_case(act), because="原党委函复：手续完备")
        return desk.arrivals.ResolveDoubt, request

    def _issue(self, act: Act, desk: Any) -> Call:
        return desk.transits.IssueLetter, transit_pb2.IssueLetterRequest(**_case(act))

    def _send(self, act: Act, desk: Any) -> Call:
        request = transit_pb2.SendOnlineRequest(**_case(act), reference="ZZ-2026-0610")
        return desk.transits.SendOnline, request

    def _reissue(self, act: Act, desk: Any) -> Call:
        return desk.transits.ReissueLetter, transit_pb2.ReissueLetterRequest(
            **_case(act),
            cause=transit_pb2.REISSUE_CAUSE_OBJECTIVE,
            because="未能按期接转",
            original_returned=True,
        )

    def _redispatch(self, act: Act, desk: Any) -> Call:
        return desk.transits.RedispatchTransfer, transit_pb2.RedispatchTransferRequest(
            **_case(act), departure=self._departure(act), because="本人改签单位"
        )

    def _sent_back(self, act: Act, desk: Any) -> Call:
        return desk.receipts.RecordRefusal, receipt_pb2.RecordRefusalRequest(
            **_case(act), reason=receipt_pb2.REFUSAL_REASON_PAPERS_MISSING
        )

    def _rescind(self, act: Act, desk: Any) -> Call:
        request = transit_pb2.RescindTransferRequest(**_case(act), because="本人留校")
        return desk.transits.RescindTransfer, request

    def _land(self, act: Act, desk: Any) -> Call:
        return desk.receipts.RecordReceipt, receipt_pb2.RecordReceiptRequest(
            **_case(act),
            receiver_id=self.id_of(act.to),
            branch="某街道第三党支部",
            accepted_on=act.given["on"].isoformat(),
            channel=receipt_pb2.RECEIPT_CHANNEL_POST,
            letter_number=self.rows.letter(act.given["serial"]).number
            if act.given["serial"]
            else "",
        )

    # Letters, terms, holds.

    def _void(self, act: Act, desk: Any) -> Call:
        return desk.letters.VoidLetter, register_pb2.VoidLetterRequest(
            **self._of_letter(act), because="抬头写错"
        )

    def _spoil(self, act: Act, desk: Any) -> Call:
        return desk.letters.SpoilLetter, register_pb2.SpoilLetterRequest(
            **self._of_letter(act), because="打印偏移"
        )

    def _lost(self, act: Act, desk: Any) -> Call:
        return desk.letters.NoteLoss, register_pb2.NoteLossRequest(
            **self._of_letter(act), because="途中遗失", lost_on=self.known.today.isoformat()
        )

    def _of_letter(self, act: Act) -> dict[str, Any]:
        return {"id": self.rows.letter(int(act.on)).id, "etag": str(act.version)}

    def _contact(self, act: Act, desk: Any) -> Call:
        return desk.terms.RecordContact, term_pb2.RecordContactRequest(
            **self._of_term(act), on=self.known.today.isoformat(), reached=True, how="电话"
        )

    def _over(self, act: Act, desk: Any) -> Call:
        return desk.terms.EndTerm, term_pb2.EndTermRequest(
            **self._of_term(act), on=self.known.today.isoformat(), because="已经回来"
        )

    def _of_term(self, act: Act) -> dict[str, Any]:
        term = self.known.terms[int(act.on)]
        found = self.rows.term(term.member.id, term.kind, running=term.running)
        return {"term_id": found, "etag": str(act.version)}

    def _search(self, act: Act, desk: Any) -> Call:
        return desk.terms.BeginSearch, term_pb2.BeginSearchRequest(
            member_id=act.on, last_contact_on="2026-01-31", because="电话停机"
        )

    def _hold(self, act: Act, desk: Any) -> Call:
        return desk.holds.PlaceHold, hold_pb2.PlaceHoldRequest(
            member_id=act.on, document="纪〔2026〕7号", because="正在初步核实"
        )

    def _release(self, act: Act, desk: Any) -> Call:
        hold = self.known.holds[int(act.on)]
        found = self.rows.hold(hold.member.id, stands=hold.stands)
        return desk.holds.ReleaseHold, hold_pb2.ReleaseHoldRequest(
            hold_id=found, etag=str(act.version), because="审查结束"
        )


def _case(act: Act) -> dict[str, Any]:
    return {"id": act.on, "etag": str(act.version)}
