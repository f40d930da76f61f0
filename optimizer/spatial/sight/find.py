"""Find and read the terrain of an instance folder, ``layers/terrain.asc`` or ``.tif``, in the case's system.

An ASCII grid states its system in a ``.prj`` beside it. A terrain that states none, or whose numbers contradict it, is
refused; one in another system is resampled, and that is told. Heights that no ground has count as unknown: many files
hold -32768 or -9999 for missing ones without saying so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from models import Problem
from optimizer.spatial import crs_words
from optimizer.spatial.codes import problem
from optimizer.spatial.codes import words as both
from optimizer.spatial.crs import contradiction
from optimizer.spatial.sheet import Sheet
from optimizer.spatial.sight import words
from optimizer.spatial.sight.ascii_grid import read_ascii
from optimizer.spatial.sight.raster import declared, read_raster
from optimizer.spatial.sight.terrain import BadTerrainError, Bounds, Terrain

SUFFIXES = (".asc", ".tif", ".tiff")
LOWEST, HIGHEST = -500.0, 9000.0
SAME_M = 0.01
Found = tuple[Terrain | None, str, tuple[Problem, ...]]


def find(folder: Path, around: Bounds, target: CRS) -> Found:
    """Return the terrain or None, its file (empty when there is none), and what is to be told."""
    paths = [path for suffix in SUFFIXES if (path := folder / "layers" / f"terrain{suffix}").is_file()]
    if not paths:
        return None, "", ()
    file = f"layers/{paths[0].name}"
    if len(paths) > 1:
        return None, file, (_several(paths),)
    try:
        terrain, told = _read(paths[0], file, around, target)
    except ImportError:
        return None, file, (words.library(file),)
    except BadTerrainError as error:
        return None, file, (words.unreadable(file, error.reason),)
    except (ValueError, OSError, CRSError) as error:
        return None, file, (words.unreadable(file, both(str(error), str(error))),)
    return (None if terrain is None else _plausible(terrain)), file, told


def _read(path: Path, file: str, around: Bounds, target: CRS) -> tuple[Terrain | None, tuple[Problem, ...]]:
    sheet = Sheet("terrain", file, None)
    grid = read_ascii(path) if path.suffix == ".asc" else None
    system, bounds = declared(path) if grid is None else (_beside(path), grid.bounds)
    if system is None:
        return None, (crs_words.missing(sheet),)
    fault = contradiction(sheet, system, bounds, target)
    if fault is not None:
        return None, (fault,)
    if not _same(system, bounds, target):
        return read_raster(path, around, system, target), (words.resampled(file, system.name, target.name),)
    return (read_raster(path, around, system, None) if grid is None else grid), ()


def _beside(path: Path) -> CRS | None:
    """Return the system in the .prj beside a grid."""
    prj = path.with_suffix(".prj")
    return CRS.from_user_input(prj.read_text("utf-8", "replace").strip()) if prj.is_file() else None


def _same(system: CRS, bounds: Bounds, target: CRS) -> bool:
    """Whether both systems give the corners the same coordinates."""
    west, south, east, north = bounds
    x, y = np.array([west, west, east, east]), np.array([south, north, south, north])
    moved = Transformer.from_crs(system, target, always_xy=True).transform(x, y)
    return bool(np.abs(np.subtract(moved, (x, y))).max() <= SAME_M)


def _plausible(terrain: Terrain) -> Terrain:
    good = (terrain.heights >= LOWEST) & (terrain.heights <= HIGHEST)
    return replace(terrain, heights=np.where(good, terrain.heights, np.nan))


def _several(paths: list[Path]) -> Problem:
    names = ", ".join(path.name for path in paths)
    return problem(
        "LD-618",
        both(f"地形有多个文件：{names}", f"the terrain has several files: {names}"),
        both("只保留一个文件", "keep one of them"),
        file=f"layers/{paths[0].name}",
    )
