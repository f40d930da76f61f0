"""Builders of small cases in code: everything has a plain default, a test states only what it is about.

Units are plain: one capacity unit is one account unit and one resource unit unless a test says otherwise.
"""

from __future__ import annotations

from typing import Any

from models import (
    Area,
    Block,
    Case,
    Decision,
    Demand,
    Excluded,
    Exploration,
    Frame,
    Haul,
    Import,
    Layer,
    Lock,
    Merger,
    Mine,
    Mineral,
    Overlap,
    Period,
    Place,
    Plan,
    ProductionClass,
    Region,
    ReserveClass,
    Spacing,
    Text,
    Zone,
)
from models.geography import Geography
from models.policy import Policy


def text(words: str) -> Text:
    return Text(zh=words, en=words)


def periods(count: int = 2, years: int = 1) -> tuple[Period, ...]:
    return tuple(Period(id=str(2021 + n * years), start=2021 + n * years, years=years) for n in range(count))


def mineral(id: str = "stone", **fields: Any) -> Mineral:  # noqa: A002
    given = {
        "id": id, "name": text(id), "catalogue_class": 3, "capacity_unit": "万t", "account_unit": "万t",
        "resource_unit": "万t", "resolution": "1",
    }  # fmt: skip
    return Mineral.model_validate(given | fields)


def sizes(of: str = "stone", large: str = "10", medium: str = "5") -> ProductionClass:
    return ProductionClass.model_validate({"mineral": of, "large_from": large, "medium_from": medium})


def block(id: str = "B1", **fields: Any) -> Block:  # noqa: A002
    given = {"id": id, "name": text(id), "mineral": "stone", "method": "open_pit", "most_capacity": "10"}
    return Block.model_validate(given | fields)


def mine(id: str = "M1", **fields: Any) -> Mine:  # noqa: A002
    given = {
        "id": id, "name": text(id), "mineral": "stone", "method": "open_pit", "capacity": "3",
        "production_class": "small",
    }  # fmt: skip
    return Mine.model_validate(given | fields)


def merger(id: str, members: tuple[str, ...], **fields: Any) -> Merger:  # noqa: A002
    given = {
        "id": id, "name": text(id), "mineral": "stone", "method": "open_pit", "members": members, "most_capacity": "10",
    }  # fmt: skip
    return Merger.model_validate(given | fields)


def exploration(id: str = "E1", **fields: Any) -> Exploration:  # noqa: A002
    return Exploration.model_validate({"id": id, "name": text(id), "mineral": "stone"} | fields)


def demand(period: str = "2021", quantity: str = "5", **fields: Any) -> Demand:
    given = {"mineral": "stone", "place": "town", "period": period, "quantity": quantity}
    return Demand.model_validate(given | fields)


def case(**fields: Any) -> Case:
    """A case in which every producer reaches every place at no cost unless `geography` is given."""
    given: dict[str, Any] = {
        "frame": Frame(id="test", title=text("test"), county=text("county"), base_year=2020),
        "periods": periods(),
        "minerals": (mineral(),),
        "production_classes": (sizes(),),
        "places": (Place(id="town", name=text("town")),),
    }
    given |= fields
    if "geography" not in given:
        sites = [site.id for kind in ("blocks", "mines", "mergers") for site in given.get(kind, ())]
        hauls = [Haul.model_validate({"site": s, "place": p.id, "cost": 0}) for s in sites for p in given["places"]]
        given["geography"] = Geography(hauls=tuple(hauls))
    return Case.model_validate(given)


def policy(**fields: Any) -> Policy:
    return Policy.model_validate(fields)


def decided(site: str, kind: str, action: str, capacity: str = "0", **fields: Any) -> Decision:
    return Decision.model_validate({"site": site, "kind": kind, "action": action, "capacity": capacity} | fields)


def plan(*decisions: Decision, **fields: Any) -> Plan:
    return Plan.model_validate({"decisions": decisions} | fields)


def place(id: str = "town", **fields: Any) -> Place:  # noqa: A002
    return Place.model_validate({"id": id, "name": text(id)} | fields)


def imported(period: str = "2021", at_most: Any = 1, **fields: Any) -> Import:
    given = {"mineral": "stone", "place": "town", "period": period, "at_most": at_most}
    return Import.model_validate(given | fields)


def reserves(of: str = "stone", large: Any = 100, medium: Any = 50) -> ReserveClass:
    return ReserveClass.model_validate({"standard": "133", "mineral": of, "large_from": large, "medium_from": medium})


def hauls(*rows: tuple[Any, ...]) -> Geography:
    """Rows of (site, place) or (site, place, other fields); the cost is 0 unless given."""
    given = [{"site": row[0], "place": row[1], "cost": 0} | (row[2] if len(row) > 2 else {}) for row in rows]
    return Geography(hauls=tuple(Haul.model_validate(row) for row in given))


def layer(id: str = "reserve", **fields: Any) -> Layer:  # noqa: A002
    return Layer.model_validate({"id": id, "name": text(id)} | fields)


def excluded(site: str, within: str, area_m2: Any, **fields: Any) -> Excluded:
    return Excluded.model_validate({"site": site, "layer": within, "area_m2": area_m2, "share": "0.1"} | fields)


def overlap(first: str, second: str, area_m2: Any = 50) -> Overlap:
    return Overlap.model_validate({"first": first, "second": second, "area_m2": area_m2})


def spacing(first: str, second: str, distance_m: Any = 100) -> Spacing:
    return Spacing.model_validate({"first": first, "second": second, "distance_m": distance_m})


def area(id: str = "A", **fields: Any) -> Area:  # noqa: A002
    return Area.model_validate({"id": id, "name": text(id), "mineral": "stone", "area_km2": 1, "quota": 1} | fields)


def zone(id: str = "Z") -> Zone:  # noqa: A002
    return Zone(id=id, name=text(id))


def regions(**parents: str | None) -> tuple[Region, ...]:
    """Administrative units by id, each with the unit above it or None."""
    return tuple(Region(id=name, name=text(name), parent=parent) for name, parent in parents.items())


def locked(site: str, action: str, **fields: Any) -> Lock:
    return Lock.model_validate({"site": site, "action": action} | fields)
