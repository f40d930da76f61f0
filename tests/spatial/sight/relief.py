"""SYNTHETIC terrains for tests: plains, walls and fractal hills that no survey has seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyproj
from spatial.build import CRS, EAST, NORTH

from models import Sight
from optimizer.spatial.arrays import Floats, Ints, Mask
from optimizer.spatial.sight.terrain import Terrain
from optimizer.spatial.sight.viewshed import view

FLAT_EARTH = 1
"""Refraction that undoes the earth's curvature: closed forms of plane geometry hold."""


def hills(seed: int, size: int, relief: float = 60.0, roughness: float = 2.2) -> Floats:
    """Return synthetic fractal heights (size, size) with standard deviation ``relief`` [m]: spectrum f^-roughness."""
    rng = np.random.default_rng(seed)
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.fftfreq(size)[None, :])
    frequency[0, 0] = np.inf
    phase = np.exp(2j * np.pi * rng.random((size, size)))
    field = np.fft.ifft2(phase * frequency**-roughness).real
    return np.asarray(200 + relief * field / field.std())


def grid(heights: Floats, cell: float = 10.0) -> Terrain:
    """Return a terrain whose cell in the north-west has its centre at the builders' corner."""
    return Terrain(np.asarray(heights, dtype=float), EAST, NORTH, cell, cell)


def everywhere(terrain: Terrain) -> Ints:
    return np.argwhere(np.ones(terrain.heights.shape, dtype=bool))


def seen(terrain: Terrain, observers: list[tuple[float, float]], reach: float = np.inf, **sight: object) -> Mask:
    """Return what observers at (row, column) see, in the terrain's shape."""
    at = np.array([(terrain.west + c * terrain.wide, terrain.north - r * terrain.high) for r, c in observers])
    done = view(terrain, everywhere(terrain), at, Sight.model_validate(sight), reach)
    return done.seen.reshape(terrain.heights.shape)


def write_grid(folder: Path, terrain: Terrain, crs: str | None = CRS, name: str = "terrain") -> Path:
    """Write an ESRI ASCII grid with its .prj; unknown heights as -9999."""
    (folder / "layers").mkdir(parents=True, exist_ok=True)
    rows, columns = terrain.heights.shape
    west, south = terrain.west - terrain.wide / 2, terrain.bounds[1] - terrain.high / 2
    corner = f"xllcorner {float(west)!r}\nyllcorner {float(south)!r}\ncellsize {terrain.wide!r}\n"
    head = f"ncols {columns}\nnrows {rows}\n{corner}"
    body = "\n".join(" ".join(repr(float(z)) for z in row) for row in np.nan_to_num(terrain.heights, nan=-9999.0))
    path = folder / "layers" / f"{name}.asc"
    path.write_text(head + "NODATA_value -9999\n" + body + "\n", "ascii")
    if crs is not None:
        path.with_suffix(".prj").write_text(pyproj.CRS.from_user_input(crs).to_wkt("WKT1_ESRI"), "utf-8")
    return path
