"""The two languages of the command: Chinese for everybody, English for those who ask for it."""

import os
from collections.abc import Sequence
from typing import Any

LANGUAGES = ("zh", "en")

_spoken = "zh"


def settle(arguments: Sequence[str]) -> None:
    """Choose the language before any help text is read: --lang, DANGWU_LANG, settings, Chinese."""
    from dangwu_client.staff import settings

    speak(_asked_for(arguments) or os.environ.get("DANGWU_LANG") or settings.load().lang)


def _asked_for(arguments: Sequence[str]) -> str:
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            return value or "".join(arguments[position + 1 : position + 2])
    return ""


def speak(language: str) -> None:
    """Speak a language from now on; one that is not known leaves Chinese."""
    global _spoken
    _spoken = language if language in LANGUAGES else "zh"


def spoken() -> str:
    """The language spoken now."""
    return _spoken


def say(zh: str, en: str, **gaps: Any) -> str:
    """One sentence in the language spoken, its gaps filled."""
    sentence = en if _spoken == "en" else zh
    return sentence.format_map(gaps) if gaps else sentence
