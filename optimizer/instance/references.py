"""Every reference from one record to another: a table of places and of what they refer to, and the walk over it.

A place is a path of the case: ``*`` is each entry of a list, ``@`` each key of a mapping.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models import Case, Policy
from optimizer.instance.fault import Fault, hints

CODE = {
    "mineral": "LD-301",
    "period": "LD-302",
    "site": "LD-303",
    "area": "LD-304",
    "zone": "LD-305",
    "place": "LD-306",
    "layer": "LD-307",
    "region": "LD-309",
}
PLACES: tuple[tuple[str, str], ...] = (
    ("period", "frame.plan_year"),
    ("mineral", "reserve_classes.*.mineral"),
    ("mineral", "production_classes.*.mineral"),
    *(("mineral", f"{kind}.*.mineral") for kind in ("blocks", "mines", "mergers", "explorations", "areas")),
    ("mineral", "blocks.*.planned_mineral"),
    ("mineral", "zones.*.minerals.*"),
    *(("area", f"{kind}.*.area") for kind in ("blocks", "mines", "mergers")),
    *(("zone", f"{kind}.*.zone") for kind in ("blocks", "mines", "mergers")),
    *(("region", f"{kind}.*.region") for kind in ("blocks", "mines", "mergers", "explorations")),
    ("region", "regions.*.parent"),
    ("period", "blocks.*.earliest"),
    ("period", "blocks.*.latest"),
    ("period", "mines.*.availability.@"),
    ("period", "mines.*.duties.*.by"),
    ("site", "mergers.*.members.*"),
    *((kind, f"{table}.*.{kind}") for table in ("demands", "imports") for kind in ("mineral", "place", "period")),
    ("mineral", "layers.*.minerals.*"),
    ("site", "consents.*.site"),
    ("layer", "consents.*.layer"),
    ("site", "geography.excluded.*.site"),
    ("layer", "geography.excluded.*.layer"),
    *(
        ("site", f"geography.{table}.*.{end}")
        for table in ("overlaps", "spacings", "adjacencies")
        for end in ("first", "second")
    ),
    ("site", "geography.hauls.*.site"),
    ("place", "geography.hauls.*.place"),
    ("site", "locks.*.site"),
    ("period", "locks.*.start"),
    *(
        ("period", f"policy.{clause}.periods.*")
        for clause in Policy.model_fields
        if clause not in ("round_figures", "objective")
    ),
    ("period", "policy.round_figures.periods.*"),
    ("mineral", "policy.minimum_scale.table.*.mineral"),
    ("mineral", "policy.minimum_scale.industry.*.mineral"),
    ("period", "policy.key_zone.clear_by"),
    ("mineral", "policy.output_cap.caps.*.mineral"),
    ("period", "policy.output_cap.caps.*.periods.*"),
    ("region", "policy.output_cap.caps.*.region"),
    ("mineral", "policy.mine_count.limits.*.mineral"),
    ("period", "policy.mine_count.limits.*.periods.*"),
    ("region", "policy.mine_count.limits.*.region"),
    ("region", "policy.class_share.limits.*.region"),
    ("mineral", "policy.haul.reaches.*.mineral"),
    ("period", "policy.phasing.batches.*.periods.*"),
    ("mineral", "policy.phasing.batches.*.mineral"),
    ("mineral", "policy.exploration_target.targets.*.mineral"),
    ("period", "policy.exploration_target.targets.*.by"),
    ("site", "policy.adjustment.reference.*.site"),
    ("period", "policy.adjustment.reference.*.start"),
    ("period", "policy.account.accounts.*.periods.*"),
    ("mineral", "policy.account.accounts.*.contributions.*.minerals.*"),
    ("site", "policy.account.accounts.*.contributions.*.sites.*"),
    ("mineral", "policy.round_figures.steps.*.0"),
    ("mineral", "policy.round_figures.lists.*.0"),
)
Path = tuple[str | int, ...]


def reach(thing: Any, names: list[str], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield path and value of every place that a pattern means."""
    if thing is None:
        return
    if not names:
        yield path, str(thing)
        return
    name, rest = names[0], names[1:]
    if name == "*":
        for place, entry in enumerate(thing):
            yield from reach(entry, rest, (*path, place))
    elif name == "@":
        for key in thing if isinstance(thing, Mapping) else ():
            yield (*path, key), str(key)
    elif name.isdigit():
        yield from reach(thing[int(name)], rest, (*path, int(name)))
    else:
        yield from reach(getattr(thing, name, None), rest, (*path, name))


def known(case: Case) -> dict[str, tuple[str, ...]]:
    """Return the identifiers of each kind."""
    return {
        "mineral": tuple(mineral.id for mineral in case.minerals),
        "period": tuple(period.id for period in case.periods),
        "site": tuple(site.id for site in case.sites),
        "area": tuple(area.id for area in case.areas),
        "zone": tuple(zone.id for zone in case.zones),
        "place": tuple(place.id for place in case.places),
        "layer": tuple(layer.id for layer in case.layers),
        "region": tuple(region.id for region in case.regions),
    }


def unknown_references(case: Case) -> Iterator[Fault]:
    """Yield a fault for every reference to a record that is not there."""
    ids = known(case)
    sets = {kind: frozenset(names) for kind, names in ids.items()}
    for kind, pattern in PLACES:
        for path, value in reach(case, pattern.split(".")):
            if value not in sets[kind]:
                yield Fault(CODE[kind], path, value, hints(value, ids[kind]))
