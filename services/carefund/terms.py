"""The words that rule books and contract share, and how amounts are written in both."""

from dangwu.carefund.v1 import fund_pb2

CATEGORIES = {
    number: name.removeprefix("CARE_CATEGORY_").lower()
    for name, number in fund_pb2.CareCategory.items()
    if number
}
SOURCES = {
    number: name.removeprefix("FUND_SOURCE_").lower()
    for name, number in fund_pb2.FundSource.items()
    if number
}


def category_word(number: int) -> str:
    """A category of aid as the rule books call it, such as hardship_severe."""
    return CATEGORIES[number]


def source_word(number: int) -> str:
    """A source of money as the rule books call it, such as retained_dues."""
    return SOURCES[number]


def yuan(fen: int) -> str:
    """An amount as rules and people write it: 1,234.56; below zero with a minus."""
    sign, amount = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{amount // 100:,}.{amount % 100:02d}"
