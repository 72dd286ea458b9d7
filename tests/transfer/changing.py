"""Changes of status, arrangements and holds, as people do them in tests."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from dangwu.directory.v1 import authority_pb2
from dangwu.transfer.v1 import change_pb2, hold_pb2, kind_pb2, member_pb2, term_pb2
from tests.transfer.acts import Case, Cases, body

ABROAD, SEARCH, SUSPENSION, GRADUATE, CERTIFICATE, FLOATING = (
    term_pb2.TERM_KIND_ABROAD,
    term_pb2.TERM_KIND_SEARCH,
    term_pb2.TERM_KIND_SUSPENSION,
    term_pb2.TERM_KIND_GRADUATE,
    term_pb2.TERM_KIND_CERTIFICATE,
    term_pb2.TERM_KIND_FLOATING,
)
OFFICER = authority_pb2.POST_KIND_OFFICER
REACHED = {"contact_name": "党员家属", "contact_phone": "19900000099", "own_contact": "a@b.example"}
STUDY = {"place": "某国某大学", "occupation": "攻读博士学位（全日制）", **REACHED}
STAY = {"from_on": "2026-09-01", "until_on": "2029-08-31", **STUDY}
"""Three years abroad, told in full."""


@dataclass
class Changes:
    """What changes a member's status, in one world."""

    cases: Cases
    day: str = field(default="2026-06-10")

    def on(self, day: str) -> None:
        """It is ten in the morning of another day, in Shanghai."""
        self.day = day
        self.cases.world.clock.set(datetime.fromisoformat(f"{day}T02:00:00").replace(tzinfo=UTC))

    def file(
        self, kind: str, member: str = "ready", who: str = "s.commissioner", **plan: Any
    ) -> Case:
        """Files a change; `ground` by its short name, `overrides` as code=reason."""
        overrides = plan.pop("overrides", {})
        rehearse = plan.pop("validate_only", False)
        ground = f"GROUND_{plan.pop('ground', 'UNSPECIFIED')}"
        request = change_pb2.RequestChangeRequest(
            **body(
                {"validate_only": rehearse},
                member_id=self.cases.campus.members[member],
                kind=f"CASE_KIND_{kind}",
                plan=kind_pb2.Plan(ground=ground, **plan),
                overrides=[
                    kind_pb2.Override(code=code, reason=said) for code, said in overrides.items()
                ],
            )
        )
        return self.cases.desk(who).changes.RequestChange(request)

    def again(self, case: Case, who: str = "s.commissioner", **plan: Any) -> Case:
        """Submits a returned change with what is mended."""
        return self.cases.desk(who).changes.SubmitChange(
            change_pb2.SubmitChangeRequest(
                **body({}, id=case.id, etag=case.etag, plan=kind_pb2.Plan(**plan))
            )
        )

    def decide(self, case: Case, *who: str) -> Case:
        """All signatures, and the one that concludes."""
        signers = who or self.signers(case)
        case = self.cases.climb(case, *signers[:-1])
        return self.cases.accept(signers[-1], case)

    @staticmethod
    def signers(case: Case) -> tuple[str, ...]:
        """Branch, committee and organization department of the source, as the ladder asks."""
        return ("s.secretary", "a.secretary", "director")[-len(case.rungs) :]

    def done(self, kind: str, member: str = "ready", **plan: Any) -> Case:
        """Filed and decided."""
        return self.decide(self.file(kind, member, **plan))

    def standing(self, member: str = "ready") -> str:
        """By its short name."""
        known = self.cases.member(member).standing
        return member_pb2.MemberStanding.Name(known).removeprefix("MEMBER_STANDING_")

    def terms(
        self, member: str = "ready", who: str = "director", **given: Any
    ) -> list[term_pb2.Term]:
        member_id = self.cases.campus.members[member] if member else ""
        request = term_pb2.ListTermsRequest(member_id=member_id, **given)
        return list(self.cases.desk(who).terms.ListTerms(request).terms)

    def term(self, member: str = "ready") -> term_pb2.Term:
        """The one that runs."""
        [term] = self.terms(member)
        return term

    def contact(
        self,
        term: term_pb2.Term,
        on: str,
        who: str = "s.commissioner",
        reached: bool = True,
        **given: Any,
    ) -> term_pb2.Term:
        return self.cases.desk(who).terms.RecordContact(
            term_pb2.RecordContactRequest(
                **body(given, term_id=term.id, etag=term.etag, on=on, reached=reached, how="电话")
            )
        )

    def contacts(self, term: term_pb2.Term, who: str = "inspector") -> list[term_pb2.Contact]:
        request = term_pb2.ListContactsRequest(term_id=term.id)
        return list(self.cases.desk(who).terms.ListContacts(request).contacts)

    def end(
        self, term: term_pb2.Term, on: str, who: str = "s.commissioner", **given: Any
    ) -> term_pb2.Term:
        return self.cases.desk(who).terms.EndTerm(
            term_pb2.EndTermRequest(
                **body(given, term_id=term.id, etag=term.etag, on=on, because="已经回来")
            )
        )

    def search(
        self, member: str = "ready", last: str = "2026-01-31", who: str = "s.commissioner"
    ) -> term_pb2.Term:
        return self.cases.desk(who).terms.BeginSearch(
            term_pb2.BeginSearchRequest(
                **body(
                    {},
                    member_id=self.cases.campus.members[member],
                    last_contact_on=last,
                    because="电话停机，单位已撤",
                )
            )
        )

    def hold(
        self, member: str = "ready", who: str = "director", document: str = "纪字〔2026〕1号"
    ) -> hold_pb2.Hold:
        return self.cases.desk(who).holds.PlaceHold(
            hold_pb2.PlaceHoldRequest(
                **body(
                    {},
                    member_id=self.cases.campus.members[member],
                    document=document,
                    because="正在初步核实",
                )
            )
        )

    def release(self, hold: hold_pb2.Hold, who: str = "director") -> hold_pb2.Hold:
        return self.cases.desk(who).holds.ReleaseHold(
            hold_pb2.ReleaseHoldRequest(
                **body({}, hold_id=hold.id, etag=hold.etag, because="审查结束")
            )
        )

    def holds(self, member: str = "ready", who: str = "director") -> list[hold_pb2.Hold]:
        member_id = self.cases.campus.members[member]
        request = hold_pb2.ListHoldsRequest(member_id=member_id)
        return list(self.cases.desk(who).holds.ListHolds(request).holds)

    def unit(
        self, source: str = "0101", to: str = "0201", who: str = "a.organizer", **given: Any
    ) -> Case:
        return self.cases.desk(who).changes.RequestUnitMove(
            change_pb2.RequestUnitMoveRequest(
                **body(
                    given,
                    source_id=self.cases.organization(source),
                    destination_id=self.cases.organization(to),
                    because="支部撤并",
                )
            )
        )
