"""Read one source of a spec, whatever its format, into a table; every refusal is a BadInputError with its code."""

from __future__ import annotations

from pathlib import Path

from optimizer.intake import limits
from optimizer.intake.archive import unpack
from optimizer.intake.codes import refuse, tell
from optimizer.intake.grid import read_grid
from optimizer.intake.kml import read_kml
from optimizer.intake.outline import outlined
from optimizer.intake.postgis import read_postgis
from optimizer.intake.spec import Source
from optimizer.intake.table import Table
from optimizer.intake.vector import read_vector

VECTORS = (".gpkg", ".shp", ".geojson", ".json", ".gdb")
GRIDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
SUFFIXES = (*VECTORS, ".kml", *GRIDS, ".zip", ".kmz")


def read_source(source: Source, base: Path, room: Path) -> Table:
    """Return the table of a source; paths are relative to ``base``, archives are unpacked into ``room``."""
    table = read_postgis(source) if source.database else _file(source, base / source.file, room)
    if not table.rows:
        table = table.told(tell("LD-813", table.file, source.role))
    return outlined(table, source)


def _file(source: Source, path: Path, room: Path) -> Table:
    name = source.file
    if not source.file or not path.exists():
        raise refuse("LD-803", name or "—", row=source.role, value=name or "—")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refuse("LD-811", name, value=suffix or name, choices=" ".join(SUFFIXES))
    _small(path, name)
    if suffix in {".zip", ".kmz"}:
        path = unpack(path, room, source.member)
        suffix = path.suffix.lower()
    if suffix == ".kml":
        return read_kml(path, name)
    if suffix in GRIDS:
        return read_grid(path, source.sheet, source.header, source.encoding, name)
    return read_vector(path, source.layer, source.encoding, name)


def _small(path: Path, name: str) -> None:
    files = [path] if path.is_file() else list(path.rglob("*"))
    size = max((file.stat().st_size for file in files), default=0)
    if size > limits.FILE_BYTES:
        words = f"{size} > {limits.FILE_BYTES} bytes"
        raise refuse("LD-824", name, value=words, detail=words, detail_en=words)
