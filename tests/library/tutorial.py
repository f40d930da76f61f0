"""Reads the tutorial: its Python blocks in order, each with the text that stands under it.

``python tests/library/tutorial.py`` runs it and writes what it prints back under the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:```text\n(?P<text>.*?)```\n)?", re.DOTALL)


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Yield (code, text expected)."""
    for found in BLOCK.finditer(page):
        yield found["code"], found["text"] or ""


def run(code: str, names: dict[str, Any]) -> str:
    """Return what a block prints."""
    said = StringIO()
    with redirect_stdout(said):
        exec(compile(code, str(PAGE), "exec"), names)
    return said.getvalue()


def rewritten(page: str) -> str:
    """Return the page with what its blocks print now."""
    names: dict[str, Any] = {}
    return BLOCK.sub(lambda found: f"```python\n{found['code']}```\n```text\n{run(found['code'], names)}```\n", page)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text("utf-8")), "utf-8")
