"""Places and protected ground: townships' areas, key zones, exclusion layers, and the tables that geometry yields.

The tables (`Excluded`, `Overlap`, `Spacing`, `Adjacency`, `Haul`) are what rules see of geometry; `optimizer.spatial`
derives them, or the planner supplies them. Units: m² and m, haul cost in 万元 per capacity unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from models.base import Amount, Figure, Id, Positive, Record, Share, Sourced, Text


class Area(Sourced):
    """A concentrated mining area (集中开采区) with its quota of licences."""

    id: Id = Field(title="编号", description="identifier")
    name: Text = Field(title="名称", description="name")
    township: str = Field(title="乡镇", default="", description="township")
    rock: str = Field(title="规划所称岩性", default="", description="rock as the plan names it")
    mineral: Id = Field(title="矿种", description="mineral")
    area_km2: Amount = Field(title="规划所载面积 [km²]", description="area as printed [km²]")
    quota: int = Field(title="拟设采矿权数上限 [个]", ge=0, description="new licences at most [count]")
    output_cap: Amount | None = Field(
        title="年产量上限 [核算单位/年]", default=None, description="yearly output at most [account unit/a]"
    )
    least_scale: Amount | None = Field(
        title="新设采矿权最低规模 [规模单位/年]",
        default=None,
        description="least capacity of a new licence [capacity unit/a]",
    )
    whole: bool = Field(
        title="可以整体开发，不得分割", default=False, description="can be developed as one: must not be divided"
    )


class Zone(Sourced):
    """A key mining zone (重点开采区)."""

    id: Id = Field(title="编号", description="identifier")
    name: Text = Field(title="名称", description="name")
    minerals: tuple[Id, ...] = Field(title="主要矿种", default=(), description="main minerals")


class Sight(Record):
    """Line of sight over a terrain (可视范围): ground counts where a point of the feature sees it, up to a cap.

    Without a terrain all ground within the cap counts.
    """

    observer_m: Amount = Field(title="观察点离地高 [m]", default=Decimal("1.6"), description="eye above the ground [m]")
    target_m: Amount = Field(
        title="目标离地高 [m]",
        default=Decimal(0),
        description="what must stay out of sight above ground [m]",
    )
    cap_m: Positive = Field(title="最大可视距离 [m]", default=Decimal(1000), description="beyond it nothing counts [m]")
    refraction: Share = Field(
        title="大气折光系数 [1]",
        default=Decimal("0.13"),
        description="share of the earth's curvature [1]",
    )
    step_m: Positive = Field(
        title="观察点间距 [m]",
        default=Decimal(50),
        description="along lines and boundaries, inside areas [m]",
    )


class Layer(Sourced):
    """An exclusion layer: what it forbids to whom, how wide, and what becomes of a block that it touches.

    With ``minerals`` or ``catalogue_classes`` it concerns only sites of one of these minerals or classes. With
    ``buffer_by`` the width is that of the feature's value of ``buffer_field``; a positive ``buffer_m`` is the stated
    width of features whose value is not listed, which otherwise are refused.
    """

    id: Id = Field(title="编号（按条款次序）", description="identifier, in clause order")
    name: Text = Field(title="名称", description="name")
    forbids: Literal["open_pit", "any"] = Field(
        title="禁止的活动", default="open_pit", description="what may not be done there"
    )
    minerals: tuple[Id, ...] = Field(title="所涉矿种", default=(), description="minerals that it concerns")
    catalogue_classes: tuple[Literal[1, 2, 3], ...] = Field(
        title="所涉矿产勘查开采分类目录类别；亦未列矿种时为全部",
        default=(),
        description="classes in 矿产勘查开采分类目录 that it concerns; with no mineral named either: all",
    )
    buffer_m: Amount = Field(
        title="要素外一并计入的宽度 [m]", default=Decimal(0), description="width around the feature that counts too [m]"
    )
    buffer_field: str = Field(
        title="要素类别字段，如 GRADE",
        default="",
        description="field of the features that names their class, such as GRADE",
    )
    buffer_by: Mapping[str, Amount] = Field(
        title="按要素类别的宽度 [m]", default_factory=dict, description="width by class of feature [m]"
    )
    sight: Sight | None = Field(
        title="可视范围设置", default=None, description="ground in sight of the feature counts too"
    )
    tolerance_m2: Amount = Field(
        title="可忽略的压覆面积 [m²]", default=Decimal(0), description="overlap up to which nothing follows [m²]"
    )
    touched: Literal["drop", "clip", "consent"] = Field(
        title="被压覆区块的处理方式", default="drop", description="what becomes of a touched block"
    )
    file: str = Field(
        title="layers/ 下的文件，多图层时加 ::图层名",
        default="",
        description="file under layers/, with ::layer where it holds several",
    )
    version: str = Field(
        title="图层版本或发布日期，列入台账",
        default="",
        description="version or date of issue of the layer, as the ledger prints it",
    )
    on: bool = Field(title="是否启用", default=True, description="in force")


class Place(Sourced):
    """A place of demand; without coordinates it is a county-wide market, reached from everywhere."""

    id: Id = Field(title="编号", description="identifier")
    name: Text = Field(title="名称", description="name")
    east: Figure | None = Field(title="横坐标 [m]", default=None, description="easting [m]")
    north: Figure | None = Field(title="纵坐标 [m]", default=None, description="northing [m]")


class Region(Sourced):
    """An administrative unit of a case that spans several: a county, city or province, in a tree by `parent`."""

    id: Id = Field(title="标识", description="identifier")
    name: Text = Field(title="名称", description="name")
    parent: Id | None = Field(title="上级行政区", default=None, description="unit it belongs to, None at the top")


class Excluded(Record):
    """Ground of a site inside a layer (buffer included)."""

    site: Id = Field(title="矿区或地块", description="site")
    layer: Id = Field(title="图层", description="layer")
    area_m2: Amount = Field(title="压覆面积 [m²]", description="overlap [m²]")
    share: Share = Field(title="压覆面积占比 [1]", description="overlap over the site's area [1]")
    distance_m: Amount = Field(
        title="至要素（不含缓冲）距离 [m]",
        default=Decimal(0),
        description="from the site to the unbuffered feature [m]",
    )
    seen_from_m: Amount | None = Field(
        title="可视最近距离 [m]", default=None, description="from the site to the nearest point that sees it [m]"
    )
    consent: bool = Field(
        title="主管单位已同意并有记录",
        default=False,
        description="the operator of the protected thing has agreed, on record",
    )


class Consent(Sourced):
    """The operator of the protected thing has agreed to mining on a site's ground; its source is the document."""

    site: Id = Field(title="矿区或地块", description="site")
    layer: Id = Field(title="允许征求同意的图层", description="layer that allows consent")
    by: str = Field(title="同意单位", default="", description="who agreed")
    date: str = Field(title="文件日期", default="", description="date of the document")


class Overlap(Record):
    """Two sites on the same ground."""

    first: Id = Field(title="矿区或地块", description="site")
    second: Id = Field(title="矿区或地块", description="site")
    area_m2: Amount = Field(title="重叠面积 [m²]", description="common ground [m²]")


class Spacing(Record):
    """How far apart two sites lie, listed when within the largest distance that any clause asks about."""

    first: Id = Field(title="矿区或地块", description="site")
    second: Id = Field(title="矿区或地块", description="site")
    distance_m: Amount = Field(title="边界间距 [m]", description="boundary to boundary [m]")


class Adjacency(Record):
    """Two sites that share a boundary or lie close enough to be worked as one."""

    first: Id = Field(title="矿区或地块", description="site")
    second: Id = Field(title="矿区或地块", description="site")
    shared_m: Amount = Field(title="公共边界长度 [m]", description="length of common boundary [m]")


class Haul(Record):
    """What it takes to bring a site's output to a place."""

    site: Id = Field(title="矿区或地块", description="site")
    place: Id = Field(title="需求地", description="place")
    cost: Amount = Field(title="运费 [万元/规模单位]", description="cost [万元 per capacity unit]")
    distance_km: Amount | None = Field(title="道路运距 [km]", default=None, description="distance along the road [km]")
    allowed: bool = Field(title="是否可运", default=True, description="may be shipped")


class Geography(Record):
    """All that geometry says about a case."""

    excluded: tuple[Excluded, ...] = Field(
        title="地块压覆的禁限区", default=(), description="protected ground under sites"
    )
    overlaps: tuple[Overlap, ...] = Field(title="相互重叠的地块", default=(), description="sites on the same ground")
    spacings: tuple[Spacing, ...] = Field(title="相近的地块", default=(), description="sites near to each other")
    adjacencies: tuple[Adjacency, ...] = Field(title="相邻的地块", default=(), description="neighbours")
    hauls: tuple[Haul, ...] = Field(title="产地至需求地运输", default=(), description="site to place")
