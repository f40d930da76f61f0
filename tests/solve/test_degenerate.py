"""Cases at the edge: nothing to license, nothing wanted, one long period, no class table, all soft, all locked."""

from __future__ import annotations

from decimal import Decimal

import builders as b
import pytest
from test_brute_force import differences

from models import Lock, Verdict
from models.geography import Geography
from models.policy import Policy
from optimizer.solve import Settings, solve

BLOCKS = (b.block("B1", opening_cost="2"), b.block("B2", opening_cost="1"))
SMALL = (b.block("B1", most_capacity="2", opening_cost="2"), b.block("B2", most_capacity="2", opening_cost="1"))


def all_soft(**clauses) -> Policy:
    return b.policy(**{name: given | {"mode": "soft", "price": "3"} for name, given in clauses.items()})


CASES = {
    "no sites at all": b.case(demands=()),
    "no sites, and demand": b.case(demands=(b.demand("2021"),)),
    "no sites, and imports": b.case(demands=(b.demand("2021"),), imports=(b.imported("2021", "3"),)),
    "no demand": b.case(blocks=BLOCKS[:1], mines=(b.mine(),)),
    "demand of zero": b.case(blocks=BLOCKS[:1], demands=(b.demand("2021", "0"), b.demand("2022", "0"))),
    "one period of five years": b.case(periods=b.periods(1, 5), blocks=SMALL, demands=(b.demand("2021", "3"),)),
    "no class table": b.case(production_classes=(), blocks=SMALL, demands=(b.demand("2022", "3"),)),
    "only explorations": b.case(explorations=(b.exploration("E1", cost="2"),)),
    "nothing is reachable": b.case(blocks=SMALL[:1], demands=(b.demand("2021", "2"),), geography=Geography()),
    "nothing left to win": b.case(blocks=(b.block("B1", recoverable="0"),), demands=(b.demand("2021", "2"),)),
    "nothing to tell apart": b.case(mines=(b.mine("M1"), b.mine("M2")), demands=(b.demand("2021", "3"),)),
    "a mine of capacity zero": b.case(mines=(b.mine("M1", capacity="0"),), demands=(b.demand("2021", "1"),)),
    "mergers that share a member": b.case(
        periods=b.periods(1),
        mines=tuple(b.mine(f"M{n}", capacity="1") for n in range(3)),
        mergers=tuple(b.merger(f"G{n}", (f"M{n}", f"M{n + 1}"), most_capacity="3") for n in range(2)),
        demands=(b.demand("2021", "4"),),
    ),
    "everything soft": b.case(
        blocks=SMALL,
        mines=(b.mine("M1", capacity="1"),),
        demands=(b.demand("2021", "3"),),
        policy=all_soft(
            mine_count={"limits": ({"at_most": 0},)}, class_share={"at_least": "0.9"}, consolidation={},
            output_cap={"caps": ({"mineral": "stone", "at_most": "0"},)}, restoration={"disturbed_most": "0"},
            phasing={"batches": ({"periods": ("2021",), "at_least": 2, "at_most": 2},)},
        ),
    ),
    "contradicting locks": b.case(
        blocks=SMALL[:1],
        locks=(Lock(site="B1", action="licensed"), Lock(site="B1", action="not_licensed")),
    ),
    "a lock on what cannot be": b.case(blocks=SMALL[:1], locks=(Lock(site="B1", action="licensed", capacity="7"),)),
    "more licences asked for than there are blocks": b.case(
        blocks=SMALL[:1], policy=b.policy(phasing={"batches": ({"periods": ("2021",), "at_least": 2},)})
    ),
    "a count below zero": b.case(
        mines=(b.mine(),), policy=b.policy(mine_count={"limits": ({"at_most": 0, "strict": True},)})
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_enumeration_and_solver_agree_at_the_edge(name):
    assert not list(differences(CASES[name], 20_000))


@pytest.mark.parametrize("backend", ["highs", "scip", "cbc", "cp_sat"])
@pytest.mark.parametrize("name", ["no sites at all", "no sites, and demand", "everything soft", "demand of zero"])
def test_every_back_end_takes_the_edge(name, backend):
    first, other = solve(CASES[name]).outcome, solve(CASES[name], Settings(backend=backend)).outcome
    assert first.verdict == other.verdict
    assert [tier.value for tier in first.tiers] == [tier.value for tier in other.tiers]


def test_demand_without_any_producer_is_short_and_not_an_error():
    """Compiling failed with "tuple.index(x): x not in tuple": the clause on demand did not apply without producers."""
    outcome = solve(CASES["no sites, and demand"]).outcome
    assert outcome.verdict == Verdict.PROVEN_BEST
    assert outcome.tiers[1].value == 5  # 5 wanted, at a weight of 1


def test_a_block_larger_than_demand_can_be_built():
    """What demand asks for cut off capacities within the engineering maximum: a least scale of 6 forbade the block."""
    scale = {"mineral": "stone", "large": "6", "medium": "6", "small": "6"}
    case = b.case(
        periods=b.periods(1),
        blocks=(b.block("B1", resource="50"),),
        reserve_classes=(b.reserves(),),
        demands=(b.demand("2021", "2"),),
        policy=b.policy(minimum_scale={"table": (scale,)}),
    )
    outcome = solve(case).outcome
    assert outcome.plan is not None
    assert outcome.plan.decision["B1"].capacity >= 6  # capacity is free here, so any from 6 to 9 is best
    assert outcome.tiers[1].value == 0


def test_a_licence_has_a_capacity():
    """A licence of capacity 0 passed the audit, and counted as a mine."""
    case = b.case(
        periods=b.periods(1),
        blocks=(b.block("B1", capacity_cost="1"),),
        production_classes=(),
        policy=b.policy(phasing={"batches": ({"periods": ("2021",), "at_least": 1},)}, objective={"surcharge": "0"}),
    )
    outcome = solve(case).outcome
    assert outcome.plan is not None
    assert outcome.plan.decision["B1"].capacity == 1  # the resolution
    assert outcome.objective == Decimal(1)


def test_an_expansion_beyond_what_can_be_built_is_none():
    """A mine at its engineering maximum passed the audit one step above it: least above most was read as least."""
    case = b.case(
        periods=b.periods(1), mines=(b.mine("M1", capacity="3", most_capacity="3", expandable=True),),
        demands=(b.demand("2021", "4"),),
    )  # fmt: skip
    assert not list(differences(case, 10_000))
    assert solve(case).outcome.tiers[1].value == 1
