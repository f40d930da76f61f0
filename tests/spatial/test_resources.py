"""The resource grid: what clipping takes of a block's resources is what lies on the ground it takes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from spatial.build import EAST, NORTH, block, case, layer, rectangle, write
from spatial.ground_plants import grid

from models import Case
from optimizer.spatial import derive
from optimizer.spatial.arrays import shapes_of
from optimizer.spatial.resources import Grid, inside

KM = 1000
WEST, EASTERN = rectangle(0, 0, 300, KM), rectangle(300, 0, 700, KM)


def cut(folder: Path, **fields: object) -> Case:
    """A block of 1 km² that a park clips to its eastern 700 m."""
    write(folder, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(folder, "park", {"p": WEST})
    site = block("B1", **({"resource": 100, "recoverable": Decimal(50), "area_km2": 1} | fields))
    return case(blocks=(site,), layers=(layer("park", touched="clip"),))


def test_polygons_count_by_the_share_of_their_ground(tmp_path: Path) -> None:
    # 60 on x < 400, of which 100 of 400 m are kept: 15; 40 on the rest: 55 of 100, not 70 as by area
    sound = cut(tmp_path)
    grid(tmp_path, [60, 40], [rectangle(0, 0, 400, KM), rectangle(400, 0, 600, KM)])
    done = derive(tmp_path, sound)
    after = done.case.blocks[0]
    assert (after.resource, after.recoverable, after.area_km2) == (55, Decimal("27.50"), Decimal("0.7"))
    assert after.sources["resource"] == "derived: clipped by park, share of the resource grid 0.550000"
    assert after.sources["area_km2"] == "derived: clipped by park, share 0.700000"
    assert (done.problems, done.ledger[0].share) == ((), Decimal("0.7"))


def test_points_count_inside_and_a_grid_is_scaled_to_what_is_stated(tmp_path: Path) -> None:
    # points of 30 in the west, 20 + 30 in the east: 80 against 100 stated, so 100 · 50/80 = 62.5; 900 are a stranger's
    sound = cut(tmp_path)
    points = [shapely.Point(EAST + x, NORTH + 500) for x in (100, 500, 900, 600)]
    grid(tmp_path, [30, 20, 30, 900], points, [None, "B1", "B1", "B7"])
    done = derive(tmp_path, sound)
    assert done.case.blocks[0].resource == Decimal("62.50")
    assert [one.code for one in done.problems] == ["LD-676", "LD-677"]
    told = done.problems[1]
    assert (told.row, told.value, told.file) == ("B1", "80.00", "layers/resources.gpkg")
    assert told.message.en == "the grid adds up to 80.00 in block B1, which states 100; it is scaled to that"


def test_without_a_grid_or_without_cells_resources_go_by_area(tmp_path: Path) -> None:
    sound = cut(tmp_path)
    assert derive(tmp_path, sound).case.blocks[0].resource == 70
    grid(tmp_path, [5], [rectangle(5000, 0, 10, 10)])
    done = derive(tmp_path, sound)
    assert done.case.blocks[0].resource == 70 and [one.code for one in done.problems] == ["LD-678"]


def test_nothing_left_of_the_ore_is_nothing(tmp_path: Path) -> None:
    sound = cut(tmp_path)
    grid(tmp_path, [100, 0], [WEST, EASTERN])
    assert derive(tmp_path, sound).case.blocks[0].resource == 0


def test_blocks_that_are_not_clipped_keep_what_they_state(tmp_path: Path) -> None:
    # 104 in the grid against 100: told, and nothing else changes; 100.5 is within 1 %
    sound = cut(tmp_path)
    free = Case(**(dict(sound) | {"layers": ()}))
    for amount, codes in ((104, ["LD-677"]), (100.5, [])):
        grid(tmp_path, [amount], [rectangle(0, 0, KM, KM)])
        done = derive(tmp_path, free)
        assert done.case.blocks[0].resource == 100 and [one.code for one in done.problems] == codes


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-200, 900), st.floats(10, 600), st.floats(0, 50)), min_size=1, max_size=8))
def test_parts_of_a_block_hold_together_what_the_block_holds(cells: list[tuple[float, float, float]]) -> None:
    whole, parts = rectangle(0, 0, KM, KM), [WEST, EASTERN]
    amounts = np.array([amount for *_, amount in cells])
    shapes = shapes_of([rectangle(x, 5, wide, 900) for x, wide, _ in cells])
    found = Grid("", shapes, amounts, ("",) * len(cells))
    # share of a strip of the same height inside 0 … 1000 is that of its width
    expected = sum(amount * (min(x + wide, KM) - max(x, 0)) / wide for x, wide, amount in cells if x + wide > 0)
    assert abs(inside(found, ["B"], shapes_of([whole]))[0] - expected) < 1e-6
    assert abs(inside(found, ["W", "E"], shapes_of(parts)).sum() - expected) < 1e-6
