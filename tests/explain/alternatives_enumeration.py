"""Every plan of a small case, listed and judged by the audit alone, for the tests of what is told about plans.

`tests/enumeration.py` lists decisions and flows on the grid of 1; here every plan that passes is kept with its terms,
not only the best, so that frontiers, distances and expected values can be read off. Cases are kept tiny.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import builders as b
from enumeration import combinations, flows_of

from models import Case, Haul, Plan
from models.geography import Geography
from optimizer.audit import audit, terms_of, tier_values
from optimizer.facts import facts_of


@dataclass(frozen=True)
class Known:
    """A plan that passes, with its terms and tiers."""

    plan: Plan
    terms: dict[str, Fraction]
    tiers: tuple[Fraction, ...]


KNOWN: dict[str, tuple[Known, ...]] = {}


def plans(case: Case) -> tuple[Known, ...]:
    """Return every plan of the grid that passes the audit, listed once a case and session."""
    key = case.model_dump_json()
    if key not in KNOWN:
        KNOWN[key] = tuple(_plans(case))
    return KNOWN[key]


def _plans(case: Case) -> Iterator[Known]:
    """Yield every plan of the grid that passes the audit; one flow of all periods at once."""
    for decisions in combinations(case):
        facts = facts_of(case, Plan(decisions=decisions))
        for outputs, shipments, purchases in flows_of(case, facts, list(range(len(case.periods)))):
            plan = Plan(decisions=decisions, outputs=outputs, shipments=shipments, purchases=purchases)
            judged = audit(case, plan)
            if judged.passed:
                terms = terms_of(judged.facts, judged.findings)
                yield Known(plan, terms, tier_values(judged.facts, terms))


def courses(plan: Plan) -> tuple[object, ...]:
    return tuple((d.site, d.action, d.start, d.production_class, d.merger) for d in plan.decisions)


def best_by_courses(case: Case) -> dict[tuple[object, ...], Known]:
    """Return the best plan of each course pattern, by tiers in order."""
    found: dict[tuple[object, ...], Known] = {}
    for one in plans(case):
        key = courses(one.plan)
        if key not in found or one.tiers < found[key].tiers:
            found[key] = one
    return found


def best(case: Case) -> Known | None:
    return min(plans(case), key=lambda one: one.tiers, default=None)


def apart(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    return sum(a != c for a, c in zip(one, other, strict=True))


def quarries(demand: str = "4", prices: str = "100", **fields: object) -> Case:
    """Three blocks and a mine of listed capacities, two of them dear to open, two dear to haul from."""
    blocks = (
        b.block("B1", most_capacity="3", opening_cost="7", operating_cost="1"),
        b.block("B2", most_capacity="3", opening_cost="3", operating_cost="2"),
        b.block("B3", most_capacity="3", opening_cost="1", operating_cost="1"),
    )
    mines = (b.mine("M1", capacity="1", fixed_cost="2", closing_cost="1", closing_reasons=("outdated",)),)
    hauls = {"B1": 0, "B2": 1, "B3": 5, "M1": 2}
    geography = Geography(hauls=tuple(Haul(site=s, place="town", cost=c) for s, c in hauls.items()))
    given: dict[str, object] = {
        "periods": b.periods(1),
        "blocks": blocks,
        "mines": mines,
        "geography": geography,
        "demands": (b.demand(quantity=demand, shortage_price=prices),),
        "policy": b.policy(round_figures={"lists": [("stone", (1, 3))]}),
    }
    return b.case(**(given | fields))
