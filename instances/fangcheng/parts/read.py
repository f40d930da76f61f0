"""Read the hand-kept tables of assumed figures under source/."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "source"


@cache
def assumed(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``source/assumed_<name>.csv``."""
    with (SOURCE / f"assumed_{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def areas(name: str) -> dict[str, float]:
    """Return the areas of a table by id [km²]."""
    return {row["id"]: float(row["km2"]) for row in assumed(name)}
