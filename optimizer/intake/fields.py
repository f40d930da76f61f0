"""Our fields that a source may fill, by role, what kind of value each is, and the planners' names for them.

The aliases are those of REGULATIONS §4.2: old planning-database codes, the licence register and its pinyin, open lists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from models import Block, Exploration, Mine, Place
from models.geography import Area, Zone
from optimizer.spatial.sheet import TOWNSHIP_FIELDS

MODELS: dict[str, Any] = {
    "blocks": Block, "mines": Mine, "explorations": Exploration, "areas": Area, "zones": Zone, "places": Place,
}  # fmt: skip
GRID = "resources"
CELLS = ("id", "resources", "block")
"""The role of a resource grid, and what its cells may have; amounts are in the mineral's resource unit."""
TABLES = ("blocks", "mines", "explorations", "places")
REQUIRED = {
    "blocks": ("mineral", "method"),
    "mines": ("mineral", "method", "capacity", "production_class"),
    "explorations": ("mineral",),
    "areas": ("mineral", "area_km2", "quota"),
    "zones": (),
    "places": (),
}
CAPACITY = ("capacity", "least_capacity", "most_capacity", "output_base", "least_scale")
RESOURCE = ("resource", "recoverable")
AREA = ("area_km2",)
UNITS = {**dict.fromkeys(CAPACITY, "capacity"), **dict.fromkeys(RESOURCE, "resource"), **dict.fromkeys(AREA, "area")}
MINERALS = ("mineral", "planned_mineral", "minerals")
NESTED = ("sources", "duties", "availability", "attributes", "ramp", "closing_reasons", "name")
STATED_UNITS = ("capacity.unit", "resource.unit", "area.unit")
SKIP = "-"

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "GHQBH", "QKBH", "BH", "区块编号", "规划区编号", "编号", "编号县", "编号市",
           "图面号", "矿区编码", "KQBM", "CQBH"),
    "name.zh": ("name", "GHQMC", "QKMC", "KSMC", "MC", "区块名称", "规划区名称", "开采规划区名称",
                "矿山名称", "名称", "矿区名称"),
    "licence": ("XKZH", "许可证号", "采矿许可证号", "许可证编号"),
    "township": TOWNSHIP_FIELDS,
    "mineral": ("KCZKZ", "KCZKZMC", "ZYKZ", "主要矿产", "开采主矿种", "主矿种", "矿种", "勘查主矿种", "KZ"),
    "method": ("KCFS", "开采方式"),
    "area_km2": ("GHQMJ", "KQMJ", "QKMJ", "MJ", "面积", "区块面积", "矿区面积", "分区面积"),
    "capacity": ("SJGM", "设计规模", "设计生产规模", "开采设计规模", "生产规模", "现规模", "SCGM"),
    "capacity.unit": ("GMDW", "规模单位", "SJGMDW"),
    "most_capacity": ("拟设规模", "设计开采规模"),
    "resource": ("ZYL", "BYZYL", "资源量", "保有资源储量", "占用资源储量", "总储量", "ZCL"),
    "resource.unit": ("ZYLDW", "CLDW", "储量单位", "资源储量单位"),
    "recoverable": ("可采量", "可采储量", "设计利用储量"),
    "production_class": ("GMJB", "生产规模级别", "现规模级别", "矿山规模", "KSGM"),
    "output_base": ("实际产能", "实际产量"),
    "expires": ("YXQZ", "有效期止", "有效期至", "有效期"),
    "degree": ("KCCD", "勘查程度", "现有勘查程度"),
    "set_type": ("SZLX", "设置类型", "类型"),
    "grant_mode": ("CRFS", "出让方式"),
    "area": ("集中开采区", "所属集中开采区"),
    "zone": ("重点开采区", "所属重点开采区"),
    "quota": ("NSCKQS", "拟设采矿权数量", "拟设采矿权"),
    "corners": ("GDZB", "ZB", "QYZB", "区域坐标", "拐点坐标", "区块范围", "矿区范围"),
}  # fmt: skip
BY_ALIAS = {alias.upper(): target for target, names in ALIASES.items() for alias in names}
USUAL = {"GHQMJ": "km²", "KQMJ": "km²"}
"""Units that the old standard prints for a code (F10.4 km²); to be confirmed like any guess."""
BRACKETS = re.compile(r"[（(\[]([^）)\]]*)[）)\]]")


@cache
def targets(role: str) -> tuple[str, ...]:
    """Return the fields of ours that a source of this role may fill."""
    if role not in MODELS:
        return CELLS if role == GRID else ("id",)
    single = [name for name in MODELS[role].model_fields if name not in NESTED]
    units = [name for name in STATED_UNITS if any(UNITS.get(field) == name[:-5] for field in single)]
    return (*single, "name.zh", "name.en", *units)


def split(field: str) -> tuple[str, str]:
    """Return a heading's name and the unit it states in brackets."""
    inside = BRACKETS.search(field)
    return BRACKETS.sub("", field).strip(), inside.group(1).strip() if inside else ""
