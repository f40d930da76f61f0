"""The planning database out: names, alias table, GBK round trip, full Chinese names in GeoPackage and .gdb."""

from __future__ import annotations

import csv
from pathlib import Path

import pyogrio
import pytest
import shapely
from intake.project import Project

from models import BadInputError
from optimizer.intake import export_database, import_instance
from optimizer.intake.corners import Ring, rings_of
from optimizer.intake.export_columns import SHEETS
from optimizer.intake.outline import drawn

FANGCHENG = Path(__file__).parents[2] / "instances" / "fangcheng"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fangcheng") / "out"
    export_database(FANGCHENG, folder)
    return folder


def test_codes_fit_a_shapefile() -> None:
    for sheet in SHEETS:
        codes = [column.code for column in sheet.columns]
        assert len(set(codes)) == len(codes)
        assert all(code.isascii() and len(code) <= 10 for code in codes)


def test_names(county: Path) -> None:
    names = {path.name for path in county.iterdir()}
    assert {"D1_411322_E_2020_KAICQK.shp", "D1_411322_E_2020_KAICQK.cpg", "D1_411322_E_2020_CKQ.shp"} <= names
    assert {"D1_411322_E_2020.gpkg", "D1_411322_E_2020.gdb", "D1_411322_E_2020_字段别名.csv"} <= names
    with (county / "D1_411322_E_2020_字段别名.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {
        "图层代码": "KAICQK",
        "图层名称": "开采规划区块",
        "字段代码": "GHQMJ",
        "字段名称": "面积",
        "单位": "km²",
    } in rows


@pytest.mark.parametrize("form", ["gpkg", "gdb"])
def test_full_chinese_names(county: Path, form: str) -> None:
    frame = pyogrio.read_dataframe(county / f"D1_411322_E_2020.{form}", layer="开采规划区块")
    assert {"规划区编号", "名称", "面积", "开采主矿种", "拐点坐标"} <= set(frame.columns)
    assert frame.crs.to_epsg() == 4547
    first = frame.set_index("规划区编号").loc["CQ-01"]
    assert first["名称"] == "榆林坪大理岩Ⅰ开采规划区块（示意）"
    assert first["面积"] == pytest.approx(1.85)


def test_whole_numbers_stay_whole_in_gdb(county: Path) -> None:
    info = pyogrio.read_info(county / "D1_411322_E_2020.gdb", layer="采矿权")
    kinds = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert kinds["有效期止"].startswith("int")


def test_corner_strings_are_the_outlines(county: Path) -> None:
    frame = pyogrio.read_dataframe(county / "D1_411322_E_2020.gpkg", layer="开采规划区块")
    shapes, flaws = drawn(frame["拐点坐标"].tolist(), "GDZB")
    assert flaws == ()
    for shape, string in zip(frame.geometry, shapes, strict=True):
        assert shapely.hausdorff_distance(shape, string) < 0.01


def test_gbk_round_trip(tmp_path: Path) -> None:
    """Out in GBK, in again through the import, the same blocks."""
    out = tmp_path / "db"
    made = export_database(
        import_instance(Project(tmp_path / "in").write(), tmp_path / "a").folder, out, encoding="GBK"
    )
    assert made.notes == ()
    data = (out / "D1_411322_E_2020_KAICQK.dbf").read_bytes()
    assert "石门山1区块".encode("gbk") in data
    project = Project(tmp_path / "again")
    project.blocks.spec["file"] = str(out / "D1_411322_E_2020_KAICQK.shp")
    project.blocks.spec["fields"]["ZYLDW"] = "resource.unit"
    again = import_instance(project.write(), tmp_path / "b")
    assert again.problems == ()
    assert (tmp_path / "a" / "blocks.csv").read_text("utf-8").replace("blocks.gpkg", "x").split("\n")[1][:60] == (
        (tmp_path / "b" / "blocks.csv").read_text("utf-8").split("\n")[1][:60]
    )
    (out / "D1_411322_E_2020_KAICQK.cpg").unlink()
    without = import_instance(project.write(), tmp_path / "c")
    assert (tmp_path / "c" / "blocks.csv").read_bytes() == (tmp_path / "b" / "blocks.csv").read_bytes()
    assert {problem.code for problem in without.problems} <= {"LD-816"}


def test_signs_that_gbk_lacks(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.case["minerals"][0]["capacity_unit"] = "万m³ 荒料"
    project.blocks.rows[0]["GHQMC"] = "𬒈石沟区块"
    made = import_instance(project.write(), tmp_path / "a")
    with pytest.raises(BadInputError) as caught:
        export_database(made.folder, tmp_path / "db", encoding="GBK")
    assert [(problem.code, problem.row, problem.field) for problem in caught.value.problems] == [
        ("LD-815", "CQ-01", "GHQMC")]  # fmt: skip
    assert not (tmp_path / "db").exists()


def test_long_text_is_left_out_and_told(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    circle = shapely.Point(project.blocks.shapes[0].centroid).buffer(500)
    project.blocks.shapes[0] = circle
    project.blocks.rows[0]["GHQMJ"] = round(circle.area / 1e6, 4)
    made = export_database(import_instance(project.write(), tmp_path / "a").folder, tmp_path / "db")
    assert [(note.code, note.row, note.field) for note in made.notes] == [("LD-819", "CQ-01", "GDZB")]
    full = pyogrio.read_dataframe(tmp_path / "db" / "D1_411322_E_2020.gpkg", layer="开采规划区块")
    assert len(full["拐点坐标"][0]) > 254


def test_strings_in_and_out() -> None:
    rings = rings_of("2,4,0,0,0,10,10,10,10,0,0,0,1,3,2,2,2,4,4,4,0,0,-1")
    assert isinstance(rings, tuple)
    assert [len(ring.points) for ring in rings] == [4, 3]
    assert [ring.flag for ring in rings] == ["1", "-1"]
    assert all(isinstance(ring, Ring) for ring in rings)
