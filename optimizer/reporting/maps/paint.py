"""Draw polygons with holes, lines and outlines straight onto a map panel.

geopandas draws the whole figure anew after every layer; these do not, which makes a sheet three times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from optimizer.reporting.sheet.legend import Dash
from optimizer.reporting.sheet.measure import POINT
from optimizer.reporting.sheet.palette import Style


def area(axes: Axes, shape: Any, style: Style, *, zorder: float, line: float = 0.8) -> None:
    """Fill a polygon, holes left open."""
    _add(
        axes,
        shape,
        facecolor=style.fill,
        hatch=style.hatch or None,
        edgecolor=style.edge,
        linewidth=line,
        zorder=zorder,
    )


def outline(axes: Axes, shape: Any, colour: str, width: float, dash: Dash = "-", *, zorder: float) -> None:
    """Draw the outline of a polygon, or a line."""
    _add(axes, shape, facecolor="none", edgecolor=colour, linewidth=width, linestyle=dash, zorder=zorder)


def radius(shape: Any, scale: int) -> float:
    """Return the radius of the circle of a shape's area, on paper, in points."""
    return float(np.sqrt(shapely.area(shape) / np.pi)) * 1000.0 / scale / POINT


def _add(axes: Axes, shape: Any, **style: Any) -> None:
    path = _path(shape)
    if path is not None:
        axes.add_patch(PathPatch(path, **style))


def _path(shape: Any) -> Path | None:
    paths = [_ring(ring) for part in shapely.get_parts([shape]) for ring in _rings(part)]
    return Path.make_compound_path(*paths) if paths else None


def _rings(part: Any) -> Sequence[Any]:
    if part.is_empty:
        return ()
    if part.geom_type == "Polygon":
        turned = shapely.geometry.polygon.orient(part)
        return (turned.exterior, *turned.interiors)
    return (part,) if part.geom_type in {"LineString", "LinearRing"} else ()


def _ring(ring: Any) -> Path:
    points = shapely.get_coordinates(ring)
    codes = np.full(len(points), Path.LINETO, dtype=np.uint8)
    codes[0] = Path.MOVETO
    if ring.is_closed:
        codes[-1] = Path.CLOSEPOLY
    return Path(points, codes)
