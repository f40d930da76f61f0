"""Compiling is a function of the case alone: equal bytes for equal cases, in any process, and order does not matter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from audit.guarded import guarded
from rules.wide import wide

from models import Case
from optimizer.formulation import compile_case
from optimizer.solve import solve

TESTS = Path(__file__).parents[1]
SCRIPT = """
from rules.wide import wide
from optimizer.formulation import compile_case
print(*(compile_case(wide(seed)).program.digest() for seed in (1, 2, 3)))
"""


def test_equal_cases_compile_to_equal_bytes():
    for seed in (1, 2, 3):
        case = wide(seed)
        again = Case.model_validate(case.model_dump())
        assert compile_case(case).program.digest() == compile_case(again).program.digest()
        assert compile_case(case).program.digest() == compile_case(wide(seed)).program.digest()
    assert compile_case(wide(1)).program.digest() != compile_case(wide(2)).program.digest()


def test_another_process_with_another_hash_seed_compiles_the_same_bytes():
    here = [compile_case(wide(seed)).program.digest() for seed in (1, 2, 3)]
    for hash_seed in ("1", "77"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            cwd=TESTS.parent,
        )
        assert done.stdout.split() == here


def shuffled(case: Case, r: Random) -> Case:
    """The case with every list of records in another order."""
    fields = case.model_dump()
    for name in ("blocks", "mines", "mergers", "explorations", "demands", "imports", "locks", "minerals", "places"):
        fields[name] = tuple(r.sample(fields[name], len(fields[name])))
    for table, rows in fields["geography"].items():
        fields["geography"][table] = tuple(r.sample(rows, len(rows)))
    return Case.model_validate(fields)


@pytest.mark.parametrize("seed", [0, 1])
def test_another_order_of_the_input_has_the_same_optimum(seed):
    case = guarded(seed)
    first = solve(case)
    second = solve(shuffled(case, Random(seed)))
    one = {(d.site, d.action, d.start, d.production_class) for d in first.outcome.plan.decisions}
    two = {(d.site, d.action, d.start, d.production_class) for d in second.outcome.plan.decisions}
    assert one == two  # the surcharge is hashed from names, which do not move
    for a, b in zip(first.answers, second.answers, strict=True):
        assert a.value == pytest.approx(b.value, rel=1e-7, abs=1e-6)
