"""Courses, agreement, clauses that begin or cease to bind, and figures of small runs side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import block, case, decided, demand, mine, periods, plan, policy
from folders import write_instance

from models import Action, BadInputError, Case, Finding, Outcome
from optimizer.scenario import Member, compare, of_run
from optimizer.scenario.compare_record import Binds
from optimizer.scenario.member import labelled
from optimizer.solve import Settings, solve
from optimizer.store import About, write_run


def member(label: str, of: Case, **fields: object) -> Member:
    return Member(label, of, Outcome.model_validate({"case": of.frame.id, "verdict": "proven_best"} | fields))


def solved(label: str, of: Case) -> Member:
    return Member(label, of, solve(of, Settings()).outcome)


def lean(limit: int) -> Case:
    """Blocks of 10 at no more than `limit` mines in 2022; demand 5 and 15 is met by a mine of 3 and the blocks."""
    return case(
        blocks=(block("B1"), block("B2")),
        mines=(mine("M1", closing_reasons=["outdated"]),),
        demands=(demand(), demand("2022", "15")),
        policy=policy(mine_count={"limits": [{"at_most": limit, "periods": ["2022"]}]}),
    )


def test_a_run_compared_with_itself_does_not_differ() -> None:
    one = solved("a", lean(3))
    found = compare((one, one))
    assert found.labels == ("a", "a (2)")
    assert not found.inputs and not found.clauses and not any(line.differs for line in found.sites)
    assert found.distances == ((0, 0), (0, 0))
    assert all(line.values[0] == line.values[1] for line in (*found.indicators, *found.terms))


def test_a_tighter_count_begins_to_bind_and_moves_sites() -> None:
    wide, tight = solved("wide", lean(9)), solved("tight", lean(2))
    found = compare((wide, tight))
    assert [(line.path, line.values) for line in found.inputs] == [
        ("policy.mine_count.limits[mineral=,township=].at_most", ("9", "2"))
    ]
    (count,) = [line for line in found.clauses if line.clause == "mine_count"]
    # three sites serve 15 in 2022 (3 + 10 + 10); with at most 2 mines the count is filled: 2 of 2
    assert count.states == (Binds.ROOM, Binds.TIGHT)
    assert count.required == (9, 2) and count.found[1] == 2
    mines = {line.period: line.values for line in found.indicators if line.name == "mines" and not line.subject}
    assert mines["2022"][1] == 2
    moved = [line.site for line in found.sites if line.differs]
    assert found.distances[0][1] == found.distances[1][0] == len(moved)


def made(action: str, **fields: object) -> Outcome:
    decision = decided("B1", "block", action, **fields)  # type: ignore[arg-type]
    return Outcome.model_validate({"case": "test", "verdict": "proven_best", "objective": 1, "plan": plan(decision)})


def test_agreement_counts_actions_and_the_earliest_start() -> None:
    of = case(blocks=(block("B1"),), periods=periods(3))
    outcomes = [
        made("licensed", capacity="5", start="2023", production_class="medium"),
        made("licensed", capacity="5", start="2022", production_class="medium"),
        made("not_licensed"),
        Outcome.model_validate({"case": "test", "verdict": "impossible", "conflict": ["mine_count"]}),
    ]
    found = compare([Member(str(n), of, one) for n, one in enumerate(outcomes)])
    (line,) = found.sites
    assert line.counts == {Action.LICENSED: 2, Action.NOT_LICENSED: 1}
    assert line.firsts == {Action.LICENSED: "2022"}
    assert line.ways == ("action", "start", "class", "capacity")
    assert found.planned == 3
    assert found.distances[0] == (0, 1, 1, None) and found.distances[3] == (None,) * 4
    assert any("没有方案" in remark.zh for remark in found.remarks)


def test_a_site_that_one_run_does_not_have_differs_in_presence() -> None:
    first, second = case(blocks=(block("B1"),)), case(blocks=(block("B1"), block("B2")))
    more = made("not_licensed").model_copy(
        update={"plan": plan(decided("B1", "block", "not_licensed"), decided("B2", "block", "not_licensed"))}
    )
    found = compare([Member("a", first, made("not_licensed")), Member("b", second, more)])
    assert {line.site: line.ways for line in found.sites} == {"B1": (), "B2": ("presence",)}
    assert found.distances[0][1] == 1


def finding(slack: int, verdict: str = "conforms", clause: str = "output_cap") -> Finding:
    return Finding.model_validate(
        {"clause": clause, "subject": "stone output", "relation": "≤", "required": 5, "found": 5 - slack, "unit": "万t",
         "slack": slack, "mode": "soft", "verdict": verdict}
    )  # fmt: skip


def test_clauses_stand_with_room_tight_broken_or_not_judged() -> None:
    of = case(blocks=(block("B1"),))
    lists = ([finding(2)], [finding(0)], [finding(-1, "adjustment")], [])
    outcomes = [made("not_licensed").model_copy(update={"findings": tuple(one)}) for one in lists]
    (line,) = compare([Member(str(n), of, one) for n, one in enumerate(outcomes)]).clauses
    assert line.states == (Binds.ROOM, Binds.TIGHT, Binds.BROKEN, Binds.ABSENT)
    assert line.found == (3, 5, 6, None)


@pytest.mark.parametrize("lists", [([finding(2)], [finding(1)]), ([finding(2)], []), ([finding(0)], [finding(0)])])
def test_clauses_that_stand_alike_or_never_bind_are_left_out(lists: tuple[list[Finding], ...]) -> None:
    of = case(blocks=(block("B1"),))
    outcomes = [made("not_licensed").model_copy(update={"findings": tuple(one)}) for one in lists]
    assert compare([Member(str(n), of, one) for n, one in enumerate(outcomes)]).clauses == ()


def test_one_run_is_no_comparison() -> None:
    with pytest.raises(ValueError, match="needs two runs"):
        compare([solved("a", lean(3))])


def test_labels_differ_even_where_case_does_not_count() -> None:
    of = case(blocks=(block("B1"),))
    assert [m.label for m in labelled(member(label, of) for label in ("A", "a", "A", "a (2)"))] == [
        "A", "a (2)", "A (3)", "a (2) (2)",
    ]  # fmt: skip


def test_different_cases_and_unproven_runs_are_said() -> None:
    of = case(blocks=(block("B1"),))
    other = of.model_copy(update={"frame": of.frame.model_copy(update={"id": "other"})})
    found = compare([member("a", of, verdict="within_gap", plan=made("not_licensed").plan), member("b", other)])
    told = " ".join(remark.en for remark in found.remarks)
    assert "different cases (test, other)" in told and "a is not proven best" in told


def test_a_run_that_was_changed_is_refused(tmp_path: Path) -> None:
    of = lean(3)
    instance = write_instance(of, tmp_path / "lean")
    write_run(tmp_path / "run", of, solve(of).outcome, {}, About(), instance=instance)
    assert of_run(tmp_path / "run").label == "run"
    path = tmp_path / "run" / "outcome.json"
    path.write_text(path.read_text("utf-8").replace('"proven_best"', '"within_gap"'), "utf-8")
    with pytest.raises(BadInputError, match="LD-711"):
        of_run(tmp_path / "run")
