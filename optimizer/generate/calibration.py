"""Holding a synthetic case against public figures: for each figure, quantiles here and there.

    least, lower quartile, median, upper quartile, most        over stone blocks, counties or mines

A synthetic case of one county has one value of each county figure only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.base import Text
from models.case import Case
from models.words import Size
from optimizer.generate import public

QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure: what it is, its unit, and its quantiles in the synthetic case and in public figures, shape (5,)."""

    what: Text
    unit: str
    drawn: tuple[float, ...]
    found: tuple[float, ...]
    numbers: tuple[int, int]


def calibration(case: Case) -> tuple[Comparison, ...]:
    """Return the comparisons of a case."""
    stone = [block for block in case.blocks if block.mineral == "building_stone" and block.most_capacity]
    resources = [float(b.resource or 0) for b in stone]
    capacities = [float(b.most_capacity or 0) for b in stone]
    areas = [float(b.area_km2) for b in stone]
    recoverable = [float(b.recoverable or 0) for b in stone]
    rows = public.BLOCKS
    return (
        _compared("石料区块资源量", "stone block: resource", "万t", resources, [r[2] for r in rows]),
        _compared("石料区块生产规模", "stone block: capacity", "万t/a", capacities, [r[4] for r in rows]),
        _compared("石料区块面积", "stone block: ground", "km²", areas, [r[1] for r in rows]),
        _compared("可采比例", "stone block: recoverable share", "1", _over(recoverable, resources),
                  _over([r[3] for r in rows], [r[2] for r in rows])),
        _compared("可采储量与规模之比", "stone block: recoverable over capacity", "a", _over(recoverable, capacities),
                  _over([r[3] for r in rows], [r[4] for r in rows])),
        _compared("县石料开采总量上限", "county: cap on stone", "万t/a", _caps(case),
                  [c for _, c in public.COUNTY_CAPS]),
        _compared("县矿山数", "county: mines", "1", _mines(case), [c for _, c in public.COUNTY_MINES]),
        _compared("矿山数上限与现有数之比", "county: mines allowed over mines", "1", _cuts(case),
                  [c for _, c in public.COUNT_CUTS]),
        _compared("县大中型比例（基期）", "county: large and medium share", "1", _shares(case),
                  [sum(public.CLASSES[:2]) / sum(public.CLASSES)]),
    )  # fmt: skip


def _compared(zh: str, en: str, unit: str, drawn: Sequence[float], found: Sequence[float | None]) -> Comparison:
    known = [value for value in found if value is not None]
    return Comparison(Text(zh=zh, en=en), unit, _quantiles(drawn), _quantiles(known), (len(drawn), len(known)))


def _quantiles(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in np.quantile(values, QUANTILES)) if len(values) else ()


def _over(above: Sequence[float | None], below: Sequence[float | None]) -> list[float]:
    return [a / b for a, b in zip(above, below, strict=True) if a is not None and b]


def _county(site: object) -> str:
    return str(getattr(site, "region", None) or "")


def _is_county(region: str | None) -> bool:
    return region is None or region.startswith("county")


def _caps(case: Case) -> list[float]:
    caps = case.policy.output_cap.caps
    return [float(cap.at_most) for cap in caps if cap.mineral == "building_stone" and _is_county(cap.region)]


def _mines(case: Case) -> list[float]:
    return [float(count) for count in Counter(map(_county, case.mines)).values()]


def _cuts(case: Case) -> list[float]:
    there = Counter(map(_county, case.mines))
    limits = case.policy.mine_count.limits
    return [limit.at_most / there[limit.region or ""] for limit in limits if _is_county(limit.region)]


def _shares(case: Case) -> list[float]:
    there = Counter(map(_county, case.mines))
    large = Counter(_county(mine) for mine in case.mines if mine.production_class != Size.SMALL)
    return [large[county] / count for county, count in there.items()]
