"""A long draft is read and proved before the pen is taken: nobody else waits for it to write."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.rules.changing import publishing
from services.rules.text import shelf
from tests.rules.office import Office

CASES, WORDS = 200, 7
LONG_S = 0.5
"""An act shorter than this would prove nothing."""
MOST_SHARE = 1 / 6
"""Of the act, for anybody else's wait: a share, since machines differ. It is a twelfth here, and
was a third while the draft was read under the lock."""
TRIES = 3
"""A machine that stalls once makes anybody wait; a pen kept long does so each time."""


def long_draft(day: int) -> str:
    """As many cases as an edition may have, and many questions for each; from a day in January."""
    words = [f"w{number}" for number in range(WORDS)]
    names = ", ".join(f"{word}: 乙{word}" for word in words)
    cases = "".join(
        f"      - {{when: {{n: {{from: {n}, to: {n}}}}}, then: 1, because: 一, because_en: a}}\n"
        for n in range(CASES - 2)
    )
    tests = "".join(f"      - {{given: {{n: {n}, w: w6}}, then: 1}}\n" for n in range(CASES - 2))
    return f"""\
book: transfer/long
layer: school
question: 问
question_en: Asked?
unit: count
asks:
  n: {{unit: count, from: 0, to: {CASES - 2}}}
  w: [{", ".join(words)}]
names: {{n: 甲, w: 乙, {names}}}
editions:
  - from: 2026-01-{day:02}
    goes_by: decision
    sample: true
    note: 样
    cases:
{cases}      - when: {{n: {{from: {CASES - 2}}}, w: [w0, w1]}}
        then: 1
        because: 一
        because_en: a
      - {{then: 2, because: 二, because_en: b}}
    tests:
{tests}      - {{given: {{n: {CASES - 2}, w: w0}}, then: 1}}
      - {{given: {{n: {CASES - 2}, w: w6}}, then: 2}}
"""


def forget() -> None:
    """As a process is that has just begun."""
    publishing.read.cache_clear()
    shelf.edition_of.cache_clear()
    shelf.book_of.cache_clear()


def longest_wait(office: Office, act: Callable[[], object]) -> tuple[float, float]:
    """How long the act took, and the longest that another writer waited meanwhile."""
    office.keep("先")
    forget()
    waits = []
    with ThreadPoolExecutor(1) as other:
        begun = time.monotonic()
        acting = other.submit(act)
        while not acting.done():
            started = time.monotonic()
            office.keep("又一")
            waits.append(time.monotonic() - started)
        acting.result()
        return time.monotonic() - begun, max(waits)


def least_share(office: Office, act: Callable[[int], Callable[[], object]]) -> float:
    """The longest wait as a share of the act, at the best of the tries; each has its own day."""
    shares = []
    for day in range(1, TRIES + 1):
        took, waited = longest_wait(office, act(day))
        assert took > LONG_S
        shares.append(waited / took)
        if shares[-1] < MOST_SHARE:
            break
    return min(shares)


@pytest.mark.parametrize("shape", ["socket"])
def test_nobody_waits_long_while_a_long_draft_is_proposed_and_published(office: Office) -> None:
    def proposing(day: int) -> Callable[[], object]:
        return lambda: office.propose(long_draft(day))

    def approving(day: int) -> Callable[[], object]:
        draft = office.propose(long_draft(day))
        return lambda: office.approve(draft)

    assert least_share(office, proposing) < MOST_SHARE
    assert least_share(office, approving) < MOST_SHARE
