"""Proof that a lower book stays within a higher one: stricter perhaps, but never looser.

For every pair of editions that some case can meet together, every question that can make a
difference is put to both. Leaving a question to a person is never looser; answering what the
higher book leaves to a person is, unless the answer is as strict as any can be.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from itertools import product

from services.rules.book import Book
from services.rules.choosing import chosen
from services.rules.edition import Answer, Case, Edition, Share
from services.rules.facts import Value
from services.rules.proofs.coverage import MOST_QUESTIONS, MOST_TRIED, Grid, grid_of, show
from services.rules.proofs.timeline import EVER, as_known, knowledge, lives
from services.rules.proofs.trials import shown_answer
from services.rules.text.page import Page

ROUNDED = ("down", "half_up", "up")
"""From the least to the most."""


def require_within(
    books: Mapping[str, Book], only: Iterable[str] = (), *, since: date | None = None
) -> None:
    """Refuses with `BookBroken` where a book is looser than one it stays within, or names none.

    With `only`, books that have nothing to do with those are left out; with `since`, only what is
    known from that day on matters.
    """
    wanted = set(only)
    for book in books.values():
        require_book_within(books, book, wanted, since=since)


def require_book_within(
    books: Mapping[str, Book],
    book: Book,
    only: Set[str] = frozenset(),
    *,
    since: date | None = None,
) -> None:
    """The same for one book and those it stays within; with `only`, where those are concerned."""
    above = _above(books, book)
    if only and not only & {book.name, *above}:
        return
    for name, bound_since in above.items():
        upper = books.get(name)
        if upper is None:
            raise _page(book).broken("within", f"没有规则书 {name}", f"there is no book {name}")
        _require(book, upper, bound_since, since)


def require_same_standing(edition: Edition, book: Book, file: str) -> None:
    """Refuses with `BookBroken` where an edition moves its book to another layer, or turns round
    what is stricter in it: the books within it were held against what it was.

    Editions of the first format are a school's.
    """
    for one in book.editions:
        for key, said, before in (
            ("layer", edition.layer.value, one.layer.value),
            ("stricter", edition.stricter, one.stricter),
        ):
            if said != before:
                raise Page(file, "", {}).broken(
                    key,
                    f"与 {one.starts} 施行、{one.published} 公布的版本不同"
                    f"（那里是 {before or '未写'}，这里是 {said or '未写'}）",
                    f"it differs from the edition in force from {one.starts}, published on "
                    f"{one.published}: {before or 'nothing'} there, {said or 'nothing'} here",
                )


def _page(book: Book) -> Page:
    return Page(f"{book.name}.yaml", "", {})


def _above(books: Mapping[str, Book], book: Book) -> dict[str, date]:
    """The books it stays within, and those that these stay within; and since which publication.

    Once an edition stays within a book, those published later do too, whether they say so or not:
    a ceiling is not lifted by leaving it out, nor by a book between that is silent.
    """
    found: dict[str, date] = {}
    for edition in sorted(book.editions, key=lambda one: one.published):
        waiting = list(edition.within)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = edition.published
                between = books[name].editions if name in books else ()
                waiting += [above for one in between for above in one.within]
    return dict(sorted(found.items()))


def _require(lower: Book, upper: Book, bound_since: date, since: date | None) -> None:
    page, name = _page(lower), upper.name
    for below, above, known in _pairs(lower, upper, since):
        if below.published < bound_since:
            continue
        _require_fit(page, below, above)
        if counterexample := _looser(below, above):
            facts, answers, allowed = counterexample
            by = f"，截至 {known} 已公布" if known < EVER else ""
            by_en = f", as published by {known}" if known < EVER else ""
            raise page.broken(
                "within",
                f"比上位规则 {name} 宽松：{facts} 时答案是 {answers}，而上位规则是 {allowed}"
                f"（本书 {below.starts} 版，上位规则 {above.starts} 版{by}）",
                f"it is looser than {name}: {facts} answers {answers} where {allowed} stands "
                f"(edition of {below.starts} against that of {above.starts}{by_en})",
            )


def _pairs(lower: Book, upper: Book, since: date | None) -> Iterator[tuple[Edition, Edition, date]]:
    """The editions that one and the same case can meet by what is known a day, each pair once."""
    met: set[tuple[str, str]] = set()
    for known in knowledge(lower, upper, since=since):
        low, high = as_known(lower, known), as_known(upper, known)
        if not low or not high:
            continue
        for dates in lives(low, high):
            below, above = (chosen(one.editions, dates, EVER) for one in (low, high))
            if below and above and (below.id, above.id) not in met:
                met.add((below.id, above.id))
                yield below, above, known


def _require_fit(page: Page, below: Edition, above: Edition) -> None:
    if below.layer.rank <= above.layer.rank:
        raise page.broken(
            "within",
            f"{above.book} 不是上位规则（{above.layer} 不高于 {below.layer}）",
            f"{above.book} is not of a higher layer: {above.layer} against {below.layer}",
        )
    if below.unit != above.unit or not above.stricter:
        raise page.broken(
            "within",
            f"无法与 {above.book} 比较：单位须相同，且上位规则须写明 stricter",
            f"it cannot be held against {above.book}: units differ, or that book says not "
            "which answer is stricter",
        )
    if below.counting != above.counting:
        raise page.broken(
            "counting",
            f"计算方法与 {above.book} 不同（或只有一方写明），无法比较",
            f"its days are counted otherwise than in {above.book}; they cannot be compared",
        )
    for fact in below.asks.keys() & above.asks.keys():
        if below.asks[fact] != above.asks[fact]:
            raise page.broken(
                f"asks.{fact}",
                f"取值与 {above.book} 不同",
                f"its domain differs from that in {above.book}",
            )
    compared = len(_grid(below, above))
    tried = compared * (len(below.cases) + len(above.cases))
    if compared > MOST_QUESTIONS or tried > MOST_TRIED:
        raise page.broken(
            "within",
            f"与 {above.book} 合起来条件的组合过多，无法逐一比较",
            f"together with {above.book} there are too many combinations of facts to check",
        )


def _grid(below: Edition, above: Edition) -> Grid:
    return grid_of({**above.asks, **below.asks}, [*below.cases, *above.cases])


def _looser(below: Edition, above: Edition) -> tuple[str, str, str] | None:
    grid = _grid(below, above)
    asks = grid.asks
    for facts in grid.questions():
        own, other = below.case_for(facts), above.case_for(facts)
        for tried in _ends(grid, facts, own, other):
            answer, allowed = own.answer(tried), other.answer(tried)
            if answer is not None and _breaks(above, answer, allowed):
                unit = above.unit
                return show(asks, tried), shown_answer(unit, answer), shown_answer(unit, allowed)
        if _larger_share(above, own.then, other.then):
            return show(asks, facts), str(own.then), str(other.then)
    return None


def _ends(
    grid: Grid, facts: Mapping[str, Value], own: Case, other: Case
) -> Iterator[Mapping[str, Value]]:
    """Both ends of each amount a share is taken of: there it is smallest, and largest."""
    amounts = sorted({case.then.of for case in (own, other) if isinstance(case.then, Share)})
    for values in product(*(grid.piece(fact, facts[fact]) for fact in amounts)):
        yield {**facts, **dict(zip(amounts, values, strict=True))}


def _larger_share(above: Edition, own: Answer | None, other: Answer | None) -> bool:
    """Whether of one amount the lower book takes a looser share, or rounds it more loosely.

    Rounded sums may agree at both ends of a range and differ between them.
    """
    if not isinstance(own, Share) or not isinstance(other, Share) or own.of != other.of:
        return False
    return (
        _breaks(above, own.hundredths, other.hundredths)
        or _breaks(above, ROUNDED.index(own.round), ROUNDED.index(other.round))
        or own.to != other.to
    )


def _breaks(above: Edition, answer: Answer, allowed: Answer | None) -> bool:
    """Whether an answer is looser than what is allowed; None allows nothing but the strictest."""
    match above.stricter, answer, allowed:
        case "less", int(number), None:
            return number > 0
        case "more", _, None:
            return True
        case "yes" | "no", bool(truth), None:
            return truth != (above.stricter == "yes")
        case "less", int(number), int(limit):
            return number > limit
        case "more", int(number), int(limit):
            return number < limit
        case "yes", bool(truth), True:
            return not truth
        case "no", bool(truth), False:
            return truth
    return False
