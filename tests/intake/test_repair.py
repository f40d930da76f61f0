"""--repair mends without moving ground and says by how much; datum takes a web map's shift out when told to."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from intake.planting import BOW, HOLE, SQUARE, polygon, shifted_source
from intake.project import Project, box

from optimizer.instance import load_case
from optimizer.intake import import_instance


def mended(tmp_path: Path, shape: object) -> tuple[float, float, float, shapely.Geometry]:
    project = Project(tmp_path / "in")
    project.formats["blocks"] = "geojson"
    project.blocks.shapes[1] = shape
    project.blocks.rows[1]["GHQMJ"] = None
    made = import_instance(project.write(), tmp_path / "out", repair=True)
    assert [problem.row for problem in made.problems if problem.code == "LD-899"] == ["CQ-02"]
    (mend,) = made.mends
    geometry = load_case(made.folder).geometry
    assert geometry is not None
    shape = geometry.layers["blocks"].set_index("id").geometry["CQ-02"]
    return mend.before, mend.after, mend.changed, shape


def test_bow_tie(tmp_path: Path) -> None:
    """Two triangles of 1000 × 400 / 2 = 200 000 m² each, which cancel in the drawn ring's signed area."""
    before, after, changed, shape = mended(tmp_path, BOW)
    assert (before, after, changed) == pytest.approx((0, 400_000, 0), abs=1e-3)
    assert shape.area == pytest.approx(400_000)


def test_open_ring(tmp_path: Path) -> None:
    _, after, changed, shape = mended(tmp_path, polygon(SQUARE[:-1]))
    assert (after, changed) == pytest.approx((800_000, 0), abs=1e-6)
    assert shape.equals(box(6000, 0))


def test_hole_over_the_edge(tmp_path: Path) -> None:
    """A hole of 100 m × 100 m of which half lies outside: 5 000 m² are cut out, the rest was never inside."""
    hole = [[x + 550, y] for x, y in HOLE]
    _, after, _, shape = mended(tmp_path, polygon(SQUARE, hole))
    assert after == pytest.approx(795_000)
    assert box(6000, 0).covers(shape)


def test_repeated_points(tmp_path: Path) -> None:
    before, after, changed, _ = mended(tmp_path, polygon([*SQUARE[:2], SQUARE[1], *SQUARE[2:]]))
    assert (before, after, changed) == pytest.approx((800_000, 800_000, 0), abs=1e-6)


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_shift_taken_out_when_stated(tmp_path: Path, datum: str) -> None:
    project = Project(tmp_path / "in")
    shifted_source(datum)(project)
    project.blocks.spec["datum"] = datum
    made = import_instance(project.write(), tmp_path / "out")
    assert [problem.code for problem in made.problems] == ["LD-870"]
    geometry = load_case(made.folder).geometry
    assert geometry is not None
    found = geometry.layers["blocks"].set_index("id").geometry["CQ-01"]
    assert shapely.hausdorff_distance(found, box(3000, 0)) < 0.01
