"""What ``lodeplan check`` says of lines of sight: which layer sees how much of which site, and from how near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from optimizer.cli.say import Voice, folding
from optimizer.spatial import Sighting


def sight_lines(sightings: Sequence[Sighting]) -> list[dict[str, Any]]:
    """Return the sightings for JSON: counts, share of the site [1], distance [m] or null."""
    figures = ("share", "nearest_m")
    return [
        {name: float(value) if name in figures and value is not None else value for name, value in asdict(one).items()}
        for one in sightings
    ]


def sight_table(voice: Voice, sightings: Sequence[Sighting]) -> Table:
    """Return the table of sightings; cells without a usable height are counted as seen and named apart."""
    zh = voice.language == "zh"
    heads = (
        ("图层", "区块、矿山", "观察点", "格网", "可视", "缺高程", "可视占比", "最近 m")
        if zh
        else ("layer", "site", "observers", "cells", "in sight", "no height", "share", "nearest m")
    )
    table = folding(heads, "可视范围（视线分析）" if zh else "Lines of sight")
    for one in sightings:
        nearest = "—" if one.nearest_m is None else f"{one.nearest_m:.0f}"
        counts = (one.observers, one.cells, one.seen, one.unknown)
        table.add_row(one.layer, one.site, *map(str, counts), f"{one.share:.1%}", nearest)
    return table
