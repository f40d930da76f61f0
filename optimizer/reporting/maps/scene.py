"""What every plan sheet shares: the case and its layers, the opened page, county, townships, and names cut short."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely

from models import Case, Decision, Outcome, Text
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.frames import Layers, shapes_of, system_of
from optimizer.reporting.maps import paint
from optimizer.reporting.sheet import coordinates, page
from optimizer.reporting.sheet.layout import Bounds
from optimizer.reporting.sheet.legend import Entry, Line, Marker
from optimizer.reporting.sheet.palette import Style
from optimizer.reporting.words import Language, amount
from optimizer.spatial import LedgerLine

COUNTY = "#5a5a5a"
PLACE = "#4f4f4f"
ROAD = "#9c8b6a"
_SUFFIX = re.compile(r"开采规划区块|勘查规划区块|\s*[（(](示意|schematic)[）)]|\s+block$")


@dataclass(frozen=True)
class Scene:
    """A case, its outcome and its ground, in one language."""

    case: Case
    outcome: Outcome
    layers: Layers
    language: Language = "zh"
    ledger: Sequence[LedgerLine] = ()
    shapes: dict[str, Any] = field(default_factory=dict)

    def say(self, zh: str, en: str) -> str:
        """Return the words of the scene's language."""
        return legible(zh if self.language == "zh" else en)

    def text(self, text: Text) -> str:
        """Return a text in the scene's language, in characters that the font holds."""
        return legible(text.of(self.language))

    def yearly(self, decision: Decision) -> str:
        """Return the capacity of a decision with its unit per year."""
        mineral = self.case.mineral[self.case.site[decision.site].mineral]
        return legible(f"{amount(decision.capacity, mineral.capacity_unit, self.language)}/a")

    def short(self, text: Text) -> str:
        """Return a name without what every name on the sheet has in common."""
        whole = self.text(text)
        bare = _SUFFIX.sub("", _SUFFIX.sub("", whole.removeprefix(self.text(self.case.frame.county)))).strip()
        return bare or whole


def scene_of(
    case: Case, outcome: Outcome, layers: Layers, language: Language, ledger: Sequence[LedgerLine] = ()
) -> Scene:
    """Return the scene with the ground of every site."""
    return Scene(case, outcome, layers, language, ledger, shapes_of(case, layers))


def open_map(scene: Scene, title: Text) -> page.Sheet:
    """Return an A3 sheet with the county drawn; raises ValueError when the layers have no extent."""
    frame = scene.case.frame
    none = Text(zh="未注明", en="not stated")
    heading = page.Heading(
        title_zh=legible(f"{frame.title.zh} {title.zh}"),
        title_en=legible(f"{frame.title.en}: {title.en}"),
        office=scene.text(frame.office),
        date=legible(frame.date) or none.of(scene.language),
        crs=coordinates.describe(system_of(scene.layers), scene.language),
        statement=scene.text(frame.statement or none),
    )
    sheet = page.open_sheet(heading, bounds_of(scene), scene.language)
    if "county" in scene.layers:
        for shape in scene.layers["county"].geometry:
            paint.area(sheet.map, shape, Style("#fcfbf8", "", "none"), zorder=0.5)
            paint.outline(sheet.map, shape, COUNTY, 1.6, "-.", zorder=2)
    if "townships" in scene.layers:
        for shape in scene.layers["townships"].geometry:
            paint.outline(sheet.map, shape, "#b5b5b5", 0.5, zorder=1)
    if "roads" in scene.layers:
        parts = shapely.get_parts(shapely.get_parts(list(scene.layers["roads"].geometry)))
        lines = shapely.multilinestrings(parts[shapely.get_dimensions(parts) == 1])
        paint.outline(sheet.map, lines, ROAD, 0.8, zorder=1.2)
    _seats(scene, sheet)
    return sheet


def bounds_of(scene: Scene) -> Bounds:
    """Return the county's bounds, those of all sites where there is no county."""
    shapes = list(scene.layers["county"].geometry) if "county" in scene.layers else list(scene.shapes.values())
    left, bottom, right, top = (float(edge) for edge in shapely.total_bounds(shapes))
    return (left, bottom, right, top)


def boundary(scene: Scene, *more: Any) -> list[Bounds]:
    """Return the outlines of the county and of `more` shapes as segments, which labels should not cover."""
    county = list(scene.layers["county"].geometry) if "county" in scene.layers else []
    shapes = shapely.simplify([*county, *more], 100.0)
    segments: list[Bounds] = []
    for ring in shapely.get_parts(shapely.boundary(shapes)):
        points = shapely.get_coordinates(ring).tolist()
        segments += [(*start, *end) for start, end in itertools.pairwise(points)]
    return segments


def _seats(scene: Scene, sheet: page.Sheet) -> None:
    for _, x, y in places(scene):
        sheet.map.plot([x], [y], "o", markersize=3.6, markerfacecolor="white", markeredgecolor=PLACE, zorder=6)


def places(scene: Scene) -> list[tuple[str, float, float]]:
    """Return places of demand inside the county, without those whose name says they are schematic."""
    left, bottom, right, top = bounds_of(scene)
    return [
        (scene.text(place.name), float(place.east), float(place.north))
        for place in scene.case.places
        if place.east is not None and place.north is not None and not _SUFFIX.search(place.name.zh)
        if left <= place.east <= right and bottom <= place.north <= top
    ]


def obstacles(scene: Scene, share: float = 1.0) -> list[Bounds]:
    """Return boxes of `share` of the width and height of blocks and mines, which labels should leave visible."""
    boxes = []
    for site in (*scene.case.blocks, *scene.case.mines):
        if site.id in scene.shapes:
            left, bottom, right, top = scene.shapes[site.id].bounds
            wide, high = (right - left) * (1 - share) / 2, (top - bottom) * (1 - share) / 2
            boxes.append((left + wide, bottom + high, right - wide, top - high))
    return boxes


def base_entries(scene: Scene) -> list[Entry]:
    """Return the legend of county, townships, roads and places."""
    entries: list[Entry] = [Line(scene.say("县界", "County boundary"), COUNTY, 1.6, "-.")]
    if "townships" in scene.layers:
        entries.append(Line(scene.say("乡镇界", "Township boundary"), "#b5b5b5", 0.8))
    if "roads" in scene.layers:
        entries.append(Line(scene.say("道路", "Road"), ROAD, 0.8))
    if places(scene):
        entries.append(Marker(scene.say("乡镇、地名", "Town"), "o", "white", PLACE, 5.0))
    return entries
