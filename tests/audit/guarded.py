"""A case with a trap for each clause, and how its limits are tightened around the plan that it is solved to.

The trap sites (T-…) are such that licensing them breaks one clause that is known beforehand. After solving, every limit
is set to what the plan comes to, so that one mine, one licence or one step of output more is too much.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from random import Random
from typing import Any

import builders as b
from audit.edits import large_of

from models import Case, Geography, Period, Plan
from optimizer.audit import audit
from optimizer.facts import facts_of

IDS = ("2021", "2022", "2023-2027")
STEP = Decimal("0.5")
GRID = Decimal("0.1")


def guarded(seed: int) -> Case:
    """Return the case of a seed, its limits still wide."""
    r = Random(seed)
    periods = tuple(Period(id=t, start=int(t[:4]), years=n) for t, n in zip(IDS, (1, 1, 5), strict=True))
    blocks, mines = _blocks(r), _mines(r)
    merger = b.merger("G", ("M2", "M3"), most_capacity=9, least_capacity=4, opening_cost=5, lead_years="0.5",
                      recoverable=200)  # fmt: skip
    sites = [*blocks, *mines, merger]
    hauls = b.hauls(
        *((s.id, "town", {"distance_km": 10, "cost": r.randint(0, 3)}) for s in sites),
        *((s.id, "remote", {"distance_km": 99}) for s in sites if s.mineral == "stone"),
        ("B3", "plant", {"allowed": False}),
    )
    geography = Geography(
        hauls=hauls.hauls, excluded=(b.excluded("T-excluded", "reserve", 50),),
        overlaps=(b.overlap("T-overlap", "M1"),), spacings=(b.spacing("T-near", "B1", 50),),
    )  # fmt: skip
    wanted = [("stone", "town", t, r.randint(12, 25)) for t in IDS] + [("ore", "town", t, r.randint(2, 4)) for t in IDS]
    wanted += [("stone", "remote", t, 2) for t in IDS] + [("ore", "plant", t, 1) for t in IDS]
    return b.case(
        periods=periods,
        minerals=(
            b.mineral(resolution=GRID, account={"factor": "1.5"}, resource={"factor": 2}, blasting=True),
            b.mineral("ore", resolution="0.01", catalogue_class=2),
        ),
        production_classes=(b.sizes("stone", "8", "4"), b.sizes("ore", "6", "3")),
        reserve_classes=(b.reserves("stone", 100, 50),),
        places=(b.place("town"), b.place("plant"), b.place("remote")),
        areas=(b.area("A", quota=9, least_scale="1.5", output_cap=99),),
        zones=(b.zone("Z"),),
        layers=(b.layer("reserve"),),
        blocks=blocks, mines=mines, mergers=(merger,),
        explorations=tuple(b.exploration(f"E{n}", expected_resource=6 - n, cost=9) for n in (1, 2)),
        demands=tuple(b.demand(t, str(q), mineral=m, place=p) for m, p, t, q in wanted),
        imports=tuple(b.imported(t, q, mineral=m, place=p, price=20) for m, p, t, q in wanted),
        geography=geography,
        locks=(
            b.locked("B1", "licensed", start="2021"), b.locked("M1", "keep"), b.locked("G", "formed", start="2022"),
            b.locked("M6", "expand"),
        ),
        policy=_policy(),
    )  # fmt: skip


def _blocks(r: Random) -> tuple[Any, ...]:
    def block(name: str, **fields: Any) -> Any:
        # 10 a year at R = 2 lives five years on 100; twice that leaves room beside what is won.
        given = {
            "most_capacity": 9, "resource": 200, "recoverable": 100, "opening_cost": r.randint(1, 9),
            "attributes": {"disturbed_ha": 2}, "operating_cost": r.randint(0, 3),
        }  # fmt: skip
        return b.block(name, **(given | fields))

    return (
        block("B1", area="A", zone="Z", opening_cost=0, recoverable=80),
        block("B2", area="A", lead_years="0.5", ramp=("0.5", 1)),
        block("B3", mineral="ore", most_capacity=7),
        block("B4", area="A", opening_cost=999),
        block("T-planned", planned_mineral="ore"),
        block("T-degree", mineral="ore", degree="general"),
        block("T-excluded"),
        block("T-overlap"),
        block("T-near"),
        block("T-green", green=False),
        block("T-slash", resource=20, recoverable=20),
        block("T-early", earliest="2022", latest="2022", opening_cost=999),
    )


def _mines(r: Random) -> tuple[Any, ...]:
    def mine(name: str, **fields: Any) -> Any:
        return b.mine(name, **({"attributes": {"disturbed_ha": 1}, "fixed_cost": r.randint(0, 2)} | fields))

    duty = {"obligation": "close", "by": "2022", "reason": "why"}
    return (
        mine("M1"),
        mine("M2"),
        mine("M3", capacity=2),
        mine("M4", duties=(duty,), closing_reasons=("outdated",)),
        mine("M5", rectify_cost=1),
        mine("M6", expandable=True, most_capacity=9, resource=200),
        mine("M7", zone="Z", in_the_way=True, closing_reasons=("outdated",)),
        mine("M8", availability=dict.fromkeys(IDS, 0), restoration_years=3, closing_reasons=("outdated",)),
    )


def _policy() -> Any:
    cap = {"mineral": "stone", "at_most": 999}
    parts = ({"measure": "mines"}, {"measure": "output", "minerals": ("ore",)})
    return b.policy(
        minimum_scale={"table": ({"mineral": "stone", "large": 2, "medium": 1, "small": None},)},
        reserve_fit={"shortest_life": 5, "applies_to": ("licensed",)},
        overlap={"spacing_m": 300},
        key_zone={"least_class": "medium", "clear_by": "2022"},
        output_cap={"caps": (cap, cap | {"measure": "capacity"})},
        mine_count={"limits": ({"at_most": 99},)},
        class_share={"at_least": "0.01"},
        open_pit_control={"at_most": 99},
        demand={"mode": "hard"},
        haul={"reaches": ({"mineral": "stone", "radius_km": 50},)},
        phasing={"batches": ({"periods": IDS, "at_most": 99},)},
        exploration_target={"mode": "hard", "targets": ({"mineral": "stone", "resource": 9, "by": "2022"},)},
        restoration={"disturbed_most": 999},
        adjustment={"at_most": 0},
        account={
            "accounts": ({"id": "own", "title": b.text("own"), "unit": "u", "contributions": parts, "at_most": 999},)
        },
        round_figures={"steps": (("stone", STEP),)},
    )


def tightened(case: Case, plan: Plan) -> Case:
    """Return the case with every limit at what the plan comes to, period by period."""
    policy, sums = case.policy, _sums(case, plan)
    caps = [
        {"mineral": "stone", "measure": measure, "periods": (t,), "at_most": sums["output_cap", f"stone {measure}", t]}
        for measure in ("output", "capacity") for t in IDS
    ]  # fmt: skip
    mines = [facts_of(case, plan).mines(now) for now in range(len(IDS))]
    share = min(Fraction(large_of(listed), len(listed)) for listed in mines)
    own = policy.account.accounts[0]
    accounts = [
        own.model_copy(update={"id": f"own-{t}", "periods": (t,), "at_most": sums["account", "own", t]}) for t in IDS
    ]
    batches = [
        {"periods": (t,), "at_most": sum(d.action == "licensed" and d.start == t for d in plan.decisions)} for t in IDS
    ]
    counts = [{"at_most": sums["mine_count", "mines", t], "periods": (t,)} for t in IDS]
    reference = [{"site": d.site, "action": d.action} for d in plan.decisions]
    licensed = [d.site for d in plan.decisions if d.action == "licensed"]
    pits = sum(case.site[site].method == "open_pit" for site in licensed)
    ground = max(sums["restoration", "disturbed", t] for t in IDS)
    changes = {
        "output_cap": {"caps": tuple(caps)}, "account": {"accounts": tuple(accounts)},
        "phasing": {"batches": tuple(batches)},
        "mine_count": {"limits": tuple(counts)}, "adjustment": {"reference": tuple(reference), "at_most": 0},
        "open_pit_control": {"at_most": pits}, "restoration": {"disturbed_most": ground},
        "class_share": {"at_least": Decimal(float(share)).quantize(Decimal("0.001"), ROUND_FLOOR)},
    }  # fmt: skip
    given = policy.model_dump()
    new = b.policy(**{name: value | changes.get(name, {}) for name, value in given.items()})
    inside = sum(site in {"B1", "B2", "B4"} for site in licensed)
    most = max(sums["area_quota", "A output", t] for t in IDS)
    area = case.areas[0].model_copy(update={"quota": inside, "output_cap": most})
    return case.model_copy(update={"policy": new, "areas": (area,)})


def _sums(case: Case, plan: Plan) -> dict[tuple[str, str, str], Decimal]:
    return {(f.clause, f.subject, f.period): f.found for f in audit(case, plan).findings}
