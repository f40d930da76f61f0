"""Marks stand where the figures are, one row below another; equal figures make equal drawings."""

from __future__ import annotations

from optimizer.reporting.marks_plot import Mark, Panel, as_svg, marks_plot

MARKS = (Mark("建模", "a", 2.0, 1.0, 4.0), Mark("建模", "b", 3.0, 3.0, 3.0), Mark("求解", "b", 50.0, 40.0, 60.0))


def drawn() -> object:
    return marks_plot("标题 title", ("建模", "求解"), ("a", "b"), (Panel("时间（秒）", MARKS), Panel("MB", ())))


def test_marks_and_whiskers_stand_at_their_figures() -> None:
    axes = drawn().axes[0]  # type: ignore[attr-defined]
    points = [line for line in axes.lines if line.get_marker() not in {"None", None, ""} and len(line.get_xdata())]
    assert [list(line.get_xdata()) for line in points] == [[2.0], [3.0], [50.0]]
    whiskers = [list(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 1.4]
    assert [1.0, 4.0] in whiskers and [40.0, 60.0] in whiskers
    first, second, third = (line.get_ydata()[0] for line in points)
    low, high = axes.get_ylim()
    assert high < first < second < third < low  # the first row on top, series below one another
    assert len({line.get_marker() for line in points[:2]}) == 2


def test_no_glyph_is_missing_and_bytes_are_the_same(recwarn: object) -> None:
    first, second = as_svg(drawn()), as_svg(drawn())  # type: ignore[arg-type]
    assert first == second and first.startswith(b"<?xml")
    assert not [one for one in recwarn if "Glyph" in str(one.message)]  # type: ignore[attr-defined]
