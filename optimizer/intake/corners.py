"""Corner strings (拐点坐标) to rings. First number northing, second easting, unless they are degrees.

    "X,Y;X,Y;…"                                       one ring, X northing [m]; or longitude, latitude as DDDMMSS
    "rings, n, no,X,Y, …, top, bottom, flag, n, …"    licence register: three values a point, a three-value tail a ring
    "rings, n, X,Y, …, top, bottom, flag, n, …"       planning block: two values a point

Flag -1 is a hole of the ring before it, 0 or 1 an outer ring (REGULATIONS §4.2).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely

Pair = tuple[float, float]
TAIL = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a string cannot be read: code, value, and the detail in both languages."""

    code: str
    value: str = ""
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """points: (first, second) as written; numbers: point numbers where there are any; flag: as written."""

    points: tuple[Pair, ...]
    numbers: tuple[str, ...] = ()
    flag: str = "1"


def rings_of(text: str) -> tuple[Ring, ...] | Fault:
    """Return the rings of a corner string in either form."""
    flat = text.strip().translate(str.maketrans("，；：　", ",;: ")).strip("; ,")
    if ";" in flat:
        return _pairs([part for part in flat.split(";") if part.strip()])
    tokens = [token.strip() for token in flat.split(",")]
    if len(tokens) < 6:
        return Fault("LD-850", flat[:60], f"只有 {len(tokens)} 个数", f"it holds {len(tokens)} numbers only")
    for tail in (TAIL, TAIL + 1):
        for stride in (3, 2):
            found = _counted(tokens, stride, tail)
            if found is not None:
                return found
    return _uncounted(tokens)


def _pairs(parts: Sequence[str]) -> tuple[Ring, ...] | Fault:
    points: list[Pair] = []
    for part in parts:
        numbers = [number(word) for word in re.split(r"[,\s]+", part.strip())]
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            return Fault("LD-850", part[:60], f"“{part[:60]}”不是一对数", f"“{part[:60]}” is not a pair of numbers")
        points.append((numbers[0], numbers[1]))
    return (Ring(tuple(points)),)


def _counted(tokens: Sequence[str], stride: int, tail: int) -> tuple[Ring, ...] | None:
    """Return the rings when the counts consume every value exactly, else None."""
    count = _whole(tokens[0])
    place, rings = 1, []
    for _ in range(count or 0):
        points = _whole(tokens[place]) if place < len(tokens) else None
        end = place + 1 + (points or 0) * stride
        if points is None or points < 1 or end + tail > len(tokens):
            return None
        ring = _ring(tokens[place + 1 : end], stride, tokens[end + tail - 1])
        if ring is None:
            return None
        rings.append(ring)
        place = end + tail
    return tuple(rings) if rings and place == len(tokens) else None


def _ring(values: Sequence[str], stride: int, flag: str) -> Ring | None:
    first = [number(word) for word in values[stride - 2 :: stride]]
    second = [number(word) for word in values[stride - 1 :: stride]]
    if None in first or None in second:
        return None
    points = tuple((x, y) for x, y in zip(first, second, strict=True) if x is not None and y is not None)
    return Ring(points, tuple(values[::stride]) if stride == 3 else (), flag)


def _uncounted(tokens: Sequence[str]) -> Fault:
    bad = [token for token in tokens if token and number(token) is None]
    if bad:
        return Fault("LD-850", bad[0], f"“{bad[0]}”不是数", f"“{bad[0]}” is not a number")
    words = f"{tokens[0]} 圈、首圈 {tokens[1]} 点，共 {len(tokens)} 个数"
    return Fault(
        "LD-851", f"{len(tokens)}", words, f"{tokens[0]} rings, {tokens[1]} points in the first, {len(tokens)} values"
    )


def number(word: str) -> float | None:
    """Return a finite number, None for anything else."""
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _whole(word: str) -> int | None:
    value = number(word)
    return int(value) if value is not None and value == int(value) and 0 <= value < 1e6 else None


def sequence_fault(ring: Ring) -> str:
    """Return the first point number that breaks the order 1, 2, 3 … (or any other start), empty when none does."""
    marks = [int(digits.group()) for word in ring.numbers if (digits := re.search(r"\d+", word))]
    closed = marks[:-1] if len(marks) > 1 and marks[-1] == marks[0] else marks
    for before, after in pairwise(closed):
        if after != before + 1:
            return f"{before} → {after}"
    return ""


def degrees_of(value: float) -> float | None:
    """Return DDDMMSS(.s) in degrees, None when minutes or seconds reach 60."""
    whole, seconds = divmod(value, 100)
    degrees, minutes = divmod(whole, 100)
    return None if minutes >= 60 or seconds >= 60 else degrees + minutes / 60 + seconds / 3600


def assemble(rings: Sequence[Ring], points: Sequence[Sequence[Pair]]) -> Any | Fault:
    """Return the polygon (or multipolygon) of rings whose points are now (east, north)."""
    parts: list[tuple[Sequence[Pair], list[Sequence[Pair]]]] = []
    for ring, corners in zip(rings, points, strict=True):
        if len(set(corners)) < 3:
            return Fault("LD-853")
        hole = _whole(ring.flag.removeprefix("-")) == 1 and ring.flag.startswith("-")
        if (hole and not parts) or (not hole and ring.flag not in {"0", "1", ""}):
            return Fault("LD-856", ring.flag)
        if hole:
            parts[-1][1].append(corners)
        else:
            parts.append((corners, []))
    shapes = [shapely.Polygon(outer, holes) for outer, holes in parts]
    return shapes[0] if len(shapes) == 1 else shapely.MultiPolygon(shapes)
