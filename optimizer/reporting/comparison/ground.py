"""The sites of all runs on one ground, and comparison.gpkg: what becomes of each in every run, and how far they agree.

Ground is taken from the first run that has it. Runs in different systems are not laid over one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import shapely

from models import Action, Text
from optimizer.reporting.comparison.words import HELD, course
from optimizer.reporting.frames import FIELDS, shapes_of, system_of
from optimizer.reporting.gis import stopped_clock, write_layer
from optimizer.reporting.words import KINDS, Language, words
from optimizer.scenario import Comparison, Member

NONE = Text(zh="各成果均无图层，不出图件与 GIS 文件", en="no run has layers: no map, no GIS file")
OURS = {
    "name": ("名称", "name"), "agrees": ("一致", "agrees"), "plans": ("有方案成果数", "plans"),
    "licensed": ("投放成果数", "licensed"), "first": ("最早投放", "first_licensed"), "kept": ("保留成果数", "kept"),
    "closed": ("关闭成果数", "closed"), "first_closed": ("最早关闭", "first_closed"),
    "joined": ("整合成果数", "joined"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Ground:
    """Shapes of sites by id in the system of `base`; `moved` are sites whose ground is not the same in all runs."""

    base: Member
    shapes: dict[str, Any]
    moved: tuple[str, ...]


def common_ground(members: Sequence[Member]) -> Ground | Text:
    """Return the ground of the runs, or the reason why there is none to share."""
    grounded = [member for member in members if member.layers]
    if not grounded:
        return NONE
    systems = {str(system_of(member.layers)): None for member in grounded}
    if len({system_of(member.layers) for member in grounded}) > 1:
        return Text(
            zh=f"坐标系不同（{'、'.join(systems)}），不出图件与 GIS 文件",
            en=f"different coordinate systems ({', '.join(systems)}): no map, no GIS file",
        )
    shapes: dict[str, Any] = {}
    moved: dict[str, None] = {}
    for member in grounded:
        for site, shape in shapes_of(member.case, member.layers).items():
            if not shapely.equals(shapes.setdefault(site, shape), shape):
                moved[site] = None
    return Ground(grounded[0], shapes, tuple(moved))


def comparison_frame(found: Comparison, ground: Ground, language: Language = "zh") -> Any:
    """Return one row a site that has ground: its course in every run, and in how many it is licensed, kept, closed."""
    lines = [line for line in found.sites if line.site in ground.shapes]
    columns: dict[str, list[Any]] = {_field("id", language): [line.site for line in lines]}
    columns[_field("kind", language)] = [words(KINDS, line.kind).of(language) for line in lines]
    columns[_own("name", language)] = [line.name.of(language) for line in lines]
    for number, label in enumerate(found.labels):
        columns[label] = [course(line, line.decisions[number]).of(language) for line in lines]
    columns |= {
        _own("agrees", language): [int(not line.differs) for line in lines],
        _own("plans", language): [found.planned] * len(lines),
        _own("licensed", language): [sum(line.counts.get(one, 0) for one in HELD) for line in lines],
        _own("first", language): [next((line.firsts[one] for one in HELD if one in line.firsts), "") for line in lines],
        _own("kept", language): [line.counts.get(Action.KEEP, 0) for line in lines],
        _own("closed", language): [line.counts.get(Action.CLOSE, 0) for line in lines],
        _own("first_closed", language): [line.firsts.get(Action.CLOSE, "") for line in lines],
        _own("joined", language): [line.counts.get(Action.JOIN, 0) for line in lines],
    }
    shapes = [ground.shapes[line.site] for line in lines]
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs=system_of(ground.base.layers))


def write_comparison(path: Path, found: Comparison, ground: Ground, language: Language = "zh") -> None:
    """Write comparison.gpkg with one layer, sites. Raises OSError through GDAL's own errors."""
    with stopped_clock():
        write_layer(path, "sites", comparison_frame(found, ground, language), "情景对照")


def _field(name: str, language: Language) -> str:
    return FIELDS[name] if language == "zh" else name


def _own(name: str, language: Language) -> str:
    return OURS[name][0 if language == "zh" else 1]
