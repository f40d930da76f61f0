"""Places and protected ground: townships' areas, key zones, exclusion layers, and the tables that geometry yields.

The tables (`Excluded`, `Overlap`, `Spacing`, `Adjacency`, `Haul`) are what rules see of geometry; `optimizer.spatial`
derives them, or the planner supplies them. Units: m² and m, haul cost in 万元 per capacity unit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from models.base import Amount, Figure, Id, Record, Share, Sourced, Text


class Area(Sourced):
    """A concentrated mining area (集中开采区) with its quota of licences."""

    id: Id = Field(description="identifier")
    name: Text = Field(description="name")
    township: str = Field(default="", description="township")
    rock: str = Field(default="", description="rock as the plan names it")
    mineral: Id = Field(description="mineral")
    area_km2: Amount = Field(description="area as printed [km²]")
    quota: int = Field(ge=0, description="拟设采矿权: new licences at most [count]")
    output_cap: Amount | None = Field(default=None, description="yearly output at most [account unit/a]")
    least_scale: Amount | None = Field(default=None, description="least capacity of a new licence [capacity unit/a]")
    whole: bool = Field(default=False, description="can be developed as one: must not be divided")


class Zone(Sourced):
    """A key mining zone (重点开采区)."""

    id: Id = Field(description="identifier")
    name: Text = Field(description="name")
    minerals: tuple[Id, ...] = Field(default=(), description="main minerals")


class Layer(Sourced):
    """An exclusion layer: what it forbids, how wide, and what becomes of a block that it touches."""

    id: Id = Field(description="identifier, in clause order")
    name: Text = Field(description="name")
    forbids: Literal["open_pit", "any"] = Field(default="open_pit", description="what may not be done there")
    buffer_m: Amount = Field(default=Decimal(0), description="width around the feature that counts too [m]")
    tolerance_m2: Amount = Field(default=Decimal(0), description="overlap up to which nothing follows [m²]")
    touched: Literal["drop", "clip", "consent"] = Field(default="drop", description="what becomes of a touched block")
    file: str = Field(default="", description="file under layers/, with ::layer where it holds several")
    on: bool = Field(default=True, description="in force")


class Place(Sourced):
    """A place of demand; without coordinates it is a county-wide market, reached from everywhere."""

    id: Id = Field(description="identifier")
    name: Text = Field(description="name")
    east: Figure | None = Field(default=None, description="easting [m]")
    north: Figure | None = Field(default=None, description="northing [m]")


class Region(Sourced):
    """An administrative unit of a case that spans several: a county, city or province, in a tree by `parent`."""

    id: Id = Field(description="identifier")
    name: Text = Field(description="name")
    parent: Id | None = Field(default=None, description="unit it belongs to, None at the top")


class Excluded(Record):
    """Ground of a site inside a layer (buffer included)."""

    site: Id = Field(description="site")
    layer: Id = Field(description="layer")
    area_m2: Amount = Field(description="overlap [m²]")
    share: Share = Field(description="overlap over the site's area [1]")
    distance_m: Amount = Field(default=Decimal(0), description="from the site to the unbuffered feature [m]")
    consent: bool = Field(default=False, description="the operator of the protected thing has agreed, on record")


class Overlap(Record):
    """Two sites on the same ground."""

    first: Id = Field(description="site")
    second: Id = Field(description="site")
    area_m2: Amount = Field(description="common ground [m²]")


class Spacing(Record):
    """How far apart two sites lie, listed when within the largest distance that any clause asks about."""

    first: Id = Field(description="site")
    second: Id = Field(description="site")
    distance_m: Amount = Field(description="boundary to boundary [m]")


class Adjacency(Record):
    """Two sites that share a boundary or lie close enough to be worked as one."""

    first: Id = Field(description="site")
    second: Id = Field(description="site")
    shared_m: Amount = Field(description="length of common boundary [m]")


class Haul(Record):
    """What it takes to bring a site's output to a place."""

    site: Id = Field(description="site")
    place: Id = Field(description="place")
    cost: Amount = Field(description="cost [万元 per capacity unit]")
    distance_km: Amount | None = Field(default=None, description="distance along the road [km]")
    allowed: bool = Field(default=True, description="may be shipped")


class Geography(Record):
    """All that geometry says about a case."""

    excluded: tuple[Excluded, ...] = Field(default=(), description="protected ground under sites")
    overlaps: tuple[Overlap, ...] = Field(default=(), description="sites on the same ground")
    spacings: tuple[Spacing, ...] = Field(default=(), description="sites near to each other")
    adjacencies: tuple[Adjacency, ...] = Field(default=(), description="neighbours")
    hauls: tuple[Haul, ...] = Field(default=(), description="site to place")
