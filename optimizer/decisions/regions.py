"""Which sites lie in which administrative unit: the tree of regions flattened into rows of the site table.

A site of a region lies in all regions above it as well. `rows[name]` are the sites inside, ascending.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """Rows of the sites inside each region; `rows` is keyed by the region's id, arrays of shape (k,)."""

    rows: dict[str, Ints]
    size: int

    def sites(self, region: str | None) -> Ints:
        """Rows of the sites of a region; of all sites for None."""
        return np.arange(self.size) if region is None else self.rows[region]


def region_table(case: Case) -> Regions:
    """Lay out the regions of ``case``; raises KeyError for a region that is not there."""
    parent = {region.id: region.parent for region in case.regions}
    inside: dict[str, list[int]] = {region.id: [] for region in case.regions}
    for row, site in enumerate(case.sites):
        above = site.region
        while above is not None:
            inside[above].append(row)
            above = parent[above]
    return Regions({name: np.array(rows, dtype=np.int64) for name, rows in inside.items()}, len(case.sites))
