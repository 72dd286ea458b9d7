"""What rule books are called on a screen: layers, units, facts and answers, in a clerk's words."""

from typing import TYPE_CHECKING

from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dangwu.rules.v1.rules_pb2 import Book, Choice, Edition, Fact
    from dangwu.v1.values_pb2 import Answer

LAYERS = {
    "national": ("国家", "national"),
    "provincial": ("省级", "provincial"),
    "school": ("学校", "school"),
}
GOES_BY = {
    "event": ("事由发生日", "the day of the event"),
    "submission": ("提交日", "the day of submission"),
    "decision": ("决定日", "the day of the decision"),
}
UNITS = {
    "yuan": ("元", "yuan"),
    "days": ("日", "days"),
    "months": ("个月", "months"),
    "years": ("年", "years"),
    "count": ("数目", "a number"),
    "month_day": ("月日", "a day of the year"),
    "truth": ("是或否", "yes or no"),
    "word": ("选项", "a word"),
    "words": ("若干选项", "words"),
    "calendar": ("工作日历", "a calendar"),
    "date": ("日期", "a date"),
}
TRUTHS = {"yes": ("是", "yes"), "no": ("否", "no")}

SHORT = 12
"""As many characters of an edition's hash are shown, and enough to name it by."""


def layer(name: str) -> str:
    """Whose rule it is."""
    return say(*LAYERS.get(name, (name, name)))


def goes_by(name: str) -> str:
    """The date of a case that picks the edition."""
    return say(*GOES_BY.get(name, (name, name)))


def unit(name: str) -> str:
    """What an answer or a fact is counted in."""
    return say(*UNITS.get(name, (name, name)))


def amount(fen: int) -> str:
    """Money, exact to the fen."""
    sign, fen = "-" if fen < 0 else "", abs(fen)
    return say("{n} 元", "{n} yuan", n=f"{sign}{fen // 100:,}.{fen % 100:02d}")


def counted(number: object, of: str) -> str:
    """A number with what it counts."""
    known = of in ("days", "months", "years")
    return say("{n} {of}", "{n} {of}", n=number, of=unit(of)) if known else str(number)


def labelled(known: "Iterable[Choice]") -> str:
    """Words with their labels, as both may be typed."""
    told = (
        f"{one.label}{say('（{w}）', ' ({w})', w=one.value)}" if one.label else one.value
        for one in known
    )
    return say("、", ", ").join(told)


class Names:
    """What the facts and words of one book are called; by themselves without a book."""

    def __init__(self, book: "Book | None" = None) -> None:
        self._facts = {fact.name: fact for fact in book.facts} if book else {}
        self._words = {one.value: one.label for one in book.answers} if book else {}

    def fact(self, name: str) -> str:
        """What a fact is called."""
        known = self._facts.get(name)
        return known.label if known and known.label and spoken() == "zh" else name

    def value(self, fact: str, value: str) -> str:
        """What a value of a fact is called."""
        known = self._facts.get(fact)
        if known is None:
            return value
        if known.unit:
            return measured(known, value)
        labels = {choice.value: choice.label for choice in known.choices}
        return (labels.get(value) or value) if spoken() == "zh" else value

    def word(self, word: str) -> str:
        """What a word of an answer is called."""
        return (self._words.get(word) or word) if spoken() == "zh" else word

    def facts(self, given: "dict[str, str]") -> str:
        """Facts and their values in a line, in the order the book asks them."""
        order = [*(fact for fact in self._facts if fact in given), *sorted(given)]
        told = (
            f"{self.fact(one)}{say('：', ' = ')}{self.value(one, given[one])}"
            for one in dict.fromkeys(order)
        )
        return say("；", "; ").join(told)


def measured(fact: "Fact", value: str) -> str:
    """A number or a date of a fact, with its unit."""
    if fact.unit != "yuan":
        return counted(value, fact.unit)
    whole, _, rest = value.replace(",", "").partition(".")
    if not whole.isdecimal() or not (rest + "0").isdecimal() or len(rest) > 2:
        return value
    return amount(int(whole) * 100 + int(rest.ljust(2, "0")))


def answer(given: "Answer", names: Names, counts: str = "") -> str:
    """What a book answers, for people."""
    kind = given.WhichOneof("value")
    match kind:
        case "amount_fen":
            return amount(given.amount_fen)
        case "days" if counts == "working":
            return say("{n} 个工作日", "{n} working days", n=given.days)
        case "days" | "months" | "years":
            return counted(getattr(given, kind), kind)
        case "count":
            return str(given.count)
        case "month_day":
            month, _, day = given.month_day.partition("-")
            return say("每年 {m} 月 {d} 日", "{m}-{d} of every year", m=month, d=day)
        case "truth":
            return say("是", "yes") if given.truth else say("否", "no")
        case "word":
            return names.word(given.word)
        case "words":
            return say("、", ", ").join(map(names.word, given.words.words))
        case "needs_human":
            return say("须由人决定（{why}）", "a person decides ({why})", why=given.needs_human)
    return ""


def in_force(edition: "Edition") -> str:
    """From when to when an edition is in force."""
    if edition.in_force_until:
        return say(
            "{first} 至 {last}",
            "{first} to {last}",
            first=edition.in_force_from,
            last=edition.in_force_until,
        )
    return say("{first} 起", "from {first}", first=edition.in_force_from)
