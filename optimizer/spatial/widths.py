"""How wide the buffer of each feature of a layer is: one width for all, or one by the feature's class.

    b_k = buffer_by[v_k]   where the value v_k of the feature's ``buffer_field`` is listed, else buffer_m      [m]

A feature whose value is not listed, or that has none, takes ``buffer_m`` where that is positive: the width stated for
the rest, told as a warning. Where it is 0 nobody has said a width, and every such value is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from models import Layer, Problem
from optimizer.spatial.arrays import Floats
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import Sheet
from optimizer.spatial.validity import labels_of

SHOWN = 8
"""Features named in one problem; the rest are counted."""


def widths(layer: Layer, frame: Any) -> Floats:
    """Return the width of each feature of a GeoDataFrame [m], (m,)."""
    fixed = float(layer.buffer_m)
    if not layer.buffer_by or layer.buffer_field not in frame.columns:
        return np.full(len(frame), fixed)
    by_class = {name: float(width) for name, width in layer.buffer_by.items()}
    return np.array([by_class.get(value, fixed) for value in classes(layer, frame)], dtype=np.float64)


def classes(layer: Layer, frame: Any) -> list[str]:
    """Return the class of each feature as text, "" where it has none; a column of whole numbers with gaps is whole."""
    column = frame[layer.buffer_field]
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return ["" if absent else _text(value) for value, absent in pairs]


def width_problems(layer: Layer, sheet: Sheet) -> Iterator[Problem]:
    """Yield what keeps a layer's features from having a width of their own; nothing for a layer of one width."""
    if not layer.buffer_by and not layer.buffer_field:
        return
    if not layer.buffer_by or layer.buffer_field not in sheet.frame.columns:
        yield _no_field(layer, sheet)
        return
    found: dict[str, list[str]] = {}
    for value, label in zip(classes(layer, sheet.frame), labels_of(sheet), strict=True):
        if value not in layer.buffer_by:
            found.setdefault(value, []).append(label)
    for value, labels in sorted(found.items()):
        yield _unlisted(layer, sheet, value, labels)


def _text(value: Any) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else str(value).strip()


def _no_field(layer: Layer, sheet: Sheet) -> Problem:
    fields = ", ".join(str(name) for name in sheet.frame.columns if name != "geometry") or "—"
    return problem(
        "LD-670",
        words(
            f"图层 {layer.id} 按类别定缓冲距离，需同时写 buffer_field 与 buffer_by，"
            f"且要素有字段“{layer.buffer_field}”；现有：{fields}",
            f"the layer {layer.id} has a buffer by class, which needs buffer_field and buffer_by, and features with "
            f"the field “{layer.buffer_field}”; it has: {fields}",
        ),
        words("改正 buffer_field（Shapefile 字段名不超过 10 个字节），或改用 buffer_m",
              "correct buffer_field (a Shapefile cuts names to 10 bytes), or give buffer_m in its place"),
        file=sheet.file, row=layer.id, field="buffer_field", value=layer.buffer_field,
    )  # fmt: skip


def _unlisted(layer: Layer, sheet: Sheet, value: str, labels: list[str]) -> Problem:
    named = ", ".join(labels[:SHOWN]) + (" …" if len(labels) > SHOWN else "")
    name, width, count = layer.buffer_field, layer.buffer_m, len(labels)
    what = words(f"{name} 为“{value}”", f"{name} “{value}”") if value else words(f"{name} 为空", f"an empty {name}")
    stated = width > 0
    follows = (
        words(f"，按 buffer_m 取 {width} m", f"; they take buffer_m, {width} m")
        if stated
        else words("，buffer_by 未列该值，无法确定缓冲距离", "; buffer_by does not list it: their width is not known")
    )
    return problem(
        "LD-672" if stated else "LD-671",
        words(f"{count} 个要素（{named}）的 {what.zh}{follows.zh}",
              f"{count} feature{'s' if count > 1 else ''} ({named}) with {what.en}{follows.en}"),
        words("在 buffer_by 中补充该值，或以正的 buffer_m 作为其余要素的距离，或改正属性；现列："
              + ", ".join(layer.buffer_by),
              "list the value in buffer_by, or give a positive buffer_m for the rest, or correct the attribute; "
              "listed: " + ", ".join(layer.buffer_by)),
        file=sheet.file, row=labels[0], field=layer.buffer_field, value=value, fatal=not stated,
    )  # fmt: skip
