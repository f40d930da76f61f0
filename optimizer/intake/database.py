"""Out: a case or a run as the planning database expects it, D1_<county>_E_<base year>_<LAYER>, in three forms.

Shapefile: ASCII codes of at most ten letters, an alias table beside it, UTF-8 or GBK with .cpg. GeoPackage and
OpenFileGDB: full Chinese names. A text longer than a Shapefile can hold (254 bytes) is left out there and told.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import geopandas
import pyogrio
import shapely

from models import BadInputError, Case, Problem
from models.plan import Decision
from optimizer.instance import load_case
from optimizer.intake.codes import refuse, tell
from optimizer.intake.export_columns import SHEETS, Feature, Sheet
from optimizer.spatial.write import write_geopackage
from optimizer.store import read_run
from optimizer.store.manifest import INSTANCE, MANIFEST

WIDTH = 254
"""Bytes that a Shapefile's text field holds at most."""
FORMS = ("shp", "gpkg", "gdb")
Encoding = Literal["UTF-8", "GBK"]


@dataclass(frozen=True, slots=True)
class Exported:
    """files: what was written; notes: what did not fit."""

    files: tuple[Path, ...]
    notes: tuple[Problem, ...]


def export_database(
    source: Path, folder: Path, *, forms: Sequence[str] = FORMS, encoding: Encoding = "UTF-8"
) -> Exported:
    """Write the layers of an instance folder, or of a run with its decisions, into a new folder.

    Raises BadInputError: LD-804 the folder is there, LD-813 there is no geometry, LD-815 text that GBK does not have,
    and whatever is wrong with the instance.
    """
    if folder.exists():
        raise refuse("LD-804", str(folder), value=str(folder))
    case, layers, decisions = _content(source)
    tables = [(sheet, _features(sheet, case, layers, decisions)) for sheet in SHEETS if sheet.role in layers]
    tables = [(sheet, features) for sheet, features in tables if features]
    if not tables:
        raise refuse("LD-813", str(source))
    stem = f"D1_{case.frame.county_code or '000000'}_E_{case.frame.base_year}"
    shapes, notes = _short(tables, stem, encoding) if "shp" in forms else ([], ())
    faults = tuple(note for note in notes if note.fatal)
    if faults:
        raise BadInputError(faults)
    folder.mkdir(parents=True)
    system = case.frame.crs
    files = [path for frame, name in shapes for path in _shapefile(folder, name, frame, system, encoding)]
    files += [_aliases(folder / f"{stem}_字段别名.csv", tables)] if shapes else []
    full = {sheet.name: _frame(sheet, features, system) for sheet, features in tables}
    files += [write_geopackage(folder / f"{stem}.gpkg", full)] if "gpkg" in forms else []
    files += [_geodatabase(folder / f"{stem}.gdb", full)] if "gdb" in forms else []
    return Exported(tuple(files), tuple(notes))


def _content(source: Path) -> tuple[Case, Mapping[str, Any], Mapping[str, Decision]]:
    decisions: Mapping[str, Decision] = {}
    if (source / MANIFEST).is_file():
        plan = read_run(source).outcome.plan
        decisions = {} if plan is None else plan.decision
        source = source / INSTANCE
    loaded = load_case(source)
    return loaded.case, {} if loaded.geometry is None else loaded.geometry.layers, decisions


def _features(sheet: Sheet, case: Case, layers: Mapping[str, Any], decisions: Mapping[str, Decision]) -> list[Feature]:
    shapes: dict[str, Any] = {}
    for frame in (layers[sheet.role], layers.get("ground")):  # where a block was clipped, the ground that is left
        known = set(shapes)
        if frame is not None:
            pairs = zip(frame["id"], frame.geometry, strict=True)
            shapes |= {name: shape for name, shape in pairs if not known or name in known}
    records = [record for record in getattr(case, sheet.role) if record.id in shapes]
    return [Feature(record, shapes[record.id], case, decisions.get(record.id)) for record in records]


def _frame(sheet: Sheet, features: Sequence[Feature], system: str) -> Any:
    columns = {column.name: [column.value(feature) for feature in features] for column in sheet.columns}
    shapes = [_multi(feature.shape) for feature in features]
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs=system)


def _multi(shape: Any) -> Any:
    return shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])


def _short(
    tables: Sequence[tuple[Sheet, list[Feature]]], stem: str, encoding: str
) -> tuple[list[tuple[dict[str, list[Any]], str]], tuple[Problem, ...]]:
    """Return the columns of each Shapefile under their codes, and the texts that do not fit."""
    made, notes = [], list[Problem]()
    for sheet, features in tables:
        name = f"{stem}_{sheet.code}"
        columns: dict[str, list[Any]] = {}
        for column in sheet.columns:
            cells = [_fitting(column.value(feature), name, feature.record.id, column.code, encoding, notes)
                     for feature in features]  # fmt: skip
            columns[column.code] = cells
        made.append(({**columns, "geometry": [_multi(feature.shape) for feature in features]}, name))
    return made, tuple(notes)


def _fitting(value: Any, file: str, row: str, field: str, encoding: str, notes: list[Problem]) -> Any:
    if not isinstance(value, str):
        return value
    text = value if encoding == "UTF-8" else _in_gbk(value)
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        notes.append(tell("LD-815", file, row, field, encoding, choices="UTF-8"))
        return None
    if len(data) <= WIDTH:
        return text
    notes.append(tell("LD-819", file, row, field, WIDTH))
    return None


def _in_gbk(text: str) -> str:
    """Return a text whose signs that GBK lacks are written plainly: km² as km2, CaF₂ as CaF2."""
    return "".join(sign if _has(sign) else unicodedata.normalize("NFKC", sign) for sign in text)


def _has(sign: str) -> bool:
    try:
        sign.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _shapefile(folder: Path, name: str, columns: dict[str, list[Any]], system: str, encoding: str) -> list[Path]:
    path = folder / f"{name}.shp"
    frame = geopandas.GeoDataFrame(columns, geometry="geometry", crs=system)
    pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding=encoding)
    path.with_suffix(".cpg").write_text(encoding, encoding="ascii")
    return sorted(folder.glob(f"{name}.*"))


def _aliases(path: Path, tables: Sequence[tuple[Sheet, list[Feature]]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["图层代码", "图层名称", "字段代码", "字段名称", "单位"])
        for sheet, _ in tables:
            writer.writerows(
                [sheet.code, sheet.name, column.code, column.name, column.unit] for column in sheet.columns
            )
    return path


def _geodatabase(path: Path, layers: Mapping[str, Any]) -> Path:
    for number, (name, frame) in enumerate(layers.items()):
        pyogrio.write_dataframe(
            frame, path, layer=name, driver="OpenFileGDB", append=number > 0, geometry_type="MultiPolygon",
            TARGET_ARCGIS_VERSION="ARCGIS_PRO_3_2_OR_LATER",
        )  # fmt: skip
    return path
