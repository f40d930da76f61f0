"""The reference instance against the plan's own figures (plan lines in each test)."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from models import Block, Case, Degree, Mine, ProductionClass, ReserveClass, Size, Sourced
from optimizer.instance import Loaded, load_case

FOLDER = Path(__file__).parents[2] / "instances" / "fangcheng"
SCENARIOS = sorted(path.stem for path in (FOLDER / "scenarios").glob("*.yaml"))
ASKED = {
    "as_printed", "all_11", "no_closures", "mergers_only", "facing_90", "facing_100", "facing_cap_90", "old_stone_gone",
    "strict_share", "caps_hard", "caps_soft", "mines_7_6_27", "facing_ore_basis", "strict_exclusion", "rebased_2026",
    "closure_low", "closure_high", "caps_on_capacity",
}  # fmt: skip


@cache
def loaded(*scenarios: str) -> Loaded:
    return load_case(FOLDER, scenarios)


@cache
def ground(name: str) -> dict[str, BaseGeometry]:
    data = json.loads((FOLDER / "layers" / f"{name}.geojson").read_text(encoding="utf-8"))
    assert data["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::4547"
    return {feature["properties"]["id"]: shape(feature["geometry"]) for feature in data["features"]}


@pytest.fixture
def case() -> Case:
    return loaded().case


@pytest.fixture
def printed() -> dict[str, Block]:
    """Blocks as the table states them, before any ground is cut off."""
    with (FOLDER / "blocks.csv").open(encoding="utf-8", newline="") as file:
        stated = {row["id"]: row for row in csv.DictReader(file)}
    blocks = {block.id: block for block in loaded().case.blocks}
    return {
        name: blocks[name].model_copy(update={f: Decimal(row[f]) for f in ("resource", "recoverable", "area_km2")})
        for name, row in stated.items()
    }


def size(figure: Fraction, row: ReserveClass | ProductionClass) -> Size:
    if figure >= row.large_from:
        return Size.LARGE
    return Size.MEDIUM if figure >= row.medium_from else Size.SMALL


def production_row(case: Case, mineral: str, method: str) -> ProductionClass:
    rows = [row for row in case.production_classes if row.mineral == mineral and row.method in (None, method)]
    assert len(rows) == 1
    return rows[0]


def interval(case: Case, block: Block) -> tuple[Fraction, Fraction]:
    """Least and most capacity that least scale (专栏4), service life and engineering leave to a block."""
    mineral, content = case.mineral[block.mineral], case.content_of(block)
    [classes] = [row for row in case.reserve_classes if row.mineral == block.mineral]
    [scale] = [row for row in case.policy.minimum_scale.table if row.mineral == block.mineral]
    assert block.resource is not None
    least = getattr(scale, size(Fraction(block.resource) * mineral.reserve.of(content), classes).value)
    assert least is not None, f"{block.id} is of a class without a least scale"
    life = case.policy.reserve_fit
    assert life.longest_life and life.shortest_life and block.recoverable and block.most_capacity
    yearly = Fraction(block.recoverable) / mineral.resource.of(content)
    return (
        max(Fraction(least), yearly / Fraction(life.longest_life)),
        min(Fraction(block.most_capacity), yearly / Fraction(life.shortest_life)),
    )


# --- the stock of 2020


def test_40_mines_by_mineral(case: Case) -> None:  # L42: 11 + 7 + 4 + 18, L403: 2 building stone among the 18
    counts = {mineral.id: sum(mine.mineral == mineral.id for mine in case.mines) for mineral in case.minerals}
    named = [counts["fluorite"], counts["facing_stone"], counts["lead_zinc"]]
    assert (len(case.mines), named, 40 - sum(named)) == (40, [11, 7, 4], 18)
    assert counts["building_stone"] == 2


def test_15_minerals_are_in_use(case: Case) -> None:  # L44
    assert len({mine.mineral for mine in case.mines}) == len(case.minerals) == 15


def test_7_5_28_by_class(case: Case) -> None:  # L44
    counts = [sum(mine.production_class == size for mine in case.mines) for size in Size]
    assert counts == [7, 5, 28]


def test_each_class_is_that_of_208(case: Case) -> None:
    for mine in case.mines:
        row = production_row(case, mine.mineral, mine.method)
        figure = Fraction(mine.capacity) * case.mineral[mine.mineral].production.of(case.content_of(mine))
        assert size(figure, row) == mine.production_class, mine.id


def test_licence_area_sums_exactly(case: Case) -> None:  # L42: 66.918 km²
    assert sum(mine.area_km2 for mine in case.mines) == Decimal("66.918")


def test_8_green_mines(case: Case) -> None:  # L56
    assert sum(mine.provincial_green for mine in case.mines) == 8


def test_base_outputs_as_printed(case: Case) -> None:  # L403: 178.9 万t, L407: 23 万m³ block
    def output(mineral: str) -> Decimal:
        return sum((m.output_base or Decimal(0) for m in case.mines if m.mineral == mineral), Decimal(0))

    assert (output("building_stone"), output("facing_stone")) == (Decimal("178.9"), Decimal(23))


def test_base_output_is_within_licence_and_caps(case: Case) -> None:  # 专栏2
    won = dict.fromkeys((mineral.id for mineral in case.minerals), Fraction(0))
    for mine in case.mines:
        assert mine.output_base is not None and 0 < mine.output_base <= mine.capacity
        won[mine.mineral] += Fraction(mine.output_base) * case.mineral[mine.mineral].account.of(case.content_of(mine))
    assert all(won[cap.mineral] <= Fraction(cap.at_most) for cap in case.policy.output_cap.caps)


def test_one_stone_mine_is_sealed_in_2022(case: Case) -> None:  # L403
    sealed = [mine for mine in case.mines if mine.availability]
    assert [mine.mineral for mine in sealed] == ["building_stone"]
    assert sealed[0].availability == {"2022": 0, "2023": 0}


def test_closures_alone_can_meet_every_need(case: Case) -> None:
    # no new licence: 10 closures give 12/30 = 40 %, strictly more 11; all 11 new: 40 + 11 - 7 = 44
    closable = [mine for mine in case.mines if mine.closing_reasons]
    assert all(mine.production_class == Size.SMALL for mine in closable)
    assert all(mine.closing_cost + mine.restoration_cost > 0 for mine in case.mines)
    assert len(closable) >= 12 and 5 * 12 >= 2 * (40 - 10) and 5 * 12 > 2 * (40 - 11)


def test_no_mine_can_close_without_a_reason_of_its_own(case: Case) -> None:
    excluded = {row.site for row in case.geography.excluded}
    stated = {mine.id for mine in case.mines if "excluded" in mine.closing_reasons}
    assert stated and stated <= excluded


# --- the blocks


def test_11_blocks(case: Case) -> None:  # L244: 6 building stone, 3 facing stone, 2 from the provincial plan
    minerals = [block.mineral for block in case.blocks if not block.provincial]
    assert (minerals.count("building_stone"), minerals.count("facing_stone"), len(minerals)) == (6, 3, 9)
    assert sorted(block.mineral for block in case.blocks if block.provincial) == ["fluorite", "gold"]


def test_4_areas_with_quotas(case: Case) -> None:  # 专栏6
    found = {area.township: (area.area_km2, area.quota) for area in case.areas}
    assert found == {
        "清河镇": (Decimal("10.996"), 3), "拐河镇": (Decimal("5.61"), 1),
        "杨楼镇": (Decimal("2.4528"), 1), "柳河镇": (Decimal("0.72"), 1),
    }  # fmt: skip
    assert {area.id: sum(block.area == area.id for block in case.blocks) for area in case.areas} == {
        area.id: area.quota for area in case.areas
    }


def test_areas_measure_what_is_printed(case: Case) -> None:
    for area in case.areas:
        assert ground("areas")[area.id].area / 1e6 == pytest.approx(float(area.area_km2), rel=1e-3)


def test_surveyed_stone_is_divided_by_area(case: Case, printed: dict[str, Block]) -> None:  # L413: 8亿t
    stone = [block for block in printed.values() if block.mineral == "building_stone"]
    assert sum(block.resource or 0 for block in stone) == 80000
    whole = sum(area.area_km2 for area in case.areas)
    for area in case.areas:
        held = sum(block.resource or 0 for block in stone if block.area == area.id)
        assert held == pytest.approx(80000 * area.area_km2 / whole, abs=Decimal("0.1"))
    for block in stone:  # REGULATIONS T14: 63-112 Mt/km² in quarries really sold
        assert 63 <= (block.resource or 0) / block.area_km2 / 100 <= 112


def test_every_block_can_be_licensed_as_medium_or_large(case: Case) -> None:
    for block in case.blocks:
        least, most = interval(case, block)
        assert least <= most, block.id
        row = production_row(case, block.mineral, block.method)
        classed = least * case.mineral[block.mineral].production.of(case.content_of(block))
        assert size(classed, row) != Size.SMALL, block.id


def test_reserve_classes_of_the_stone_blocks(case: Case) -> None:  # REGULATIONS T14b: 4 large, 2 medium
    stone = [block for block in case.blocks if block.mineral == "building_stone"]
    figures = [Fraction(b.resource or 0) / Fraction(case.content_of(b) or 1) for b in stone]
    assert [figure >= 5000 for figure in figures] == [True] * 4 + [False] * 2
    assert all(figure >= 1000 for figure in figures)


def test_admission_degree_is_met(case: Case) -> None:  # L360
    for block in case.blocks:
        if case.mineral[block.mineral].catalogue_class == 3:
            assert block.construction_ready
        else:
            assert block.degree == Degree.ADVANCED or (block.simple_deposit and block.degree == Degree.DETAILED)


def test_stone_can_cover_the_gap(case: Case) -> None:  # T10: 1500 - 178.9 = 1321.1
    stone = [interval(case, block) for block in case.blocks if block.mineral == "building_stone"]
    assert sum(most for _, most in stone) >= Fraction("1321.1")


# --- exploration, mergers, market


def test_8_exploration_blocks(case: Case) -> None:  # L201
    assert [len(case.explorations), sum(block.provincial for block in case.explorations)] == [8, 6]


def test_fluorite_target_can_be_met_and_lead_zinc_cannot(case: Case) -> None:  # 专栏1, REGULATIONS T28
    for target in case.policy.exploration_target.targets:
        blocks = [block for block in case.explorations if block.mineral == target.mineral]
        met = sum(b.expected_resource for b in blocks) >= target.resource
        met = met and sum(b.expected_deposits for b in blocks) >= target.deposits
        assert met == (target.mineral == "fluorite")


def test_mergers_join_neighbours_of_one_mineral(case: Case) -> None:
    close = {frozenset((row.first, row.second)) for row in case.geography.adjacencies}
    for merger in case.mergers:
        assert {case.site[member].mineral for member in merger.members} == {merger.mineral}
        reached, rest = {merger.members[0]}, set(merger.members[1:])
        while near := {name for name in rest if any(frozenset((name, other)) in close for other in reached)}:
            reached, rest = reached | near, rest - near
        assert not rest, merger.id
    members = [member for merger in case.mergers for member in merger.members]
    assert max(members.count(member) for member in members) == 2


def test_mergers_reach_the_least_scale(case: Case) -> None:  # 专栏4 within ten years' life
    for merger in case.mergers:
        rows = [row for row in case.policy.minimum_scale.table if row.mineral == merger.mineral]
        rows = [row for row in rows if row.method in (None, merger.method)]
        members = [mine for mine in case.mines if mine.id in merger.members]
        held = sum(Fraction(mine.recoverable or 0) for mine in members) + Fraction(merger.extra_recoverable)
        yearly = held / case.mineral[merger.mineral].resource.of(case.content_of(merger))
        assert merger.most_capacity is not None
        most = min(Fraction(merger.most_capacity), yearly / 10)
        assert most >= Fraction(merger.least_capacity)
        assert not rows or most >= min(Fraction(v) for row in rows for v in (row.small, row.medium) if v is not None)
        cap = [cap for cap in case.policy.output_cap.caps if cap.mineral == merger.mineral]
        account = case.mineral[merger.mineral].account.of(case.content_of(merger))
        assert not cap or Fraction(merger.least_capacity) * account <= Fraction(cap[0].at_most)


def test_demand_of_every_year(case: Case) -> None:  # L378: 1500, L397: 90 to 100
    for period in case.periods:
        stone = [row for row in case.demands if row.mineral == "building_stone" and row.period == period.id]
        facing = [row for row in case.demands if row.mineral == "facing_stone" and row.period == period.id]
        assert sum(row.quantity for row in stone) == 1500
        assert [sum(getattr(row, f) for row in facing) for f in ("quantity", "low", "high")] == [90, 90, 100]


def test_all_stone_can_be_reached(case: Case) -> None:  # 60 km by road
    for row in case.demands:
        reach = {haul.site for haul in case.geography.hauls if haul.place == row.place and haul.allowed}
        assert any(case.site[name].mineral == row.mineral for name in reach), row.place


# --- policy


def test_box_2(case: Case) -> None:  # 专栏2, L142-L192
    caps = {cap.mineral: (cap.at_most, cap.periods) for cap in case.policy.output_cap.caps}
    assert {name: int(value) for name, (value, _) in caps.items()} == {
        "gold": 650, "lead_zinc": 13, "iron": 35, "fluorite": 17, "facing_stone": 80, "building_stone": 1500,
        "potash_feldspar": 10,
    }  # fmt: skip
    assert {periods for _, periods in caps.values()} == {("2025",)}
    [limit] = case.policy.mine_count.limits
    assert (limit.at_most, limit.strict, limit.periods) == (45, True, ("2025",))
    assert (case.policy.class_share.at_least, case.policy.class_share.strict) == (Decimal("0.40"), False)


def test_box_4(case: Case) -> None:  # 专栏4, L280-L355
    table = {(row.mineral, row.method): (row.large, row.medium, row.small) for row in case.policy.minimum_scale.table}
    assert table == {
        ("gold", None): (15, 9, 9), ("fluorite", None): (10, 9, 9), ("building_stone", None): (300, 100, None),
        ("facing_stone", None): (10, 10, None), ("cement_limestone", None): (100, 50, 30),
        ("metallurgical_quartzite", None): (60, 20, 10), ("glass_quartzite", None): (30, 10, 5),
        ("silver", None): (30, 20, 9), ("lead_zinc", None): (100, 30, 10),
        ("iron", "underground"): (100, 30, 5), ("iron", "open_pit"): (200, 60, 5),
    }  # fmt: skip


def sourced(thing: object) -> list[Sourced]:
    found = [thing] if isinstance(thing, Sourced) else []
    if isinstance(thing, tuple):
        return [record for part in thing for record in sourced(part)]
    fields = getattr(type(thing), "model_fields", {})
    return found + [record for name in fields for record in sourced(getattr(thing, name))]


def test_every_figure_says_where_it_comes_from(case: Case) -> None:
    for record in sourced(case):
        for name in record.model_fields_set - {"sources"}:
            value = getattr(record, name)
            figure = isinstance(value, Decimal | int) and not isinstance(value, bool)
            figure = figure or name in {"ramp", "availability", "attributes"}
            assert not figure or record.source_of(name), (type(record).__name__, getattr(record, "id", ""), name)


def test_plan_sources_name_a_line_that_exists(case: Case) -> None:
    cited = [s for record in sourced(case) for s in record.sources.values() if s.startswith("plan")]
    assert cited
    for source in cited:
        line = source.split("plan L")[1].split(" ")[0].split("、")[0].split("-")[0]
        assert 19 <= int(line) <= 484


def test_synthetic_things_are_called_schematic(case: Case) -> None:
    for site in case.sites:
        assert "示意" in site.name.zh and "schematic" in site.name.en
    assert all(mine.licence.startswith("示意-") for mine in case.mines)
    assert len({mine.licence for mine in case.mines}) == 40


# --- ground


def test_all_ground_lies_in_the_county() -> None:
    [county] = ground("county").values()
    assert county.area / 1e6 == pytest.approx(2544, abs=1)
    for path in sorted((FOLDER / "layers").glob("*.geojson")):
        for name, figure in ground(path.stem).items():
            assert figure.is_valid and figure.within(county.buffer(0.1)), (path.stem, name)


def test_sites_do_not_overlap_and_measure_their_area(case: Case, printed: dict[str, Block]) -> None:
    drawn = ground("blocks") | ground("mines")
    stated = {mine.id: mine.area_km2 for mine in case.mines} | {name: b.area_km2 for name, b in printed.items()}
    assert drawn.keys() == stated.keys()
    for name, figure in drawn.items():
        assert figure.area / 1e6 == pytest.approx(float(stated[name]), rel=1e-3), name
    for (first, a), (second, b) in combinations(drawn.items(), 2):
        assert a.intersection(b).area <= 1, (first, second)


def test_new_quarries_keep_300_m(case: Case) -> None:
    new = [block.id for block in case.blocks if block.mineral == "building_stone"]
    old = [m.id for m in case.mines if m.method == "open_pit" and case.mineral[m.mineral].blasting]
    drawn = ground("blocks") | ground("mines")
    for name in new:
        assert all(drawn[name].distance(drawn[other]) > 300 for other in (*new, *old) if other != name)


def test_sites_lie_in_their_areas_and_zones(case: Case) -> None:
    drawn = ground("blocks") | ground("mines")
    for site in (*case.blocks, *case.mines):
        for role, name in (("areas", site.area), ("zones", site.zone)):
            held = [key for key, figure in ground(role).items() if drawn[site.id].within(figure)]
            assert held == ([name] if name else []), site.id


def test_areas_lie_outside_reserves_and_scenic_areas() -> None:  # L421
    for layer in ("nature_reserve", "scenic_area"):
        [protected] = ground(layer).values()
        assert not any(figure.intersects(protected) for figure in ground("areas").values())


def test_some_blocks_lose_a_little_ground(case: Case, printed: dict[str, Block]) -> None:
    lost = {b.id: 1 - (b.resource or 0) / (printed[b.id].resource or 1) for b in case.blocks}
    touched = {name: share for name, share in lost.items() if share > 0}
    assert set(touched) == {"CQ-03", "CQ-05", "CQ-08"}
    assert all(Decimal("0.01") <= share <= Decimal("0.15") for share in touched.values())


def test_every_layer_takes_ground_from_a_block_or_a_mine() -> None:
    loaded = load_case(FOLDER)
    taken = {row.layer for row in loaded.case.geography.excluded}
    taken |= {layer for line in loaded.geometry.ledger for layer, area in line.every if area > 0}
    assert taken == {layer.id for layer in loaded.case.layers}


def test_default_leaves_every_block_and_strict_bars_some(case: Case) -> None:
    def barred(found: Case) -> set[str]:
        layers = {layer.id for layer in found.layers if layer.touched == "drop"}
        blocks = {block.id for block in found.blocks}
        return {row.site for row in found.geography.excluded if row.layer in layers and row.site in blocks}

    assert barred(case) == set()
    assert barred(loaded("strict_exclusion").case) == {"CQ-03", "CQ-05"}


# --- scenarios and the build


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario_loads_with_one_word_about_a_class_that_clipping_changes(name: str) -> None:
    # CQ-08: 1100 万m³ · ⌊956 727.30 / 1 100 000.68⌋ = 1100 · 0.869752 = 956.72; large from 1000. Its least scale stays
    found = loaded(name).warnings
    assert [(one.code, one.file, one.row, one.value) for one in found] == [("LD-439", "blocks.csv", "9", "CQ-08")]
    assert "由 1100 变为 956.72 万m³，储量规模由大型变为中型" in found[0].message.zh


def test_scenarios_asked_for_are_there() -> None:
    assert set(SCENARIOS) >= ASKED


def test_scenarios_say_what_they_change() -> None:
    assert {lock.site for lock in loaded("all_11").case.locks} == {block.id for block in loaded().case.blocks}
    mines: tuple[Mine, ...] = loaded("mines_7_6_27").case.mines
    assert [sum(m.production_class == size for m in mines) for size in Size] == [7, 6, 27]
    rebased = loaded("rebased_2026").case
    assert [p.id for p in rebased.periods] == ["2026", "2027", "2028", "2029", "2030", "2031-2035"]
    facing = [row for row in loaded("facing_100").case.demands if row.mineral == "facing_stone"]
    assert sum(row.quantity for row in facing if row.period == "2025") == 100
    # 75.99 万t / 2.62 t/m³ of ore make 23 万m³ of block (L407): 80 of ore make 63.44 of block
    ratio = Fraction(23) / (Fraction("75.99") / Fraction("2.62"))
    cap = next(c for c in loaded("facing_ore_basis").case.policy.output_cap.caps if c.mineral == "facing_stone")
    assert Fraction(cap.at_most) == pytest.approx(80 * ratio, abs=0.005)


def test_scenario_texts_are_in_both_languages() -> None:
    for name in SCENARIOS:
        data = yaml.safe_load((FOLDER / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8"))
        assert data["id"] == name and all(data[f][x] for f in ("title", "reason") for x in ("zh", "en"))


def test_build_writes_the_same_bytes(tmp_path: Path) -> None:
    code = "import pathlib, sys; sys.path.insert(0, sys.argv[1]); import build; build.build(pathlib.Path(sys.argv[2]))"
    subprocess.run([sys.executable, "-c", code, str(FOLDER), str(tmp_path)], check=True, capture_output=True)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(written) == 6 + 13 + 1
    for name in written:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name
