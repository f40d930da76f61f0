"""Seconds that a road layer takes: noding, access of sites and places, shortest ways from every place to every site.

    python tests/bench/bench_roads.py [--pieces 10000 100000] [--places 20] [--sites 500]

Synthetic: crooked roads of 40 pieces of about 100 m, as many as make the number asked for, drawn at random with a seed
so that they cross wherever they like, on ground that grows with them (60 × 60 km for 100 000 pieces). Prints pieces
drawn, crossings found, edges, connected pieces, seconds of each part, the share of pairs that a road joins, and the
peak memory of the process. Needs no network.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence

import geopandas
import numpy as np
import shapely

from optimizer.graphs import shortest
from optimizer.spatial.network import access, pieces_of, with_access
from optimizer.spatial.noding import noded
from optimizer.spatial.road_lines import lines_of
from optimizer.spatial.sheet import Sheet

CORNERS = 41


def layer(rng: np.random.Generator, pieces: int, extent: float) -> Sheet:
    """Return roads that wander in steps of about 100 m."""
    count = pieces // (CORNERS - 1)
    heading = rng.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(rng.normal(0, 0.15, (count, CORNERS)), axis=1)
    step = rng.uniform(60, 140, (count, CORNERS))
    start = rng.uniform(0, extent, (count, 2))
    xy = start[:, None, :] + np.cumsum(np.stack([step * np.cos(heading), step * np.sin(heading)], axis=-1), axis=1)
    return Sheet("roads", "synthetic", geopandas.GeoDataFrame(geometry=list(shapely.linestrings(xy))))


def measure(pieces: int, sites: int, places: int) -> None:
    """Print one row."""
    rng, extent = np.random.default_rng(7), 60_000.0 * (pieces / 100_000) ** 0.5
    sheet, points = layer(rng, pieces, extent), rng.uniform(0, extent, (sites + places, 2))
    begin = time.perf_counter()
    lines = lines_of(sheet)
    network = noded(lines, 1.0)
    noding = time.perf_counter() - begin
    parts = pieces_of(network)
    begin = time.perf_counter()
    cut, node = with_access(network, access(network, points))
    snapping = time.perf_counter() - begin
    begin = time.perf_counter()
    found = shortest(len(cut.xy), cut.edge, cut.length, node[sites:], node[:sites])
    ways = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(lines.piece):>8} {len(network.xy) - len(lines.xy):>9} {len(network.edge):>8} {len(parts):>7} "
        f"{noding:>8.2f} {snapping:>8.2f} {ways:>8.2f} {np.isfinite(found).mean():>7.0%} {memory:>7.0f}",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--places", type=int, default=20)
    parser.add_argument("--sites", type=int, default=500)
    options = parser.parse_args(arguments)
    print(f"{options.sites} sites, {options.places} places; seconds")
    print("  drawn  crossings    edges  pieces   noding   access     ways  joined      MB")
    for pieces in options.pieces:
        measure(pieces, options.sites, options.places)


if __name__ == "__main__":
    main()
