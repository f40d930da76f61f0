"""Codes: one tuple, ordered, none twice, words in both languages, every one used and every use declared."""

from __future__ import annotations

import re
from pathlib import Path

from optimizer.intake import CODES
from optimizer.intake.codes import WARNINGS

ROOT = Path(__file__).parents[2] / "optimizer" / "intake"


def test_codes_are_in_order_and_once() -> None:
    ids = [code.id for code in CODES]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"LD-8\d\d", name) for name in ids)
    assert set(ids) >= WARNINGS


def test_every_code_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in ROOT.glob("*.py") if not path.name.startswith("codes"))
    used = set(re.findall(r"LD-8\d\d", text))
    assert used == {code.id for code in CODES}


def test_words_are_in_both_languages() -> None:
    for code in CODES:
        assert re.search(r"[\u4e00-\u9fff]", code.zh + code.try_zh)
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"“.*?”", "", code.en + code.try_en))


def test_every_code_is_documented() -> None:
    text = (ROOT.parents[1] / "docs" / "import.md").read_text("utf-8")
    assert set(re.findall(r"^\| (LD-8\d\d) \|", text, re.M)) == {code.id for code in CODES}
