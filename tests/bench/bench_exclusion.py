"""What is left of n blocks under an exclusion layer: our rounds of differences beside geopandas.overlay, same data.

    python tests/bench/bench_exclusion.py [--blocks 1000 10000] [--slow]

Three layers over a county of 60 × 60 km: parcels (2,800 features of 70 corners), corridors (60 crooked lines of 1,000
corners, 100 m to both sides; buffering counted on either side), outlines (14 features of 7,000 corners). Prints
seconds, ratio and the largest difference in free area of a block [m²]. With --slow also 100 000 blocks and layers of
a million vertices, ours alone. Seeded; needs no network.
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
from optimizer.spatial.exclusion import touch, widened

EXTENT = 60_000.0


def blobs(rng: np.random.Generator, count: int, corners: int, radius: tuple[float, float]) -> Shapes:
    """Return crooked outlines: r(φ) = R·(1 + a sum of waves that weaken as k^-1.3), centres over the county."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    waves = np.arange(1, min(corners // 4, 400))
    spectrum = np.zeros((count, corners // 2 + 1), dtype=complex)
    phase = np.exp(1j * rng.uniform(0, 2 * np.pi, (count, len(waves))))
    spectrum[:, waves] = 0.35 * rng.normal(size=phase.shape) / waves**1.3 * phase
    wave = np.fft.irfft(spectrum, corners, axis=1) * corners / 2
    length = rng.uniform(*radius, (count, 1)) * np.clip(1 + wave, 0.3, 2.0)
    centre = rng.uniform(0, EXTENT, (count, 2))
    x, y = centre[:, :1] + length * np.cos(angle), centre[:, 1:] + length * np.sin(angle)
    return np.asarray(shapely.polygons(np.stack([x, y], axis=-1)), dtype=object)


def corridors(rng: np.random.Generator, count: int, corners: int) -> Shapes:
    """Return lines from west to east that wander north and south like roads."""
    x = np.tile(np.linspace(0, EXTENT, corners), (count, 1))
    y = rng.uniform(0, EXTENT, (count, 1)) + np.cumsum(rng.normal(0, 60, (count, corners)), axis=1)
    return np.asarray(shapely.linestrings(np.stack([x, y], axis=-1)), dtype=object)


def ours(blocks: Shapes, features: Shapes, buffer: int) -> np.ndarray:
    """Return the free area of each block [m²]."""
    layer = Layer(id="red", name=Text(zh="红线", en="red line"), buffer_m=buffer)
    done = touch(layer, blocks, features)
    free = shapely.area(blocks)
    free[done.sites] -= done.overlap
    return np.asarray(free)


def overlay(blocks: Shapes, features: Shapes, buffer: int) -> np.ndarray:
    """Return the same by geopandas.overlay."""
    left = geopandas.GeoDataFrame({"row": np.arange(len(blocks))}, geometry=list(blocks))
    right = geopandas.GeoDataFrame(geometry=list(features))
    if buffer:
        right.geometry = widened(features, buffer)
    rest = geopandas.overlay(left, right, how="difference")
    free = np.zeros(len(blocks))
    free[rest["row"].to_numpy()] = rest.area.to_numpy()
    return free


def clock(work: Any, blocks: Shapes, features: Shapes, buffer: int) -> tuple[float, np.ndarray]:
    """Return the seconds that the work takes, the better of two where it is short, and its result."""
    seconds = np.inf
    for _ in range(2):
        fresh = features.copy()
        begin = time.perf_counter()
        result = work(blocks, fresh, buffer)
        seconds = min(seconds, time.perf_counter() - begin)
        if seconds > 5:
            break
    return seconds, result


def compare(name: str, counts: Sequence[int], features: Shapes, buffer: int, rng: np.random.Generator) -> None:
    """Print ours beside overlay for each number of blocks."""
    print(f"\n{name}: {len(features)} features, {shapely.get_num_coordinates(features).sum()} vertices, {buffer} m")
    print(f"{'blocks':>8} {'ours s':>8} {'overlay s':>10} {'ratio':>7} {'worst m²':>9}")
    for count in counts:
        blocks = blobs(rng, count, 24, (50, 250))
        fast, free = clock(ours, blocks, features, buffer)
        slow, reference = clock(overlay, blocks, features, buffer)
        worst = np.abs(free - reference).max()
        print(f"{count:>8} {fast:>8.2f} {slow:>10.2f} {slow / fast:>6.1f}x {worst:>9.1e}", flush=True)


def alone(rng: np.random.Generator) -> None:
    """Print what the large cases take, ours only."""
    print(f"\n{'blocks':>8} {'ours s':>8}  layer")
    small, large = (100.0, 900.0), (4_000.0, 9_000.0)
    for count, features, corners, radius in (
        (100_000, 2_800, 70, small),
        (100_000, 14_000, 70, small),
        (10_000, 14, 70_000, large),
        (100_000, 14, 70_000, large),
    ):
        layer = blobs(rng, features, corners, radius)
        seconds, _ = clock(ours, blobs(rng, count, 24, (50, 250)), layer, 0)
        print(f"{count:>8} {seconds:>8.2f}  {features * corners} vertices in {features} features", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--slow", action="store_true")
    options = parser.parse_args(arguments)
    rng = np.random.default_rng(7)
    compare("parcels", options.blocks, blobs(rng, 2_800, 70, (100, 900)), 0, rng)
    compare("corridors", options.blocks, corridors(rng, 60, 1_000), 100, rng)
    compare("outlines", options.blocks, blobs(rng, 14, 7_000, (4_000, 9_000)), 0, rng)
    if options.slow:
        alone(rng)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
