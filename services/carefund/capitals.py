"""An amount in formal capitals (人民币大写), as vouchers carry it so that no figure is altered.

《会计基础工作规范》: 人民币 stands before it without a gap; 整 follows where it ends at 元 or 角;
zeros between figures are one 零, and none is written at the end. Where 万 or 元 itself stands on a
zero, 零 may be left out by that rule, and is.
"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
MOST = 10**12 * 100 - 1


def capitals(fen: int) -> str:
    """An amount in fen, such as 180000 * 100 as 人民币壹拾捌万元整."""
    if not 0 <= fen <= MOST:
        raise ValueError("no voucher is made out for this amount")
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    said = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{said or '零元'}整"
    if jiao:
        said += f"{DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return f"人民币{said}{DIGITS[cent]}分" if cent else f"人民币{said}整"


def _whole(yuan: int) -> str:
    """Whole yuan: four figures at a time; a gap between figures is one 零."""
    said, gap = "", False
    for power in range(len(GROUPS) - 1, -1, -1):
        group = yuan // 10 ** (4 * power) % 10**4
        if not group:
            gap = bool(said)
            continue
        said += ("零" if said and (gap or group < 1000) else "") + _group(group) + GROUPS[power]
        gap = False
    return said


def _group(number: int) -> str:
    """Up to four figures, without 零 at either end."""
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return said
