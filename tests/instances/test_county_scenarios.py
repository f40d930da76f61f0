"""The county's scenarios, and what any scenario can do to it: layers, blocks, rules; mistakes told like the case's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from scenario.small import put

from models import BadInputError, Mode
from optimizer.instance import load_case
from optimizer.reporting.run import rendered
from optimizer.solve import solve

FOLDER = Path(__file__).parents[2] / "instances" / "fangcheng"
NAMED = {
    "as printed": "as_printed", "all 11 blocks by 2025": "all_11", "no closures": "no_closures",
    "mergers only": "mergers_only", "facing stone at 90": "facing_90", "facing stone at 100": "facing_100",
    "building stone without the old mines": "old_stone_gone", "strict share": "strict_share", "caps hard": "caps_hard",
    "caps soft": "caps_soft", "7/6/27": "mines_7_6_27", "strict exclusion": "strict_exclusion",
    "rebased to 2026-2030 with outlook to 2035": "rebased_2026", "low cost of closure": "closure_low",
    "high cost of closure": "closure_high",
}  # fmt: skip
BLOCK = (
    "{id: CQ-99, name: {zh: 新, en: new}, mineral: building_stone, method: open_pit, resource: 6000, "
    "recoverable: 5000, area_km2: 1, most_capacity: 300, degree: general, east: 405000, north: 3690000}"
)


@pytest.mark.parametrize("name", NAMED.values(), ids=NAMED.keys())
def test_a_named_scenario_is_there_in_both_languages(name: str) -> None:
    data = yaml.safe_load((FOLDER / "scenarios" / f"{name}.yaml").read_text("utf-8"))
    for field in ("title", "reason"):
        assert re.search(r"[\u4e00-\u9fff]", data[field]["zh"])
        assert re.search(r"[A-Za-z]{3}", data[field]["en"])
    assert load_case(FOLDER, [name]).scenario.split("+")[-1] == name


def test_scenarios_stack_in_the_order_asked_for() -> None:
    both = load_case(FOLDER, ["facing_100", "strict_share", "caps_hard"])
    assert both.scenario == "facing_100+strict_share+caps_hard"
    policy = both.case.policy
    assert (policy.class_share.strict, policy.output_cap.mode) == (True, Mode.HARD)
    facing = [row.quantity for row in both.case.demands if row.mineral == "facing_stone" and row.period == "2025"]
    assert sum(facing) == 100
    last = load_case(FOLDER, ["caps_hard", "caps_soft"]).case.policy.output_cap.mode
    assert (last, load_case(FOLDER, ["caps_soft", "caps_hard"]).case.policy.output_cap.mode) == (Mode.SOFT, Mode.HARD)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "fangcheng", ignore=shutil.ignore_patterns("source", "parts"))


def test_layers_on_and_off(county: Path) -> None:
    put(county, "off", "changes: [{path: 'layers[*].on', op: set, value: false}]")
    plain = {row.layer for row in load_case(county).case.geography.excluded}
    one = min(plain)
    put(county, "on", f"base: [off]\nchanges: [{{path: 'layers[{one}].on', op: set, value: true}}]")
    assert len(plain) > 1
    assert load_case(county, ["off"]).case.geography.excluded == ()
    assert {row.layer for row in load_case(county, ["on"]).case.geography.excluded} == {one}


def test_blocks_and_mines_withdrawn(county: Path) -> None:
    put(county, "less", "changes: [{path: 'blocks[CQ-03]', op: remove}, {path: 'mines[FL-01]', op: remove}]")
    before, after = load_case(county), load_case(county, ["less"])
    assert {site.id for site in before.case.sites} - {site.id for site in after.case.sites} == {"CQ-03", "FL-01"}
    assert after.warnings == before.warnings
    told = {row.site for row in after.case.geography.excluded} | {row.site for row in after.case.geography.hauls}
    assert not told & {"CQ-03", "FL-01"}


def draw(county: Path, name: str) -> None:
    """Draw a square kilometre for a block that only a scenario has."""
    path = county / "layers" / "blocks.geojson"
    layer = json.loads(path.read_text("utf-8"))
    east, north = 404500, 3689500
    ring = [[east, north], [east + 1000, north], [east + 1000, north + 1000], [east, north + 1000], [east, north]]
    feature = {"type": "Feature", "properties": {"id": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps(layer | {"features": [*layer["features"], feature]}), encoding="utf-8")


def test_a_block_added_is_drawn_beforehand_and_is_in_no_other_case(county: Path) -> None:
    put(county, "plus", f"changes: [{{path: blocks, op: add, value: {BLOCK}}}]")
    with pytest.raises(BadInputError, match="LD-615"):
        load_case(county, ["plus"])
    draw(county, "CQ-99")
    assert len(load_case(county).case.blocks) == 11
    assert load_case(county).warnings == load_case(FOLDER).warnings
    plus = load_case(county, ["plus"])
    assert [block.id for block in plus.case.blocks if block.id not in load_case(FOLDER).case.site] == ["CQ-99"]
    assert any(row.site == "CQ-99" for row in plus.case.geography.hauls)
    draw(county, "CQ-98")
    with pytest.raises(BadInputError, match="LD-614"):
        load_case(county, ["plus"])


@pytest.mark.long
def test_a_changed_set_of_blocks_is_solved_and_drawn(county: Path) -> None:
    put(county, "plus", f"changes: [{{path: blocks, op: add, value: {BLOCK}}}, {{path: 'blocks[CQ-03]', op: remove}}]")
    draw(county, "CQ-99")
    loaded = load_case(county, ["plus"])
    outcome = solve(loaded.case).outcome
    assert outcome.verdict == "proven_best"
    assert {site.site for site in outcome.plan.decisions} >= {"CQ-99"}
    assert len(rendered(loaded.case, outcome, loaded.geometry)) > 20


def test_rules_hard_soft_and_off(county: Path) -> None:
    put(county, "soft", "changes: [{path: policy.class_share.mode, value: soft}, {path: policy.mine_count.on, "
        "value: false}, {path: policy.output_cap.mode, value: hard}]")  # fmt: skip
    policy = load_case(county, ["soft"]).case.policy
    assert (policy.class_share.mode, policy.mine_count.on, policy.output_cap.mode) == (Mode.SOFT, False, Mode.HARD)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ("{path: blocks, op: add, value: {id: X}}", "LD-202", "name"),
        (f"{{path: blocks, op: add, value: {BLOCK[:-1]}, colour: red}}}}", "LD-203", "colour"),
        (f"{{path: blocks, op: add, value: {BLOCK.replace('building_stone', 'stone')}}}", "LD-301", "mineral"),
        ("{path: 'blocks[CQ-77]', op: remove}", "LD-503", "path"),
        ("{path: 'layers[railway].on', value: perhaps}", "LD-210", "on"),
        ("{path: policy.output_cap.mode, value: harsh}", "LD-208", "policy.output_cap.mode"),
        ("{path: 'demands[*].quantity', op: scale, factor: -1}", "LD-206", "quantity"),
    ],
)
def test_mistakes_are_told_in_the_scenario_by_the_codes_of_the_case(
    county: Path, change: str, code: str, field: str
) -> None:
    put(county, "odd", f"changes:\n  - {change}")
    with pytest.raises(BadInputError) as caught:
        load_case(county, ["odd"])
    told = {(one.code, one.file, one.row, one.field) for one in caught.value.problems}
    assert (code, "scenarios/odd.yaml", "5", field) in told
