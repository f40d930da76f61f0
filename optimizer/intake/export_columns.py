"""The layers and columns of the planning database (矿产资源规划数据库): codes, names, and where each value is.

Codes KAICQK and KAICQST and the field codes are those of REGULATIONS §4.2; KANCQK, KAICQZD and CKQ follow by analogy
(assumed there), so that the alias table beside a Shapefile says what each stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import shapely

from models import Case
from models.plan import Decision

Value = str | float | int | None
METHODS = {"open_pit": "露天开采", "underground": "地下开采"}
DEGREES = {"general": "普查", "detailed": "详查", "advanced": "勘探"}
SIZES = {"large": "大型", "medium": "中型", "small": "小型"}
ACTIONS = {
    "not_licensed": "不投放", "licensed": "投放", "keep": "保留", "expand": "扩能", "close": "关闭",
    "rectify": "限期整改", "join": "整合", "not_granted": "不设置", "granted": "设置",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feature:
    """What a row is made from."""

    record: Any
    shape: Any
    case: Case
    decision: Decision | None

    @property
    def mineral(self) -> Any:
        """The record's mineral, None where it has none."""
        return self.case.mineral.get(getattr(self.record, "mineral", ""))


@dataclass(frozen=True, slots=True)
class Column:
    """code: ASCII, at most 10 letters; name: in full; unit: of figures; value: of a feature."""

    code: str
    name: str
    unit: str
    value: Callable[[Feature], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """role: list of the case; code: of the layer; name: in full."""

    role: str
    code: str
    name: str
    columns: tuple[Column, ...]


def _plain(field: str, words: Mapping[str, str] | None = None) -> Callable[[Feature], Value]:
    def value(feature: Feature) -> Value:
        found = getattr(feature.record, field, None)
        if found is None:
            return None
        if isinstance(found, Decimal):
            return float(found)
        if isinstance(found, int):
            return found
        return words.get(str(found), str(found)) if words else str(found)

    return value


def _mineral(field: str) -> Callable[[Feature], Value]:
    def value(feature: Feature) -> Value:
        mineral = feature.mineral
        if mineral is None:
            return None
        return str(mineral.name.zh if field == "name" else getattr(mineral, field))

    return value


def _decided(field: str, words: Mapping[str, str] | None = None) -> Callable[[Feature], Value]:
    def value(feature: Feature) -> Value:
        found = getattr(feature.decision, field, None)
        if found is None:
            return None
        if isinstance(found, Decimal):
            return float(found)
        return words.get(str(found), str(found)) if words else str(found)

    return value


def corner_string(feature: Feature) -> str:
    """Return the outline as “rings,n,X,Y,…,0,0,flag,…”, X the northing, to the millimetre."""
    rings: list[str] = []
    for part in shapely.get_parts(feature.shape):
        for flag, ring in ((1, part.exterior), *((-1, hole) for hole in part.interiors)):
            points = shapely.get_coordinates(ring)[:-1]
            body = ",".join(f"{north:.3f},{east:.3f}" for east, north in points.tolist())
            rings.append(f"{len(points)},{body},0,0,{flag}")
    return ",".join((str(len(rings)), *rings))


NUMBER = Column("GHQBH", "规划区编号", "", _plain("id"))
NAME = Column("GHQMC", "名称", "", lambda feature: str(feature.record.name.zh))
TOWN = Column("SZXZQ", "所在行政区", "", _plain("township"))
STATED = Column("GHQMJ", "面积", "km²", _plain("area_km2"))
MEASURED = Column("LDMJ", "量算面积", "m²", lambda feature: round(float(feature.shape.area), 2))
CORNERS = Column("GDZB", "拐点坐标", "m", corner_string)
MINERAL = (Column("KCZKZ", "开采主矿种", "", _mineral("name")), Column("KZDM", "矿种代码", "", _mineral("code")))
METHOD = Column("KCFS", "开采方式", "", _plain("method", METHODS))
HELD = (Column("ZYL", "资源量", "", _plain("resource")), Column("ZYLDW", "资源量单位", "", _mineral("resource_unit")))
PLANNED = (
    Column("CZ", "处置", "", _decided("action", ACTIONS)),
    Column("TFSX", "投放时序", "", _decided("start")),
    Column("SJGM", "设计开采规模", "", _decided("capacity")),
    Column("GMDW", "规模单位", "", _mineral("capacity_unit")),
    Column("GMJB", "生产规模级别", "", _decided("production_class", SIZES)),
)
LICENCE = (
    Column("XKZH", "许可证号", "", _plain("licence")),
    Column("XGM", "现规模", "", _plain("capacity")),
    Column("XGMJB", "现规模级别", "", _plain("production_class", SIZES)),
    Column("YXQZ", "有效期止", "", _plain("expires")),
)
DEGREE = Column("KCCD", "勘查程度", "", _plain("degree", DEGREES))
QUOTA = Column("NSCKQS", "拟设采矿权", "个", _plain("quota"))
SHEETS: tuple[Sheet, ...] = (
    Sheet("blocks", "KAICQK", "开采规划区块",
          (NUMBER, NAME, TOWN, STATED, MEASURED, *MINERAL, METHOD, DEGREE, *HELD, *PLANNED, CORNERS)),
    Sheet("explorations", "KANCQK", "勘查规划区块",
          (NUMBER, NAME, TOWN, STATED, MEASURED, *MINERAL, *PLANNED[:2], CORNERS)),
    Sheet("mines", "CKQ", "采矿权",
          (NUMBER, NAME, TOWN, STATED, MEASURED, *MINERAL, METHOD, *HELD, *LICENCE, *PLANNED, CORNERS)),
    Sheet("areas", "KAICQST", "砂石粘土开采分区", (NUMBER, NAME, TOWN, STATED, MEASURED, *MINERAL, QUOTA, CORNERS)),
    Sheet("zones", "KAICQZD", "重点开采区", (NUMBER, NAME, MEASURED, CORNERS)),
)  # fmt: skip
