"""What is wrong with single outlines: each told with the feature, the place, and the area affected [m²].

Shapes are in the case's system. Invalid outlines are classed by what GEOS says and by their rings and parts; the area
affected is what mending by shapely's structure method would change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import geopandas
import numpy as np
import shapely

from models import Problem, Text
from optimizer.intake.codes import tell
from optimizer.spatial.arrays import Shapes
from optimizer.spatial.quality import doubts
from optimizer.spatial.sheet import AREAL_ROLES, SITE_ROLES, Sheet

SMALL = 10.0
"""Parts and holes below this are taken for drawing noise [m²]."""
POINT = re.compile(r"\[([-\d.eE+]+) ([-\d.eE+]+)")
KINDS = (
    ("Hole lies outside shell", "LD-886"), ("Holes are nested", "LD-886"), ("Nested shells", "LD-888"),
    ("Duplicate Rings", "LD-887"), ("Too few points", "LD-889"), ("Invalid Coordinate", "LD-882"),
)  # fmt: skip
DOUBTS = {"LD-625": "LD-893", "LD-627": "LD-895"}


@dataclass(frozen=True, slots=True)
class Layer:
    """A placed source: how it is called, what its features are called, and their shapes (n,) in the case's system."""

    file: str
    role: str
    labels: tuple[str, ...]
    shapes: Shapes
    drawn: frozenset[str] = field(default_factory=frozenset)
    """Features whose shape was told to be missing already."""

    @property
    def site(self) -> bool:
        """Whether its features hold or may hold a licence."""
        return self.role in SITE_ROLES


def where(shape: Any, area: float | None = None, point: tuple[float, float] | None = None) -> Text:
    """Return the place of a fault, and the area affected, as an addition to a message."""
    if point is None:
        middle = shapely.point_on_surface(shapely.envelope(shape)) if not shape.is_empty else None
        point = (middle.x, middle.y) if middle is not None and not middle.is_empty else None
    zh = "" if point is None else f"东 {point[0]:.2f} 北 {point[1]:.2f}"
    en = "" if point is None else f"E {point[0]:.2f} N {point[1]:.2f}"
    if area is not None:
        zh, en = f"{zh}，涉及 {area:.2f} m²", f"{en}, {area:.2f} m² affected"
    return Text(zh=f"（{zh}）", en=f" ({en})")


def at(problem: Problem, place: Text) -> Problem:
    """Return a problem whose message says where."""
    message = Text(zh=problem.message.zh + place.zh, en=problem.message.en + place.en)
    return problem.model_copy(update={"message": message})


def faults(layer: Layer) -> Iterator[Problem]:
    """Yield everything wrong with the single shapes of a layer, row by row."""
    for label, shape in zip(layer.labels, layer.shapes, strict=True):
        if shape is None or shape.is_empty:
            if label not in layer.drawn:
                code = "LD-880" if shape is None else "LD-881"
                yield tell(code, layer.file, label, "geometry", fatal=layer.site)
        else:
            yield from _one(layer, label, shape)
    yield from _heights(layer)
    yield from _suspect(layer)


def _one(layer: Layer, label: str, shape: Any) -> Iterator[Problem]:
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        yield tell("LD-882", layer.file, label, "geometry", fatal=layer.site)
    elif layer.role in AREAL_ROLES and shapely.get_type_id(shape) not in {3, 6}:
        yield at(tell("LD-883", layer.file, label, "geometry", shape.geom_type, fatal=layer.site), where(shape))
    elif not shape.is_valid:
        yield invalid(layer, label, shape)
    elif layer.site:
        yield from _noise(layer, label, shape)


def invalid(layer: Layer, label: str, shape: Any) -> Problem:
    """Return what makes a shape invalid, with the place that GEOS names and the area that mending changes."""
    reason = str(shapely.is_valid_reason(shape))
    found = POINT.search(reason)
    point = (float(found.group(1)), float(found.group(2))) if found else None
    code = next((code for words, code in KINDS if words in reason), None) or _crossing(shape)
    changed = abs(float(shapely.area(mended(shape)) - shapely.area(shape)))
    told = tell(code, layer.file, label, "geometry", reason.split("[", maxsplit=1)[0].strip(), fatal=layer.site)
    return at(told, where(shape, changed, point))


def _crossing(shape: Any) -> str:
    """Return what a self-intersection is: a ring twice, a hole off its shell, parts that overlap, or a crossing."""
    rings = shapely.get_rings(shape)
    keys = [shapely.to_wkb(shapely.normalize(ring)) for ring in rings]
    if len(set(keys)) < len(keys):
        return "LD-887"
    if all(bool(ring.is_simple) for ring in rings):
        parts = shapely.get_parts(shape)
        return "LD-888" if len(parts) > 1 and all(part.is_valid for part in parts) else "LD-886"
    return "LD-885"


def mended(shape: Any) -> Any:
    """Return a shape made valid without moving ground (structure method), collapsed pieces dropped."""
    return shapely.make_valid(shapely.force_2d(shape), method="structure", keep_collapsed=False)


def _noise(layer: Layer, label: str, shape: Any) -> Iterator[Problem]:
    parts = shapely.get_parts(shape)
    if len(parts) > 1:
        yield at(tell("LD-891", layer.file, label, "geometry", len(parts)), where(shape, float(shape.area)))
    holes = [shapely.Polygon(hole) for part in parts for hole in part.interiors]
    small = [piece for piece in (*(parts if len(parts) > 1 else ()), *holes) if piece.area < SMALL]
    if small:
        area = float(sum(piece.area for piece in small))
        yield at(tell("LD-894", layer.file, label, "geometry", f"{SMALL:g}"), where(small[0], area))
    extra = int(shapely.get_num_coordinates(shape) - shapely.get_num_coordinates(shapely.remove_repeated_points(shape)))
    if extra:
        yield at(tell("LD-892", layer.file, label, "geometry", extra), where(shape))


def _heights(layer: Layer) -> Iterator[Problem]:
    present = np.array([shape is not None for shape in layer.shapes], dtype=bool)
    for words, flags in (("Z", shapely.has_z(layer.shapes)), ("M", shapely.has_m(layer.shapes))):
        rows = np.flatnonzero(present & flags).tolist()
        if rows:
            shown = " ".join(layer.labels[row] for row in rows[:8]) + (f" … ({len(rows)})" if len(rows) > 8 else "")
            yield tell("LD-890", layer.file, shown, "geometry", words)


def _suspect(layer: Layer) -> Iterator[Problem]:
    """Yield spikes, slivers and twins, as `optimizer.spatial.quality` finds them, with the place."""
    rows = [row for row, shape in enumerate(layer.shapes) if shape is not None and not shape.is_empty]
    rows = [row for row in rows if layer.shapes[row].is_valid and shapely.get_type_id(layer.shapes[row]) in {3, 6}]
    labels = [layer.labels[row] for row in rows]
    frame = geopandas.GeoDataFrame({"id": labels}, geometry=[shapely.force_2d(layer.shapes[row]) for row in rows])
    shape_of = dict(zip(labels, frame.geometry, strict=True))
    for found in doubts(Sheet(layer.role, layer.file, frame)):
        if found.code not in DOUBTS:
            continue
        shape = shape_of[found.row]
        value = found.message.en.split(" and ")[-1].split(" have ")[0] if found.code == "LD-627" else ""
        yield at(tell(DOUBTS[found.code], layer.file, found.row, "geometry", value), where(shape, float(shape.area)))
