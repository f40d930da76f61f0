"""What the derived tables and layers say of lines of sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas
from pyproj import CRS

from models import Excluded
from optimizer.spatial.exclusion import Further
from optimizer.spatial.sight.ground import Sighting


def seen_by(layer: str) -> str:
    """Return the name under which derived layers hold the ground in sight of a layer; no id has its colons."""
    return f"{layer}::sight"


def seen_from(table: Sequence[Excluded], sightings: Sequence[Sighting]) -> tuple[Excluded, ...]:
    """Return the table with the distance to the nearest point that sees each site."""
    nearest = {(one.site, one.layer): one.nearest_m for one in sightings}
    return tuple(
        line.model_copy(update={"seen_from_m": seen})
        if (seen := nearest.get((line.site, line.layer))) is not None
        else line
        for line in table
    )


def seen_frames(further: Mapping[str, Further], ids: Sequence[str], system: CRS) -> dict[str, Any]:
    """Return a GeoDataFrame of site and ground in sight for each layer that looks."""
    return {
        seen_by(layer): geopandas.GeoDataFrame(
            {"site": [ids[row] for row in ground.sites.tolist()]}, geometry=list(ground.pieces), crs=system
        )
        for layer, ground in further.items()
    }
