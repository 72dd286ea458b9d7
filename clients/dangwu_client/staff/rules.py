"""`dangwu rules`: the rule books (规则书), what they say and why, and their editions over time."""

from rich_click.utils import CommandGroupDict

from dangwu_client.staff import (
    rules_asking,
    rules_comparing,
    rules_drafts,
    rules_publishing,
    rules_rulings,
)
from dangwu_client.staff.rules_books import rules
from dangwu_client.staff.words import say

__all__ = [
    "panels",
    "rules",
    "rules_asking",
    "rules_comparing",
    "rules_drafts",
    "rules_publishing",
    "rules_rulings",
]


def panels() -> list[CommandGroupDict]:
    """How its help lists what can be done."""
    return [
        {
            "name": say("查询", "Ask"),
            "commands": ["list", "show", "ask", "explain", "days", "calendar"],
        },
        {
            "name": say("版本", "Editions"),
            "commands": ["compare", "propose", "drafts", "draft", "impact", "publish", "reject"],
        },
        {"name": say("判定", "Rulings"), "commands": ["keep", "rulings", "ruling", "close"]},
    ]
