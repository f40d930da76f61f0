"""The policy of a wide random case: every clause on, each hard, soft or only reported."""

from __future__ import annotations

from random import Random
from typing import Any

import builders as b
from rules.draw import decimal

TERMS = (
    "breach", "shortage", "import", "opening", "capacity", "operating", "fixed", "haul", "closure", "exploration",
    "footprint", "open_pits", "compactness", "change", "value",
)  # fmt: skip
PRICED = (
    "planned_mineral", "minimum_scale", "reserve_fit", "exploration_degree", "exclusion", "overlap", "area_quota",
    "key_zone", "output_cap", "mine_count", "class_share", "open_pit_control", "consolidation", "haul", "phasing",
    "exploration_target", "restoration", "adjustment", "account",
)  # fmt: skip


def policy_of(r: Random, ids: list[str]) -> Any:
    some = lambda: r.choice((None, (ids[-1],), (ids[0], ids[1])))  # noqa: E731
    scale = {"large": r.choice((4, None)), "medium": "2.5", "small": r.choice((1, 1, None))}
    entry = {"title": b.text("own"), "unit": "u", "mode": r.choice((None, "soft", "hard")), "periods": some()}
    clauses: dict[str, dict[str, Any]] = {
        "minimum_scale": {
            "table": ({"mineral": "stone", **scale}, {"mineral": "ore", "large": 3, "medium": 2, "small": "1.5"}),
            "industry": ({"mineral": "stone", "method": "open_pit", "large": 3, "medium": 3, "small": 2},),
        },
        "reserve_fit": {"shortest_life": r.choice((None, 5, 8)), "longest_life": r.choice((None, 15, 25))},
        "exclusion": {"covers_expansion": r.random() < 0.5},
        "overlap": {"spacing_m": 300, "spacing_new_only": r.random() < 0.7, "periods": some()},
        "area_quota": {"periods": some()},
        "key_zone": {"least_class": r.choice(("medium", "large", None)), "clear_by": r.choice((None, ids[-1], ids[1]))},
        "output_cap": {
            "caps": (
                {"mineral": "stone", "at_most": decimal(r, 5, 30), "periods": some()},
                {"mineral": "stone", "at_most": decimal(r, 9, 50), "measure": "capacity",
                 "mode": r.choice((None, "soft"))},
                {"mineral": "ore", "at_most": decimal(r, 1, 5), "mode": r.choice((None, "hard"))},
                {"mineral": "stone", "at_most": decimal(r, 3, 20), "region": "city"},
                {"mineral": "stone", "at_most": decimal(r, 3, 20), "region": "north", "measure": "capacity"},
            ),
            "periods": some(),
        },
        "mine_count": {
            "limits": (
                {"at_most": r.randint(4, 9), "strict": r.random() < 0.5}, {"at_most": 3, "township": "east"},
                {"at_most": 3, "mineral": "ore", "periods": some()}, {"at_most": 4, "region": "city"},
                {"at_most": 1, "region": "south", "township": "west", "strict": r.random() < 0.5},
            ),
            "periods": some(),
        },
        "class_share": {
            "at_least": r.choice(("0.4", "0.25", "0.65")), "strict": r.random() < 0.5, "periods": some(),
            "limits": ({"region": "city", "at_least": "0.3"}, {"region": "north", "at_least": "0.5", "strict": True}),
        },
        "open_pit_control": {"at_most": r.choice((None, 2)), "per_closure": r.choice(("0.5", 1, "1.5"))},
        "consolidation": {
            "reasons": r.choice((("outdated",), ("outdated", "expired"))), "close_allowed": r.random() < 0.8,
            "merge_allowed": r.random() < 0.8, "expand_allowed": r.random() < 0.8,
        },
        "demand": {"mode": r.choice(("soft", "hard")), "surplus": r.random() < 0.3, "periods": some()},
        "haul": {"reaches": ({"mineral": "stone", "radius_km": 25}, {"mineral": "ore", "radius_km": "33.3"})},
        "phasing": {
            "batches": (
                {"periods": (ids[0],), "at_most": 1}, {"periods": tuple(ids), "at_least": 1, "at_most": 3},
                {"periods": (ids[-1],), "at_least": 1, "mineral": "ore"},
            )
        },
        "exploration_target": {"targets": ({"mineral": "stone", "resource": 5, "deposits": 1, "by": r.choice(ids)},)},
        "restoration": {"disturbed_most": decimal(r, 5, 30), "periods": some()},
        "adjustment": {
            "reference": (
                {"site": "B1", "action": "licensed", "start": ids[0]}, {"site": "B2", "action": "not_licensed"},
                {"site": "M1", "action": "keep"}, {"site": "M2", "action": "join"}, {"site": "G1", "action": "formed"},
            ),
            "at_most": r.randint(0, 3),
        },
        "account": {
            "accounts": (
                entry | {"id": "o", "contributions": ({"measure": "output", "coefficient": "1.3"},), "at_most": 20},
                entry | {
                    "id": "f", "at_least": 2, "at_most": 9, "price": r.choice((None, "3.3")),
                    "contributions": (
                        {"measure": "attribute", "attribute": "forest"},
                        {"measure": "capacity", "coefficient": "-0.1", "townships": ("east",)},
                        {"measure": "licences", "minerals": ("ore",), "coefficient": 2},
                        {"measure": "mines", "sites": ("M1", "B1", "G1", "E1"), "coefficient": "0.7"},
                    ),
                },
            )
        },
        "round_figures": {"steps": (("stone", "0.3"),), "on": r.random() < 0.5},
        "objective": {"discount": "0.05", "tiers": ({"name": "all", "weights": tuple((t, 1) for t in TERMS)},)},
    }  # fmt: skip
    if r.random() < 0.3:
        clauses["round_figures"] = {"lists": (("stone", ("2.5", 4, 6)), ("ore", (2, "3.75")))}
    for name in PRICED:
        setting = {"mode": r.choice(("hard", "soft", "soft", "report")), "price": decimal(r, 1, 9)}
        clauses[name] = clauses.get(name, {}) | setting
    return b.policy(**clauses)
