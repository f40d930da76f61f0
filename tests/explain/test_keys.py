"""Keys of rows in Chinese: words are put into Chinese, ids, names and figures are left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.explain.keys import key_told, keys_told
from optimizer.formulation import compile_case
from optimizer.instance import load_case


@pytest.mark.parametrize(
    ("key", "chinese"),
    [
        ("mines 2025", "矿山数 2025"),
        ("CQ-06:licensed:small:2021 medium", "CQ-06:投放:小型:2021 中型"),
        ("SJZ quota", "SJZ 拟设数"),
        ("small_mine-2 least", "small_mine-2 下限"),
    ],
)
def test_words_are_chinese_and_ids_are_not_touched(key: str, chinese: str) -> None:
    assert key_told(key) == chinese
    assert keys_told((key, key)) == f"{chinese}；{chinese}"


def test_the_keys_of_the_county_hold_no_english_word_but_ids() -> None:
    case = load_case(Path(__file__).parents[2] / "instances" / "fangcheng", []).case
    ids = {one.id for one in (*case.minerals, *case.places)} | {account.id for account in case.policy.account.accounts}
    words = {word for key in compile_case(case).program.row_keys for word in key_told(key).replace(":", " ").split()}
    left = {word for word in words if word.isascii() and word.isalpha() and word.islower()} - ids
    assert left <= {"by", "and"}
