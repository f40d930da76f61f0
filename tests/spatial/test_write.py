"""Equal layers give equal bytes, whenever they are written, and can be read back."""

from __future__ import annotations

import time
from pathlib import Path

import geopandas
import pyogrio
import pytest
from spatial.build import CRS, rectangle

from optimizer.spatial.write import write_geojson, write_geopackage


def frame() -> geopandas.GeoDataFrame:
    fields = {"id": ["CQ-01", "CQ-02"], "名称": ["杨楼石料", "河沟"], "share": [0.5, 1.0], "year": [2021, 2023]}
    return geopandas.GeoDataFrame(fields, geometry=[rectangle(0, 0, 10, 10), rectangle(20, 0, 10, 10)], crs=CRS)


def test_a_geopackage_has_the_same_bytes_a_second_later(tmp_path: Path) -> None:
    layers = {"blocks": frame(), "ground": frame().iloc[:1]}
    one = write_geopackage(tmp_path / "one.gpkg", layers).read_bytes()
    time.sleep(1.1)
    two = write_geopackage(tmp_path / "two.gpkg", layers).read_bytes()
    assert one == two
    assert [name for name, _ in pyogrio.list_layers(tmp_path / "one.gpkg")] == ["blocks", "ground"]
    again = geopandas.read_file(tmp_path / "one.gpkg", layer="blocks")
    assert again["名称"].tolist() == ["杨楼石料", "河沟"] and again.crs == CRS
    assert again.geometry.iloc[0].equals(rectangle(0, 0, 10, 10))
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_writing_again_replaces(tmp_path: Path) -> None:
    path = write_geopackage(tmp_path / "one.gpkg", {"old": frame(), "blocks": frame()})
    write_geopackage(path, {"blocks": frame()})
    assert [name for name, _ in pyogrio.list_layers(path)] == ["blocks"]


def test_geojson_names_its_system_and_repeats(tmp_path: Path) -> None:
    one = write_geojson(tmp_path / "one.geojson", frame(), "blocks")
    two = write_geojson(tmp_path / "two.geojson", frame(), "blocks")
    assert one.read_bytes() == two.read_bytes()
    assert "EPSG::4547" in one.read_text(encoding="utf-8") and "杨楼石料" in one.read_text(encoding="utf-8")
    assert geopandas.read_file(one).crs == CRS


def test_nothing_to_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one layer"):
        write_geopackage(tmp_path / "none.gpkg", {})
