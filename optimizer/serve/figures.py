"""The figures that a planner may move on the board: caps, demand, share, number of mines, prices, costs of one site.

Those of an administrative unit carry its name. Each has an address in the scenario's grammar. Where the address names
several entries (demand at several places) the figure shown is their sum and a new value scales all of them alike:
factor = new / old.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from models import Case, Change, Figure, Record, Text
from models.base import Id
from optimizer.explain.repair_lever import of_unit
from optimizer.solve.edits import TABLES

SITE_COSTS = (
    ("opening_cost", "开办费用", "cost of opening", "万元"),
    ("operating_cost", "生产成本", "cost of output", "万元/{}"),
    ("capacity_cost", "产能建设费用", "cost of capacity built", "万元/({}/a)"),
    ("fixed_cost", "在册固定费用", "cost of a licence in force", "万元/年"),
    ("closing_cost", "关闭或被整合的补偿", "compensation when closed or absorbed", "万元"),
    ("restoration_cost", "关闭时生态修复费用", "restoration when closed", "万元"),
    ("rectify_cost", "整改费用", "cost of rectification", "万元"),
    ("cost", "勘查费用", "cost of exploration", "万元"),
)
"""Field of a site, its name in Chinese and English, and unit, the site's capacity unit in place of braces."""


class Movable(Record):
    """One figure: where it stands, what it is called, its value and unit, and whether a new value scales it."""

    path: str = Field(description="address in the scenario's grammar")
    group: Id = Field(description="cap, share, count, demand, price")
    name: Text = Field(description="name")
    value: Figure = Field(description="value now [unit]")
    unit: str = Field(default="", description="unit")
    scaled: bool = Field(default=False, description="a new value scales several entries")
    beside: tuple[str, ...] = Field(default=(), description="addresses that are scaled with it")


def movables(case: Case) -> tuple[Movable, ...]:
    """Return every figure that may be moved, in the order in which the board lists them."""
    found = (*_caps(case), *_policy(case), *_demands(case), *_prices(case))
    return tuple({one.path: one for one in found}.values())


def movable_at(case: Case, path: str) -> Movable | None:
    """Return the figure at an address, of the case or of one site."""
    name = path.partition("[")[2].partition("]")[0]
    own = costs_of(case, name) if name in case.site else ()
    return next((one for one in (*own, *movables(case)) if one.path == path), None)


def costs_of(case: Case, name: str) -> tuple[Movable, ...]:
    """Return what a site costs, as far as it has such a cost: a mine that cannot be rectified has none for it."""
    site = case.site[name]
    measure = case.mineral[site.mineral].capacity_unit
    found = ((field, zh, en, unit.format(measure), getattr(site, field, None)) for field, zh, en, unit in SITE_COSTS)
    return tuple(
        Movable(path=f"{TABLES[site.kind]}[{name}].{field}", group="price", value=value, unit=unit,
                name=Text(zh=f"{site.name.zh} {zh}", en=f"{site.name.en}: {en}"))
        for field, zh, en, unit, value in found
        if value is not None
    )  # fmt: skip


def changes_to(figure: Movable, value: Decimal) -> tuple[Change, ...]:
    """Return the changes that give ``figure`` the new ``value``. Raises ValueError when nothing can be scaled."""
    if not figure.scaled:
        return (Change(path=figure.path, value=format(value, "f")),)
    if not figure.value:
        raise ValueError("a figure of zero cannot be scaled")
    factor = Fraction(value) / Fraction(figure.value)
    ratio = Decimal(factor.numerator) / Decimal(factor.denominator)
    return tuple(Change(path=path, op="scale", factor=ratio) for path in (figure.path, *figure.beside))


def _caps(case: Case) -> Iterator[Movable]:
    """Yield the caps that an address tells apart, with the unit's id in it only where the mineral has several."""
    caps = case.policy.output_cap.caps
    for cap in caps:
        alike = [one for one in caps if (one.mineral, one.measure) == (cap.mineral, cap.measure)]
        mineral = case.mineral[cap.mineral]
        when = "" if cap.periods is None else f" {'+'.join(cap.periods)}"
        if [one.region for one in alike].count(cap.region) == 1:
            where = f",region={cap.region or ''}" if len(alike) > 1 else ""
            path = f"policy.output_cap.caps[mineral={cap.mineral},measure={cap.measure.value}{where}].at_most"
            name = Text(zh=f"{mineral.name.zh}总量指标{when}", en=f"cap on {mineral.name.en}{when}")
            yield Movable(path=path, group="cap", name=of_unit(case, cap.region, name), value=cap.at_most,
                          unit=f"{mineral.account_unit}/a")  # fmt: skip


def _policy(case: Case) -> Iterator[Movable]:
    share = Text(zh="大中型矿山比例下限", en="least share of large and medium mines")
    if case.policy.class_share.at_least:
        yield Movable(path="policy.class_share.at_least", group="share", name=share,
                      value=case.policy.class_share.at_least)  # fmt: skip
    for limit in case.policy.class_share.limits:
        yield Movable(path=f"policy.class_share.limits[region={limit.region}].at_least", group="share",
                      name=of_unit(case, limit.region, share), value=limit.at_least)  # fmt: skip
    yield from _counts(case)
    if case.policy.open_pit_control.at_most is not None:
        name = Text(zh="新建露天矿山上限", en="limit of new open pits")
        yield Movable(path="policy.open_pit_control.at_most", group="count", name=name,
                      value=case.policy.open_pit_control.at_most)  # fmt: skip


def _counts(case: Case) -> Iterator[Movable]:
    """Yield the limits on all mines, of the case or of a unit, that an address tells apart."""
    limits = case.policy.mine_count.limits
    wide = [one for one in limits if one.mineral is None and one.township is None]
    for limit in wide:
        if [one.region for one in wide].count(limit.region) == 1:
            where = "*" if len(limits) == 1 else f"mineral=,township=,region={limit.region or ''}"
            name = of_unit(case, limit.region, Text(zh="固体矿山总数上限", en="limit of mines"))
            yield Movable(path=f"policy.mine_count.limits[{where}].at_most", group="count", name=name,
                          value=limit.at_most)  # fmt: skip


def _demands(case: Case) -> Iterator[Movable]:
    """Yield demand by mineral, last period first: that is the year of the plan's targets."""
    for period in reversed(case.periods):
        for mineral in case.minerals:
            rows = [row for row in case.demands if (row.mineral, row.period) == (mineral.id, period.id)]
            stated = {(row.low is not None, row.high is not None) for row in rows}
            total = sum((row.quantity for row in rows), Decimal(0))
            if total and len(stated) == 1:
                where = f"demands[mineral={mineral.id},period={period.id}]"
                ends = [end for end, given in zip(("low", "high"), stated.pop(), strict=True) if given]
                name = Text(zh=f"{mineral.name.zh}需求 {period.id}", en=f"demand for {mineral.name.en} {period.id}")
                yield Movable(path=f"{where}.quantity", group="demand", name=name, value=total, scaled=True,
                              unit=f"{mineral.account_unit}/a",
                              beside=tuple(f"{where}.{end}" for end in ends))  # fmt: skip


def _prices(case: Case) -> Iterator[Movable]:
    for mineral in case.minerals:
        unit = f"万元/{mineral.account_unit}"
        for rows, field, zh, en in (
            ("demands", "shortage_price", "缺口单价", "price of shortage"),
            ("imports", "price", "外购单价", "price of imports"),
        ):
            values = {getattr(row, field) for row in getattr(case, rows) if row.mineral == mineral.id}
            if len(values) == 1:
                name = Text(zh=f"{mineral.name.zh}{zh}", en=f"{en}, {mineral.name.en}")
                yield Movable(path=f"{rows}[mineral={mineral.id}].{field}", group="price", name=name,
                              value=values.pop(), unit=unit)  # fmt: skip
