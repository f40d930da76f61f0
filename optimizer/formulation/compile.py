"""Compiling a case: columns, the rows of every clause that applies, and the terms of the objective, in one programme.

Hard rows stand as written. A soft row gets a slack for each finite side,

    lower ≤ a·x + under - over ≤ upper,        under, over ≥ 0,

priced in the term ``breach``. What a policy only reports writes no rows. Equal cases compile to equal bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.objective import Tier
from models.words import Action, Mode
from optimizer.decisions import Decisions, Part, decide
from optimizer.formulation.grids import with_steps
from optimizer.formulation.terms import CANONICAL, TERMS
from optimizer.ir import Program, RowBlock, assemble, rows_of
from optimizer.ir.block import lengthened
from optimizer.ir.elastic import TERM, elastic
from optimizer.rules import RULES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A case, its decisions, the programme of all its clauses, and the tiers with their cost vectors."""

    case: Case
    decisions: Decisions
    program: Program
    tiers: tuple[Tier, ...]

    def cost(self, tier: Tier) -> Floats:
        """Cost vector of a tier, shape (n,); the last tier carries the canonical surcharge."""
        total = np.zeros(self.program.shape[1])
        for term, weight in tier.weights:
            total += float(weight) * self.program.terms[term]
        if tier is self.tiers[-1]:
            total += self.program.terms[CANONICAL]
        return total


def compile_case(case: Case, rules: tuple[ModuleType, ...] = RULES) -> Compiled:
    """Compile ``case`` under ``rules``."""
    decisions = decide(case)
    program = _softened(*_assembled(decisions, rules), decisions)
    size = program.shape[1]
    terms = {name: lengthened(term(decisions), size) for name, term in TERMS.items()}
    if TERM in program.terms:
        terms["breach"] = program.terms[TERM]
    return Compiled(case, decisions, program.with_terms(terms), case.policy.objective.tiers)


def _assembled(decisions: Decisions, rules: tuple[ModuleType, ...]) -> tuple[Program, Floats]:
    """The programme with every row as it stands, and the price of each soft one, shape (m,), nan where it is hard."""
    parts = [part for rule in rules if rule.applies(decisions.case) for part in rule.rows(decisions)]
    if decisions.y.size:
        parts.append(Part(_pairs(decisions), Mode.HARD, 0.0))
    program = assemble(
        decisions.names,
        decisions.lower,
        decisions.upper,
        decisions.integer,
        [part.block for part in parts],
        grid=decisions.grid,
    )
    prices = [part.price if part.mode == Mode.SOFT else np.nan for part in parts]
    return program, np.repeat(prices, [len(part.block) for part in parts])


def _softened(program: Program, prices: Floats, decisions: Decisions) -> Program:
    first = program.row_rules.index("demand") if decisions.s.size else 0
    hard = with_steps(program, decisions.s, first + np.arange(decisions.s.size))
    rows = np.flatnonzero(~np.isnan(prices))
    if not rows.size:
        return hard
    soft = elastic(hard, rows, prices[rows])
    wide = _bounded(soft.program, soft.rows, soft.over_column, soft.under_column)
    slacks = np.r_[soft.over_column, soft.under_column]
    return with_steps(wide, slacks[slacks >= 0], np.tile(soft.rows, 2)[slacks >= 0])


def _bounded(program: Program, rows: Any, over: Any, under: Any) -> Program:
    """Bound each slack by the most that its row can be broken within the bounds of the other columns."""
    upper = program.upper.copy()
    slack = np.zeros(program.shape[1], dtype=bool)
    slack[over[over >= 0]] = True
    slack[under[under >= 0]] = True
    matrix = program.matrix[rows]
    positive, negative = matrix.maximum(0), matrix.minimum(0)
    high = np.where(slack, 0.0, program.upper)
    low = np.where(slack, 0.0, program.lower)
    most = positive @ high + negative @ low
    least = positive @ low + negative @ high
    has_over, has_under = over >= 0, under >= 0
    upper[over[has_over]] = np.maximum(0.0, most - program.row_upper[rows])[has_over]
    upper[under[has_under]] = np.maximum(0.0, program.row_lower[rows] - least)[has_under]
    return program.with_bounds(program.lower, upper)


def _pairs(decisions: Decisions) -> RowBlock:
    """A pair counts just when both its blocks are licensed: y[p] ≤ Σ x of either, and y[p] ≥ Σ x of both - 1."""
    licensing = decisions.courses.doing(Action.LICENSED)
    keys: list[str] = []
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    upper: list[float] = []
    for pair, sites in enumerate(decisions.pairs):
        both = np.concatenate([decisions.at(decisions.sites.ids[site], licensing) for site in sites])
        rows += [len(keys)] * (1 + both.size)
        columns += [int(decisions.y[pair]), *both.tolist()]
        values += [-1.0] + [1.0] * both.size
        keys.append(f"{decisions.names[decisions.y[pair]]} both")
        upper.append(1.0)
        for site in sites:
            name = decisions.sites.ids[site]
            courses = decisions.at(name, licensing)
            rows += [len(keys)] * (1 + courses.size)
            columns += [int(decisions.y[pair]), *courses.tolist()]
            values += [1.0] + [-1.0] * courses.size
            keys.append(f"{decisions.names[decisions.y[pair]]} {name}")
            upper.append(0.0)
    return rows_of("compactness", keys, rows, columns, values, -np.inf, upper)
