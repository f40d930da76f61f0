"""The table of sites as planners know it: one row a site whatever its kind, columns with names in both languages.

What a plan decides (action, year, class, capacity after) is not in it: the page joins that from the plan it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models import Block, Case, Exploration, Merger, Mine, Text
from models.base import number
from models.units import unit
from optimizer.explain.frequency import Frequency
from optimizer.facts import recoverable_of
from optimizer.facts.scales import least_scale, reserve_class
from optimizer.reporting.words import DEGREES, KINDS, METHODS, SIZES, words
from optimizer.serve.telling import Plain, plain

Site = Block | Mine | Merger | Exploration


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in a row, name, and whether it holds a figure."""

    key: str
    zh: str
    en: str
    figure: bool = False
    decided: bool = False


COLUMNS = (
    Column("id", "编号", "Id"),
    Column("name", "名称", "Name"),
    Column("kind", "类别", "Kind"),
    Column("township", "所在乡镇", "Township"),
    Column("mineral", "矿种", "Mineral"),
    Column("action", "处置", "Action", decided=True),
    Column("start", "年度", "Year", decided=True),
    Column("after", "规模", "Capacity", figure=True, decided=True),
    Column("class", "生产规模级别", "Class", decided=True),
    Column("unit", "规模单位", "Unit"),
    Column("now", "现规模", "Capacity now", figure=True),
    Column("least", "最低规模", "Least scale", figure=True),
    Column("method", "开采方式", "Method"),
    Column("reserve", "储量规模", "Reserve class"),
    Column("area", "面积km²", "Area km²", figure=True),
    Column("recoverable", "可采量", "Recoverable", figure=True),
    Column("degree", "勘查程度", "Exploration"),
    Column("home", "集中/重点开采区", "Area / zone"),
)


def columns_told() -> list[Plain]:
    """Return the columns as the page reads them."""
    return [{"key": c.key, "name": [c.zh, c.en], "figure": c.figure, "decided": c.decided} for c in COLUMNS]


def importance_told(scene: Plain, often: Mapping[str, Frequency]) -> Plain:
    """Return columns and sites of a scene with the share of plans as good in which each site holds a licence [%]."""
    if not often:
        return {}
    one = next(iter(often.values()))
    zh, en = (f"全部 {one.plans} 个", f"all {one.plans}") if one.exhausted else (f"{one.plans} 个", f"{one.plans}")
    column = {"key": "often", "figure": True, "decided": False,
              "name": [f"入选频率 %（{zh}方案）", f"Frequency % (of {en} plans)"]}  # fmt: skip
    shares = {name: round(100 * float(frequency.share), 1) for name, frequency in often.items()}
    at = 1 + next(place for place, known in enumerate(scene["columns"]) if known["key"] == "class")
    return {
        "columns": [*scene["columns"][:at], column, *scene["columns"][at:]],
        "sites": [row | {"often": shares.get(row["id"])} for row in scene["sites"]],
    }


def sites_told(case: Case) -> list[Plain]:
    """Return one row a site, in the case's order."""
    homes = {area.id: area.name for area in case.areas} | {zone.id: zone.name for zone in case.zones}
    joins: dict[str, list[str]] = {}
    for merger in case.mergers:
        for member in merger.members:
            joins.setdefault(member, []).append(merger.id)
    return [dict(_cells(case, site, homes)) | {"joins": joins.get(site.id, [])} for site in case.sites]


def _cells(case: Case, site: Site, homes: dict[str, Text]) -> Iterator[tuple[str, object]]:
    mineral = case.mineral[site.mineral]
    yield from (("id", site.id), ("what", site.kind.value), ("name", plain(site.name)))
    yield from (("kind", plain(words(KINDS, site.kind))), ("township", [site.township or "—"]))
    yield from (("mineral", plain(mineral.name)), ("area", _figure(getattr(site, "area_km2", None))))
    if site.east is not None and site.north is not None:
        yield "at", [float(site.east), float(site.north)]
    if isinstance(site, Exploration):
        return
    measure = unit(mineral.capacity_unit)
    yield "unit", plain(Text(zh=f"{measure.zh}/a", en=f"{measure.en}/a"))
    yield "method", plain(words(METHODS, site.method))
    yield "reserve", plain(words(SIZES, reserve_class(case, site)))
    left = recoverable_of(case, site)
    yield "recoverable", None if left is None else round(float(left), 2)
    yield "home", plain(homes[site.area or site.zone or ""]) if (site.area or site.zone) in homes else ["—"]
    least = least_scale(case, site)
    yield "least", number(least) if isinstance(least, Decimal) else None
    yield "most", _figure(site.most_capacity)
    if isinstance(site, Mine):
        yield "now", number(site.capacity)
    if isinstance(site, Block):
        yield "degree", plain(words(DEGREES, site.degree))
    if isinstance(site, Merger):
        yield "members", list(site.members)


def _figure(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)
