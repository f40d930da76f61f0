"""Lines of sight through the whole path of exclusion: tables, ledger, clipping, and what stands in for a terrain."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
from spatial.build import EAST, NORTH, block, case, layer, rectangle, write
from spatial.sight.relief import hills, write_grid

from models import Layer, Sight
from optimizer.spatial import Derived, derive
from optimizer.spatial.arrays import Floats
from optimizer.spatial.exclusion import widened
from optimizer.spatial.sight import seen_by
from optimizer.spatial.sight.terrain import Terrain

KM = 1000
ROAD = shapely.LineString([(EAST - 200, NORTH - 3000), (EAST - 200, NORTH + 4000)])


def over(heights: Floats, cell: float) -> Terrain:
    """Return a synthetic terrain whose south-western cell has its centre 3 km west and south of the block."""
    return Terrain(heights, EAST - 3000, NORTH - 3000 + (len(heights) - 1) * cell, cell, cell)


def look(folder: Path, terrain: Terrain | None, road: Layer, **fields: object) -> Derived:
    """Derive one block of 1 km² east of a road that runs 200 m west of it."""
    write(folder, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(folder, "road", {"g": ROAD})
    if terrain is not None:
        write_grid(folder, terrain)
    return derive(folder, case(blocks=(block("B1", resource=100, **fields),), layers=(road,)))


def test_on_a_plain_the_ground_in_sight_is_that_of_the_fixed_distance(tmp_path: Path) -> None:
    # the road runs past the block at 200 m: within 700 m of it lie 500 m × 1000 m
    plain = over(np.full((350, 350), 150.0), 20.0)
    done = look(tmp_path, plain, layer("road", sight=Sight(cap_m=Decimal(700))))
    (row,) = done.case.geography.excluded
    assert (row.area_m2, row.distance_m, row.seen_from_m) == (500_000, 200, 200)
    assert done.problems == ()
    (sighting,) = done.sightings
    assert (sighting.site, sighting.share, sighting.nearest_m, sighting.unknown) == ("B1", Decimal("0.5"), 200, 0)
    assert sighting.seen == sighting.cells >= 500_000 / 400
    (line,) = done.ledger
    assert line.first == (("road", Decimal("500000.00")),) and line.residual_m2 == 0


def test_a_wall_hides_the_block_but_not_the_fixed_band(tmp_path: Path) -> None:
    # a wall of 30 m runs along x = -100 between road and block; within 250 m of the road lie 50 m of the block
    heights = np.full((350, 350), 150.0)
    heights[:, 145] = 180  # (3000 - 100) / 20
    hidden = look(tmp_path, over(heights, 20.0), layer("road", sight=Sight()))
    assert hidden.case.geography.excluded == () and hidden.ledger[0].free_m2 == 1_000_000
    assert (hidden.sightings[0].seen, hidden.sightings[0].nearest_m) == (0, None)
    band = look(tmp_path, over(heights, 20.0), layer("road", buffer_m=250, sight=Sight()))
    (row,) = band.case.geography.excluded
    assert (row.area_m2, row.distance_m, row.seen_from_m) == (50_000, 200, None)


def test_behind_a_wall_a_taller_eye_sees_the_far_part(tmp_path: Path) -> None:
    # eye 60 m up at x = -200, wall of 30 m at x = -100: the straight line meets the plain at x = 0, obliquely the same;
    # a wall of 50 m: 10 m fall in 100, so from x = 400 on, to the cap of 1000 m at x = 800
    heights = np.full((350, 350), 150.0)
    heights[:, 145] = 200
    sight = Sight(observer_m=Decimal(60), refraction=Decimal(1), step_m=Decimal(10))
    done = look(tmp_path, over(heights, 20.0), layer("road", sight=sight))
    # cells of 20 m with centres at multiples of 20: the first seen has its centre at 400 and reaches from 390
    assert done.case.geography.excluded[0].area_m2 == pytest.approx(410_000, abs=1)


def test_without_a_terrain_the_whole_cap_counts(tmp_path: Path) -> None:
    done = look(tmp_path, None, layer("road", sight=Sight(cap_m=Decimal(700))))
    fixed = look(tmp_path, None, layer("road", buffer_m=700))
    assert [problem.code for problem in done.problems] == ["LD-660"] and fixed.problems == ()
    assert done.case.geography == fixed.case.geography and done.ledger == fixed.ledger
    assert done.sightings == ()


@pytest.mark.parametrize("terrain", [None, over(np.full((350, 350), 150.0), 20.0)])
def test_a_layer_out_of_reach_takes_nothing(tmp_path: Path, terrain: Terrain | None) -> None:
    done = look(tmp_path, terrain, layer("road", sight=Sight(cap_m=Decimal(190))))
    assert done.case.geography.excluded == () and done.sightings == () and done.ledger[0].free_m2 == 1_000_000


@pytest.mark.parametrize("rows", [slice(0, 175), slice(0, 350)])
def test_unknown_heights_count_as_in_sight_and_are_told(tmp_path: Path, rows: slice) -> None:
    # a wall hides all; where heights are unknown on the block (and around) its ground within the cap counts again
    heights = np.full((350, 350), 150.0)
    heights[:, 145] = 180
    heights[rows, 150:] = np.nan  # north of NORTH + 500, or everywhere; east of the block's western edge
    done = look(tmp_path, over(heights, 20.0), layer("road", sight=Sight(cap_m=Decimal(700))))
    (told,) = done.problems
    assert (told.code, told.fatal, told.row) == ("LD-663", False, "road")
    (row,) = done.case.geography.excluded
    assert row.seen_from_m is None
    wanted = 500_000 if rows.stop == 350 else 250_000
    assert float(row.area_m2) == pytest.approx(wanted, abs=500 * 20)  # half a cell on each side


def test_ground_in_sight_is_clipped_like_any_other(tmp_path: Path) -> None:
    plain = over(np.full((350, 350), 150.0), 20.0)
    done = look(tmp_path, plain, layer("road", touched="clip", sight=Sight(cap_m=Decimal(700))), area_km2=1)
    assert done.case.blocks[0].resource == 50 and done.case.geography.excluded == ()
    assert shapely.area(done.layers["ground"].geometry.array)[0] == pytest.approx(500_000, abs=1)


@pytest.mark.parametrize("seed", range(4))
def test_on_hills_the_ledger_closes_and_sight_is_part_of_the_cap(tmp_path: Path, seed: int) -> None:
    hilly = over(hills(seed, 240, 15), 30.0)
    sites = {f"B{n}": shapely.affinity.rotate(rectangle(n * 900 - 1200, n * 300, 700, 600), 25) for n in range(4)}
    write(tmp_path, "blocks", sites)
    town = shapely.Point(EAST + 1500, NORTH - 900).buffer(250)
    write(tmp_path, "town", {"t": town, "hut": shapely.Point(EAST + 300, NORTH + 1500)})
    write(tmp_path, "road", {"g": ROAD})
    write_grid(tmp_path, hilly)
    sight = Sight(cap_m=Decimal(900))
    layers = (layer("road", sight=sight, touched="clip"), layer("town", sight=sight, buffer_m=100))
    done = derive(tmp_path, case(blocks=tuple(block(name) for name in sites), layers=layers))
    assert [problem.code for problem in done.problems if problem.code != "LD-650"] == []
    for line in done.ledger:
        assert abs(line.residual_m2) <= Decimal("0.05")
    assert any(0 < one.seen < one.cells for one in done.sightings)
    for name, shape in (("road", ROAD), ("town", shapely.union(town, shapely.Point(EAST + 300, NORTH + 1500)))):
        ground = shapely.union_all(done.layers[seen_by(name)].geometry.array)
        assert ground.difference(widened(np.array([shape]), 900)[0]).area < 1
