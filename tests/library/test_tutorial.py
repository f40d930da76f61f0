"""The tutorial runs as it is written, block by block, and prints what stands under each block."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from library import tutorial


def test_every_block_prints_what_stands_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    names: dict[str, Any] = {}
    told = list(tutorial.blocks(tutorial.PAGE.read_text("utf-8")))
    assert len(told) == 8 and all(text for _, text in told)
    for code, text in told:
        assert tutorial.run(code, names) == text, code
