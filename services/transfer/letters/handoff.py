"""Hand-off codes (交接码): whoever received the member shows one, and it stands for a picture.

A code is told once and only its keyed print is kept. It is good once, for as long as the letter.
"""

import hmac

from services.chassis import onetime
from services.chassis.work import Work
from services.transfer.letters.refusals import HandoffRefused
from services.transfer.store.letters import Letter

FIELD = "transfer.letter.handoff"


def open_for(work: Work, letter: Letter) -> str:
    """A new code for a letter, as people read it; an earlier one is dead."""
    code = onetime.new_code()
    letter.handoff_hash = work.sealer.blind(FIELD, f"{letter.id}/{code}")
    letter.handoff_tries, letter.handoff_used_at = 0, None
    return onetime.shown(code)


def use(work: Work, letter: Letter | None, typed: str) -> None:
    """Spends the code of a letter; a wrong one is counted, and the fifth is the last."""
    if (
        letter is None
        or letter.handoff_hash is None
        or letter.handoff_used_at is not None
        or letter.handoff_tries >= onetime.TRIES
        or work.today > letter.valid_until
    ):
        raise HandoffRefused()
    given = work.sealer.blind(FIELD, f"{letter.id}/{onetime.read(typed)}")
    if not hmac.compare_digest(given, letter.handoff_hash):
        letter.handoff_tries += 1
        work.keep_if_refused()
        work.about(letter.id)
        raise HandoffRefused()
    letter.handoff_used_at = work.now
