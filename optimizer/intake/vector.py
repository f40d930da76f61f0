"""Read GeoPackage, Shapefile, GeoJSON and OpenFileGDB through GDAL, raw: values as stored, broken rings kept."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import pyogrio.raw
from pyproj import CRS
from pyproj.exceptions import CRSError

from models import Problem
from optimizer.intake import limits, wkb
from optimizer.intake.codes import refuse
from optimizer.intake.shapefile import inspect
from optimizer.intake.table import Flaw, Table

BYTES = "ISO-8859-1"
"""Reads every byte as one character, so that the text of a Shapefile can be decoded here, cut or not."""
FAULTS = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError,
          pyogrio.errors.GeometryError, ValueError, RuntimeError, OSError, MemoryError)  # fmt: skip


def read_vector(path: Path, layer: str = "", encoding: str = "", name: str = "") -> Table:
    """Return one layer of a GIS file; raises BadInputError where nothing of it can be used."""
    file = name or path.name
    told: tuple[Problem, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    text = ""
    if path.suffix.lower() == ".shp":
        text, told, flaws = inspect(path, encoding)
        encoding = BYTES
    try:
        inner = _inner(path, layer, file)
        _count(path, inner, encoding, file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # open rings and the like are told by `wkb`, by feature
            meta, _, blobs, columns = pyogrio.raw.read(
                path, layer=inner, encoding=encoding or None, datetime_as_string=True, force_2d=False
            )
    except FAULTS as error:
        detail = str(error).splitlines()[0][:300]
        raise refuse("LD-810", file, detail=detail, detail_en=detail) from None
    label = file if not layer else f"{file}::{layer}"
    shapes, broken = (None, ()) if blobs is None else wkb.shapes(list(blobs), label)
    fields = tuple(_decoded(str(field), text) for field in meta["fields"])
    columns = [_plain(column, text) for column in columns]
    rows = _rows(fields, columns, len(columns[0]) if columns else 0 if blobs is None else len(blobs))
    return Table(label, fields, rows, shapes, _system(meta["crs"]), (*flaws, *broken), told)


def _inner(path: Path, layer: str, file: str) -> str:
    present = [str(row[0]) for row in pyogrio.list_layers(path)]
    if layer in present:
        return layer
    if layer or len(present) != 1:
        raise refuse("LD-812", file, field="layer", value=layer, choices=", ".join(present) or "—")
    return present[0]


def _count(path: Path, inner: str, encoding: str, file: str) -> None:
    info = pyogrio.read_info(path, layer=inner, encoding=encoding or None)
    for count, most, words in (
        (int(info["features"]), limits.FEATURES, "features"),
        (len(info["fields"]), limits.COLUMNS, "fields"),
    ):
        if count > most:
            detail = f"{count} > {most} {words}"
            raise refuse("LD-824", file, value=detail, detail=detail, detail_en=detail)


def _rows(fields: tuple[str, ...], columns: Any, count: int) -> tuple[dict[str, Any], ...]:
    return tuple({field: values[row] for field, values in zip(fields, columns, strict=True)} for row in range(count))


def _decoded(value: Any, encoding: str) -> Any:
    """Return a text that was read byte by byte in its encoding, without a last character that is cut off."""
    return value.encode(BYTES).decode(encoding, "ignore") if encoding and isinstance(value, str) else value


def _plain(column: Any, encoding: str) -> list[Any]:
    values = np.asarray(column)
    if values.dtype.kind == "f":
        return [None if np.isnan(value) else value for value in values.tolist()]
    return [_decoded(value, encoding) for value in values.tolist()]


def _system(text: str | None) -> CRS | None:
    try:
        return CRS.from_user_input(text) if text else None
    except CRSError:
        return None
