"""Write tables and layers: UTF-8, unix line ends, fields in the order given, coordinates to 0.01 m."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

CRS = "urn:ogc:def:crs:EPSG::4547"
Row = Mapping[str, str]


def pairs(values: Mapping[str, str]) -> str:
    """Return a mapping as the instance format writes it in one cell: key=value joined by |."""
    if any("|" in value or ";" in value for value in values.values()):
        raise ValueError(f"a cell of pairs cannot hold | or ; in {values}")
    return "|".join(f"{key}={value}" for key, value in values.items())


def table(path: Path, rows: Sequence[Row]) -> None:
    """Write ``rows`` as CSV; fields in order of first appearance, empty where a row lacks one."""
    fields = list(dict.fromkeys(field for row in rows for field in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def layer(path: Path, features: Mapping[str, tuple[Mapping[str, Any], BaseGeometry]]) -> None:
    """Write one feature a line, keyed by id, as GeoJSON with GDAL's crs member [m, EPSG:4547]."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {"id": name, **properties}, "geometry": _rounded(mapping(shape))},
            ensure_ascii=False,
        )
        for name, (properties, shape) in features.items()
    ]
    head = json.dumps({"type": "name", "properties": {"name": CRS}})
    text = f'{{"type": "FeatureCollection", "name": "{path.stem}", "crs": {head}, "features": [\n'
    path.write_text(text + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
