"""Random small cases of whole numbers: every clause turns up, and the best plan of the grid is the best plan of all.

Why the solver's optimum lies on the grid: factors are 1, figures are whole, lead times and ramps give shares of 0 or 1
(or halves of even capacities), at most two capacities are free, and what bounds output is nested (a site's capacity
within an area within a mineral's cap, or a site's resource over the periods of one market), so that outputs and
shipments are a flow in a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import builders as b

from models import (
    Adjacency,
    Area,
    Case,
    Excluded,
    Geography,
    Haul,
    Import,
    Layer,
    Lock,
    Overlap,
    Period,
    Place,
    ReserveClass,
    Spacing,
    Zone,
)

DEFAULT_COST = ("import", "opening", "capacity", "operating", "fixed", "haul", "closure", "exploration")


@dataclass
class Shape:
    """What one random case is made of, while it is being made."""

    r: Random
    periods: tuple[Period, ...]
    minerals: tuple[str, ...]
    places: tuple[str, ...]
    deep: bool  # resources bind over the periods: one place, one mineral, no clause on output beside the cap
    fields: dict[str, Any]
    policy: dict[str, Any]
    aside: Random  # for what came later: pinned seeds must keep the cases whose faults they stand for

    @property
    def ids(self) -> list[str]:
        return [period.id for period in self.periods]

    def some_periods(self) -> tuple[str, ...] | None:
        return None if self.r.random() < 0.6 else (self.r.choice(self.ids),)

    def often(self, chance: float) -> bool:
        return self.r.random() < chance

    def binding(self, soft: float = 0.4) -> dict[str, Any]:
        roll = self.r.random()
        if roll < soft:
            return {"mode": "soft", "price": self.r.randint(1, 9)}
        return {"mode": "report"} if roll > 0.95 else {"mode": "hard"}


def random_case(seed: int) -> Case:
    """Return the random case of a seed."""
    r = Random(seed)
    years = r.choice((1, 1, 1, 5))
    shape = Shape(
        r=r,
        periods=b.periods(r.choice((1, 2, 2, 2, 3)), years),
        minerals=r.choice((("stone",), ("stone",), ("stone", "ore"))),
        places=r.choice((("town",), ("town",), ("town", "plant"))),
        deep=False,
        fields={},
        policy={},
        aside=Random(f"aside {seed}"),
    )
    shape.deep = len(shape.minerals) == len(shape.places) == 1 and shape.often(0.2)
    _minerals(shape)
    _sites(shape)
    _market(shape)
    _geography(shape)
    for clause in CLAUSES:
        if shape.often(0.22):
            clause(shape)
    _objective(shape)
    fields = shape.fields | {"periods": shape.periods, "policy": b.policy(**shape.policy)}
    return b.case(**fields)


def _minerals(s: Shape) -> None:
    s.fields["minerals"] = tuple(
        b.mineral(
            name, catalogue_class=s.r.choice((2, 3)), blasting=True, solid=name == "stone" or s.often(0.7),
            price=s.r.choice((0, 3)),
        )
        for name in s.minerals
    )  # fmt: skip
    s.fields["production_classes"] = tuple(b.sizes(name, "3", "2") for name in s.minerals if s.often(0.8))
    if s.often(0.6):
        lists = [(name, s.r.choice(((1,), (2,), (2, 4), (1, 3), (2, 3)))) for name in s.minerals]
        s.policy["round_figures"] = {"lists": lists}
    elif s.often(0.4):
        s.policy["round_figures"] = {"steps": [(name, 2) for name in s.minerals]}


def _producer(s: Shape) -> dict[str, Any]:
    years = s.periods[0].years
    fields: dict[str, Any] = {
        "mineral": s.r.choice(s.minerals),
        "method": s.r.choice(("open_pit", "open_pit", "underground")),
        "most_capacity": s.r.choice((2, 3, 4)),
        "operating_cost": s.r.randint(0, 2),
        "fixed_cost": s.r.choice((0, 0, 1)),
        "opening_cost": s.r.randint(0, 9),
        "capacity_cost": s.r.randint(0, 3),
        "township": s.r.choice(("east", "west")),
        "green": s.often(0.9),
        "attributes": {"disturbed_ha": s.r.randint(0, 3)},
    }
    if years == 1 and s.often(0.3):
        fields["lead_years"] = 1
    elif years == 1 and s.often(0.2):
        fields["ramp"] = (0, 1)
    if s.deep:
        fields["recoverable"] = years * s.r.randint(4, 6)
    return fields


def _sites(s: Shape) -> None:
    count = s.r.choice((2, 2, 3, 3, 4)) if len(s.periods) < 3 else 2
    kinds = [s.r.choice(("block", "block", "mine", "mine", "exploration")) for _ in range(count)]
    blocks = tuple(_block(s, n) for n in range(kinds.count("block")))
    mines = tuple(_mine(s, n) for n in range(kinds.count("mine")))
    finds = tuple(
        b.exploration(
            f"E{n}", mineral=s.r.choice(s.minerals), expected_resource=s.r.randint(1, 5), expected_deposits=1,
            cost=s.r.randint(0, 5), years=s.r.choice((0, 0, 1)),
        )
        for n in range(kinds.count("exploration"))
    )  # fmt: skip
    s.fields |= {"blocks": blocks, "mines": mines, "explorations": finds, "mergers": _mergers(s, blocks, mines)}


def _block(s: Shape, number: int) -> Any:
    fields = _producer(s) | {"degree": s.r.choice(("detailed", "advanced", "advanced", "advanced"))}
    return b.block(f"B{number}", **fields, construction_ready=s.often(0.9))


def _mine(s: Shape, number: int) -> Any:
    capacity = s.r.randint(1, 3)
    fields = _producer(s) | {
        "capacity": capacity,
        "production_class": {1: "small", 2: "medium", 3: "large"}[capacity] if s.often(0.9) else "small",
        "closing_cost": s.r.randint(0, 4),
        "restoration_cost": s.r.randint(0, 2),
        "restoration_years": s.r.choice((0, 0, 0, 1)),
        "rectify_years": 0,
        "expandable": s.often(0.3),
        "closing_reasons": ("outdated",) if s.often(0.7) else (),
        "availability": {s.r.choice(s.ids): 0} if s.often(0.2) else {},
    }
    fields["most_capacity"] = max(capacity, fields["most_capacity"])
    if s.often(0.25):
        fields |= {"rectify_cost": s.r.randint(0, 3), "rectify_years": s.r.choice((0, s.periods[0].years))}
    if s.often(0.15):
        fields["duties"] = (
            {"obligation": s.r.choice(("rectify", "close", "merge")), "by": s.r.choice(s.ids), "reason": "why"},
        )
    return b.mine(f"M{number}", **fields)


def _mergers(s: Shape, blocks: tuple[Any, ...], mines: tuple[Any, ...]) -> tuple[Any, ...]:
    ground = [site for site in (*mines, *blocks) if site.mineral == s.minerals[0]]
    if len(ground) < 2 or not s.often(0.6):
        return ()
    groups = [tuple(site.id for site in ground[:2])]
    if len(ground) > 2 and not s.deep and s.often(0.5):
        groups.append(tuple(site.id for site in ground[1:3]))  # overlapping: they share a member
    made = []
    for number, members in enumerate(groups):
        fields = _producer(s) | {"mineral": s.minerals[0]}
        if s.deep:
            fields |= {"recoverable": None, "extra_recoverable": s.periods[0].years * s.r.randint(0, 2)}
        made.append(b.merger(f"G{number}", members, **fields))
    return tuple(made)


def _market(s: Shape) -> None:
    s.fields["places"] = tuple(Place(id=place, name=b.text(place)) for place in s.places)
    lines = [(mineral, place, period) for mineral in s.minerals for place in s.places for period in s.ids]
    lines = [line for line in lines if s.often(0.85)]
    s.fields["demands"] = tuple(
        b.demand(period, str(s.r.randint(0, 4)), mineral=mineral, place=place, shortage_price=s.r.randint(1, 5))
        for mineral, place, period in lines
    )
    if s.often(0.3):
        s.fields["imports"] = tuple(
            Import.model_validate(
                {"mineral": m, "place": p, "period": t, "at_most": s.r.randint(0, 2), "price": s.r.randint(0, 6)}
            )
            for m, p, t in lines
            if s.often(0.6)
        )
    if s.often(0.12):
        s.policy["demand"] = {"mode": "hard", "surplus": s.often(0.3)}
    elif s.often(0.1):
        s.policy["demand"] = {"surplus": True}


def _producers(s: Shape) -> list[Any]:
    return [*s.fields["blocks"], *s.fields["mines"], *s.fields["mergers"]]


def _geography(s: Shape) -> None:
    s.fields["hauls"] = [
        {"site": site.id, "place": place, "cost": s.r.randint(0, 2), "distance_km": s.r.choice((5, 10)),
         "allowed": s.often(0.9)}
        for site in _producers(s)
        for place in s.places
    ]  # fmt: skip
    ground = [site.id for site in (*s.fields["blocks"], *s.fields["mines"])]
    tables: dict[str, Any] = {"hauls": tuple(Haul.model_validate(row) for row in s.fields.pop("hauls"))}
    if len(ground) >= 2:
        pair = s.r.sample(ground, 2)
        if s.often(0.3):
            tables["overlaps"] = (Overlap(first=pair[0], second=pair[1], area_m2=s.r.choice((1, 50))),)
        if s.often(0.3):
            tables["spacings"] = (Spacing(first=pair[1], second=pair[0], distance_m=s.r.choice((100, 400))),)
            s.policy["overlap"] = {"spacing_m": 300, **s.binding()}
        if s.often(0.3):
            tables["adjacencies"] = (Adjacency(first=pair[0], second=pair[1], shared_m=7),)
    s.fields["geography"] = Geography(**tables)


def _scale(s: Shape) -> None:
    figures = [s.r.choice((1, 2, 3, None)) for _ in range(3)]
    s.fields["reserve_classes"] = tuple(
        ReserveClass(standard="133", mineral=m, large_from=9, medium_from=5) for m in s.minerals
    )
    row = {"large": figures[0], "medium": figures[1], "small": figures[2]}
    table = [{"mineral": m, **row} for m in s.minerals]
    s.policy["minimum_scale"] = {"table": table, **s.binding()}
    for kind in ("blocks", "mines"):
        s.fields[kind] = tuple(
            site.model_copy(update={"resource": site.recoverable or type(site.most_capacity)(s.r.choice((3, 6, 12)))})
            for site in s.fields[kind]
        )


def _life(s: Shape) -> None:
    if s.deep:
        s.policy["reserve_fit"] = {"shortest_life": 2, "longest_life": s.r.choice((None, 6)), **s.binding()}
        return
    total = sum(period.years for period in s.periods) * 4  # most that any site can win: it never runs out
    s.policy["reserve_fit"] = {"shortest_life": total // s.r.choice((2, 4)), **s.binding()}  # capacity 2 or 4
    for kind in ("blocks", "mines"):
        s.fields[kind] = tuple(
            site.model_copy(update={"recoverable": type(site.most_capacity)(total)}) for site in s.fields[kind]
        )


def _excluded(s: Shape) -> None:
    ground = [site.id for site in (*s.fields["blocks"], *s.fields["mines"])]
    if not ground:
        return
    layer = Layer(
        id="reserve", name=b.text("reserve"), forbids=s.r.choice(("open_pit", "any")), on=s.often(0.9),
        touched=s.r.choice(("drop", "consent")), tolerance_m2=s.r.choice((0, 10)),
        minerals=s.aside.choice(((), (), ("stone",))), catalogue_classes=s.aside.choice(((), (), (2,))),
    )  # fmt: skip
    line = Excluded(site=s.r.choice(ground), layer="reserve", area_m2=s.r.choice((5, 20)), share="0.1",
                    consent=s.often(0.4))  # fmt: skip
    s.fields["layers"] = (layer,)
    s.fields["geography"] = s.fields["geography"].model_copy(update={"excluded": (line,)})
    s.policy["exclusion"] = {"covers_expansion": s.often(0.5), **s.binding()}


def _area(s: Shape) -> None:
    area = Area(
        id="A", name=b.text("A"), mineral="stone", area_km2=1, quota=s.r.randint(0, 2), whole=s.often(0.4),
        output_cap=None if s.deep or s.often(0.5) else s.r.randint(0, 3), least_scale=s.r.choice((None, 2)),
    )  # fmt: skip
    s.fields["areas"] = (area,)
    for kind in ("blocks", "mines"):
        s.fields[kind] = tuple(
            site.model_copy(update={"area": "A"}) if site.mineral == "stone" and s.often(0.7) else site
            for site in s.fields[kind]
        )
    s.policy["area_quota"] = s.binding()


def _zone(s: Shape) -> None:
    s.fields["zones"] = (Zone(id="Z", name=b.text("Z")),)
    for kind in ("blocks", "mines"):
        s.fields[kind] = tuple(
            site.model_copy(update={"zone": "Z"} | ({"in_the_way": s.often(0.6)} if kind == "mines" else {}))
            for site in s.fields[kind]
        )
    s.policy["key_zone"] = {
        "least_class": s.r.choice((None, "medium", "large")), "clear_by": s.r.choice((None, s.ids[-1])), **s.binding(),
    }  # fmt: skip


def _cap(s: Shape) -> None:
    caps = [
        {"mineral": m, "at_most": s.r.randint(0, 5), "periods": s.some_periods(),
         "measure": s.r.choice(("output", "output", "capacity")), "mode": s.r.choice((None, None, "hard", "soft"))}
        for m in s.minerals
    ]  # fmt: skip
    s.policy["output_cap"] = {"caps": caps, **s.binding()}


def _count(s: Shape) -> None:
    limits = [{"at_most": s.r.randint(1, 3), "strict": s.often(0.3), "periods": s.some_periods()}]
    if s.often(0.3):
        limits.append({"at_most": 1, "township": "east"})
    if s.often(0.3):
        limits.append({"at_most": 1, "mineral": "stone"})
    s.policy["mine_count"] = {"limits": limits, "periods": s.some_periods(), **s.binding()}


def _share(s: Shape) -> None:
    share = s.r.choice(("0.4", "0.5", "0.25"))
    s.policy["class_share"] = {
        "at_least": share, "strict": s.often(0.4), "periods": s.some_periods(), **s.binding(),
    }  # fmt: skip


def _pits(s: Shape) -> None:
    s.policy["open_pit_control"] = {
        "at_most": s.r.choice((None, 0, 1, 2)), "per_closure": s.r.choice((None, "1", "0.5", "2")), **s.binding(),
    }  # fmt: skip


def _consolidation(s: Shape) -> None:
    s.policy["consolidation"] = {
        "close_allowed": s.often(0.6), "merge_allowed": s.often(0.6), "expand_allowed": s.often(0.6), **s.binding(),
    }  # fmt: skip


def _reach(s: Shape) -> None:
    s.policy["haul"] = {"reaches": [{"mineral": m, "radius_km": 8} for m in s.minerals], **s.binding()}


def _phasing(s: Shape) -> None:
    batches = []
    for period in s.ids:
        if s.often(0.6):
            batches.append({"periods": (period,), "at_least": s.r.choice((0, 0, 1)), "at_most": s.r.choice((None, 1))})
    if s.often(0.3):
        batches.append({"periods": tuple(s.ids), "at_most": s.r.randint(0, 2), "mineral": s.r.choice(s.minerals)})
    s.policy["phasing"] = {"batches": batches, **s.binding()}
    s.fields["blocks"] = tuple(
        block.model_copy(update={s.r.choice(("earliest", "latest")): s.r.choice(s.ids)}) if s.often(0.5) else block
        for block in s.fields["blocks"]
    )


def _target(s: Shape) -> None:
    target = {"mineral": "stone", "resource": s.r.randint(0, 6), "deposits": s.r.randint(0, 2), "by": s.r.choice(s.ids)}
    s.policy["exploration_target"] = {"targets": [target], **s.binding(0.6)}


def _restoration(s: Shape) -> None:
    s.policy["restoration"] = {
        "green_new": s.often(0.7), "before_closure": s.often(0.7), "periods": s.some_periods(),
        "disturbed_most": s.r.choice((None, 2, 4)), **s.binding(),
    }  # fmt: skip


def _adjustment(s: Shape) -> None:
    lines = []
    for block in s.fields["blocks"]:
        lines.append({"site": block.id, "action": "licensed", "start": s.r.choice((None, *s.ids))})
    for mine in s.fields["mines"]:
        lines.append({"site": mine.id, "action": s.r.choice(("keep", "close"))})
    s.policy["adjustment"] = {"reference": lines, "at_most": s.r.randint(0, 2), **s.binding()}


def _account(s: Shape) -> None:
    measures = ["capacity", "mines", "licences", "attribute"] + ([] if s.deep or len(s.places) > 1 else ["output"])
    measure = s.r.choice(measures)
    part: dict[str, Any] = {"measure": measure, "coefficient": 1 if measure == "output" else s.r.choice((1, 2, -1))}
    if measure == "attribute":
        part["attribute"] = "disturbed_ha"
    if s.often(0.3):
        part["minerals"] = ("stone",)
    elif s.often(0.3) and measure != "output":
        part["townships"] = ("east",)
    parts = [part] + ([{"measure": "mines", "coefficient": 1}] if s.often(0.3) else [])
    account = {
        "id": "own", "title": b.text("own"), "unit": "u", "contributions": parts, "periods": s.some_periods(),
        "at_most": s.r.choice((None, 2, 3)), "at_least": s.r.choice((None, None, 1)),
        "mode": s.r.choice((None, "soft")), "price": s.r.choice((None, 4)),
    }  # fmt: skip
    s.policy["account"] = {"accounts": [account], **s.binding()}


def _planned(s: Shape) -> None:
    s.fields["blocks"] = tuple(
        block.model_copy(update={"planned_mineral": s.r.choice(s.minerals)}) for block in s.fields["blocks"]
    )
    s.policy["planned_mineral"] = s.binding()


def _degree(s: Shape) -> None:
    s.policy["exploration_degree"] = s.binding()


def _lock(s: Shape) -> None:
    choices: list[dict[str, Any]] = []
    for block in s.fields["blocks"]:
        choices += [{"site": block.id, "action": "licensed"}, {"site": block.id, "action": "not_licensed"}]
        choices.append({"site": block.id, "action": "licensed", "start": s.ids[-1]})
        choices.append({"site": block.id, "action": "licensed", "capacity": 2})
        choices.append({"site": block.id, "action": "licensed", "production_class": "medium"})
    for mine in s.fields["mines"]:
        choices += [{"site": mine.id, "action": "keep"}, {"site": mine.id, "action": "close", "start": s.ids[0]}]
    choices += [{"site": merger.id, "action": "formed"} for merger in s.fields["mergers"]]
    if choices:
        lock = s.r.choice(choices)
        s.fields["locks"] = (Lock.model_validate(lock | {"forbid": "capacity" not in lock and s.often(0.4)}),)


CLAUSES = (
    _scale, _life, _excluded, _area, _zone, _cap, _cap, _count, _count, _share, _pits, _consolidation, _reach, _phasing,
    _target, _restoration, _adjustment, _account, _account, _planned, _degree, _lock,
)  # fmt: skip


def _objective(s: Shape) -> None:
    given: dict[str, Any] = {"discount": s.r.choice((0, 0, 1))}
    roll = s.r.random()
    if roll < 0.1:
        weights = [(term, 1) for term in (*DEFAULT_COST, "breach", "shortage", "value")]
        given["tiers"] = [{"name": "all", "weights": weights}]
    elif roll < 0.3:
        first = s.r.choice(("footprint", "open_pits", "change", "compactness", "value"))
        given["tiers"] = [
            {"name": "breach", "weights": [("breach", 1)]},
            {"name": first, "weights": [(first, 1)]},
            {"name": "rest", "weights": [(term, 1) for term in ("shortage", *DEFAULT_COST)]},
        ]
    s.policy["objective"] = given
