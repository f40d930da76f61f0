"""The progress plot of solvers: what is drawn is what was told; and the table beside it."""

from __future__ import annotations

from pathlib import Path

import matplotlib.image
import pytest

from models import Plan, Text
from optimizer.reporting.progress_plot import off, progress_plot, save_plot
from optimizer.reporting.tables.solvers import shown_on_screen, solvers_table
from optimizer.scenario.solvers_record import Point, Trials


def point(seconds: float, incumbent: float | None, bound: float | None, tier: str = "cost") -> Point:
    return Point(tier=tier, seconds=seconds, incumbent=incumbent, bound=bound)


def trials(**more: object) -> Trials:
    trace = ((0.2, 300, 100), (1, 300, 150), (2, 220, 150), (4, 200, 200))
    good = {
        "solver": "highs", "version": "1.16", "verdict": "proven_best", "seconds": 4, "values": (0, 200),
        "bounds": (0, 200), "gap": 0, "first_plan": 0.2, "proof": 4, "plan": Plan(decisions=()), "same_courses": True,
        "same_figures": True, "trace": (point(0.1, 5, 0, "breach"), *(point(*one) for one in trace)),
    }  # fmt: skip
    silent = {"solver": "mute", "verdict": "stopped", "seconds": 10}
    absent = {"solver": "pdlp", "absent": Text(zh="不接受", en="refuses")}
    wrong = {
        "solver": "liar", "verdict": "proven_best", "seconds": 1, "values": (0, 250), "bounds": (0, 250),
        "plan": Plan(decisions=()), "same_courses": False, "faults": (Text(zh="下界有误", en="wrong bound"),),
        "trace": (point(0.5, 250, 250),),
    }  # fmt: skip
    given = {"case": "toy", "seconds": 10, "threads": 1, "seed": 0, "tiers": ("breach", "cost"),
             "trials": (good, silent, absent, wrong), "best": "highs"}  # fmt: skip
    return Trials.model_validate(given | more)


def test_what_lies_off_the_best_value() -> None:
    # 300 is half as much again as 200; below one unit the scale is one
    assert (off(300, 200), off(150, 200), off(0.5, 0.0)) == (50.0, -25.0, 50.0)


def test_each_panel_draws_changes_of_its_last_tier_only() -> None:
    figure = progress_plot(trials())
    assert figure is not None
    highs, mute, liar = figure.axes
    plan, bound = (line.get_xydata().tolist() for line in highs.lines[:2])
    # 300, 220, 200 against 200: +50, +10, 0 %; bounds 100, 150, 200: -50, -25, 0 %; the last point is the end
    assert plan == [[0.2, 50], [2, 10], [4, 0], [4, 0]]
    assert bound == [[0.2, -50], [1, -25], [4, 0], [4, 0]]
    assert any("nothing told" in text.get_text() or "无进展" in text.get_text() for text in mute.texts)
    assert "所述有误" in liar.get_title(loc="left") and "所述有误" not in highs.get_title(loc="left")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_is_drawn_and_its_lines_differ_in_grey_by_dash_and_shape(language: str, tmp_path: Path) -> None:
    figure = progress_plot(trials(), language)  # type: ignore[arg-type]
    assert figure is not None
    save_plot(figure, tmp_path / "p.png")
    assert matplotlib.image.imread(tmp_path / "p.png").shape[1] == 1350  # 9 inches at 150 dots
    plan, bound = figure.axes[0].lines[:2]
    assert plan.get_linestyle() != bound.get_linestyle() and plan.get_marker() != bound.get_marker()


def test_without_a_verified_plan_there_is_nothing_to_measure_against() -> None:
    assert progress_plot(trials(best=None)) is None


def test_the_table_keeps_the_absent_and_the_screen_does_not() -> None:
    whole, screen = solvers_table(trials()), shown_on_screen(trials())
    assert [row[0] for row in whole.rows] == ["highs", "mute", "pdlp", "liar"]
    assert [row[0] for row in screen.rows] == ["highs", "mute", "liar"]
    assert whole.rows[2][-1] == Text(zh="不接受", en="refuses")
    assert whole.rows[3][-1] == Text(zh="下界有误", en="wrong bound")
