"""From a capacitated warehouse file of OR-Library to an instance folder: no geometry, a haul table, one period.

    site i      block with most_capacity = capacity_i, opening_cost = fixed_i, built from zero
    customer j  place with a demand that must be met
    haul[i,j]   cost of the file for the whole demand / demand, an exact decimal per unit

Demands and capacities are whole, so that for any choice of sites some best shipments are whole, and figures are
published in units of 1. Units: the file names none; 万元 and 万t stand for them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml

PLAN = {
    "frame": {"id": "orlib", "title": {"zh": "选址算例", "en": "siting case"},
              "county": {"zh": "无", "en": "none"}, "base_year": 1990},
    "periods": [{"id": "1990", "start": 1990, "years": 1}],
    "minerals": [{
        "id": "goods", "name": {"zh": "货物", "en": "goods"}, "catalogue_class": 3, "capacity_unit": "万t",
        "account_unit": "万t", "resource_unit": "万t", "resolution": 1,
    }],
}  # fmt: skip
POLICY = {
    "demand": {"mode": "hard"},
    "objective": {"tiers": [{"name": "cost", "weights": [["opening", 1], ["haul", 1]]}], "surcharge": 0},
}


@dataclass(frozen=True)
class Siting:
    """A file as read: capacity and fixed cost of each site, demand of each customer, cost[customer][site]."""

    capacity: list[Decimal]
    fixed: list[Decimal]
    demand: list[Decimal]
    cost: list[list[Decimal]]


def read_siting(file: Path) -> Siting:
    """Read a file of OR-Library."""
    numbers = iter([Decimal(word) for word in file.read_text().split()])
    sites, customers = int(next(numbers)), int(next(numbers))
    pairs = [(next(numbers), next(numbers)) for _ in range(sites)]
    rows = [(next(numbers), [next(numbers) for _ in range(sites)]) for _ in range(customers)]
    return Siting([c for c, _ in pairs], [f for _, f in pairs], [d for d, _ in rows], [costs for _, costs in rows])


def exact(value: Fraction) -> Decimal:
    """Return the decimal that is ``value``. Raises ValueError when none is."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) != value:
        raise ValueError(f"{value} is no finite decimal")
    return decimal.normalize()


def write_instance(siting: Siting, folder: Path) -> Path:
    """Write the instance folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(yaml.safe_dump(PLAN, allow_unicode=True), encoding="utf-8")
    (folder / "policy.yaml").write_text(yaml.safe_dump(POLICY), encoding="utf-8")
    blocks = [
        {"id": f"S{i}", "name.zh": f"场址{i}", "name.en": f"site {i}", "mineral": "goods", "method": "open_pit",
         "most_capacity": capacity, "opening_cost": fixed}
        for i, (capacity, fixed) in enumerate(zip(siting.capacity, siting.fixed, strict=True))
    ]  # fmt: skip
    places = [{"id": f"C{j}", "name.zh": f"客户{j}", "name.en": f"customer {j}"} for j in range(len(siting.demand))]
    demands = [
        {"mineral": "goods", "place": f"C{j}", "period": "1990", "quantity": demand}
        for j, demand in enumerate(siting.demand)
    ]
    hauls = [
        {"site": f"S{i}", "place": f"C{j}", "cost": exact(Fraction(cost) / Fraction(demand))}
        for j, (demand, costs) in enumerate(zip(siting.demand, siting.cost, strict=True))
        for i, cost in enumerate(costs)
    ]
    for name, rows in (("blocks", blocks), ("places", places), ("demands", demands), ("hauls", hauls)):
        _table(folder / f"{name}.csv", rows)
    return folder


def _table(file: Path, rows: Iterable[dict[str, object]]) -> None:
    listed = list(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(listed[0]))
        writer.writeheader()
        writer.writerows({key: _plain(value) for key, value in row.items()} for row in listed)


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value
