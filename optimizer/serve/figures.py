"""The figures that a planner may move on the board: caps, demand, share, number of mines, prices.

Each has an address in the scenario's grammar. Where the address names several entries (demand at several places) the
figure shown is their sum and a new value scales all of them alike: factor = new / old.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from models import Case, Change, Figure, Record, Text
from models.base import Id


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
    caps = case.policy.output_cap.caps
    for cap in caps:
        twins = [one for one in caps if (one.mineral, one.measure) == (cap.mineral, cap.measure)]
        mineral = case.mineral[cap.mineral]
        when = "" if cap.periods is None else f" {'+'.join(cap.periods)}"
        if len(twins) == 1:
            path = f"policy.output_cap.caps[mineral={cap.mineral},measure={cap.measure.value}].at_most"
            name = Text(zh=f"{mineral.name.zh}总量指标{when}", en=f"cap on {mineral.name.en}{when}")
            yield Movable(path=path, group="cap", name=name, value=cap.at_most, unit=f"{mineral.account_unit}/a")


def _policy(case: Case) -> Iterator[Movable]:
    if case.policy.class_share.at_least:
        name = Text(zh="大中型矿山比例下限", en="least share of large and medium mines")
        yield Movable(path="policy.class_share.at_least", group="share", name=name,
                      value=case.policy.class_share.at_least)  # fmt: skip
    limits = [one for one in case.policy.mine_count.limits if one.mineral is None and one.township is None]
    if len(limits) == 1 == len(case.policy.mine_count.limits):
        name = Text(zh="固体矿山总数上限", en="limit of mines")
        yield Movable(path="policy.mine_count.limits[*].at_most", group="count", name=name, value=limits[0].at_most)
    if case.policy.open_pit_control.at_most is not None:
        name = Text(zh="新建露天矿山上限", en="limit of new open pits")
        yield Movable(path="policy.open_pit_control.at_most", group="count", name=name,
                      value=case.policy.open_pit_control.at_most)  # fmt: skip


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
