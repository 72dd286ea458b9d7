"""Receipts of rule books: in a line or two beside a case, or whole."""

from typing import TYPE_CHECKING

from dangwu_client.staff import output, rule_words
from dangwu_client.staff.rule_words import SHORT, Names
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.rules_pb2 import RuleExplanation
    from dangwu.v1.values_pb2 import Decision, Period


def rules(decisions: "Sequence[Decision]") -> None:
    """Receipts, each once however many rungs rest on it."""
    known = {(one.book, one.edition, one.case_number): one for one in decisions}
    for decision in known.values():
        rule(decision)


def rule(decision: "Decision") -> None:
    """A receipt beside a case: the question, the answer, why, from where, which edition."""
    given = decision.answer
    as_word = given.WhichOneof("value") in ("word", "words")  # the reason says it in words
    told = "" if as_word else rule_words.answer(given, Names(), decision.counts)
    parts = [
        decision.question_en if spoken() == "en" else decision.question,
        say("答：{told}。", "Answer: {told}.", told=told) if told else "",
        decision.because_en if spoken() == "en" else decision.because,
        say("出处：{cites}。", "Source: {cites}.", cites=decision.cites) if decision.cites else "",
    ]
    text = say("", " ").join(part for part in parts if part)
    output.line(say("依据：{text}", "Rule: {text}", text=text))
    _why_this_edition(decision)


def _why_this_edition(decision: "Decision") -> None:
    chosen = decision.chosen_en if spoken() == "en" else decision.chosen
    if chosen:
        known = decision.edition[:SHORT]
        output.line(
            say("  版本 {known}：{why}", "  Edition {known}: {why}", known=known, why=chosen)
        )
    if decision.sample:
        output.line(f"  {_sample(decision.note)}")


def _sample(note: str = "") -> str:
    """That the school has not handed over its own text, and what the value rests on."""
    said = say("示例规则，待学校正式文本", "a sample rule")
    return say("：", ": ").join(part for part in (said, note) if part)


def short(decision: "Decision", names: Names) -> None:
    """The answer, one line why, and the citation."""
    output.line(_answer(decision, names))
    output.line(decision.because_en if spoken() == "en" else decision.because)
    if decision.HasField("period"):
        output.line(ends(decision.period))
    output.line(_source(decision))


def _answer(decision: "Decision", names: Names) -> str:
    told = rule_words.answer(decision.answer, names, decision.counts)
    return say("答：{told}", "Answer: {told}", told=told)


def _source(decision: "Decision") -> str:
    known = [
        decision.cites,
        _sample() if decision.sample else "",
        say(
            "版本 {edition}，{first} 起施行",
            "edition {edition}, in force from {first}",
            edition=decision.edition[:SHORT],
            first=decision.in_force_from,
        ),
        say("截至 {day} 所知", "as known on {day}", day=decision.known_on)
        if decision.known_on != decision.on
        else "",
    ]
    text = say("；", "; ").join(part for part in known if part)
    return say("出处：{text}", "Source: {text}", text=text)


def ends(period: "Period") -> str:
    """In a sentence, from when to when a period runs."""
    if period.ends_on < period.first_on:
        return say("期限：零日，不计算。", "Period: of no days; there is nothing to count.")
    return say(
        "期限：自 {start} 起算，{first} 为第一日，到 {last} 止。",
        "Period: from {start}; {first} is its first day and {last} its last.",
        start=period.runs_from,
        first=period.first_on,
        last=period.ends_on,
    )


def explained(told: "RuleExplanation", names: Names) -> None:
    """The whole receipt, and what would have brought another answer."""
    whole(told.decision, names)
    if told.alternatives:
        output.line(say("其他答案：", "Other answers:"))
    for one in told.alternatives:
        output.line(f"  {one.sentence_en if spoken() == 'en' else one.sentence}")
    if told.more:
        output.line(say("  还有其他答案未列出。", "  There are other answers besides these."))


def whole(decision: "Decision", names: Names) -> None:
    """Question, answer, case, citation; why this edition and not the others; each day counted."""
    english = spoken() == "en"
    question = decision.question_en if english else decision.question
    output.line(say("问：{text}", "Question: {text}", text=question))
    if decision.facts:
        output.line(f"  {names.facts(dict(decision.facts))}")
    output.line(_answer(decision, names))
    output.line(
        say(
            "  第 {n} 种情形：{why}",
            "  Case {n}: {why}",
            n=decision.case_number,
            why=decision.because_en if english else decision.because,
        )
    )
    _from_where(decision)
    _which_edition(decision)
    if decision.HasField("period"):
        output.line(ends(decision.period))
        days(decision.period, decision.counts == "working")


def _from_where(decision: "Decision") -> None:
    output.line(
        say(
            "出处：{cites}（{layer}规定，规则 {book}）",
            "Source: {cites} ({layer} rule, book {book})",
            cites=decision.cites or _sample(),
            layer=rule_words.layer(decision.layer),
            book=decision.book,
        )
    )
    if decision.sample and (decision.note or decision.cites):
        output.line(f"  {_sample(decision.note) if decision.cites else decision.note}")


def _which_edition(decision: "Decision") -> None:
    english = spoken() == "en"
    output.line(
        say(
            "版本：{edition}，{chosen}",
            "Edition: {edition}; {chosen}",
            edition=decision.edition[:SHORT],
            chosen=decision.chosen_en if english else decision.chosen,
        )
    )
    for one in decision.passed_over:
        output.line(
            say(
                "  不用 {edition}（{first} 起施行，{published} 公布）：{why}",
                "  Not {edition} (in force from {first}, published on {published}): {why}",
                edition=one.edition[:SHORT],
                first=one.in_force_from,
                published=one.published_on,
                why=one.because_en if english else one.because,
            )
        )
    output.line(
        say(
            "日期：事由 {event}，提交 {submitted}，决定 {on}；截至 {known} 所知",
            "Dates: event {event}, submission {submitted}, decision {on}; as known on {known}",
            event=decision.event_on or decision.on,
            submitted=decision.submitted_on or decision.on,
            on=decision.on,
            known=decision.known_on,
        )
    )


def days(period: "Period", numbered: bool) -> None:
    """Each day that was looked up, and why it counts or does not."""
    rows, number = [], 0
    for day in period.days:
        number += day.works
        place = say("第 {n} 个工作日", "working day {n}", n=number) if numbered else ""
        works = place or say("工作日", "working day")
        because = day.because_en if spoken() == "en" else day.because
        rows.append([day.on, works if day.works else say("不计", "off"), because])
    output.table([say("日期", "day"), say("计数", "counts"), say("说明", "why")], rows)
    if period.calendars:
        known = say("、", ", ").join(one[:SHORT] for one in period.calendars)
        output.line(say("工作日历版本：{known}", "Calendar editions: {known}", known=known))
