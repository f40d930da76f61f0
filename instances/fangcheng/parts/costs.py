"""Assumed orders of magnitude of costs and values by mineral; the plan prints none.

Units: 万元 per capacity unit (操作 operating), 万元/a (fixed), 万元 per capacity unit per year (building),
万元 per capacity unit (net value), 万元 per account unit (worth of product, which weighs a shortage).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Cost(NamedTuple):
    """operating, fixed, building, net value, worth."""

    operating: str
    fixed: str
    building: str
    net: str
    worth: str


COSTS = {
    "fluorite": Cost("180", "60", "450", "150", "1500"),
    "facing_stone": Cost("300", "60", "400", "200", "900"),
    "lead_zinc": Cost("200", "80", "500", "120", "350"),
    "building_stone": Cost("18", "200", "55", "12", "45"),
    "gold": Cost("280", "120", "900", "350", "39"),
    "iron": Cost("150", "80", "350", "60", "300"),
    "silver": Cost("260", "80", "600", "300", "700"),
    "potash_feldspar": Cost("90", "40", "200", "60", "250"),
    "talc": Cost("150", "40", "250", "100", "400"),
    "rutile": Cost("120", "60", "400", "80", "300"),
    "cement_limestone": Cost("15", "80", "50", "8", "30"),
    "dolomite": Cost("20", "60", "60", "10", "45"),
    "metallurgical_quartzite": Cost("30", "40", "90", "15", "60"),
    "glass_quartzite": Cost("45", "40", "120", "25", "120"),
    "molybdenum": Cost("160", "100", "500", "120", "320"),
}
RESTORATION = Decimal(12)
"""万元 per ha of disturbed ground."""
DISTURBED = {"open_pit": Decimal(30), "underground": Decimal(4)}
"""ha of disturbed ground per km² of licence."""
COMPENSATION_YEARS = Decimal(3)
"""Years of net value at licensed capacity that are paid when a mine closes or is absorbed."""


def text(value: Decimal, step: str = "0.1") -> str:
    """Return a figure as plain text without trailing zeros, rounded to ``step``."""
    rounded = value.quantize(Decimal(step))
    return f"{rounded.normalize():f}"
