"""What a synthetic case is to be like: how many counties of what size, from which seed.

A province has `CITIES` cities of `COUNTIES` counties each; a case of fewer counties is a part of one. A single county
has no administrative units: its limits stand on the case, as in a county plan.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTIES = 12
"""Counties of a city."""
CITIES = 9
"""Cities of a province."""
BASE_YEAR = 2020
YEARS = ("2021", "2022", "2023", "2024", "2025")
PLAN_YEAR = YEARS[-1]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Counties, seed, and the mean number of blocks, mines and towns of a county; `ordered` keeps the tiers apart."""

    counties: int
    seed: int = 0
    blocks: float = 11.0
    mines: float = 24.0
    towns: float = 4.0
    ordered: bool | None = None

    @property
    def name(self) -> str:
        """Identifier of the case."""
        return f"synthetic-{self.counties}-{self.seed}"

    @property
    def source(self) -> str:
        """Source of every figure drawn."""
        return f"assumed: synthetic, drawn by lodeplan generate (counties {self.counties}, seed {self.seed})"

    @property
    def tiered(self) -> bool:
        """Whether shortage comes strictly before cost, as in the county plan; else all is weighed in money at once."""
        return self.counties == 1 if self.ordered is None else self.ordered


def city_of(county: int) -> int:
    """Number of the city of a county."""
    return county // COUNTIES


def province_of(county: int) -> int:
    """Number of the province of a county."""
    return county // (COUNTIES * CITIES)
