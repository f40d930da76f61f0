"""A small plan whose figures all agree, and a way to change some of them."""

from __future__ import annotations

import copy
from typing import Any

from models import Case

TEXT = {"zh": "名", "en": "name"}


def mine(name: str, mineral: str, size: str, capacity: int, output: int) -> dict[str, Any]:
    return {
        "id": name,
        "name": TEXT,
        "mineral": mineral,
        "method": "open_pit",
        "capacity": capacity,
        "production_class": size,
        "area_km2": 1,
        "output_base": output,
    }


def block(name: str, mineral: str, resource: int, most: int, area: str | None = None) -> dict[str, Any]:
    return {
        "id": name,
        "name": TEXT,
        "mineral": mineral,
        "method": "open_pit",
        "resource": resource,
        "most_capacity": most,
        "area": area,
        "area_km2": "0.5",
    }


def statement(name: str, value: str, subject: str = "") -> dict[str, Any]:
    return {"id": name, "value": value, "subject": subject, "sources": {"*": f"plan {name}"}}


# stone: 万t, 2.5 t/m³; facing: 万m³ of block at a yield of 0.25. Mines 5 = 2 large + 1 medium + 2 small, share 3/5.
PLAN: dict[str, Any] = {
    "frame": {"id": "small", "title": TEXT, "county": TEXT, "base_year": 2020},
    "periods": [{"id": "2021", "start": 2021}, {"id": "2022", "start": 2022}],
    "minerals": [
        {
            "id": "stone",
            "name": {"zh": "石料", "en": "stone"},
            "catalogue_class": 3,
            "capacity_unit": "万t",
            "account_unit": "万t",
            "resource_unit": "万t",
            "reserve_unit": "万m³",
            "content": "2.5",
            "reserve": {"content_power": -1},
        },
        {
            "id": "facing",
            "name": {"zh": "饰面", "en": "facing"},
            "catalogue_class": 2,
            "capacity_unit": "万m³ 荒料",
            "account_unit": "万m³ 荒料",
            "resource_unit": "万m³",
            "reserve_unit": "万m³",
            "content": "0.25",
            "resource": {"content_power": -1},
            "tonnes": {"factor": "2.5"},
        },
    ],
    "reserve_classes": [
        {"standard": "133", "mineral": "stone", "large_from": 5000, "medium_from": 1000},
        {"standard": "133", "mineral": "facing", "large_from": 1000, "medium_from": 200},
    ],
    "production_classes": [
        {"mineral": "stone", "large_from": 50, "medium_from": 10},
        {"mineral": "facing", "large_from": 10, "medium_from": 5},
    ],
    "mines": [
        mine("M1", "stone", "large", 100, 70),
        mine("M2", "stone", "medium", 20, 20),
        mine("M3", "stone", "small", 5, 5),
        mine("M4", "stone", "small", 5, 5),
        mine("F1", "facing", "large", 10, 8),
    ],
    "blocks": [block("B1", "stone", 5000, 500, "A1"), block("B2", "facing", 300, 20)],
    "explorations": [{"id": "E1", "name": TEXT, "mineral": "facing"}],
    "areas": [{"id": "A1", "name": {"zh": "东区", "en": "east"}, "mineral": "stone", "area_km2": "2.00", "quota": 1}],
    "places": [{"id": "town", "name": TEXT}],
    "demands": [
        {"mineral": "stone", "place": "town", "period": "2022", "quantity": 150},
        {"mineral": "facing", "place": "town", "period": "2022", "quantity": 12},
    ],
    "policy": {
        "minimum_scale": {
            "table": [
                {"mineral": "stone", "large": 300, "medium": 100, "small": None},
                {"mineral": "facing", "large": 10, "medium": 10, "small": 5},
            ]
        },
        "reserve_fit": {"shortest_life": 8},
        "output_cap": {"caps": [{"mineral": "stone", "at_most": 1000}, {"mineral": "facing", "at_most": 100}]},
        "mine_count": {"limits": [{"at_most": 8, "strict": True}]},
        "class_share": {"at_least": "0.4"},
        "open_pit_control": {"at_most": 2},
        "exploration_target": {"targets": [{"mineral": "facing", "resource": 250, "deposits": 1, "by": "2022"}]},
    },
    "statements": [
        statement("class_ratio", "2:1:2"),
        statement("class_counts", "2:1:2"),
        statement("previous_ratio", "1:1:3"),
        statement("previous_total", "5"),
        statement("large_change", "+1"),
        statement("medium_change", "0"),
        statement("small_change", "-1"),
        statement("total_change", "0"),
        statement("mines_total", "5"),
        statement("mines_by_mineral", "4", "stone"),
        statement("mines_by_mineral", "1", "facing"),
        statement("mining_area", "5.0"),
        statement("blocks_total", "2"),
        statement("blocks_by_mineral", "1+1"),
        statement("areas_quota_total", "1"),
        statement("deposits_total", "10"),
        statement("deposits_by_degree", "6+2+2"),
        statement("share_target_box", "≥40%"),
        statement("share_target_text", "≥40%"),
        statement("base_output", "100", "stone"),
        statement("ore_to_block", "50万t=5万m³", "facing"),
    ],
}


def put(plan: dict[str, Any], path: str, value: Any) -> None:
    """Set a part of a plan by its path: names and positions joined by dots, a list's record also by its id."""
    *way, last = path.split(".")
    part: Any = plan
    for name in way:
        part = part[at(part, name)] if isinstance(part, list) else part.setdefault(name, {})
    if isinstance(part, list) and last == "+":
        part.append(value)
    elif isinstance(part, list):
        part[at(part, last)] = value
    else:
        part[last] = value


def at(rows: list[Any], name: str) -> int:
    """Return the position that a name means in a list: a number, or the record with that id or mineral."""
    if name.isdigit():
        return int(name)
    return next(n for n, row in enumerate(rows) if name in (row.get("id"), row.get("mineral")))


def plan(**changes: Any) -> Case:
    """Return the small plan, with changes by path (``__`` stands for a dot)."""
    return planned({path.replace("__", "."): value for path, value in changes.items()})


def planned(changes: dict[str, Any]) -> Case:
    """Return the small plan with changes by path."""
    raw = copy.deepcopy(PLAN)
    for path, value in changes.items():
        put(raw, path, value)
    return Case.model_validate(raw)


def in_units(sites: dict[str, tuple[str, ...]], caps: dict[str, int] | None = None) -> dict[str, Any]:
    """Changes that lay sites in units of one city, and cap what of stone each unit may win."""
    names = {"north": "北县", "south": "南县", "city": "市"}
    parents = dict.fromkeys(sites, "city") | {"city": None}
    changes: dict[str, Any] = {
        "regions": [{"id": one, "name": {"zh": names[one], "en": one}, "parent": up} for one, up in parents.items()]
    }
    for unit, inside in sites.items():
        changes |= {f"{'blocks' if site[0] == 'B' else 'mines'}.{site}.region": unit for site in inside}
    rows = [{"mineral": "stone", "at_most": most, "region": unit} for unit, most in (caps or {}).items()]
    for row in rows:
        changes.setdefault("policy.output_cap.caps", [*PLAN["policy"]["output_cap"]["caps"]]).append(row)
    return changes
