"""Levers of shares, counts and caps of single administrative units: found, moved as far as need be, told by name."""

from __future__ import annotations

from typing import Any

import builders as b
import pytest
from explain.planted import lock

from models import Case, Region, Text
from optimizer.audit import audit
from optimizer.explain.conflict import conflict_of
from optimizer.explain.conflict_record import State
from optimizer.explain.repair import repairs_of
from optimizer.explain.repair_levers import levers_of
from optimizer.explain.repair_record import Repair
from optimizer.formulation import compile_case

UNITS = (
    Region(id="north", name=Text(zh="北县", en="North County"), parent=None),
    Region(id="south", name=Text(zh="南县", en="South County"), parent=None),
)


def kept(policy: dict[str, Any], **fields: Any) -> Case:
    """Three mines of the north, one of them large (≥ 10), and a small one of the south, all locked to stay."""
    capacity = {"M1": "12", "M2": "3", "M3": "3", "M4": "3"}
    mines = tuple(
        b.mine(name, capacity=most, production_class="large" if name == "M1" else "small",
               region="south" if name == "M4" else "north")
        for name, most in capacity.items()
    )  # fmt: skip
    locks = tuple(lock(name, "keep") for name in capacity)
    return b.case(periods=b.periods(1), mines=mines, locks=locks, regions=UNITS, policy=policy, **fields)


def first(case: Case) -> Repair:
    assert conflict_of(case).state == State.IMPOSSIBLE
    one = repairs_of(case, 1).repairs[0]
    assert one.confirmed and one.plan is not None and not audit(case, one.plan).passed
    return one


@pytest.mark.parametrize(
    ("limit", "after"),
    [
        # 1 of 3 is large, 50 % are wanted: 0.333 is the next thousandth below
        ({"at_least": "0.5"}, "0.333"),
        ({"at_least": "0.5", "strict": True}, "0.333"),
    ],
)
def test_the_share_of_a_unit_is_lowered_to_what_its_own_mines_reach(limit: dict[str, Any], after: str) -> None:
    # The whole has 1 of 4: its own share of 20 % holds.
    rule = {"at_least": "0.2", "limits": [{"region": "north"} | limit], "price": "0.1"}
    (step,) = first(kept({"class_share": rule})).steps
    assert (step.lever, step.before, step.after) == ("class_share.limits[0].at_least", "0.5", after)
    assert step.sentence.zh == f"将北县大中型矿山比例下限由 0.5 调至 {after}"
    assert step.sentence.en == f"lower the least share of large and medium mines of North County from 0.5 to {after}"


def test_the_share_of_the_whole_is_moved_by_a_lever_of_its_own() -> None:
    rule = {"at_least": "0.5", "limits": [{"region": "north", "at_least": "0.3"}], "price": "0.1"}
    (step,) = first(kept({"class_share": rule})).steps
    assert (step.lever, step.before, step.after) == ("class_share.at_least", "0.5", "0.25")  # 1 of 4
    assert step.sentence.en == "lower the least share of large and medium mines from 0.5 to 0.25"


def test_each_of_two_units_has_its_lever() -> None:
    limits = [{"region": "north", "at_least": "0.5"}, {"region": "south", "at_least": "0.1"}]
    steps = first(kept({"class_share": {"limits": limits, "price": "0.1"}})).steps
    # 1 of 3 in the north; none of 1 in the south
    assert {(step.lever, step.after) for step in steps} == {
        ("class_share.limits[0].at_least", "0.333"), ("class_share.limits[1].at_least", "0"),
    }  # fmt: skip


def test_the_count_of_a_unit_is_raised_and_named() -> None:
    rule = {"limits": [{"at_most": 9}, {"at_most": 2, "region": "north"}], "price": "0.1"}
    (step,) = first(kept({"mine_count": rule})).steps
    assert (step.lever, step.before, step.after) == ("mine_count.limits[1]", "2", "3")
    assert step.sentence.zh == "将北县固体矿山总数上限由 2 调至 3"
    assert step.sentence.en == "raise the limit of mines of North County from 2 to 3"


def test_the_cap_of_a_unit_is_raised_and_named() -> None:
    # 12 + 3 + 3 = 18 are licensed in the north, 16 allowed
    rule = {"caps": [{"mineral": "stone", "at_most": 16, "measure": "capacity", "region": "north"}], "price": "0.1"}
    (step,) = first(kept({"output_cap": rule})).steps
    assert (step.lever, step.before, step.after) == ("output_cap.caps[0]", "16", "18")
    assert step.sentence.zh == "将北县stone总量指标（产能）由 16 调至 18 万t"
    assert step.sentence.en == "raise the stone cap on capacity of North County from 16×10⁴ t to 18×10⁴ t"


def test_a_nudge_moves_the_share_of_the_unit_by_hundredths() -> None:
    case = kept({"class_share": {"limits": [{"region": "north", "at_least": "0.3"}]}})
    (lever,) = [one for one in levers_of(compile_case(case)) if one.id.startswith("class_share.limits")]
    assert lever.nudge is not None and lever.side == "lower"
    moved, before, after = lever.nudge(case, lever.step, None)  # type: ignore[arg-type]
    assert (before, after) == ("0.3", "0.29999")  # a thousandth of a mine is a thousandth of a hundredth of share
    assert str(moved.policy.class_share.limits[0].at_least) == "0.29999"


def test_region_rows_of_the_three_clauses_all_have_levers_of_their_own() -> None:
    case = kept(
        {
            "class_share": {"limits": [{"region": "north", "at_least": "0.3"}]},
            "mine_count": {"limits": [{"at_most": 2, "region": "south"}]},
            "output_cap": {"caps": [{"mineral": "stone", "at_most": 99, "region": "south"}]},
        }
    )
    compiled = compile_case(case)
    own = {
        compiled.program.row_rules[row]: lever.id
        for lever in levers_of(compiled)
        for row in lever.rows.tolist()
        if not lever.id.endswith(".on")
    }
    for row, rule in enumerate(compiled.program.row_rules):
        if rule in {"class_share", "mine_count", "output_cap"}:
            assert own[rule].split("[")[0] in {"class_share.limits", "mine_count.limits", "output_cap.caps"}, row
