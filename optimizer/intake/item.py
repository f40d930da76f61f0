"""One source on its way in: what the spec says of it, what was read, and where it came to lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.intake.shape_faults import Layer
from optimizer.intake.spec import Source
from optimizer.intake.table import Table
from optimizer.spatial.arrays import Shapes

REFERENCE = "reference"
"""The role of trusted outlines: compared with, never written."""


@dataclass(frozen=True)
class Item:
    """One source: its spec, table, the meaning of its fields, how its rows are called, and its placed shapes."""

    source: Source
    table: Table
    chosen: Mapping[str, tuple[str, str]]
    labels: tuple[str, ...]
    layer: Layer | None = None
    strings: Shapes | None = None
