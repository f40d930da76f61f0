"""What the layers say against the records and against each other: county, stated areas, overlaps, memberships.

A stated area agrees when it differs from the measured one by at most 1 % or half a unit of its last printed digit,
whichever is wider. Areas are measured in the plane of the case's system, in m²; stated ones are in km².
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import numpy as np
import shapely

from models import Case, Overlap, Problem
from optimizer.spatial import overlay
from optimizer.spatial.arrays import Ground, shapes_of
from optimizer.spatial.codes import problem, words
from optimizer.spatial.join import ground_of
from optimizer.spatial.rescale import was_clipped
from optimizer.spatial.sheet import JOINED_ROLES, SITE_ROLES, Sheet, records_of

STATED_SHARE = Decimal("0.01")
POINT_M = 100.0
OUTSIDE_M2 = 1.0
OUTSIDE_SHARE = 0.01
M2_PER_KM2 = Decimal(1_000_000)


def check_ground(case: Case, sheets: Mapping[str, Sheet]) -> tuple[Problem, ...]:
    """Return what is wrong with the ground of sites, areas and zones."""
    found: list[Problem] = []
    for role in JOINED_ROLES:
        if role in sheets:
            ground = ground_of(sheets[role])
            found += stated_areas(case, sheets[role], ground)
            found += outside_county(sheets[role], ground, sheets.get("county")) if role in SITE_ROLES else ()
            found += memberships(case, sheets[role], ground, sheets)
            found += stated_points(case, sheets[role], ground)
    return tuple(found)


def stated_areas(case: Case, sheet: Sheet, ground: Ground) -> Iterator[Problem]:
    """Yield LD-631 for each stated area that the measured one does not bear out."""
    stated = {record.id: getattr(record, "area_km2", Decimal(0)) for record in records_of(case, sheet.role)}
    stated |= {block.id: Decimal(0) for block in case.blocks if sheet.role == "blocks" and was_clipped(block)}
    for name, square in zip(ground.ids, shapely.area(ground.shapes).tolist(), strict=True):
        said, seen = stated[name], Decimal(repr(square)) / M2_PER_KM2
        if said > 0 and abs(said - seen) > max(STATED_SHARE * said, half_digit(said)):
            yield _stated(sheet, name, said, seen)


def half_digit(figure: Decimal) -> Decimal:
    """Return half a unit of the last digit that a figure is printed with."""
    exponent = figure.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


def outside_county(sheet: Sheet, ground: Ground, county: Sheet | None) -> Iterator[Problem]:
    """Yield LD-630 for sites outside the county: fatal when wholly, a warning when by more than 1 m² and 1 %."""
    if county is None or not len(county.frame) or not ground.ids:
        return
    outline = overlay.union(shapes_of(county.frame.geometry.array))
    shapely.prepare(outline)
    inside = shapely.covers(outline, ground.shapes)
    for row in np.flatnonzero(~inside).tolist():
        area = float(shapely.area(ground.shapes[row]))
        lost = area - float(shapely.area(overlay.intersection(ground.shapes[row], outline)))
        if lost > max(OUTSIDE_M2, OUTSIDE_SHARE * area):
            yield _outside(sheet, ground.ids[row], lost, lost / area)


def memberships(case: Case, sheet: Sheet, ground: Ground, sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Yield LD-633 for sites of which less than half lies in the area or zone that their record names."""
    records = {record.id: record for record in records_of(case, sheet.role)}
    for field, role in (("area", "areas"), ("zone", "zones")):
        homes = ground_of(sheets.get(role))
        where = dict(zip(homes.ids, homes.shapes, strict=True))
        for name, shape in zip(ground.ids, ground.shapes, strict=True):
            home = getattr(records[name], field, None)
            if home in where:
                share = float(shapely.area(overlay.intersection(shape, where[home])) / shapely.area(shape))
                if share < 0.5:
                    yield _stray(sheet, name, field, home, share)


def stated_points(case: Case, sheet: Sheet, ground: Ground) -> Iterator[Problem]:
    """Yield LD-634 for stated coordinates more than ``POINT_M`` off the outline."""
    if sheet.role not in SITE_ROLES:
        return
    records = {record.id: record for record in records_of(case, sheet.role)}
    for name, shape in zip(ground.ids, ground.shapes, strict=True):
        east, north = records[name].east, records[name].north
        if east is not None and north is not None:
            off = float(shapely.distance(shape, shapely.Point(float(east), float(north))))
            if off > POINT_M:
                yield _off(sheet, name, f"{east} {north}", off)


def block_overlaps(case: Case, file: str, overlaps: tuple[Overlap, ...]) -> Iterator[Problem]:
    """Yield LD-632 for blocks that share more ground than the policy's drawing noise."""
    blocks = {block.id for block in case.blocks}
    for pair in overlaps:
        if {pair.first, pair.second} <= blocks and pair.area_m2 > case.policy.overlap.tolerance_m2:
            yield problem(
                "LD-632",
                words(
                    f"区块 {pair.first} 与 {pair.second} 叠合 {pair.area_m2} m²",
                    f"the blocks {pair.first} and {pair.second} share {pair.area_m2} m²",
                ),
                words("调整界线，或二者只投放其一", "move a boundary, or license only one of the two"),
                file=file, row=f"{pair.first} {pair.second}", field="geometry", value=str(pair.area_m2), fatal=False,
            )  # fmt: skip


def _stated(sheet: Sheet, name: str, said: Decimal, seen: Decimal) -> Problem:
    return problem(
        "LD-631",
        words(
            f"{name} 标称面积 {said} km²，量得 {seen:.4f} km²（差 {(seen / said - 1):+.1%}）",
            f"{name} states {said} km², measured {seen:.4f} km² ({(seen / said - 1):+.1%})",
        ),
        words("核对拐点坐标与标称面积", "check the corner points against the stated area"),
        file=sheet.file, row=name, field="area_km2", value=str(said), fatal=False,
    )  # fmt: skip


def _outside(sheet: Sheet, name: str, lost: float, share: float) -> Problem:
    return problem(
        "LD-630",
        words(
            f"{name} 有 {lost:.0f} m²（{share:.1%}）位于县界外",
            f"{name}: {lost:.0f} m² ({share:.1%}) lie outside the county",
        ),
        words("核对坐标系与界线", "check the coordinate system and the boundary"),
        file=sheet.file, row=name, field="geometry", value=f"{lost:.2f}", fatal=share > 0.999,
    )  # fmt: skip


def _off(sheet: Sheet, name: str, value: str, off: float) -> Problem:
    return problem(
        "LD-634",
        words(f"{name} 的坐标距其图形 {off:.0f} m", f"the stated point of {name} lies {off:.0f} m off its outline"),
        words("核对 east、north（X 为北坐标时勿颠倒）", "check east and north; in Chinese listings X is the northing"),
        file=sheet.file, row=name, field="east", value=value, fatal=False,
    )  # fmt: skip


def _stray(sheet: Sheet, name: str, field: str, home: str, share: float) -> Problem:
    return problem(
        "LD-633",
        words(
            f"{name} 仅 {share:.1%} 位于其所属的 {home} 内",
            f"only {share:.1%} of {name} lies in its {field} {home}",
        ),
        words(f"核对字段 {field} 或图形", f"check the field {field} or the outline"),
        file=sheet.file, row=name, field=field, value=home, fatal=False,
    )  # fmt: skip
