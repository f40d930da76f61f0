"""A synthetic case as `models.Case`: land, counties, market and limits put together, the same for the same seed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.base import Text
from models.case import Case, Frame
from models.geography import Area, Excluded, Geography, Layer, Spacing
from models.objective import DEFAULT_TIERS, Objective, Tier
from models.period import Period
from models.policy import Policy
from models.site import Block, Merger, Mine
from optimizer.generate.county import LAYERS, SPACING_M, County, county_of
from optimizer.generate.land import land_of
from optimizer.generate.limits import limits_of
from optimizer.generate.market import ROADS, Market, market_of
from optimizer.generate.minerals import KINDS, minerals, production_classes, reserve_classes
from optimizer.generate.recipe import BASE_YEAR, PLAN_YEAR, YEARS, Recipe
from optimizer.generate.regions import Levels

PRICED = (
    Tier(
        name="total",
        weights=tuple(
            (term, Decimal(1))
            for term in ("breach", "shortage", "import", "opening", "capacity", "operating", "fixed", "haul", "closure")
        ),
    ),
)
STATEMENT = Text(
    zh="全部数据均为合成，由程序按种子抽取，不代表任何真实地方，不作法定用途。",
    en="Everything in this case is synthetic, drawn by a program from a seed; it stands for no real place.",
)


def generate_case(recipe: Recipe) -> Case:
    """Return the synthetic case of a recipe."""
    land, levels = land_of(recipe), Levels(recipe.counties)
    counties = [county_of(recipe, n, levels.region(n), land.centres[n]) for n in range(recipe.counties)]
    market = market_of(recipe, land, counties)
    source = recipe.source
    return Case(
        frame=_frame(recipe),
        periods=tuple(Period(id=year, start=int(year)) for year in YEARS),
        minerals=minerals(source),
        reserve_classes=reserve_classes(source),
        production_classes=production_classes(source),
        blocks=tuple(Block.model_validate(row) for county in counties for row in county.blocks),
        mines=tuple(Mine.model_validate(row) for county in counties for row in county.mines),
        mergers=tuple(Merger.model_validate(row) for county in counties for row in county.mergers),
        areas=tuple(Area.model_validate(row) for county in counties for row in county.areas),
        layers=_layers(source),
        regions=levels.records(recipe),
        places=tuple(market.places.values()),
        demands=tuple(market.demands),
        geography=_geography(counties, market),
        policy=_policy(recipe, levels, counties, market),
    )


def _frame(recipe: Recipe) -> Frame:
    words = Text(zh=f"合成算例（{recipe.counties}县）", en=f"Synthetic case of {recipe.counties} counties")
    return Frame(
        id=recipe.name, title=words, county=words, office=Text(zh="合成", en="synthetic"), statement=STATEMENT,
        crs="EPSG:4547", base_year=BASE_YEAR, plan_year=PLAN_YEAR, sources={"*": recipe.source},
    )  # fmt: skip


def _layers(source: str) -> tuple[Layer, ...]:
    words = {"nature_reserve": "自然保护区", "eco_redline": "生态保护红线", "railway": "铁路"}
    return tuple(
        Layer(
            id=name, name=Text(zh=f"{words[name]}（合成）", en=f"{name.replace('_', ' ')} (synthetic)"),
            forbids="open_pit" if name == "railway" else "any", sources={"*": source},
        )
        for name in LAYERS
    )  # fmt: skip


def _geography(counties: list[County], market: Market) -> Geography:
    return Geography(
        excluded=tuple(Excluded.model_validate(row) for county in counties for row in county.excluded),
        spacings=tuple(Spacing.model_validate(row) for county in counties for row in county.spacings),
        hauls=tuple(market.hauls),
    )


def _policy(recipe: Recipe, levels: Levels, counties: list[County], market: Market) -> Policy:
    source = {"*": recipe.source}
    sections: dict[str, Any] = {
        "minimum_scale": {
            "table": [
                {"mineral": kind.id, "small": kind.scale[0], "medium": kind.scale[1], "large": kind.scale[2],
                 "sources": source} for kind in KINDS
            ],
        },
        "reserve_fit": {"shortest_life": 5, "longest_life": 60},
        "overlap": {"spacing_m": SPACING_M},
        "haul": {"reaches": [{"mineral": m, "radius_km": r, "sources": source} for m, (r, _) in ROADS.items()]},
        "open_pit_control": {"mode": "report"}, "key_zone": {"on": False}, "adjustment": {"mode": "report"},
    } | limits_of(recipe, levels, counties, market)  # fmt: skip
    sections = {name: {"sources": source} | section for name, section in sections.items()}
    sections["objective"] = Objective(tiers=DEFAULT_TIERS if recipe.tiered else PRICED)
    return Policy.model_validate(sections)
