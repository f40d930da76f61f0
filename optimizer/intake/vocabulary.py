"""The planner's words for our closed vocabularies, by field, and figures as planners type them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

METHOD = {
    "open_pit": ("露天开采", "露天", "露采", "露天矿", "10"),
    "underground": ("地下开采", "地下", "地采", "坑采", "井工", "井下", "地下矿", "20"),
}
DEGREE = {"general": ("普查", "预查"), "detailed": ("详查",), "advanced": ("勘探", "精查")}
SIZE = {"large": ("大型", "大"), "medium": ("中型", "中"), "small": ("小型", "小", "小矿")}
TRUTH: dict[str, tuple[str, ...]] = {"true": ("是", "y", "yes", "1", "有"), "false": ("否", "n", "no", "0", "无")}
FLAGS = (
    *("simple_deposit", "construction_ready", "provincial", "green", "expandable", "in_the_way"),
    *("provincial_green", "whole"),
)
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "method": METHOD,
    "degree": DEGREE,
    "production_class": SIZE,
    **dict.fromkeys(FLAGS, TRUTH),
}
WIDE = str.maketrans("０１２３４５６７８９．－，　：", "0123456789.-, :")
FIGURE = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
FLOATED = re.compile(r"\d(\.\d+)?[eE]\+?\d{2,}|\d{16,}\.0")
"""A long number that a spreadsheet turned into a float: its last digits are gone."""
DATE = re.compile(
    r"(\d{4})\s*(?:[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?|\s*月)?|年)?(?:[T ]\d.*)?|(\d{4})(\d{2})(\d{2})"
)


def word(field: str, text: str) -> str | None:
    """Return our word for a planner's, None when it is unknown."""
    flat = text.strip().lower()
    for ours, theirs in WORDS[field].items():
        if flat == ours or flat in theirs:
            return ours
    return None


def figure(text: str) -> Decimal | None:
    """Return the figure that a text is, full-width digits and thousands commas read; None when it is not one."""
    flat = text.translate(WIDE).strip()
    if FIGURE.fullmatch(flat) is None:
        return None
    try:
        return Decimal(flat.replace(",", ""))
    except InvalidOperation:
        return None


def year(text: str) -> str | None:
    """Return the year of a date, None when it is not one."""
    flat = text.translate(WIDE).strip()
    found = DATE.fullmatch(flat.removesuffix(".0"))
    value = int(found.group(1) or found.group(2)) if found else 0
    return str(value) if 1900 <= value <= 2200 else None
