"""Clean files of every format end in the same instance, without alarm."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from intake.project import EAST, NORTH, Layer, Project, box, gbk, semicolons, table

from models import BadInputError
from optimizer.instance import load_case
from optimizer.intake import import_instance

HARMLESS = {"LD-816", "LD-890"}
"""Told of clean files: the encoding that was found, and heights that KML always carries."""


@pytest.mark.parametrize("form", ["gpkg", "shp", "geojson", "gdb", "kml", "csv", "xlsx", "zip"])
def test_formats(tmp_path: Path, form: str) -> None:
    project = Project(tmp_path / "in")
    project.formats["blocks"] = form
    made = import_instance(project.write(), tmp_path / "out")
    assert [problem for problem in made.problems if problem.code not in HARMLESS] == []
    loaded = load_case(made.folder)
    assert [block.id for block in loaded.case.blocks] == ["CQ-01", "CQ-02", "CQ-03", "CQ-04"]
    first = loaded.case.blocks[0]
    assert (first.name.zh, first.mineral, first.method.value) == ("石门山1区块", "stone", "open_pit")
    assert first.area_km2 == Decimal("0.8")
    assert first.resource == Decimal("1200.5")
    assert loaded.geometry is not None
    shape = loaded.geometry.layers["blocks"].set_index("id").geometry["CQ-01"]
    assert shape.area == pytest.approx(800_000, abs=1)
    assert shape.bounds[0] == pytest.approx(EAST + 3000, abs=0.01)
    assert shape.bounds[1] == pytest.approx(NORTH, abs=0.01)


def test_units_and_words(tmp_path: Path) -> None:
    made = import_instance(Project(tmp_path / "in").write(), tmp_path / "out")
    mine = load_case(made.folder).case.mines[0]
    # 20 ha = 0.2 km² exactly
    assert mine.area_km2 == Decimal("0.2")
    assert (mine.expires, mine.production_class.value, mine.mineral) == (2030, "medium", "fluorite")
    assert mine.source_of("capacity") == "derived: imported from mines.gpkg"


def test_roads_and_townships_keep_what_is_asked_of_them(tmp_path: Path) -> None:
    # blocks at 3, 6, 9 and 12 km; the border at 7.5 km; a road under the blocks and a bridge over it at 7.5 km
    project = Project(tmp_path / "in")
    for row in project.blocks.rows:
        del row["SZXZQ"]
    del project.blocks.spec["fields"]["SZXZQ"]
    town, road = {"role": "townships", "fields": {}}, {"role": "roads", "fields": {}}
    halves = [box(-10_000, -15_000, 17_500, 40_000), box(7_500, -15_000, 22_500, 40_000)]
    project.layers["townships"] = Layer([{"XZQMC": "清河镇"}, {"XZQMC": "石门乡"}], halves, spec=town)
    lines = [[(0, -100), (20_000, -100)], [(7_500, -900), (7_500, 900)]]
    shapes = [shapely.LineString([(EAST + x, NORTH + y) for x, y in line]) for line in lines]
    project.layers["roads"] = Layer([{"bridge": "F"}, {"bridge": "T"}], shapes, spec=road)
    project.formats |= {"townships": "shp", "roads": "shp"}
    project.case["places"] = [
        {"id": "town", "name": {"zh": "镇", "en": "town"}, "east": EAST + 20_000, "north": NORTH - 100}
    ]
    project.case["demands"] = [{"mineral": "stone", "place": "town", "period": "2021", "quantity": 1}]
    made = import_instance(project.write(), tmp_path / "out")
    loaded = load_case(made.folder)
    assert [block.township for block in loaded.case.blocks] == ["清河镇", "清河镇", "石门乡", "石门乡"]
    # from (3500, 400) 500 m down at 1.3, then 16 500 m along
    assert loaded.case.geography.hauls[0].distance_km == Decimal("17.15")
    assert [problem.code for problem in loaded.warnings if problem.code.startswith("LD-64")] == ["LD-643"]


def test_gbk_without_cpg_is_told(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.folder.mkdir()
    gbk(project.folder / "blocks.shp", project.blocks)
    project.formats["blocks"] = "shp"
    made = import_instance(project.write(), tmp_path / "out")
    assert [problem.value for problem in made.problems if problem.code == "LD-816"] == ["GBK"]
    assert load_case(made.folder).case.blocks[0].name.zh == "石门山1区块"


def test_csv_in_gbk_with_plain_pairs(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.folder.mkdir()
    for row, shape in zip(project.blocks.rows, project.blocks.shapes, strict=True):
        row["拐点坐标"] = semicolons(shape)
    table(project.folder / "blocks.csv", project.blocks, "gbk")
    project.formats["blocks"] = "csv"
    made = import_instance(project.write(), tmp_path / "out")
    assert made.problems == ()


def test_nothing_is_left_when_fatal(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.blocks.rows[0]["ZYL"] = None
    project.blocks.rows[0]["KCZKZ"] = "不存在的矿"
    with pytest.raises(Exception, match="LD-838"):
        import_instance(project.write(), tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_a_buffer_by_class_and_a_resource_grid_come_in(tmp_path: Path) -> None:
    # CQ-01 is 1000 m by 800 m at x = 3000; a 国道 along x = 2900 with 300 m takes its western 200 m, where 900.5 of
    # 1200.5 lie; 300 / 1200.5 = 0.249895 rounded down, of 1200.5: 299.99 rounded down. By ground it would be 960.4
    project = Project(tmp_path / "in")
    road = shapely.LineString([(EAST + 2900, NORTH - 5000), (EAST + 2900, NORTH + 5000)])
    layer = {"name": {"zh": "公路", "en": "roads"}, "touched": "clip", "buffer_field": "GRADE",
             "buffer_by": {"国道": 300}, "version": "2023"}  # fmt: skip
    project.layers["roads_all"] = Layer([{"GRADE": "国道"}], [road], spec={"role": "roads_all", "exclusion": layer})
    cells = [box(3000, 0, 200), box(3200, 0, 800)]
    rows = [{"资源量": 900.5, "区块": "CQ-01"}, {"资源量": 300, "区块": "CQ-01"}]
    spec = {"role": "resources", "fields": {"资源量": "resources", "区块": "block"}}
    project.layers["resources"] = Layer(rows, cells, spec=spec)
    project.formats |= {"roads_all": "gpkg", "resources": "gpkg"}
    made = import_instance(project.write(), tmp_path / "out")
    case = load_case(made.folder).case
    assert case.blocks[0].resource == Decimal("299.99") and case.layers[0].version == "2023"
    assert "share of the resource grid" in case.blocks[0].sources["resource"]


def test_the_unit_of_a_grid_is_not_converted(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    spec = {"role": "resources", "fields": {"ZYL": {"to": "resources", "unit": "t"}}}
    project.layers["resources"] = Layer([{"ZYL": 1}], [box(3000, 0)], spec=spec)
    project.formats["resources"] = "gpkg"
    with pytest.raises(BadInputError) as caught:
        import_instance(project.write(), tmp_path / "out")
    assert [(one.code, one.value) for one in caught.value.problems] == [("LD-802", "t")]
