"""A large protective layer: all of it read beside what lies about the sites alone, each in a process of its own.

    python tests/bench/bench_nearby.py [--features 400000]

Synthetic parcels of 20 corners over 600 × 600 km in a GeoPackage, 200 blocks in one corner of 30 × 30 km. Prints the
file's size, features read, seconds and peak memory of both. Seeded; needs no network.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from pyproj import CRS

from models import Layer, Text
from optimizer.spatial import nearby
from optimizer.spatial.sheet import Sheet

SYSTEM = CRS.from_epsg(4547)


def parcels(count: int, extent: float, corners: int = 20) -> Any:
    """Return round parcels of 50 to 300 m about random centres."""
    rng = np.random.default_rng(3)
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    centre = rng.uniform(0, extent, (count, 1, 2)) + np.array([300_000, 3_400_000])
    spread = rng.uniform(50, 300, (count, corners))
    ring = np.stack([spread * np.cos(angle), spread * np.sin(angle)], axis=-1)
    return geopandas.GeoDataFrame({"row": np.arange(count)}, geometry=shapely.polygons(centre + ring), crs=SYSTEM)


def read(path: Path, whole: bool, told: Any) -> None:
    """Read the layer and send features, seconds and the memory that it took [MB]."""
    sites = nearby.vicinity({"blocks": Sheet("blocks", "", parcels(200, 30_000))}, SYSTEM)
    layer = Layer(id="red", name=Text(zh="红线", en="red line"), buffer_m=300)
    before = peak()
    begin = time.perf_counter()
    found = nearby.features(path, path.stem, None if whole or sites is None else sites.of(layer))
    seconds = time.perf_counter() - begin
    told.send((len(found), seconds, peak() - before))


def peak() -> float:
    """Return the most memory that this process has held [MB]; a spawned one inherits its parent's in getrusage."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", type=int, default=400_000)
    wanted = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "parcels.gpkg"
        parcels(wanted.features, 600_000).to_file(path, engine="pyogrio")
        print(f"{wanted.features} features, {path.stat().st_size / 1e6:.0f} MB")
        print("  read      features   seconds   memory MB")
        for name, whole in (("all", True), ("nearby", False)):
            here, there = spawn.Pipe()
            work = spawn.Process(target=read, args=(path, whole, there))
            work.start()
            count, seconds, memory = here.recv()
            work.join()
            print(f"  {name:8} {count:9}   {seconds:7.2f}   {memory:9.0f}")


if __name__ == "__main__":
    main()
