"""Carry the share of ground that clipping left into a block's resources: value' = ⌊value · share⌋ to the step.

share is kept ground over outline, rounded down to 10⁻⁶, so that a clipped block never claims more than its ground.
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


def clipped(block: Block, share: Decimal, layers: tuple[str, ...]) -> Block:
    """Return the block with resources and area scaled by ``share`` and their sources changed; never twice."""
    if was_clipped(block):
        return block
    source = f"{MARK} {', '.join(layers)}, share {share}"
    values = {name: getattr(block, name) for name in STEPS}
    changed = {
        name: (value * share).quantize(STEPS[name], rounding=ROUND_DOWN)
        for name, value in values.items()
        if value is not None
    }
    return replaced(block, **changed, sources={**block.sources, **dict.fromkeys(changed, source)})


def replaced(record: R, **changes: Any) -> R:
    """Return the record with fields changed, validated, and without lookups cached on the old one."""
    fields = type(record).model_fields
    return type(record).model_validate({name: getattr(record, name) for name in fields} | changes)
