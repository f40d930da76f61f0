"""Builders of small cases and layers whose areas can be reckoned in the head: axis-parallel rectangles in metres."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas
import shapely

from models import Block, Case, Demand, Frame, Layer, Mine, Mineral, Period, Place, Text
from models.words import Method, Size

EAST, NORTH = 450_000.0, 3_680_000.0
CRS = "EPSG:4547"


def rectangle(west: float, south: float, width: float, height: float) -> Any:
    """Return a rectangle whose corner lies so far east and north of a point in 方城县 [m]."""
    return shapely.box(EAST + west, NORTH + south, EAST + west + width, NORTH + south + height)


def text(name: str) -> Text:
    return Text(zh=name, en=name)


def block(name: str, **fields: Any) -> Block:
    return Block(id=name, name=text(name), mineral="stone", **({"method": Method.OPEN_PIT} | fields))


def mine(name: str, **fields: Any) -> Mine:
    stated = {"method": Method.OPEN_PIT, "capacity": 10, "production_class": Size.SMALL}
    return Mine(id=name, name=text(name), mineral="stone", **(stated | fields))


def layer(name: str, **fields: Any) -> Layer:
    return Layer(id=name, name=text(name), **({"file": f"{name}.geojson"} | fields))


def case(**fields: Any) -> Case:
    frame = Frame(id="toy", title=text("toy"), county=text("county"), base_year=2020, crs=CRS)
    minerals = (Mineral(id="stone", name=text("stone"), catalogue_class=3, capacity_unit="万t", account_unit="万t",
                        resource_unit="万t", haul_cost=Decimal("0.5")),)  # fmt: skip
    periods = (Period(id="2021", start=2021),)
    return Case(**({"frame": frame, "minerals": minerals, "periods": periods} | fields))


def demand(place: str) -> Demand:
    return Demand(mineral="stone", place=place, period="2021", quantity=1)


def place(name: str, east: float | None, north: float | None) -> Place:
    return Place(
        id=name,
        name=text(name),
        east=None if east is None else Decimal(repr(EAST + east)),
        north=None if north is None else Decimal(repr(NORTH + north)),
    )


def write(folder: Path, role: str, shapes: Mapping[str, Any], crs: str | None = CRS, suffix: str = ".geojson") -> Path:
    """Write shapes by id as a layer of the instance folder."""
    (folder / "layers").mkdir(parents=True, exist_ok=True)
    frame = geopandas.GeoDataFrame({"id": list(shapes)}, geometry=list(shapes.values()), crs=crs)
    frame.to_file(folder / "layers" / f"{role}{suffix}", engine="pyogrio")
    return folder
