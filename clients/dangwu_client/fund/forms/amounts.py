"""Amounts on paper: in figures behind ¥, and in capitals (大写), both made of the same fen."""

from dangwu_client.letters.numerals import DIGITS, UNITS

GROUPS = ("", "万", "亿")
MOST_FEN = 10**14 - 1


def figures(fen: int) -> str:
    """An amount such as ¥1,234.56; ¥ and the figures stand without a gap."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def capitals(fen: int) -> str:
    """The same in capitals: 1234.56 is 人民币壹仟贰佰叁拾肆元伍角陆分."""
    if not 0 <= fen <= MOST_FEN:
        raise ValueError("no paper is made out for this amount")
    yuan, jiao, cent = fen // 100, fen // 10 % 10, fen % 10
    whole = _whole(yuan) + "元" if yuan or not fen else ""
    tens = DIGITS[jiao] + "角" if jiao else (DIGITS[0] if yuan and cent else "")
    return f"人民币{whole}{tens}{DIGITS[cent] + '分' if cent else '整'}"


def _whole(yuan: int) -> str:
    """Figure by figure; every gap between two figures is one 零."""
    if not yuan:
        return DIGITS[0]
    said, gap = "", False
    digits = str(yuan)
    for at, digit in enumerate(digits):
        place, group = (len(digits) - 1 - at) % 4, (len(digits) - 1 - at) // 4
        if digit == "0":
            gap = True
        else:
            said += DIGITS[0] * gap + DIGITS[int(digit)] + UNITS[place]
            gap = False
        if place == 0 and yuan // 10 ** (4 * group) % 10**4:
            said += GROUPS[group]
            gap = False  # 零 behind a 万 that stands on a zero may be left out, and is
    return said
