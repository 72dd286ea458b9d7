"""What `dangwu rules` says lest anybody be misled: new books, slips, defaults, what is missing."""

from pathlib import Path

import pytest

from dangwu.rules.v1 import edition_pb2, rules_pb2, ruling_pb2
from tests.clients import letters
from tests.clients.rules_desk import ANSWERS, Rules
from tests.clients.terminal import run
from tests.clients.test_any_desk import at_a_terminal

DRAFT, RULING = letters.DRAFT.id, letters.RULING.id


def draft_of(book: str, note: str = "") -> edition_pb2.Draft:
    """A draft that waits, of a book."""
    edition = rules_pb2.Edition(book=book, in_force_from="2026-09-01", note=note)
    waiting = edition_pb2.DRAFT_STATE_PROPOSED
    return edition_pb2.Draft(id=DRAFT, etag="3", state=waiting, edition=edition, text="book: x\n")


@pytest.fixture
def misspelt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft whose book is a slip of the hand."""
    for rpc in ("ProposeEdition", "GetDraft", "ApproveEdition"):
        monkeypatch.setitem(ANSWERS, rpc, draft_of("transfer/letter_dayz"))


@pytest.mark.usefixtures("misspelt")
def test_a_book_that_is_not_there_yet_is_said_to_be_new(rules: Rules, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("book: transfer/letter_dayz\n")
    new = "! 新规则书（原来没有）：transfer/letter_dayz。是否指 transfer/letter_days"
    for line, code in (
        (("propose", str(file)), 0),
        (("propose", str(file), "--rehearse"), 0),
        (("publish", str(file)), 5),
        (("draft", DRAFT), 0),
        (("publish", DRAFT), 0),
    ):
        assert new in rules(*line, code=code).err, line
    english = rules("draft", DRAFT, "--lang", "en").err
    assert "A new book" in english
    assert "Did you mean transfer/letter_days" in english


@pytest.mark.usefixtures("misspelt")
def test_a_new_book_is_named_in_the_question_before_it_is_published(rules: Rules) -> None:
    code, seen = at_a_terminal(["rules", "publish", DRAFT], "n")
    assert code == 3
    assert seen.count("新规则书（原来没有）：transfer/letter_dayz") == 2
    assert not rules.sent(edition_pb2.ApproveEditionRequest)


def test_a_book_that_is_there_is_not_said_to_be_new(rules: Rules) -> None:
    assert "新规则书" not in rules("draft", DRAFT).err
    assert "新规则书" not in rules("publish", DRAFT).err


def test_a_draft_is_published_by_somebody_else_and_the_line_says_so(rules: Rules) -> None:
    line = f"dangwu --as ‹组织部另一人› rules publish {DRAFT}"
    assert line in rules("draft", DRAFT).err
    assert "--as ‹another officer›" in rules("draft", DRAFT, "--lang", "en").err


def test_only_a_sample_is_called_one(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "GetDraft", draft_of(letters.NAME, note="依校办〔2026〕5号"))
    told = rules("draft", DRAFT).out
    assert "说明  依校办" in told
    assert "示例" not in told
    monkeypatch.setitem(ANSWERS, "GetDraft", letters.DRAFT)
    assert "示例      学校样例值" in rules("draft", DRAFT).out
    noted = rules_pb2.Edition(id="ab" * 32, note="依校办〔2026〕5号")
    book = rules_pb2.Book(name="transfer/noted", editions=[noted])
    monkeypatch.setitem(ANSWERS, "ListBooks", rules_pb2.ListBooksResponse(books=[book]))
    assert "说明 abababababab：依校办" in rules("show", "noted").out


def test_what_is_no_draft_and_no_file_is_said_to_be_that(rules: Rules, tmp_path: Path) -> None:
    refused = rules("publish", "d-nosuch", code=9).err
    assert "没有草稿“d-nosuch”" in refused
    assert "dangwu rules drafts" in refused
    for verb in ("publish", "propose"):
        assert "是目录" in rules(verb, str(tmp_path), code=2).err
        assert "文件名没有填写" in rules(verb, "", code=2).err
        assert "没有文件" in rules(verb, "草稿.yaml", code=9).err
        assert "读不了" in rules(verb, "a\0b", code=2).err
    (tmp_path / "d-five.yaml").write_text("book: transfer/letter_days\n")
    rules("publish", str(tmp_path / "d-five.yaml"), code=5)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["同城"], ["transfer/letter_days"]),
        (["费用", "外省"], ["transfer/letter_days"]),
        (["费用 外省"], ["transfer/letter_days"]),
        (["先讨论转正"], ["organization/probation"]),
        (["介绍信", "先讨论"], []),
    ],
)
def test_books_are_found_by_facts_and_answers_too(
    rules: Rules, words: list[str], found: list[str]
) -> None:
    ran = rules("list", *words)
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == found
    assert ("rules list（不加词语）" in ran.err) is (not found)


def test_help_says_what_stands_for_a_day_that_is_left_out() -> None:
    for verb in ("ask", "explain", "keep"):
        told = run("rules", verb, "--help").out.replace("\n", "")
        for part in ("默认同决定日", "默认同提交日", "不填则不计算期限"):
            assert part in told, (verb, part)
    for verb in ("ask", "explain", "days", "calendar"):
        assert "默认今天" in run("rules", verb, "--help").out.partition("--known")[2], verb


def test_a_period_that_was_not_counted_is_said_to_be_missing(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = ("keep", "letter_days", "去向=同城", "--case", "介字15号")
    assert "没有计算期限" not in rules(*keep).err
    uncounted = ruling_pb2.Ruling()
    uncounted.CopyFrom(letters.RULING)
    uncounted.decision.ClearField("period")
    monkeypatch.setitem(ANSWERS, "KeepRuling", uncounted)
    assert "没有计算期限：没有给出起算日（--from）" in rules(*keep).err
    uncounted.decision.counts = ""
    assert "没有计算期限" not in rules(*keep).err


def test_cases_of_the_latest_edition_stand_in_a_table(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = rules_pb2.CaseLine(
        number=2,
        condition="去向为外省",
        condition_en="distance is elsewhere",
        answer="90 日",
        answer_en="90 days",
        because="路途较远。",
        because_en="It is far.",
    )
    monkeypatch.setitem(ANSWERS, "GetEdition", rules_pb2.Edition(cases=[case]))
    told = rules("show", "letter_days").out
    assert "最新版本 1f9c00000000 的各种情形：" in told
    assert "2     去向为外省  90 日  路途较远。" in told
    (asked,) = rules.sent(rules_pb2.GetEditionRequest)
    assert asked.id == letters.NEW
    english = rules("show", "letter_days", "--lang", "en").out
    assert "distance is elsewhere  90 days  It is far." in english


def test_answers_that_are_not_listed_are_said_to_be_there(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "未列出" not in rules("explain", "letter_days").out
    more = rules_pb2.RuleExplanation(decision=letters.DECISION, more=True)
    monkeypatch.setitem(ANSWERS, "ExplainRule", more)
    assert "还有其他答案未列出。" in rules("explain", "letter_days").out


def rulings(*references: str) -> ruling_pb2.ListRulingsResponse:
    kept = [
        ruling_pb2.Ruling(id=f"r-{n:012}", reference=one, decision=letters.DECISION)
        for n, one in enumerate(references)
    ]
    return ruling_pb2.ListRulingsResponse(rulings=kept)


def test_a_ruling_is_found_by_the_number_of_its_case(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = rulings("介字2026-015", "介字2026-0151", "复字1号", "复字1号")
    monkeypatch.setitem(ANSWERS, "ListRulings", known)
    rules("ruling", "介字２０２６-015")
    (asked,) = rules.sent(ruling_pb2.GetRulingRequest)
    assert asked.id == "r-000000000000"
    for typed, some in (("介字2026", (0, 1)), ("复字1号", (2, 3))):
        refused = rules("ruling", typed, code=9).err
        assert "RULING_UNCLEAR" in refused
        for n in range(4):
            assert (f"r-{n:012}" in refused) is (n in some)
    assert "RULING_UNKNOWN" in rules("ruling", "没有", code=9).err
    rules("ruling", "", code=2)


def test_rulings_and_drafts_are_listed_of_a_case_or_a_book(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANSWERS, "ListRulings", rulings("介字2026-015", "复字1号"))
    for line, found in (
        (("--case", "介字２０２６"), 1),
        (("--book", "介绍信有效期"), 2),
        (("--book", letters.NAME, "--case", "复字"), 1),
        (("--book", "预备期"), 0),
    ):
        assert rules("rulings", *line).out.count("r-0") == found, line
    assert DRAFT in rules("drafts", "--book", "letter_days").out
    assert "没有草稿" in rules("drafts", "--book", "预备期").err
