"""Sense of the administrative units: they form a tree."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case
from optimizer.instance.fault import Fault


def loops(case: Case) -> Iterator[Fault]:
    """Yield a fault for every administrative unit that belongs to itself by way of its parents."""
    parent = {region.id: region.parent for region in case.regions}
    for place, region in enumerate(case.regions):
        above, steps = region.parent, 0
        while above in parent and above != region.id and steps < len(parent):
            above, steps = parent[above], steps + 1
        if above == region.id:
            yield Fault("LD-313", ("regions", place, "parent"), region.id)
