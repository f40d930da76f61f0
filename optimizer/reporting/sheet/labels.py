"""Greedy label placing: by priority, the first free place of each label; what finds none becomes a number with a key.

A place is free when its box meets no label, marker or obstacle, is crossed by no leader, lies inside the panel, and its
own leader crosses nothing. Whenever labels fail, all is placed anew with their numbers first, until none fails; then
numbers with room after all are written in full. Sizes are points; boxes are pixels of the figure until they are drawn.
Priority orders the labels that compete; in a crowd without room for any, the highest may become a number too. The
result depends on the input alone: ties keep the order of the input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from optimizer.reporting.sheet import candidates
from optimizer.reporting.sheet.ground import (
    AIR,
    Ground,
    Label,
    Placed,
    by_preference,
    clear,
    extent,
    free,
    occupied,
    row,
    survey,
)
from optimizer.reporting.sheet.layout import Bounds

__all__ = ["Label", "Placed", "Placement", "place"]

_NUMBER_SIZE = 7.0


@dataclass(frozen=True)
class Placement:
    """Every label of the input, in full or as a number."""

    placed: tuple[Placed, ...]
    numbered: tuple[Placed, ...]

    def key(self) -> tuple[tuple[str, str], ...]:
        """Return the rows of the key table: number, full text."""
        return tuple((str(place.number), place.label.text.replace("\n", " ")) for place in self.numbered)


def place(
    axes: Axes, labels: Sequence[Label], obstacles: Sequence[Bounds] = (), shun: Sequence[Bounds] = ()
) -> Placement:
    """Find places for all labels on axes whose limits are final.

    `obstacles` are boxes in data units that no label may cover; `shun` are segments (x0, y0, x1, y1), a boundary say,
    that a label covers only when it has no other place of the same kind.
    """
    ground = survey(axes, labels, obstacles, shun)
    numbered: set[int] = set()
    while True:
        places = _numbers(axes, ground, labels, numbered)
        full, failed = _in_full(axes, occupied(ground, places.values()), labels, numbered)
        if not failed:
            return _promote(axes, ground, labels, places | full)
        numbered.update(failed)


def _in_full(
    axes: Axes, ground: Ground, labels: Sequence[Label], numbered: set[int]
) -> tuple[dict[int, Placed], list[int]]:
    """Place the labels that are not numbered; return places by index, and the indices that found none."""
    full: dict[int, Placed] = {}
    failed: list[int] = []
    for index in sorted(set(range(len(labels))) - numbered, key=lambda i: (-labels[i].priority, i)):
        found = _find(axes, ground, labels[index], index, labels[index].text)
        if found is None:
            failed.append(index)
            continue
        full[index] = found
        ground = occupied(ground, [found])
    return full, failed


def _numbers(axes: Axes, ground: Ground, labels: Sequence[Label], numbered: set[int]) -> dict[int, Placed]:
    """Place the numbers before all else, in the thickest crowd first, so that they stand beside their anchors."""
    crowd = candidates.crowding(ground.anchors, 25.0 * axes.figure.dpi / 72.0)
    texts = _in_map_order(labels, numbered)
    places: dict[int, Placed] = {}
    for index in sorted(numbered, key=lambda i: (-crowd[i], i)):
        short = replace(labels[index], size=_NUMBER_SIZE, bold=True)
        text = str(texts[index])
        found = _find(axes, ground, short, index, text) or _upon(axes, ground, short, index, text)
        places[index] = replace(found, label=labels[index], number=texts[index])
        ground = occupied(ground, [found])
    return places


def _promote(axes: Axes, ground: Ground, labels: Sequence[Label], places: dict[int, Placed]) -> Placement:
    """Write in full what has room after all, by priority, and renumber the rest."""
    for index in sorted((i for i in places if places[i].number), key=lambda i: (-labels[i].priority, i)):
        rest = occupied(ground, [place for i, place in places.items() if i != index])
        found = _find(axes, rest, labels[index], index, labels[index].text)
        places = places | {index: found} if found else places
    texts = _in_map_order(labels, {i for i in places if places[i].number})
    numbered = [replace(places[i], text=str(number), number=number) for i, number in texts.items()]
    return Placement(tuple(places[i] for i in sorted(places) if not places[i].number), tuple(numbered))


def _in_map_order(labels: Sequence[Label], chosen: set[int]) -> dict[int, int]:
    """Number the chosen labels 1, 2, … from north to south."""
    order = sorted(chosen, key=lambda i: (-labels[i].y, labels[i].x, i))
    return {index: number for number, index in enumerate(order, start=1)}


def _find(axes: Axes, ground: Ground, label: Label, index: int, text: str) -> Placed | None:
    unit = axes.figure.dpi / 72.0
    anchor, keep = ground.anchors[index], label.clearance * unit
    size = extent(axes, label, text)
    near = candidates.beside(anchor, size, keep + AIR * unit, label.centred)
    best = by_preference(ground, near, free(ground, near))
    if best.size:
        return Placed(label, text, row(near[best[0]]))
    angle = candidates.outward(anchor, ground.anchors, 80.0 * unit)
    far = candidates.further(anchor, size, keep, unit, angle)
    lines = candidates.leaders(anchor, far, keep)
    best = by_preference(ground, far, free(ground, far) & clear(ground, lines, index))
    return Placed(label, text, row(far[best[0]]), row(lines[best[0]])) if best.size else None


def _upon(axes: Axes, ground: Ground, label: Label, index: int, text: str) -> Placed:
    wide, high = extent(axes, label, text)
    x, y = ground.anchors[index]
    return Placed(label, text, (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
