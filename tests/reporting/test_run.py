"""GIS files, maps, summary and the run folder of a small county."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import pytest
import shapely
from reporting import sample
from rich.cells import cell_len
from rich.console import Console
from shapely import LineString

from models import Layer
from optimizer.reporting import gis
from optimizer.reporting.frames import barred_ground, exclusion_frame
from optimizer.reporting.maps import NAMES, draw_maps
from optimizer.reporting.maps.draw import SHEETS
from optimizer.reporting.maps.exclusions import kind, taken
from optimizer.reporting.maps.scene import scene_of
from optimizer.reporting.run import report, summary_text
from optimizer.reporting.sheet.collision import boxes_meet
from optimizer.reporting.summary import summarise
from optimizer.store import About, read_run, tampered

LAYERS = sample.geometry().layers


def test_geopackage_holds_the_plan_in_attributes(tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    gis.write_gpkg(path, sample.case(), sample.outcome(), LAYERS)
    assert [row[0] for row in pyogrio.list_layers(path)] == ["blocks", "mines", "mergers", "explorations", "exclusions"]
    mines = pyogrio.read_dataframe(path, layer="mines").set_index("编号")
    assert list(mines["处置"]) == ["整合→北段整合", "整合→北段整合", "保留", "关闭"]
    assert mines.crs.to_epsg() == 4547
    merger = pyogrio.read_dataframe(path, layer="mergers")
    assert merger["面积平方公里"][0] == pytest.approx(2.0)  # two squares of 1 km
    barred = pyogrio.read_dataframe(path, layer="exclusions").set_index("编号")
    assert shapely.area(barred.geometry["rail"]) > 12.0 * 0.5 * 1e6  # 100 m wide, and 200 m on both sides


def test_a_layer_of_many_widths_is_drawn_as_wide_as_each_feature() -> None:
    # two straight lines of 10 km, 500 m and 100 m to both sides: 1 km and 0.2 km wide, with round ends (π r²)
    lines = [LineString([(0, y), (10_000, y)]) for y in (0, 5_000, 9_000)]
    frame = geopandas.GeoDataFrame({"GRADE": ["国道", "省道", None]}, geometry=lines, crs=sample.CRS)
    road = Layer.model_validate(
        {"id": "road", "name": {"zh": "路", "en": "road"}, "buffer_field": "GRADE",
         "buffer_by": {"国道": 500, "省道": 100}}
    )  # fmt: skip
    ground = barred_ground(road, {"road": frame})
    assert ground.area == pytest.approx(12e6 + np.pi * (500**2 + 100**2) + 10_000, rel=1e-3)  # the third 1 m wide
    case = sample.case().model_copy(update={"layers": (road,)})
    assert list(exclusion_frame(case, {"road": frame})["buffer_by"]) == ["国道 500；省道 100"]
    scene = scene_of(case, sample.outcome(), LAYERS, "zh", sample.ledger())
    assert kind(scene, road) == "路（露天开采，100–500 m）"


def test_geojson_is_in_degrees_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.geojson"
    gis.write_geojson(path, sample.case(), sample.outcome(), LAYERS)
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4490
    assert 113 < frame.total_bounds[0] < 115
    assert 33 < frame.total_bounds[1] < 34
    assert list(frame["id"]) == ["B1", "B2", "M1", "M2", "M3", "M4", "G1", "K1"]
    assert frame.set_index("id").loc["B1", "capacity"] == 300


def test_gis_files_do_not_depend_on_the_clock(tmp_path: Path) -> None:
    content = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        gis.write_gpkg(folder / "plan.gpkg", sample.case(), sample.outcome(), LAYERS)
        gis.write_geojson(folder / "plan.geojson", sample.case(), sample.outcome(), LAYERS)
        content.append([path.read_bytes() for path in sorted(folder.iterdir())])
        time.sleep(1.1)
    assert content[0] == content[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_map_labels_do_not_collide_and_all_is_named(language: str) -> None:
    scene = scene_of(sample.case(), sample.outcome(), LAYERS, language, sample.ledger())  # type: ignore[arg-type]
    for _, _, draw in SHEETS:
        _, placement = draw(scene)
        boxes = np.array([place.box for place in (*placement.placed, *placement.numbered)])
        assert len(boxes) > 5
        assert boxes_meet(boxes, boxes).sum() == len(boxes)  # each meets itself alone


def test_maps_are_written_twice_the_same(tmp_path: Path) -> None:
    content = []
    for name in ("first", "second"):
        paths = draw_maps(tmp_path / name, sample.case(), sample.outcome(), LAYERS, sample.ledger())
        assert [path.name for path in paths] == [f"{sheet}.{suffix}" for sheet in NAMES for suffix in ("png", "pdf")]
        content.append([path.read_bytes() for path in paths])
    assert content[0] == content[1]


def test_ground_taken_is_counted_once() -> None:
    scene = scene_of(sample.case(), sample.outcome(), LAYERS, "zh", sample.ledger())
    assert taken(scene) == {"B1": [("rail", 50000)], "M4": [("reserve", 250000)]}


@pytest.mark.parametrize("width", [100, 110, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_summary_fits_one_screen(language: str, width: int) -> None:
    console = Console(file=StringIO(), width=width, color_system=None)
    with console.capture() as capture:
        console.print(summarise(sample.case(), sample.outcome(), sample.ledger(), language, width))  # type: ignore[arg-type]
    lines = capture.get().splitlines()
    assert {cell_len(line) for line in lines} == {width}
    assert len(lines) < 45
    assert ("已证明最优" if language == "zh" else "proven best") in capture.get()


def test_summary_without_a_plan_names_the_conflict() -> None:
    assert "mine_count 2022" in summary_text(sample.case(), sample.outcome(False), None)


def test_run_folder_is_whole(tmp_path: Path) -> None:
    heard: list[str] = []
    run = tmp_path / "run"
    report(run, sample.case(), sample.outcome(), About(), geometry=sample.geometry(), tell=heard.append)
    assert tampered(run) == ()
    assert read_run(run).outcome == sample.outcome()
    assert {"tables.xlsx", "plan.gpkg", "maps/", "summary.txt"} <= set(heard)
    assert len(list((run / "maps").iterdir())) == 6


def test_without_geometry_or_plan_there_are_tables_only(tmp_path: Path) -> None:
    report(tmp_path / "flat", sample.case(), sample.outcome(), About())
    report(tmp_path / "none", sample.case(), sample.outcome(False), About(), geometry=sample.geometry())
    for name in ("flat", "none"):
        assert not (tmp_path / name / "maps").exists()
        assert (tmp_path / name / "tables.xlsx").is_file()
