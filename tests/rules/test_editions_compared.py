"""Two editions, or an edition and a draft, are compared question by question."""

import pytest

from tests.refusals import refuses
from tests.rules.office import LETTERS, Office, text
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_a_draft_is_compared_with_the_edition_it_would_supersede(office: Office) -> None:
    old = office.editions()[0]
    draft = office.propose(text(start="2026-06-15", days=30))
    found = office.compare(old.id, draft.id)
    assert (found.book, found.asked, found.differ) == (LETTERS, 6, 1)
    [difference] = found.answers
    assert dict(difference.facts) == {"channel": "paper", "distance": "same_city"}
    assert (difference.earlier.days, difference.later.days) == (90, 30)
    assert "同城" in difference.span
    head = {one.key: (one.earlier, one.later) for one in found.head}
    assert head["from"] == ("2019-05-21", "2026-06-15")
    assert "goes_by" not in head
    done = office.approve(draft)
    again = office.compare(old.id, done.edition.id)
    assert (again.answers, again.head) == (found.answers, found.head)
    assert office.compare(old.id, draft.id) == again  # the draft is that edition now
    assert not office.compare(old.id, old.id).differ
    backwards = office.compare(done.edition.id, old.id)
    assert (backwards.answers[0].earlier.days, backwards.answers[0].later.days) == (30, 90)


@every_shape
def test_an_answer_left_to_a_person_is_shown_as_such(office: Office) -> None:
    human = text().replace("then: 30", "needs_human: 由部务会研究", 1)
    draft = office.propose(human.replace("same_city}, then: 30", "same_city}, needs_human: true"))
    [difference] = office.compare(office.editions()[0].id, draft.id).answers
    assert difference.earlier.days == 90
    assert difference.later.needs_human == "由部务会研究"


HEAD = "book: transfer/many_words\nlayer: school\n"


def asking(fact: str, start: str, head: str = HEAD) -> str:
    """An edition that turns on one of a hundred and one words."""
    words = [f"{fact}{number}" for number in range(101)]
    names = "".join(f"  {word}: 词{word}\n" for word in words)
    return f"""\
{head}question: 哪一个？
question_en: Which one?
unit: truth
names:
  {fact}: 条件
{names}asks:
  {fact}: [{", ".join(words)}]
editions:
  - from: {start}
    goes_by: decision
    sample: true
    note: 试行。
    cases:
      - {{when: {{{fact}: {words[0]}}}, then: true, because: 是。, because_en: It is.}}
      - {{then: false, because: 否。, because_en: It is not.}}
    tests:
      - {{given: {{{fact}: {words[0]}}}, then: true}}
      - {{given: {{{fact}: {words[1]}}}, then: false}}
"""


def test_what_would_take_for_ever_to_compare_is_refused(office: Office) -> None:
    first = office.publish(asking("one", "2026-01-01"))
    second = office.propose(asking("two", "2026-07-01"))
    with refuses("NOT_COMPARABLE") as refused:
        office.compare(first.edition.id, second.id)
    assert "条件的组合不能过多" in refused.words["zh-CN"]
    assert office.compare(first.edition.id, first.id).asked == 101


def test_what_would_take_for_ever_to_hold_against_a_higher_book_is_refused(office: Office) -> None:
    above = "book: transfer/above\nlayer: national\nstricter: no\n"
    below = f"{HEAD}within: [transfer/above]\n"
    office.publish(asking("one", "2026-01-01", above))
    with refuses("BOOK_BROKEN") as refused:
        office.propose(asking("two", "2026-01-01", below))
    assert refused.details["key"] == "within"
    assert "组合过多" in refused.words["zh-CN"]


@every_shape
def test_only_two_of_one_book_are_compared(office: Office) -> None:
    books = office.books()
    letters, ladder = (
        books[name].editions[0].id for name in (LETTERS, "transfer/within_school_ladder")
    )
    with refuses("NOT_COMPARABLE") as refused:
        office.compare(letters, ladder)
    assert refused.details == {"earlier": letters[:12], "later": ladder[:12]}
    draft = office.propose(text())
    with refuses("NOT_COMPARABLE"):
        office.compare(ladder, draft.id)
    with refuses("BOOK_UNKNOWN"):
        office.compare("0" * 64, letters)
    with refuses("DRAFT_UNKNOWN"):
        office.compare(letters, "d-" + "0" * 12)
    with refuses("MALFORMED"):
        office.compare(letters, LETTERS)
