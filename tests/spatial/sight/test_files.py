"""Reading terrains: ASCII grids and GeoTIFF give the same heights; what is wrong is told, nothing is guessed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spatial.build import CRS, EAST, NORTH
from spatial.sight.relief import grid, hills, write_grid

from optimizer.spatial.sight.ascii_grid import read_ascii
from optimizer.spatial.sight.find import find
from optimizer.spatial.sight.terrain import Terrain, height_at, positions, window

TARGET = pyproj.CRS.from_user_input(CRS)
AROUND = (EAST + 200, NORTH - 800, EAST + 800, NORTH - 200)


def write_tiff(folder: Path, terrain: Terrain, crs: str = CRS, nodata: float | None = -9999.0) -> Path:
    rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed")
    (folder / "layers").mkdir(parents=True, exist_ok=True)
    move = rasterio.Affine(terrain.wide, 0, terrain.west - terrain.wide / 2, 0, -terrain.high,
                           terrain.north + terrain.high / 2)  # fmt: skip
    rows, columns = terrain.heights.shape
    path = folder / "layers" / "terrain.tif"
    with rasterio.open(path, "w", driver="GTiff", width=columns, height=rows, count=1, dtype="float64", crs=crs,
                       transform=move, nodata=nodata) as data:  # fmt: skip
        data.write(np.nan_to_num(terrain.heights, nan=-9999.0), 1)
    return path


def test_an_ascii_grid_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.asc"
    path.write_text("NCOLS 3\nnrows\t2\nxllcorner 100\nyllcorner 50\ncellsize 10\nNODATA_value -1\n1 2 3\n4 -1 6.5\n")
    terrain = read_ascii(path)
    assert (terrain.west, terrain.north, terrain.wide, terrain.high) == (105, 65, 10, 10)
    assert np.array_equal(terrain.heights, [[1, 2, 3], [4, np.nan, 6.5]], equal_nan=True)
    path.write_text("ncols 2\nnrows 2\nxllcenter 5\nyllcenter 7\ndx 10\ndy 20\n1 2\n3 4\n")
    terrain = read_ascii(path)
    assert (terrain.west, terrain.north, terrain.wide, terrain.high) == (5, 27, 10, 20)


HEAD = "ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 10\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no ncols"),
        (HEAD + "1 2 3\n4 5\n", "announced"),
        (HEAD + "1 2 3\n4 5 6 7\n", "announced"),
        (HEAD + "1 2 3\n4 five 6\n", ""),
        (HEAD.replace("3", "3000000") + "1 2 3\n", "the file has"),
        (HEAD.replace("3", "2.5") + "1 2 3 4\n", "whole numbers"),
        (HEAD.replace("cellsize 10", "cellsize 0") + "1 2 3\n4 5 6\n", "no cellsize"),
        (HEAD.replace("yllcorner 0\n", "") + "1 2 3\n4 5 6\n", "neither yllcorner"),
        (HEAD.replace("xllcorner 0", "xllcorner east") + "1 2 3\n4 5 6\n", "“xllcorner east”"),
        (HEAD.replace("xllcorner 0", "xllcorner") + "1 2 3\n4 5 6\n", "“xllcorner”"),
    ],
)
def test_a_bad_grid_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = write_grid(tmp_path, grid(np.zeros((2, 2))))
    path.write_text(text)
    terrain, file, (told,) = find(tmp_path, AROUND, TARGET)
    assert terrain is None and file == "layers/terrain.asc"
    assert told.code == "LD-661" and told.fatal and words in told.message.en


@given(arrays(np.float64, (7, 6), elements=st.floats(-400, 8000)), st.integers(-90, 90), st.integers(-90, 90))
def test_a_window_shows_the_same_heights_in_the_same_places(heights: np.ndarray, east: int, north: int) -> None:
    terrain = grid(heights)
    bounds = (EAST + east, NORTH + north - 35, EAST + east + 25, NORTH + north)
    part = window(terrain, bounds, 12)
    points = np.random.default_rng(0).uniform((bounds[0], bounds[1]), (bounds[2], bounds[3]), (20, 2))
    before, after = (height_at(one, positions(one, points)) for one in (terrain, part))
    known = ~np.isnan(before)
    assert np.allclose(before[known], after[known], atol=1e-6)
    assert np.isnan(after[~known]).sum() >= (~known).sum() - 3  # on the rim itself rounding may go either way
    west, south, far, top = part.bounds
    assert west <= bounds[0] - 12 and south <= bounds[1] - 12 and far >= bounds[2] + 12 and top >= bounds[3] + 12


def test_a_tiff_and_a_grid_agree(tmp_path: Path) -> None:
    terrain = grid(hills(1, 101), 10)
    terrain.heights[40, 40] = np.nan
    write_tiff(tmp_path / "tif", terrain)
    write_grid(tmp_path / "asc", terrain)
    both = [find(tmp_path / kind, AROUND, TARGET) for kind in ("tif", "asc")]
    assert [told for _, _, told in both] == [(), ()]
    parts = [window(one, AROUND) for one, _, _ in both if one is not None]
    assert parts[0].west == pytest.approx(parts[1].west) and parts[0].north == pytest.approx(parts[1].north)
    assert np.allclose(parts[0].heights, parts[1].heights, equal_nan=True)
    assert np.isnan(parts[0].heights).sum() == 1


@pytest.mark.parametrize("kind", ["tif", "asc"])
def test_another_system_is_resampled_and_told(tmp_path: Path, kind: str) -> None:
    # a plane that rises 1 m in 10 to the east, given with zone 38 in front: the same heights come back
    columns = np.arange(101.0)
    zoned = Terrain(np.tile(columns, (101, 1)), 38_000_000 + EAST, NORTH, 10.0, 10.0)
    if kind == "tif":
        write_tiff(tmp_path, zoned, "EPSG:4526")
    else:
        pytest.importorskip("rasterio", reason="rasterio is not installed")
        write_grid(tmp_path, zoned, "EPSG:4526")
    terrain, _, (told,) = find(tmp_path, AROUND, TARGET)
    assert terrain is not None and told.code == "LD-664" and not told.fatal
    points = np.random.default_rng(0).uniform(AROUND[:2], AROUND[2:], (50, 2))
    heights = height_at(terrain, positions(terrain, points))
    assert np.allclose(heights, (points[:, 0] - EAST) / 10, atol=0.02)


def test_a_tiff_without_the_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "terrain.tif").write_bytes(b"II*\0")
    monkeypatch.setitem(sys.modules, "rasterio", None)
    terrain, _, (told,) = find(tmp_path, AROUND, TARGET)
    assert terrain is None and told.code == "LD-662" and told.fatal
    assert "lodeplan[terrain]" in told.remedy.en and "terrain.prj" in told.remedy.zh


def test_a_tiff_that_is_none_is_told(tmp_path: Path) -> None:
    pytest.importorskip("rasterio", reason="rasterio is not installed")
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "terrain.tif").write_bytes(b"II*\0" + b"\xff" * 40)
    assert [told.code for told in find(tmp_path, AROUND, TARGET)[2]] == ["LD-661"]


@pytest.mark.parametrize(("crs", "code"), [(None, "LD-601"), ("EPSG:4490", "LD-603"), ("EPSG:4526", "LD-604"),
                                           ("EPSG:2383", "LD-607")])  # fmt: skip
def test_a_system_that_cannot_be_right_is_refused(tmp_path: Path, crs: str | None, code: str) -> None:
    write_grid(tmp_path, grid(hills(1, 20)), crs)
    terrain, _, told = find(tmp_path, AROUND, TARGET)
    assert terrain is None and [(one.code, one.fatal, one.row) for one in told] == [(code, True, "terrain")]


def test_heights_that_no_ground_has_are_unknown(tmp_path: Path) -> None:
    heights = np.full((5, 5), 200.0)
    heights[0, 0], heights[1, 1] = -32768, 32767
    write_grid(tmp_path, grid(heights))
    terrain, _, told = find(tmp_path, AROUND, TARGET)
    assert terrain is not None and told == () and np.isnan(terrain.heights).sum() == 2
