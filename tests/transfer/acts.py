"""The acts of a transfer, as people do them in tests: said shortly, done for real."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import authority_pb2, organization_pb2, post_pb2
from dangwu.directory.v1.organization_pb2 import OrganizationKind
from dangwu.transfer.v1 import case_pb2, member_pb2, roll_pb2, step_pb2, transfer_pb2
from tests.campus import FULL, MASTER, Campus, id_number
from tests.desk import Desk
from tests.worlds import World

PROPOSED = transfer_pb2.TRANSFER_STATE_PROPOSED
SUBMITTED = transfer_pb2.TRANSFER_STATE_SUBMITTED
UNDER_REVIEW = transfer_pb2.TRANSFER_STATE_UNDER_REVIEW
AGREED = transfer_pb2.TRANSFER_STATE_AGREED
RETURNED = transfer_pb2.TRANSFER_STATE_RETURNED
ACCEPTED = transfer_pb2.TRANSFER_STATE_ACCEPTED
REJECTED = transfer_pb2.TRANSFER_STATE_REJECTED
WITHDRAWN = transfer_pb2.TRANSFER_STATE_WITHDRAWN

MOVE = transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR
DUPLICATE = transfer_pb2.REJECTION_REASON_DUPLICATE
BRANCH = organization_pb2.ORGANIZATION_KIND_BRANCH
COMMISSIONER = authority_pb2.POST_KIND_ORGANIZATION_COMMISSIONER

Case = transfer_pb2.Transfer


def body(given: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A request's fields: a fresh request id, unless the test gives its own."""
    return {"request_id": str(uuid4())} | fields | given


@dataclass
class Cases:
    """Members on their way, in one world. People and organizations go by their campus names."""

    world: World
    campus: Campus = field(init=False)

    def __post_init__(self) -> None:
        self.campus = deepcopy(self.world.campus)  # members enter one world, not all

    def desk(self, who: str) -> Desk:
        return self.world.desk(who)

    def organization(self, code: str) -> str:
        return self.campus.organizations[code]

    def code(self, organization_id: str) -> str:
        """The campus name of an organization."""
        names = {value: key for key, value in self.campus.organizations.items()}
        return names[organization_id]

    def request(
        self, who: str = "s.commissioner", member: str = "ready", to: str = "0201", **given: Any
    ) -> Case:
        fields = self._filing(member, to)
        return self.desk(who).transfers.RequestTransfer(
            step_pb2.RequestTransferRequest(**body(given, **fields))
        )

    def propose(
        self, who: str = "service:student", member: str = "ready", to: str = "0201", **given: Any
    ) -> Case:
        fields = self._filing(member, to)
        return self.desk(who).transfers.ProposeTransfer(
            step_pb2.ProposeTransferRequest(**body(given, **fields))
        )

    def submit(self, who: str, case: Case, to: str = "", **given: Any) -> Case:
        destination_id = self.organization(to) if to else ""
        return self.desk(who).transfers.SubmitTransfer(
            step_pb2.SubmitTransferRequest(
                **body(given, id=case.id, etag=case.etag, destination_id=destination_id)
            )
        )

    def sign(self, who: str, case: Case, branch: str = "", **given: Any) -> Case:
        branch_id = self.organization(branch) if branch else ""
        return self.desk(who).transfers.SignTransfer(
            step_pb2.SignTransferRequest(
                **body(given, id=case.id, etag=case.etag, branch_id=branch_id)
            )
        )

    def climb(self, case: Case, *who: str) -> Case:
        """Signed by one after another."""
        for each in who:
            case = self.sign(each, case)
        return case

    def send_back(self, who: str, case: Case, because: str = "去向有误", **given: Any) -> Case:
        return self.desk(who).transfers.ReturnTransfer(
            step_pb2.ReturnTransferRequest(
                **body(given, id=case.id, etag=case.etag, because=because)
            )
        )

    def reject(self, who: str, case: Case, **given: Any) -> Case:
        return self.desk(who).transfers.RejectTransfer(
            step_pb2.RejectTransferRequest(
                **body({"reason": DUPLICATE} | given, id=case.id, etag=case.etag)
            )
        )

    def withdraw(self, who: str, case: Case, **given: Any) -> Case:
        return self.desk(who).transfers.WithdrawTransfer(
            step_pb2.WithdrawTransferRequest(**body(given, id=case.id, etag=case.etag))
        )

    def accept(self, who: str, case: Case, **given: Any) -> Case:
        return self.desk(who).transfers.AcceptTransfer(
            step_pb2.AcceptTransferRequest(**body(given, id=case.id, etag=case.etag))
        )

    def get(self, case: Case, who: str = "director") -> Case:
        return self.desk(who).cases.GetTransfer(case_pb2.GetTransferRequest(id=case.id))

    def why(self, case: Case, who: str = "director") -> case_pb2.Explanation:
        request = case_pb2.ExplainTransferRequest(id=case.id)
        return self.desk(who).cases.ExplainTransfer(request)

    def readiness(
        self, member: str, to: str = "0201", who: str = "s.secretary"
    ) -> case_pb2.Readiness:
        return self.desk(who).cases.VerifyReadiness(
            case_pb2.VerifyReadinessRequest(
                member_id=self.campus.members[member], destination_id=self.organization(to)
            )
        )

    def history(
        self, case: Case, who: str = "director", page_size: int = 200
    ) -> list[case_pb2.HistoryEvent]:
        request = case_pb2.ListTransferHistoryRequest(id=case.id, page_size=page_size)
        page = self.desk(who).cases.ListTransferHistory(request)
        told = list(page.events)
        while page.next_page_token:
            request.page_token = page.next_page_token
            page = self.desk(who).cases.ListTransferHistory(request)
            told += page.events
        return told

    def inbox(self, who: str) -> list[str]:
        """The ids of the cases that wait on somebody."""
        listed = self.desk(who).cases.ListInbox(case_pb2.ListInboxRequest())
        assert not listed.next_page_token
        return [one.id for one in listed.transfers]

    def member(self, name: str, who: str = "director") -> member_pb2.Member:
        request = roll_pb2.GetMemberRequest(id=self.campus.members[name])
        return self.desk(who).roll.GetMember(request)

    def belongs(self, name: str) -> str:
        """The code of the branch a member is on the roll of."""
        return self.code(self.member(name).organization_id)

    def stays(self, name: str, who: str = "director") -> list[member_pb2.Relationship]:
        """Where a member has belonged, oldest first."""
        request = roll_pb2.ListRelationshipsRequest(member_id=self.campus.members[name])
        return list(self.desk(who).roll.ListRelationships(request).relationships)

    def amend(self, name: str, who: str = "s.secretary", **fields: Any) -> member_pb2.Member:
        seen = self.member(name)
        return self.desk(who).roll.AmendMember(
            roll_pb2.AmendMemberRequest(**body(fields, id=seen.id, etag=seen.etag))
        )

    def search(self, who: str, **by: str) -> list[member_pb2.Member]:
        """The members somebody finds by a name or a number."""
        request = roll_pb2.SearchMembersRequest(**by)
        return list(self.desk(who).roll.SearchMembers(request).members)

    def match(self, who: str, purpose: str = "核对身份", **given: Any) -> member_pb2.MatchedMember:
        """Whose number it is, as far as somebody may know."""
        request = roll_pb2.MatchMemberRequest(**body(given, purpose=purpose))
        return self.desk(who).roll.MatchMember(request)

    def reveal(self, who: str, name: str, purpose: str) -> member_pb2.RevealedMember:
        """A member's numbers in clear."""
        return self.desk(who).roll.RevealMember(
            roll_pb2.RevealMemberRequest(
                **body({}, member_id=self.campus.members[name], purpose=purpose)
            )
        )

    def logged(self, subject_id: str) -> list[audit_pb2.Entry]:
        """What the audit log has about one thing, once it has everything."""
        self.world.settle()
        request = audit_pb2.ListEntriesRequest(subject_id=subject_id, page_size=200)
        return list(self.desk("inspector").audit.ListEntries(request).entries)

    def enter(self, name: str, code: str = "0101", **given: Any) -> str:
        """A new member of a branch, with everything a transfer asks for."""
        number = 20 + len(self.campus.members)
        made = self.desk("director").roll.RegisterMember(
            roll_pb2.RegisterMemberRequest(
                **body(
                    given,
                    name=f"党员{name}",
                    kind=FULL,
                    category=given.get("category", MASTER),
                    campus_number=f"X{number:05d}",
                    id_number=id_number(number),
                    phone="19900000000",
                    joined_on="2020-07-01",
                    dues_through="2026-05",
                    organization_id=self.organization(code),
                    ethnicity="汉族",
                )
            )
        )
        self.campus.members[name] = made.id
        return made.id

    def enter_officer(self, account: str, code: str = "0101") -> str:
        """A new member who holds a post in a branch too: its organization commissioner."""
        person_id = self.appoint(account, code, COMMISSIONER)
        return self.enter(account, code, id=person_id)

    def appoint(self, account: str, code: str, kind: authority_pb2.PostKind) -> str:
        """A new person with a post from today on; his id."""
        person = self.desk("director").posts.RegisterPerson(
            post_pb2.RegisterPersonRequest(**body({}, name=f"人{account}", account=account))
        )
        self.campus.people[account] = person.id
        self.give(account, code, kind)
        return person.id

    def give(self, account: str, code: str, kind: authority_pb2.PostKind) -> None:
        """Another post for somebody, from today on."""
        request = post_pb2.AppointPostRequest(
            **body(
                {},
                organization_id=self.organization(code),
                person_id=self.campus.people[account],
                kind=kind,
            )
        )
        self.campus.posts[account] = self.desk("director").posts.AppointPost(request).id

    def relieve(self, account: str) -> None:
        """Today is the last day of somebody's term."""
        post_id = self.campus.posts[account]
        office = self.desk("director").posts
        held = office.ListPosts(
            post_pb2.ListPostsRequest(person_id=self.campus.people[account])
        ).posts
        etag = next(one.etag for one in held if one.id == post_id)
        office.EndPost(post_pb2.EndPostRequest(**body({}, id=post_id, etag=etag)))

    def found(self, code: str, parent: str, kind: OrganizationKind = BRANCH) -> None:
        """A new organization, from today on."""
        request = organization_pb2.CreateOrganizationRequest(
            **body(
                {}, code=code, name=f"组织{code}", kind=kind, parent_id=self.organization(parent)
            )
        )
        made = self.desk("director").organizations.CreateOrganization(request)
        self.campus.organizations[code] = made.id

    def close(self, code: str, on: str) -> None:
        """A day becomes the last of an organization, and of the terms in it."""
        office = self.desk("director").organizations
        seen = office.GetOrganization(organization_pb2.GetOrganizationRequest(id=code))
        request = organization_pb2.CloseOrganizationRequest(
            **body({}, id=seen.id, etag=seen.etag, on=on)
        )
        office.CloseOrganization(request)

    def _filing(self, member: str, to: str) -> dict[str, Any]:
        return {
            "member_id": self.campus.members[member],
            "destination_id": self.organization(to),
            "reason": MOVE,
        }


def state_of(case: Case) -> str:
    """Where a case stands, by the table's own name."""
    return transfer_pb2.TransferState.Name(case.state).removeprefix("TRANSFER_STATE_")


def acts_of(case: Case) -> list[tuple[str, list[str]]]:
    """The ladder of a case: which organization signs for what."""
    named = transfer_pb2.RungAct.Name
    return [
        (one.organization_name, [named(act).removeprefix("RUNG_ACT_") for act in one.acts])
        for one in case.rungs
    ]
