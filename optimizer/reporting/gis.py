"""The plan as GIS files: plan.gpkg, one layer a kind of thing with Chinese field names, and plan.geojson, all sites.

The GeoPackage is in the case's projected system; its layer ``ledger`` tiles every block's outline with the pieces of
its account of ground. The GeoJSON is in longitude and latitude of the same datum (for CGCS2000, EPSG:4490, named in the
file) with the field names of outcome.json. Bytes depend on the plan only: GDAL's clock is stopped while it writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from models import Case, Outcome
from optimizer.reporting.frames import FIELDS, Layers, exclusion_frame, place_frame, site_frame, system_of
from optimizer.reporting.ledger import Entry, ledger_frame

_CLOCK = "2000-01-01T00:00:00Z"
_PLACES = {"id": "编号", "name": "名称"}
_EXCLUSIONS = {"id": "编号", "name": "名称", "bars": "禁止", "buffer_m": "缓冲距离米", "buffer_by": "分类缓冲距离"}
_SITES = (
    ("blocks", "开采规划区块"),
    ("mines", "已有矿山"),
    ("mergers", "整合"),
    ("explorations", "勘查规划区块"),
)
_AREAS = (("areas", "集中开采区"), ("zones", "重点开采区"))


def write_gpkg(path: Path, case: Case, outcome: Outcome, layers: Layers, entries: tuple[Entry, ...] = ()) -> None:
    """Write plan.gpkg with the layers that the case has ground for, and the ledger's pieces.

    Raises OSError through GDAL's own errors.
    """
    with stopped_clock():
        for name, frame, title in _frames(case, outcome, layers, entries):
            if len(frame):
                write_layer(path, name, frame, title)


def write_geojson(path: Path, case: Case, outcome: Outcome, layers: Layers) -> None:
    """Write plan.geojson: blocks, mines, mergers and exploration blocks with the plan in attributes."""
    sites = [site for role, _ in _SITES for site in getattr(case, role)]
    frame = site_frame(case, outcome, layers, sites)
    frame = frame.to_crs(system_of(layers).geodetic_crs)
    with stopped_clock():
        pyogrio.write_dataframe(frame, path, driver="GeoJSON", COORDINATE_PRECISION=8, RFC7946="NO")


def _frames(case: Case, outcome: Outcome, layers: Layers, entries: tuple[Entry, ...]) -> Iterator[tuple[str, Any, str]]:
    for role, title in _SITES:
        yield role, site_frame(case, outcome, layers, getattr(case, role)).rename(columns=FIELDS), title
    for role, title in _AREAS:
        if role in layers:
            yield role, place_frame(case, layers, role).rename(columns=_PLACES), title
    yield "exclusions", exclusion_frame(case, layers).rename(columns=_EXCLUSIONS), "禁止开采与避让区"
    yield "ledger", ledger_frame(entries, system_of(layers)), "区块避让台账"


def write_layer(path: Path, name: str, frame: Any, title: str) -> None:
    """Append `frame` to a GeoPackage as the layer `name`, flat and as multipolygons."""
    flat = frame.set_geometry(shapely.force_2d(frame.geometry.array))
    flat = flat.set_geometry([_multi(shape) for shape in flat.geometry], crs=frame.crs)
    options = {"DESCRIPTION": title, "IDENTIFIER": title, "SPATIAL_INDEX": "YES"}
    pyogrio.write_dataframe(
        flat, path, layer=name, driver="GPKG", geometry_type="MultiPolygon", layer_options=options, append=path.exists()
    )


def _multi(shape: Any) -> Any:
    return shapely.MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape


@contextmanager
def stopped_clock() -> Iterator[None]:
    """Stop GDAL's clock, so that the same data are the same bytes."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _CLOCK})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
