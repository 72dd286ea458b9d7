"""The office at work on the rules: two people, drafts, letters decided on paper; said shortly."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import authority_pb2, post_pb2
from dangwu.rules.v1 import edition_pb2, rules_pb2, ruling_pb2
from dangwu.v1 import values_pb2
from tests.worlds import World

LETTERS = "transfer/letter_validity_days"
MAKER, CHECKER = "director", "second"
CITY = {"distance": "same_city", "channel": "paper"}
AWAY = {"distance": "elsewhere", "channel": "paper"}

TEXT = """\
# Thirty days are enough in one city.
book: transfer/letter_validity_days
layer: school
question: 组织关系介绍信有效期为几日？
question_en: For how many days is an introduction letter valid?
unit: days
within: [transfer/letter_validity_ceiling]
names:
  distance: 去向
  same_city: 同城
  same_province: 本省外市
  elsewhere: 省外
  channel: 转接方式
  online: 网上转接
  paper: 纸质介绍信
asks:
  distance: [same_city, same_province, elsewhere]
  channel: [online, paper]
editions:
  - from: {start}
    goes_by: submission
    counting: {{days: calendar, first: same_day, last: as_it_falls}}
    sample: true
    note: 学校样例值，须由学校确认。
    cases:
      - when: {{channel: paper, distance: same_city}}
        then: {days}
        because: 同城纸质介绍信路途短。
        because_en: A paper letter in one city has a short way.
      - then: {rest}
        because: 其他按最长九十日。
        because_en: The maximum of ninety days for the rest.
    tests:
      - {{given: {{channel: paper, distance: same_city}}, then: {days}}}
      - {{given: {{channel: paper, distance: elsewhere}}, then: {rest}}}
"""


def text(start: str = "2026-06-15", days: int = 30, rest: int = 90, published: str = "") -> str:
    """The school's edition: another validity for paper letters in the same city."""
    made = TEXT.format(start=start, days=days, rest=rest)
    if published:
        made = made.replace("    goes_by:", f"    published: {published}\n    goes_by:", 1)
    return made


@dataclass
class Office:
    """Drafts and rulings in one world. The director drafts; a second person checks."""

    world: World

    def __post_init__(self) -> None:
        person = self.world.desk(MAKER).posts.RegisterPerson(
            post_pb2.RegisterPersonRequest(request_id=str(uuid4()), name="第二人", account=CHECKER)
        )
        self.people = {**self.world.campus.people, CHECKER: person.id}
        self.appoint(CHECKER, "00", authority_pb2.POST_KIND_OFFICER)

    def appoint(
        self,
        account: str,
        code: str,
        kind: authority_pb2.PostKind = authority_pb2.POST_KIND_ORGANIZATION_COMMISSIONER,
    ) -> None:
        self.world.desk(MAKER).posts.AppointPost(
            post_pb2.AppointPostRequest(
                request_id=str(uuid4()),
                organization_id=self.world.campus.organizations[code],
                person_id=self.people[account],
                kind=kind,
            )
        )

    def propose(self, text: str, who: str = MAKER, **given: Any) -> edition_pb2.Draft:
        fields = {"request_id": str(uuid4()), "text": text} | given
        return self.world.desk(who).editions.ProposeEdition(
            edition_pb2.ProposeEditionRequest(**fields)
        )

    def approve(
        self, draft: edition_pb2.Draft, who: str = CHECKER, **given: Any
    ) -> edition_pb2.Draft:
        fields = {"request_id": str(uuid4()), "id": draft.id, "etag": draft.etag} | given
        return self.world.desk(who).editions.ApproveEdition(
            edition_pb2.ApproveEditionRequest(**fields)
        )

    def reject(
        self, draft: edition_pb2.Draft, who: str = CHECKER, **given: Any
    ) -> edition_pb2.Draft:
        fields = {"request_id": str(uuid4()), "id": draft.id, "etag": draft.etag, "note": "再议"}
        return self.world.desk(who).editions.RejectEdition(
            edition_pb2.RejectEditionRequest(**fields | given)
        )

    def get(self, draft_id: str, who: str = "s.secretary") -> edition_pb2.Draft:
        return self.world.desk(who).editions.GetDraft(edition_pb2.GetDraftRequest(id=draft_id))

    def publish(self, text: str) -> edition_pb2.Draft:
        """By both."""
        return self.approve(self.propose(text))

    def impact(self, draft: edition_pb2.Draft, who: str = "inspector") -> edition_pb2.Impact:
        request = edition_pb2.ReportImpactRequest(draft_id=draft.id)
        return self.world.desk(who).editions.ReportImpact(request)

    def compare(self, earlier: str, later: str) -> edition_pb2.Comparison:
        request = edition_pb2.CompareEditionsRequest(earlier=earlier, later=later)
        return self.world.desk("s.secretary").editions.CompareEditions(request)

    def ask(self, book: str = LETTERS, **question: Any) -> values_pb2.Decision:
        """What the rules say today, or on the days given."""
        request = rules_pb2.DecideRuleRequest(**{"book": book, "facts": CITY} | question)
        return self.world.desk("s.secretary").rules.DecideRule(request)

    def books(self) -> dict[str, rules_pb2.Book]:
        listed = self.world.desk(MAKER).rules.ListBooks(rules_pb2.ListBooksRequest()).books
        return {book.name: book for book in listed}

    def editions(self, book: str = LETTERS) -> list[rules_pb2.Edition]:
        return list(self.books()[book].editions)

    def keep(self, reference: str, who: str = "s.secretary", **given: Any) -> ruling_pb2.Ruling:
        fields = {"request_id": str(uuid4()), "reference": reference, "book": LETTERS}
        return self.world.desk(who).rulings.KeepRuling(
            ruling_pb2.KeepRulingRequest(**fields | {"facts": CITY} | given)
        )

    def close(
        self, ruling: ruling_pb2.Ruling, who: str = "s.secretary", **given: Any
    ) -> ruling_pb2.Ruling:
        fields = {"request_id": str(uuid4()), "id": ruling.id, "etag": ruling.etag} | given
        return self.world.desk(who).rulings.CloseRuling(ruling_pb2.CloseRulingRequest(**fields))

    def ruling(self, ruling_id: str, who: str = "s.secretary") -> ruling_pb2.Ruling:
        return self.world.desk(who).rulings.GetRuling(ruling_pb2.GetRulingRequest(id=ruling_id))

    def today(self) -> str:
        return self.ask().on
