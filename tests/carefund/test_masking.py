"""What the public sees of a name or an account, and which numbers no free text may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.carefund import masking
from services.carefund.masking import Named


@pytest.mark.parametrize(
    ("full", "shown"),
    [
        ("张三", "张*"),
        ("张大丰", "张*丰"),
        ("欧阳震华", "欧*华"),
        ("司马相如之孙", "司*孙"),
        ("张", "*"),
        ("", "*"),
        ("买买提·艾合买提", "买*·*提"),
        ("买买提•艾合买提", "买*·*提"),
        ("古丽·阿不都·热合曼", "古*·*曼"),
        ("阿·布", "*·*"),
        ("阿·布都", "*·*都"),
        ("张 大丰", "张*丰"),
        ("Anna Kim", "A*m"),
    ],
)
def test_the_middle_of_a_name_is_hidden(full: str, shown: str) -> None:
    assert masking.name(full) == shown


@given(st.text("张王李赵大小明华·• ab一", max_size=12))
def test_no_masked_name_is_the_whole_name(full: str) -> None:
    shown = masking.name(full)
    letters = [one for one in full if one not in "·• "]
    left = [one for one in shown if one not in "*·"]
    assert masking.STAR in shown
    assert not left or len(left) < len(letters)
    assert len(left) <= 2


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("6222020200112233445", "***************3445"),
        ("12345678", "****5678"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_an_account_shows_its_last_four_digits(number: str, shown: str) -> None:
    assert masking.account(number) == shown


def test_names_that_read_alike_get_their_branch() -> None:
    shown = [Named("张*丰", "一支部"), Named("张*丰", "二支部"), Named("王*", "一支部")]
    assert masking.told_apart(shown) == ["张*丰（一支部）", "张*丰（二支部）", "王*"]


def test_namesakes_of_one_branch_are_numbered() -> None:
    shown = [Named("张*丰", "一支部"), Named("张*丰", "一支部"), Named("张*丰", "二支部")]
    found = masking.told_apart(shown)
    assert found == ["张*丰（一支部之1）", "张*丰（一支部之2）", "张*丰（二支部）"]


@given(st.lists(st.builds(Named, st.sampled_from(["张*", "王*"]), st.sampled_from(["甲", "乙"]))))
def test_all_names_of_a_list_are_different(shown: list[Named]) -> None:
    found = masking.told_apart(shown)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("组织部 0335-8012345", []),
        ("组织部 0335-8012345、0335-8012346，纪委 0335-8012347", []),
        ("zzb@example.edu.cn，行政楼 305 室，2026 年", []),
        ("电话 19900000001", ["phone"]),
        ("电话 199 0000 0001", ["phone"]),
        ("电话 199-0000-0001", ["phone"]),
        ("电话 +86 19900000001", ["phone"]),
        ("电话 １９９０００００００１", ["phone"]),
        ("电话 199\u200b00000001", ["phone"]),
        ("身份证 999902198807152415", ["id_number", "bank_card"]),
        ("身份证 99990219880715241X", ["id_number", "bank_card"]),
        ("身份证 999902 19880715 241x", ["id_number"]),
        ("旧证 999902880715241", ["id_number", "bank_card"]),
        ("卡号 6222020200112233445", ["bank_card"]),
        ("卡号 6222 0202 0011 2233 445", ["bank_card"]),
    ],
)
def test_private_numbers_are_found_in_free_text(text: str, sorts: list[str]) -> None:
    found = masking.private_numbers(text)
    assert [one for one in found if one in sorts] == sorts
    assert bool(found) == bool(sorts)


@pytest.mark.parametrize(
    "text", ["第一党支部", "张19900000001丰", "卡６２２２０２０２００１１２２３３４４５号"]
)
def test_hidden_numbers_are_gone(text: str) -> None:
    assert masking.private_numbers(masking.without_numbers(text)) == []


def test_a_text_without_numbers_stays_as_it_is() -> None:
    assert masking.without_numbers("２０２６级硕士党支部") == "２０２６级硕士党支部"
