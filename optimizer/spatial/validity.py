"""What is wrong with single geometries, and the measuring copy that the rest of the package works on.

Every fault is told with the feature and the place. Invalid areas are mended in memory by shapely's ``make_valid``
(structure method) so that one bad ring does not hide the other problems; the change is told in m² and is fatal for a
site when it exceeds ``MENDED`` of its area, because then nobody can say which ground was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from models import Problem
from optimizer.spatial.arrays import Mask, Shapes, shapes_of
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import AREAL_ROLES, SITE_ROLES, Sheet

MENDED = 1e-6
"""Share of a site's area that mending may change before the outline counts as unusable."""


def sound(sheet: Sheet) -> tuple[Sheet, tuple[Problem, ...]]:
    """Return the layer with usable, two-dimensional, valid geometries only, and everything found on the way."""
    if len(sheet.frame) == 0:
        return sheet, (_empty_layer(sheet),)
    shapes = shapes_of(sheet.frame.geometry.array)
    labels = labels_of(sheet)
    absent = shapely.is_missing(shapes) | shapely.is_empty(shapes) | ~_finite(shapes)
    problems = [_absent(sheet, labels[row]) for row in np.flatnonzero(absent).tolist()]
    flat = shapely.force_2d(shapes)
    wrong = ~absent & ~shapely.is_valid(flat)
    mended = flat.copy()
    mended[wrong] = shapely.make_valid(flat[wrong], method="structure", keep_collapsed=False)
    problems += _invalid(sheet, labels, flat, mended, wrong)
    lost = ~absent & shapely.is_empty(mended)
    kind = ~absent & ~lost & _not_an_area(sheet, mended)
    problems += [_wrong_kind(sheet, labels[row], shapes[row].geom_type) for row in np.flatnonzero(kind).tolist()]
    keep = ~(absent | lost | kind)
    frame = sheet.frame.set_geometry(mended, crs=sheet.frame.crs)[keep]
    return Sheet(sheet.role, sheet.file, frame.reset_index(drop=True)), tuple(problems)


def labels_of(sheet: Sheet) -> list[str]:
    """Return how a planner finds each feature again: its id, else its row counted from 1."""
    rows = [f"#{number}" for number in range(1, len(sheet.frame) + 1)]
    if "id" not in sheet.frame.columns:
        return rows
    ids = zip(sheet.frame["id"].tolist(), sheet.frame["id"].isna().tolist(), rows, strict=True)
    return [row if absent else str(value).strip() for value, absent, row in ids]


def _finite(shapes: Shapes) -> Mask:
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    good: Mask = np.ones(len(shapes), dtype=bool)
    good[owner[~np.isfinite(coordinates).all(axis=1)]] = False
    return good


def _not_an_area(sheet: Sheet, shapes: Shapes) -> Mask:
    flags: Mask = np.isin(shapely.get_type_id(shapes), (3, 6), invert=True)
    return flags if sheet.role in AREAL_ROLES else np.zeros(len(shapes), dtype=bool)


def _invalid(sheet: Sheet, labels: list[str], before: Shapes, after: Shapes, wrong: Mask) -> Iterator[Problem]:
    rows = np.flatnonzero(wrong)
    reasons = shapely.is_valid_reason(before[rows])
    change = np.abs(shapely.area(before[rows]) - shapely.area(after[rows]))
    limit = MENDED * np.maximum(shapely.area(after[rows]), 1.0)
    for row, reason, moved, unclear in zip(rows.tolist(), reasons, change, change > limit, strict=True):
        yield problem(
            "LD-621",
            words(
                f"图形无效（{reason}），修复会改变面积 {moved:.2f} m²",
                f"invalid geometry ({reason}); mending changes the area by {moved:.2f} m²",
            ),
            words(
                "在 GIS 中修复自相交或重复点后重新导出",
                "mend the crossing in a GIS (repair geometry) and export again",
            ),
            file=sheet.file, row=labels[row], field="geometry", value=str(reason),
            fatal=bool(unclear) and sheet.role in SITE_ROLES,
        )  # fmt: skip


def _empty_layer(sheet: Sheet) -> Problem:
    return problem(
        "LD-611",
        words("图层没有要素", "the layer holds no feature"),
        words("补充要素，或删除该文件", "add features, or remove the file"),
        file=sheet.file, row=sheet.role, fatal=sheet.exclusion or sheet.role in SITE_ROLES,
    )  # fmt: skip


def _absent(sheet: Sheet, label: str) -> Problem:
    return problem(
        "LD-620",
        words(
            "要素没有图形、图形为空、环未闭合或坐标不是数",
            "no geometry, an empty one, a ring that does not close, or a coordinate that is not a number",
        ),
        words("补绘图形或删除该要素", "draw it, or delete the feature"),
        file=sheet.file, row=label, field="geometry", fatal=sheet.role in SITE_ROLES,
    )  # fmt: skip


def _wrong_kind(sheet: Sheet, label: str, kind: str) -> Problem:
    return problem(
        "LD-622",
        words(f"应为面，实为 {kind}", f"an area is needed, this is a {kind}"),
        words("用拐点坐标生成面后重新导出", "build the polygon from its corner points and export again"),
        file=sheet.file, row=label, field="geometry", value=kind, fatal=sheet.role in SITE_ROLES,
    )  # fmt: skip
