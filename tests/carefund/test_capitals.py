"""An amount in formal capitals is written as the bookkeeping rules want it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.carefund.capitals import DIGITS, MOST, capitals

VECTORS = {
    "19.10": "人民币壹拾玖元壹角整",
    "180000.00": "人民币壹拾捌万元整",
    "1234.56": "人民币壹仟贰佰叁拾肆元伍角陆分",
    "1008.00": "人民币壹仟零捌元整",
    "0.05": "人民币伍分",
    "500.00": "人民币伍佰元整",
    "10050.30": "人民币壹万零伍拾元叁角整",
    "16409.02": "人民币壹万陆仟肆佰零玖元零贰分",
    "325.04": "人民币叁佰贰拾伍元零肆分",
    "6007.14": "人民币陆仟零柒元壹角肆分",
    "1000000.00": "人民币壹佰万元整",
}
"""As the rules print them."""
DERIVED = {
    "0.00": "人民币零元整",
    "0.10": "人民币壹角整",
    "0.11": "人民币壹角壹分",
    "1.00": "人民币壹元整",
    "10.00": "人民币壹拾元整",
    "100.01": "人民币壹佰元零壹分",
    "10000.00": "人民币壹万元整",
    "10001.00": "人民币壹万零壹元整",
    "101000.00": "人民币壹拾万壹仟元整",
    "100000000.00": "人民币壹亿元整",
    "100000001.00": "人民币壹亿零壹元整",
    "100010000.00": "人民币壹亿零壹万元整",
    "1000000000.00": "人民币壹拾亿元整",
    "120345067.89": "人民币壹亿贰仟零叁拾肆万伍仟零陆拾柒元捌角玖分",
}


@pytest.mark.parametrize(("figures", "said"), [*VECTORS.items(), *DERIVED.items()])
def test_an_amount_in_capitals(figures: str, said: str) -> None:
    assert capitals(int(figures.replace(".", ""))) == said


def read(said: str) -> int:
    """The amount that capitals say, read by a reader that knows nothing of the writer."""
    whole, _, rest = said.removeprefix("人民币").removesuffix("整").rpartition("元")
    fen = 0
    for digit, unit in re.findall(r"零?([壹贰叁肆伍陆柒捌玖])([角分])", rest):
        fen += DIGITS.index(digit) * (10 if unit == "角" else 1)
    total = group = 0
    figures = re.findall(r"[壹贰叁肆伍陆柒捌玖][拾佰仟]?|[万亿]", whole)
    for one in figures:
        if one == "万":
            group *= 10**4
        elif one == "亿":
            total, group = (total + group) * 10**8, 0
        else:
            scale = {"": 1, "拾": 10, "佰": 100, "仟": 1000}[one[1:]]
            if scale and group >= 10**4:
                total, group = total + group, 0
            group += DIGITS.index(one[0]) * scale
    return (total + group) * 100 + fen


@given(st.integers(min_value=0, max_value=MOST))
def test_capitals_read_back_to_the_same_amount(fen: int) -> None:
    said = capitals(fen)
    assert read(said) == fen
    assert said.startswith("人民币")
    assert said.endswith("整") == (fen % 10 == 0)
    assert not re.search(r"零零|零[元角分整万亿]", said) or fen == 0
    assert re.fullmatch(r"人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分]+整?", said)


def test_no_voucher_is_made_out_below_nothing_or_beyond_all_money() -> None:
    for fen in (-1, MOST + 1):
        with pytest.raises(ValueError, match="no voucher"):
            capitals(fen)
