"""A case with something changed: locks added, a clause, a site, or one row of a table replaced.

A changed case is built anew from its fields, never by copying, because a copy would keep the tables that the old case
has looked up (site, mineral, period by id). Every function raises ValidationError when the new fields do not fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from models.base import Record
from models.case import Case, Lock
from models.words import Kind

R = TypeVar("R", bound=Record)
TABLES = {
    Kind.BLOCK: "blocks",
    Kind.MINE: "mines",
    Kind.MERGER: "mergers",
    Kind.EXPLORATION: "explorations",
}


def revised(record: R, **fields: Any) -> R:
    """Return ``record`` with some fields replaced, validated anew; raises ValidationError when they do not fit."""
    known = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate(known | fields)


def with_locks(case: Case, locks: Iterable[Lock]) -> Case:
    """Return ``case`` with locks added."""
    return revised(case, locks=(*case.locks, *locks))


def with_clause(case: Case, clause: str, **fields: Any) -> Case:
    """Return ``case`` with fields of one clause of its policy replaced."""
    setting = revised(getattr(case.policy, clause), **fields)
    return revised(case, policy=revised(case.policy, **{clause: setting}))


def with_limit(case: Case, clause: str, table: str, number: int, **fields: Any) -> Case:
    """Return ``case`` with fields of one row of a clause's table replaced: a cap, a count, a batch, an account."""
    rows = getattr(getattr(case.policy, clause), table)
    return with_clause(case, clause, **{table: _replaced(rows, number, **fields)})


def with_row(case: Case, table: str, number: int, **fields: Any) -> Case:
    """Return ``case`` with fields of one row of a table of its own replaced: a demand, an import."""
    return revised(case, **{table: _replaced(getattr(case, table), number, **fields)})


def with_site(case: Case, site: str, **fields: Any) -> Case:
    """Return ``case`` with fields of one site replaced."""
    table = TABLES[case.site[site].kind]
    sites = tuple(revised(one, **fields) if one.id == site else one for one in getattr(case, table))
    return revised(case, **{table: sites})


def _replaced(rows: tuple[R, ...], number: int, **fields: Any) -> tuple[R, ...]:
    return tuple(revised(row, **fields) if place == number else row for place, row in enumerate(rows))
