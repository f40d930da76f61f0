"""Programmes of several futures in one: courses and capacities are shared, everything else is there once a future.

    first stage   x[o], c[o], n[o], y[p]          one column for all futures, within the bounds of each
    recourse      q, f, b, s and slacks           a copy a future, named ``future|name``
    rows          those of every future, over the shared columns and its own copies

A course that one future does not have cannot be taken; where a future has a course's capacity fixed, so has the stack.
Cost of tier k in future s: a vector over the stack's columns, in the units of the tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from optimizer.decisions.columns import NOWHERE
from optimizer.formulation import Compiled
from optimizer.ir import Program, RowBlock, assemble, rows_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """The programme, the stack's column of each column of each future, and tiers' costs [tier][future]."""

    program: Program
    maps: tuple[Ints, ...]
    costs: tuple[tuple[Floats, ...], ...]


def shared(compiled: Compiled) -> Ints:
    """Return the columns of the first stage."""
    d = compiled.decisions
    return np.concatenate([d.x, d.c[d.c != NOWHERE], d.n[d.n != NOWHERE], d.y]).astype(np.int64)


def stack(names: Sequence[str], compiled: Sequence[Compiled]) -> Stack:
    """Return the programmes of futures stacked. Raises ValueError when their tiers differ."""
    if len({tuple(tier.name for tier in one.tiers) for one in compiled}) != 1:
        raise ValueError("all futures must have the same tiers")
    place: dict[str, int] = {}
    for one in compiled:
        for column in shared(one):
            place.setdefault(one.program.column_names[column], len(place))
    maps, columns = _maps(names, compiled, place)
    program = assemble(columns.names, columns.lower, columns.upper, columns.integer,
                       _blocks(names, compiled, maps, place), grid=columns.grid)  # fmt: skip
    size = len(columns.names)
    tiers = range(len(compiled[0].tiers))
    costs = tuple(tuple(_cost(one, k, m, size) for one, m in zip(compiled, maps, strict=True)) for k in tiers)
    return Stack(program, maps, costs)


def _cost(compiled: Compiled, tier: int, columns: Ints, size: int) -> Floats:
    cost = np.zeros(size)
    cost[columns] = compiled.cost(compiled.tiers[tier])
    return cost


@dataclass(slots=True)
class _Columns:
    """Columns of the stack while they are laid out."""

    names: list[str]
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    grid: list[Fraction | None]


def _maps(
    names: Sequence[str], compiled: Sequence[Compiled], place: dict[str, int]
) -> tuple[tuple[Ints, ...], _Columns]:
    maps: list[Ints] = []
    size = len(place)
    all_names = list(place)
    for name, one in zip(names, compiled, strict=True):
        own = np.full(one.program.shape[1], NOWHERE, dtype=np.int64)
        first = shared(one)
        own[first] = [place[one.program.column_names[column]] for column in first]
        rest = np.flatnonzero(own == NOWHERE)
        own[rest] = size + np.arange(rest.size)
        all_names += [f"{name}|{one.program.column_names[column]}" for column in rest]
        size += rest.size
        maps.append(own)
    columns = _Columns(all_names, np.zeros(size), np.full(size, np.inf), np.zeros(size, bool), [None] * size)
    for own, one in zip(maps, compiled, strict=True):
        columns.lower[own] = np.maximum(columns.lower[own], one.program.lower)
        columns.upper[own] = np.minimum(columns.upper[own], one.program.upper)
        columns.integer[own] |= one.program.integer
        for column, step in zip(own, one.program.grid or (), strict=False):
            columns.grid[column] = step
        absent = np.setdiff1d(np.flatnonzero([key.startswith("x[") for key in place]), own)
        columns.upper[absent] = 0.0
    return tuple(maps), columns


def _blocks(
    names: Sequence[str], compiled: Sequence[Compiled], maps: Sequence[Ints], place: dict[str, int]
) -> list[RowBlock]:
    blocks: list[RowBlock] = []
    for name, one, own in zip(names, compiled, maps, strict=True):
        program = one.program
        entries = program.matrix.tocoo()
        rules = np.array(program.row_rules)
        for rule in dict.fromkeys(program.row_rules):
            lines = np.flatnonzero(rules == rule)
            number = np.full(program.shape[0], -1)
            number[lines] = np.arange(lines.size)
            inside = number[entries.row] >= 0
            keys = [f"{name}: {program.row_keys[line]}" for line in lines]
            blocks.append(
                rows_of(rule, keys, number[entries.row[inside]], own[entries.col[inside]], entries.data[inside],
                        program.row_lower[lines], program.row_upper[lines])
            )  # fmt: skip
        blocks.append(_fixed_capacities(name, one, place))
    return blocks


def _fixed_capacities(name: str, one: Compiled, place: dict[str, int]) -> RowBlock:
    """Tie the shared capacity of a course to what this future fixes it at: c[o] = most_o · x[o]."""
    d = one.decisions
    tied = [o for o in np.flatnonzero(d.c == NOWHERE) if f"c[{d.courses.ids[o]}]" in place]
    columns = [(place[f"c[{d.courses.ids[o]}]"], place[f"x[{d.courses.ids[o]}]"]) for o in tied]
    values = [(1.0, -float(d.courses.most[o])) for o in tied]
    rows = np.repeat(np.arange(len(tied)), 2)
    keys = [f"{name}: capacity of {d.courses.ids[o]}" for o in tied]
    flat, data = np.array(columns, dtype=np.int64).reshape(-1), np.array(values).reshape(-1)
    return rows_of("capacity", keys, rows, flat, data, 0.0, 0.0)
