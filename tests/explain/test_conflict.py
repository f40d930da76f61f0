"""Conflicts: planted ones are found, every member is needed, another back end agrees, lies are caught."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from types import SimpleNamespace
from typing import Any

import builders as b
import numpy as np
import pytest
from explain.planted import KINDS, planted

from models import Verdict
from optimizer.backends import Answer, Limits, Status, Stop, get
from optimizer.explain import conflict as module
from optimizer.explain.conflict import conflict_of
from optimizer.explain.conflict_cover import smallest_cover
from optimizer.explain.conflict_record import Conflict, State
from optimizer.explain.conflict_rows import candidates
from optimizer.formulation import Compiled, compile_case
from optimizer.ir import restrict
from optimizer.solve import solve

COUNT = 65


@pytest.fixture(scope="module")
def found() -> list[tuple[Compiled, frozenset[str], Conflict]]:
    table = []
    for number in range(COUNT):
        case, clauses = planted(number)
        table.append((compile_case(case), clauses, conflict_of(case)))
    return table


def rows_of(compiled: Compiled, found: Conflict) -> list[int]:
    names = {(one.clause, key) for one in found.members for key in one.keys}
    free = candidates(compiled)[1].tolist()
    return [row for row in free if (compiled.program.row_rules[row], compiled.program.row_keys[row]) in names]


def possible(compiled: Compiled, rows: list[int], backend: str) -> bool:
    """Whether the background with ``rows`` has a plan, by a back end that the search did not use."""
    chosen = np.union1d(candidates(compiled)[0], np.array(rows, dtype=np.intp))
    part = restrict(compiled.program.with_cost(0.0), np.arange(compiled.program.shape[1]), chosen)
    answer = get(backend).solve(part, Limits(seconds=30))
    assert answer.status in {Status.OPTIMAL, Status.INFEASIBLE}
    return answer.status == Status.OPTIMAL


def test_the_planted_clauses_are_found(found: list[tuple[Compiled, frozenset[str], Conflict]]) -> None:
    for compiled, clauses, conflict in found:
        assert conflict.state == State.IMPOSSIBLE, compiled.case
        assert set(conflict.clauses) == clauses
    sizes = {len(clauses) for _, clauses, _ in found}
    assert sizes == {2, 3, 4, 5}


def test_every_member_is_needed_and_has_an_audited_plan(
    found: list[tuple[Compiled, frozenset[str], Conflict]],
) -> None:
    for _, _, conflict in found:
        for member in conflict.members:
            assert member.needed
            assert member.plan is not None
            assert member.audited, (member.clause, member.breaks)
            assert member.breaks, "a plan of the whole case would break nothing"


def test_another_back_end_agrees(found: list[tuple[Compiled, frozenset[str], Conflict]]) -> None:
    for number, (compiled, _, conflict) in enumerate(found[: 2 * len(KINDS)]):
        backend = ("scip", "cp_sat")[number % 2]
        rows = rows_of(compiled, conflict)
        assert not possible(compiled, rows, backend)
        for row in rows:
            assert possible(compiled, [other for other in rows if other != row], backend)


def test_the_median_takes_less_than_ten_solves(found: list[tuple[Compiled, frozenset[str], Conflict]]) -> None:
    assert median(conflict.solves for _, _, conflict in found) < 10


def test_a_possible_case_has_no_conflict() -> None:
    found = conflict_of(b.case(blocks=(b.block(),), demands=(b.demand(),)))
    assert (found.state, found.members, found.solves) == (State.POSSIBLE, (), 1)


def test_soft_clauses_take_no_part() -> None:
    """At most 0 mines, soft, against a lock: possible at a price."""
    case, _ = planted(0)
    policy = b.policy(mine_count={"limits": [{"at_most": 0}], "mode": "soft"})
    assert conflict_of(case.model_copy(update={"policy": policy})).state == State.POSSIBLE


def lying(monkeypatch: pytest.MonkeyPatch, tell: Any) -> None:
    """Let the search ask a back end whose answers pass through ``tell``."""
    true = get("highs")

    def ask(program: Any, limits: Any, start: Any = None, watch: Any = None) -> Answer:
        return tell(true.solve(program, limits, start, watch))

    monkeypatch.setattr(module, "get", lambda _: SimpleNamespace(NAME="lying", solve=ask))


def timed_out(answer: Answer) -> Answer:
    return replace(answer, status=Status.NOTHING, stop=Stop.TIME, x=None)


@pytest.mark.parametrize("status", [Status.NOTHING, Status.INFEASIBLE_OR_UNBOUNDED])
def test_neither_a_time_out_nor_an_open_answer_is_a_proof(monkeypatch: pytest.MonkeyPatch, status: Status) -> None:
    lying(monkeypatch, lambda answer: replace(timed_out(answer), status=status))
    found = conflict_of(planted(0)[0])
    assert found.state == State.OPEN
    assert status.value in found.remark


def test_a_plan_that_breaks_what_it_should_keep_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The known lie: a start is handed back although the rows that are hard exclude it."""
    first: list[Answer] = []

    def tell(answer: Answer) -> Answer:
        first.append(answer)
        return first[0]

    lying(monkeypatch, tell)
    found = conflict_of(planted(0)[0])
    assert found.state == State.OPEN
    assert "told to keep" in found.remark


def test_it_stops_when_told_and_when_time_is_up() -> None:
    case, _ = planted(0)
    assert conflict_of(case, watch=lambda _: False).state == State.OPEN
    assert conflict_of(case, seconds=0.0).state == State.OPEN


def test_a_time_out_of_the_solve_is_not_impossible() -> None:
    from optimizer.solve import Settings

    assert solve(planted(0)[0], Settings(seconds=0.0)).outcome.verdict != Verdict.IMPOSSIBLE


def test_covers_are_smallest() -> None:
    """{1,2} {2,3} {3,4}: two members meet all three, one does not; nothing meets nothing."""
    assert len(smallest_cover([frozenset({1, 2}), frozenset({2, 3}), frozenset({3, 4})])) == 2
    assert smallest_cover([]) == frozenset()
    family = [frozenset({n, n + 1, n + 7}) for n in range(60)]
    assert all(one & smallest_cover(family) for one in family)


def test_rows_and_json_hold_the_sentences() -> None:
    found = conflict_of(planted(3)[0])
    assert {"arithmetic", "member"} == {row["kind"] for row in found.rows()}
    assert Conflict.model_validate_json(found.model_dump_json()) == found
