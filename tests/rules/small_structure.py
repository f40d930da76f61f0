"""Small cases of the clauses that hold a plan together: courses, capacities, output, demand, round figures, locks.

Plain units: stone is small below 5, medium from 5, large from 10; periods are 2021 and 2022 unless a case says so.
"""

from __future__ import annotations

import builders as b

from models import Case, Period

ORE = b.mineral("ore", account={"factor": "0.5", "content_power": 1}, content="0.4")
SPANS = (Period(id="2021", start=2021, years=1), Period(id="2022", start=2022, years=5))


def selection() -> Case:
    return b.case(
        blocks=(b.block("B1", most_capacity=5),),
        mines=(b.mine("M1", rectify_cost=1), b.mine("M2")),
        mergers=(b.merger("G", ("M1", "B1"), least_capacity=8), b.merger("H", ("M1", "M2"), least_capacity=10)),
        explorations=(b.exploration("E1"),),
    )


def capacity() -> Case:
    # B1 is small on [1, 4], medium on [5, 6]; M1 has 3 and grows to [4, 4] or [5, 7]; ore has no class table: [2, 4].
    return b.case(
        minerals=(b.mineral(), ORE),
        blocks=(b.block("B1", most_capacity=6), b.block("B2", mineral="ore", least_capacity=2, most_capacity=4)),
        mines=(b.mine("M1", expandable=True, most_capacity=7),),
        periods=b.periods(1),
    )


def production() -> Case:
    # Half a year of lead, a first year at half, 2022 lasting five years: B1 licensed in 2021 can use 0.5 · 0.5 = 0.25
    # of its capacity in 2021 and (0.5 · 0.5 + 4.5) / 5 = 0.95 in 2022; licensed in 2022 (0.5 + 3.5) / 5 = 0.8.
    # M1 rectified in 2022 rests half of five years: 3 · 4.5 / 5 = 2.7. M2 expanded to 4 in 2021 waits two years, of
    # which one lies in 2022: 3 · 1/5 + 4 · 4/5 = 3.8; expanded in 2022: 3 · 2/5 + 4 · 3/5 = 3.6.
    # G works at 3 + 3 · 0.5 = 4.5 while it waits in 2021, and formed in 2022 at 6 · 1/5 + 0.8 c.
    # R = 2, so resources bind 2 (q21 + 5 q22). M1 alone wins at most 2 · (3 + 5 · 3) = 36, M2 min(40, 2 · (1.5 + 5 ·
    # 3.8)) = 40: 76 in all. G states 50, so forming it takes 76 - 50 = 26 away. H pools 60 + 30 + 3 = 93.
    return b.case(
        periods=SPANS,
        minerals=(b.mineral(resource={"factor": 2}),),
        blocks=(b.block("B1", most_capacity=4, lead_years="0.5", ramp=("0.5", 1), recoverable=30),),
        mines=(
            b.mine("M1", recoverable=60, rectify_cost=1, rectify_years="0.5"),
            b.mine("M2", availability={"2021": "0.5"}, expandable=True, most_capacity=4, lead_years=2, recoverable=40),
        ),
        mergers=(
            b.merger("G", ("M1", "M2"), least_capacity=5, most_capacity=9, lead_years=1, recoverable=50),
            b.merger("H", ("M1", "B1"), least_capacity=5, most_capacity=9, extra_recoverable=3),
        ),
    )


def demand() -> Case:
    # 1 unit of ore is 0.5 · 0.4 = 0.2 account units, of M1's richer ore 0.5 · 0.8 = 0.4: 2.2 is 3 · 0.4 and an import
    # of 1. Nothing reaches the plant, which imports all it wants.
    sites = {
        "blocks": (b.block("B1", mineral="ore", most_capacity=4),),
        "mines": (b.mine("M1", mineral="ore", content="0.8"),),
    }
    return b.case(
        minerals=(ORE,),
        production_classes=(b.sizes("ore"),),
        places=(b.place("town"), b.place("plant")),
        demands=(
            b.demand(mineral="ore", quantity="2.2"),
            b.demand(mineral="ore", place="plant", quantity=1),
            b.demand("2022", mineral="ore", quantity="1.2"),
        ),
        imports=(b.imported(mineral="ore", at_most=1), b.imported(mineral="ore", place="plant", at_most=1)),
        geography=b.hauls(("B1", "town"), ("M1", "town"), ("M1", "plant", {"allowed": False})),
        policy=b.policy(demand={"mode": "hard"}),
        **sites,
    )


def round_figures() -> Case:
    # Stone in steps of 2: [1, 4] holds n = 1, 2, the single point 5 is off the step. Ore takes 1 or 3 from a list.
    return b.case(
        periods=b.periods(1),
        minerals=(b.mineral(), b.mineral("ore")),
        blocks=(b.block("B1", most_capacity=5), b.block("B2", mineral="ore", most_capacity=4)),
        mines=(b.mine("M1", expandable=True, most_capacity=7),),
        policy=b.policy(round_figures={"steps": (("stone", 2),), "lists": (("ore", (1, 3)),)}),
    )


def lock() -> Case:
    return b.case(
        blocks=(b.block("B1", most_capacity=6), b.block("B2", most_capacity=2)),
        mines=(b.mine("M1"), b.mine("M2")),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10),),
        locks=(
            b.locked("B1", "licensed", start="2022", production_class="medium", capacity=5),
            b.locked("B2", "licensed", start="2021", forbid=True),
            b.locked("M1", "keep"),
        ),
    )


def haul() -> Case:
    return b.case(
        periods=b.periods(1),
        places=(b.place("town"), b.place("plant")),
        blocks=(b.block("B1", most_capacity=4),),
        mines=(b.mine("M1"),),
        demands=(b.demand(quantity="9"), b.demand(quantity="9", place="plant")),
        geography=b.hauls(
            ("B1", "town", {"distance_km": 30}), ("B1", "plant", {"distance_km": "30.5"}), ("M1", "town"),
            ("M1", "plant", {"distance_km": 31}),
        ),
        policy=b.policy(haul={"reaches": ({"mineral": "stone", "radius_km": 30},)}),
    )  # fmt: skip
