"""Haul by road from layers to the haul table: which distance stands, and what is told when it is not the road's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import builders as b
import folders
import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from spatial.build import CRS, EAST, NORTH, block, case, demand, mine, place, rectangle, text, write

from models import Geography, Haul, Merger, Policy
from models.words import Method
from optimizer.instance import load_case
from optimizer.solve import solve
from optimizer.spatial import derive
from optimizer.spatial.routes import routes
from optimizer.spatial.sheet import Sheet


def line(*corners: tuple[float, float]) -> Any:
    return shapely.LineString([(EAST + x, NORTH + y) for x, y in corners])


def county(folder: Path, *roads: Any, **fields: Any) -> Any:
    """A block around (500, 500), a market 4 km east of it at (4500, 500), and roads."""
    write(folder, "blocks", {"B1": rectangle(0, 0, 1000, 1000)})
    write(folder, "roads", {f"r{number}": road for number, road in enumerate(roads)})
    given = {"blocks": (block("B1"),), "places": (place("town", 4500, 500),), "demands": (demand("town"),)}
    return case(**(given | fields))


def test_the_road_counts_where_there_is_one(tmp_path: Path) -> None:
    # from (500, 500) 500 m down to the road at (500, 0), 4000 m along, 500 m up: 4000 + 1.3 · 1000 = 5300 m;
    # the straight line would be 4000 · 1.3 = 5200. Cost 5.3 km · 0.5 万元/万t·km · 1 万t = 2.65
    done = derive(tmp_path, county(tmp_path, line((-900, 0), (9000, 0))))
    assert done.case.geography.hauls == (
        Haul(site="B1", place="town", cost=Decimal("2.65"), distance_km=Decimal("5.3")),
    )
    assert done.problems == () and [piece.length_m for piece in done.roads] == [9900]


def test_a_road_without_an_id_and_of_many_parts_is_a_road(tmp_path: Path) -> None:
    sound = county(tmp_path, line((0, 0), (1, 1)))
    parts = shapely.MultiLineString(
        [line((500, 500), (500, 0)), line((500, 0), (4500, 0)), line((4500, 0), (4500, 500))]
    )
    frame = geopandas.GeoDataFrame({"name": ["S103"]}, geometry=[parts], crs=CRS)
    frame.to_file(tmp_path / "layers/roads.geojson")
    done = derive(tmp_path, sound)
    assert [haul.distance_km for haul in done.case.geography.hauls] == [5]  # 500 + 4000 + 500, no way to the road
    assert done.problems == ()


def test_too_far_from_every_road_is_told_and_straight(tmp_path: Path) -> None:
    # the road ends at x = 2000, 2550 m from the town at 4500: √(2500² + 500²) = 2549.5
    done = derive(tmp_path, county(tmp_path, line((0, 0), (2000, 0))))
    assert [haul.distance_km for haul in done.case.geography.hauls] == [Decimal("5.2")]
    (told,) = done.problems
    assert (told.code, told.row, told.value, told.fatal) == ("LD-644", "town", "2.550", False)
    assert told.message.zh == "town 距最近道路 2.550 km，超过 2 km，运距改按直线距离×绕行系数"
    wide = Policy.model_validate({"haul": {"access_km": 3}})
    done = derive(tmp_path, county(tmp_path, line((0, 0), (2000, 0)), policy=wide))
    # 500 · 1.3 + 1500 + 2549.509757 · 1.3 = 5464.362684 m
    assert [haul.distance_km for haul in done.case.geography.hauls] == [Decimal("5.464363")]


def test_roads_that_nothing_joins_are_told_and_straight(tmp_path: Path) -> None:
    # 1600 m near the block, 1500 m near the town, 400 m between them
    done = derive(tmp_path, county(tmp_path, line((0, 0), (1600, 0)), line((3500, 0), (5000, 0))))
    assert [haul.distance_km for haul in done.case.geography.hauls] == [Decimal("5.2")]
    assert [(p.code, p.row, p.value) for p in done.problems] == [("LD-643", "roads", "2"), ("LD-645", "B1", "town")]
    assert done.problems[0].message.en == (
        "the roads fall into 2 pieces: the largest is 1.600 km (51.6%), the other 1 have 1.500 km: "
        "1.500 km @ E 454250 N 3680000"
    )
    assert [piece.length_m for piece in done.roads] == [1600, 1500]


def test_the_planners_own_table_stands(tmp_path: Path) -> None:
    own = Haul(site="B1", place="town", cost=Decimal(9), distance_km=Decimal(70))
    done = derive(tmp_path, county(tmp_path, line((2, 0), (9000, 0)), geography=Geography(hauls=(own,))))
    assert done.case.geography.hauls == (own,) and done.roads == () and done.problems == ()


def test_mergers_and_what_no_demand_asks_for(tmp_path: Path) -> None:
    # the merger's point is the mean of (500, 500) and (2500, 500): (1500, 500); 500 · 1.3 + 3000 + 500 · 1.3
    merger = Merger(id="G", name=text("G"), mineral="stone", method=Method.OPEN_PIT, members=("B1", "M1"))
    write(tmp_path, "mines", {"M1": rectangle(2000, 0, 1000, 1000)})
    sites = {"mines": (mine("M1"),), "mergers": (merger,)}
    places = (place("town", 4500, 500), place("idle", 4500, 90_000), place("all", None, None))
    sound = county(tmp_path, line((0, 0), (9000, 0)), places=places, demands=(demand("town"), demand("all")), **sites)
    done = derive(tmp_path, sound)
    found = {(haul.site, haul.place): haul.distance_km for haul in done.case.geography.hauls}
    assert found[("G", "town")] == Decimal("4.3") and found[("G", "all")] is None and len(found) == 6
    assert done.problems == ()  # nobody hauls to the idle place, so it may lie off the roads


def test_the_radius_is_that_of_the_road(tmp_path: Path) -> None:
    # straight × detour 5.2 km is within 5.25 km, the road of 5.3 km is not: all of the demand of 5 is short
    rule = b.policy(haul={"reaches": [{"mineral": "stone", "radius_km": "5.25"}]})
    frame = b.case().frame.model_copy(update={"crs": CRS})
    market = b.place(east=EAST + 4500, north=NORTH + 500)
    built = b.case(
        frame=frame, blocks=(b.block(),), places=(market,), demands=(b.demand(),), policy=rule, geography=Geography()
    )
    folder = folders.write_instance(built, tmp_path / "county")
    write(folder, "blocks", {"B1": rectangle(0, 0, 1000, 1000)})
    near = solve(load_case(folder).case).outcome
    write(folder, "roads", {"r": line((-900, 0), (9000, 0))})
    far = solve(load_case(folder).case).outcome
    shortage = [[tier.value for tier in outcome.tiers if tier.name == "shortage"] for outcome in (near, far)]
    assert [values[0] == 0 for values in shortage] == [True, False]
    assert near.plan is not None and far.plan is not None
    assert sum(one.quantity for one in near.plan.shipments) == 5 and far.plan.shipments == ()


def test_twice_the_same(tmp_path: Path) -> None:
    sound = county(tmp_path, line((0, 0), (1234.567, 89.1), (9000, -77.7)), line((3000, -500), (3100, 700)))
    one, two = (derive(tmp_path, sound).case.geography.hauls for _ in range(2))
    assert one == two and one[0].distance_km is not None
    assert one[0].distance_km == one[0].distance_km.quantize(Decimal("0.000001"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=4), min_size=1, max_size=6),
    st.lists(st.tuples(st.floats(0, 3000), st.floats(0, 3000)), min_size=4, max_size=4),
)
def test_no_road_is_shorter_than_the_straight_line(roads: list[Any], at: list[Any]) -> None:
    """Metres in decimals, from floats: never below the straight line by more than the rounding."""
    lines = [line(*((x * 500.0, y * 500.0) for x, y in road)) for road in roads]
    sheet = Sheet("roads", "", geopandas.GeoDataFrame(geometry=lines, crs=CRS))
    points = {
        name: (Decimal(repr(EAST + x)), Decimal(repr(NORTH + y))) for name, (x, y) in zip("ABCD", at, strict=True)
    }
    plain = case(blocks=tuple(block(name) for name in "ABCD"), demands=tuple(demand(name) for name in "ABCD"))
    found = routes(plain, sheet, points, points).distance_m
    for (one, two), metres in found.items():
        away = np.subtract([float(v) for v in points[one]], [float(v) for v in points[two]])
        assert float(metres) >= np.hypot(*away) - 1e-5
        assert metres == pytest.approx(found[(two, one)], abs=Decimal("0.00001"))
