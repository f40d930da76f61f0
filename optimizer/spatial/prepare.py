"""From files to layers that can be measured: read, reprojected, mended in memory, joined to their records.

The sites come first, since of a large exclusion layer only what lies about them is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyproj import CRS

from models import Case, Problem
from optimizer.spatial.crs import reproject, target_of
from optimizer.spatial.join import join
from optimizer.spatial.nearby import vicinity
from optimizer.spatial.quality import doubts, heights
from optimizer.spatial.read import read_exclusions, read_roles
from optimizer.spatial.sheet import JOINED_ROLES, Sheet
from optimizer.spatial.validity import sound

Prepared = tuple[dict[str, Sheet], tuple[Problem, ...]]
ANY = CRS.from_epsg(4547)
"""Stands for the case's system where an instance has no layers: nothing is measured in it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Layers by role or exclusion layer id, in `system`; problems of reading before problems of what was read."""

    sheets: Mapping[str, Sheet]
    system: CRS
    problems: tuple[Problem, ...]


def gather(folder: Path, case: Case) -> Gathered:
    """Return the layers of an instance that can be used, and everything wrong with them."""
    roles, unread = read_roles(folder)
    wanted = roles or any(layer.on and layer.file for layer in case.layers)
    system = target_of(case.frame.crs) if wanted else ANY
    if isinstance(system, Problem):
        _, more = read_exclusions(folder, case, None)
        return Gathered({}, ANY, (*unread, *more, system))
    usable, unfit = prepare(roles, case, system)
    exclusions, more = read_exclusions(folder, case, vicinity(usable, system))
    barred, worse = prepare(exclusions, case, system)
    return Gathered(usable | barred, system, (*unread, *more, *unfit, *worse))


def prepare(sheets: Sequence[Sheet], case: Case, system: CRS) -> Prepared:
    """Return the layers that can be used, by role, in the system given; and everything wrong with them."""
    usable: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        moved, told = reproject(sheet, system)
        problems += told
        if moved is not None:
            usable[sheet.role], told = _joined(moved, case)
            problems += told
    return usable, tuple(problems)


def _joined(sheet: Sheet, case: Case) -> tuple[Sheet, tuple[Problem, ...]]:
    good, faults = sound(sheet)
    faults = (*faults, *heights(sheet), *doubts(good))
    if sheet.role not in JOINED_ROLES or not len(sheet.frame):
        return good, faults
    joined, misfits = join(good, case, sheet)
    return joined, (*faults, *misfits)
