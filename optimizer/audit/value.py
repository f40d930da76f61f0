"""What a plan is worth, term by term, in fractions; the formulas are those of `optimizer.formulation.terms`.

Written from the plan alone: decisions, outputs, shipments, purchases. Units: 万元, but footprint in ha·a, open pits and
change in counts, compactness in m.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from zlib import crc32

from models.outcome import Finding
from models.plan import Decision
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Judgement, Method, Mode
from optimizer.facts import Facts, total, totals

ZERO = Fraction(0)
WEIGHTS = 1_000_000
BUILDING = {Action.LICENSED, Action.FORMED, Action.EXPAND}


def terms_of(facts: Facts, findings: tuple[Finding, ...]) -> dict[str, Fraction]:
    """Return the value of every term of the objective."""
    values = {name: term(facts) for name, term in TERMS.items()}
    values["breach"] = total(_breach(finding) for finding in findings)
    return values


def tier_values(facts: Facts, values: Mapping[str, Fraction]) -> tuple[Fraction, ...]:
    """Return the value of each tier; the last carries the canonical surcharge."""
    tiers = facts.case.policy.objective.tiers
    totals = [sum((Fraction(weight) * values[term] for term, weight in tier.weights), ZERO) for tier in tiers]
    totals[-1] += values["canonical"]
    return tuple(totals)


def _breach(finding: Finding) -> Fraction:
    if finding.mode != Mode.SOFT or finding.verdict != Judgement.ADJUSTMENT or finding.price is None:
        return ZERO
    return Fraction(finding.price) * -Fraction(finding.slack)


def _factor(f: Facts, period: int) -> Fraction:
    years = f.case.periods[period].start - f.case.periods[0].start
    return Fraction(1) / (1 + Fraction(f.case.policy.objective.discount)) ** years


def _yearly(f: Facts, period: int) -> Fraction:
    return f.case.periods[period].years * _factor(f, period)


def _yearly_sum(f: Facts, amounts: Iterable[tuple[int, Fraction]]) -> Fraction:
    """The sum over the years of yearly amounts, each given with its period."""
    return total(amount * _yearly(f, now) for now, amount in totals(amounts).items())


def _shortage(f: Facts) -> Fraction:
    years = {period.id: period.years for period in f.case.periods}
    lines = [(row, short) for row, short in zip(f.case.demands, f.shortage, strict=True) if short]
    return total(Fraction(row.shortage_price) * short * years[row.period] for row, short in lines)


def _imports(f: Facts) -> Fraction:
    price = {(r.mineral, r.place, f.case.period_index[r.period]): Fraction(r.price) for r in f.case.imports}
    return _yearly_sum(f, ((key[2], price[key] * quantity) for key, quantity in f.purchases.items()))


def _decided(f: Facts, cost: Callable[[Decision, Block | Mine | Merger | Exploration], Fraction]) -> Fraction:
    begun = [decision for decision in f.plan.decisions if decision.start is not None]
    costs = totals((f.begin(d), cost(d, f.site(d))) for d in begun)
    return total(amount * _factor(f, begin) for begin, amount in costs.items())


def _opening(f: Facts) -> Fraction:
    return _decided(f, lambda d, site: _money(site, "opening_cost") if d.action in BUILDING else ZERO)


def _capacity(f: Facts) -> Fraction:
    def cost(decision: Decision, site: Block | Mine | Merger | Exploration) -> Fraction:
        if decision.action not in BUILDING:
            return ZERO
        before = Fraction(site.capacity) if isinstance(site, Mine) else ZERO
        return _money(site, "capacity_cost") * (Fraction(decision.capacity) - before)

    return _decided(f, cost)


def _closure(f: Facts) -> Fraction:
    def cost(decision: Decision, site: Block | Mine | Merger | Exploration) -> Fraction:
        if decision.action == Action.CLOSE:
            return _money(site, "closing_cost") + _money(site, "restoration_cost")
        if decision.action == Action.JOIN:
            return _money(site, "closing_cost")
        return _money(site, "rectify_cost") if decision.action == Action.RECTIFY else ZERO

    return _decided(f, cost)


def _exploration(f: Facts) -> Fraction:
    return _decided(f, lambda d, site: _money(site, "cost") if d.action == Action.GRANTED else ZERO)


def _money(site: object, field: str) -> Fraction:
    return Fraction(getattr(site, field, None) or Decimal(0))


def _per_output(f: Facts, price: Callable[[str], Fraction]) -> Fraction:
    return _yearly_sum(f, ((now, price(site) * quantity) for (site, now), quantity in f.outputs.items()))


def _operating(f: Facts) -> Fraction:
    return _per_output(f, lambda site: _money(f.case.site[site], "operating_cost"))


def _value(f: Facts) -> Fraction:
    return -_per_output(f, lambda site: Fraction(f.case.mineral[f.case.site[site].mineral].price))


def _haul(f: Facts) -> Fraction:
    cost = {(haul.site, haul.place): Fraction(haul.cost) for haul in f.case.geography.hauls}
    index = f.case.period_index
    return _yearly_sum(
        f, ((index[s.period], cost.get((s.site, s.place), ZERO) * Fraction(s.quantity)) for s in f.plan.shipments)
    )


def _fixed(f: Facts) -> Fraction:
    return _yearly_sum(
        f, ((now, _money(f.case.site[site], "fixed_cost")) for now in f.periods for site, _ in f.mines(now))
    )


def _footprint(f: Facts) -> Fraction:
    name = f.case.policy.restoration.disturbed
    return total(
        Fraction(f.case.site[site].attributes.get(name, Decimal(0))) * f.case.periods[now].years
        for now in f.periods
        for site, _ in f.mines(now)
    )


def _open_pits(f: Facts) -> Fraction:
    return Fraction(
        sum(
            d.action == Action.LICENSED and getattr(f.site(d), "method", None) == Method.OPEN_PIT
            for d in f.plan.decisions
        )
    )


def _compactness(f: Facts) -> Fraction:
    licensed = {d.site for d in f.plan.decisions if d.action == Action.LICENSED}
    pairs = [p for p in f.case.geography.adjacencies if p.first in licensed and p.second in licensed]
    return -total(Fraction(pair.shared_m) for pair in pairs)


def _change(f: Facts) -> Fraction:
    changed = 0
    for line in f.case.policy.adjustment.reference:
        decision = f.plan.decision[line.site]
        same_start = line.start is None or decision.start == line.start
        changed += not (decision.action == line.action and same_start)
    return Fraction(changed)


def _canonical(f: Facts) -> Fraction:
    listed = dict(f.case.policy.round_figures.lists) if f.case.policy.round_figures.on else {}
    points = 0
    for d in f.plan.decisions:
        parts = [d.site, d.action.value]
        if d.merger is not None:
            parts.append(d.merger)
        if d.start is not None and d.production_class is not None:
            parts.append(d.production_class.value)
        if d.start is not None:
            parts.append(d.start)
        if d.action in BUILDING and f.site(d).mineral in listed:
            parts.append(f"{float(d.capacity):.15g}")
        points += crc32(":".join(parts).encode()) % WEIGHTS + 1
    return Fraction(points, WEIGHTS) * Fraction(f.case.policy.objective.surcharge)


TERMS: dict[str, Callable[[Facts], Fraction]] = {
    "shortage": _shortage,
    "import": _imports,
    "opening": _opening,
    "capacity": _capacity,
    "operating": _operating,
    "fixed": _fixed,
    "haul": _haul,
    "closure": _closure,
    "exploration": _exploration,
    "footprint": _footprint,
    "open_pits": _open_pits,
    "compactness": _compactness,
    "change": _change,
    "value": _value,
    "canonical": _canonical,
}
