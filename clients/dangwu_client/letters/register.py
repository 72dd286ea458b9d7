"""A register of letters taken along as a file: which numbers were voided, since when and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from google.protobuf import json_format

from dangwu.transfer.v1.letter_pb2 import Letter, LetterState
from dangwu.transfer.v1.register_pb2 import ListRegisterResponse
from dangwu_client.letters.codes import Broken, Keys, signed_text

SIGNED = "register"
NO_LONGER_GOOD = {
    LetterState.LETTER_STATE_VOID: ("作废", "void"),
    LetterState.LETTER_STATE_SPOILED: ("废页", "spoiled"),
    LetterState.LETTER_STATE_LOST: ("遗失", "lost"),
}


class RegisterUnreadable(ValueError):
    """A file that does not read as a register, or whose signature does not fit."""


@dataclass(frozen=True)
class Register:
    """Letters by issuer and number."""

    letters: Mapping[tuple[str, str], Letter]
    signed: bool = False

    @classmethod
    def read(cls, text: str, keys: Keys) -> "Register":
        """From `dangwu letter register --output json`, or from the same signed by the issuer."""
        text = text.strip()
        signed = not text.startswith(("{", "["))
        try:
            kept = json.loads(signed_text(text, keys) if signed else text)
            if signed:
                if kept.get("t") != SIGNED:
                    raise ValueError("signed, but no register")
                kept = kept["register"]
            listed = {"letters": kept} if isinstance(kept, list) else kept
            if "letters" not in listed:
                raise ValueError("no letters in it")
            response = json_format.ParseDict(
                listed, ListRegisterResponse(), ignore_unknown_fields=True
            )
        except Broken as broken:
            raise RegisterUnreadable(broken.finding.verdict.name) from None
        except (
            ValueError, KeyError, TypeError, AttributeError, RecursionError,
            json_format.ParseError,
        ) as error:  # fmt: skip
            raise RegisterUnreadable(str(error)) from error
        letters = {(letter.issuer_id, letter.number): letter for letter in response.letters}
        return cls(letters, signed)

    def entry(self, issuer_id: str, number: str) -> Letter | None:
        """What the register has under a number."""
        return self.letters.get((issuer_id, number))


def void_on(letter: Letter, on: date) -> tuple[str, str] | None:
    """Since when and why a letter is no longer good on a day; None while it still was."""
    words = NO_LONGER_GOOD.get(letter.state)
    if words is None or (letter.void_on and letter.void_on > on.isoformat()):
        return None
    since = (f"自 {letter.void_on} 起", f"since {letter.void_on}") if letter.void_on else ("", "")
    because = f"，{letter.void_because}" if letter.void_because else ""
    anew_zh = f"，改用 {letter.replaced_by_number}" if letter.replaced_by_number else ""
    anew_en = f", replaced by {letter.replaced_by_number}" if letter.replaced_by_number else ""
    return (
        f"{since[0]}{words[0]}{because}{anew_zh}",
        f"{words[1]} {since[1]}{because.replace('，', ': ')}{anew_en}",
    )
