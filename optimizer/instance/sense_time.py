"""Sense of periods and of the spans in which blocks may be licensed. Years are calendar years."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models import Case
from optimizer.instance.fault import Fault


def period_order(case: Case) -> Iterator[Fault]:
    """Yield a fault where a period begins before the one above it ends, or later than that."""
    for place, (before, after) in enumerate(pairwise(case.periods), 1):
        slots = {"start": str(after.start), "end": str(before.end)}
        if after.start < before.end:
            yield Fault("LD-401", ("periods", place, "start"), after.id, slots)
        elif after.start > before.end:
            yield Fault("LD-402", ("periods", place, "start"), after.id, slots)


def block_spans(case: Case) -> Iterator[Fault]:
    """Yield a fault for every block whose earliest period lies after its latest."""
    at = case.period_index
    for place, block in enumerate(case.blocks):
        first, last = block.earliest, block.latest
        if first in at and last in at and first and last and at[first] > at[last]:
            yield Fault("LD-416", ("blocks", place, "earliest"), block.id, {"earliest": first, "latest": last})
