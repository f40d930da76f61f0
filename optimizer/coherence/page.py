"""The section on coherence of docs/errors.md, made from the words themselves."""

from __future__ import annotations

from optimizer.coherence.words import WORDS

HEAD = """## Coherence of the plan itself (LC-xxx)

What `lodeplan check` finds in the plan's own arithmetic before any solve. None of it keeps a case from being solved.

| code | severity | 问题 | problem |
|---|---|---|---|"""


def page() -> str:
    """Return the section."""
    rows = [f"| {code} | {severity} | {zh} | {en} |" for code, (severity, zh, en) in WORDS.items()]
    return "\n".join([HEAD, *rows, ""])
