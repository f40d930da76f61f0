"""Read KML placemarks: name, ExtendedData and polygons, in WGS 84 longitude and latitude as KML always is.

GDAL's plain KML driver drops ExtendedData, where planners' fields are; this reader streams the text with expat, holds
one placemark at a time, and refuses any document type or entity (the billion laughs).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np
import shapely
from pyproj import CRS

from models import BadInputError
from optimizer.intake import limits
from optimizer.intake.codes import refuse
from optimizer.intake.table import Flaw, Table
from optimizer.spatial.arrays import shapes_of

LEAVES = {"name", "description", "value", "SimpleData", "coordinates"}
Ring = list[tuple[float, ...]]


@dataclass
class _State:
    """What has been read of the document."""

    file: str
    path: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    key: str = ""
    row: dict[str, Any] | None = None
    rings: list[list[Ring]] = field(default_factory=list)
    points: int = 0
    others: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


def read_kml(path: Path, name: str = "") -> Table:
    """Return the placemarks of a KML file; raises BadInputError for what is not safe or not KML."""
    file = name or path.name
    if path.stat().st_size > limits.XML_BYTES:
        detail = f"{path.stat().st_size} > {limits.XML_BYTES} bytes"
        raise refuse("LD-824", file, value=detail, detail=detail, detail_en=detail)
    state = _State(file)
    parser = _parser(state)
    try:
        with path.open("rb") as source:
            parser.ParseFile(source)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refuse(
            "LD-810", file, detail=f"不是正确的 XML（{error}）", detail_en=f"not proper XML ({error})"
        ) from None
    fields = tuple(dict.fromkeys(key for row in state.rows for key in row))
    return Table(
        file, fields, tuple(state.rows), shapes_of(_array(state.shapes)), CRS.from_epsg(4326), tuple(state.flaws)
    )


def _array(shapes: list[Any]) -> Any:
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array


def _parser(state: _State) -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refused(*_: Any) -> None:
        raise refuse("LD-823", state.file)

    parser.StartDoctypeDeclHandler = refused
    parser.EntityDeclHandler = refused
    parser.StartElementHandler = lambda tag, given: _open(state, tag.rpartition(":")[2], given)
    parser.EndElementHandler = lambda tag: _close(state, tag.rpartition(":")[2])
    parser.CharacterDataHandler = lambda words: _words(state, words)
    return parser


def _beyond(state: _State, words: str) -> BadInputError:
    return refuse("LD-824", state.file, row=f"#{len(state.rows) + 1}", value=words, detail=words, detail_en=words)


def _open(state: _State, tag: str, given: dict[str, str]) -> None:
    state.path.append(tag)
    state.text = []
    if len(state.path) > limits.DEPTH:
        raise _beyond(state, f"depth > {limits.DEPTH}")
    if tag == "Placemark":
        state.row, state.rings, state.points, state.others = {}, [], 0, ""
    elif tag in {"Data", "SimpleData"}:
        state.key = given.get("name", "")
    elif tag == "Polygon":
        state.rings.append([])
        if len(state.rings) > limits.PARTS:
            raise _beyond(state, f"parts > {limits.PARTS}")
    elif tag in {"Point", "LineString"}:
        state.others = state.others or tag


def _words(state: _State, words: str) -> None:
    if state.row is not None and state.path[-1] in LEAVES:
        state.text.append(words)


def _close(state: _State, tag: str) -> None:
    words = "".join(state.text).strip() if tag in LEAVES else ""
    above = state.path[-2] if len(state.path) > 1 else ""
    state.path.pop()
    if state.row is None:
        return
    if tag in {"name", "description"} and above == "Placemark":
        state.row[tag] = words
    elif tag in {"value", "SimpleData"}:
        state.row[state.key] = words
    elif tag == "coordinates" and "LinearRing" in state.path and state.rings:
        _ring(state, words)
    elif tag == "Placemark":
        _finish(state)


def _ring(state: _State, words: str) -> None:
    try:
        ring: Ring = [tuple(float(part) for part in point.split(",")) for point in words.split()]
    except ValueError:
        state.flaws.append(Flaw("LD-882", len(state.rows), "geometry", words[:60]))
        ring = []
    state.points += len(ring)
    if state.points > limits.POINTS:
        raise _beyond(state, f"points > {limits.POINTS}")
    if len(ring) >= 3 and ring[0] != ring[-1]:
        state.flaws.append(Flaw("LD-884", len(state.rows), "geometry"))
        ring.append(ring[0])
    if len(ring) >= 4 and all(len(point) in {2, 3} for point in ring):
        state.rings[-1].append(ring)
    elif ring:
        state.flaws.append(Flaw("LD-889", len(state.rows), "geometry"))


def _finish(state: _State) -> None:
    if len(state.rows) >= limits.FEATURES:
        raise _beyond(state, f"features > {limits.FEATURES}")
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in state.rings if rings]
    shape = None if not parts else parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if shape is None and state.others:
        shape = shapely.Point(0, 0) if state.others == "Point" else shapely.LineString([(0, 0), (0, 1e-9)])
    state.rows.append(state.row or {})
    state.shapes.append(shape)
    state.row = None
