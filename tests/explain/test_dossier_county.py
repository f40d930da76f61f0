"""The county's full set of dossiers, every claim solved again in another process on another back end (long).

pytest -m long tests/explain/test_dossier_county.py --durations=3
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from models import Case, Outcome, Verdict
from optimizer.audit import audit
from optimizer.backends import Limits, Status, get
from optimizer.explain.conflict_rows import candidates
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import Dossiers, dossiers
from optimizer.explain.forced import opposite, with_locks
from optimizer.explain.importance import Standing
from optimizer.formulation import compile_case
from optimizer.instance import load_case
from optimizer.ir import restrict
from optimizer.solve import Settings, solve

COUNTY = Path(__file__).parents[2] / "instances" / "fangcheng"
OTHER = "scip"
SECONDS = 600.0
SLACK = 1e-6


@pytest.fixture(scope="module")
def county() -> Case:
    return load_case(COUNTY).case


@pytest.fixture(scope="module")
def full(county: Case) -> Dossiers:
    return dossiers(county, processes=2)


@pytest.mark.long
def test_all_sites_are_settled_in_minutes(full: Dossiers) -> None:
    assert full.missing == ()
    assert all(one.standing != Standing.OPEN for one in full.dossiers)
    print(f"{len(full.dossiers)} dossiers in {full.seconds} s")  # noqa: T201 - the measured figure
    assert full.seconds < 900


@pytest.mark.long
def test_every_plan_passes_the_audit_of_its_forced_case(county: Case, full: Dossiers) -> None:
    for one in full.dossiers:
        if one.plan is not None:
            assert audit(with_locks(county, (opposite(one.decision),)), one.plan).passed


def again(job: tuple[Case, Dossier]) -> tuple[str, str]:
    """Return the site with what another back end finds otherwise, empty when all holds."""
    case, one = job
    forced = with_locks(case, (opposite(one.decision),))
    if one.standing == Standing.IRREPLACEABLE:
        compiled = compile_case(forced)
        background, free = candidates(compiled)
        rows = sorted({*background.tolist(), *free.tolist()})
        part = restrict(compiled.program.with_cost(0.0), range(compiled.program.shape[1]), rows)
        status = get(OTHER).solve(part, Limits(seconds=SECONDS)).status
        return one.site, "" if status == Status.INFEASIBLE else f"{status}"
    outcome = solve(forced, Settings(backend=OTHER, seconds=SECONDS)).outcome
    return one.site, _apart(one, outcome)


def _apart(one: Dossier, outcome: Outcome) -> str:
    if outcome.plan is None:
        return outcome.verdict.value
    for mine, other in zip(one.tiers, outcome.tiers, strict=True):
        room = SLACK * max(1.0, abs(float(mine.after)))
        if outcome.verdict == Verdict.PROVEN_BEST and abs(float(mine.after - other.value)) > room:
            return f"{mine.name}: {mine.after} against {other.value}"
        if other.bound is not None and float(other.bound) > float(mine.after) + room:
            return f"{mine.name}: {mine.after} above the other's bound {other.bound}"
        if float(other.value) < float(mine.after) - room:
            return f"{mine.name}: {mine.after}, the other found {other.value}"
    return ""


@pytest.mark.long
def test_every_claim_holds_on_another_back_end(county: Case, full: Dossiers) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        apart = dict(pool.map(again, [(county, one) for one in full.dossiers]))
    assert {site: words for site, words in apart.items() if words} == {}
