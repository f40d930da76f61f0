"""A small hand-made case for each rule, in which every family of the rule's rows appears.

Plain units: stone is small below 5, medium from 5, large from 10; periods are 2021 and 2022 unless a case says so.
"""

from __future__ import annotations

from typing import Any

import builders as b

from models import Case, Geography, Period

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
        periods=b.periods(1),
        minerals=(ORE,),
        production_classes=(b.sizes("ore"),),
        places=(b.place("town"), b.place("plant")),
        demands=(b.demand(mineral="ore", quantity="2.2"), b.demand(mineral="ore", place="plant", quantity=1)),
        imports=(b.imported(mineral="ore", at_most=1), b.imported(mineral="ore", place="plant", at_most=1)),
        geography=b.hauls(("B1", "town"), ("M1", "town"), ("M1", "plant", {"allowed": False})),
        policy=b.policy(demand={"mode": "hard"}),
        **sites,
    )


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
    )
    excluded = (
        b.excluded("B1", "reserve", 5), b.excluded("B1", "road", 11), b.excluded("B2", "road", 10),
        b.excluded("B2", "pipe", 5, consent=True), b.excluded("B3", "pipe", 5), b.excluded("B2", "old", 5),
        b.excluded("B4", "road", 50), b.excluded("M1", "road", 50),
    )  # fmt: skip
    return b.case(
        layers=layers,
        periods=b.periods(1),
        blocks=tuple(
            b.block(f"B{n}", most_capacity=4, method="underground" if n == 4 else "open_pit") for n in range(1, 5)
        ),
        mines=(b.mine("M1", expandable=True, most_capacity=4),),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10),),
        geography=Geography(excluded=excluded),
        policy=b.policy(exclusion={"covers_expansion": True}),
    )


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


def output_cap() -> Case:
    # 1 unit of M1's stone counts 1.5 · 2 = 3 account units, of the others 1.5 · 1.
    caps = (
        {"mineral": "stone", "at_most": "7.5", "periods": ("2022",)},
        {"mineral": "stone", "at_most": "15", "measure": "capacity", "mode": "soft"},
    )
    return b.case(
        minerals=(b.mineral(account={"factor": "1.5", "content_power": 1}, content=1), b.mineral("ore")),
        blocks=(b.block("B1", most_capacity=6), b.block("B2", mineral="ore", most_capacity=2)),
        mines=(b.mine("M1", content=2, expandable=True, most_capacity=4),),
        demands=(b.demand("2021", "20"), b.demand("2022", "20")),
        policy=b.policy(output_cap={"caps": caps, "price": 4}),
    )


def mine_count() -> Case:
    limits = (
        {"at_most": 3, "strict": True},
        {"at_most": 0, "township": "east", "periods": ("2022",)},
        {"at_most": 1, "mineral": "ore"},
    )
    return b.case(
        minerals=(b.mineral(), b.mineral("ore"), b.mineral("water", solid=False)),
        blocks=(b.block("B1", township="east", most_capacity=2), b.block("B2", mineral="water", most_capacity=2)),
        mines=(b.mine("M1", township="east"), b.mine("M2", mineral="ore")),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10, township="east"),),
        policy=b.policy(mine_count={"limits": limits, "periods": ("2021", "2022")}),
    )


def class_share() -> Case:
    # More than 40 % = 2/5: large + medium - 0.4 · all is a multiple of 1/5, so above 0 means at least 0.2.
    return b.case(
        blocks=(b.block("B1", most_capacity=6),),
        mines=(b.mine("M1"), b.mine("M2", capacity=6, production_class="medium"), b.mine("M3")),
        mergers=(b.merger("G", ("M1", "M3"), least_capacity=10),),
        policy=b.policy(class_share={"at_least": "0.4", "strict": True, "periods": ("2022",)}),
    )


def open_pit_control() -> Case:
    return b.case(
        periods=b.periods(1),
        blocks=(b.block("B1", most_capacity=2), b.block("B2", most_capacity=2), b.block("B3", method="underground")),
        mines=(b.mine("M1"), b.mine("M2"), b.mine("M3", method="underground")),
        mergers=(b.merger("G", ("M1", "M3"), least_capacity=10),),
        policy=b.policy(open_pit_control={"at_most": 1, "per_closure": "0.5"}),
    )


def consolidation() -> Case:
    duties = ({"obligation": "rectify", "by": "2021", "reason": "r"}, {"obligation": "merge", "by": "2022", "reason": "r"})
    return b.case(
        mines=(
            b.mine("M1", duties=duties, rectify_cost=1, closing_reasons=("expired",)),
            b.mine("M2", expandable=True, most_capacity=4, closing_reasons=("outdated",)),
            b.mine("M3", duties=({"obligation": "close", "by": "2022", "reason": "r"},)),
        ),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10),),
        policy=b.policy(
            consolidation={"reasons": ("outdated",), "expand_allowed": False, "merge_allowed": False}
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


def phasing() -> Case:
    batches = (
        {"periods": ("2021",), "at_most": 1},
        {"periods": ("2021", "2022"), "at_least": 1, "at_most": 2, "mineral": "stone"},
        {"periods": ("2022",), "at_least": 1},
    )
    return b.case(
        minerals=(b.mineral(), b.mineral("ore")),
        blocks=(
            b.block("B1", earliest="2022", most_capacity=2),
            b.block("B2", latest="2021", most_capacity=2),
            b.block("B3", mineral="ore", most_capacity=2),
        ),
        mines=(b.mine("M1"),),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10),),
        policy=b.policy(phasing={"batches": batches}),
    )


def exploration_target() -> Case:
    # Due by the end of 2022, so 2021 + 1.5 is in time (2022.5 ≤ 2023), 2022 + 1.5 is not.
    targets = ({"mineral": "stone", "resource": "7.5", "deposits": 2, "by": "2022"},)
    return b.case(
        minerals=(b.mineral(), b.mineral("ore")),
        explorations=(
            b.exploration("E1", expected_resource=5, expected_deposits=1, years="1.5"),
            b.exploration("E2", expected_resource="2.5", expected_deposits=1, years=1),
            b.exploration("E3", mineral="ore", expected_resource=9),
        ),
        policy=b.policy(exploration_target={"targets": targets, "mode": "hard"}),
    )


def restoration() -> Case:
    # M1 needs 1.5 years before it closes: 2022 is one year after the start, so it cannot close at all here; M2 can then.
    return b.case(
        blocks=(
            b.block("B1", green=False, most_capacity=2),
            b.block("B2", most_capacity=2, attributes={"disturbed_ha": 4}),
        ),
        mines=(
            b.mine("M1", restoration_years="1.5", attributes={"disturbed_ha": 3}),
            b.mine("M2", restoration_years=1, green=False, expandable=True, most_capacity=4),
            b.mine("M3", method="underground", attributes={"disturbed_ha": 9}),
        ),
        policy=b.policy(restoration={"disturbed_most": 6, "periods": ("2022",)}),
    )


def adjustment() -> Case:
    reference = (
        {"site": "B1", "action": "licensed", "start": "2021"},
        {"site": "M1", "action": "keep"},
        {"site": "M2", "action": "close"},
    )
    return b.case(
        blocks=(b.block("B1", most_capacity=2),),
        mines=(b.mine("M1"), b.mine("M2")),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10),),
        policy=b.policy(adjustment={"reference": reference, "at_most": 1}),
    )


def account() -> Case:
    def entry(name: str, parts: tuple[dict[str, Any], ...], **fields: Any) -> dict[str, Any]:
        return {"id": name, "title": b.text(name), "unit": "u", "contributions": parts, **fields}

    accounts = (
        entry("won", ({"measure": "output", "coefficient": 2, "minerals": ("stone",)},), at_most=9, periods=("2022",)),
        entry("built", ({"measure": "capacity", "sites": ("B1", "M1")},), at_least=4, at_most=8, mode="soft", price=3),
        entry(
            "ground",
            ({"measure": "attribute", "attribute": "ha", "townships": ("east",)},
             {"measure": "mines", "coefficient": "-0.5"}),
            at_most=3,
        ),
        entry("granted", ({"measure": "licences"},), at_most=1),
    )  # fmt: skip
    return b.case(
        minerals=(b.mineral(), b.mineral("ore")),
        blocks=(b.block("B1", most_capacity=6, township="east", attributes={"ha": 5}),),
        mines=(b.mine("M1", attributes={"ha": 7}), b.mine("M2", mineral="ore", township="east", attributes={"ha": -1})),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10, township="east"),),
        demands=(b.demand("2021", "20"), b.demand("2022", "20")),
        policy=b.policy(account={"accounts": accounts}),
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


SMALL = {
    make.__name__: make
    for make in (
        selection, capacity, production, demand, planned_mineral, minimum_scale, reserve_fit, exploration_degree,
        exclusion, overlap, area_quota, key_zone, output_cap, mine_count, class_share, open_pit_control, consolidation,
        haul, phasing, exploration_target, restoration, adjustment, account, round_figures, lock,
    )
}  # fmt: skip
