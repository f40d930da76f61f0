"""The plan laid over its ground: geometry of every site with the decision beside it, for GIS files and maps.

Blocks and mines have the ground that is left after clipping, mergers the union of their members' ground.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas
import numpy as np
import shapely

from models import Block, Case, Decision, Exploration, Layer, Merger, Mine, Outcome, Text
from models.units import unit
from optimizer.facts import reserve_class
from optimizer.reporting.tables.derived import decision_of
from optimizer.reporting.tables.mines import action_text
from optimizer.reporting.words import CATALOGUE, KINDS, METHODS, SIZES, Language, words
from optimizer.spatial import seen_by, widths

_LINE = 0.5  # m
BARRED = {"open_pit": ("露天开采", "open pit"), "any": ("一切开采", "any mining")}
Site = Block | Mine | Merger | Exploration
Layers = Mapping[str, Any]
"""GeoDataFrames by role or exclusion layer, as `optimizer.spatial.Derived.layers`."""

FIELDS = {
    "id": "编号", "kind": "类别", "name": "名称", "township": "乡镇", "mineral": "矿种", "mineral_code": "矿种代码",
    "method": "开采方式", "reserve_class": "储量规模", "action": "处置", "start": "年度", "capacity": "设计规模",
    "unit": "规模单位", "class": "生产规模级别", "merger": "并入整合", "area_km2": "面积平方公里",
    "kept_share": "避让后保留比例",
}  # fmt: skip
"""Field names in English (GeoJSON) and Chinese (GeoPackage)."""


def shapes_of(case: Case, layers: Layers) -> dict[str, Any]:
    """Return the ground of every site that has any, by id."""
    ground: dict[str, Any] = {}
    for role in ("explorations", "mines", "blocks", "ground"):
        if role in layers:
            ground.update(zip(layers[role]["id"], layers[role].geometry, strict=True))
    for merger in case.mergers:
        members = [ground[member] for member in merger.members if member in ground]
        if members:
            ground[merger.id] = shapely.union_all(members)
    return ground


def site_frame(case: Case, outcome: Outcome, layers: Layers, sites: Sequence[Site], language: Language = "zh") -> Any:
    """Return the sites that have ground, with the plan in attributes under English names."""
    ground = shapes_of(case, layers)
    kept = dict(zip(layers["ground"]["id"], layers["ground"]["share"], strict=True)) if "ground" in layers else {}
    chosen = [site for site in sites if site.id in ground]
    rows = [_attributes(case, site, decision_of(outcome, site.id), language) for site in chosen]
    for row, site in zip(rows, chosen, strict=True):
        row["area_km2"] = round(float(shapely.area(ground[site.id])) / 1e6, 6)
        row["kept_share"] = float(kept.get(site.id, 1.0))
    columns = {field: [row[field] for row in rows] for field in FIELDS}
    return geopandas.GeoDataFrame(columns, geometry=[ground[site.id] for site in chosen], crs=system_of(layers))


def system_of(layers: Layers) -> Any:
    """Return the system that all layers are in."""
    return next(iter(layers.values())).crs


def _attributes(case: Case, site: Site, chosen: Decision | None, language: Language) -> dict[str, Any]:
    mineral = case.mineral[site.mineral]
    producer = not isinstance(site, Exploration)
    size = None if chosen is None else chosen.production_class
    return {
        "id": site.id,
        "kind": words(KINDS, site.kind).of(language),
        "name": site.name.of(language),
        "township": site.township,
        "mineral": mineral.name.of(language),
        "mineral_code": mineral.code,
        "method": words(METHODS, site.method).of(language) if not isinstance(site, Exploration) else "",
        "reserve_class": "" if isinstance(site, Exploration) else words(SIZES, reserve_class(case, site)).of(language),
        "action": action_text(case, chosen).of(language),
        "start": "" if chosen is None or chosen.start is None else chosen.start,
        "capacity": float(chosen.capacity) if chosen is not None and producer else 0.0,
        "unit": unit(f"{mineral.capacity_unit}/a").of(language) if producer else "",
        "class": words(SIZES, size).of(language),
        "merger": "" if chosen is None or chosen.merger is None else chosen.merger,
    }


def place_frame(case: Case, layers: Layers, role: str, language: Language = "zh") -> Any:
    """Return concentrated areas or key zones with their names."""
    names = {record.id: record.name.of(language) for record in getattr(case, role)}
    frame = layers[role]
    columns = {"id": list(frame["id"]), "name": [names[key] for key in frame["id"]]}
    return geopandas.GeoDataFrame(columns, geometry=list(frame.geometry), crs=frame.crs)


def barred_ground(layer: Layer, layers: Layers) -> Any:
    """Return the ground that a layer bars: its features with their buffer and what of sites they see, as one shape.

    A line without a buffer is drawn 1 m wide, so that it is ground at all.
    """
    features, wide = layers[layer.id].geometry.to_numpy(), widths(layer, layers[layer.id])
    flat = (wide == 0) & np.isin(shapely.get_dimensions(features), (0, 1))
    wide = np.where(flat, _LINE, wide)
    band = np.where(wide > 0, shapely.buffer(features, wide), features)
    seen = list(layers[seen_by(layer.id)].geometry) if seen_by(layer.id) in layers else []
    return shapely.union_all([*band, *seen])


def barred_text(case: Case, layer: Layer) -> Text:
    """Return what a layer forbids, and to which minerals or classes of the catalogue where it names any."""
    whom = [case.mineral[name].name for name in layer.minerals if name in case.mineral]
    whom += [words(CATALOGUE, number) for number in layer.catalogue_classes]
    what = words(BARRED, layer.forbids)
    if not whom:
        return what
    zh, en = "、".join(one.zh for one in whom), ", ".join(one.en for one in whom)
    return Text(zh=f"{what.zh}：{zh}", en=f"{what.en}: {en}")


def exclusion_frame(case: Case, layers: Layers, language: Language = "zh") -> Any:
    """Return one row an exclusion layer in force."""
    shown = [layer for layer in case.layers if layer.on and layer.id in layers]
    columns = {
        "id": [layer.id for layer in shown],
        "name": [layer.name.of(language) for layer in shown],
        "bars": [barred_text(case, layer).of(language) for layer in shown],
        "buffer_m": [float(layer.buffer_m) for layer in shown],
        "buffer_by": ["；".join(f"{name} {width:f}" for name, width in layer.buffer_by.items()) for layer in shown],
    }
    ground = [barred_ground(layer, layers) for layer in shown]
    return geopandas.GeoDataFrame(columns, geometry=ground, crs=system_of(layers))
