"""How solvers closed in on a case: one panel each, best plan and bound of the last tier over time.

    y = 100 · (v - best) / max(1, |best|)  [%]        best: the best verified value of the last tier

Plans come down from above (solid), bounds up from below (dashed); time is logarithmic, y linear within LINEAR % and
logarithmic beyond. Line styles and shapes tell the two apart in grey. What a solver says on the way is not verified.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from models import Text
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.sheet.measure import INK, font
from optimizer.reporting.words import VERDICTS, Language, term, words
from optimizer.scenario.solvers_record import Point, Trial, Trials

PLAN, BOUND = "#b3541e", "#2c4a8a"
LINEAR = 0.01
WIDE, HEAD, EACH = 9.0, 1.25, 1.55
_WORDS = {
    "plan": Text(zh="最好方案（求解器自述）", en="best plan (as the solver says)"),
    "bound": Text(zh="下界", en="bound"),
    "proof": Text(zh="证明最优", en="proven"),
    "time": Text(zh="自开始起的时间（秒）", en="time from the start [s]"),
    "off": Text(zh="与最好值之差（%）", en="off the best value [%]"),
    "silent": Text(zh="此层无进展信息", en="nothing told of this tier"),
}


def progress_plot(found: Trials, language: Language = "zh") -> Figure | None:
    """Return the figure; None when no solver has a verified plan, against which to measure."""
    best = next((one for one in found.ran if one.solver == found.best), None)
    if best is None or not best.values:
        return None
    figure = Figure(figsize=(WIDE, HEAD + EACH * len(found.ran)), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    panels = figure.subplots(len(found.ran), 1, sharex=True, sharey=True, squeeze=False)[:, 0].tolist()
    value = float(best.values[-1])
    for axes, trial in zip(panels, found.ran, strict=True):
        _panel(axes, trial, found.tiers[-1], value, language)
    _scales(panels, found, value, language)
    high = HEAD + EACH * len(found.ran)
    figure.subplots_adjust(left=0.105, right=0.985, top=1 - 0.82 / high, bottom=0.55 / high, hspace=0.32)
    _heading(figure, panels[0], found, language, high)
    return figure


def save_plot(figure: Figure, path: Path) -> None:
    """Write the figure as PNG at 150 dots an inch. Raises OSError."""
    figure.savefig(path, dpi=150, metadata={"Software": "Lodeplan"})


def _panel(axes: Axes, trial: Trial, tier: str, best: float, language: Language) -> None:
    points = [point for point in trial.trace if point.tier == tier]
    end = trial.seconds or (points[-1].seconds if points else 0.0)
    plans = _steps([(point.seconds, point.incumbent) for point in points], best)
    bounds = _steps([(point.seconds, point.bound) for point in points], best)
    for line, colour, dash, shape in ((plans, PLAN, "-", "o"), (bounds, BOUND, (0, (4, 2)), "s")):
        if line:
            across, up = zip(*line, (max(end, line[-1][0]), line[-1][1]), strict=True)
            axes.plot(across, up, color=colour, linestyle=dash, drawstyle="steps-post", linewidth=1.6, marker=shape,
                      markersize=3.2, zorder=3)  # fmt: skip
    if trial.proof is not None:
        axes.plot([trial.proof], [0.0], "D", color=INK, markersize=6.5, zorder=5)
    if not points:
        axes.text(
            0.5, 0.5, _WORDS["silent"].of(language), transform=axes.transAxes, ha="center", fontproperties=font(9)
        )
    _title(axes, trial, language)


def _steps(told: Sequence[tuple[float, float | None]], best: float) -> list[tuple[float, float]]:
    """Return the moments at which a value was told that differs from the one before."""
    known = [(seconds, off(value, best)) for seconds, value in told if value is not None]
    return [one for number, one in enumerate(known) if number == 0 or one[1] != known[number - 1][1]]


def off(value: float, best: float) -> float:
    """Return how far a value lies off the best one [%]."""
    return 100.0 * (value - best) / max(1.0, abs(best))


def _title(axes: Axes, trial: Trial, language: Language) -> None:
    verdict = words(VERDICTS, trial.verdict).of(language)
    spent = "" if trial.seconds is None else f"   {trial.seconds:.1f} s"
    wrong = "" if not trial.faults else ("   × 所述有误" if language == "zh" else "   × said something wrong")
    text = legible(f"{trial.solver} {trial.version}   {verdict}{spent}{wrong}")
    axes.set_title(text, loc="left", pad=3, fontproperties=font(9.5, bold=True))


def _scales(panels: Sequence[Axes], found: Trials, best: float, language: Language) -> None:
    told = [point for trial in found.ran for point in trial.trace if point.tier == found.tiers[-1]]
    most = max((abs(off(value, best)) for point in told for value in _values(point)), default=1.0)
    for axes in panels:
        axes.set_xscale("log")
        axes.set_yscale("symlog", linthresh=LINEAR)
        axes.set_ylim(-max(2.0 * most, 1.0), max(2.0 * most, 1.0))
        axes.set_yticks([-100.0, -1.0, 0.0, 1.0, 100.0])
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:+g}" if y else "0"))
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
        axes.axhline(0.0, color="#8a8a8a", linewidth=0.7, zorder=1)
        axes.grid(True, color="#dddddd", linewidth=0.5, zorder=0)
        for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            text.set_fontproperties(font(8))
    panels[-1].set_xlabel(_WORDS["time"].of(language), fontproperties=font(9))
    panels[len(panels) // 2].set_ylabel(_WORDS["off"].of(language), fontproperties=font(9))


def _values(point: Point) -> tuple[float, ...]:
    return tuple(value for value in (point.incumbent, point.bound) if value is not None)


def _heading(figure: Figure, axes: Axes, found: Trials, language: Language, high: float) -> None:
    tier = term(found.tiers[-1]).of(language)
    limit = "∞" if found.seconds is None else f"{found.seconds:g} s"
    zh = f"{found.case} {found.scenario}：各求解器的进展（{tier}；限时 {limit}，线程 {found.threads}）"
    en = f"{found.case} {found.scenario}: progress of solvers ({tier}; {limit} each, threads {found.threads})"
    title = legible(zh if language == "zh" else en).replace(" ：", "：").replace(" :", ":")
    figure.text(0.015, 1 - 0.12 / high, title, fontproperties=font(12, bold=True), va="top")
    handles: list[Any] = [
        axes.plot([], [], color=PLAN, linewidth=1.6, marker="o", markersize=3.2)[0],
        axes.plot([], [], color=BOUND, linewidth=1.6, linestyle=(0, (4, 2)), marker="s", markersize=3.2)[0],
        axes.plot([], [], "D", color=INK, markersize=6.5)[0],
    ]
    labels = [_WORDS[key].of(language) for key in ("plan", "bound", "proof")]
    figure.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.008, 1 - 0.33 / high), ncols=3, frameon=False,
                  prop=font(9))  # fmt: skip
