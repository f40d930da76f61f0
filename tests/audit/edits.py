"""Small changes of a plan: a decision put in place of another, a capacity, an output; written from the models alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import builders as b
from rules.plans import class_of

from models import Case, Decision, Output, Plan


def altered(plan: Plan, **fields: Any) -> Plan:
    """A new plan with some fields changed; a copy would keep what the old one remembers of its decisions."""
    return Plan(**({name: getattr(plan, name) for name in Plan.model_fields} | fields))


def put(plan: Plan, *decisions: Decision) -> Plan:
    """The plan with these decisions in place of those of their sites."""
    new = {d.site: d for d in decisions}
    return altered(plan, decisions=tuple(new.get(d.site, d) for d in plan.decisions))


def with_output(plan: Plan, site: str, period: str, quantity: Decimal) -> Plan:
    rest = tuple(o for o in plan.outputs if (o.site, o.period) != (site, period))
    return altered(plan, outputs=(*rest, Output(site=site, period=period, quantity=quantity)))


def licence(case: Case, site: str, start: str, capacity: Any = 8) -> Decision:
    size = class_of(case, case.site[site], Decimal(capacity))
    return b.decided(site, "block", "licensed", str(capacity), start=start, production_class=size)


def resized(case: Case, decision: Decision, capacity: Decimal) -> Decision:
    size = class_of(case, case.site[decision.site], capacity)
    return decision.model_copy(update={"capacity": capacity, "production_class": size})


def built(plan: Plan) -> list[Decision]:
    return [d for d in plan.decisions if d.action in {"licensed", "formed", "expand"}]


def idle(plan: Plan, *names: str) -> list[str]:
    """Blocks that are not licensed; of those named, or all."""
    return [d.site for d in plan.decisions if d.action == "not_licensed" and (not names or d.site in names)]


def kept(case: Case, site: str) -> Decision:
    mine = case.site[site]
    return b.decided(site, "mine", "keep", str(mine.capacity), production_class=mine.production_class)


def large_of(mines: tuple[tuple[str, Any], ...]) -> int:
    return sum(size in {"medium", "large"} for _, size in mines)
