"""The county plan's own arithmetic, by solving cases cut down to it (numbers of the plan, headings in the comments).

40 mines, 7 large, 5 medium, 28 small (L69); 11 blocks (L244); fewer than 45 mines (专栏2, L184); large and medium at
least 40 % of all (专栏2, L190; the text says above 40 %, L132). What closes costs 1, and that is all that is minimised.
"""

from __future__ import annotations

from functools import cache

import builders as b
import pytest

from models import Case, Lock, Verdict
from optimizer.audit import audit
from optimizer.solve import Settings, Solved, solve

OBJECTIVE = {"tiers": [{"name": "closures", "weights": [("closure", 1)]}], "surcharge": "0"}
BREACH = {
    "tiers": [{"name": "breach", "weights": [("breach", 1)]}, {"name": "closures", "weights": [("closure", 1)]}],
    "surcharge": "0",
}


def mines(mergeable: bool) -> tuple:
    """40 mines, 7/5/28; a small one closes at a cost of 1, or not at all where only mergers are asked for."""
    sizes = ["large"] * 7 + ["medium"] * 5 + ["small"] * 28
    capacity = {"large": "10", "medium": "5", "small": "1"}
    return tuple(
        b.mine(
            f"M{n}", production_class=size, capacity=capacity[size],
            closing_cost="0.5" if mergeable else "1",  # a merger takes in two members, so that it costs 1
            closing_reasons=("outdated",) if size == "small" and not mergeable else (),
        )
        for n, size in enumerate(sizes)
    )  # fmt: skip


def county(new: int, strict: bool = False, merged: str = "", most: str | None = None) -> Case:
    """The mines and ``new`` blocks locked in as medium or larger; where ``merged`` is a size, small mines may merge."""
    small = [f"M{n}" for n in range(12, 40)]
    pairs = list(zip(small[::2], small[1::2], strict=True)) if merged else []
    capacity = {"small": ("1", "4"), "medium": ("5", "9")}.get(merged)
    mergers = tuple(
        b.merger(f"G{n}", pair, least_capacity=capacity[0], most_capacity=capacity[1])
        for n, pair in enumerate(pairs)
        if capacity
    )
    return b.case(
        periods=b.periods(1),
        mines=mines(bool(merged)),
        mergers=mergers,
        blocks=tuple(b.block(f"B{n}", least_capacity="5", most_capacity="10") for n in range(new)),
        locks=tuple(Lock(site=f"B{n}", action="licensed") for n in range(new)),
        policy=b.policy(
            mine_count={"limits": [{"at_most": 45, "strict": True}]},
            class_share={"at_least": "0.4", "strict": strict},
            account={"accounts": [closures_at_most(most)]} if most else {},
            objective=OBJECTIVE,
        ),
    )


def closures_at_most(most: str) -> dict:
    """28 small mines less the closures stay, so at least 28 - most."""
    small = tuple(f"M{n}" for n in range(12, 40))
    return {
        "id": "closures", "title": b.text("closures"), "unit": "个", "at_least": 28 - int(most),
        "contributions": ({"measure": "mines", "sites": small},),
    }  # fmt: skip


@cache
def least(new: int, strict: bool = False, merged: str = "") -> int:
    case = county(new, strict, merged)
    outcome = solve(case).outcome
    assert outcome.verdict == Verdict.PROVEN_BEST and outcome.plan is not None
    assert audit(case, outcome.plan).passed
    assert outcome.objective == int(outcome.objective)
    return int(outcome.objective)


# With k new and c closed: 40 + k - c mines, 12 + k of them large or medium.
#   count:  40 + k - c ≤ 44           so c ≥ k - 4
#   share:  12 + k ≥ 0.4 (40 + k - c) so c ≥ 10 - 1.5 k       (strict: c > 10 - 1.5 k)
PLAIN = [10, 9, 7, 6, 4, 3, 2, 3, 4, 5, 6, 7]
STRICT = [11, 9, 8, 6, 5, 3, 2, 3, 4, 5, 6, 7]
# Two small mines merged into one medium: one mine fewer, one medium more.
#   count:  g ≥ k - 4        share:  12 + k + g ≥ 0.4 (40 + k - g), so 1.4 g ≥ 4 - 0.6 k
TO_MEDIUM = [3, 3, 2, 2, 2, 1, 2, 3, 4, 5, 6, 7]


def test_the_formulas_give_the_figures():
    for new in range(12):
        assert PLAIN[new] == max(new - 4, -((3 * new - 20) // 2), 0)  # -(a // b) rounds -a / b up
        assert STRICT[new] == max(new - 4, (20 - 3 * new) // 2 + 1, 0)
        assert TO_MEDIUM[new] == max(new - 4, -((6 * new - 40) // 14), 0)


@pytest.mark.parametrize("new", range(12))
def test_least_closures_for_new_medium_or_larger_mines(new):
    assert least(new) == PLAIN[new]


@pytest.mark.parametrize("new", range(12))
def test_least_closures_where_the_share_is_above_and_not_at_least(new):
    assert least(new, strict=True) == STRICT[new]


@pytest.mark.parametrize("new", range(12))
def test_least_mergers_of_two_small_mines_into_a_medium_one(new):
    assert least(new, merged="medium") == TO_MEDIUM[new]


def test_mergers_that_stay_small_only_save_the_count():
    # two small into one small is one mine fewer, as a closure is: the same 7 for 11 blocks
    assert least(11, merged="small") == 7


def test_all_blocks_licensed_need_seven_closures_or_their_equivalent():
    # 40 + 11 = 51, fewer than 45 is 44: seven mines have to go, by closing or by merging 14 into 7
    assert least(11) == least(11, strict=True) == least(11, merged="medium") == 7


def test_six_closures_are_proven_too_few_for_all_blocks():
    solved: Solved = solve(county(11, most="6"))
    assert solved.outcome.verdict == Verdict.IMPOSSIBLE
    assert {"mine_count", "account"} <= set(solved.outcome.conflict)
    assert solve(county(11, most="7")).outcome.verdict == Verdict.PROVEN_BEST


def stone(demand: str, **policy) -> Case:
    """Facing stone (万m³): eleven mines of 20, which might win all that is wanted, and the cap of 80 (专栏2, L166)."""
    return b.case(
        periods=b.periods(1),
        minerals=(b.mineral(capacity_unit="万m³", account_unit="万m³"),),
        mines=tuple(b.mine(f"M{n}", capacity="20", production_class="large") for n in range(11)),
        demands=(b.demand("2021", demand),),
        policy=b.policy(output_cap={"caps": [{"mineral": "stone", "at_most": "80"}], **policy}),
    )


@pytest.mark.parametrize("demand", [90, 95, 100])  # 饰面石材 90-100万立方米 (L397)
def test_facing_stone_falls_short_at_the_cap(demand):
    outcome = solve(stone(str(demand))).outcome
    assert outcome.verdict == Verdict.PROVEN_BEST
    assert outcome.tiers[1].value == demand - 80  # 10 to 20 万m³
    # soft at a price, the cap is broken by as much only if shortage is not worth less: breaches come first
    assert [tier.value for tier in solve(stone(str(demand), mode="soft")).outcome.tiers[:2]] == [0, demand - 80]


def quarries(mode: str, measure: str = "capacity") -> Case:
    """Six stone blocks of 300, all to be licensed (新设6个, L244; 大型 300, 专栏4); cap 1500 (专栏5, L391)."""
    return b.case(
        periods=b.periods(1),
        production_classes=(b.sizes("stone", "300", "100"),),
        blocks=tuple(b.block(f"B{n}", least_capacity="300", most_capacity="500") for n in range(6)),
        demands=(b.demand("2021", "1500"),),
        locks=tuple(Lock(site=f"B{n}", action="licensed") for n in range(6)),
        policy=b.policy(
            output_cap={"caps": [{"mineral": "stone", "at_most": "1500", "measure": measure}], "mode": mode},
            objective=BREACH,
        ),
    )


def test_six_quarries_at_large_scale_break_the_cap():
    # 6 · 300 = 1800 > 1500
    hard = solve(quarries("hard")).outcome
    assert hard.verdict == Verdict.IMPOSSIBLE
    assert {"output_cap", "lock"} <= set(hard.conflict)
    soft = solve(quarries("soft")).outcome
    assert soft.verdict == Verdict.PROVEN_BEST
    assert soft.tiers[0].value == 300
    (breach,) = [finding for finding in soft.findings if finding.verdict == "adjustment"]
    assert (breach.clause, breach.required, breach.found, breach.slack) == ("output_cap", 1500, 1800, -300)


def test_six_quarries_stay_within_the_cap_when_output_is_what_counts():
    assert solve(quarries("hard", "output")).outcome.verdict == Verdict.PROVEN_BEST


@pytest.mark.parametrize("backend", ["scip", "cbc", "cp_sat"])
def test_other_back_ends_count_alike(backend):
    for new in (0, 6, 11):
        assert solve(county(new), Settings(backend=backend)).outcome.objective == PLAIN[new]
