"""A buffer by class of feature: every feature as wide as its class says, and the ledger follows."""

from __future__ import annotations

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from spatial.build import CRS, EAST, NORTH, block, case, layer, rectangle, write
from spatial.ground_plants import GRADES, roads

from optimizer.spatial import derive, widths
from optimizer.spatial.arrays import shapes_of
from optimizer.spatial.exclusion import touch, widened

KM = 1000


def north_south(east: float) -> shapely.LineString:
    return shapely.LineString([(EAST + east, NORTH - 5000), (EAST + east, NORTH + 5000)])


def lines(folder: Path, found: dict[str, float]) -> None:
    """Write roads that run from south to north, by grade and easting."""
    shapes = [north_south(east) for east in found.values()]
    frame = geopandas.GeoDataFrame({"GRADE": list(found)}, geometry=shapes, crs=CRS)
    frame.to_file(folder / "layers" / "road.gpkg")


def test_each_feature_takes_what_its_class_says(tmp_path: Path) -> None:
    # 国道 at x = -400 with 500 m takes x < 100, 省道 at x = 1200 with 300 m takes x > 900; 乡道 with 0 m nothing.
    # 100 000 + 100 000 of 1 000 000 m²; the nearest feature whose buffer reaches the block: 200 m
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    lines(tmp_path, {"国道": -400, "省道": 1200, "乡道": 500})
    by = {"国道": 500, "省道": 300, "乡道": 0}
    road = layer("road", file="road.gpkg", touched="clip", buffer_field="GRADE", buffer_by=by)
    done = derive(tmp_path, case(blocks=(block("B1", resource=100),), layers=(road,)))
    assert done.problems == ()
    assert done.ledger[0].first == done.ledger[0].every == (("road", 200_000),)
    assert done.case.blocks[0].resource == 80 and done.ledger[0].residual_m2 == 0
    stands = derive(tmp_path, case(blocks=(block("B1"),), layers=(road.model_copy(update={"touched": "drop"}),)))
    (row,) = stands.case.geography.excluded
    assert (row.area_m2, row.distance_m) == (200_000, 200)


def test_the_width_for_the_rest_is_the_stated_one(tmp_path: Path) -> None:
    # a lane at x = -100, not listed: buffer_m 150 takes 50 m of the block
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    lines(tmp_path, {"机耕路": -100})
    road = layer("road", file="road.gpkg", buffer_m=150, **GRADES)
    done = derive(tmp_path, case(blocks=(block("B1"),), layers=(road,)))
    assert [(row.area_m2, row.distance_m) for row in done.case.geography.excluded] == [(50_000, 100)]
    (told,) = done.problems
    assert told.code == "LD-672" and not told.fatal
    assert told.message.zh == "1 个要素（#1）的 GRADE 为“机耕路”，按 buffer_m 取 150 m"
    assert told.message.en == "1 feature (#1) with GRADE “机耕路”; they take buffer_m, 150 m"


def test_the_words_of_a_class_that_is_not_listed(tmp_path: Path) -> None:
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    roads(tmp_path, {"a": "国道", "b": "县道", "c": "县道", "d": None})
    told = derive(tmp_path, case(blocks=(block("B1"),), layers=(layer("road", file="road.gpkg", **GRADES),))).problems
    assert [(one.code, one.row, one.field, one.value, one.fatal) for one in told] == [
        ("LD-671", "d", "GRADE", "", True),
        ("LD-671", "b", "GRADE", "县道", True),
    ]
    assert told[1].message.zh == "2 个要素（b, c）的 GRADE 为“县道”，buffer_by 未列该值，无法确定缓冲距离"
    assert told[0].message.en.startswith("1 feature (d) with an empty GRADE; buffer_by does not list it")
    assert "国道, 省道" in told[0].remedy.en


@pytest.mark.parametrize("values", [[1, 2, None], ["1", " 2 ", None], [1.0, 2.0, None]])
def test_classes_may_be_numbers(values: list[object]) -> None:
    frame = geopandas.GeoDataFrame({"DJ": values}, geometry=[shapely.Point(0, n) for n in range(3)], crs=CRS)
    found = widths(layer("road", buffer_m=7, buffer_field="DJ", buffer_by={"1": 100, "2": 50}), frame)
    assert found.tolist() == [100, 50, 7]


def test_one_layer_of_many_widths_is_many_layers_of_one() -> None:
    # overlap with a union of buffers, reckoned apart: features of each width buffered by GEOS alone
    rng = np.random.default_rng(3)
    blocks = shapes_of([rectangle(x, y, 400, 300) for x, y in rng.uniform(0, 5000, (40, 2))])
    ends = rng.uniform(0, 5000, (25, 2, 2)) + np.array([EAST, NORTH])
    features = shapes_of(shapely.linestrings(ends))
    each = rng.choice([0.0, 40.0, 150.0, 400.0], 25)
    found = touch(layer("road"), blocks, features, widths=each)
    everything = shapely.union_all([widened(features[[n]], each[n])[0] for n in range(25) if each[n]])
    expected = shapely.area(shapely.intersection(blocks, everything))
    overlap = np.zeros(40)
    overlap[found.sites] = found.overlap
    assert np.abs(overlap - expected).max() < 1e-3 and (expected > 0).sum() > 10
