"""Measured figures as marks on a logarithmic axis: a row a subject, a shape and a colour a series, whiskers for spread.

A mark stands at its middle, the whisker from least to most. A row's series stand below one another in the order given,
so that marks that coincide stay apart. Shapes tell the series apart in grey. What has no figure has no mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.sheet.measure import INK, font, width

COLOURS = ("#2c4a8a", "#b3541e", "#3f7d4e", "#7a3f8c", "#8a6d1f", "#1f7a85", "#8c2f45")
SHAPES = ("o", "s", "^", "D", "v", "P", "X")
WIDE, HEAD, FOOT, ROW, LINE = 9.2, 0.62, 0.5, 0.12, 0.105
"""Inches: page, heading, foot, air of a row, height of a series in it."""
INCH = 25.4
FEW = 300.0
_SVG = {"svg.fonttype": "path", "svg.hashsalt": "lodeplan"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: row and series by name, its middle, least and most."""

    row: str
    series: str
    middle: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One axis with its name and its marks."""

    axis: str
    marks: tuple[Mark, ...]


def marks_plot(title: str, rows: Sequence[str], series: Sequence[str], panels: Sequence[Panel]) -> Figure:
    """Return the figure: panels side by side over the same rows, the first row on top."""
    each = ROW + LINE * len(series)
    high = HEAD + FOOT + each * len(rows)
    figure = Figure(figsize=(WIDE, high), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    drawn = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0].tolist()
    for axes, panel in zip(drawn, panels, strict=True):
        _panel(axes, panel, rows, series, each)
    _rows(drawn[0], rows, each)
    left = 0.15 + max((width(row, 8.5) for row in rows), default=0.0) / INCH
    figure.subplots_adjust(left=left / WIDE, right=0.98, top=1 - HEAD / high, bottom=FOOT / high, wspace=0.06)
    figure.text(0.012, 1 - 0.08 / high, legible(title), fontproperties=font(11, bold=True), va="top")
    _legend(figure, drawn[0], series, high)
    return figure


def as_svg(figure: Figure) -> bytes:
    """Return the figure as SVG, letters as outlines: it needs no font, and equal figures have equal bytes."""
    stream = BytesIO()
    with rc_context(_SVG):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": "Lodeplan"})
    return stream.getvalue()


def _panel(axes: Axes, panel: Panel, rows: Sequence[str], series: Sequence[str], each: float) -> None:
    axes.set_xscale("log")
    for mark in panel.marks:
        number = series.index(mark.series)
        y = rows.index(mark.row) * each + ROW / 2 + LINE * (number + 0.5)
        colour, shape = _look(number)
        axes.plot([mark.least, mark.most], [y, y], color=colour, linewidth=1.4, solid_capstyle="round", zorder=2)
        axes.plot([mark.middle], [y], shape, color=colour, markersize=5.0, zorder=3)
    axes.set_ylim(each * len(rows), 0.0)
    axes.set_xlabel(legible(panel.axis), fontproperties=font(9))
    axes.xaxis.set_major_locator(LogLocator(subs=_steps(panel.marks), numticks=12))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    axes.grid(True, axis="x", color="#dddddd", linewidth=0.5, zorder=0)
    for edge in range(1, len(rows)):
        axes.axhline(edge * each, color="#e6e6e6", linewidth=0.6, zorder=1)
    for label in axes.get_xticklabels():
        label.set_fontproperties(font(8))
    axes.tick_params(axis="y", length=0)


def _steps(marks: Sequence[Mark]) -> tuple[float, ...]:
    """Where a decade is marked: at 1, 2 and 5 where there are few decades."""
    least, most = min((mark.least for mark in marks), default=1.0), max((mark.most for mark in marks), default=1.0)
    return (1.0, 2.0, 5.0) if most < FEW * least else (1.0,)


def _rows(axes: Axes, rows: Sequence[str], each: float) -> None:
    axes.set_yticks([(number + 0.5) * each for number in range(len(rows))])
    axes.set_yticklabels([legible(row) for row in rows], fontproperties=font(8.5), color=INK)


def _look(number: int) -> tuple[str, str]:
    return COLOURS[number % len(COLOURS)], SHAPES[number % len(SHAPES)]


def _legend(figure: Figure, axes: Axes, series: Sequence[str], high: float) -> None:
    looks = [_look(number) for number in range(len(series))]
    handles = [axes.plot([], [], shape, color=colour, markersize=5.0)[0] for colour, shape in looks]
    names, corner = [legible(name) for name in series], (0.005, 1 - 0.26 / high)
    figure.legend(
        handles, names, loc="upper left", bbox_to_anchor=corner, ncols=len(series), frameon=False, prop=font(9)
    )
