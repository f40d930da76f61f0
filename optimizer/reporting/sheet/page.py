"""An A3 map sheet: frame, title band, map panel in true scale, side column, and a strip that says who, when and how.

    1 mm on paper = scale / 1000 m on the ground

The map panel fills its rectangle exactly, so that the numeric scale holds when the sheet is printed at 100 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from optimizer.reporting.sheet import graticule, layout, north, scalebar
from optimizer.reporting.sheet.layout import Bounds, Box
from optimizer.reporting.sheet.measure import INK, fitting_size, width, wrap, write

Language = Literal["zh", "en"]

_CAPTIONS = {
    "zh": ("编制单位", "编制日期", "坐标系", "比例尺", "数据说明", "："),
    "en": ("Compiled by", "Date", "Coordinate system", "Scale", "Data", ": "),
}


_STATEMENT_SIZES = ((8.5, 3), (6.5, 4), (5.5, 4))
"""Type size in points, and how many lines of it have room."""


@dataclass(frozen=True)
class Heading:
    """What the sheet says about itself; every field is printed."""

    title_zh: str
    title_en: str
    office: str
    date: str
    crs: str
    statement: str


@dataclass(frozen=True)
class Sheet:
    """An open sheet: `map` has data units metres; `side` has data units millimetres, `top` to `bottom` is free."""

    figure: Figure
    map: Axes
    side: Axes
    scale: int
    language: Language
    top: float
    bottom: float


def open_sheet(heading: Heading, bounds: Bounds, language: Language = "zh", padding: float = 0.03) -> Sheet:
    """Return a sheet whose map panel shows `bounds` (metres, projected CRS) with `padding` to spare on each side.

    Raises ValueError when the bounds are empty or not finite, or the data statement is too long to print.
    """
    scale = layout.nice_scale(bounds, layout.MAP, padding)
    figure = Figure(figsize=(layout.PAPER.width / 25.4, layout.PAPER.height / 25.4), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    _frames(figure)
    _title(figure, heading, language)
    _strip(figure, heading, scale, language)
    axes = _map_panel(figure, bounds, scale)
    side = panel(figure, layout.SIDE)
    north.draw(side, 13.0, 3.0, 21.0, language)
    scalebar.draw(side, 27.0, 9.0, room=56.0, scale=scale, language=language)
    return Sheet(figure, axes, side, scale, language, layout.SIDE.height - 4.0, layout.FOOT)


def panel(figure: Figure, box: Box) -> Axes:
    """Return bare axes over `box` whose data units are millimetres from its lower left corner."""
    axes = figure.add_axes(box.share(layout.PAPER))
    axes.set_xlim(0.0, box.width)
    axes.set_ylim(0.0, box.height)
    axes.axis("off")
    return axes


def scale_text(scale: int) -> str:
    """Return the numeric scale as it is printed."""
    return f"1:{scale:,}"


def _frames(figure: Figure) -> None:
    axes = panel(figure, layout.PAPER)
    for box, thick in ((layout.FRAME, 1.8), (layout.TITLE, 0.8), (layout.STRIP, 0.8), (layout.SIDE, 0.8)):
        across = (box.left, box.left + box.width, box.left + box.width, box.left, box.left)
        up = (box.bottom, box.bottom, box.bottom + box.height, box.bottom + box.height, box.bottom)
        axes.plot(across, up, color=INK, linewidth=thick, solid_joinstyle="miter", clip_on=False)


def _map_panel(figure: Figure, bounds: Bounds, scale: int) -> Axes:
    axes = figure.add_axes(layout.MAP.share(layout.PAPER))
    left, bottom, right, top = layout.extent(bounds, layout.MAP, scale)
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    axes.set_aspect("equal", adjustable="box")
    for spine in axes.spines.values():
        spine.set(linewidth=0.9, color=INK, zorder=50)
    graticule.draw(axes)
    # geopandas names the axes of every projected layer; the border already carries coordinates
    axes.xaxis.label.set_visible(False)
    axes.yaxis.label.set_visible(False)
    return axes


def _title(figure: Figure, heading: Heading, language: Language) -> None:
    axes = panel(figure, layout.TITLE)
    main, under = heading.title_zh, heading.title_en
    if language == "en":
        main, under = under, main
    room, middle = layout.TITLE.width - 16.0, layout.TITLE.width / 2
    large, small = fitting_size(main, room, 27.0, 10.0, bold=True), fitting_size(under, room, 12.0, 6.0)
    write(axes, middle, 15.6, main, large, bold=True, ha="center", va="center")
    write(axes, middle, 4.8, under, small, ha="center", va="center")


def _strip(figure: Figure, heading: Heading, scale: int, language: Language) -> None:
    axes = panel(figure, layout.STRIP)
    *captions, statement, colon = _CAPTIONS[language]
    values = (heading.office, heading.date, heading.crs, scale_text(scale))
    texts = [f"{caption}{colon}{value}" for caption, value in zip(captions, values, strict=True)]
    room = layout.STRIP.width - 12.0
    size = fitting_size("".join(texts), room - 24.0, 10.0)
    gap = (room - sum(width(text, size) for text in texts)) / (len(texts) - 1)
    x = 6.0
    for text in texts:
        write(axes, x, 17.6, text, size, va="center")
        x += width(text, size) + gap
    axes.plot((0.0, layout.STRIP.width), (13.2, 13.2), color=INK, linewidth=0.4)
    _statement(axes, f"{statement}{colon}{heading.statement}", room)


def _statement(axes: Axes, text: str, room: float) -> None:
    for size, most in _STATEMENT_SIZES:
        lines = wrap(text, room, size)
        if len(lines) <= most:
            write(axes, 6.0, 6.6, "\n".join(lines), size, va="center", linespacing=1.25)
            return
    raise ValueError(f"the data statement has {len(text)} characters, more than the sheet can print")
