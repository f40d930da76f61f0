"""Certificates as a file of the run folder: ``certificates.json.gz``, canonical JSON, to be read by eye and by machine.

    {"format": "lodeplan-certificates-1", "tiers": [{
        "tier": "cost", "held": [["shortage", 12.5]],          earlier tiers, and the most each may come to
        "programme": SHA-256, "shape": [rows, columns],        of the case's programme with these, cost included
        "arcs": [17, 30],                                      shipments whose linking rows follow
        "bound": 9904087.2,                                    what is claimed
        "blocks": [["city-1", 532, 123.4], …],                 name, number of columns, least value
        "runs": [[0, 120, 0], [121, 130, 1], …],               first and last column, block; none: each its own
        "prices": [[4711, "output_cap", "stone output 2025", -3.2], …]    row, clause, key, price; 0 where none
    }]}

Units: those of the tier, prices per unit of the row. Equal certificates give equal bytes.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from models.base import Record
from optimizer.ir import Program
from optimizer.scale.certificate import Certificate, Proof
from optimizer.store.canonical import canonical

NAME = "certificates.json.gz"
FORMAT = "lodeplan-certificates-1"
Real = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


class Written(Record):
    """One tier's certificate as written."""

    tier: str = Field(description="tier")
    held: tuple[tuple[str, Real], ...] = Field(description="earlier tiers, and the most that each may come to")
    programme: str = Field(description="SHA-256 of the programme before linking rows")
    shape: tuple[Count, Count] = Field(description="rows, linking rows included, and columns")
    arcs: tuple[Count, ...] = Field(description="shipments whose linking rows follow the programme's own")
    bound: Real = Field(description="bound claimed")
    blocks: tuple[tuple[str, Count, Real], ...] = Field(description="name, number of columns and least value of blocks")
    runs: tuple[tuple[Count, Count, Count], ...] = Field(description="first and last column, block")
    prices: tuple[tuple[Count, str, str, Real], ...] = Field(description="row, clause, key, price")


class Certificates(Record):
    """The whole file."""

    format: str = Field(default=FORMAT, pattern=f"^{FORMAT}$", description="version of this format")
    tiers: tuple[Written, ...] = Field(description="by tier, in order")


def certificates_bytes(proofs: Sequence[Proof]) -> bytes:
    """Return the file."""
    return gzip.compress(canonical(Certificates(tiers=tuple(map(_written, proofs)))), mtime=0)


def read_certificates(content: bytes) -> Certificates | None:
    """Return what the file says, None where it cannot be read."""
    try:
        return Certificates.model_validate_json(gzip.decompress(content))
    except (OSError, EOFError, zlib.error, ValidationError):
        return None


def certificate_of(written: Written, program: Program) -> Certificate | None:
    """Return the certificate for ``program``, linking rows included; None where rows, labels or columns do not fit."""
    if written.shape != program.shape:
        return None
    prices = np.zeros(program.shape[0])
    for row, rule, key, price in written.prices:
        if row >= prices.size or (program.row_rules[row], program.row_keys[row]) != (rule, key):
            return None
        prices[row] = price
    names, counts, least = zip(*written.blocks, strict=True) if written.blocks else ((), (), ())
    column = _column(written, program.shape[1])
    if column is None or (written.runs and tuple(np.bincount(column, minlength=len(counts)).tolist()) != counts):
        return None
    return Certificate(column, prices, least, written.bound, names)


def _column(written: Written, columns: int) -> NDArray[np.int64] | None:
    """Block of each column, None where the runs leave one out, take one twice, or name no block."""
    if not written.runs:
        return np.arange(columns)
    parts, at = [], 0
    for first, last, block in written.runs:
        if first != at or last < first or block >= len(written.blocks):
            return None
        parts.append(np.full(min(last, columns) - first + 1, block))
        at = last + 1
    return np.concatenate(parts) if at == columns else None


def _written(proof: Proof) -> Written:
    found = proof.certificate
    rows = np.flatnonzero(found.prices).tolist()
    single = bool((found.column == np.arange(found.column.size)).all())
    sizes = [] if single else np.bincount(found.column, minlength=len(found.blocks)).tolist()
    names = found.names or ("",) * len(sizes)
    return Written(
        tier=proof.tier, held=proof.held, programme=proof.digest, shape=(found.prices.size, found.column.size),
        arcs=proof.arcs, bound=found.value,
        blocks=() if single else tuple(zip(names, sizes, found.blocks, strict=True)),
        runs=() if single else _runs(found.column),
        prices=tuple((row, *label, found.prices[row].item()) for row, label in zip(rows, proof.labels, strict=True)),
    )  # fmt: skip


def _runs(column: NDArray[np.int64]) -> tuple[tuple[int, int, int], ...]:
    """First and last column of each stretch of one block, and the block."""
    ends = np.r_[np.flatnonzero(np.diff(column)), column.size - 1]
    starts = np.r_[0, ends[:-1] + 1]
    return tuple(zip(starts.tolist(), ends.tolist(), column[ends].tolist(), strict=True))
