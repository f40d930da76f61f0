"""A small clean project in any format: a county, four blocks, two mines; tests plant one mistake in it each.

Rectangles of 1000 m × 800 m = 0.8 km² (blocks) and 500 m × 400 m = 0.2 km² (mines), 3 km apart, in EPSG:4547 near
113.0° E, 33.2° N; the county is 40 km × 40 km around them.
"""

from __future__ import annotations

import copy
import csv
import json
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pyogrio
import shapely
import yaml

EAST, NORTH = 406_000.0, 3_680_000.0
SYSTEM = "EPSG:4547"
CASE: dict[str, Any] = {
    "frame": {
        "id": "small", "title": {"zh": "小县", "en": "small"}, "county": {"zh": "小县", "en": "small"},
        "county_code": "411322", "base_year": 2020, "plan_year": "2022", "crs": SYSTEM,
    },
    "periods": [{"id": "2021", "start": 2021}, {"id": "2022", "start": 2022}],
    "minerals": [
        {"id": "stone", "name": {"zh": "建筑石料用灰岩", "en": "Building stone"}, "code": "83907", "catalogue_class": 3,
         "capacity_unit": "万t", "account_unit": "万t", "resource_unit": "万t"},
        {"id": "fluorite", "name": {"zh": "萤石", "en": "Fluorite"}, "code": "63701", "catalogue_class": 2,
         "capacity_unit": "万t", "account_unit": "万t", "resource_unit": "万t"},
    ],
}  # fmt: skip
POLICY = {"planned_mineral": {"mode": "hard"}}
BLOCK_FIELDS: dict[str, Any] = {
    "GHQBH": "id", "GHQMC": "name.zh", "SZXZQ": "township", "KCZKZ": "mineral", "KCFS": "method",
    "GHQMJ": {"to": "area_km2", "unit": "km²"}, "ZYL": {"to": "resource", "unit": "万t"},
}  # fmt: skip
MINE_FIELDS: dict[str, Any] = {
    "KQBM": "id", "KSMC": "name.zh", "XKZH": "licence", "KCZKZ": "mineral", "KCFS": "method",
    "SJGM": {"to": "capacity", "unit": "万t/a"}, "GMJB": "production_class", "YXQZ": "expires",
    "KQMJ": {"to": "area_km2", "unit": "ha"},
}  # fmt: skip


def box(west: float, south: float, width: float = 1000, height: float = 800) -> Any:
    return shapely.box(EAST + west, NORTH + south, EAST + west + width, NORTH + south + height)


@dataclass
class Layer:
    """Rows, shapes and how they are written; a test changes what it likes before `Project.write`."""

    rows: list[dict[str, Any]]
    shapes: list[Any]
    crs: str | None = SYSTEM
    spec: dict[str, Any] = field(default_factory=dict)


def blocks() -> Layer:
    rows = [
        {"GHQBH": f"CQ-0{n}", "GHQMC": f"石门山{n}区块", "SZXZQ": "清河镇", "KCZKZ": "建筑石料用灰岩",
         "KCFS": "露天开采", "GHQMJ": 0.8, "ZYL": 1200.5}
        for n in range(1, 5)
    ]  # fmt: skip
    return Layer(rows, [box(3000 * n, 0) for n in range(1, 5)], spec={"role": "blocks", "fields": dict(BLOCK_FIELDS)})


def mines() -> Layer:
    rows = [
        {"KQBM": f"M-0{n}", "KSMC": f"萤石矿{n}", "XKZH": f"C411322201006712006{n}001", "KCZKZ": "63701",
         "KCFS": "地下开采", "SJGM": 6, "GMJB": "中型", "YXQZ": "2030-06-30", "KQMJ": 20}
        for n in range(1, 3)
    ]  # fmt: skip
    shapes = [box(3000 * n, 5000, 500, 400) for n in range(1, 3)]
    return Layer(rows, shapes, spec={"role": "mines", "fields": dict(MINE_FIELDS)})


def county() -> Layer:
    rows = [{"id": "411322", "name": "小县"}]
    return Layer(rows, [box(-10_000, -15_000, 40_000, 40_000)], spec={"role": "county", "fields": {"id": "id"}})


class Project:
    """A spec and its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = copy.deepcopy(CASE)
        self.layers = {"county": county(), "blocks": blocks(), "mines": mines()}
        self.formats = {"county": "gpkg", "blocks": "gpkg", "mines": "gpkg"}
        self.extra: list[dict[str, Any]] = []
        self.text: str | None = None

    @property
    def blocks(self) -> Layer:
        return self.layers["blocks"]

    @property
    def mines(self) -> Layer:
        return self.layers["mines"]

    def write(self) -> Path:
        """Write every file and return the spec's path; files that a test wrote already stay as they are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        sources = []
        for name, layer in self.layers.items():
            file = layer.spec.get("file") or f"{name}.{self.formats[name]}"
            if not layer.spec.get("database") and not (self.folder / file).exists():
                WRITERS[self.formats[name]](self.folder / file, layer)
            sources.append({"file": file, **layer.spec} if not layer.spec.get("database") else layer.spec)
        path = self.folder / "spec.yaml"
        content = {"case": self.case, "policy": POLICY, "sources": sources + self.extra}
        path.write_text(self.text or yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path


def frame(layer: Layer) -> Any:
    warnings.filterwarnings("ignore", "'crs' was not provided")
    return geopandas.GeoDataFrame(layer.rows, geometry=layer.shapes, crs=layer.crs)


def gpkg(path: Path, layer: Layer) -> None:
    pyogrio.write_dataframe(frame(layer), path, layer=path.stem, driver="GPKG", geometry_type="Unknown")


def geojson(path: Path, layer: Layer) -> None:
    """GeoJSON by hand: whatever the shape, as it is."""
    crs = {} if layer.crs is None else {"crs": {"type": "name", "properties": {"name": layer.crs}}}
    shapes = [None if shape is None else shape if isinstance(shape, dict) else shapely.geometry.mapping(shape)
              for shape in layer.shapes]  # fmt: skip
    features = [
        {"type": "Feature", "properties": row, "geometry": shape} for row, shape in zip(layer.rows, shapes, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", **crs, "features": features}, ensure_ascii=False), "utf-8")


def shp(path: Path, layer: Layer, encoding: str = "UTF-8") -> None:
    pyogrio.write_dataframe(frame(layer), path, driver="ESRI Shapefile", encoding=encoding)


def gbk(path: Path, layer: Layer) -> None:
    """A Shapefile in GBK as desktop GIS writes it: no .cpg, no language byte."""
    shp(path, layer, "GBK")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    with path.with_suffix(".dbf").open("r+b") as file:
        file.seek(29)
        file.write(b"\0")


def gdb(path: Path, layer: Layer) -> None:
    pyogrio.write_dataframe(frame(layer), path, layer=path.stem, driver="OpenFileGDB", geometry_type="MultiPolygon",
                            promote_to_multi=True)  # fmt: skip


def lonlat(layer: Layer) -> list[Any]:
    return list(frame(layer).to_crs("EPSG:4490").geometry)


def kml(path: Path, layer: Layer) -> None:
    def ring(points: Any) -> str:
        text = " ".join(f"{x:.12f},{y:.12f},0" for x, y, *_ in points)
        return f"<LinearRing><coordinates>{text}</coordinates></LinearRing>"

    marks = []
    for row, shape in zip(layer.rows, lonlat(layer), strict=True):
        data = "".join(f'<Data name="{key}"><value>{value}</value></Data>' for key, value in row.items())
        outer = f"<outerBoundaryIs>{ring(shape.exterior.coords)}</outerBoundaryIs>"
        marks.append(
            f"<Placemark><name>x</name><ExtendedData>{data}</ExtendedData><Polygon>{outer}</Polygon></Placemark>"
        )
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?><kml><Document>{"".join(marks)}</Document></kml>', "utf-8")


def register(shape: Any) -> str:
    """Licence register form: rings, points, (no, X, Y)…, top, bottom, flag."""
    points = list(shape.exterior.coords)[:-1]
    body = ",".join(f"{n},{y:.3f},{x:.3f}" for n, (x, y, *_) in enumerate(points, 1))
    return f"1,{len(points)},{body},200,100,1"


def pairs(shape: Any) -> str:
    """Planning-block form: rings, points, (X, Y)…, top, bottom, flag."""
    points = list(shape.exterior.coords)[:-1]
    return f"1,{len(points)}," + ",".join(f"{y:.3f},{x:.3f}" for x, y, *_ in points) + ",200,100,1"


def semicolons(shape: Any) -> str:
    return ";".join(f"{y:.3f},{x:.3f}" for x, y, *_ in list(shape.exterior.coords)[:-1])


def cornered(layer: Layer, form: Any = register) -> list[dict[str, Any]]:
    layer.spec.setdefault("crs", SYSTEM)
    layer.spec["fields"] = {**layer.spec["fields"], "拐点坐标": "corners"}
    return [
        {**row, "拐点坐标": row.get("拐点坐标") or form(shape)}
        for row, shape in zip(layer.rows, layer.shapes, strict=True)
    ]


def table(path: Path, layer: Layer, encoding: str = "utf-8-sig") -> None:
    rows = cornered(layer)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def xlsx(path: Path, layer: Layer) -> None:
    """A sheet with a title above its header, as annexes have."""
    rows = cornered(layer, pairs)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["附表8 开采规划区块"])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


def zipped(path: Path, layer: Layer) -> None:
    shp(path.with_suffix(".shp"), layer)
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix in {".shp", ".shx", ".dbf", ".prj", ".cpg"}:
                archive.write(part, f"数据/{part.name}")


WRITERS: dict[str, Any] = {
    "gpkg": gpkg, "geojson": geojson, "shp": shp, "gdb": gdb, "kml": kml, "csv": table, "xlsx": xlsx, "zip": zipped,
    "none": lambda *_: None,
}  # fmt: skip
