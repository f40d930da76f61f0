"""From layers as read to layers that can be measured: reprojected, mended in memory, joined to their records."""

from __future__ import annotations

from collections.abc import Sequence

from pyproj import CRS

from models import Case, Problem
from optimizer.spatial.crs import reproject
from optimizer.spatial.join import join
from optimizer.spatial.quality import doubts, heights
from optimizer.spatial.sheet import JOINED_ROLES, Sheet
from optimizer.spatial.validity import sound

Prepared = tuple[dict[str, Sheet], tuple[Problem, ...]]


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
