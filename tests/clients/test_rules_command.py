"""What `dangwu rules` sends for what is typed, and shows of what is answered."""

import json
import subprocess
from pathlib import Path

import pytest

from dangwu.rules.v1 import edition_pb2, rules_pb2, ruling_pb2
from tests.clients import letters
from tests.clients.rules_desk import ANSWERS, Rules
from tests.clients.terminal import run
from tests.clients.test_any_desk import COMMAND, at_a_terminal, environment

ID = "22222222-0000-4000-8000-000000000000"
DRAFT, RULING = letters.DRAFT.id, letters.RULING.id


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ([], 3),
        (["介绍信"], 2),
        (["LETTER"], 2),
        (["probation", "--layer", "school"], 1),
        (["--layer", "国家"], 1),
        (["介绍信", "--layer", "学校"], 1),
        (["天气"], 0),
    ],
)
def test_books_are_listed_by_word_and_layer(rules: Rules, line: list[str], found: int) -> None:
    assert len(json.loads(rules("list", *line, "-o", "json").out)["books"]) == found
    assert len(rules("list", *line).out.splitlines()) == (found + 1 if found else 0)


def test_a_book_shows_what_it_asks_in_words_that_can_be_typed(rules: Rules) -> None:
    told = rules("show", "letter_days").out
    for part in (
        "介绍信有效期为几日？",
        "transfer/letter_ceiling",
        "同城（same_city）、外省（elsewhere）",
        "0.00 元 至 1,000,000.00 元",
        "2019-05-21 至 2026-08-31",
        "2026-09-01 起",
        "《工作条例》第二十五条",
        "提交日",
        "示例 1f9c00000000：学校样例值，待学校确认",
    ):
        assert part in told
    assert "先讨论转正（block）" in rules("show", "probation").out


def test_an_edition_shows_its_text(rules: Rules) -> None:
    told = rules("show", "letter_days", "--edition", "1f3a").out
    assert told == "book: transfer/letter_days\n"
    (asked,) = rules.sent(rules_pb2.GetEditionRequest)
    assert asked == rules_pb2.GetEditionRequest(book=letters.NAME, id=letters.OLD)
    unclear = rules("show", "letter_days", "--edition", "1", code=9)
    assert letters.OLD[:12] in unclear.err
    assert letters.NEW[:12] in unclear.err


@pytest.mark.parametrize("verb", ["ask", "explain"])
def test_a_question_carries_facts_and_all_days(rules: Rules, verb: str) -> None:
    days = ("--on", "2026/9/10", "--known", "2026年9月11日", "--submitted", "2026-09-02")
    more = ("--event", "2026-09-01", "--from", "2026-09-28")
    rules(verb, "letter_days", "去向=同城", "费用=2,000元", *days, *more)
    if verb == "ask":
        (asked,) = rules.sent(rules_pb2.DecideRuleRequest)
    else:
        (explained,) = rules.sent(rules_pb2.ExplainRuleRequest)
        asked = explained.question
    assert asked == rules_pb2.DecideRuleRequest(
        book=letters.NAME,
        facts={"distance": "same_city", "cost": "2000"},
        on="2026-09-10",
        known_on="2026-09-11",
        submitted_on="2026-09-02",
        event_on="2026-09-01",
        runs_from="2026-09-28",
    )


def test_days_left_out_are_left_to_the_server(rules: Rules) -> None:
    rules("ask", "letter_days", "去向=同城")
    (asked,) = rules.sent(rules_pb2.DecideRuleRequest)
    facts = {"distance": "same_city"}
    assert asked == rules_pb2.DecideRuleRequest(book=letters.NAME, facts=facts)


def test_answers_are_json_for_programs(rules: Rules) -> None:
    assert json.loads(rules("ask", "letter_days", "-o", "json").out)["answer"] == {"days": 30}
    told = json.loads(rules("explain", "letter_days", "-o", "json").out)
    assert set(told) == {"decision", "alternatives", "more"}
    assert json.loads(rules("days", "2", "--from", "2026-09-28", "-o", "json").out)["ends_on"]


def test_working_days_are_counted_one_by_one(rules: Rules) -> None:
    told = rules("days", "2", "--from", "2026.9.28").out.splitlines()
    assert told[1:4] == [
        "2026-09-30  第 1 个工作日  星期三",
        "2026-10-01  不计           国庆节放假",
        "2026-10-08  第 2 个工作日  星期四",
    ]
    assert told[-1].endswith("到 2026-10-08 止。")


def test_two_editions_are_compared_by_their_beginnings(rules: Rules) -> None:
    told = rules("compare", "1f3a", "1f9c").out
    for part in ("施行  2019-05-21  2026-09-01", "去向为同城", "90 日", "30 日", "不能回答"):
        assert part in told
    assert "去向：外省" in told
    assert "共问 2 次，2 处答案不同。" in told
    (asked,) = rules.sent(edition_pb2.CompareEditionsRequest)
    expected = edition_pb2.CompareEditionsRequest(earlier=letters.OLD, later=letters.NEW)
    assert asked == expected


def test_an_edition_is_compared_with_a_draft(rules: Rules) -> None:
    rules("compare", "2026-09-01", DRAFT, "--book", "letter_days")
    (asked,) = rules.sent(edition_pb2.CompareEditionsRequest)
    assert asked == edition_pb2.CompareEditionsRequest(earlier=letters.NEW, later=DRAFT)
    rules("compare", "1f", DRAFT, code=9)


def test_impact_names_each_case_and_both_answers(rules: Rules) -> None:
    told = rules("impact", DRAFT).out
    open_case, past = [line for line in told.splitlines() if "去向：同城" in line]
    assert open_case.startswith("t-000000000000  在办")
    assert open_case.endswith("30 个工作日  90 日")
    assert past.startswith("transfer 12")
    assert past.endswith("没有条件 signed")
    assert "共重算 7 项决定：在办 1 项、已办结 1 项会有不同结果。" in told


def test_a_draft_is_proposed_and_says_what_comes_next(rules: Rules, tmp_path: Path) -> None:
    file = tmp_path / "草稿.yaml"
    file.write_bytes(b"\xef\xbb\xbfbook: transfer/letter_days\r\n")
    ran = rules("propose", str(file), "--request-id", ID)
    (sent,) = rules.sent(edition_pb2.ProposeEditionRequest)
    assert sent == edition_pb2.ProposeEditionRequest(
        request_id=ID, text="book: transfer/letter_days\n"
    )
    assert DRAFT in ran.out
    assert f"dangwu rules impact {DRAFT}" in ran.err
    assert f"dangwu --as ‹组织部另一人› rules publish {DRAFT}" in ran.err
    assert "提出人以外" in ran.err
    rehearsed = rules("propose", str(file), "--rehearse")
    assert "未提交任何更改" in rehearsed.err
    assert "publish" not in rehearsed.err


def test_a_file_that_is_no_text_is_not_sent(rules: Rules, tmp_path: Path) -> None:
    for name, content, code in (("gb", "规则".encode("gbk"), 2), ("empty", b" \n", 2)):
        (tmp_path / name).write_bytes(content)
        assert name in rules("propose", str(tmp_path / name), code=code).err
    (tmp_path / "long").write_text("x" * 200_001)
    rules("propose", str(tmp_path / "long"), code=2)
    assert "没有文件" in rules("propose", str(tmp_path / "none"), code=9).err
    assert not rules.sent(edition_pb2.ProposeEditionRequest)


def test_publishing_a_draft_sends_its_etag(rules: Rules) -> None:
    ran = rules("publish", DRAFT.upper(), "--request-id", ID)
    assert ran.err.splitlines()[0] == f"{DRAFT} {letters.NAME}，2026-09-01 起施行（待公布）"
    (sent,) = rules.sent(edition_pb2.ApproveEditionRequest)
    assert sent == edition_pb2.ApproveEditionRequest(request_id=ID, id=DRAFT, etag="3")


def test_publishing_a_file_proposes_it_and_says_that_it_is_not_published(
    rules: Rules, tmp_path: Path
) -> None:
    file = tmp_path / "d.yaml"
    file.write_text("book: transfer/letter_days\n")
    told = rules("publish", str(file), code=5)
    assert "还没有公布" in told.err
    assert f"rules publish {DRAFT}" in told.err
    assert len(rules.sent(edition_pb2.ProposeEditionRequest)) == 1
    assert not rules.sent(edition_pb2.ApproveEditionRequest)


def test_rejecting_wants_a_reason(rules: Rules) -> None:
    assert "--note" in rules("reject", DRAFT, code=2).err
    rules("reject", DRAFT, "--note", "内容有误", "--request-id", ID)
    (sent,) = rules.sent(edition_pb2.RejectEditionRequest)
    assert sent == edition_pb2.RejectEditionRequest(
        request_id=ID, id=DRAFT, etag="3", note="内容有误"
    )


def test_drafts_are_listed_in_a_state(rules: Rules) -> None:
    told = rules("drafts", "--state", "待公布").out
    assert DRAFT in told
    (asked,) = rules.sent(edition_pb2.ListDraftsRequest)
    assert asked.state == edition_pb2.DRAFT_STATE_PROPOSED
    assert "book: transfer" in rules("draft", DRAFT).out


def test_a_ruling_is_kept_listed_shown_and_closed(rules: Rules) -> None:
    line = ("keep", "letter_days", "去向=同城", "--case", "介字15号", "--from", "2026-09-28")
    kept = rules(*line, "--request-id", ID)
    assert "介字15号" in kept.out
    assert "国庆节放假" in kept.out
    (sent,) = rules.sent(ruling_pb2.KeepRulingRequest)
    assert sent == ruling_pb2.KeepRulingRequest(
        request_id=ID,
        reference="介字15号",
        book=letters.NAME,
        facts={"distance": "same_city"},
        runs_from="2026-09-28",
    )
    assert "30 个工作日" in rules("rulings", "--open").out
    assert "不用 1f3a00000000" in rules("ruling", RULING).out
    rules("close", RULING, "--request-id", ID.replace("2", "3"))
    (closing,) = rules.sent(ruling_pb2.CloseRulingRequest)
    assert closing.etag == "5"


def test_a_request_is_sent_again_as_the_same(rules: Rules) -> None:
    rules("publish", DRAFT, "--request-id", ID)
    again = run("request", "again", ID)
    assert again.code == 0, again.err
    assert DRAFT in again.out
    first, second = rules.sent(edition_pb2.ApproveEditionRequest)
    assert first == second


@pytest.mark.parametrize("line", [("draft", "d-1"), ("ruling", DRAFT), ("impact", "letter_days")])
def test_an_id_that_is_none_is_a_slip_of_the_hand(rules: Rules, line: tuple[str, str]) -> None:
    assert "编号形如" in rules(*line, code=2).err


def test_the_shell_completes_books_drafts_and_rulings(rules: Rules) -> None:
    for line, found in (
        ("dangwu rules show transfer/letter_d", letters.NAME),
        ("dangwu rules publish d-", DRAFT),
        ("dangwu rules close r-", RULING),
        ("dangwu rules exp", "explain"),
    ):
        words = {"COMP_WORDS": line, "COMP_CWORD": line.rpartition(" ")[2]}
        more = environment(_DANGWU_COMPLETE="fish_complete", **words)
        ran = subprocess.run(COMMAND, capture_output=True, env=more, check=False)
        assert found in ran.stdout.decode(), line


def test_publishing_is_asked_about_first(rules: Rules) -> None:
    code, seen = at_a_terminal(["rules", "publish", DRAFT], "n")
    assert code == 3
    assert f"dangwu rules impact {DRAFT}" in seen
    assert not rules.sent(edition_pb2.ApproveEditionRequest)
    assert at_a_terminal(["rules", "publish", DRAFT], "y")[0] == 0


def test_a_report_that_was_cut_says_so(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "ReportImpact", edition_pb2.Impact(open_changed=700))
    assert "只列出 0 项，共 700 项。" in rules("impact", DRAFT).err
