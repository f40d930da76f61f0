"""Write an instance folder in the public format: case.yaml, policy.yaml, tables, layers, a README and the report."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
import yaml
from pyproj import CRS

from optimizer.intake.fields import TABLES, targets
from optimizer.intake.item import REFERENCE, Item
from optimizer.intake.judging import Judged
from optimizer.intake.records import Records
from optimizer.intake.spec import Read
from optimizer.spatial.sheet import ROLES
from optimizer.spatial.write import write_geopackage

OWN = frozenset({"fid", "geom", "geometry", "id", "ogc_fid"})
LISTS = frozenset({"minerals"})


def write(folder: Path, read: Read, judged: Judged, target: CRS) -> None:
    """Write everything; the folder must be there and empty."""
    case = dict(read.case)
    code = target.to_epsg()
    case["frame"] = {**read.frame, "crs": f"EPSG:{code}" if code else target.to_wkt()}
    for item, made in judged.items:
        role = item.source.role
        if made is not None and role in TABLES:
            _table(folder / f"{role}.csv", role, _pointed(item, made))
        elif made is not None and role not in case:
            case[role] = [_nested(row) for row in made.rows]
        if item.layer is not None and role not in {REFERENCE, "places"}:
            _layer(folder, item, target)
            case = case if role in ROLES else {**case, "layers": _exclusions(case, item)}
    _yaml(folder / "case.yaml", case)
    if read.policy:
        _yaml(folder / "policy.yaml", read.policy)
    _readme(folder, read, judged, str(case["frame"]["crs"]))


def _yaml(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _pointed(item: Item, made: Records) -> list[dict[str, str]]:
    """Return the records, places with the coordinates of their points [m]."""
    rows = [dict(row) for row in made.rows]
    if item.source.role == "places" and item.layer is not None:
        for row, shape in zip(rows, item.layer.shapes, strict=True):
            if shape is not None and not shape.is_empty:
                row["east"], row["north"] = f"{shape.centroid.x:.2f}", f"{shape.centroid.y:.2f}"
    return rows


def _table(path: Path, role: str, rows: Sequence[Mapping[str, str]]) -> None:
    used = {field for row in rows for field in row}
    order = ["id", "name.zh", "name.en", *targets(role), *sorted(used), "sources"]
    fields = [field for field in dict.fromkeys(order) if field in used and not field.startswith("attributes.")]
    extra = sorted(field for field in used if field.startswith("attributes."))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*fields, *(["attributes"] if extra else [])])
        for row in rows:
            packed = "|".join(f"{name.partition('.')[2]}={row[name]}" for name in extra if row.get(name))
            writer.writerow([*(row.get(field, "") for field in fields), *([packed] if extra else [])])


def _nested(row: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field, value in row.items():
        head, _, tail = field.partition(".")
        if tail:
            out.setdefault(head, {})[tail] = value
        else:
            out[head] = value.replace("、", ";").split(";") if field in LISTS else value
    return out


def _layer(folder: Path, item: Item, target: CRS) -> None:
    assert item.layer is not None
    role = item.source.role
    present = [row for row, shape in enumerate(item.layer.shapes) if shape is not None and not shape.is_empty]
    if not present:
        return
    columns: dict[str, list[Any]] = {"id": [item.labels[row] for row in present]}
    if not item.source.records or role not in (*TABLES, "areas", "zones"):
        columns |= _kept(item, present) | _meant(item, present)
    shapes = shapely.force_2d(np.array([item.layer.shapes[row] for row in present], dtype=object))
    frame = geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=target)
    (folder / "layers").mkdir(exist_ok=True)
    write_geopackage(folder / "layers" / f"{role}.gpkg", {role: frame})


def _kept(item: Item, present: Iterable[int]) -> dict[str, list[Any]]:
    """Return the planner's own fields of a layer without records, as text, for buffers by attribute and for names."""
    rows = [item.table.rows[row] for row in present]
    fields = [field for field in item.table.fields if field.lower() not in OWN]
    return {field: [None if row.get(field) is None else str(row.get(field)) for row in rows] for field in fields}


def _meant(item: Item, present: Iterable[int]) -> dict[str, list[Any]]:
    """Return the fields that the spec gives a meaning of ours in a layer without records: those of a resource grid."""
    rows = [item.table.rows[row] for row in present]
    found = {to: [row.get(field) for row in rows] for to, (field, _) in item.chosen.items() if to != "id"}
    return {to: [None if value is None else str(value) for value in values] for to, values in found.items()}


def _exclusions(case: Mapping[str, Any], item: Item) -> list[dict[str, Any]]:
    """Return the case's exclusion layers with the file of this one."""
    role = item.source.role
    listed = [dict(layer) for layer in case.get("layers") or ()]
    if role not in {str(layer.get("id")) for layer in listed}:
        named = {"id": role, "name": {"zh": role, "en": role}}
        listed.append({**named, **(item.source.exclusion or {})})
    return [{**layer, "file": f"{role}.gpkg"} if str(layer.get("id")) == role else layer for layer in listed]


def _readme(folder: Path, read: Read, judged: Judged, system: str) -> None:
    lines = [
        f"# {read.frame.get('id', '')}", "",
        "由 `lodeplan import` 生成；各字段的来源见下表与各记录的 `sources`。",
        "Made by `lodeplan import`; sources of figures are in this table and in `sources` of every record.", "",
        f"坐标系 coordinate system: {system}", "",
        "| 用途 role | 来源 source | 要素 features | SHA-256 |", "|---|---|---|---|",
    ]  # fmt: skip
    for item, _ in judged.items:
        digest = _digest(read.path.parent / item.source.file) if item.source.file else "—"
        lines.append(f"| {item.source.role} | {item.table.file} | {len(item.table.rows)} | {digest} |")
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(folder: Path, problems: Iterable[Any], judged: Judged) -> None:
    """Write everything that was found and mended as import-report.json."""
    content = {
        "problems": [problem.model_dump(mode="json") for problem in problems],
        "mends": [asdict(mend) for mend in judged.mends],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / "import-report.json").write_text(text + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    if not path.is_file():
        return "—"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
