"""The ledger of ground as planners keep it: one entry a piece of a block's outline, with layer, version and hash.

    Σ area over a block's entries = area of its outline        (within 1 m², by the geometries alone)

Areas in m². A layer that takes ground of a block, all of which an earlier layer had taken, has an entry of area 0
without ground, so that every cause stands beside the first one. The hash is that of the file named; the companions of a
Shapefile stand in the run's manifest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

import geopandas

from models import Case, Text
from optimizer.reporting.words import words
from optimizer.spatial import Cause, Derived, LedgerLine, Piece, pieces

Key = tuple[Cause, str]

CAUSES = {
    "free": ("可用", "free"),
    "layer": ("图层占用", "taken by a layer"),
    "sliver": ("裁切碎片", "sliver given up"),
}
FIELDS = {
    "block": "区块编号", "cause": "性质", "cause_en": "cause", "layer": "图层编号", "layer_zh": "图层名称",
    "layer_en": "layer_name", "area_m2": "面积平方米", "agreed": "同意", "file": "图层文件", "version": "图层版本",
    "sha256": "SHA256",
}  # fmt: skip
"""Field names of the GeoPackage's layer: Chinese, with the English names of cause and layer beside them."""


DASH = Text(zh="—", en="—")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of a block [m²]; every: what the layer takes of the outline alone; standing: of the ground that is
    left, as the clause `exclusion` judges; both None where no layer is the cause. agreed: a consent is on record.
    shape: None for area 0."""

    block: str
    cause: Cause
    area_m2: Decimal
    outline_m2: Decimal
    shape: Any
    layer: str = ""
    name: Text = DASH
    every_m2: Decimal | None = None
    standing_m2: Decimal | None = None
    agreed: bool = False
    file: str = ""
    version: str = ""
    sha256: str = ""


def entries(case: Case, geometry: Derived | None) -> tuple[Entry, ...]:
    """Return the entries block by block: free, layers in clause order, slivers; none without geometry."""
    if geometry is None or geometry.account is None:
        return ()
    ground: dict[str, dict[Key, Piece]] = {line.block: {} for line in geometry.ledger}
    for piece in pieces(geometry.account, geometry.ledger):
        ground[piece.block][piece.cause, piece.layer] = piece
    return tuple(
        entry
        for line in geometry.ledger
        for entry in (
            *_loose(line, ground[line.block], "free"),
            *_taken(case, geometry, line, ground[line.block]),
            *_loose(line, ground[line.block], "sliver"),
        )
    )


def ledger_frame(found: tuple[Entry, ...], system: Any) -> Any:
    """Return the entries that have ground as a GeoDataFrame under `FIELDS`."""
    shown = [entry for entry in found if entry.shape is not None]
    rows = [
        (one.block, words(CAUSES, one.cause).zh, words(CAUSES, one.cause).en, one.layer,
         one.name.zh if one.layer else "", one.name.en if one.layer else "", float(one.area_m2),
         "已同意" if one.agreed else "", one.file, one.version, one.sha256)
        for one in shown
    ]  # fmt: skip
    columns = {name: [row[place] for row in rows] for place, name in enumerate(FIELDS.values())}
    return geopandas.GeoDataFrame(columns, geometry=[one.shape for one in shown], crs=system)


def _taken(case: Case, geometry: Derived, line: LedgerLine, ground: dict[Key, Piece]) -> Iterator[Entry]:
    agreed = {(row.site, row.layer) for row in case.geography.excluded if row.consent}
    every, standing, nothing = dict(line.every), dict(line.standing), Decimal(0)
    for layer in case.layers:
        piece = ground.get(("layer", layer.id))
        if piece is None and layer.id not in every:
            continue
        area, shape = (nothing, None) if piece is None else (piece.area_m2, piece.shape)
        yield Entry(
            line.block, "layer", area, line.outline_m2, shape, layer.id, layer.name, every.get(layer.id, nothing),
            standing.get(layer.id, nothing), (line.block, layer.id) in agreed, layer.file, layer.version,
            _digest(geometry, layer.file),
        )  # fmt: skip


def _loose(line: LedgerLine, ground: dict[Key, Piece], cause: Cause) -> Iterator[Entry]:
    piece = ground.get((cause, ""))
    if piece is not None:
        yield Entry(line.block, cause, piece.area_m2, line.outline_m2, piece.shape)


def _digest(geometry: Derived, file: str) -> str:
    """Return the hash of a layer's file; of a folder (.gdb), that of its files' hashes, one a line with the name."""
    name = f"layers/{file.partition('::')[0]}"
    if name in geometry.digests:
        return geometry.digests[name]
    inner = [f"{digest}  {path}\n" for path, digest in sorted(geometry.digests.items()) if path.startswith(f"{name}/")]
    return sha256("".join(inner).encode()).hexdigest() if inner else ""
