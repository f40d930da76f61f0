"""Sheet 1, 开采规划区块投放图: which block is licensed when (colour), in which class (size of disc), at what scale."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from models import Action, Decision, Text
from models.units import unit
from optimizer.reporting.maps import paint
from optimizer.reporting.maps.scene import Scene, base_entries, boundary, obstacles, open_map
from optimizer.reporting.maps.townships import township_labels
from optimizer.reporting.sheet import labelling, labels, legend, page, palette, table
from optimizer.reporting.sheet.labels import Label, Placement
from optimizer.reporting.words import SIZES, words

TITLE = Text(zh="开采规划区块投放图", en="licensing of mining blocks")
DISC = {"large": 13.0, "medium": 9.5, "small": 6.5}
UNLICENSED = palette.Style("#ffffff", "....", "#8c8c8c")
AREA, ZONE = "#1b6e4b", "#7a2a8f"
MOST_LISTED = 18
"""Blocks beyond which the side table sums them by year and mineral."""
GREY = palette.Style("#dedbd4", "", "#b3afa5")
AREA_DASH, ZONE_DASH = (0, (6, 2)), (0, (2, 1.5))


def licences(scene: Scene) -> tuple[page.Sheet, Placement]:
    """Draw the sheet and return it with its labels."""
    sheet = open_map(scene, TITLE)
    years = [period.id for period in scene.case.periods]
    colours = dict(zip(years, palette.ramp(len(years)), strict=True))
    _context(scene, sheet)
    wanted = [_block(scene, sheet, block.id, colours) for block in scene.case.blocks if block.id in scene.shapes]
    wanted += _homes(scene) + township_labels(scene, sheet.scale)
    homes = [shape for role in ("areas", "zones") if role in scene.layers for shape in scene.layers[role].geometry]
    placement = labels.place(sheet.map, wanted, obstacles(scene), boundary(scene, *homes))
    labelling.draw(sheet.map, placement)
    _side(scene, sheet, colours, placement)
    return sheet, placement


def _chosen(scene: Scene, site: str) -> Decision | None:
    decision = scene.outcome.plan.decision.get(site) if scene.outcome.plan is not None else None
    return decision if decision is not None and decision.action == Action.LICENSED else None


def _context(scene: Scene, sheet: page.Sheet) -> None:
    for mine in scene.case.mines:
        if mine.id in scene.shapes:
            paint.area(sheet.map, scene.shapes[mine.id], GREY, zorder=1.5, line=0.4)
    for role, colour, dash in (("areas", AREA, AREA_DASH), ("zones", ZONE, ZONE_DASH)):
        for shape in scene.layers[role].geometry if role in scene.layers else ():
            paint.outline(sheet.map, shape, colour, 1.4, dash, zorder=2.5)


def _block(scene: Scene, sheet: page.Sheet, block: str, colours: dict[str, str]) -> Label:
    site, chosen, shape = scene.case.site[block], _chosen(scene, block), scene.shapes[block]
    point, name = shape.representative_point(), scene.short(site.name)
    if chosen is None or chosen.start is None:
        paint.area(sheet.map, shape, UNLICENSED, zorder=3.0)
        text = f"{block} {name}\n{scene.say('不投放', 'not licensed')}"
        return Label(text, point.x, point.y, 2.0, 8.0, colour="#555555", clearance=paint.radius(shape, sheet.scale))
    colour = colours[chosen.start]
    paint.area(sheet.map, shape, palette.Style(colour, ""), zorder=3.0)
    wide = paint.radius(shape, sheet.scale)
    across = DISC[chosen.production_class or "small"]
    style: dict[str, Any] = {"markerfacecolor": colour, "markeredgecolor": "white", "markeredgewidth": 1.2}
    sheet.map.plot([point.x], [point.y], "o", markersize=across + 2.0, color="#1a1a1a", zorder=4)
    sheet.map.plot([point.x], [point.y], "o", markersize=across, zorder=5, **style)
    text = f"{block} {name}\n{chosen.start} · {scene.yearly(chosen)}"
    return Label(text, point.x, point.y, 5.0, 9.0, bold=True, clearance=max(across / 2 + 2.0, wide))


def _homes(scene: Scene) -> list[Label]:
    wanted = []
    for role, colour in (("areas", AREA), ("zones", ZONE)):
        if role in scene.layers:
            names = {record.id: scene.short(record.name) for record in getattr(scene.case, role)}
            frame = scene.layers[role]
            for key, shape in zip(frame["id"], frame.geometry, strict=True):
                _, _, _, top = shape.bounds
                wanted.append(Label(names[key], shape.centroid.x, top, 1.0, 8.0, colour=colour, clearance=2.0))
    return wanted


def _side(scene: Scene, sheet: page.Sheet, colours: dict[str, str], placement: Placement) -> None:
    starts = [None if one is None else one.start for one in (_chosen(scene, block.id) for block in scene.case.blocks)]
    areas = [legend.Patch(_counted(scene, year, starts.count(year)), colour) for year, colour in colours.items()]
    never = _counted(scene, scene.say("不投放", "not licensed"), starts.count(None))
    areas.append(legend.Patch(never, UNLICENSED.fill, UNLICENSED.hatch, UNLICENSED.edge))
    discs = [
        legend.Marker(scene.text(words(SIZES, size)), "o", "#9a9a9a", "#1a1a1a", DISC[size.value]) for size in SIZES
    ]
    lines = [
        legend.Line(scene.say("集中开采区", "Concentrated area"), AREA, 1.4, AREA_DASH),
        legend.Line(scene.say("重点开采区", "Key mining zone"), ZONE, 1.4, ZONE_DASH),
        legend.Patch(scene.say("已有矿山", "Existing mine"), GREY.fill, "", GREY.edge),
        *base_entries(scene),
    ]
    groups = [
        legend.Group(scene.say("投放年度（规划区块）", "Year of licensing"), areas, columns=2),
        legend.Group(scene.say("生产规模级别", "Production class"), discs, columns=3),
        legend.Group(scene.say("其他要素", "Other"), lines, columns=2),
    ]
    y = legend.draw(sheet.side, groups, sheet.top, scene.language)
    figures = listing(scene) if len(scene.case.blocks) <= MOST_LISTED else schedule(scene)
    y = table.draw(sheet.side, figures, y - 2, sheet.bottom, scene.language)
    if placement.numbered:
        table.draw(sheet.side, labelling.key_table(placement, scene.language), y, sheet.bottom, scene.language)


def _counted(scene: Scene, text: str, count: int) -> str:
    return scene.say(f"{text}（{count} 个）", f"{text} ({count})")


def schedule(scene: Scene) -> table.Table:
    """Return licences and new capacity by year and mineral."""
    counts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for block in scene.case.blocks:
        chosen = _chosen(scene, block.id)
        if chosen is not None and chosen.start is not None:
            counts[chosen.start, block.mineral].append(chosen.capacity)
    minerals = scene.case.mineral
    rows = [
        (year, scene.text(minerals[m].name), str(len(of)), f"{sum(of):f}", scene.text(unit(minerals[m].capacity_unit)))
        for (year, m), of in sorted(counts.items(), key=lambda item: item[0])
    ]
    rows.append((scene.say("合计", "Total"), "—", str(sum(map(len, counts.values()))), "—", "—"))
    headers = scene.say("年度|矿种|个数|新增规模|单位/年", "Year|Mineral|No.|New scale|Unit/a").split("|")
    return table.Table(headers, rows, scene.say("开采规划区块投放时序表", "Licences by year"), last_bold=True)


def listing(scene: Scene) -> table.Table:
    """Return every block with its year, scale and class."""
    rows, minerals = [], scene.case.mineral
    for block in scene.case.blocks:
        chosen = _chosen(scene, block.id)
        if chosen is None:
            rows.append((block.id, scene.text(minerals[block.mineral].name), scene.say("不投放", "—"), "—", "—"))
        else:
            size = scene.text(words(SIZES, chosen.production_class))
            rows.append(
                (block.id, scene.text(minerals[block.mineral].name), chosen.start or "—", scene.yearly(chosen), size)
            )
    headers = scene.say("编号|矿种|年度|设计规模|级别", "Block|Mineral|Year|Scale|Class").split("|")
    return table.Table(headers, rows, scene.say("开采规划区块投放一览表", "Licensing of blocks"))
