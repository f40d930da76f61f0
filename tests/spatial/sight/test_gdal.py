"""Beside gdal_viewshed on synthetic hills, with lines tried at a thousand points as the umpire; prints the shares."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from spatial.sight.reference import sampled
from spatial.sight.relief import grid, hills, seen, write_grid

from optimizer.spatial.arrays import Mask
from optimizer.spatial.sight.terrain import Terrain

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("gdal_viewshed") is None, reason="gdal_viewshed (gdal-bin) is not installed"),
]
CAP = 3000.0


def theirs(folder: Path, terrain: Terrain, eye: tuple[int, int], eye_m: float) -> Mask:
    """Return what gdal_viewshed sees within the cap; everything outside hidden."""
    rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed: no way to read what GDAL writes")
    source, out = write_grid(folder, terrain), folder / "seen.tif"
    x, y = terrain.west + eye[1] * terrain.wide, terrain.north - eye[0] * terrain.high
    flags = {"-ox": x, "-oy": y, "-oz": eye_m, "-tz": 0, "-md": CAP, "-cc": 0.87, "-vv": 1, "-iv": 0, "-ov": 0}
    words = [str(part) for pair in flags.items() for part in pair]
    subprocess.run(["gdal_viewshed", "-q", *words, str(source), str(out)], check=True)
    whole = np.zeros(terrain.heights.shape, dtype=bool)
    with rasterio.open(out) as data:
        move = data.transform
        top = round((terrain.north + terrain.high / 2 - move.f) / terrain.high)
        left = round((move.c - terrain.west + terrain.wide / 2) / terrain.wide)
        whole[top : top + data.height, left : left + data.width] = data.read(1) == 1
    return whole


@pytest.mark.parametrize(
    ("relief", "eye_m", "seed"), [(20, 1.6, 5), (60, 1.6, 5), (150, 1.6, 5), (150, 1.6, 4), (60, 30.0, 5)]
)
def test_beside_gdal(tmp_path: Path, relief: float, eye_m: float, seed: int) -> None:
    terrain = grid(hills(seed, 200, relief), 30)
    same = truth = fault = lost = 0.0
    eyes = [(60, 60), (60, 140), (100, 100), (140, 70), (130, 130)]
    for number, eye in enumerate(eyes):
        cells = np.argwhere(np.hypot(*(np.indices((200, 200)) - np.array(eye)[:, None, None])) * 30 <= CAP)
        umpire = sampled(terrain.heights, eye, eye_m, cells, 30, 0.13)
        ours = seen(terrain, [eye], CAP, observer_m=eye_m)[tuple(cells.T)]
        gdal = theirs(tmp_path / str(number), terrain, eye, eye_m)[tuple(cells.T)]
        same += (ours == gdal).mean() / len(eyes)
        truth += (ours == umpire).mean() / len(eyes)
        fault += (gdal == umpire).mean() / len(eyes)
        lost += (umpire & ~gdal).mean() / len(eyes)
    print(  # noqa: T201 - the measured figures
        f"relief {relief} m, eye {eye_m} m: ours = gdal {same:.2%}, ours = umpire {truth:.2%}, "
        f"gdal = umpire {fault:.2%}, seen by the umpire and hidden by gdal {lost:.2%}"
    )
    assert truth > 0.985 and truth > fault and same > 0.8
