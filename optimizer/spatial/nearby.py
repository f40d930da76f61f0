"""Of a large exclusion layer only the features about the sites are read: memory follows the case, not the source.

A source of more than ``LARGE`` bytes is asked for the features whose box meets the box of all sites, widened by the
layer's reach r and taken into the layer's own system:

    [min x - r, min y - r, max x + r, max y + r]      r = the widest buffer or the farthest sight, in metres

Where that finds nothing a sample is read instead, so that numbers that contradict the declared system are told as ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from models import Layer
from optimizer.spatial.arrays import shapes_of
from optimizer.spatial.sheet import SITE_ROLES, Sheet

LARGE = 32_000_000
SAMPLE = 1000
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Vicinity:
    """The box of all sites in the case's system [m]."""

    box: Box
    system: CRS

    def of(self, layer: Layer) -> Vicinity:
        """Return the vicinity widened by all that the layer can reach."""
        west, south, east, north = self.box
        far = reach(layer)
        return Vicinity((west - far, south - far, east + far, north + far), self.system)


def vicinity(sheets: Mapping[str, Sheet], system: CRS) -> Vicinity | None:
    """Return the box of the sites of layers in the case's system; None where there is no site."""
    bounds = [sheet.frame.total_bounds for role, sheet in sheets.items() if role in SITE_ROLES and len(sheet.frame)]
    if not bounds:
        return None
    west, south, east, north = np.transpose(bounds)
    return Vicinity((float(west.min()), float(south.min()), float(east.max()), float(north.max())), system)


def reach(layer: Layer) -> float:
    """Return how far a feature of the layer can matter [m]."""
    widths = [float(layer.buffer_m), *(float(width) for width in layer.buffer_by.values())]
    return max(*widths, float(layer.sight.cap_m) if layer.sight else 0.0) + 1.0


def features(path: Path, layer: str, about: Vicinity | None) -> Any:
    """Return a layer as GeoDataFrame, of a large source the features about the sites; raises what pyogrio raises."""
    window = _window(path, layer, about) if about is not None and _size(path) > LARGE else None
    if window is None:
        return pyogrio.read_dataframe(path, layer=layer, on_invalid="ignore")
    found = pyogrio.read_dataframe(path, layer=layer, on_invalid="ignore", bbox=window)
    if len(found) and not all(shape is None for shape in shapes_of(found.geometry.array)):
        return found
    return pyogrio.read_dataframe(path, layer=layer, on_invalid="ignore", max_features=SAMPLE)


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in path.rglob("*")) if path.is_dir() else path.stat().st_size


def _window(path: Path, layer: str, about: Vicinity) -> Box | None:
    stated = pyogrio.read_info(path, layer=layer)["crs"]
    try:
        across = Transformer.from_crs(about.system, CRS.from_user_input(stated), always_xy=True) if stated else None
    except CRSError:
        return None
    if across is None:
        return None
    west, south, east, north = across.transform_bounds(*about.box)
    return (west, south, east, north) if np.isfinite([west, south, east, north]).all() else None
