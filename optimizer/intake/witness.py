"""What a layer is held against: the county's outline, the case's centre, and layers whose position is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from models import Problem
from optimizer.intake import drift, webmap
from optimizer.intake.item import REFERENCE, Item
from optimizer.intake.placing import declared
from optimizer.intake.systems import centre_of, lonlat
from optimizer.spatial.sheet import SITE_ROLES


def home_of(items: Sequence[Item]) -> Any | None:
    """Return the county's outline in longitude and latitude, as its source declares it."""
    for item in items:
        if item.source.role != "county" or item.table.shapes is None:
            continue
        system, _ = declared(item.table, item.source)
        shapes = [shape for shape in item.table.shapes if shape is not None and not shape.is_empty]
        if system is None or not shapes:
            return None
        outline = shapely.union_all(shapely.make_valid(shapely.force_2d(np.array(shapes, dtype=object))))
        flat = lonlat(outline, system)
        if item.source.datum in webmap.DATUMS:
            flat = webmap.shifted(np.array([flat], dtype=object), item.source.datum)[0]
        centre = centre_of([flat])
        good = centre is not None and abs(centre[0]) <= 180 and abs(centre[1]) <= 90
        return flat if good else None
    return None


def centre(items: Sequence[Item], home: Any | None) -> tuple[float, float] | None:
    """Return the case's centre in longitude and latitude: the county's, else that of all layers that can be placed."""
    if home is not None:
        return centre_of([home])
    found = []
    for item in items:
        system, _ = declared(item.table, item.source)
        if item.table.shapes is not None and system is not None:
            point = centre_of(item.table.shapes.tolist())
            if point is not None:
                found.append(lonlat(shapely.Point(*point), system))
    return centre_of(found)


def county_of(items: Sequence[Item]) -> Any | None:
    """Return the county's outline in the case's system, None where there is none."""
    for item in items:
        if item.source.role == "county" and item.layer is not None:
            shapes = [shape for shape in item.layer.shapes if shape is not None and not shape.is_empty]
            return (
                shapely.union_all(shapely.make_valid(shapely.force_2d(np.array(shapes, dtype=object))))
                if shapes
                else None
            )
    return None


def drifts(items: Sequence[Item], target: CRS, home: Any | None) -> list[Problem]:
    """Compare every placed layer with the trusted ones: features of the same id, and the county's outline."""
    trusted: dict[str, Any] = {}
    for item in items:
        if item.source.role == REFERENCE and item.layer is not None:
            flat = lonlat(item.layer.shapes, target)
            trusted |= {name: shape for name, shape in zip(item.labels, flat, strict=True) if shape is not None}
    told: list[Problem] = []
    for item in items:
        if item.layer is not None and item.source.role != REFERENCE and not item.source.datum:
            told += _compared(item, target, trusted, home)
    return told


def _compared(item: Item, target: CRS, trusted: dict[str, Any], home: Any | None) -> list[Problem]:
    assert item.layer is not None
    system, _ = declared(item.table, item.source)
    name = "" if system is None else system.name
    flat = np.asarray(lonlat(item.layer.shapes, target), dtype=object)
    told = drift.by_id(item.table.file, name, list(item.labels), flat, trusted, REFERENCE)
    good = np.array(
        [shape for shape in flat if shape is not None and shape.is_valid and not shape.is_empty], dtype=object
    )
    if told or home is None or not len(good):
        return told
    if item.source.role == "townships":
        return drift.by_outline(item.table.file, item.source.role, name, shapely.union_all(good), home)
    if item.source.role in SITE_ROLES:
        return drift.by_county(item.table.file, item.source.role, name, good, home)
    return []
