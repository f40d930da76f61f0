"""The library interface on small cases: lazy, typed, in two languages, safe in a notebook, honest without ground."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from builders import block, case, demand, mine
from folders import write_instance
from reporting import sample

import optimizer
from models import BadInputError, Decision, Text, Verdict
from optimizer.instance import Loaded
from optimizer.library import Instance, Result, compare, explain, load_case, load_result, solve
from optimizer.library.explanation import NoOppositeError
from optimizer.library.instance import NoGroundError
from optimizer.reporting.run import report
from optimizer.store import About

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    built = case(
        blocks=(block(opening_cost="4"), block("B2", opening_cost="9", name=Text(zh=EVIL, en=EVIL))),
        mines=(mine(),), demands=(demand(), demand("2022", "9")),
    )  # fmt: skip
    return load_case(write_instance(built, tmp_path_factory.mktemp("instances") / "small"), language="en")


@pytest.fixture(scope="module")
def result(instance: Instance) -> Result:
    return solve(instance)


def toy(**changes: Decision) -> Result:
    """A county with ground, decided by hand."""
    of = sample.case()
    loaded = Loaded(of, geometry=sample.geometry(of))
    plan = sample.plan()
    decisions = tuple(changes.get(one.site, one) for one in plan.decisions)
    outcome = sample.outcome().model_copy(update={"plan": plan.model_copy(update={"decisions": decisions})})
    return Result(Instance(Path("nowhere"), (), loaded), outcome, "other" if changes else "base")


def fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_the_package_is_cheap_and_its_verbs_come_when_asked_for() -> None:
    loaded = "[name for name in sys.modules if name.startswith(('optimizer.', 'models', 'numpy', 'geopandas'))]"
    assert fresh(f"import sys, optimizer; print({loaded})").strip() == "[]"
    said = fresh("from optimizer import load_case, solve, explain, compare; print(load_case, callable(solve))")
    assert "load_case" in said and "True" in said


def test_rooms_stay_rooms_and_can_be_called_in_any_order() -> None:
    code = (
        "from optimizer.solve import Settings; import optimizer.solve as room; from optimizer import solve, explain; "
    )
    said = fresh(code + "print(room is solve, room.Settings is Settings, explain.__name__, callable(explain))")
    assert said.split() == ["True", "True", "optimizer.explain", "True"]
    with pytest.raises(AttributeError, match="no attribute 'dig'"):
        optimizer.dig  # noqa: B018
    assert {"load_case", "solve", "explain", "compare"} <= set(dir(optimizer))


def test_the_verbs_of_the_package_are_those_of_the_library(instance: Instance) -> None:
    again = optimizer.load_case(instance.folder, language="en")
    assert isinstance(optimizer.solve(again), Result)  # type: ignore[operator]


def test_a_result_tells_what_it_knows(result: Result) -> None:
    assert (result.verdict, result.label) == (Verdict.PROVEN_BEST, "default")
    assert result.plan is not None and result.objective is not None and result.bound is not None
    # demand 9 in 2022 beyond the mine's 3 opens the cheaper block for 4
    assert result.plan.decision["B1"].action == "licensed" and result.plan.decision["B2"].action == "not_licensed"
    assert "proven best" in repr(result) and "licensed 1" in repr(result)
    assert "已证明最优" in repr(result.told_in("zh")) and result.told_in("zh").outcome is result.outcome


def test_html_is_escaped_everywhere(instance: Instance, result: Result) -> None:
    dearer = result.told_in("en")
    pages = [one._repr_html_() for one in (instance, result, explain(result, "B2"), compare(result, dearer))]
    assert all(page.startswith("<section>") and "<script>" not in page for page in pages)
    assert any("&lt;script&gt;" in page for page in pages) and "<table>" in pages[1]


def test_an_explanation_puts_the_opposite_beside_the_plan(result: Result) -> None:
    why = explain(result, "B1")
    assert why.site == "B1" and why.sentences[0] in repr(why)
    both = why.opposite()
    # without B1 the dearer B2 serves instead: two sites differ, the inputs do not
    assert [line.site for line in both.comparison.sites if line.differs] == ["B1", "B2"]
    assert both.comparison.inputs == () and both.comparison.clauses == ()
    with pytest.raises(LookupError, match="no site 'B9'; there are B1"):
        explain(result, "B9")


def test_what_cannot_be_otherwise_says_so(result: Result) -> None:
    """The mine may not close, merge or expand: nothing else can happen to it."""
    why = explain(result, "M1")
    with pytest.raises(NoOppositeError, match="no plan decides M1 otherwise"):
        why.opposite()


def test_a_case_without_layers_has_nothing_to_map(instance: Instance, result: Result) -> None:
    pair = compare(result, result)
    for draw in (instance.plot, instance.to_geodataframe, result.plot, result.to_geodataframe, pair.plot):
        with pytest.raises(NoGroundError, match=r"no layers|no run has layers"):
            draw()


def test_ground_and_sheets_where_there_are_layers() -> None:
    base, other = toy(), toy(B2=Decision.model_validate(
        {"site": "B2", "kind": "block", "action": "licensed", "start": "2022", "production_class": "medium",
         "capacity": 100}))  # fmt: skip
    frame = base.to_geodataframe()
    assert len(frame) == 8 and frame.set_index("id").loc["B1", "capacity"] == 300
    assert len(base.instance.to_geodataframe()) == 8
    both = compare(base, other)
    assert both.to_geodataframe().set_index("编号").loc["B2", "投放成果数"] == 1
    figures = (base.plot(), base.plot("mines"), base.instance.plot(), both.plot())
    assert [figure.get_size_inches().round(1).tolist() for figure in figures] == [[16.5, 11.7]] * 4


def test_stored_runs_load_compare_and_are_refused_when_changed(result: Result, tmp_path: Path) -> None:
    run, loaded = tmp_path / "run", result.instance.loaded
    report(run, result.case, result.outcome, About(inputs=loaded.inputs), instance=result.instance.folder)
    stored = load_result(run, "en")
    assert stored.outcome == result.outcome and stored.label == "run"
    both = compare(run, result)
    assert not any(line.differs for line in both.comparison.sites) and both.comparison.labels == ("run", "default")
    both.save(tmp_path / "out")
    assert (tmp_path / "out" / "comparison.xlsx").is_file()
    with pytest.raises(ValueError, match="needs two runs"):
        compare(result)
    (run / "summary.txt").write_text("mine")
    with pytest.raises(BadInputError, match="LD-711"):
        compare(run, result)
