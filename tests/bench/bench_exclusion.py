# ruff: noqa: T201
"""What is left of n blocks under one exclusion layer: our rounds of differences beside geopandas.overlay, same data.

    python tests/bench/bench_exclusion.py [--blocks 1000 10000] [--features 2800] [--corners 70] [--slow]

Prints seconds, ratio and the largest difference in free area of a block [m²]. With --slow also 100 000 blocks and a
layer of a million vertices, ours alone (overlay does not finish). Seeded; no network.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from typing import Any

import geopandas
import numpy as np
import shapely

from models import Layer, Text
from optimizer.spatial.arrays import Shapes
from optimizer.spatial.exclusion import touch

EXTENT = 60_000.0
LAYER = Layer(id="red", name=Text(zh="红线", en="red line"))


def stars(rng: np.random.Generator, count: int, corners: int, radius: tuple[float, float]) -> Shapes:
    """Return star-shaped polygons with so many corners, centres over a square county [m]."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    length = rng.uniform(*radius, (count, 1)) * rng.uniform(0.7, 1.0, (count, corners))
    centre = rng.uniform(0, EXTENT, (count, 2))
    x, y = centre[:, :1] + length * np.cos(angle), centre[:, 1:] + length * np.sin(angle)
    return np.asarray(shapely.polygons(np.stack([x, y], axis=-1)), dtype=object)


def ours(blocks: Shapes, features: Shapes) -> np.ndarray:
    """Return the free area of each block [m²]."""
    done = touch(LAYER, blocks, features)
    free = shapely.area(blocks)
    free[done.sites] -= done.overlap
    return np.asarray(free)


def overlay(blocks: Shapes, features: Shapes) -> np.ndarray:
    """Return the same by geopandas.overlay."""
    left = geopandas.GeoDataFrame({"row": np.arange(len(blocks))}, geometry=list(blocks))
    right = geopandas.GeoDataFrame(geometry=list(features))
    rest = geopandas.overlay(left, right, how="difference")
    free = np.zeros(len(blocks))
    free[rest["row"].to_numpy()] = rest.area.to_numpy()
    return free


def clock(work: Any, *arguments: Shapes) -> tuple[float, np.ndarray]:
    """Return the seconds that the work takes, best of two where it is short, and its result."""
    begin = time.perf_counter()
    result = work(*arguments)
    seconds = time.perf_counter() - begin
    if seconds < 5:
        begin = time.perf_counter()
        work(*arguments)
        seconds = min(seconds, time.perf_counter() - begin)
    return seconds, result


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--features", type=int, default=2_800)
    parser.add_argument("--corners", type=int, default=70)
    parser.add_argument("--slow", action="store_true")
    options = parser.parse_args(arguments)
    rng = np.random.default_rng(7)
    features = stars(rng, options.features, options.corners, (100, 900))
    print(f"layer: {len(features)} features, {shapely.get_num_coordinates(features).sum()} vertices")
    print(f"{'blocks':>8} {'ours s':>8} {'overlay s':>10} {'ratio':>7} {'worst m²':>9}")
    for count in options.blocks:
        blocks = stars(rng, count, 24, (50, 250))
        fast, free = clock(ours, blocks, features.copy())
        slow, reference = clock(overlay, blocks, features.copy())
        worst = np.abs(free - reference).max()
        print(f"{count:>8} {fast:>8.2f} {slow:>10.2f} {slow / fast:>6.1f}x {worst:>9.1e}")
    if options.slow:
        alone(rng)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def alone(rng: np.random.Generator) -> None:
    """Print what the large cases take, ours only."""
    for count, features, corners in (
        (100_000, 2_800, 70),
        (10_000, 14, 70_000),
        (100_000, 14_000, 70),
        (100_000, 14, 70_000),
    ):
        reach = (100.0, 900.0) if corners < 1000 else (4_000.0, 9_000.0)
        layer = stars(rng, features, corners, reach)
        seconds, _ = clock(ours, stars(rng, count, 24, (50, 250)), layer)
        print(f"{count:>8} {seconds:>8.2f} {'-':>10} {features * corners:>9} vertices in {features} features")


if __name__ == "__main__":
    main()
