"""Layers in, the case's geography out: read, reproject, mend, join, clip, and fill every table the case lacks.

A table that the instance gives itself, as records or as a file ``<table>.csv``, stands as it is; consents on record
(`Case.consents`) are written onto the overlaps that they are about, derived or given. Problems are told all at once;
where a layer cannot be used the rest is still derived, so that a planner sees everything in one run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas
import shapely
from pyproj import CRS

from models import Block, Case, Geography, Layer, Mine, Problem
from optimizer.spatial.arrays import Ground, rounded, shapes_of
from optimizer.spatial.checks import block_overlaps, check_ground
from optimizer.spatial.clip import Clipping
from optimizer.spatial.clipping import Clipped, clip
from optimizer.spatial.codes import problem, words
from optimizer.spatial.consents import agreed
from optimizer.spatial.exclusion import Touch, touch
from optimizer.spatial.haul import by_road, filled, hauls
from optimizer.spatial.join import ground_of
from optimizer.spatial.ledger import Account, LedgerLine
from optimizer.spatial.membership import settled
from optimizer.spatial.nearness import adjacencies, near, overlaps, spacings
from optimizer.spatial.network import Piece
from optimizer.spatial.prepare import gather
from optimizer.spatial.rescale import replaced
from optimizer.spatial.resource_words import ROLE
from optimizer.spatial.resources import grid_of, grid_problems
from optimizer.spatial.routes import Pair, Point
from optimizer.spatial.sheet import Sheet
from optimizer.spatial.sight import Sighting, Sights, look, seen_frames, seen_from
from optimizer.spatial.widths import width_problems, widths

TABLES = ("excluded", "overlaps", "spacings", "adjacencies", "hauls")
STANDARD = Clipping()


@dataclass(frozen=True, slots=True)
class Derived:
    """case: with geography, points, memberships and clipped blocks; ledger by block id; layers: GeoDataFrames by role
    or exclusion layer id, ``ground`` (id, share): blocks and mines after clipping, and per layer that looks `seen_by`
    (site): the ground in sight on sites; all in the case's system. sightings: what each such layer sees of each site.
    roads: the connected pieces of the road network, the longest first, where distances were looked for along it.
    account: the ground behind the ledger, for `pieces`; digests: SHA-256 of files under the instance folder, where
    known."""

    case: Case
    ledger: tuple[LedgerLine, ...]
    problems: tuple[Problem, ...]
    layers: Mapping[str, Any]
    sightings: tuple[Sighting, ...] = ()
    roads: tuple[Piece, ...] = ()
    account: Account | None = None
    digests: Mapping[str, str] = field(default_factory=dict)


def derive(folder: Path, case: Case, clipping: Clipping = STANDARD) -> Derived:
    """Return the case with all that its layers say; raises nothing for bad layers, see ``problems``."""
    gathered = gather(folder, case)
    usable, system = gathered.sheets, gathered.system
    known, homeless = settled(case, usable)
    sites = _sites(usable)
    sights = look(folder, known, usable, sites, system)
    done, doubts = _clipped(known, usable, sites, sights, clipping)
    cut = {block.id: block for block in done.blocks}
    located = filled(
        replaced(known, blocks=tuple(cut.get(block.id, block) for block in known.blocks)), _points(usable, done)
    )
    given = _given(folder, case)
    roads = by_road(located, None if "hauls" in given else usable.get("roads"))
    tables, told = _tables(located, done, sights, given, roads.distance_m)
    tables, idle = agreed(case, tables)
    file = usable["blocks"].file if "blocks" in usable else ""
    checked = (*sights.problems, *check_ground(case, usable), *homeless, *doubts)
    problems = (*gathered.problems, *checked, *map(_lost, done.lost), *roads.problems, *told, *idle)
    return Derived(
        case=replaced(located, geography=tables),
        ledger=done.ledger,
        problems=(*problems, *block_overlaps(case, file, tables.overlaps)),
        layers=_layers(usable, done, sights, system),
        sightings=sights.sightings,
        roads=roads.pieces,
        account=done.account,
    )


def _given(folder: Path, case: Case) -> frozenset[str]:
    return frozenset(name for name in TABLES if getattr(case.geography, name) or (folder / f"{name}.csv").is_file())


def _sites(sheets: Mapping[str, Sheet]) -> Ground:
    where: dict[str, Any] = {}
    for role in ("mines", "blocks"):
        ground = ground_of(sheets.get(role))
        where.update(zip(ground.ids, ground.shapes, strict=True))
    ids = tuple(sorted(where))
    return Ground(ids, shapes_of([where[name] for name in ids]))


def _clipped(
    case: Case, sheets: Mapping[str, Sheet], ground: Ground, sights: Sights, clipping: Clipping
) -> tuple[Clipped, tuple[Problem, ...]]:
    known: dict[str, Block | Mine] = {mine.id: mine for mine in case.mines}
    known.update((block.id, block) for block in case.blocks)
    sites = [known[name] for name in ground.ids]
    live = [layer for layer in case.layers if layer.on and layer.id in sheets and sheets[layer.id].exclusion]
    touches = [_touched(layer, sheets[layer.id], ground, sights) for layer in live]
    grid, told = grid_of(sheets.get(ROLE), {block.id: block for block in case.blocks})
    done = clip(ground, sites, touches, clipping, case.mineral, grid)
    wide = [one for layer in live for one in width_problems(layer, sheets[layer.id])]
    differing = grid_problems(grid, ground, sites) if grid is not None else ()
    return done, (*wide, *told, *differing, *done.problems)


def _touched(layer: Layer, sheet: Sheet, ground: Ground, sights: Sights) -> Touch:
    features, further = shapes_of(sheet.frame.geometry.array), sights.further.get(layer.id)
    return touch(layer, ground.shapes, features, further, widths=widths(layer, sheet.frame))


def _points(sheets: Mapping[str, Sheet], done: Clipped) -> dict[str, Point]:
    points: dict[str, Point] = {}
    for ground in (ground_of(sheets.get("explorations")), done.ground):
        inner = shapely.get_coordinates(shapely.point_on_surface(ground.shapes)).tolist()
        points.update({name: (rounded(x), rounded(y)) for name, (x, y) in zip(ground.ids, inner, strict=True)})
    return points


def _tables(
    case: Case, done: Clipped, sights: Sights, given: frozenset[str], roads: Mapping[Pair, Decimal]
) -> tuple[Geography, tuple[Problem, ...]]:
    """Return the five tables, those that the instance gives as they are."""
    pairs = near(done.ground)
    carried, told = ((), ()) if "hauls" in given else hauls(case, roads)
    derived = {
        "excluded": seen_from(done.excluded, sights.sightings),
        "overlaps": overlaps(pairs),
        "spacings": spacings(pairs),
        "adjacencies": adjacencies(pairs),
        "hauls": carried,
    }
    stated = {name: getattr(case.geography, name) for name in given}
    return Geography.model_validate(derived | stated), told


def _layers(sheets: Mapping[str, Sheet], done: Clipped, sights: Sights, system: CRS) -> Mapping[str, Any]:
    share = {line.block: float(line.share) for line in done.ledger}
    ids = list(done.ground.ids)
    columns = {"id": ids, "share": [share.get(name, 1.0) for name in ids]}
    ground = geopandas.GeoDataFrame(columns, geometry=list(done.ground.shapes), crs=system)
    frames = {role: sheet.frame for role, sheet in sheets.items()} | {"ground": ground}
    return MappingProxyType(frames | seen_frames(sights.further, done.ground.ids, system))


def _lost(block: str) -> Problem:
    return problem(
        "LD-650",
        words(
            f"区块 {block} 避让后无可采范围，保留原界线",
            f"nothing minable is left of block {block}; its outline stays",
        ),
        words("调整区块界线，或不予投放", "redraw the block, or do not license it"),
        file="layers", row=block, field="geometry", fatal=False,
    )  # fmt: skip
