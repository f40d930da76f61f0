"""The conflict of an impossible case: clauses that cannot hold together, each of them needed."""

from __future__ import annotations

import builders as b
import numpy as np
import pytest

from models import Lock
from optimizer.backends import Limits, Status, get
from optimizer.formulation import compile_case
from optimizer.ir.components import restrict
from optimizer.solve.conflict import conflicting_rules, disproof


def feasible(program, rules) -> bool:
    rows = np.flatnonzero(np.isin(np.array(program.row_rules), list(rules)))
    part = restrict(program.with_cost(np.zeros(program.shape[1])), np.arange(program.shape[1]), rows)
    return get("highs").solve(part, Limits()).status != Status.INFEASIBLE


def locked_out():
    """Two blocks locked in, a count of one, and a cap and a share that have nothing to do with it."""
    return b.case(
        blocks=(b.block("B1"), b.block("B2")),
        demands=(b.demand("2021"),),
        locks=(Lock(site="B1", action="licensed"), Lock(site="B2", action="licensed")),
        policy=b.policy(
            mine_count={"limits": [{"at_most": 1}]}, class_share={"at_least": "0.1"},
            output_cap={"caps": [{"mineral": "stone", "at_most": "50"}]},
        ),
    )  # fmt: skip


def short_of_stone():
    """Demand of 20 must be met, one block of 10 may be licensed at most."""
    return b.case(
        blocks=(b.block("B1"), b.block("B2")),
        demands=(b.demand("2022", "20"),),
        policy=b.policy(demand={"mode": "hard"}, phasing={"batches": [{"periods": ("2021", "2022"), "at_most": 1}]}),
    )


def shares():
    """Four small mines that may not close, and 40 % of large and medium: two new ones would be 2 of 6."""
    return b.case(
        mines=tuple(b.mine(f"M{n}") for n in range(4)),
        blocks=(b.block("B1"), b.block("B2")),
        demands=(b.demand("2021"),),
        policy=b.policy(class_share={"at_least": "0.4"}),
    )


@pytest.mark.parametrize(
    ("case", "named"),
    [
        (locked_out(), {"lock", "mine_count"}),
        (short_of_stone(), {"demand", "phasing"}),
        (shares(), {"class_share", "consolidation"}),
    ],
    ids=["locked out", "short of stone", "shares"],
)
def test_every_member_is_needed(case, named):
    program = compile_case(case).program
    conflict = conflicting_rules(program)
    assert named <= set(conflict)
    assert not feasible(program, conflict)
    for rule in conflict:
        assert feasible(program, set(conflict) - {rule}), f"{rule} is not needed"


def test_a_feasible_case_is_disproof_enough():
    program = compile_case(b.case(blocks=(b.block("B1"),), demands=(b.demand("2021"),))).program
    assert disproof(program, "highs") == "scip"
    assert disproof(program, "cp_sat") == "highs"
    assert disproof(compile_case(locked_out()).program, "highs") is None
