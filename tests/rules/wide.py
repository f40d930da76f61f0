"""Larger random cases with every clause on at once, for plans on which rows and checks, terms and values must agree.

Two minerals with conversions other than 1, several periods of one and of five years, lead times and ramps in parts of a
year, sealed mines, mergers that share members and take in blocks, areas, zones, layers, locks, accounts, batches.
"""

from __future__ import annotations

from random import Random
from typing import Any

import builders as b
from rules.draw import decimal
from rules.wide_policy import policy_of

from models import Adjacency, Case, Geography, Period

SPANS = (
    (("2021", 1), ("2022", 1), ("2023", 1)),
    (("2021", 1), ("2022", 1), ("2023-2027", 5)),
    (("2021-2025", 5), ("2026-2030", 5)),
    (("2021", 1), ("2022-2026", 5), ("2027-2029", 3)),
)


def wide(seed: int) -> Case:
    """Return the wide case of a seed."""
    r = Random(seed)
    periods = tuple(Period(id=name, start=int(name[:4]), years=years) for name, years in r.choice(SPANS))
    ids = [period.id for period in periods]
    sites = _sites(r, ids)
    places = (b.place("town"), b.place("plant"), b.place("remote"))
    return b.case(
        periods=periods,
        minerals=_minerals(),
        reserve_classes=(b.reserves("stone", 60, 25), b.reserves("ore", 12, 6)),
        production_classes=(b.sizes("stone", "8", "4"), b.sizes("ore", "6", "3")),
        places=places,
        regions=b.regions(city=None, north="city", south="city"),
        areas=(
            b.area("A", quota=r.randint(0, 2), output_cap=decimal(r, 2, 12), least_scale=decimal(r, 1, 6)),
            b.area("W", quota=2, whole=True, mineral="ore", least_scale=2),
        ),
        zones=(b.zone("Z"),),
        layers=(
            b.layer("reserve", forbids="any"), b.layer("road", tolerance_m2=10), b.layer("pipe", touched="consent"),
            b.layer("spring", forbids="any", catalogue_classes=(2,)), b.layer("hall", minerals=("stone",)),
        ),
        demands=tuple(
            b.demand(t, str(decimal(r, 1, 15)), mineral=m, place=p, shortage_price=decimal(r, 1, 5))
            for m in ("stone", "ore") for p in ("town", "plant", "remote") for t in ids if r.random() < 0.8
        ),
        imports=tuple(
            b.imported(t, decimal(r, 0, 4), mineral=m, place=p, price=decimal(r, 0, 9))
            for m in ("stone", "ore") for p in ("town", "plant") for t in ids if r.random() < 0.5
        ),
        geography=_geography(r, sites),
        locks=_locks(r, ids),
        policy=policy_of(r, ids),
        **sites,
    )  # fmt: skip


def _minerals() -> tuple[Any, ...]:
    # stone: 0.9 · k account units and 1.1 resource units per capacity unit, classed by 0.5 · k; ore by metal and 1/k.
    stone = b.mineral(
        account={"factor": "0.9", "content_power": 1}, resource={"factor": "1.1"}, reserve={"factor": 2},
        production={"factor": "0.5", "content_power": 1}, content="1.6", resolution="0.1", price="2.5", blasting=True,
    )  # fmt: skip
    ore = b.mineral(
        "ore", account={"factor": "0.35"}, resource={"factor": "1.3", "content_power": -1}, content="1.25",
        reserve={"factor": "0.4", "content_power": 1}, resolution="0.01", price="1.1", catalogue_class=2,
    )  # fmt: skip
    return stone, ore


def _producer(r: Random, number: int) -> dict[str, Any]:
    kind = "stone" if number % 3 else "ore"
    fields: dict[str, Any] = {
        "mineral": kind,
        "method": r.choice(("open_pit", "open_pit", "underground")),
        "most_capacity": decimal(r, 4, 12, 1),
        "least_capacity": r.choice((0, 0, "1.5")),
        "content": r.choice((None, "1.75", "0.8")),
        "recoverable": r.choice((None, decimal(r, 15, 80))),
        "lead_years": r.choice((0, 0, "0.5", 1, "1.25", 2, 6)),
        "ramp": r.choice(((1,), (1,), ("0.5", 1), ("0.25", "0.75", 1), (0, "0.9"))),
        "township": r.choice(("east", "west")),
        "region": r.choice((None, "city", "north", "south")),
        "green": r.random() < 0.8,
        "attributes": {"disturbed_ha": decimal(r, -1, 9), "forest": decimal(r, 0, 3)} if r.random() < 0.8 else {},
        "area": r.choice((None, "A")) if kind == "stone" else r.choice((None, "W")),
        "zone": r.choice((None, "Z")),
    }
    fields |= {f"{name}_cost": decimal(r, 0, 9) for name in ("operating", "fixed", "opening", "capacity")}
    return fields


def _sites(r: Random, ids: list[str]) -> dict[str, Any]:
    blocks, mines = [], []
    for n in range(1, 6):
        own = {
            "planned_mineral": r.choice((None, None, "stone")), "resource": r.choice((None, decimal(r, 80, 90))),
            "degree": r.choice(("general", "detailed", "advanced")), "simple_deposit": r.random() < 0.3,
            "construction_ready": r.random() < 0.8, "degree_exception": r.choice(("", "", "on record")),
            "earliest": r.choice((None, ids[1])), "latest": r.choice((None, ids[-1], ids[1])),
        }  # fmt: skip
        blocks.append(b.block(f"B{n}", **_producer(r, n), **own))
    for n in range(1, 7):
        own = {
            "capacity": decimal(r, 1, 4, 1), "production_class": r.choice(("small", "small", "medium", "large")),
            "availability": {r.choice(ids): r.choice((0, "0.3"))} if r.random() < 0.4 else {},
            "resource": r.choice((None, decimal(r, 80, 90))), "closing_cost": decimal(r, 0, 5),
            "restoration_cost": decimal(r, 0, 5), "restoration_years": r.choice((0, 0, "1.5", 1)),
            "rectify_cost": r.choice((None, decimal(r, 0, 5))), "rectify_years": r.choice((0, "0.5", 2)),
            "expandable": r.random() < 0.5, "closing_reasons": r.choice(((), ("outdated",), ("expired",))),
            "in_the_way": r.random() < 0.3, "duties": _duties(r, ids),
        }  # fmt: skip
        mines.append(b.mine(f"M{n}", **_producer(r, n), **own))
    groups = (("G1", ("M1", "M2"), 1), ("G2", ("M2", "B2"), 1), ("G3", ("M3", "M6", "B3"), 3))
    mergers = []
    for name, members, number in groups:
        fields = _producer(r, number) | {"recoverable": r.choice((None, None, 30))}
        mergers.append(b.merger(name, members, **fields, extra_recoverable=decimal(r, 0, 5)))
    finds = [
        b.exploration(
            f"E{n}", mineral=r.choice(("stone", "ore")), expected_resource=decimal(r, 1, 9), expected_deposits=1,
            cost=decimal(r, 0, 9), years=r.choice((0, "1.5", 2)),
        )
        for n in (1, 2)
    ]  # fmt: skip
    return {"blocks": tuple(blocks), "mines": tuple(mines), "mergers": tuple(mergers), "explorations": tuple(finds)}


def _duties(r: Random, ids: list[str]) -> tuple[Any, ...]:
    if r.random() < 0.7:
        return ()
    return ({"obligation": r.choice(("rectify", "close", "merge")), "by": r.choice(ids), "reason": "why"},)


def _geography(r: Random, sites: dict[str, Any]) -> Geography:
    producers = [site.id for kind in ("blocks", "mines", "mergers") for site in sites[kind]]
    ground = [site.id for kind in ("blocks", "mines") for site in sites[kind]]
    pairs = {tuple(sorted(r.sample(ground, 2))) for _ in range(8)}
    near = {tuple(sorted(r.sample(ground, 2))) for _ in range(8)}
    blocks = [site.id for site in sites["blocks"]]
    neighbours = {tuple(sorted(r.sample(blocks, 2))) for _ in range(4)}
    touched = {(r.choice(ground), r.choice(("reserve", "road", "pipe", "spring", "hall"))) for _ in range(8)}
    hauled = b.hauls(
        *(
            (s, p, {"cost": decimal(r, 0, 4), "distance_km": r.choice((None, decimal(r, 5, 50))),
                    "allowed": r.random() < 0.9})
            for s in producers for p in ("town", "plant") if r.random() < 0.9
        )
    )  # fmt: skip
    return Geography(
        hauls=hauled.hauls,
        excluded=tuple(
            b.excluded(s, within, r.choice((5, 20)), consent=r.random() < 0.5) for s, within in sorted(touched)
        ),
        overlaps=tuple(b.overlap(x, y, r.choice((1, 50))) for x, y in sorted(pairs)),
        spacings=tuple(b.spacing(x, y, r.choice((100, 400))) for x, y in sorted(near)),
        adjacencies=tuple(Adjacency(first=x, second=y, shared_m=decimal(r, 1, 99)) for x, y in sorted(neighbours)),
    )


def _locks(r: Random, ids: list[str]) -> tuple[Any, ...]:
    locks = (
        b.locked("B1", r.choice(("licensed", "not_licensed")), start=r.choice((None, ids[0])), forbid=True),
        b.locked("M5", "keep") if r.random() < 0.5 else b.locked("M5", "close", start=ids[-1]),
        b.locked("B4", "licensed", capacity=decimal(r, 2, 4, 1)),
        b.locked("B5", "licensed", production_class="medium", start=r.choice((None, ids[1]))),
    )
    return tuple(r.sample(locks, r.choice((1, 1, 2, 4))))
