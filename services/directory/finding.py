"""Finding an outside organization by what people type: its code, a name, a part, or its sound.

The better the fit, the higher the score; each way of fitting has a range of its own, so that a name
typed as it is written never stands behind one that merely sounds like it.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from services.directory.affiliation import folded

REMEMBERED = 65_536
"""How many names keep their pinyin between two indexes: reading it out costs most of the work."""

SHORT_FORM = 3
NEAR, NEAR_PART, NEAR_LATIN = 66, 75, 85
"""How alike, of 100: a whole name, a part of one; and pinyin, which has few letters to differ."""


class Way(Enum):
    """How something fits: the lowest and the highest score, and the sentence that says so."""

    CODE = (100, 100, "代码与所查相同。", "Its code is the same.")
    NAME = (100, 100, "名称与所查相同。", "Its name is the same.")
    ALIAS = (99, 99, "{what}与所查相同。", "{what_en} is the same.")
    CODE_BEGINS = (80, 95, "代码以所查内容开头。", "Its code begins like that.")
    PART = (80, 95, "{what}含有所查内容。", "{what_en} has it as a part.")
    SHORT = (65, 78, "{what}依次含有所查各字。", "{what_en} has these characters in this order.")
    MISTYPED = (50, 64, "{what}与所查只差几个字。", "{what_en} differs by a few characters.")
    SOUND = (49, 49, "{what}与所查读音相同：{pinyin}。", "{what_en} sounds the same: {pinyin}.")
    SOUND_PART = (40, 48, "{what}含有所查读音：{pinyin}。", "{what_en} holds that sound: {pinyin}.")
    INITIALS = (
        30,
        39,
        "{what}的拼音首字母含有所查字母：{pinyin}。",
        "{what_en} has these initials in pinyin: {pinyin}.",
    )
    SOUND_NEAR = (
        20,
        29,
        "{what}与所查读音相近：{pinyin}。",
        "{what_en} sounds nearly so: {pinyin}.",
    )

    def __init__(self, lowest: int, highest: int, zh: str, en: str) -> None:
        self.lowest, self.highest, self.zh, self.en = lowest, highest, zh, en

    def score(self, share: float) -> int:
        """Where in the range of this way: nothing of it fits at 0, all of it at 1."""
        return self.lowest + int((self.highest - self.lowest) * min(max(share, 0.0), 1.0))


@dataclass(frozen=True)
class Named:
    """An organization as it may be asked for."""

    id: str
    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Found(NamedTuple):
    """What was found, how well it fits, and why, in Chinese and in English."""

    id: str
    score: int
    zh: str
    en: str


class Spelling(NamedTuple):
    """One way to write an organization: its place in the list, and an alias or its name ("")."""

    place: int
    alias: str
    text: str

    @property
    def called(self) -> tuple[str, str]:
        if not self.alias:
            return "名称", "Its name"
        return f"别称“{self.alias}”", f"The alias “{self.alias}”"


Fit = tuple[int, Way, int]
"""A score, why, and the place of the spelling among the spellings."""


def unmarked(text: str) -> str:
    """Latin letters without tones and accents; ü is v, as on keyboards."""
    marked = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    return "".join(each for each in marked if not unicodedata.combining(each))


@lru_cache(REMEMBERED)
def syllables(text: str) -> tuple[str, ...]:
    """How it is read, without tones. What is no Chinese stays."""
    return tuple(sys.intern(each) for each in lazy_pinyin(unmarked(text)))


class Index:
    """All there is to find. Made once for a state of the directory, asked many times."""

    def __init__(self, everything: Iterable[Named]) -> None:
        self._all = sorted(everything, key=lambda each: each.code)
        self._codes = [folded(each.code) for each in self._all]
        self._spellings = list(self._written())
        self._texts = [each.text for each in self._spellings]
        self._syllables = [syllables(text) for text in self._texts]
        self._sounds = ["".join(each) for each in self._syllables]
        self._borders = [_borders(read) for read in self._syllables]
        self._initials = ["".join(each[0] for each in read) for read in self._syllables]

    def _written(self) -> Iterator[Spelling]:
        for place, each in enumerate(self._all):
            yield Spelling(place, "", folded(each.name))
            for alias in each.aliases:
                yield Spelling(place, alias, folded(alias))

    def find(self, words: str, most: int) -> list[Found]:
        """The best first; those that fit equally well by what else fits, then by their codes."""
        asked = folded(words)
        if not asked:
            return []
        fits: dict[int, list[Fit]] = {}
        for likely in (self._as_written, self._mistaken):
            for fit in likely(asked):
                fits.setdefault(self._place(fit), []).append(fit)
            if len(fits) >= most:
                break
        ranked = sorted(fits.items(), key=lambda each: (_rank(each[1]), each[0]))
        return [self._told(max(fit, key=_score)) for _, fit in ranked[:most]]

    def _place(self, fit: Fit) -> int:
        _, way, number = fit
        return number if way in (Way.CODE, Way.CODE_BEGINS) else self._spellings[number].place

    def _told(self, fit: Fit) -> Found:
        score, way, number = fit
        each = self._all[self._place(fit)]
        if way in (Way.CODE, Way.CODE_BEGINS):
            return Found(each.id, score, way.zh, way.en)
        what, what_en = self._spellings[number].called
        pinyin = " ".join(self._syllables[number])
        said = {"what": what, "what_en": what_en, "pinyin": pinyin}
        return Found(each.id, score, way.zh.format_map(said), way.en.format_map(said))

    def _as_written(self, asked: str) -> Iterator[Fit]:
        """The same, or a part, or the characters of a short form in their order."""
        for place, code in enumerate(self._codes):
            if code == asked:
                yield Way.CODE.score(1), Way.CODE, place
            elif code.startswith(asked):
                yield Way.CODE_BEGINS.score(len(asked) / len(code)), Way.CODE_BEGINS, place
        for number, text in enumerate(self._texts):
            if asked in text:
                share = len(asked) / len(text)
                same = Way.ALIAS if self._spellings[number].alias else Way.NAME
                way = same if share == 1 else Way.PART
                yield way.score(share), way, number
        if len(asked) >= SHORT_FORM:
            for number in _sharing(self._texts, asked, len(asked)):
                if asked not in self._texts[number]:
                    share = len(asked) / len(self._texts[number])
                    yield Way.SHORT.score(share), Way.SHORT, number

    def _mistaken(self, asked: str) -> Iterator[Fit]:
        """A slip of the hand, or another character of the same sound."""
        if len(asked) >= SHORT_FORM:
            near, part = (NEAR_LATIN, NEAR_LATIN) if asked.isascii() else (NEAR, NEAR_PART)
            for number, alike in _alike(self._texts, asked, near, part):
                yield Way.MISTYPED.score((alike - near) / (100 - near)), Way.MISTYPED, number
        read = syllables(asked)
        sound, latin = "".join(read), unmarked(asked).isascii()
        if len(sound) < 2 or (len(read) < 2 and not latin):
            return
        yield from self._sounding(sound, whole=not latin)
        if latin:
            for number, initials in enumerate(self._initials):
                if sound in initials:
                    yield Way.INITIALS.score(len(sound) / len(initials)), Way.INITIALS, number
        if len(sound) >= 2 * SHORT_FORM:
            for number, alike in _alike(self._sounds, sound, NEAR_LATIN, NEAR_LATIN):
                share = (alike - NEAR_LATIN) / (100 - NEAR_LATIN)
                yield Way.SOUND_NEAR.score(share), Way.SOUND_NEAR, number

    def _sounding(self, sound: str, whole: bool) -> Iterator[Fit]:
        """The same sound, from where a syllable begins; to where one ends, if it is whole."""
        for number, text in enumerate(self._sounds):
            if sound == text:
                yield Way.SOUND.score(1), Way.SOUND, number
            elif sound in text and _fits_between(self._borders[number], text, sound, whole):
                yield Way.SOUND_PART.score(len(sound) / len(text)), Way.SOUND_PART, number


def _sharing(texts: list[str], asked: str, letters: int) -> Iterator[int]:
    """Those with at least so many letters of it, in their order: soon told, of many texts."""
    hits = process.extract(asked, texts, scorer=LCSseq.similarity, score_cutoff=letters, limit=None)
    return (number for _, _, number in hits)


def _alike(
    texts: list[str], asked: str, near: float, near_part: float
) -> Iterator[tuple[int, float]]:
    """Texts nearly the same, and much longer ones with a part that is: these for half as much."""
    whole = set()
    for _, alike, number in process.extract(
        asked, texts, scorer=fuzz.ratio, score_cutoff=near, limit=None
    ):
        whole.add(number)
        yield number, alike
    if len(asked) <= SHORT_FORM:
        return
    longer = 0.75 * (200 - near) / near * len(asked)
    least = near_part / (200 - near_part)  # a window at an edge may be as much shorter, no more
    for number in _sharing(texts, asked, ceil(least * len(asked))):
        if number not in whole and len(texts[number]) > longer:
            part = fuzz.partial_ratio(asked, texts[number], score_cutoff=near_part)
            if part:
                yield number, near + (part - near_part) / 2


def _borders(read: tuple[str, ...]) -> frozenset[int]:
    """Where syllables begin, and where the last one ends."""
    return frozenset(accumulate(map(len, read), initial=0))


def _fits_between(borders: frozenset[int], text: str, sound: str, whole: bool) -> bool:
    """Whether a sound begins where a syllable does; and ends where one does, if it is whole."""
    at = text.find(sound)
    while at >= 0:
        if at in borders and (not whole or at + len(sound) in borders):
            return True
        at = text.find(sound, at + 1)
    return False


def _score(fit: Fit) -> int:
    return fit[0]


def _rank(fits: list[Fit]) -> list[int]:
    return sorted(-score for score, _, _ in fits)
