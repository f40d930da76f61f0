"""Clean files of every format end in the same instance, without alarm."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from intake.project import EAST, NORTH, Project, gbk, semicolons, table

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
