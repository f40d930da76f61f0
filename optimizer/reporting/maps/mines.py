"""Sheet 2, 已有矿山处置图: what becomes of every mine by colour, hatch and marker; mergers ringed, members linked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models import Action, Decision, Size, Text
from models.labels import ACTIONS
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.maps import paint
from optimizer.reporting.maps.scene import Scene, base_entries, boundary, obstacles, open_map
from optimizer.reporting.maps.townships import township_labels
from optimizer.reporting.sheet import labelling, labels, legend, page, palette, table
from optimizer.reporting.sheet.labels import Label, Placement
from optimizer.reporting.words import SIZES, words

TITLE = Text(zh="已有矿山处置图", en="what becomes of existing mines")
STYLES = {
    Action.KEEP: (palette.Style("#fee79d", ""), "o", 5.5),
    Action.EXPAND: (palette.Style("#679c80", "xxx"), "^", 8.0),
    Action.CLOSE: (palette.Style("#cc4c4b", "|||"), "X", 9.0),
    Action.RECTIFY: (palette.Style("#ceb3ed", "---"), "s", 7.0),
    Action.JOIN: (palette.Style("#b6dbe2", "..."), "D", 6.5),
}
MERGER = "#455d92"
_RING = 450.0
"""How far the ring of a merger stands off its members [m]."""


def mines(scene: Scene) -> tuple[page.Sheet, Placement]:
    """Draw the sheet and return it with its labels."""
    sheet = open_map(scene, TITLE)
    wanted = [label for merger in scene.case.mergers for label in _merger(scene, sheet, merger.id)]
    wanted += [_mine(scene, sheet, mine.id) for mine in scene.case.mines if mine.id in scene.shapes]
    wanted += township_labels(scene, sheet.scale)
    placement = labels.place(sheet.map, wanted, obstacles(scene, 0.5), boundary(scene))
    labelling.draw(sheet.map, placement)
    _side(scene, sheet, placement)
    return sheet, placement


def _decision(scene: Scene, site: str) -> Decision | None:
    return None if scene.outcome.plan is None else scene.outcome.plan.decision.get(site)


def _mine(scene: Scene, sheet: page.Sheet, mine: str) -> Label:
    chosen, shape, site = _decision(scene, mine), scene.shapes[mine], scene.case.site[mine]
    action = Action.KEEP if chosen is None or chosen.action not in STYLES else chosen.action
    style, marker, across = STYLES[action]
    point = shape.representative_point()
    paint.area(sheet.map, shape, style, zorder=3.0, line=0.6)
    sheet.map.plot(
        [point.x], [point.y], marker, markersize=across, markerfacecolor=style.fill, markeredgecolor="#1a1a1a",
        markeredgewidth=0.9, zorder=5,
    )  # fmt: skip
    name, keep = scene.short(site.name), across / 2 + 1.0
    brief = min(legible(mine), name, key=len)
    if action == Action.KEEP or chosen is None:
        return Label(brief, point.x, point.y, 1.0, 8.0, colour="#333333", clearance=keep)
    if action == Action.JOIN:
        return Label(brief, point.x, point.y, 2.0, 8.0, colour=MERGER, clearance=keep)
    text = f"{mine} {name}\n{scene.text(words(ACTIONS, action))} {chosen.start}{_capacity(scene, chosen)}"
    return Label(text, point.x, point.y, 3.0, 8.5, bold=True, clearance=keep)


def _capacity(scene: Scene, chosen: Decision) -> str:
    if chosen.action != Action.EXPAND:
        return ""
    return f" · {scene.yearly(chosen)}"


def _merger(scene: Scene, sheet: page.Sheet, merger: str) -> Iterator[Label]:
    chosen = _decision(scene, merger)
    if chosen is None or chosen.action != Action.FORMED or merger not in scene.shapes:
        return
    union, site = scene.shapes[merger], scene.case.site[merger]
    ring, middle = union.convex_hull.buffer(_RING), union.centroid
    paint.outline(sheet.map, ring, MERGER, 1.8, (0, (5, 2)), zorder=4)
    for member in getattr(site, "members", ()):
        if member in scene.shapes:
            end = scene.shapes[member].representative_point()
            sheet.map.plot((middle.x, end.x), (middle.y, end.y), color=MERGER, linewidth=1.2, zorder=4)
    text = f"{scene.short(site.name)}\n{chosen.start} · {scene.yearly(chosen)}"
    yield Label(text, middle.x, ring.bounds[3], 6.0, 9.0, bold=True, colour=MERGER, clearance=1.0)


def _side(scene: Scene, sheet: page.Sheet, placement: Placement) -> None:
    actions: list[Any] = []
    for action, (style, marker, across) in STYLES.items():
        text = scene.text(words(ACTIONS, action))
        actions.append(legend.Patch(text, style.fill, style.hatch, style.edge, 0.6))
        actions.append(legend.Marker(text, marker, style.fill, "#1a1a1a", across))
    merger = legend.Line(scene.say("整合范围与成员", "Merger and its members"), MERGER, 1.8, (0, (5, 2)))
    groups = [
        legend.Group(scene.say("处置（范围与符号）", "Action (ground and symbol)"), actions, columns=2),
        legend.Group(scene.say("其他要素", "Other"), [merger, *base_entries(scene)], columns=2),
    ]
    y = legend.draw(sheet.side, groups, sheet.top, scene.language)
    for figures in (_by_action(scene), _by_class(scene)):
        y = table.draw(sheet.side, figures, y - 2, sheet.bottom, scene.language)
    if placement.numbered:
        table.draw(sheet.side, labelling.key_table(placement, scene.language), y, sheet.bottom, scene.language)


def _by_action(scene: Scene) -> table.Table:
    years = [period.id for period in scene.case.periods]
    rows = []
    for action in STYLES:
        starts = [d.start for mine in scene.case.mines if (d := _decision(scene, mine.id)) and d.action == action]
        by_year = [str(starts.count(year) or "—") for year in years]
        rows.append((scene.text(words(ACTIONS, action)), *by_year, str(len(starts))))
    headers = (scene.say("处置", "Action"), *years, scene.say("合计", "All"))
    note = scene.say("编号所指矿山名称见附表2；未注处置者为保留", "Names of mines: table 2; no action written: kept")
    return table.Table(headers, rows, scene.say("已有矿山处置统计（个）", "Mines by action and year"), note)


def _by_class(scene: Scene) -> table.Table:
    base = [mine.production_class for mine in scene.case.mines if scene.case.mineral[mine.mineral].solid]
    rows = [_class_row(str(scene.case.frame.base_year), {size: base.count(size) for size in Size})]
    rows += [_class_row(line.period, dict(line.mines)) for line in scene.outcome.periods]
    headers = (
        scene.say("年度", "Year"),
        *(scene.text(words(SIZES, size)) for size in Size),
        scene.say("合计", "All"),
        scene.say("大中型比例", "Large+medium"),
    )
    return table.Table(headers, rows, scene.say("矿山规模结构（个）", "Mines by class"))


def _class_row(year: str, counts: dict[Size, int]) -> tuple[str, ...]:
    total = sum(counts.values())
    both = counts.get(Size.LARGE, 0) + counts.get(Size.MEDIUM, 0)
    share = f"{both / total:.1%}" if total else "—"
    return (year, *(str(counts.get(size, 0)) for size in Size), str(total), share)
