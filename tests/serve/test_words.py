"""Every word that the page asks for is there in both languages, none is left over, and codes are documented."""

from __future__ import annotations

import re
from pathlib import Path

from optimizer.serve.codes import CODES
from optimizer.serve.page_words import WORDS

SERVE = Path(__file__).parents[2] / "optimizer" / "serve"
ROLES = {"blocks", "mines", "mergers", "explorations", "exclusion", "county", "townships"}
"""Roles of layers, which the scene names."""
BUILT = ("by_", "group_", "key_", "moved_")
"""Beginnings of keys that the page puts together."""


def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in (SERVE / "front" / "src").glob("*.js"))


def test_words_asked_for_are_there_and_none_is_left_over() -> None:
    text = sources()
    asked = set(re.findall(r"\bt\(\"(\w+)\"\)", text)) | set(re.findall(r"state\.scene\.words\.(\w+)", text))
    plain = set(re.findall(r"\"(\w+)\"", text)) | set(re.findall(r"\b(\w+):", text))
    assert asked <= WORDS.keys()
    left = {key for key in WORDS if not key.startswith(BUILT)} - asked - plain
    assert left <= ROLES


def test_all_words_are_in_both_languages() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in WORDS.values())
    assert all(zh and en and try_zh and try_en for _, zh, en, try_zh, try_en in CODES.values())


def test_every_code_is_raised_and_documented() -> None:
    raised = set(
        re.findall(r"\"(LD-9\d\d)\"", "".join(p.read_text("utf-8") for p in SERVE.glob("*.py") if p.name != "codes.py"))
    )
    assert raised == set(CODES)
    page = (Path(__file__).parents[2] / "docs" / "board.md").read_text("utf-8")
    for code, (_, zh, en, try_zh, try_en) in CODES.items():
        assert f"| {code} | {zh} | {en} | {try_zh} | {try_en} |" in page, code
