"""OR-Library's capacitated siting cases, written as instance folders, come out at their published optima.

Four of them lie beside the tests; all thirteen are solved where the shared data folder is at hand.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from models import Action, Verdict
from optimizer.bench.cases import sitings
from optimizer.bench.orlib import exact, read_siting
from optimizer.instance import load_case
from optimizer.solve import Settings, solve

HERE = Path(__file__).parent / "orlib" / "data"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "orlib"
NAMES = [f"cap{number}" for number in (41, 42, 43, 44, 51, 61, 62, 63, 64, 71, 72, 73, 74)]


def check(folder: Path, name: str, target: Path, backend: str = "highs") -> None:
    entry = next(one for one in sitings(folder) if one.name == name)
    siting, published = read_siting(folder / f"{name}.txt"), entry.published
    assert published is not None
    loaded = load_case(entry.prepare(target / name))
    outcome = solve(loaded.case, Settings(backend=backend)).outcome
    assert outcome.verdict == Verdict.PROVEN_BEST
    assert outcome.objective is not None and outcome.bound is not None and outcome.plan is not None
    assert abs(outcome.objective - published) <= Decimal("1e-6") * published
    assert outcome.bound <= published + Decimal("0.001")  # the optima are printed in 3 decimals
    assert abs(worth(siting, outcome.plan) - published) <= Decimal("0.001")


def worth(siting, plan) -> Decimal:
    """What the plan costs by the file's own figures: fixed cost of each open site, cost × share of demand shipped."""
    opened = [int(d.site[1:]) for d in plan.decisions if d.action == Action.LICENSED]
    total = Fraction(sum(siting.fixed[i] for i in opened))
    for shipment in plan.shipments:
        i, j = int(shipment.site[1:]), int(shipment.place[1:])
        total += Fraction(siting.cost[j][i]) * Fraction(shipment.quantity) / Fraction(siting.demand[j])
    return exact(total)


@pytest.mark.parametrize("name", ["cap41", "cap51", "cap61", "cap71"])
def test_published_optimum(name, tmp_path):
    check(HERE, name, tmp_path)


@pytest.mark.parametrize("backend", ["scip", "cbc"])
def test_published_optimum_from_another_back_end(backend, tmp_path):
    check(HERE, "cap41", tmp_path, backend)


@pytest.mark.long
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"OR-Library's files are not at {SHARED}")
@pytest.mark.parametrize("name", NAMES)
def test_published_optimum_of_all(name, tmp_path):
    check(SHARED, name, tmp_path)


def test_cost_of_the_whole_demand_becomes_cost_per_unit():
    # cap41, first customer: 6739.725 for 146 units, so 46.1625 a unit
    siting = read_siting(HERE / "cap41.txt")
    assert (siting.demand[0], siting.cost[0][0]) == (146, Decimal("6739.725"))
    assert exact(Fraction(siting.cost[0][0]) / 146) == Decimal("46.1625")
    with pytest.raises(ValueError, match="no finite decimal"):
        exact(Fraction(1, 3))
