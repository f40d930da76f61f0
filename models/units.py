"""Units in Chinese and English, and figures with them: 171.1 万t/a is 171.1×10⁴ t/a.

A unit is told in English by putting the words of `UNITS`, in their order, in place of the Chinese ones; symbols stay.
"""

from __future__ import annotations

from models.base import Text

UNITS = {
    "万t": "10⁴ t", "万m³": "10⁴ m³", "万元": "10⁴ CNY", "荒料": "block", "金属": "metal", "矿石": "ore",
    "矿物": "mineral", "级别": "classes", "个": "", "处": "", "年": "a", "吨": "t", "立方米": "m³",
}  # fmt: skip
"""Words of units, longer ones before those that they hold."""
POWER = "10⁴"


def unit(text: str) -> Text:
    """Return a unit in both languages, a dash for none: 万t CaF₂ is 10⁴ t CaF₂."""
    english = text
    for chinese, latin in UNITS.items():
        english = english.replace(chinese, latin)
    return Text(zh=text or "—", en=english.strip() or "—")


def measured(figure: str, measure: str) -> Text:
    """Return a figure with its unit in both languages: 300 万t, 300×10⁴ t; the figure alone where there is no unit."""
    if not measure:
        return Text(zh=figure, en=figure)
    told = unit(measure)
    return Text(zh=f"{figure} {told.zh}", en=_joined(figure, "" if told.en == "—" else told.en))


def moved(before: str, after: str, measure: str, between: str = " → ") -> Text:
    """Return a figure that moves, with its unit: 80 → 90 万t, 80×10⁴ t → 90×10⁴ t."""
    first, second = measured(before, measure), measured(after, measure)
    return Text(zh=f"{before}{between}{second.zh}", en=f"{first.en}{between}{second.en}")


def _joined(figure: str, english: str) -> str:
    return f"{figure}×{english}" if english.startswith(POWER) else f"{figure} {english}".rstrip()
