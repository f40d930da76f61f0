"""Write layers so that equal layers give equal bytes: GeoPackage and GeoJSON with fixed metadata.

A GeoPackage records when it was last changed (``last_change``); GDAL takes that moment from the configuration option
OGR_CURRENT_DATE, held at ``EPOCH`` while writing. Coordinates of GeoJSON are written to 0.01 m, those of GeoPackage
as they are. A file that exists is replaced, never appended to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyogrio

EPOCH = "2000-01-01T00:00:00.000Z"
DECIMALS = 2


def write_geopackage(path: Path, layers: Mapping[str, Any]) -> Path:
    """Write GeoDataFrames as the layers of one GeoPackage, in the order given; raise ValueError for none."""
    if not layers:
        raise ValueError(f"{path}: a GeoPackage needs at least one layer")
    path.unlink(missing_ok=True)
    with _still_clock():
        for number, (name, frame) in enumerate(layers.items()):
            pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=number > 0)
    return path


def write_geojson(path: Path, frame: Any, name: str = "") -> Path:
    """Write a GeoDataFrame as GeoJSON that names its coordinate system (the 2008 form, which Chinese GIS reads)."""
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(
        frame, path, layer=name or path.stem, driver="GeoJSON", COORDINATE_PRECISION=str(DECIMALS), RFC7946="NO"
    )
    return path


@contextmanager
def _still_clock() -> Iterator[None]:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": EPOCH})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
