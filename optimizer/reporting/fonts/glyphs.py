"""Text that the bundled font can set: a character without a glyph is named, 〔U+20BB7〕, rather than lost.

Papers and maps are set in this font alone, so that they look the same everywhere; a rare character of a place name
would else be an empty box that nobody can read.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from optimizer.reporting.fonts import files


@cache
def held() -> frozenset[int]:
    """Return the code points that every bundled file has a glyph for."""
    return frozenset.intersection(*(frozenset(TTFont(path, lazy=True).getBestCmap()) for path in files()))


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that `legible` has to name, each once, in order."""
    return tuple(dict.fromkeys(sign for sign in text if _shown(sign) != sign and not _silent(sign)))


def legible(text: str) -> str:
    """Return `text` with control characters as blanks, invisible ones dropped and those without a glyph named."""
    return text if all(ord(sign) in held() or sign == "\n" for sign in text) else "".join(map(_shown, text))


def _silent(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _shown(sign: str) -> str:
    if ord(sign) in held() or sign == "\n":
        return sign
    if _silent(sign):
        return "" if unicodedata.category(sign) == "Cf" else " "
    return f"〔U+{ord(sign):04X}〕"
