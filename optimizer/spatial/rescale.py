"""Carry what clipping left into a block's area and resources: value' = ⌊value · share⌋ to the step.

share is kept ground over outline; for resources, where a resource grid is given, what the grid holds on the kept ground
over what it holds on the outline. Both are rounded down to 10⁻⁶, so that a clipped block never claims more than it has.
Steps: 0.01 resource unit, 0.0001 km². Engineering maximum and costs stay; the source of each changed field says so.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any, TypeVar

from models import Block, Record, Sourced
from optimizer.spatial.arrays import CENTI, MICRO, rounded

R = TypeVar("R", bound=Record)
MARK = "derived: clipped by"
STEPS = {"resource": CENTI, "recoverable": CENTI, "area_km2": Decimal("0.0001")}


def share_of(kept_m2: float, outline_m2: float) -> Decimal:
    """Return the share of the outline that is kept, both to 0.01 m², rounded down to 10⁻⁶ and at most 1."""
    kept, outline = rounded(kept_m2), max(rounded(outline_m2), CENTI)
    return min((kept / outline).quantize(MICRO, rounding=ROUND_DOWN), Decimal(1))


def was_clipped(site: Sourced) -> bool:
    """Return whether a record's area is already that of its clipped ground."""
    return (site.source_of("area_km2") or "").startswith(MARK)


def ratio_of(part: float, whole: float) -> Decimal:
    """Return part over whole (> 0), rounded down to 10⁻⁶ and at most 1; 1 where they differ by rounding only."""
    return min(Decimal(repr(round(part / whole, 9))).quantize(MICRO, rounding=ROUND_DOWN), Decimal(1))


def clipped(block: Block, share: Decimal, layers: tuple[str, ...], held: Decimal | None = None) -> Block:
    """Return the block with area scaled by ``share`` and resources by ``held``, the share where None; never twice."""
    if was_clipped(block):
        return block
    by_area = f"{MARK} {', '.join(layers)}, share {share}"
    by_grid = by_area if held is None else f"{MARK} {', '.join(layers)}, share of the resource grid {held}"
    shares = {"resource": held, "recoverable": held, "area_km2": share}
    changed = {
        name: (value * (share if shares[name] is None else shares[name])).quantize(step, rounding=ROUND_DOWN)
        for name, step in STEPS.items()
        if (value := getattr(block, name)) is not None
    }
    told = {name: by_area if name == "area_km2" else by_grid for name in changed}
    return replaced(block, **changed, sources={**block.sources, **told})


def replaced(record: R, **changes: Any) -> R:
    """Return the record with fields changed, validated, and without lookups cached on the old one."""
    fields = type(record).model_fields
    return type(record).model_validate({name: getattr(record, name) for name in fields} | changes)
