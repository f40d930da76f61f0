"""Limits of one administrative unit are judged on its own sites, and told with its name; the whole stays silent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from coherence.small import in_units, planned

from optimizer.coherence import coherence
from optimizer.coherence.units import own_limits, sites_by_unit

# north: M1 (large, 100), M3, M4 (small, 5 each) and B1; south: M2 (medium, 20). All win stone.
LAID = {"north": ("M1", "M3", "M4", "B1"), "south": ("M2",)}


def limited(**changes: Any) -> dict[str, Any]:
    return in_units(LAID) | {path.replace("__", "."): value for path, value in changes.items()}


PLANTS: tuple[tuple[str, str, dict[str, Any], str, str, str], ...] = (
    # 3 mines and 1 block against 3
    ("LC-201", "north", limited(policy__mine_count__limits=[{"at_most": 3, "region": "north"}]), "3", "4",
     "north: 3 mines and 1 blocks make 4, above the 3 allowed"),
    # 1 of 3 is large or medium, half are wanted
    ("LC-202", "north", limited(policy__class_share__limits=[{"at_least": "0.5", "region": "north"}]), "0.5", "0.3333",
     "north: 1 of 3 mines are large or medium, 33.3 %, where ≥50 % is wanted"),
    # 3 mines and 1 block at 100 each
    ("LC-401", "north", in_units(LAID, {"north": 399}), "399", "400",
     "north: stone: 3 mine(s) and 1 block(s) at the lowest scale make 400 万t, above the cap of 399"),
    # a large one starts at 300, and so does the block's cap
    ("LC-402", "south", in_units(LAID, {"south": 299}), "299", "300",
     "south: stone: the cap is 299 万t, and a single mine at the least scale breaks it: large 300"),
    # one block at 300 beside the 70 + 5 + 5 that the mines of the north won
    ("LC-403", "north", in_units(LAID, {"north": 379}), "379", "380",
     "north: stone: 1 block(s), were all large, start at 300 万t (380 with the present 80), the cap is 379"),
    # B1's 2000 万m³ are medium: 100 beside the 80
    ("LC-404", "north", in_units(LAID, {"north": 179}), "179", "180",
     "north: stone: all 1 block(s) at the least scale of their own reserve class make 100 万t, 180 with"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "unit", "changes", "required", "found", "words"), PLANTS, ids=[p[0] for p in PLANTS])
def test_a_contradiction_planted_in_a_unit_is_told_with_its_name(
    code: str, unit: str, changes: dict[str, Any], required: str, found: str, words: str
) -> None:
    (one,) = [item for item in coherence(planned(changes)) if item.code == code]
    assert (one.required, one.found) == (Decimal(required), Decimal(found))
    assert one.subject.split()[0] == unit
    assert one.message.en.startswith(words), one.message.en
    assert one.message.zh.startswith({"north": "北县：", "south": "南县："}[unit])
    assert one.clauses


def test_limits_that_a_unit_keeps_are_silent() -> None:
    changes = limited(
        policy__mine_count__limits=[{"at_most": 4, "region": "north"}],
        policy__class_share__limits=[{"at_least": "0.3", "region": "north"}],
    )
    assert coherence(planned(changes)) == ()
    assert coherence(planned(in_units(LAID, {"north": 1000, "south": 1000}))) == ()


def test_a_unit_counts_what_lies_below_it() -> None:
    # the city has all 4 mines of stone and B1; F1 and B2 lie in no unit
    changes = limited(policy__mine_count__limits=[{"at_most": 4, "region": "city"}])
    (one,) = own_limits(planned(changes))
    assert one.code == "LC-201" and one.found == 5 and one.message.zh.startswith("市：")
    assert sites_by_unit(planned(changes)) == {
        "north": {"M1", "M3", "M4", "B1"}, "south": {"M2"}, "city": {"M1", "M2", "M3", "M4", "B1"}
    }  # fmt: skip


def test_a_clause_set_aside_and_a_mineral_not_mined_there_say_nothing() -> None:
    off = limited(policy__mine_count={"on": False, "limits": [{"at_most": 1, "region": "north"}]})
    assert coherence(planned(off)) == ()
    facing = in_units(LAID)
    facing["policy.output_cap.caps"] = [
        {"mineral": "stone", "at_most": 1000}, {"mineral": "facing", "at_most": 100},
        {"mineral": "facing", "at_most": 1, "region": "north"},
    ]  # fmt: skip
    assert coherence(planned(facing)) == ()
