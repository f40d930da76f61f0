"""A crowded sheet with invented polygons and sixty Chinese labels; drawn by the tests, and by hand to look at it."""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

import geopandas
from shapely.geometry import Point, box

from optimizer.reporting.sheet import coordinates, labelling, labels, legend, page, palette, save, table

OUTLINE = Path("instances/fangcheng/layers/county.geojson")
CRS = "EPSG:4547"
_MINERALS = ("建筑用灰岩", "萤石", "水泥用灰岩", "饰面用花岗岩", "金矿", "铁矿", "建筑用砂", "页岩")
_PLACES = ("四里店", "拐河", "独树", "杨集", "柳河", "小史店", "二郎庙", "博望", "赵河", "券桥", "清河", "杨楼", "袁店")


def county() -> geopandas.GeoDataFrame:
    """The outline when the public data is at hand, else a plain square of the same size."""
    if OUTLINE.exists():
        return geopandas.read_file(OUTLINE).to_crs(CRS)
    return geopandas.GeoDataFrame(geometry=[box(392000, 3660000, 446000, 3713000)], crs=CRS)


def boundary() -> list[tuple[float, float, float, float]]:
    ring = list(county().union_all().exterior.coords)
    return [(*start[:2], *end[:2]) for start, end in itertools.pairwise(ring)]


def points(count: int, seed: int = 3) -> list[tuple[float, float]]:
    """Points inside the county, three quarters of them crowded in its north-west."""
    area = county().union_all()
    left, bottom, right, top = area.bounds
    dice, found = random.Random(seed), []
    while len(found) < count:
        crowded = len(found) % 4 != 0
        x = dice.gauss(left + 0.36 * (right - left), 5000) if crowded else dice.uniform(left, right)
        y = dice.gauss(bottom + 0.68 * (top - bottom), 5000) if crowded else dice.uniform(bottom, top)
        if area.contains(Point(x, y)):
            found.append((x, y))
    return found


def texts(count: int) -> list[str]:
    return [f"{_PLACES[i % len(_PLACES)]}{_MINERALS[i % len(_MINERALS)]}矿{i + 1:02d}" for i in range(count)]


def open_demo(language: page.Language = "zh") -> page.Sheet:
    heading = page.Heading(
        title_zh="方城县矿产资源总体规划（2021—2025年）采矿权投放方案图",
        title_en="Fangcheng County: licensing schedule, demonstration sheet",
        office="某某规划设计研究院",
        date="2026年11月",
        crs=coordinates.describe(CRS, language),
        statement="县界为概化示意（约300 m），不作划界依据；区块、矿山位置及规模均为假定示意数据，仅用于演示制图。"
        "本图所列产量单位为万t/a，面积单位为km²，坐标为高斯-克吕格平面坐标（km），高程未表示。",
    )
    sheet = page.open_sheet(heading, tuple(county().total_bounds), language)
    county().plot(ax=sheet.map, facecolor="#fbfaf6", edgecolor="none", zorder=0.5)
    county().plot(ax=sheet.map, facecolor="none", edgecolor="#555555", linestyle="-.", linewidth=1.6, zorder=2)
    return sheet


def draw(count: int = 60, language: page.Language = "zh") -> tuple[page.Sheet, labels.Placement, list[object]]:
    sheet = open_demo(language)
    spots, styles = points(count), palette.categories(8)
    for index, style in enumerate(styles):
        areas = [box(x - 450, y - 380, x + 420, y + 400) for x, y in spots[index::8]]
        geopandas.GeoSeries(areas, crs=CRS).plot(
            ax=sheet.map, facecolor=style.fill, hatch=style.hatch, edgecolor=style.edge, linewidth=0.6, zorder=3
        )
    wanted = [
        labels.Label(text, x, y, priority=count - i, clearance=5.0, size=8.0)
        for i, (text, (x, y)) in enumerate(zip(texts(count), spots, strict=True))
    ]
    placement = labels.place(sheet.map, wanted, shun=boundary())
    artists = labelling.draw(sheet.map, placement)
    _side(sheet, placement)
    return sheet, placement, artists


def _side(sheet: page.Sheet, placement: labels.Placement) -> None:
    areas = [
        legend.Patch(name, style.fill, style.hatch, style.edge)
        for name, style in zip(_MINERALS, palette.CATEGORIES, strict=True)
    ]
    groups = [
        legend.Group("规划区块（按矿种）", areas, columns=2),
        legend.Group(
            "投放年度",
            [legend.Patch(str(2021 + i), colour) for i, colour in enumerate(palette.ramp(5))],
            columns=2,
        ),
        legend.Group(
            "其他要素",
            [
                legend.Line("县界（概化示意，不作划界依据，位置以勘界成果为准）", "#555555", 1.6, "-."),
                legend.Line("河流", "#2f6690", 1.2),
                legend.Line("规划道路", "#8a5a2b", 1.2, (0, (4, 2))),
                legend.Marker("乡镇驻地", "o", "white"),
            ],
        ),
    ]
    y = legend.draw(sheet.side, groups, sheet.top, sheet.language)
    figures = table.Table(
        ("年度", "矿种", "拟设/个", "产量/万t", "占比/%"),
        [(str(2021 + i), _MINERALS[i], str(i + 1), f"{123.456 * i:.2f}", f"{40 + i:.1f}") for i in range(5)]
        + [("合计", "—", "15", "1234.56", "100.0")],
        title="采矿权投放时序表",
        last_bold=True,
    )
    y = table.draw(sheet.side, figures, y - 2, sheet.bottom, sheet.language)
    if placement.numbered:
        table.draw(sheet.side, labelling.key_table(placement, sheet.language), y, sheet.bottom, sheet.language)


if __name__ == "__main__":
    for tongue in ("zh", "en"):
        opened, placed, _ = draw(language=tongue)
        save.save(opened.figure, Path(sys.argv[1]), f"demo-{tongue}")
        sys.stdout.write(
            f"{tongue} {opened.scale} leaders {sum(p.leader is not None for p in placed.placed)} {placed.key()}\n"
        )
