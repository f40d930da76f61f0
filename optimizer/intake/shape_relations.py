"""What is wrong between outlines: sites on the same ground, outside the county, off their stated area or corner string.

Shapes are valid polygons in the case's system; areas in m², stated ones in km² and held to half their last digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import shapely

from models import Problem
from optimizer.intake.codes import tell
from optimizer.intake.shape_faults import Layer, at, where
from optimizer.spatial import overlay
from optimizer.spatial.arrays import Shapes
from optimizer.spatial.checks import M2_PER_KM2, OUTSIDE_M2, OUTSIDE_SHARE, STATED_SHARE, half_digit

NOISE = 1.0
"""Common ground below this is drawing noise [m²]."""
DIFFER = 0.01
"""Share of an outline's area by which its corner string may differ [1]."""
SLIPS = ((100, "ha → km²"), (Decimal("0.01"), "km² → ha"), (1_000_000, "m² → km²"), (Decimal("0.000001"), "km² → m²"))


def usable(shape: Any) -> bool:
    """Return whether a shape can be measured."""
    return shape is not None and not shape.is_empty and shape.is_valid and shapely.get_type_id(shape) in {3, 6}


def overlaps(layers: Sequence[Layer]) -> Iterator[Problem]:
    """Yield LD-896 for each pair of sites with more common ground than noise, twins left to LD-895."""
    sites = [
        (layer, label, shapely.force_2d(shape))
        for layer in layers
        if layer.role in {"blocks", "mines"}
        for label, shape in zip(layer.labels, layer.shapes, strict=True)
        if usable(shape)
    ]
    shapes: Shapes = np.array([shape for _, _, shape in sites], dtype=object)
    if not len(shapes):
        return
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    keep = first < second
    common = overlay.intersection(shapes[first[keep]], shapes[second[keep]])
    pairs = zip(first[keep].tolist(), second[keep].tolist(), common, shapely.area(common).tolist(), strict=True)
    for one, two, ground, area in pairs:
        if area > NOISE and not shapes[one].equals(shapes[two]):
            layer, label, _ = sites[one]
            told = tell("LD-896", layer.file, label, "geometry", sites[two][1])
            yield at(told, where(ground, area))


def outside(layer: Layer, county: Any | None) -> Iterator[Problem]:
    """Yield LD-897 for sites outside the county: fatal when wholly."""
    if county is None or not layer.site:
        return
    shapely.prepare(county)
    for label, shape in zip(layer.labels, layer.shapes, strict=True):
        if not usable(shape) or county.covers(shape):
            continue
        beyond = overlay.difference(shapely.force_2d(shape), county)
        share = beyond.area / shape.area
        if beyond.area > max(OUTSIDE_M2, OUTSIDE_SHARE * shape.area):
            told = tell("LD-897", layer.file, label, "geometry", f"{share:.1%}", fatal=share > 0.999)
            yield at(told, where(beyond, float(beyond.area)))


def stated(layer: Layer, areas: Mapping[str, Decimal]) -> Iterator[Problem]:
    """Yield LD-898 where a stated area [km²] is not borne out, with the slip of units that would explain it."""
    for label, shape in zip(layer.labels, layer.shapes, strict=True):
        said = areas.get(label)
        if not said or said <= 0 or not usable(shape):
            continue
        seen = Decimal(repr(float(shape.area))) / M2_PER_KM2
        if abs(said - seen) > max(STATED_SHARE * said, half_digit(said)):
            slip = next((words for ratio, words in SLIPS if abs(said / seen / ratio - 1) < Decimal("0.05")), "")
            detail = f"{seen:.4f}" + (f" km² ({slip})" if slip else "")
            told = tell("LD-898", layer.file, label, "area_km2", f"{said:f}", detail=detail)
            yield at(told, where(shape, abs(float(seen - said)) * 1e6))


def corner_strings(layer: Layer, strings: Shapes) -> Iterator[Problem]:
    """Yield LD-857 where an outline and its corner string (n,), both in the case's system, are not the same."""
    for label, shape, string in zip(layer.labels, layer.shapes, strings, strict=True):
        if usable(shape) and usable(string):
            other = overlay.symmetric_difference(shapely.force_2d(shape), string)
            if other.area > max(NOISE, DIFFER * shape.area):
                told = tell("LD-857", layer.file, label, "corners", f"{other.area:.0f}")
                yield at(told, where(other, float(other.area)))
