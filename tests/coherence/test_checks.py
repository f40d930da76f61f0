"""Each check fires on one planted incoherence, with its arithmetic in the comment, and the small plan raises none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from coherence.small import in_units, plan, planned, statement

from optimizer.coherence import CHECKS, Incoherence, coherence
from optimizer.coherence.words import WORDS
from optimizer.instance import inspect

PLANTS: tuple[tuple[str, dict[str, Any], str | None, str | None], ...] = (
    # 1.4:1:5.4 of 7:5:28 would be 5.6 at the end; here 2:1:2.4 of 2:1:2
    ("LC-101", {"statements.class_ratio.value": "2:1:2.4"}, "2.4", "2"),
    # 1:1.4:3 of 5: parts 0.93, 1.30, 2.78 round to 1:1:3, and 1/1 is not 1.4
    ("LC-102", {"statements.previous_ratio.value": "1:1.4:3"}, None, None),
    # small 3 → 2 is -1, not -2
    ("LC-103", {"statements.small_change.value": "-2"}, "-2", "-1"),
    # 6 + 2 + 3 = 11, not 10
    ("LC-104", {"statements.deposits_by_degree.value": "6+2+3"}, "10", "11"),
    # 2 blocks, not 3
    ("LC-105", {"statements.blocks_total.value": "3", "statements.blocks_by_mineral.value": "1+2"}, "3", "2"),
    # 5 · 1 km² = 5, not 5.1 ± 0.05
    ("LC-105", {"statements.mining_area.value": "5.1"}, "5.1", "5"),
    ("LC-106", {"statements.share_target_text.value": ">40%"}, "0.4", "0.4"),
    ("LC-107", {"statements.share_target_text.value": "≥45%"}, "0.4", "0.45"),
    # 5 mines + 2 blocks = 7, and fewer than 7 are 6
    ("LC-201", {"policy.mine_count.limits.0.at_most": 7}, "6", "7"),
    # 3 of 5 is 60 %, below 70 %
    ("LC-202", {"policy.class_share.at_least": "0.7"}, "0.7", "0.6"),
    # demand 12 against a cap of 11
    ("LC-301", {"policy.output_cap.caps.facing.at_most": 11}, "11", "12"),
    ("LC-302", {"policy.output_cap.caps.facing.at_most": 12}, "12", "12"),
    # stone at best: 100 + 20 + 5 + 5 + 500 = 630
    ("LC-303", {"demands.0.quantity": 631}, "631", "630"),
    # 210 - 100 = 110 from one block whose lowest scale is 100
    ("LC-304", {"demands.0.quantity": 210}, "110", "100"),
    # north and south may win 100 + 49 = 149 together, 150 are wanted
    (
        "LC-305",
        in_units({"north": ("M1", "B1"), "south": ("M2", "M3", "M4")}, {"north": 100, "south": 49}),
        "149",
        "150",
    ),
    # 4 mines and 1 block at 100 make 500
    ("LC-401", {"policy.output_cap.caps.stone.at_most": 499}, "499", "500"),
    # one large mine starts at 300
    ("LC-402", {"policy.minimum_scale.table.stone.large": 1001}, "1000", "1001"),
    # 1 block at 950 beside 100
    ("LC-403", {"policy.minimum_scale.table.stone.large": 950}, "1000", "1050"),
    # 5000 万t / 2.5 = 2000 万m³ is medium: 950 + 100 present
    (
        "LC-404",
        {"policy.minimum_scale.table.stone.medium": 950, "policy.minimum_scale.table.stone.large": 950},
        "1000",
        "1050",
    ),
    (
        "LC-405",
        {"policy.minimum_scale.table": [{"mineral": "stone", "large": 300, "medium": 100, "small": None}]},
        None,
        None,
    ),
    ("LC-406", {"policy.output_cap.caps": [{"mineral": "stone", "at_most": 1000}]}, None, None),
    (
        "LC-407",
        {
            "policy.output_cap.caps": [{"mineral": "stone", "at_most": 1000}],
            "policy.minimum_scale.table": [{"mineral": "stone", "large": 300, "medium": 100, "small": None}],
        },
        None,
        None,
    ),
    # small facing below 200 万m³ of ore; 5 万m³ of block take 5 / 0.25 = 20 of ore a year: 10 years
    ("LC-408", {"policy.reserve_fit.shortest_life": 11}, "11", "10"),
    # two medium deposits hold 2 · 200 = 400 at least
    ("LC-501", {"policy.exploration_target.targets.0.deposits": 2}, "400", "250"),
    (
        "LC-502",
        {"policy.exploration_target.targets.0.mineral": "stone", "policy.exploration_target.targets.0.resource": 5000},
        "1",
        "0",
    ),
    # 150 a year for 2 years = 300 against 250
    ("LC-503", {"policy.output_cap.caps.facing.at_most": 150, "minerals.facing.account_unit": "万m³"}, "300", "250"),
    ("LC-601", {"areas.A1.quota": 3, "areas.A1.whole": True, "statements.areas_quota_total.value": "3"}, "1", "3"),
    ("LC-602", {"areas.A1.quota": 0, "statements.areas_quota_total.value": "0"}, "0", "1"),
    # 2.00 ± 0.005 km² hold no 2.01
    ("LC-603", {"blocks.B1.area_km2": "2.01"}, "2", "2.01"),
    # 2.00 + 1.5 = 3.5, good to 0.05
    (
        "LC-604",
        {
            "areas.+": {
                "id": "A2",
                "name": {"zh": "西", "en": "west"},
                "mineral": "stone",
                "area_km2": "1.5",
                "quota": 0,
            },
            "statements.areas_quota_total.value": "1+0",
        },
        None,
        "3.5",
    ),
    # 50 万t / 2.5 = 20 万m³ of ore, a quarter of it block: 5, not 8
    ("LC-701", {"statements.ore_to_block.value": "50万t=8万m³"}, "5", "8"),
    ("LC-702", {"statements.deposits_by_degree.value": "2+6+2"}, "10", "2"),
    ("LC-703", {"mines.M3.expires": 2018}, "2020", "2018"),
    ("LC-704", {"policy.open_pit_control.at_most": 1}, "1", "2"),
)


def test_the_small_plan_raises_none() -> None:
    assert coherence(plan()) == ()
    assert [problem.code for problem in inspect(plan()) if problem.fatal] == []


@pytest.mark.parametrize(("code", "changes", "required", "found"), PLANTS, ids=[plant[0] for plant in PLANTS])
def test_a_planted_incoherence_is_found_and_only_it(
    code: str, changes: dict[str, Any], required: str | None, found: str | None
) -> None:
    everything = coherence(planned(changes))
    one = next(item for item in everything if item.code == code)
    assert one.required == (None if required is None else Decimal(required))
    assert one.found == (None if found is None else Decimal(found))
    assert one.clauses
    assert "{" not in one.message.zh + one.message.en
    assert {item.code for item in everything} <= {code} | BESIDE.get(code, set())


# what a planted figure cannot help breaking too
BESIDE: dict[str, set[str]] = {
    "LC-301": {"LC-403", "LC-404"},
    "LC-302": {"LC-403", "LC-404"},
    "LC-303": {"LC-304"},
    "LC-305": {"LC-401", "LC-402", "LC-403", "LC-404"},
    "LC-401": {"LC-405"},
    "LC-402": {"LC-403"},
    "LC-404": {"LC-401"},
    "LC-502": {"LC-503"},
}


def test_every_code_is_planted_and_every_check_fires() -> None:
    assert {plant[0] for plant in PLANTS} == set(WORDS)
    fired = {check for check in CHECKS for _, changes, *_ in PLANTS if any(check(planned(changes)))}
    quiet = set(CHECKS) - fired
    assert {check.__name__ for check in quiet} <= {"total_change", "class_counts", "quotas"}


def test_the_quiet_ones_fire_too() -> None:
    def codes(changes: dict[str, Any]) -> list[tuple[str, str]]:
        return [(item.code, item.subject) for item in coherence(planned(changes))]

    assert codes({"statements.total_change.value": "-1"}) == [("LC-103", "all")]
    assert codes({"mines.M4.production_class": "medium"}) == [("LC-105", "medium mines"), ("LC-105", "small mines")]
    assert codes({"areas.A1.quota": 2}) == [("LC-105", "planned licences")]


def test_words_are_exact() -> None:
    def words(changes: dict[str, Any], code: str) -> Incoherence:
        return next(item for item in coherence(planned(changes)) if item.code == code)

    count = words({"policy.mine_count.limits.0.at_most": 7}, "LC-201").message
    assert count.zh == (
        "现有 5 个矿山加 2 个区块共 7 个，超过上限 6 个；不关闭时至多投放 1 个区块，"
        "全部投放至少须关闭 1 个（或以整合等量减少）"
    )
    cap = words({"policy.output_cap.caps.facing.at_most": 11, "demands.1.low": 10, "demands.1.high": 15}, "LC-301")
    assert (
        cap.message.en == "facing (2022): demand 10-15 万m³ 荒料, cap 11; even at the cap 0-4 are short, "
        "and it covers 73.3 % of the high end"
    )
    assert cap.severity == "tension"


def test_blocks_at_large_scale_leave_room_for_three_beside_present_output() -> None:
    # 6 blocks at 300 make 1800; (1500 - 178.9 - 600) / 200 = 3.6 → 3, without present output (1500 - 600) / 200 → 4
    changes = {"policy.output_cap.caps.stone.at_most": 1500, "statements.base_output.value": "178.9"}
    raw = planned(changes)
    blocks = tuple(raw.blocks[0].model_copy(update={"id": f"N{n}"}) for n in range(6))
    found = [item for item in coherence(raw.model_copy(update={"blocks": blocks})) if item.code == "LC-403"]
    assert "at most can be large beside present output, 4 without it" in found[0].message.en
    assert "; 3 at most" in found[0].message.en


def test_a_statement_in_no_known_form_is_left_alone() -> None:
    rows = [statement(name, "约四成") for name in ("class_ratio", "class_counts", "previous_ratio", "mines_total")]
    assert all(item.code != "LC-101" for item in coherence(planned({"statements": rows})))
