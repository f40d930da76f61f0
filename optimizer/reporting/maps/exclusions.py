"""Sheet 3, 禁止开采与避让区图: protected ground by kind, and what each layer takes of every block and mine.

Ground taken first, in the clauses' order, is counted once; it comes from the ledger. 1 hm² is 10,000 m².
"""

from __future__ import annotations

from decimal import Decimal

from models import Block, Layer, Text
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.frames import barred_ground, barred_text
from optimizer.reporting.maps import paint
from optimizer.reporting.maps.scene import Scene, base_entries, boundary, obstacles, open_map
from optimizer.reporting.maps.townships import township_labels
from optimizer.reporting.sheet import labelling, labels, legend, page, palette, table
from optimizer.reporting.sheet.labels import Label, Placement

TITLE = Text(zh="禁止开采与避让区图", en="excluded ground")
BLOCK, TOUCHED = "#1a1a1a", "#b00020"
HECTARE = Decimal(10_000)


def exclusions(scene: Scene) -> tuple[page.Sheet, Placement]:
    """Draw the sheet and return it with its labels."""
    sheet = open_map(scene, TITLE)
    shown = [layer for layer in scene.case.layers if layer.on and layer.id in scene.layers]
    styles = {layer.id: palette.CATEGORIES[row % len(palette.CATEGORIES)] for row, layer in enumerate(shown)}
    wanted = [_layer(scene, sheet, layer, styles[layer.id]) for layer in shown]
    wanted += _sites(scene, sheet) + township_labels(scene, sheet.scale)
    ground = [barred_ground(layer, scene.layers) for layer in shown]
    placement = labels.place(sheet.map, wanted, obstacles(scene), boundary(scene, *ground))
    labelling.draw(sheet.map, placement)
    _side(scene, sheet, styles, placement)
    return sheet, placement


def _layer(scene: Scene, sheet: page.Sheet, layer: Layer, style: palette.Style) -> Label:
    ground = barred_ground(layer, scene.layers)
    paint.area(sheet.map, ground, style, zorder=1.5, line=0.7)
    point = ground.representative_point()
    return Label(scene.short(layer.name), point.x, point.y, 2.0, 8.5, centred=True, clearance=0.0)


def taken(scene: Scene) -> dict[str, list[tuple[str, Decimal]]]:
    """Return what each layer takes of each site [m²]: of blocks from the ledger, of others as measured."""
    found = {line.block: list(line.first) for line in scene.ledger}
    for line in scene.case.geography.excluded:
        known = found.setdefault(line.site, [])
        if line.layer not in {name for name, _ in known}:
            known.append((line.layer, line.area_m2))
    return {site: causes for site, causes in found.items() if causes}


def _sites(scene: Scene, sheet: page.Sheet) -> list[Label]:
    lost, wanted = taken(scene), []
    for site in (*scene.case.blocks, *scene.case.mines):
        if site.id not in scene.shapes:
            continue
        touched, block = site.id in lost, isinstance(site, Block)
        colour = TOUCHED if touched else BLOCK if block else "#9a9a9a"
        width = 1.8 if touched else 1.2 if block else 0.5
        paint.outline(sheet.map, scene.shapes[site.id], colour, width, "-" if block else (0, (3, 1.5)), zorder=4)
        if touched or block:
            wanted.append(_label(scene, site.id, lost.get(site.id, [])))
    return wanted


def _label(scene: Scene, site: str, causes: list[tuple[str, Decimal]]) -> Label:
    point, name = scene.shapes[site].representative_point(), scene.short(scene.case.site[site].name)
    if not causes:
        return Label(f"{site} {name}", point.x, point.y, 3.0, 8.0, clearance=3.0)
    lost = sum((area for _, area in causes), Decimal(0)) / HECTARE
    text = f"{site} {name}\n{scene.say('占用', 'takes')} {lost:.1f} hm²"
    return Label(text, point.x, point.y, 5.0, 8.5, bold=True, colour=TOUCHED, clearance=3.0)


def _side(scene: Scene, sheet: page.Sheet, styles: dict[str, palette.Style], placement: Placement) -> None:
    layers = {layer.id: layer for layer in scene.case.layers}
    kinds = [
        legend.Patch(kind(scene, layers[key]), style.fill, style.hatch, style.edge) for key, style in styles.items()
    ]
    others = [
        legend.Patch(scene.say("开采规划区块", "Mining block"), "white", "", BLOCK, 1.2),
        legend.Patch(scene.say("已有矿山", "Existing mine"), "white", "", "#9a9a9a", 0.6, (0, (3, 1.5))),
        legend.Patch(scene.say("受限的区块、矿山", "Site that is touched"), "white", "", TOUCHED, 1.8),
        *base_entries(scene),
    ]
    groups = [
        legend.Group(scene.say("禁止开采与避让区（含缓冲）", "Excluded ground, buffers included"), kinds),
        legend.Group(scene.say("其他要素", "Other"), others, columns=2),
    ]
    y = legend.draw(sheet.side, groups, sheet.top, scene.language)
    y = table.draw(sheet.side, account(scene), y - 2, sheet.bottom, scene.language)
    if placement.numbered:
        table.draw(sheet.side, labelling.key_table(placement, scene.language), y, sheet.bottom, scene.language)


def kind(scene: Scene, layer: Layer) -> str:
    """Return what the legend says of a layer: name, what it bars to whom, how wide it is, and how far it sees."""
    zh, wide = scene.language == "zh", _wide(layer)
    parts = [barred_text(scene.case, layer).of(scene.language), *([f"{wide} m"] if wide else [])]
    if layer.sight is not None:
        parts.append(scene.say(f"{layer.sight.cap_m:f} m 内可视", f"in sight to {layer.sight.cap_m:f} m"))
    name = scene.short(layer.name)
    return legible(f"{name}（{'，'.join(parts)}）" if zh else f"{name} ({', '.join(parts)})")


def _wide(layer: Layer) -> str:
    """Return the width of a layer's buffer, from the narrowest to the widest class where there are several [m]."""
    found = sorted({*layer.buffer_by.values(), *([layer.buffer_m] if layer.buffer_m else [])})
    ends = dict.fromkeys(f"{width:f}" for width in (*found[:1], *found[-1:]))
    return "–".join(ends)


def account(scene: Scene) -> table.Table:
    """Return, site by site and layer by layer, the ground taken and what remains [hm²]."""
    names = {layer.id: scene.short(layer.name) for layer in scene.case.layers}
    lines = {line.block: line for line in scene.ledger}
    rows = []
    for site, causes in taken(scene).items():
        for number, (layer, area) in enumerate(causes):
            last = number == len(causes) - 1 and site in lines
            left = f"{lines[site].free_m2 / HECTARE:.1f}" if last else "—"
            rows.append((site, names[layer], f"{area / HECTARE:.1f}", left))
    headers = scene.say("编号|图层|占用|余下", "Site|Layer|Taken|Left").split("|")
    title = scene.say("避让占用统计（hm²）", "Ground taken (hm²)")
    return table.Table(headers, rows or [("—", "—", "—", "—")], title)
