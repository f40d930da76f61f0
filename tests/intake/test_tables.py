"""Spreadsheets as planners keep them, the spec itself, and the mapping that is guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.project import EAST, NORTH, Project, cornered, pairs, register, semicolons

from models import BadInputError
from optimizer.instance import load_case
from optimizer.intake import guess, import_instance
from optimizer.intake.outline import drawn
from optimizer.intake.units import convert, unit_of


def problems(spec: Path, out: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(BadInputError) as caught:
        import_instance(spec, out)
    return [(problem.code, problem.row, problem.field) for problem in caught.value.problems if problem.fatal]


def sheet(project: Project, change: Any) -> None:
    project.folder.mkdir(exist_ok=True)
    rows = cornered(project.blocks, pairs)
    book = openpyxl.Workbook()
    page = book.active
    page.append(list(rows[0]))
    for row in rows:
        page.append(list(row.values()))
    change(book, page)
    book.save(project.folder / "blocks.xlsx")
    project.formats["blocks"] = "xlsx"


def test_formula_without_result(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    sheet(project, lambda _, page: page.cell(3, 7, "=1000*1.2"))
    assert problems(project.write(), tmp_path / "out") == [("LD-826", "CQ-02", "ZYL")]


def test_two_sheets_and_none_named(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    sheet(project, lambda book, _: book.create_sheet("说明"))
    assert [code for code, *_ in problems(project.write(), tmp_path / "out")] == ["LD-812"]


def test_heading_twice(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    sheet(project, lambda _, page: page.cell(1, 3, "GHQMC"))
    assert ("LD-828", "1", "GHQMC") in problems(project.write(), tmp_path / "out")


def test_row_longer_than_its_header(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    sheet(project, lambda _, page: page.cell(3, 12, "？"))
    assert problems(project.write(), tmp_path / "out") == [("LD-827", "CQ-02", "")]


def test_csv_that_is_not_the_stated_encoding(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.formats["blocks"] = "csv"
    project.write()
    file = project.folder / "blocks.csv"
    file.write_bytes(file.read_text("utf-8-sig").encode("gbk"))
    project.blocks.spec["encoding"] = "utf-8"
    assert [code for code, *_ in problems(project.write(), tmp_path / "out")] == ["LD-815"]


def test_corners_one_a_row_with_a_hole_apart(tmp_path: Path) -> None:
    """Block 1: 1000 m × 800 m, four corners in four rows, its other fields in the first of them only."""
    project = Project(tmp_path / "in")
    project.folder.mkdir()
    lines = ["区块编号,序号,X,Y,矿种,方式"]
    for name, west in (("CQ-01", 3000), ("CQ-02", 6000)):
        corners = [(0, 0), (0, 1000), (800, 1000), (800, 0)]
        for number, (north, east) in enumerate(corners, 1):
            rest = "stone,露天" if number == 1 else ","
            lines.append(f"{name if number == 1 else ''},{number},{NORTH + north},{EAST + west + east},{rest}")
    (project.folder / "blocks.csv").write_text("\n".join(lines), "utf-8")
    project.formats["blocks"] = "csv"
    project.blocks.spec = {
        "role": "blocks", "crs": "EPSG:4547", "corners": {"x": "X", "y": "Y"},
        "fields": {"区块编号": "id", "矿种": "mineral", "方式": "method"},
    }  # fmt: skip
    made = import_instance(project.write(), tmp_path / "out")
    loaded = load_case(made.folder)
    assert loaded.geometry is not None
    assert loaded.geometry.layers["blocks"].geometry.area.round(3).tolist() == [800_000.0, 800_000.0]


def test_hole(tmp_path: Path) -> None:
    """A hole of 100 m × 100 m: 0.8 km² less 0.01 km²."""
    project = Project(tmp_path / "in")
    corners = [(100, 3100), (100, 3200), (200, 3200), (200, 3100)]
    ring = "4," + ",".join(f"{n},{NORTH + y},{EAST + x}" for n, (y, x) in enumerate(corners, 1))
    project.blocks.rows[0]["拐点坐标"] = "2" + register(project.blocks.shapes[0])[1:] + f",{ring},0,0,-1"
    project.blocks.rows[0]["GHQMJ"] = 0.79
    project.formats["blocks"] = "csv"
    made = import_instance(project.write(), tmp_path / "out")
    assert made.problems == ()


def test_spec_faults(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.text = "case: {}\nsources:\n  - {role: blocks, fil: a.shp}\nmore: 1\n"
    assert [code for code, *_ in problems(project.write(), tmp_path / "out")] == ["LD-802", "LD-802"]
    project.text = "case: [\n"
    assert [code for code, *_ in problems(project.write(), tmp_path / "out")] == ["LD-103"]
    project.text = "case: none.yaml\nsources:\n  - {role: blocks, file: a.shp}\n"
    assert [code for code, *_ in problems(project.write(), tmp_path / "out")] == ["LD-803"]


def test_target_is_there(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert [code for code, *_ in problems(Project(tmp_path / "in").write(), tmp_path / "out")] == ["LD-804"]


def test_guess_writes_a_mapping_to_confirm(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.mines.spec.pop("fields")
    project.blocks.spec.pop("fields")
    spec = project.write()
    spec.write_text("# 我的说明\n" + spec.read_text("utf-8"), "utf-8")
    found = {one.role: one for one in guess(spec)}
    assert {line.field: line.to for line in found["mines"].lines}["XKZH"] == "licence"
    assert {line.field: line.unit for line in found["mines"].lines}["SJGM"] == ""
    text = spec.read_text("utf-8")
    assert text.startswith("# 我的说明\n")
    assert "state the unit" in text
    codes = [code for code, *_ in problems(spec, tmp_path / "out")]
    assert codes.count("LD-808") == 2
    text = "\n".join(line for line in text.splitlines() if "confirmed: false" not in line)
    text = text.replace('"SJGM": {to: capacity, unit: ""', '"SJGM": {to: capacity, unit: "万t"')
    text = text.replace('"ZYL": {to: resource, unit: ""', '"ZYL": {to: resource, unit: "万t"')
    text = text.replace('"KQMJ": {to: area_km2, unit: "km²"', '"KQMJ": {to: area_km2, unit: "ha"')
    spec.write_text(text, "utf-8")
    assert yaml.safe_load(text)["sources"][1]["fields"]["GHQBH"] == "id"
    made = import_instance(spec, tmp_path / "out")
    assert made.problems == ()
    assert load_case(made.folder).case.mines[0].licence == "C4113222010067120061001"


def test_guess_reads_units_in_headings(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.folder.mkdir()
    (project.folder / "blocks.csv").write_text("区块编号,面积(公顷),备注\nCQ-01,80,x\n", "utf-8")
    project.formats["blocks"] = "csv"
    project.blocks.spec = {"role": "blocks", "crs": "EPSG:4547"}
    found = guess(project.write())[0]
    assert [(line.field, line.to, line.unit) for line in found.lines] == [
        ("区块编号", "id", ""), ("面积(公顷)", "area_km2", "公顷")]  # fmt: skip
    assert found.left == ("备注",)


def test_long_numbers_in_excel_have_lost_digits(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    sheet(project, lambda _, page: page.cell(3, 1, 4113222010067120))
    assert problems(project.write(), tmp_path / "out") == [("LD-845", "4113222010067120.0", "GHQBH")]


def test_system_from_the_county(tmp_path: Path) -> None:
    """113.0° E lies in zone 38 (114°), 4547; the choice is told."""
    project = Project(tmp_path / "in")
    project.case["frame"].pop("crs")
    made = import_instance(project.write(), tmp_path / "out")
    assert [(problem.code, problem.value) for problem in made.problems] == [("LD-871", "EPSG:4547")]
    assert load_case(made.folder).case.frame.crs == "EPSG:4547"


def test_the_zone_next_door_may_be_used_but_is_told(tmp_path: Path) -> None:
    """EPSG:4546 has its meridian at 111°, two degrees from the county: 0.06 % of length, 0.1 % of area."""
    project = Project(tmp_path / "in")
    project.case["frame"]["crs"] = "EPSG:4546"
    made = import_instance(project.write(), tmp_path / "out")
    assert [(problem.code, problem.remedy.en) for problem in made.problems] == [("LD-872", "use EPSG:4547")]


def test_no_system_at_all(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.case["frame"].pop("crs")
    project.layers = {"mines": project.mines}
    project.mines.crs = None
    assert [code for code, *_ in problems(project.write(), tmp_path / "out")] == ["LD-873"]


def test_role_twice(tmp_path: Path) -> None:
    project = Project(tmp_path / "in")
    project.extra = [{"file": "blocks.gpkg", **project.blocks.spec}]
    assert "LD-806" in [code for code, *_ in problems(project.write(), tmp_path / "out")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=3, max_size=12, unique=True))
def test_corner_strings_round_trip(points: list[tuple[int, int]]) -> None:
    """Whatever the points, all three forms give back the ring that was written, corner by corner."""
    ring = shapely.Polygon([(EAST + x, NORTH + y) for x, y in points])
    for form in (register, pairs, semicolons):
        shapes, flaws = drawn([form(ring)], "GDZB")
        assert flaws == ()
        assert shapely.get_coordinates(shapes[0]).tolist() == shapely.get_coordinates(ring).tolist()


@pytest.mark.parametrize(("given_", "unit", "wanted", "found"), [
    ("80", "公顷", "km²", "0.80"), ("1234567", "m²", "km²", "1.234567"), ("0.85", "亿吨", "万t", "8.5E+3"),
    ("12345", "吨", "万t/a", "1.2345"), ("3", "kt", "万t", "0.3"), ("7", "万立方米/年", "m3", "7E+4"),
    ("5", "t", "m³", None), ("5", "万t CaF₂", "万t", None), ("5", "万t CaF₂", "万t CaF₂", "5"),
])  # fmt: skip
def test_units(given_: str, unit: str, wanted: str, found: str | None) -> None:
    one, two = unit_of(unit), unit_of(wanted)
    assert one is not None
    assert two is not None
    value = convert(Decimal(given_), one, two)
    assert (None if value is None else str(value)) == found


def test_degrees_minutes_seconds(tmp_path: Path) -> None:
    """One second of latitude is 30.8 m, of longitude 25.9 m at 33.25° N: 40″ × 30″ is about 1036 m × 924 m."""
    project = Project(tmp_path / "in")
    project.folder.mkdir()
    text = "1130100,331500;1130140,331500;1130140,331530;1130100,331530"
    (project.folder / "blocks.csv").write_text(f'编号,矿种,方式,坐标\nA,stone,露天,"{text}"\n', "utf-8")
    project.formats["blocks"] = "csv"
    fields = {"编号": "id", "矿种": "mineral", "方式": "method", "坐标": "corners"}
    project.blocks.spec = {"role": "blocks", "crs": "EPSG:4490", "fields": fields}
    geometry = load_case(import_instance(project.write(), tmp_path / "out").folder).geometry
    assert geometry is not None
    west, south, east, north = geometry.layers["blocks"].total_bounds
    assert (east - west, north - south) == pytest.approx((1036, 925), rel=0.01)
