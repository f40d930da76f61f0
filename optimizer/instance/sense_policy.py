"""Sense of the policy: bounds, tiers, terms, attributes, and demand that something can meet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models import Case
from optimizer.instance.fault import Fault, hints

TERMS = (
    "breach",
    "shortage",
    "import",
    "opening",
    "capacity",
    "operating",
    "fixed",
    "haul",
    "closure",
    "exploration",
    "footprint",
    "open_pits",
    "compactness",
    "change",
    "value",
)


def tiers(case: Case) -> Iterator[Fault]:
    """Yield a fault for every tier name used twice and every term that the objective does not have."""
    seen: set[str] = set()
    for place, tier in enumerate(case.policy.objective.tiers):
        path = ("policy", "objective", "tiers", place)
        if tier.name in seen:
            yield Fault("LD-420", (*path, "name"), tier.name)
        seen.add(tier.name)
        for number, (term, _) in enumerate(tier.weights):
            if term not in TERMS:
                yield Fault("LD-310", (*path, "weights", number, 0), term, hints(term, TERMS, 20))


def accounts(case: Case) -> Iterator[Fault]:
    """Yield faults of accounts: no bound, crossed bounds, an attribute that no site has."""
    attributes = tuple(dict.fromkeys(name for site in case.sites for name in site.attributes))
    for place, account in enumerate(case.policy.account.accounts):
        path = ("policy", "account", "accounts", place)
        if account.at_least is None and account.at_most is None:
            yield Fault("LD-419", path, account.id)
        yield from crossed((*path, "at_least"), account.id, account.at_least, account.at_most)
        for number, part in enumerate(account.contributions):
            if part.measure == "attribute" and part.attribute not in attributes:
                name = part.attribute or ""
                yield Fault("LD-311", (*path, "contributions", number, "attribute"), name, hints(name, attributes))


def crossed(
    path: tuple[str | int, ...], name: str, least: Decimal | int | None, most: Decimal | int | None
) -> Iterator[Fault]:
    """Yield a fault when a lower bound lies above its upper bound."""
    if least is not None and most is not None and least > most:
        yield Fault("LD-421", path, name, {"least": str(least), "most": str(most)})


def bounds(case: Case) -> Iterator[Fault]:
    """Yield a fault for every pair of policy bounds that no plan can lie between."""
    life = case.policy.reserve_fit
    yield from crossed(("policy", "reserve_fit", "shortest_life"), "reserve_fit", life.shortest_life, life.longest_life)
    for place, batch in enumerate(case.policy.phasing.batches):
        path = ("policy", "phasing", "batches", place, "at_least")
        yield from crossed(path, ", ".join(batch.periods), batch.at_least, batch.at_most)


def disturbed(case: Case) -> Iterator[Fault]:
    """Yield a fault when disturbed ground is bounded by an attribute that no site has."""
    rule = case.policy.restoration
    attributes = tuple(dict.fromkeys(name for site in case.sites for name in site.attributes))
    if rule.disturbed_most is not None and rule.disturbed not in attributes:
        path = ("policy", "restoration", "disturbed")
        yield Fault("LD-311", path, rule.disturbed, hints(rule.disturbed, attributes))


def supply(case: Case) -> Iterator[Fault]:
    """Yield a fault for every mineral that is demanded and that nothing can give."""
    if not case.sites:
        yield Fault("LD-435", ("blocks",))
    given = {site.mineral for site in case.producers} | {row.mineral for row in case.imports}
    told: set[str] = set()
    for place, demand in enumerate(case.demands):
        wanted = demand.mineral in case.mineral and demand.quantity > 0
        if wanted and demand.mineral not in given and demand.mineral not in told:
            told.add(demand.mineral)
            yield Fault("LD-417", ("demands", place, "mineral"), demand.mineral)


def unreached(case: Case) -> Iterator[Fault]:
    """Yield a warning for every demand that no site with the mineral may be hauled to, where a haul table is given."""
    if not case.geography.hauls:
        return
    minerals = {site.id: site.mineral for site in case.producers}
    allowed = {(minerals.get(haul.site), haul.place) for haul in case.geography.hauls if haul.allowed}
    won = set(minerals.values())
    told: set[tuple[str, str]] = set()
    for place, demand in enumerate(case.demands):
        key = (demand.mineral, demand.place)
        if demand.mineral in won and key not in told and key not in allowed:
            told.add(key)
            yield Fault("LD-434", ("demands", place, "place"), demand.place, {"mineral": demand.mineral})
