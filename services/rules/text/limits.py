"""How much a book may say, and that those who read it can tell its words apart.

It is asked of what is written, in the package or in a draft, and not of what is stored: an edition
that was published once is read for ever.
"""

from collections.abc import Mapping, Sequence

from services.rules.edition import Case
from services.rules.facts import TRUTHS, Asks, Words
from services.rules.proofs.coverage import MOST_CASES, MOST_QUESTIONS, MOST_TRIED, grid_of
from services.rules.text.page import Page

MOST_TESTS = 1_000
LONGEST_NAME = 40
LONGEST = {
    "question": 120,
    "question_en": 240,
    "note": 300,
    "document": 200,
    "article": 200,
    "because": 300,
    "because_en": 300,
    "needs_human": 300,
    "name": LONGEST_NAME,
    "name_en": 2 * LONGEST_NAME,
}
"""Of each text, in characters: it has its place on a page, in a table, in a sentence."""


def require_names(
    page: Page, asks: Asks, answers: frozenset[str], names: Mapping[str, str]
) -> None:
    """Every word that staff will read has a Chinese name, and no name is left over."""
    words = {word for domain in asks.values() if isinstance(domain, Words)
             for word in domain.values}  # fmt: skip
    wanted = (set(asks) | words | answers) - set(TRUTHS)
    for word in sorted(wanted - set(names)):
        raise page.broken(f"names.{word}", "缺少中文名称", "its Chinese name is missing")
    for word in sorted(set(names) - wanted - set(TRUTHS)):
        raise page.broken(f"names.{word}", "没有用到此词", "this word is used nowhere")
    for word, name in names.items():
        _require_short(page, f"names.{word}", name, LONGEST_NAME)
    _require_apart(page, tuple(asks), names)
    for domain in asks.values():
        if isinstance(domain, Words):
            _require_apart(page, domain.values, names)


def _require_apart(page: Page, words: Sequence[str], names: Mapping[str, str]) -> None:
    """Who chooses between two words chooses between their names."""
    called: dict[str, str] = {}
    for word in words:
        other = called.setdefault(names.get(word, TRUTHS.get(word, word)), word)
        if other != word:
            raise page.broken(
                f"names.{word}",
                f"与 {other} 的中文名称相同，无法分辨",
                f"{other} has the same Chinese name: nobody could tell them apart",
            )


def require_few(edition: Page) -> None:
    """No more cases and tests than are read and tried in a moment."""
    for key, most in (("cases", MOST_CASES), ("tests", MOST_TESTS)):
        items = edition.content.get(key)
        if isinstance(items, list) and len(items) > most:
            raise edition.broken(
                key,
                f"有 {len(items)} 项，最多 {most} 项",
                f"these are {len(items)}, and at most {most} are allowed",
            )


def require_triable(edition: Page, asks: Asks, cases: Sequence[Case]) -> None:
    """Every question that can make a difference is put to every case; so it must end soon."""
    questions = len(grid_of(asks, cases))
    if questions <= MOST_QUESTIONS and questions * len(cases) > MOST_TRIED:
        raise edition.broken(
            "cases",
            f"条件的组合 {questions} 种乘以情形 {len(cases)} 种，超过 {MOST_TRIED}，无法逐一核对",
            f"{questions} combinations of facts for {len(cases)} cases are more than {MOST_TRIED} "
            "to check",
        )


def require_short(head: Page) -> None:
    """No text is longer than its place."""
    _require_texts(head)
    for number, content in enumerate(head.items("editions")):
        edition = _inner(head, head.below("editions", number), content)
        _require_texts(edition)
        if "cites" in edition:
            _require_texts(_inner(edition, edition.below("cites"), edition.content["cites"]))
        for key in ("cases", "holidays"):
            for at, item in enumerate(edition.content.get(key, ())):
                _require_texts(_inner(edition, edition.below(key, at), item))


def _inner(page: Page, path: str, content: object) -> Page:
    return Page(page.file, path, content if isinstance(content, Mapping) else {})


def _require_texts(page: Page) -> None:
    for key, text in page.content.items():
        if isinstance(text, str) and key in LONGEST:
            _require_short(page, key, text, LONGEST[key])


def _require_short(page: Page, key: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise page.broken(
            key,
            f"有 {len(text)} 字，最多 {longest} 字",
            f"this text has {len(text)} characters, and at most {longest} are allowed",
        )
