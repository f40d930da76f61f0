"""Find and read the layers of an instance folder, as they are: nothing is reprojected or mended here.

``layers/<role>.{geojson,gpkg,shp}`` by role, and for each exclusion layer the file that the case names, with
``::name`` where the file holds several. A file outside the folder is never opened.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pyogrio.errors

from models import Case, Problem
from optimizer.spatial.codes import problem, words
from optimizer.spatial.nearby import Vicinity, features
from optimizer.spatial.sheet import ROLES, SUFFIXES, Sheet

Found = Sheet | Problem
Sheets = tuple[tuple[Sheet, ...], tuple[Problem, ...]]


def read_roles(folder: Path) -> Sheets:
    """Return the layers of the roles that could be read, and what could not."""
    return _parted(_roles(folder / "layers"))


def read_exclusions(folder: Path, case: Case, about: Vicinity | None) -> Sheets:
    """Return the exclusion layers in clause order, large ones about the sites alone, and what could not be read."""
    return _parted(_exclusions(folder / "layers", case, about))


def _parted(results: Iterator[Found]) -> Sheets:
    found = tuple(results)
    sheets = tuple(item for item in found if isinstance(item, Sheet))
    return sheets, tuple(item for item in found if isinstance(item, Problem))


def _roles(root: Path) -> Iterator[Found]:
    for role in ROLES:
        paths = [root / f"{role}{suffix}" for suffix in SUFFIXES if (root / f"{role}{suffix}").is_file()]
        if len(paths) > 1:
            names = ", ".join(path.name for path in paths)
            yield problem(
                "LD-618",
                words(f"图层 {role} 有多个文件：{names}", f"the layer {role} has several files: {names}"),
                words("只保留一个文件", "keep one of them"),
                file=f"layers/{paths[0].name}",
            )
        for path in paths[:1]:
            yield _load(root, path.name, role, role)


def _exclusions(root: Path, case: Case, about: Vicinity | None) -> Iterator[Found]:
    told = bool(case.geography.excluded) or (root.parent / "excluded.csv").is_file()
    for layer in case.layers:
        if not layer.file and layer.on and not told:
            yield _fileless(layer.id)
        if not layer.file or not layer.on:
            continue
        name, _, inner = layer.file.partition("::")
        path = (root / name).resolve()
        if not path.is_relative_to(root.resolve()):
            yield problem(
                "LD-619",
                words(f"文件 {name} 不在 layers 目录内", f"the file {name} lies outside the folder layers/"),
                words("把文件放入 layers 目录，只写文件名", "put the file into layers/ and give its name only"),
                file="case.yaml", row=layer.id, field="file", value=layer.file,
            )  # fmt: skip
        elif not path.exists():
            yield problem(
                "LD-616",
                words(f"找不到图层 {layer.id} 的文件 {name}", f"the file {name} of layer {layer.id} does not exist"),
                words("补充文件，或把该图层设为 on: false", "add the file, or switch the layer off with on: false"),
                file="case.yaml", row=layer.id, field="file", value=layer.file,
            )  # fmt: skip
        else:
            yield _load(root, name, layer.id, inner or None, about and about.of(layer))


def _fileless(layer: str) -> Problem:
    return problem(
        "LD-642",
        words(f"图层 {layer} 没有文件，不产生任何避让", f"the layer {layer} has no file: nothing is excluded by it"),
        words("填写 file，或提供 excluded.csv，或设为 on: false", "give its file, or excluded.csv, or set on: false"),
        file="case.yaml", row=layer, field="file", fatal=False,
    )  # fmt: skip


def _load(root: Path, name: str, role: str, wanted: str | None, about: Vicinity | None = None) -> Found:
    file = f"layers/{name}"
    try:
        present = [str(row[0]) for row in pyogrio.list_layers(root / name) if row[1] is not None]
        inner = _inner(present, role, wanted)
        if inner is None:
            return _unnamed(file, role, present, wanted)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # rings that do not close are told later, by feature
            frame = features(root / name, inner, about)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError, OSError) as error:
        return _unreadable(file, role, str(error))
    if "geometry" not in frame.columns:
        return _unreadable(file, role, "no geometry column")
    return Sheet(role=role, file=file if len(present) == 1 else f"{file}::{inner}", frame=frame)


def _inner(present: list[str], role: str, wanted: str | None) -> str | None:
    name = wanted or role
    if name in present:
        return name
    alone = len(present) == 1 and name == role
    return present[0] if alone else None


def _unnamed(file: str, role: str, present: list[str], wanted: str | None) -> Problem:
    held = ", ".join(present) or "—"
    return problem(
        "LD-617",
        words(
            f"文件中没有可用的图层 {wanted or role}；现有：{held}",
            f"the file holds no usable layer {wanted or role}; it holds: {held}",
        ),
        words("在文件名后写 ::图层名", "write ::layer after the file's name"),
        file=file, row=role, value=wanted or "",
    )  # fmt: skip


def _unreadable(file: str, role: str, reason: str) -> Problem:
    return problem(
        "LD-610",
        words(f"无法读取图层：{reason}", f"the layer cannot be read: {reason}"),
        words("用 GIS 软件打开检查并另存为 GeoPackage", "open it in a GIS, check it, and save it as GeoPackage"),
        file=file, row=role,
    )  # fmt: skip
