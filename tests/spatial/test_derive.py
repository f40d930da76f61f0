"""A county in miniature: every table and the ledger against sums that can be done in the head."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from spatial.build import EAST, NORTH, block, case, demand, layer, mine, place, rectangle, text, write

from models import Geography, Haul, Merger
from models.words import Method
from optimizer.spatial import Clipping, derive

KM = 1000


def test_drop_layer_leaves_the_block_and_lists_it(tmp_path: Path) -> None:
    # 1000 m × 1000 m block, park over its western 300 m: 300 000 m², share 0.3, the rest free
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(tmp_path, "park", {"p": rectangle(-500, -500, 800, 2000)})
    done = derive(tmp_path, case(blocks=(block("B1", resource=100),), layers=(layer("park"),)))
    (row,) = done.case.geography.excluded
    assert (row.site, row.layer, row.area_m2, row.share, row.distance_m) == ("B1", "park", 300_000, Decimal("0.3"), 0)
    assert done.case.blocks[0].resource == 100
    (line,) = done.ledger
    assert line.first == line.every == (("park", Decimal("300000.00")),)
    assert (line.free_m2, line.slivers_m2, line.residual_m2, line.share) == (700_000, 0, 0, 1)


def test_first_cause_follows_the_clause_order(tmp_path: Path) -> None:
    # red takes x < 300, park 200 < x < 500; together x < 500. red first: 300 + 200; park first: 300 + 200 the other way
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(tmp_path, "red", {"r": rectangle(-10, -10, 310, 1020)})
    write(tmp_path, "park", {"p": rectangle(200, -10, 300, 1020)})
    red, park = layer("red"), layer("park")
    one = derive(tmp_path, case(blocks=(block("B1"),), layers=(red, park))).ledger[0]
    two = derive(tmp_path, case(blocks=(block("B1"),), layers=(park, red))).ledger[0]
    assert one.first == (("red", Decimal("300000.00")), ("park", Decimal("200000.00")))
    assert two.first == (("park", Decimal("300000.00")), ("red", Decimal("200000.00")))
    assert one.free_m2 == two.free_m2 == 500_000
    assert dict(one.every) == dict(two.every) == {"red": 300_000, "park": 300_000}


def test_clip_scales_resources_down_and_says_so(tmp_path: Path) -> None:
    # two thirds of 900 m × 1000 m remain: share ⌊0.6666…⌋ = 0.666666, 100 · 0.666666 = 66.66 rounded down
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, 900, KM)})
    write(tmp_path, "red", {"r": rectangle(0, 0, 300, KM)})
    site = block("B1", resource=100, recoverable=Decimal("30"), area_km2=Decimal("0.9"), most_capacity=7)
    done = derive(tmp_path, case(blocks=(site,), layers=(layer("red", touched="clip"),)))
    after = done.case.blocks[0]
    assert (after.resource, after.recoverable, after.area_km2) == (
        Decimal("66.66"),
        Decimal("19.99"),
        Decimal("0.5999"),
    )
    assert after.most_capacity == 7
    assert after.sources["resource"] == "derived: clipped by red, share 0.666666"
    assert done.case.geography.excluded == ()
    assert done.ledger[0].first == (("red", Decimal("300000.00")),)
    assert (after.east, after.north) == (Decimal("450600.00"), Decimal("3680500.00"))


def test_clip_keeps_one_piece_and_books_the_rest_as_sliver(tmp_path: Path) -> None:
    # a strip 600 < x < 700 cuts 1000 m into 600 m and 300 m: 600 000 kept, 300 000 sliver, 100 000 excluded
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(tmp_path, "red", {"r": rectangle(600, -1, 100, 1002)})
    line = derive(tmp_path, case(blocks=(block("B1"),), layers=(layer("red", touched="clip"),))).ledger[0]
    assert (line.free_m2, line.slivers_m2, line.share) == (600_000, 300_000, Decimal("0.6"))
    assert line.residual_m2 == 0


def test_a_block_with_nothing_minable_keeps_its_outline_and_its_conflict(tmp_path: Path) -> None:
    # 40 m of 1000 m remain: narrower than 50 m, so nothing; overlap 960 000 m² of 1 000 000
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(tmp_path, "red", {"r": rectangle(0, 0, 960, KM)})
    clipped = layer("red", touched="clip")
    done = derive(tmp_path, case(blocks=(block("B1", resource=100),), layers=(clipped,)))
    (row,) = done.case.geography.excluded
    assert (row.area_m2, row.share) == (960_000, Decimal("0.96"))
    assert (done.ledger[0].free_m2, done.ledger[0].slivers_m2) == (0, 40_000)
    assert done.case.blocks[0].resource == 100
    assert [p.code for p in done.problems] == ["LD-650"]
    wider = derive(tmp_path, case(blocks=(block("B1"),), layers=(clipped,)), Clipping(least_width_m=39))
    assert wider.ledger[0].free_m2 == 40_000


def test_layers_count_by_method_tolerance_and_switch(tmp_path: Path) -> None:
    # underground under a layer against open pits: listed, not clipped; overlap within the tolerance: not clipped
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM), "B2": rectangle(2000, 0, KM, KM)})
    write(tmp_path, "red", {"r": rectangle(0, 0, 500, KM), "s": rectangle(2000, 0, 10, 10)})
    blocks = (block("B1", method=Method.UNDERGROUND, resource=9), block("B2", resource=9))
    done = derive(tmp_path, case(blocks=blocks, layers=(layer("red", touched="clip", tolerance_m2=100),)))
    assert [(row.site, row.area_m2) for row in done.case.geography.excluded] == [("B1", 500_000), ("B2", 100)]
    assert [(line.free_m2, line.first) for line in done.ledger] == [(1_000_000, ()), (1_000_000, ())]
    assert [site.resource for site in done.case.blocks] == [9, 9]
    off = derive(tmp_path, case(blocks=blocks, layers=(layer("red", on=False),)))
    assert off.case.geography.excluded == () and "red" not in off.layers


def test_buffer_counts_and_distance_is_to_the_bare_feature(tmp_path: Path) -> None:
    # a road along x = -200 with 300 m on both sides takes 100 m of the block; the block is 200 m from the road
    import shapely

    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    line = shapely.LineString([(EAST - 200, NORTH - 5000), (EAST - 200, NORTH + 5000)])
    write(tmp_path, "road", {"g": line})
    (row,) = derive(
        tmp_path, case(blocks=(block("B1"),), layers=(layer("road", buffer_m=300),))
    ).case.geography.excluded
    assert (row.area_m2, row.distance_m) == (100_000, 200)


def test_pairs(tmp_path: Path) -> None:
    # B1 and B2 share a 1000 m edge; M1 lies 300 m north of B1, M2 covers the last 100 m of B2
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM), "B2": rectangle(KM, 0, KM, KM)})
    write(tmp_path, "mines", {"M1": rectangle(0, 1300, 500, 500), "M2": rectangle(1900, 0, 500, KM)})
    done = derive(tmp_path, case(blocks=(block("B2"), block("B1")), mines=(mine("M1"), mine("M2"))))
    tables = done.case.geography
    assert [(o.first, o.second, o.area_m2) for o in tables.overlaps] == [("B2", "M2", 100_000)]
    near = {(s.first, s.second): s.distance_m for s in tables.spacings}
    assert near[("B1", "B2")] == 0 and near[("B1", "M1")] == 300 and near[("B1", "M2")] == 900
    assert near[("B2", "M1")] == Decimal("583.10")  # √(500² + 300²)
    assert ("M1", "M2") not in near  # √(1400² + 300²) m
    shared = {(a.first, a.second): a.shared_m for a in tables.adjacencies}
    assert shared == {("B1", "B2"): 1000, ("B1", "M1"): 0, ("B2", "M2"): 200}
    # B2 and M2: their southern and northern edges run together for 100 m each


def test_mergers_stand_on_the_ground_of_their_members(tmp_path: Path) -> None:
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    write(tmp_path, "mines", {"M1": rectangle(1100, 0, 100, 100), "M2": rectangle(1300, 0, 100, 100)})
    merger = Merger(id="G", name=text("G"), mineral="stone", method=Method.OPEN_PIT, members=("M1", "M2"))
    done = derive(tmp_path, case(blocks=(block("B1"),), mines=(mine("M1"), mine("M2")), mergers=(merger,)))
    near = {(s.first, s.second): s.distance_m for s in done.case.geography.spacings}
    assert near == {("B1", "M1"): 100, ("B1", "M2"): 300, ("M1", "M2"): 100}
    # mean of the members' points, (1150, 50) and (1350, 50)
    assert (done.case.mergers[0].east, done.case.mergers[0].north) == (Decimal("451250.00"), Decimal("3680050.00"))


def test_hauls_are_exact(tmp_path: Path) -> None:
    # from (500, 500) to (500, 10 500): 10 km · 1.3 = 13 km; 13 · 0.5 万元 per 万t·km · 1 万t = 6.5
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    places = (place("town", 500, 10_500), place("county", None, None), place("idle", 0, 0))
    goals = (demand("town"), demand("county"))
    hauls = derive(tmp_path, case(blocks=(block("B1"),), places=places, demands=goals)).case.geography.hauls
    assert hauls == (
        Haul(site="B1", place="county", cost=Decimal(0)),
        Haul(site="B1", place="town", cost=Decimal("6.5"), distance_km=Decimal(13)),
    )


def test_tables_given_stand(tmp_path: Path) -> None:
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM), "B2": rectangle(1100, 0, KM, KM)})
    (tmp_path / "spacings.csv").write_text("first,second,distance_m\n", encoding="utf-8")
    haul = Haul(site="B1", place="town", cost=Decimal(3))
    given = case(
        blocks=(block("B1"), block("B2")),
        geography=Geography(hauls=(haul,)),
        places=(place("town", 0, 0),),
        demands=(demand("town"),),
    )
    tables = derive(tmp_path, given).case.geography
    assert (tables.hauls, tables.spacings, len(tables.adjacencies)) == ((haul,), (), 1)


def test_a_case_without_layers_passes_through(tmp_path: Path) -> None:
    plain = case(blocks=(block("B1"),), places=(place("county", None, None),), demands=(demand("county"),))
    done = derive(tmp_path, plain)
    assert done.problems == () and done.ledger == ()
    assert done.case.geography == Geography(hauls=(Haul(site="B1", place="county", cost=Decimal(0)),))


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_formats_give_the_same(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, KM, KM)}, suffix=suffix)
    write(tmp_path, "park", {"p": rectangle(0, 0, 300, KM)}, crs="EPSG:4547", suffix=suffix)
    park = layer("park", file=f"park{suffix}::park")
    (row,) = derive(tmp_path, case(blocks=(block("B1"),), layers=(park,))).case.geography.excluded
    assert row.area_m2 == 300_000
