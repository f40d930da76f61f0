"""Judging a certificate of a bound from its prices alone, sharing no code with what found them, rounded outward.

Every block is cut out of the programme anew and its least value bounded again, by a back end of the caller's choice;
products and sums are made with error bars: with u = 2⁻⁵³ and k_j prices in column j,

    |computed reduced cost_j - exact| ≤ (k_j + 2) u (|cost_j| + Σ_i |A_ij μ_i|),

which times the largest |x_j| its bounds allow is taken off the block's value; the prices' own part is added in
fractions. A block of one column is valued by its bounds alone, so that an LP's duals are judged by arithmetic. A back
end's bound is taken down by 1e-9 of its size; it is asked for no more than the least value that the certificate states
of the block. A claim above what comes out is refused, and so is one that its own parts do not add up to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import fsum, inf, isfinite
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.backends import Limits, Stop, get
from optimizer.ir import Program
from optimizer.ir.program import canonical
from optimizer.scale.certificate import Certificate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
UNIT = 2.0**-53
SOLVER = 1e-9
NEAR = 1e-7


@dataclass(frozen=True, slots=True)
class Checked:
    """What the prices are worth, and what is wrong with the certificate (empty when its claim holds).

    `unsettled`: time ran out before the claim was proven or refuted, so that the bound may be better than told.
    """

    bound: float
    faults: tuple[str, ...]
    unsettled: bool = False


def check_bound(
    program: Program, certificate: Certificate, gap: float = 1e-6, backend: str = "highs", seconds: float = 600.0
) -> Checked:
    """Return the bound that the certificate's prices prove on ``program``; ``gap`` (absolute) is each block's.

    ``seconds`` is for all blocks together. Raises ValueError when shapes do not fit the programme.
    """
    rows, columns = program.shape
    if certificate.column.shape != (columns,) or certificate.prices.shape != (rows,):
        raise ValueError("the certificate is of another programme")
    prices, until = _usable(program, certificate.prices), monotonic() + seconds
    reduced, blur = _reduced(program, prices)
    sizes = np.bincount(certificate.column)
    constant = Fraction(program.offset) + _priced(program, prices)
    total = constant + _alone(program, reduced, blur, sizes[certificate.column] == 1)
    inner, several = _rows_of_blocks(program, certificate.column), np.flatnonzero(sizes > 1)
    open_, reach = False, _reach(program)
    for block in several:
        own = np.flatnonzero(certificate.column == block)
        part = _part(program, own, np.flatnonzero(inner == block), reduced)
        claimed = certificate.blocks[block] if block < len(certificate.blocks) else inf
        least, late = _least(part, claimed, Limits(0.0, gap, max(0.1, until - monotonic())), backend)
        open_ |= late
        if least is None:
            return Checked(-np.inf, () if open_ else (f"block {block} has no bound",), open_)
        total += least - Fraction(float((blur[own] * reach[own]).sum()))
    bound = float(np.nextafter(float(total), -np.inf))
    return _judged(certificate, bound, constant, gap * several.size, open_)


def _judged(certificate: Certificate, bound: float, constant: Fraction, slack: float, late: bool) -> Checked:
    """Hold the claim against what was proven, and against its own parts."""
    value, near, faults = certificate.value, NEAR * max(1.0, abs(bound)), []
    if not value <= bound + near + slack and not late:
        faults.append(f"claimed {value}, the prices prove {bound}")
    if certificate.blocks:
        parts = float(constant) + fsum(certificate.blocks)
        if not abs(parts - value) <= near:
            faults.append(f"claimed {value}, its own parts add up to {parts}")
    return Checked(bound, tuple(faults), late and not value <= bound + near + slack)


def _usable(program: Program, prices: Floats) -> Floats:
    """The prices without those that are no number or lean on an open side."""
    usable = np.where(np.isfinite(prices), prices, 0.0)
    usable = np.where((usable > 0) & np.isneginf(program.row_lower), 0.0, usable)
    return np.where((usable < 0) & np.isposinf(program.row_upper), 0.0, usable)


def _reduced(program: Program, prices: Floats) -> tuple[Floats, Floats]:
    """Reduced costs and how far each may be from the exact one, shapes (n,)."""
    columns = csr_array(program.matrix.T)
    reduced = program.cost - columns @ prices
    size = np.abs(program.cost) + np.abs(columns) @ np.abs(prices)
    priced = np.abs(columns) @ (prices != 0).astype(np.float64) > 0
    return reduced, np.where(priced, 2 * (np.diff(columns.indptr) + 2) * UNIT * size, 0.0)


def _reach(program: Program) -> Floats:
    """Largest size that each column's bounds allow, shape (n,)."""
    return np.asarray(np.maximum(np.abs(program.lower), np.abs(program.upper)))


def _alone(program: Program, reduced: Floats, blur: Floats, alone: NDArray[np.bool_]) -> Fraction:
    """A figure below the least value of all blocks of one column, by their bounds alone."""
    ends = np.stack([program.lower[alone], program.upper[alone]])
    values = np.where(reduced[alone] == 0.0, 0.0, reduced[alone] * ends).min(axis=0)
    slack = blur[alone] * np.abs(ends).max(axis=0) + 2 * UNIT * np.abs(values)
    slack = np.where((blur[alone] == 0.0) & (values == 0.0), 0.0, slack)
    total = fsum((values - slack).tolist())
    return Fraction(float(np.nextafter(total, -np.inf)))


def _rows_of_blocks(program: Program, column: Ints) -> Ints:
    """The block of each row, -1 for rows with columns of several blocks or none, shape (m,)."""
    of_row = np.repeat(np.arange(program.shape[0]), np.diff(program.matrix.indptr))
    blocks = column[program.matrix.indices]
    least = np.full(program.shape[0], np.iinfo(np.int64).max)
    most = np.full(program.shape[0], -1)
    np.minimum.at(least, of_row, blocks)
    np.maximum.at(most, of_row, blocks)
    return np.where(least == most, most, -1)


def _priced(program: Program, prices: Floats) -> Fraction:
    total = Fraction(0)
    for row in np.flatnonzero(prices).tolist():
        side = program.row_lower[row] if prices[row] > 0 else program.row_upper[row]
        total += Fraction(float(prices[row])) * Fraction(float(side))
    return total


def _part(program: Program, own: Ints, rows: Ints, reduced: Floats) -> Program:
    """The block as a programme of its own."""
    return replace(
        program,
        column_names=tuple(program.column_names[j] for j in own),
        lower=program.lower[own], upper=program.upper[own], integer=program.integer[own],
        matrix=canonical(csr_array(program.matrix[rows])[:, own]),
        row_lower=program.row_lower[rows], row_upper=program.row_upper[rows],
        row_rules=tuple(program.row_rules[i] for i in rows), row_keys=tuple(program.row_keys[i] for i in rows),
        cost=reduced[own], offset=0.0, terms={}, grid=None,
    )  # fmt: skip


def _least(part: Program, claimed: float, limits: Limits, backend: str) -> tuple[Fraction | None, bool]:
    """A figure below the block's least value, None when the back end has no bound; and whether it ran out of time.

    The back end may stop as soon as its bound reaches what is claimed.
    """
    answer = get(backend).solve(part, limits, None, lambda event: event.bound is None or event.bound < claimed)
    bound, late = answer.bound, answer.stop == Stop.TIME
    if bound is None or not isfinite(bound):
        return None, late
    return Fraction(bound) - Fraction(SOLVER) * max(Fraction(1), abs(Fraction(bound))), late
