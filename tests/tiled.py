"""The same county many times over as one case: SYNTHETIC, for measuring size alone, and fit for nothing else.

Ids carry the copy's number; caps, counts, batches, targets and accounts are multiplied by the number of copies, and
bind over all of them. Statements of the plan about itself are left out.
"""

from __future__ import annotations

from typing import Any

from models import Case
from models.base import Text
from models.geography import Geography
from models.policy import Policy

NAMED = ("id", "site", "place", "first", "second", "area", "zone", "merger")


def tiled(case: Case, copies: int) -> Case:
    """``copies`` of ``case`` side by side."""
    tables = ("blocks", "mines", "mergers", "explorations", "areas", "zones", "places", "demands", "imports", "locks")
    fields = {name: getattr(case, name) for name in type(case).model_fields}
    fields |= {name: _copies(getattr(case, name), copies) for name in tables}
    words = Text(
        zh=f"合成算例：{copies} 个同样的县，仅供测量", en=f"SYNTHETIC: {copies} times one county, to measure only"
    )
    fields["frame"] = case.frame.model_copy(update={"id": f"synthetic-{copies}", "title": words})
    ground = {name: _copies(getattr(case.geography, name), copies) for name in type(case.geography).model_fields}
    return Case(
        **(fields | {"geography": Geography(**ground), "policy": _policy(case.policy, copies), "statements": ()})
    )


def _copies(rows: tuple[Any, ...], copies: int) -> tuple[Any, ...]:
    return tuple(_named(row, copy) for copy in range(copies) for row in rows)


def _named(row: Any, copy: int) -> Any:
    renamed = {
        name: f"{getattr(row, name)}-{copy}"
        for name in NAMED
        if name in type(row).model_fields and getattr(row, name) is not None
    }
    if "members" in type(row).model_fields:
        renamed["members"] = tuple(f"{member}-{copy}" for member in row.members)
    return row.model_copy(update=renamed)


def _policy(policy: Policy, copies: int) -> Policy:
    tables = {"output_cap": "caps", "mine_count": "limits", "phasing": "batches", "exploration_target": "targets",
              "account": "accounts"}  # fmt: skip
    clauses = {name: getattr(policy, name) for name in type(policy).model_fields}
    for clause, table in tables.items():
        rows = tuple(_multiplied(row, copies) for row in getattr(clauses[clause], table))
        clauses[clause] = clauses[clause].model_copy(update={table: rows})
    return Policy(**clauses)


def _multiplied(row: Any, copies: int) -> Any:
    figures = {
        name: getattr(row, name) * copies
        for name in ("at_most", "at_least", "resource", "deposits")
        if name in type(row).model_fields and getattr(row, name) is not None
    }
    return row.model_copy(update=figures)
