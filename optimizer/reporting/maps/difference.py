"""Sheet 情景差异图: which sites two runs decide otherwise; of many runs, on which sites they do not agree.

A site goes on where its course is neither a closure nor a refusal. For two runs: goes on in the first only, in the
second only, or in both but otherwise; for many: goes on in some only, or in all or none but not in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from models import Action, Decision, Kind, Text
from models.labels import ACTIONS
from models.units import unit
from optimizer.reporting.comparison.ground import Ground
from optimizer.reporting.digest import shown
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.maps import paint
from optimizer.reporting.maps.scene import Scene, base_entries, boundary, obstacles, open_map
from optimizer.reporting.maps.townships import township_labels
from optimizer.reporting.sheet import labelling, labels, legend, page, palette, table
from optimizer.reporting.sheet.labels import Label, Placement
from optimizer.reporting.sheet.measure import INK
from optimizer.reporting.words import KINDS, VERDICTS, Language, words
from optimizer.scenario import Comparison
from optimizer.scenario.compare_record import SiteLine

TITLE = Text(zh="情景差异图", en="differences between runs")
OVER = frozenset({Action.CLOSE, Action.NOT_LICENSED, Action.NOT_FORMED, Action.NOT_GRANTED})
FIRST, SECOND, OTHER, SAME = "first", "second", "other", "same"
STYLES = {
    FIRST: (palette.Style("#f08d4c", "///"), "v", 9.0),
    SECOND: (palette.Style("#455d92", "\\\\\\", "#f2f2f2"), "^", 9.0),
    OTHER: (palette.Style("#d9ebef", "..."), "o", 7.0),
    SAME: (palette.Style("#e4e1da", "", "#a9a69d"), "", 0.0),
}


def difference(found: Comparison, ground: Ground, language: Language = "zh") -> tuple[page.Sheet, Placement]:
    """Draw the sheet and return it with its labels. Raises ValueError when the layers have no extent."""
    base = ground.base
    scene = Scene(base.case, base.outcome, base.layers, language, (), ground.shapes)
    sheet = open_map(scene, TITLE)
    lines = [line for line in found.sites if line.site in ground.shapes and line.kind != Kind.MERGER]
    wanted = [label for line in lines for label in _site(scene, sheet, line, found)]
    wanted += township_labels(scene, sheet.scale)
    placement = labels.place(sheet.map, wanted, obstacles(scene, 0.5), boundary(scene))
    labelling.draw(sheet.map, placement)
    _side(scene, sheet, found, lines, placement)
    return sheet, placement


def standing(line: SiteLine, with_plan: Sequence[bool]) -> str:
    """Return how a site differs over the runs that have a plan."""
    if not line.differs:
        return SAME
    lasting = [goes_on(one) for one, known in zip(line.decisions, with_plan, strict=True) if known]
    if len(set(lasting)) == 1:
        return OTHER
    return SECOND if len(with_plan) == 2 and lasting[1] else FIRST


def goes_on(decision: Decision | None) -> bool:
    """Return whether a site is mined on, or newly, under a decision."""
    return decision is not None and decision.action not in OVER


def _site(scene: Scene, sheet: page.Sheet, line: SiteLine, found: Comparison) -> list[Label]:
    kind, shape = standing(line, found.with_plan), scene.shapes[line.site]
    style, marker, across = STYLES[kind]
    paint.area(sheet.map, shape, style, zorder=2.0 if kind == SAME else 3.0, line=0.4 if kind == SAME else 0.9)
    if kind == SAME:
        return []
    point = shape.representative_point()
    paint.outline(sheet.map, shape, INK, 0.9, zorder=4.0)
    sheet.map.plot([point.x], [point.y], marker, markersize=across, markerfacecolor="white",
                   markeredgecolor=INK, markeredgewidth=1.1, zorder=5)  # fmt: skip
    text = f"{line.site}\n{_told(scene, line, found.planned)}"
    block = line.kind == Kind.BLOCK
    return [
        Label(text, point.x, point.y, 5.0 if block else 3.0, 8.5 if block else 7.5, block, clearance=across / 2 + 1)
    ]


def _told(scene: Scene, line: SiteLine, planned: int) -> str:
    """Return the courses of two runs with an arrow between; of many, in how many it goes on and since when."""
    if len(line.decisions) == 2:
        first, second = (_brief(scene, one) for one in line.decisions)
        if first == second:
            first, second = ("—" if one is None else f"{one.capacity:f}" for one in line.decisions)
            second += f" {scene.text(unit(line.unit))}/a"
        return f"{first} → {second}"
    count = sum(goes_on(one) for one in line.decisions)
    years = sorted({one.start for one in line.decisions if one is not None and one.start is not None and goes_on(one)})
    since = f" · {years[0]}" if years else ""
    return scene.say(f"存续 {count}/{planned}{since}", f"goes on {count}/{planned}{since}")


def _brief(scene: Scene, decision: Decision | None) -> str:
    if decision is None:
        return "—"
    return f"{scene.text(words(ACTIONS, decision.action))}{f' {decision.start}' if decision.start else ''}"


def _side(scene: Scene, sheet: page.Sheet, found: Comparison, lines: Sequence[SiteLine], placement: Placement) -> None:
    kinds = [standing(line, found.with_plan) for line in lines]
    entries: list[legend.Entry] = []
    for kind, text in _kinds(scene, found).items():
        style, marker, across = STYLES[kind]
        counted = scene.say(f"{text}（{kinds.count(kind)} 个）", f"{text} ({kinds.count(kind)})")
        entries.append(legend.Patch(counted, style.fill, style.hatch, style.edge))
        if marker:
            entries.append(
                legend.Marker(scene.say("同上，符号", "the same, as a symbol"), marker, "white", size=across)
            )
    groups = [
        legend.Group(scene.say("各成果间的差异", "Differences between runs"), entries),
        legend.Group(scene.say("其他要素", "Other"), base_entries(scene), columns=2),
    ]
    y = legend.draw(sheet.side, groups, sheet.top, scene.language)
    for figures in (_runs(scene, found), _counts(scene, lines, kinds, len(found.runs) == 2)):
        y = table.draw(sheet.side, figures, y - 2, sheet.bottom, scene.language)
    if placement.numbered:
        table.draw(sheet.side, labelling.key_table(placement, scene.language), y, sheet.bottom, scene.language)


def _kinds(scene: Scene, found: Comparison) -> dict[str, str]:
    """Return what each style means; a second one only of two runs."""
    if len(found.runs) == 2:
        one, other = (legible(label) for label in found.labels)
        return {
            FIRST: scene.say(f"仅在“{one}”中投放或存续", f"Goes on in {one} only"),
            SECOND: scene.say(f"仅在“{other}”中投放或存续", f"Goes on in {other} only"),
            OTHER: scene.say("年度、规模或方式不同", "Other year, capacity or way"),
            SAME: scene.say("相同", "Same"),
        }
    return {
        FIRST: scene.say("仅在部分成果中投放或存续", "Goes on in some runs only"),
        OTHER: scene.say("仅年度、规模或方式不同", "Other year, capacity or way only"),
        SAME: scene.say("各成果相同", "Same in all"),
    }


def _runs(scene: Scene, found: Comparison) -> table.Table:
    mines = [line.values for line in found.indicators if line.name == "mines" and not line.subject]
    last = [next((row[n] for row in reversed(mines) if row[n] is not None), None) for n in range(len(found.runs))]
    rows = [
        (legible(run.label), scene.text(words(VERDICTS, run.verdict)), shown(run.objective, 0), shown(count, 0))
        for run, count in zip(found.runs, last, strict=True)
    ]
    headers = scene.say("成果|结论|目标值|期末矿山", "Run|Verdict|Objective|Mines").split("|")
    return table.Table(headers, rows, scene.say("参与比较的成果", "Runs compared"))


def _counts(scene: Scene, lines: Sequence[SiteLine], kinds: Sequence[str], pair: bool) -> table.Table:
    rows = []
    for kind in (Kind.BLOCK, Kind.MINE, Kind.EXPLORATION):
        own = [state for line, state in zip(lines, kinds, strict=True) if line.kind == kind]
        rows.append((scene.text(words(KINDS, kind)), str(len(own)), str(len(own) - own.count(SAME))))
    headers = scene.say("类别|总数|有差异", "Kind|All|Differ").split("|")
    note = (
        ""
        if pair
        else scene.say("图上：存续成果数/成果数 · 最早年度", "On the map: runs in which it goes on · first year")
    )
    return table.Table(headers, rows, scene.say("差异统计（个）", "Sites that differ"), note)
