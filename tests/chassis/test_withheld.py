"""A person's number is struck out wherever it turns up, and nothing else is."""

from hashlib import sha256
from uuid import uuid4

import pytest

from services.chassis.ids import new_id
from services.chassis.withheld import WITHHELD, withhold
from tests.campus import CANARY


@pytest.mark.parametrize(
    "number",
    [
        CANARY,
        "11010119491001002X",
        "11010119491001002x",
        "110101 19491001 002X",
        "110101491001002",
        "13800138000",
        "+8613800138000",
        "+86 138 0013 8000",
        "008613800138000",
        "013800138000",
        "138-0013-8000",
        "138/0013/8000",
        "138  0013  8000",
        "1380 013 8000",
        "1101 0119 4910 0100 2X",
        "138–0013–8000",
        "138 00138000",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "核对{}，谢谢", "id={}", "{}\0", "a-{}/b", "《{}》", "tel{}", "id{}号", "{}a"]
)
def test_a_number_is_struck_out(number: str, around: str) -> None:
    assert withhold(around.format(number)) == around.format(WITHHELD)


@pytest.mark.parametrize("number", [CANARY, "13800138000", "138\u30000013\u30008000"])
def test_a_number_in_full_width_is_read_as_people_read_it(number: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in number)
    assert withhold(f"核对{wide}") == f"核对{WITHHELD}"


def test_every_number_in_a_text_is_struck_out() -> None:
    assert withhold(f"{CANARY} 13800138000,19912345678") == " ".join(
        [WITHHELD, f"{WITHHELD},{WITHHELD}"]
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-06-20",
        "2026-06-10 2026-06-11",
        "138 2026-06-10",
        "2026-06-10T02:00:00.000000Z",
        "R000001",
        "20230112345",
        "12345678901",
        "999902188813152415",
        "1380013800",
        "138001380001",
        "9" * 18,
        "全角：Ｒ１２３",
        "p-13800138000a",
        "00000000-1380-4138-8000-138001380001",
    ],
)
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert withhold(text) == text


def test_ids_of_the_house_stay() -> None:
    for _ in range(2000):
        digest = sha256(uuid4().bytes).hexdigest()
        names = f"{new_id('t')} {uuid4()} {uuid4().hex} {digest}"
        assert withhold(names) == names
