"""Lines of sight: observers × cells a second and memory, beside gdal_viewshed where it is installed; then a whole case.

    python tests/bench/bench_sight.py [--observers 20]

SYNTHETIC fractal hills of 1,000 × 1,000 cells of 30 m. A line is one observer and one cell within the cap. Ours tests
each line exactly; gdal_viewshed takes each cell's horizon from its neighbours, and its time includes starting a
process an observer and reading the grid, which the figure with a cap of 60 m shows.
The last table goes through what a case does: sites beside a road, only their cells asked, a cell once seen not again.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parents[1]))

from spatial.build import EAST, NORTH, layer
from spatial.sight.relief import grid, hills, write_grid

from models import Sight
from optimizer.spatial.arrays import Floats, shapes_of
from optimizer.spatial.sight.ground import in_sight
from optimizer.spatial.sight.terrain import Terrain, window
from optimizer.spatial.sight.viewshed import view

SIZE, CELL = 1000, 30.0


def centres(terrain: Terrain, count: int, cap: float) -> Floats:
    """Return so many cells' centres, the cap away from the rim [m]."""
    edge = int(cap // CELL) + 2
    cells = np.random.default_rng(1).integers(edge, SIZE - edge, (count, 2))
    return np.column_stack([terrain.west + cells[:, 1] * CELL, terrain.north - cells[:, 0] * CELL])


def ours(terrain: Terrain, observers: Floats, cap: float) -> tuple[float, int, int]:
    """Return seconds, lines and lines that are free, one observer after the other."""
    begin, lines, free = time.perf_counter(), 0, 0
    for x, y in observers:
        part = window(terrain, (x, y, x, y), cap)
        cells = np.argwhere(np.ones(part.heights.shape, dtype=bool))
        away = np.hypot(part.west + cells[:, 1] * CELL - x, part.north - cells[:, 0] * CELL - y)
        cells = cells[away <= cap]
        lines += len(cells)
        free += int(view(part, cells, np.array([[x, y]]), Sight(), cap).seen.sum())
    return time.perf_counter() - begin, lines, free


def gdal(folder: Path, terrain: Terrain, observers: Floats, cap: float) -> float:
    """Return the seconds that gdal_viewshed takes for the same observers."""
    source = write_grid(folder, terrain).with_suffix(".asc")
    tiff = folder / "terrain.tif"
    subprocess.run(["gdal_translate", "-q", str(source), str(tiff)], check=True)
    begin = time.perf_counter()
    for x, y in observers:
        flags = {"-ox": x, "-oy": y, "-oz": 1.6, "-tz": 0, "-md": cap, "-cc": 0.87}
        words = [str(part) for pair in flags.items() for part in pair]
        subprocess.run(["gdal_viewshed", "-q", *words, str(tiff), str(folder / "out.tif")], check=True)
    return time.perf_counter() - begin


def lines_a_second(terrain: Terrain, count: int) -> None:
    """Print the table of single viewsheds."""
    there = shutil.which("gdal_viewshed") and shutil.which("gdal_translate")
    print(f"{'cap m':>6} {'lines':>9} {'free':>6} {'ours s':>7} {'lines/s':>9}  gdal_viewshed s (with a cap of 60 m)")
    for cap in (500.0, 1000.0, 3000.0, 10_000.0):
        points = centres(terrain, count, cap)
        seconds, lines, free = ours(terrain, points, cap)
        theirs = "not installed"
        if there:
            with tempfile.TemporaryDirectory() as folder:
                whole = gdal(Path(folder), terrain, points, cap)
                start = gdal(Path(folder), terrain, points, 60.0)
            theirs = f"{whole:.2f} ({start:.2f})"
        print(
            f"{cap:>6.0f} {lines:>9} {free / lines:>6.1%} {seconds:>7.2f} {lines / seconds:>9.0f}  {theirs}", flush=True
        )


def cases(terrain: Terrain) -> None:
    """Print what sites along a road of 25 km take."""
    x = np.linspace(2_000, 27_000, 200)
    road = shapes_of([shapely.LineString(np.column_stack([EAST + x, NORTH - 15_000 + 1500 * np.sin(x / 3000)]))])
    print(f"\n{'sites':>6} {'cap m':>6} {'step m':>6} {'lines asked':>12} {'seconds':>8} {'in sight':>9} {'cells':>8}")
    for count, cap, step in ((50, 1000, 50), (50, 3000, 50), (50, 1000, 10), (500, 1000, 50)):
        rng = np.random.default_rng(2)
        west, south = EAST + rng.uniform(2_000, 26_000, count), NORTH - rng.uniform(12_500, 17_500, count)
        sites = shapes_of(shapely.box(west, south, west + 800, south + 700))
        sight = Sight(cap_m=cap, step_m=step)
        begin = time.perf_counter()
        _, seen = in_sight(layer("road"), sight, tuple(map(str, range(count))), sites, road, terrain)
        seconds = time.perf_counter() - begin
        asked, cells = sum(one.observers * one.cells for one in seen), sum(one.cells for one in seen)
        share = sum(one.seen for one in seen) / cells
        print(f"{count:>6} {cap:>6} {step:>6} {asked:>12} {seconds:>8.2f} {share:>9.1%} {cells:>8}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observers", type=int, default=20)
    options = parser.parse_args(arguments)
    terrain = grid(hills(5, SIZE), CELL)
    lines_a_second(terrain, options.observers)
    cases(terrain)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
