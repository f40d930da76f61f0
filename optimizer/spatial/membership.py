"""Which township, concentrated area and key zone each site lies in, from the layers, where its record does not say.

    share(i, h) = |ground of i ∩ ground of h| / |ground of i|      1 or 0 for a site that has only a point

Township: the home of the largest share, whatever it is. Area and zone: a share above ``HALF``, and the site's mineral
must be theirs (a zone that lists no mineral takes any); else it is told and not filled in. A merger stands on the
outlines of its members, on their points where none is drawn. Outlines are as drawn, before anything is clipped. What a
record states stands; a stated township that is not the one of the largest share is told, with both shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely

from models import Case, Merger, Problem
from optimizer.spatial import overlay
from optimizer.spatial.arrays import Floats, Ground, Shapes, shapes_of
from optimizer.spatial.join import ground_of
from optimizer.spatial.membership_words import nameless, other_mineral, other_township
from optimizer.spatial.rescale import replaced
from optimizer.spatial.sheet import SITE_ROLES, Sheet, names_in
from optimizer.spatial.township_names import Spelling

HALF = 0.5
Sheets = Mapping[str, Sheet]


def settled(case: Case, sheets: Sheets) -> tuple[Case, tuple[Problem, ...]]:
    """Return the case with townships, areas and zones filled in where records leave them empty, and what is told."""
    ground = _grounds(case, sheets)
    told: list[Problem] = []
    fields: dict[str, dict[str, tuple[str, str]]] = {site.id: {} for site in case.sites}
    for name, home, source in _townships(case, sheets, ground, told):
        fields[name]["township"] = (home, source)
    for field, role in (("area", "areas"), ("zone", "zones")):
        for name, home, source in _homes(case, sheets, ground, field, role, told):
            fields[name][field] = (home, source)
    kinds = ("blocks", "mines", "mergers", "explorations")
    sites = {kind: tuple(_with(site, fields[site.id]) for site in getattr(case, kind)) for kind in kinds}
    return (replaced(case, **sites) if any(fields.values()) else case), tuple(told)


def _with(site: Any, fields: Mapping[str, tuple[str, str]]) -> Any:
    if not fields:
        return site
    sources = {**site.sources, **{field: source for field, (_, source) in fields.items()}}
    return replaced(site, **{field: home for field, (home, _) in fields.items()}, sources=sources)


def _grounds(case: Case, sheets: Sheets) -> Ground:
    """Return the ground of every site that has one: its outline, else its point, a merger's from its members."""
    shapes = {
        site.id: shapely.Point(float(site.east), float(site.north))
        for site in case.sites
        if site.east is not None and site.north is not None
    }
    for role in SITE_ROLES:
        ground = ground_of(sheets.get(role))
        shapes.update(zip(ground.ids, ground.shapes, strict=True))
    for merger in case.mergers:
        members = [shapes[member] for member in merger.members if member in shapes]
        drawn = [shape for shape in members if shapely.get_dimensions(shape) == 2]
        if merger.id not in shapes and members:
            shapes[merger.id] = overlay.union(drawn or members)
    ids = tuple(sorted(shapes))
    return Ground(ids, shapes_of([shapes[name] for name in ids]))


def _townships(case: Case, sheets: Sheets, ground: Ground, told: list[Problem]) -> Iterator[tuple[str, str, str]]:
    sheet = sheets.get("townships")
    names = None if sheet is None or not len(sheet.frame) else names_in(sheet.frame)
    if sheet is None or names is None:
        told += [nameless(sheet)] if sheet is not None and len(sheet.frame) else []
        return
    shares = _shares(ground, names, shapes_of(sheet.frame.geometry.array))
    spelling = Spelling.of(case)
    for name, homes in shares.items():
        site, best = case.site[name], min(homes, key=lambda home: (-homes[home], home))
        if not site.township:
            yield name, spelling.known(best), _source(sheet, homes[best])
        elif not isinstance(site, Merger) and not spelling.same(site.township, best):
            stated = sum(share for home, share in homes.items() if spelling.same(site.township, home))
            told.append(other_township(sheet, name, site.township, stated, best, homes[best]))


def _homes(
    case: Case, sheets: Sheets, ground: Ground, field: str, role: str, told: list[Problem]
) -> Iterator[tuple[str, str, str]]:
    sheet, homes = sheets.get(role), ground_of(sheets.get(role))
    if sheet is None:
        return
    records = {record.id: record for record in getattr(case, role)}
    for name, shares in _shares(ground, list(homes.ids), homes.shapes).items():
        site, best = case.site[name], min(shares, key=lambda home: (-shares[home], home))
        if shares[best] <= HALF or getattr(site, field, "") is not None:
            continue
        if _takes(records[best], site.mineral):
            yield name, best, _source(sheet, shares[best])
        else:
            told.append(other_mineral(sheet, name, field, best, shares[best]))


def _takes(home: Any, mineral: str) -> bool:
    minerals = getattr(home, "minerals", None)
    return mineral == home.mineral if minerals is None else not minerals or mineral in minerals


def _source(sheet: Sheet, share: float) -> str:
    return f"derived: {sheet.file}, share {share:.3f} of its ground"


def _shares(ground: Ground, names: list[str], homes: Shapes) -> dict[str, dict[str, float]]:
    """Return the share of each site's ground by home, where it is not nothing; homes of one name are one."""
    site, home = shapely.STRtree(homes).query(ground.shapes)
    order = np.lexsort((home, site))
    site, home = site[order], home[order]
    found: dict[str, dict[str, float]] = {}
    parts = _parts(ground.shapes[site], homes[home]).tolist()
    for one, two, share in zip(site.tolist(), home.tolist(), parts, strict=True):
        if share > 0 and names[two]:
            held = found.setdefault(ground.ids[one], {})
            held[names[two]] = held.get(names[two], 0.0) + share
    return found


def _parts(sites: Shapes, homes: Shapes) -> Floats:
    """Return which share of each site lies in the home beside it; points count one by one.

    Homes may have many corners, so that an intersection is only taken where a border runs through a site.
    """
    shapely.prepare(homes)
    share: Floats = shapely.covers(homes, sites).astype(float)
    split = np.flatnonzero((share == 0) & shapely.intersects(homes, sites))
    shared, whole = overlay.intersection(sites[split], homes[split]), sites[split]
    area, count = shapely.area(whole), shapely.get_num_coordinates(whole)
    share[split] = np.where(
        area > 0, shapely.area(shared) / np.where(area > 0, area, 1), shapely.get_num_coordinates(shared) / count
    )
    return share
