"""A run is stale exactly when the effective case is another one, and the inputs named are the ones to blame."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from instance import sound
from scenario import small

from models import BadInputError, Outcome
from optimizer.instance import load_case
from optimizer.scenario import Standing, standing
from optimizer.scenario.blame import Blame
from optimizer.scenario.staleness import causes
from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_cells import grid
from optimizer.scenario.sweep_terms import Terms
from optimizer.solve import solve
from optimizer.store import digest, entries

COUNTY = Path(__file__).parents[2] / "instances" / "fangcheng"
FILES = ("case.yaml", "policy.yaml", "blocks.csv", "mines.csv", "demands.csv", "scenarios/strict.yaml",
         "scenarios/caps.yaml")  # fmt: skip
CAPS = """\
id: caps
title: {zh: 限, en: caps}
reason: {zh: 试, en: trial}
changes:
  - {path: 'policy.output_cap.caps[mineral=stone].at_most', value: 700}
  - {path: 'demands[*].quantity', op: scale, factor: 1.5}
"""
STACKS = ((), ("strict",), ("caps",), ("strict", "caps"))


@cache
def solved() -> Path:
    """An instance with a run of each stack in the store beside it, solved once for all examples."""
    place = Path(mkdtemp(prefix="lodeplan-stale-"))
    folder = sound.write(place / "sound")
    (folder / "scenarios" / "caps.yaml").write_text(CAPS, encoding="utf-8")
    sweep(grid(STACKS, ["highs"], [0]), Terms(folder, place / "results"))
    return place


@cache
def before(stack: tuple[str, ...]) -> tuple[str, Outcome]:
    case = load_case(solved() / "sound", stack).case
    return digest(case), solve(case).outcome


def stood(place: Path) -> dict[tuple[str, ...], Standing]:
    found = entries(place / "results")
    return {tuple(json.loads(one.scenarios)): standing(place / "results" / one.folder, one) for one in found}


def remark(text: str, at: int) -> str:
    return text + f"# remark {at}\n"


def blanks(text: str, at: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join((*lines[: at % len(lines)], "\n", *lines[at % len(lines) :]))


def more(text: str, at: int) -> str:
    figures = list(re.finditer(r"(?<![\w.:])\d+(?![\w.])", text))
    one = figures[at % len(figures)] if figures else None
    return text if one is None else f"{text[: one.start()]}{int(one.group()) + 1}{text[one.end() :]}"


def shorter(text: str, at: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:1] + [line for number, line in enumerate(lines[1:]) if number != at % (len(lines) - 1)])


def other_words(text: str, _: int) -> str:
    return text.replace("trial", "another trial").replace("block one", "block 1")


EDITS = {
    ".yaml": (remark, blanks, more, other_words),
    ".csv": (more, shorter, other_words),
}


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, int, int]:
    name = draw(st.sampled_from(FILES))
    return name, draw(st.integers(0, len(EDITS[Path(name).suffix]) - 1)), draw(st.integers(0, 400))


def edit(folder: Path, name: str, way: int, at: int) -> None:
    path = folder / name
    path.write_text(EDITS[path.suffix][way](path.read_text("utf-8"), at), encoding="utf-8")


def now(folder: Path, stack: tuple[str, ...]) -> str | None:
    try:
        return digest(load_case(folder, stack).case)
    except BadInputError:
        return None


def without_times(outcome: Outcome) -> object:
    return outcome.model_dump(exclude={"tiers": {"__all__": {"seconds"}}, "remarks": True})


@example([("scenarios/caps.yaml", 1, 251), ("demands.csv", 0, 334)])  # a figure that the edited scenario scales
@settings(max_examples=12)
@given(st.lists(edits(), min_size=1, max_size=3))
def test_stale_is_what_a_new_solve_could_change(chosen: list[tuple[str, int, int]]) -> None:
    stale_exactly(chosen)


@pytest.mark.long
@settings(max_examples=400)
@given(st.lists(edits(), min_size=1, max_size=5))
def test_stale_is_what_a_new_solve_could_change_at_length(chosen: list[tuple[str, int, int]]) -> None:
    stale_exactly(chosen)


def stale_exactly(chosen: list[tuple[str, int, int]]) -> None:
    """A run is stale iff the effective case is another; where it is not, a new solve answers the same."""
    with TemporaryDirectory() as temporary:
        place = Path(temporary)
        shutil.copytree(solved(), place, dirs_exist_ok=True)
        folder = place / "sound"
        for one in chosen:
            edit(folder, *one)
        for stack, found in stood(place).items():
            after = now(folder, stack)
            wanted = "unreadable" if after is None else "current" if after == before(stack)[0] else "stale"
            assert found.state == wanted
            if wanted == "current":
                again = solve(load_case(folder, stack).case, scenario=before(stack)[1].scenario).outcome
                assert without_times(again) == without_times(before(stack)[1])
            elif wanted == "stale":
                blame(place, stack, found, {name for name, *_ in chosen})


def blame(place: Path, stack: tuple[str, ...], found: Standing, edited: set[str]) -> None:
    """Each file that is named makes the run stale by itself, and without those named it is not stale."""
    assert found.inputs
    assert set(found.inputs) <= edited
    for name in found.inputs:
        with TemporaryDirectory() as temporary:
            copy = shutil.copytree(solved() / "sound", Path(temporary) / "sound")
            shutil.copyfile(place / "sound" / name, copy / name)
            assert now(copy, stack) != before(stack)[0]
    with TemporaryDirectory() as temporary:
        copy = shutil.copytree(place / "sound", Path(temporary) / "sound")
        for name in found.inputs:
            shutil.copyfile(solved() / "sound" / name, copy / name)
        assert now(copy, stack) == before(stack)[0]


def test_only_runs_of_the_edited_scenario_are_stale_and_each_value_is_named(tmp_path: Path) -> None:
    shutil.copytree(solved(), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "sound" / "scenarios" / "caps.yaml"
    path.write_text(CAPS.replace("700", "800"), encoding="utf-8")
    found = stood(tmp_path)
    assert {stack for stack, one in found.items() if one.state == "stale"} == {("caps",), ("strict", "caps")}
    (one,) = found["caps",].differences
    assert one.path == "policy.output_cap.caps[mineral=stone,measure=output].at_most"
    assert (one.before, one.after, one.files, one.row) == (700, 800, ("scenarios/caps.yaml",), "5")


def test_a_path_that_is_told_can_be_written_in_a_scenario(tmp_path: Path) -> None:
    """The cap of stone is 1500 in policy.yaml, 700 in caps.yaml; both name it without its measure, output."""
    shutil.copytree(solved(), tmp_path, dirs_exist_ok=True)
    path = tmp_path / "sound" / "scenarios" / "caps.yaml"
    path.write_text(CAPS.replace("700", "800"), encoding="utf-8")
    (one,) = stood(tmp_path)["caps",].differences
    assert one.path not in CAPS
    path.write_text(re.sub("'policy[^']*'", f"'{one.path}'", CAPS), encoding="utf-8")
    assert stood(tmp_path)["caps",].state == "current"


def test_an_edit_that_a_scenario_overrides_leaves_its_run_standing(tmp_path: Path) -> None:
    shutil.copytree(solved(), tmp_path, dirs_exist_ok=True)
    sound.spoil(tmp_path / "sound", "policy.yaml", "at_most: 1500", "at_most: 1400")
    found = stood(tmp_path)
    assert {stack for stack, one in found.items() if one.state == "stale"} == {(), ("strict",)}
    assert found["caps",].edited == ("policy.yaml",)


def test_a_figure_that_a_scenario_scales_is_put_down_to_the_file_that_was_changed(tmp_path: Path) -> None:
    """Demand 100 x 1.5 = 150 becomes 101 x 1.5 = 151.5; the scenario that scales it gains but a blank line."""
    shutil.copytree(solved(), tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "sound"
    (folder / "scenarios" / "caps.yaml").write_text(CAPS.replace("changes:", "\nchanges:"), encoding="utf-8")
    sound.spoil(folder, "demands.csv", "town,2021,100", "town,2021,101")
    (one,) = stood(tmp_path)["caps",].differences
    assert (one.before, one.after, one.files) == (150, 151.5, ("demands.csv",))


def test_a_run_that_kept_no_inputs_names_every_edited_file(tmp_path: Path) -> None:
    shutil.copytree(solved(), tmp_path, dirs_exist_ok=True)
    sound.spoil(tmp_path / "sound", "policy.yaml", "at_most: 1500", "at_most: 1400")
    (tmp_path / "sound" / "mines.csv").open("a").write("\n")
    for kept in (tmp_path / "results").glob("*/inputs/instance"):
        shutil.rmtree(kept)
    assert stood(tmp_path)[()].inputs == ("mines.csv", "policy.yaml")


def test_problems_of_inputs_and_lost_instances_are_told_apart(tmp_path: Path) -> None:
    shutil.copytree(solved(), tmp_path, dirs_exist_ok=True)
    sound.spoil(tmp_path / "sound", "scenarios/strict.yaml", "class_share.strict", "class_share.strikt")
    found = stood(tmp_path)
    assert found["strict",].state == "unreadable"
    assert [problem.code for problem in found["strict",].problems] == ["LD-503"]
    assert found[()].state == "current"
    shutil.rmtree(tmp_path / "sound")
    assert {one.state for one in stood(tmp_path).values()} == {"unknown"}


def test_the_whole_may_move_together(tmp_path: Path) -> None:
    shutil.copytree(solved(), tmp_path / "elsewhere")
    assert {one.state for one in stood(tmp_path / "elsewhere").values()} == {"current"}


def test_a_record_put_in_between_moves_none_of_the_others() -> None:
    root = load_case(small.write(Path(mkdtemp()) / "i")).root
    old = {"blocks": [{"id": "A", "x": 1}, {"id": "B", "x": 2}]}
    new = {"blocks": [{"id": "A", "x": 1}, {"id": "C", "x": 3}, {"id": "B", "x": 4}]}
    told = {one.path: (one.before, one.after) for one in causes(old, new, root, Blame({}))}
    assert told == {"blocks[B].x": (2, 4), "blocks[C]": (None, {"id": "C", "x": 3})}
    (turned,) = causes(old, {"blocks": old["blocks"][::-1]}, root, Blame({}))
    assert (turned.path, turned.before, turned.after) == ("blocks", ["[A]", "[B]"], ["[B]", "[A]"])


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with stored runs that nobody solved: staleness reads the case of a run and not its plan."""
    from reporting import sample

    from optimizer.store import About, write_run

    place = tmp_path_factory.mktemp("county")
    folder = shutil.copytree(COUNTY, place / "fangcheng", ignore=shutil.ignore_patterns("source", "parts"))
    for stack in ((), ("strict_exclusion",), ("facing_100",)):
        loaded = load_case(folder, stack)
        about = About(scenarios=stack, inputs=loaded.inputs)
        write_run(
            place / "results" / ("-".join(stack) or "x"), loaded.case, sample.outcome(), {}, about, instance=folder
        )
    return place


def test_a_layer_that_moves_makes_stale_what_it_cuts(county: Path, tmp_path: Path) -> None:
    shutil.copytree(county, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "fangcheng" / "layers" / "railway.geojson"
    layer = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(layer, indent=1), encoding="utf-8")
    assert {(one.state, one.edited) for one in stood(tmp_path).values()} == {("current", ("layers/railway.geojson",))}
    text = re.sub(r"\[\s*(\d{6}\.?\d*),", lambda found: f"[{float(found.group(1)) + 300},", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    found = stood(tmp_path)
    assert {one.state for one in found.values()} == {"stale"}
    assert {name for one in found.values() for name in one.inputs} == {"layers/railway.geojson"}
    assert "blocks[CQ-05].area_km2" in {one.path for one in found[()].differences}


def test_the_county_scenario_that_sets_a_demand_is_not_touched_by_it(county: Path, tmp_path: Path) -> None:
    shutil.copytree(county, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "fangcheng" / "demands.csv"
    path.write_text(path.read_text("utf-8").replace("2021,45,45,", "2021,46,45,"), encoding="utf-8")
    found = stood(tmp_path)
    assert {stack: one.state for stack, one in found.items()} == {
        (): "stale", ("strict_exclusion",): "stale", ("facing_100",): "current",
    }  # fmt: skip
    assert [(one.files, one.after) for one in found[()].differences] == [(("demands.csv",), 46)]
