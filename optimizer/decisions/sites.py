"""The sites of a case as arrays, one row a site in the case's order (blocks, mines, mergers, exploration blocks).

Symbols, for site i with content k: A_i account units per capacity unit, R_i resource units per capacity unit,
P_i production class units per capacity unit, W_i 万t to haul per capacity unit. Shapes (n,) or (n, T).
Units: as in `models.site`; money in 万元.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.mineral import Conversion
from models.site import Block, Exploration, Merger, Mine
from models.words import Method
from optimizer.decisions.codes import KIND_CODE, KINDS, NONE, SIZE_CODE
from optimizer.decisions.regions import Regions, region_table
from optimizer.decisions.runs import coded

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Site = Block | Mine | Merger | Exploration


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """The site table; `index` finds a row by id. `recoverable` and `most` are +inf where not given."""

    ids: tuple[str, ...]
    index: dict[str, int]
    kind: Ints
    mineral: Ints
    township: tuple[str, ...]
    region: Regions
    open_pit: Mask
    solid: Mask
    account: Floats
    resource: Floats
    tonnes: Floats
    recoverable: Floats
    least: Floats
    most: Floats
    capacity: Floats
    size: Ints
    availability: Floats

    def of_kind(self, *kinds: str) -> Ints:
        """Rows of the kinds named."""
        codes = [code for kind, code in KIND_CODE.items() if kind in kinds]
        return np.flatnonzero(np.isin(self.kind, codes))


def site_table(case: Case) -> Sites:
    """Lay out the sites of ``case``; raises ValueError when a conversion needs a content that is not there."""
    sites = case.sites
    minerals = {mineral.id: row for row, mineral in enumerate(case.minerals)}
    mineral = np.array([minerals[site.mineral] for site in sites], dtype=np.int64)
    content = coded([(site.mineral, case.content_of(site)) for site in case.producers])
    return Sites(
        ids=tuple(site.id for site in sites),
        index={site.id: row for row, site in enumerate(sites)},
        kind=np.repeat([KIND_CODE[kind] for kind in KINDS], [len(table) for table in tables_of(case)]),
        mineral=mineral,
        township=tuple(site.township for site in sites),
        region=region_table(case),
        open_pit=np.array([method == Method.OPEN_PIT for method in field_of(case, "method", None)], dtype=bool),
        solid=np.array([mineral.solid for mineral in case.minerals], dtype=bool)[mineral],
        account=_converted(case, "account", *content),
        resource=_converted(case, "resource", *content),
        tonnes=_converted(case, "tonnes", *content),
        recoverable=np.array([_recoverable(case, site) for site in sites], dtype=np.float64),
        least=np.array(field_of(case, "least_capacity", 0), dtype=np.float64),
        most=np.array(field_of(case, "most_capacity", np.inf), dtype=np.float64),
        capacity=np.array(field_of(case, "capacity", 0), dtype=np.float64),
        size=np.array([SIZE_CODE.get(size, NONE) for size in field_of(case, "production_class", None)], dtype=np.int64),
        availability=_availability(case),
    )


def tables_of(case: Case) -> tuple[tuple[Site, ...], ...]:
    """The sites by kind, in the order in which they are always listed."""
    return case.blocks, case.mines, case.mergers, case.explorations


def field_of(case: Case, field: str, missing: Any) -> list[Any]:
    """Values of a field, one a site; ``missing`` where a site has none or its kind knows no such field."""
    values: list[Any] = []
    for table in tables_of(case):
        if table and field in type(table[0]).model_fields:
            values += [missing if (value := getattr(site, field)) is None else value for site in table]
        else:
            values += [missing] * len(table)
    return values


def _converted(case: Case, name: str, codes: Ints, kinds: Sequence[tuple[str, Decimal | None]]) -> Floats:
    """Multiplier of a conversion at each site, shape (n,): 1 at exploration blocks, which win nothing."""
    conversions: dict[str, Conversion] = {mineral.id: getattr(mineral, name) for mineral in case.minerals}
    factors = np.array([float(conversions[mineral].of(content)) for mineral, content in kinds], dtype=np.float64)
    return np.concatenate([factors[codes], np.ones(len(case.explorations))])


def _recoverable(case: Case, site: Site) -> float:
    if isinstance(site, Merger) and site.recoverable is None:
        members = [case.site[member] for member in site.members]
        parts = [member.recoverable for member in members if isinstance(member, Block | Mine)]
        if any(part is None for part in parts):
            return np.inf
        return float(sum(part for part in parts if part is not None) + site.extra_recoverable)
    value = getattr(site, "recoverable", None)
    return np.inf if value is None else float(value)


def _availability(case: Case) -> Floats:
    table = np.ones((len(case.sites), len(case.periods)))
    for row, site in enumerate(case.sites):
        if isinstance(site, Mine) and site.availability:
            for period, share in site.availability.items():
                table[row, case.period_index[period]] = float(share)
    return table
