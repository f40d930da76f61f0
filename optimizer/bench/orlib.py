"""Capacitated siting cases of OR-Library as cases of ours: no geometry, a haul table, one period.

    site i      block with most_capacity = capacity_i, opening_cost = fixed_i, built from zero
    customer j  place with a demand that must be met
    haul[i,j]   cost of the file for the whole demand / demand, an exact decimal per unit

Demands and capacities are whole, so that for any choice of sites some best shipments are whole, and figures are
published in units of 1. Units: the files name none; 万元 and 万t stand for them. Source: J. E. Beasley, OR-Library,
capacitated warehouse location (cap41 - cap134), with the optima published there.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from models import BadInputError, Case, Problem, Text

OPTIMA = "known_optima.csv"
README = """\
# {name}

OR-Library 的选址算例，按公开的实例格式写出，不是任何地方的规划。
A siting case of OR-Library in the public instance format; it is the plan of no place. {source}
"""
CODES: tuple[tuple[str, str], ...] = (("LD-761", "a file of OR-Library cannot be read"),)
FRAME = {"title": {"zh": "选址算例", "en": "siting case"}, "county": {"zh": "无", "en": "none"}, "base_year": 1990}
GOODS = {
    "id": "goods", "name": {"zh": "货物", "en": "goods"}, "catalogue_class": 3, "capacity_unit": "万t",
    "account_unit": "万t", "resource_unit": "万t", "resolution": 1,
}  # fmt: skip
POLICY = {
    "demand": {"mode": "hard"},
    "objective": {"tiers": [{"name": "cost", "weights": [["opening", 1], ["haul", 1]]}], "surcharge": 0},
}


@dataclass(frozen=True, slots=True)
class Siting:
    """A file as read: capacity and fixed cost of each site, demand of each customer, cost[customer][site]."""

    capacity: tuple[Decimal, ...]
    fixed: tuple[Decimal, ...]
    demand: tuple[Decimal, ...]
    cost: tuple[tuple[Decimal, ...], ...]


def read_siting(file: Path) -> Siting:
    """Read a file of OR-Library. Raises BadInputError (LD-761) when it is none."""
    try:
        numbers = iter([Decimal(word) for word in file.read_text(encoding="ascii").split()])
        sites, customers = int(next(numbers)), int(next(numbers))
        pairs = [(next(numbers), next(numbers)) for _ in range(sites)]
        rows = [(next(numbers), tuple(next(numbers) for _ in range(sites))) for _ in range(customers)]
    except (OSError, ArithmeticError, ValueError, StopIteration, RuntimeError) as error:
        raise unread(file, error) from None
    return Siting(
        tuple(capacity for capacity, _ in pairs), tuple(fixed for _, fixed in pairs),
        tuple(demand for demand, _ in rows), tuple(costs for _, costs in rows),
    )  # fmt: skip


def optima(folder: Path) -> dict[str, Decimal]:
    """Return the published optimum of each case of a folder. Raises BadInputError (LD-761)."""
    try:
        with (folder / OPTIMA).open(encoding="utf-8") as stream:
            return {row["instance"]: Decimal(row["optimum_published"]) for row in csv.DictReader(stream)}
    except (OSError, KeyError, ArithmeticError, ValueError) as error:
        raise unread(folder / OPTIMA, error) from None


def siting_case(siting: Siting, name: str) -> Case:
    """Return the case of a file as read, named ``name``. Raises ValueError for a cost that is no finite decimal."""
    source = f"public: OR-Library, {name}, capacitated warehouse location (J. E. Beasley)"
    return Case.model_validate({
        "frame": FRAME | {"id": name, "sources": {"*": source}},
        "periods": [{"id": "1990", "start": 1990, "years": 1}], "minerals": [GOODS], "blocks": _blocks(siting),
        "places": [_named("C", j, "客户", "customer") for j in range(len(siting.demand))],
        "demands": [{"mineral": "goods", "place": f"C{j}", "period": "1990", "quantity": demand}
                    for j, demand in enumerate(siting.demand)],
        "geography": {"hauls": _hauls(siting)}, "policy": POLICY,
    })  # fmt: skip


def exact(value: Fraction) -> Decimal:
    """Return the decimal that is ``value``. Raises ValueError when none is."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) != value:
        raise ValueError(f"{value} is no finite decimal")
    return decimal.normalize()


def _blocks(siting: Siting) -> list[dict[str, Any]]:
    return [
        _named("S", i, "场址", "site")
        | {"mineral": "goods", "method": "open_pit", "most_capacity": capacity, "opening_cost": fixed}
        for i, (capacity, fixed) in enumerate(zip(siting.capacity, siting.fixed, strict=True))
    ]


def _hauls(siting: Siting) -> list[dict[str, Any]]:
    return [
        {"site": f"S{i}", "place": f"C{j}", "cost": exact(Fraction(cost) / Fraction(demand))}
        for j, (demand, costs) in enumerate(zip(siting.demand, siting.cost, strict=True))
        for i, cost in enumerate(costs)
    ]


def _named(letter: str, number: int, zh: str, en: str) -> dict[str, Any]:
    return {"id": f"{letter}{number}", "name": {"zh": f"{zh}{number}", "en": f"{en} {number}"}}


def unread(file: Path, error: Exception) -> BadInputError:
    """Return the error of a file that cannot be read, or not exactly."""
    detail = f"{type(error).__name__}: {error}"
    return BadInputError((Problem(
        code="LD-761", file=str(file), value=detail[:200],
        message=Text(zh=f"无法读取 OR-Library 文件：{detail}", en=f"the file of OR-Library cannot be read: {detail}"),
        remedy=Text(zh=f"目录中应有 capNN.txt 与 {OPTIMA}（列 instance, optimum_published）",
                    en=f"the folder should hold capNN.txt and {OPTIMA} (columns instance, optimum_published)"),
    ),))  # fmt: skip
