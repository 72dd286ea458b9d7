"""A ruling in plain words, Chinese and English: for the member, the clerk and the inspector."""

from collections.abc import Mapping

from services.chassis.workdays import Day, Period
from services.rules.book import Ruling
from services.rules.choosing import Reason
from services.rules.edition import Answer, Case, Counting, Edition, Share, Unit
from services.rules.facts import (
    MEASURED,
    Bounds,
    Condition,
    Domain,
    Measure,
    Span,
    Value,
    Words,
    shown,
    written,
)

UNITS = {
    Unit.DAYS: ("日", "days"),
    Unit.MONTHS: ("个月", "months"),
    Unit.YEARS: ("年", "years"),
    Unit.COUNT: ("", ""),
}
LAYERS = {"national": ("国家规定", "national"), "provincial": ("省级规定", "provincial"),
          "school": ("学校规定", "school")}  # fmt: skip
ROUNDED = {"down": ("舍去尾数", "down"), "up": ("进一", "up"), "half_up": ("四舍五入", "half up")}
ENDS = {"from": "不低于", "over": "超过", "to": "不超过", "under": "不满"}
ENDS_OF_DATES = {"from": "不早于", "over": "晚于", "to": "不晚于", "under": "早于"}
SATURDAY = 5


def answer(edition: Edition, value: Answer | None, needs_human: str = "") -> Reason:
    """An answer as people say it: 2,000.00 元, 5 个工作日, 是, 支部转出审批."""
    match edition.unit, value:
        case _, None:
            return Reason(f"须由人决定（{needs_human.rstrip('。')}）", "a person must decide")
        case Unit.YUAN, int(fen):
            amount = shown(Span(Measure.YUAN, 0, 0), fen)
            return Reason(f"{amount} 元", f"{amount} yuan")
        case Unit.DAYS, int(days) if edition.counting and edition.counting.working:
            return Reason(f"{days} 个工作日", f"{days} working days")
        case _, bool(truth):
            return Reason("是" if truth else "否", "yes" if truth else "no")
        case _, int(number):
            zh, en = UNITS[edition.unit]
            return Reason(f"{number} {zh}".strip(), f"{number} {en}".strip())
        case Unit.MONTH_DAY, str(day):
            return Reason(f"每年 {int(day[:2])} 月 {int(day[3:])} 日", f"{day} of every year")
        case _, str(word):
            return Reason(edition.name_of(word), word)
        case _, tuple(words):
            named = " → ".join(edition.name_of(word) for word in words)
            return Reason(named, ", ".join(words))
    raise AssertionError(f"{value!r} is no answer in {edition.unit}")


def fact(edition: Edition, name: str, value: Value) -> Reason:
    """A fact and its value as people say it."""
    value_zh, value_en = said(edition, edition.asks[name], value)
    return Reason(f"{edition.name_of(name)}为{value_zh}", f"{name} is {value_en}")


def said(edition: Edition, domain: Domain, value: Value) -> tuple[str, str]:
    """A value as people say it."""
    if isinstance(domain, Span):
        zh, en = MEASURED[domain.measure]
        return f" {shown(domain, value)}{zh}", f"{shown(domain, value)}{en}"
    return f"「{edition.name_of(str(value))}」", str(value)


def facts(edition: Edition, given: Mapping[str, Value]) -> Reason:
    """All facts of a question."""
    said_of = [fact(edition, name, value) for name, value in given.items()]
    return Reason("，".join(one.zh for one in said_of), ", ".join(one.en for one in said_of))


def source(edition: Edition) -> Reason:
    """What an edition rests on; a sample says so and claims no article of the school's."""
    zh, en = LAYERS[edition.layer]
    if edition.sample:
        zh, en = (
            f"{zh}样例值，待正式文本核定",
            f"{en} sample value until the text is handed over",
        )
    document = str(edition.cites)
    return Reason(f"{document}（{zh}）", f"{document} ({en})") if document else Reason(zh, en)


def period(counted: Period, counting: Counting) -> Reason:
    """From when to when a period runs, and every day that was not what its weekday says."""
    if counted.is_empty:
        return Reason("为零，不计算", "of no days, nothing to count")
    first = "当日起算" if counting.same_day else "次日起算"
    first_en = "counting that day" if counting.same_day else "counting from the day after"
    zh = f"自 {counted.runs_from} {first}，至 {counted.last} 止"
    en = f"from {counted.runs_from}, {first_en}, through {counted.last}"
    if notes := unusual(counted.days):
        zh += "；其中" + "、".join(f"{day.on} {day.because}" for day in notes)
        en += "; " + ", ".join(f"{day.on} {day.because_en}" for day in notes)
    return Reason(zh, en)


def unusual(days: tuple[Day, ...]) -> list[Day]:
    """Weekdays off and weekend days worked."""
    return [day for day in days if day.works == (day.on.weekday() >= SATURDAY)]


def ruling(one: Ruling, counted: Period | None = None) -> Reason:
    """All of a ruling: question, facts, answer, why, source, edition, the others, the days."""
    edition, case = one.edition, one.case
    found, given = answer(edition, one.answer, case.needs_human), facts(edition, one.facts)
    rests, why = source(edition), one.choice.because
    zh = [f"{edition.question}{given.zh and given.zh + '：'}{found.zh}。{case.because}"]
    en = [f"{edition.question_en} {given.en and given.en + ': '}{found.en}. {case.because_en}"]
    zh.append(f"依据：{rests.zh}，第 {case.number} 种情形。")
    en.append(f"Source: {rests.en}, case {case.number}.")
    zh.append(f"版本：{why.zh}。")
    en.append(f"Edition: {why.en}.")
    for other, reason in one.choice.passed_over:
        zh.append(f"未用 {other.published} 公布的 {other.starts} 版：{reason.zh}。")
        en.append(f"Not that of {other.starts} (published {other.published}): {reason.en}.")
    if counted and edition.counting:
        ran = period(counted, edition.counting)
        zh.append(f"期限：{ran.zh}。")
        en.append(f"Period: {ran.en}.")
    return Reason("".join(zh), " ".join(en))


def case_line(edition: Edition, case: Case) -> tuple[Reason, Reason]:
    """A case as people read it: for which facts, and what it answers."""
    parts = [_condition(edition, fact, condition) for fact, condition in case.when.items()]
    when = Reason("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    if not parts:
        when = (
            Reason("其余情形", "all else") if len(edition.cases) > 1 else Reason("任何情形", "any")
        )
    return when, share(edition, case.then) if isinstance(case.then, Share) else answer(
        edition, case.then, case.needs_human
    )  # fmt: skip


def share(edition: Edition, part: Share) -> Reason:
    """A part of an amount, and how it is rounded."""
    zh, en = ROUNDED[part.round]
    to, to_en = ("元", "yuan") if part.to == "yuan" else ("分", "fen")
    return Reason(
        f"{edition.name_of(part.of)}的 {part.shown()}（{zh}到{to}）",
        f"{part.shown()} of {part.of} (rounded {en} to {to_en})",
    )


def _condition(edition: Edition, fact: str, condition: Condition) -> Reason:
    name = edition.name_of(fact)
    if not isinstance(condition, Bounds):
        domain = edition.asks[fact]
        words = [word for word in domain.values if word in condition] if isinstance(
            domain, Words) else []  # fmt: skip
        called = "、".join(edition.name_of(word) for word in words)
        return Reason(f"{name}：{called}", f"{fact}: {', '.join(words)}")
    zh, en = MEASURED[condition.measure]
    ends = condition.keys().items()
    called_ends = ENDS_OF_DATES if condition.measure is Measure.DATE else ENDS
    said = [f"{called_ends[key]} {written(condition.measure, end)}{zh}" for key, end in ends]
    told = [f"{key} {written(condition.measure, end)}{en}" for key, end in ends]
    return Reason(f"{name}{'、'.join(said)}", f"{fact} {' '.join(told)}")
