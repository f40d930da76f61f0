"""Townships, areas and zones from layers alone: shares by sums in the head, and clauses that then count by them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import builders as b
import folders
import geopandas
import pytest
from spatial.build import CRS, EAST, NORTH, block, case, mine, rectangle, text, write

from models import Area, Exploration, Merger, Policy, Zone
from models.words import Method
from optimizer.instance import load_case
from optimizer.solve import solve
from optimizer.spatial import derive
from optimizer.spatial.township_names import stem

WEST, EASTERN = rectangle(-5000, -5000, 5700, 10_000), rectangle(700, -5000, 5000, 10_000)
"""Two townships that meet at x = 700."""


def towns(folder: Path, field: str = "XZQMC", names: tuple[Any, ...] = ("东岗镇", "西坡乡"), *more: Any) -> None:
    (folder / "layers").mkdir(parents=True, exist_ok=True)
    frame = geopandas.GeoDataFrame({field: list(names)}, geometry=[EASTERN, WEST, *more], crs=CRS)
    frame.to_file(folder / "layers/townships.geojson")


def test_the_largest_share_names_the_township(tmp_path: Path) -> None:
    # B1 spans 0 … 1000, the border is at 700: 70 % west. B2 spans 500 … 1500: 80 % east. E1 lies outside both.
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, 1000, 1000), "B2": rectangle(500, 2000, 1000, 1000)})
    write(tmp_path, "explorations", {"E1": rectangle(90_000, 0, 10, 10)})
    towns(tmp_path)
    explored = Exploration(id="E1", name=text("E1"), mineral="stone")
    done = derive(tmp_path, case(blocks=(block("B1"), block("B2")), explorations=(explored,)))
    assert [(site.id, site.township) for site in done.case.sites] == [("B1", "西坡乡"), ("B2", "东岗镇"), ("E1", "")]
    assert done.case.blocks[0].sources["township"] == "derived: layers/townships.geojson, share 0.700 of its ground"
    assert done.problems == ()


def test_points_and_mergers_lie_somewhere_too(tmp_path: Path) -> None:
    # M1 has a point only, 100 m west of the border; the merger stands on B1 (1 km², east) and on the point
    write(tmp_path, "blocks", {"B1": rectangle(1000, 0, 1000, 1000)})
    towns(tmp_path)
    known = mine("M1", east=Decimal(repr(EAST + 600)), north=Decimal(repr(NORTH)))
    merger = Merger(id="G", name=text("G"), mineral="stone", method=Method.OPEN_PIT, members=("B1", "M1"))
    done = derive(tmp_path, case(blocks=(block("B1"),), mines=(known,), mergers=(merger,)))
    assert {site.id: site.township for site in done.case.sites} == {"B1": "东岗镇", "M1": "西坡乡", "G": "东岗镇"}


def test_what_a_record_states_stands_and_is_held_against_the_layer(tmp_path: Path) -> None:
    write(tmp_path, "blocks", {name: rectangle(0, n * 2000, 1000, 1000) for n, name in enumerate(("B1", "B2", "B3"))})
    towns(tmp_path, "name")
    blocks = (block("B1", township="西坡"), block("B2", township="东岗镇"), block("B3", township="北山镇"))
    done = derive(tmp_path, case(blocks=blocks))
    assert [site.township for site in done.case.blocks] == ["西坡", "东岗镇", "北山镇"]
    told = {problem.row: problem for problem in done.problems}
    assert set(told) == {"B2", "B3"} and {problem.code for problem in done.problems} == {"LD-635"}
    assert told["B2"].message.zh == "B2 登记在 东岗镇，但其范围在该乡镇内仅 30.0%，在 西坡乡 内 70.0%"
    assert told["B3"].message.en == "B3 is recorded in 北山镇, which holds 0.0% of it; 西坡乡 holds 70.0%"


def test_parts_of_one_township_are_one_and_names_may_be_missing(tmp_path: Path) -> None:
    # 400 m and 300 m of the block in two features of one name, 300 m in one without a name
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, 1000, 1000)})
    (tmp_path / "layers").mkdir(exist_ok=True)
    strips = [rectangle(0, 0, 400, 1000), rectangle(400, 0, 300, 1000), rectangle(700, 0, 300, 1000)]
    geopandas.GeoDataFrame({"乡镇": ["西坡乡", "西坡乡", None]}, geometry=strips, crs=CRS).to_file(
        tmp_path / "layers/townships.geojson"
    )
    done = derive(tmp_path, case(blocks=(block("B1"),)))
    assert done.case.blocks[0].sources["township"].endswith("share 0.700 of its ground")


def test_the_case_spells_the_township(tmp_path: Path) -> None:
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, 100, 100), "B2": rectangle(2000, 0, 100, 100)})
    towns(tmp_path)
    limits = Policy.model_validate({"mine_count": {"limits": [{"at_most": 1, "township": "西坡"}]}})
    done = derive(tmp_path, case(blocks=(block("B1"), block("B2")), policy=limits))
    assert [site.township for site in done.case.blocks] == ["西坡", "东岗镇"]


@pytest.mark.parametrize(
    ("name", "root"),
    [("四里店镇", "四里店"), (" 四里店 乡", "四里店"), ("凤瑞街道办事处", "凤瑞"), ("小镇", "小镇"), ("east", "east")],
)
def test_stems(name: str, root: str) -> None:
    assert stem(name) == root


def test_areas_and_zones_take_what_is_theirs(tmp_path: Path) -> None:
    # A holds 60 % of B1 and 40 % of B2; Z lists sand only, Y takes any mineral
    write(tmp_path, "blocks", {"B1": rectangle(0, 0, 1000, 1000), "B2": rectangle(0, 2000, 1000, 1000)})
    write(tmp_path, "mines", {"M1": rectangle(5000, 0, 100, 100), "M2": rectangle(8000, 0, 100, 100)})
    area = Area(id="A", name=text("A"), mineral="stone", area_km2=Decimal("1.2"), quota=1)
    write(tmp_path, "areas", {"A": rectangle(0, 0, 600, 1000).union(rectangle(0, 2000, 400, 1000))})
    write(tmp_path, "zones", {"Z": rectangle(4900, -100, 300, 300), "Y": rectangle(7900, -100, 300, 300)})
    zones = (Zone(id="Z", name=text("Z"), minerals=("sand",)), Zone(id="Y", name=text("Y")))
    sites = {"blocks": (block("B1"), block("B2")), "mines": (mine("M1"), mine("M2", area="A"))}
    done = derive(tmp_path, case(areas=(area.model_copy(update={"area_km2": Decimal(1)}),), zones=zones, **sites))
    assert [(site.area, site.zone) for site in done.case.blocks] == [("A", None), (None, None)]
    assert [(site.area, site.zone) for site in done.case.mines] == [(None, None), ("A", "Y")]
    assert [(p.code, p.row) for p in done.problems] == [("LD-633", "M2"), ("LD-637", "M1")]


def test_a_county_is_counted_by_township_from_geometry_alone(tmp_path: Path) -> None:
    """Two blocks in 西坡乡, one in 东岗镇, at most one mine in 西坡乡; demand for three: two can be licensed."""
    sites = tuple(b.block(name, most_capacity="5") for name in ("B1", "B2", "B3"))
    base = b.case(
        blocks=sites,
        minerals=(b.mineral(capacity_unit="万t"),),
        demands=(b.demand(quantity="15"),),
        policy=b.policy(mine_count={"limits": [{"at_most": 1, "township": "西坡乡"}]}),
    )
    base = base.model_copy(update={"frame": base.frame.model_copy(update={"crs": CRS})})
    folder = folders.write_instance(base, tmp_path / "county")
    write(folder, "blocks", {f"B{n}": rectangle(x, 0, 100, 100) for n, x in ((1, 0), (2, 300), (3, 2000))})
    free = solve(load_case(folder).case).outcome
    towns(folder)
    bound = solve(load_case(folder).case).outcome
    licensed = [
        [decision.site for decision in outcome.plan.decisions if decision.action == "licensed"]
        for outcome in (free, bound)
        if outcome.plan is not None
    ]
    assert licensed[0] == ["B1", "B2", "B3"] and len(licensed[1]) == 2 and "B3" in licensed[1]
