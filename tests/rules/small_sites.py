"""Small cases of the clauses on one site or its ground: mineral, scale, life, degree, exclusion, overlap, areas.

Plain units: stone is small below 5, medium from 5, large from 10; periods are 2021 and 2022 unless a case says so.
"""

from __future__ import annotations

import builders as b

from models import Case, Geography

ORE = b.mineral("ore", account={"factor": "0.5", "content_power": 1}, content="0.4")


def planned_mineral() -> Case:
    return b.case(
        minerals=(b.mineral(), ORE),
        blocks=(b.block("B1", most_capacity=4, planned_mineral="ore"), b.block("B2", planned_mineral="stone")),
        mines=(b.mine("M1"),),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10),),
    )


def minimum_scale() -> Case:
    # V = 2: B1 holds 2 · 50 = 100, large; B2 2 · 24 = 48, small: "/"; M1 2 · 25 = 50, medium; G 2 · (25 + 20 + 5) =
    # 100, large. Industry asks 4 of the medium class where the table asks 3. The underground row is for B3 alone.
    scale = {"mineral": "stone", "large": 6, "medium": 3, "small": None}
    industry = {"mineral": "stone", "large": 2, "medium": 4, "small": 1}
    underground = {"mineral": "stone", "method": "underground", "large": 9, "medium": 2, "small": 2}
    return b.case(
        periods=b.periods(1),
        minerals=(b.mineral(reserve={"factor": 2}),),
        reserve_classes=(b.reserves("stone", large=100, medium=50),),
        blocks=(
            b.block("B1", resource=50, most_capacity=7),
            b.block("B2", resource=24, most_capacity=2),
            b.block("B3", resource=25, method="underground", most_capacity=4),
        ),
        mines=(
            b.mine("M1", resource=25, capacity=2, expandable=True, most_capacity=5),
            b.mine("M2", resource=20, capacity=2),
        ),
        mergers=(b.merger("G", ("M1", "M2"), extra_recoverable=5, most_capacity=7),),
        policy=b.policy(minimum_scale={"table": (scale, underground), "industry": (industry,)}),
    )


def reserve_fit() -> Case:
    # R = 2: B1 holds 40 / 2 = 20 years' worth of 1, so 20 / 10 = 2 lives ten years and 20 / 5 = 4 lives five.
    return b.case(
        periods=b.periods(1),
        minerals=(b.mineral(resource={"factor": 2}),),
        blocks=(b.block("B1", recoverable=40, most_capacity=6), b.block("B2", most_capacity=2)),
        mines=(b.mine("M1", recoverable=40, expandable=True, most_capacity=5),),
        policy=b.policy(reserve_fit={"shortest_life": 5, "longest_life": 10}),
    )


def exploration_degree() -> Case:
    return b.case(
        minerals=(b.mineral(), b.mineral("ore", catalogue_class=2)),
        blocks=(
            b.block("B1", construction_ready=False, most_capacity=4),
            b.block("B2", mineral="ore", degree="detailed", most_capacity=4),
            b.block("B3", mineral="ore", degree="detailed", simple_deposit=True, most_capacity=4),
            b.block("B4", mineral="ore", degree="general", degree_exception="on record", most_capacity=4),
        ),
        mines=(b.mine("M1"),),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10),),
        periods=b.periods(1),
    )


def exclusion() -> Case:
    layers = (
        b.layer("reserve", forbids="any"),
        b.layer("road", tolerance_m2=10),
        b.layer("pipe", touched="consent"),
        b.layer("old", on=False),
        b.layer("spring", forbids="any", catalogue_classes=(2,)),  # class 2 alone: B4, not B2
        b.layer("hall", forbids="any", minerals=("ore",), catalogue_classes=(1,)),  # ore by name: B4, not B3
        b.layer("orchard", minerals=("ore",)),  # open pits of ore: nobody, B4 is underground and B2 is stone
    )
    excluded = (
        b.excluded("B1", "reserve", 5), b.excluded("B1", "road", 11), b.excluded("B2", "road", 10),
        b.excluded("B2", "pipe", 5, consent=True), b.excluded("B3", "pipe", 5), b.excluded("B2", "old", 5),
        b.excluded("B4", "road", 50), b.excluded("M1", "road", 50), b.excluded("B2", "spring", 5),
        b.excluded("B4", "spring", 5), b.excluded("B3", "hall", 5), b.excluded("B4", "hall", 5),
        b.excluded("B4", "orchard", 5), b.excluded("B2", "orchard", 5),
    )  # fmt: skip
    return b.case(
        layers=layers,
        periods=b.periods(1),
        blocks=tuple(
            b.block(f"B{n}", most_capacity=4, method="underground" if n == 4 else "open_pit",
                    mineral="ore" if n == 4 else "stone") for n in range(1, 5)
        ),
        minerals=(b.mineral(), b.mineral("ore", catalogue_class=2)),
        production_classes=(b.sizes(), b.sizes("ore")),
        mines=(b.mine("M1", expandable=True, most_capacity=4),),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10),),
        geography=Geography(excluded=excluded),
        policy=b.policy(exclusion={"covers_expansion": True}),
    )  # fmt: skip


def overlap() -> Case:
    # B1, B2, M1 lie on one ground: one clique. B3 is 200 m from B2 and blasts: too near. M2 overlaps M1, both old.
    # G takes in M1, so it stands where M1 stood.
    overlaps = (
        b.overlap("B1", "B2", 5), b.overlap("B1", "M1", 5), b.overlap("B2", "M1", 5), b.overlap("M1", "M2", 5),
        b.overlap("B1", "B3", 1),
    )  # fmt: skip
    return b.case(
        periods=b.periods(2),
        minerals=(b.mineral(blasting=True),),
        blocks=tuple(b.block(f"B{n}", most_capacity=1) for n in (1, 2, 3)),
        mines=(b.mine("M1"), b.mine("M2", method="underground")),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10),),
        geography=Geography(overlaps=overlaps, spacings=(b.spacing("B2", "B3", 200), b.spacing("B1", "M2", 100))),
        policy=b.policy(overlap={"spacing_m": 300}),
    )


def area_quota() -> Case:
    return b.case(
        periods=b.periods(1),
        minerals=(b.mineral(account={"factor": 2}),),
        areas=(b.area("A", quota=1, output_cap=7, least_scale=3), b.area("W", quota=2, whole=True)),
        blocks=(
            b.block("B1", area="A", most_capacity=4),
            b.block("B2", area="A", most_capacity=4),
            b.block("B3", area="W", most_capacity=2),
        ),
        mines=(b.mine("M1", area="A"),),
        mergers=(b.merger("G", ("B3", "M1"), least_capacity=5, most_capacity=6, area="A"),),
        demands=(b.demand(quantity="20"),),
    )


def key_zone() -> Case:
    return b.case(
        zones=(b.zone("Z"),),
        blocks=(b.block("B1", zone="Z", most_capacity=6), b.block("B2", most_capacity=2)),
        mines=(b.mine("M1", zone="Z", in_the_way=True, rectify_cost=1), b.mine("M2", zone="Z")),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10, zone="Z"),),
        policy=b.policy(key_zone={"least_class": "medium", "clear_by": "2022"}),
    )
