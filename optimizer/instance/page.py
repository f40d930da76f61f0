"""The page docs/errors.md: every code of bad input with its words, made from the codes themselves."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.instance.codes import CODES, Code
from optimizer.spatial import CODES as GROUND
from optimizer.store.manifest import CODES as RUNS

HEAD = """# Errors and warnings of an input

The words of `optimizer/instance/codes.py`, which a test holds this page to. All problems of an input are told at once,
each with file, row (line), field, value, what is wrong and what to try. Braces stand for what was found. A code keeps
its meaning from version to version. `E` keeps a case from being solved (exit code 2), `W` does not.
"""
PARTS = (
    ("LD-1", "Reading files"),
    ("LD-2", "Fields and values"),
    ("LD-3", "References"),
    ("LD-4", "Sense"),
    ("LD-5", "Scenarios"),
)


def row(code: Code) -> str:
    """Return the table row of a code."""
    cells = (code.id, "E" if code.fatal else "W", code.zh, code.en.replace("{hint}", ""), code.try_zh, code.try_en)
    return "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"


def part(prefix: str, title: str) -> str:
    """Return the table of one family of codes."""
    rows = [row(code) for code in CODES if code.id.startswith(prefix)]
    head = ["| code | | 问题 | problem | 处理 | what to try |", "|---|---|---|---|---|---|"]
    return "\n".join([f"## {title} ({prefix}xx)", "", *head, *rows, ""])


def listed(title: str, codes: Sequence[tuple[str, str]]) -> str:
    """Return the table of codes whose words are made where they are raised."""
    rows = [f"| {code} | {words} |" for code, words in codes]
    return "\n".join([f"## {title}", "", "| code | problem |", "|---|---|", *rows, ""])


def page() -> str:
    """Return the page."""
    brief = (listed("Layers (LD-6xx)", GROUND), listed("Run folders (LD-7xx)", RUNS))
    return "\n".join([HEAD, *(part(prefix, title) for prefix, title in PARTS), *brief])
