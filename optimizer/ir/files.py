"""A programme as a file that any solver reads: free MPS and CPLEX LP, with readable names that are valid everywhere.

A name becomes ASCII letters, digits and underscores, begins with a letter that no format mistakes for a number, and is
made unique with a number; names that had to change are told in comments. Numbers are the shortest decimals that read
back as the same float. In MPS the offset stands, its sign turned, on the right-hand side of the cost, as is the custom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from optimizer.ir.program import Program
from optimizer.ir.text import linear, number

LONGEST = 120  # of a name; some readers stop at 255
WIDTH = 200  # of a line in LP, roughly; some readers stop at 510
COST = "COST"


def valid_names(names: Sequence[str], prefix: str) -> tuple[str, ...]:
    """ASCII names, unique, in order; the prefix (a letter) goes before those that do not begin with a safe letter."""
    used: set[str] = {COST}
    return tuple(_unique(_ascii(name, prefix), used) for name in names)


def row_names(program: Program) -> tuple[str, ...]:
    """A valid name for each row, from its rule and key."""
    labels = [f"{rule}__{key}" for rule, key in zip(program.row_rules, program.row_keys, strict=True)]
    return valid_names(labels, "r")


def write_mps(program: Program, path: Path, plain: bool = False) -> None:
    """Write free MPS; plain writes x0, x1, … and r0, r1, … without comments, for a solver rather than a reader."""
    columns = [f"x{j}" for j in range(program.shape[1])] if plain else valid_names(program.column_names, "x")
    rows = [f"r{i}" for i in range(program.shape[0])] if plain else row_names(program)
    notes = [] if plain else _notes("*", program, columns, rows)
    path.write_text("\n".join([*notes, *_mps(program, columns, rows)]) + "\n", encoding="utf-8")


def write_lp(program: Program, path: Path) -> None:
    """Write CPLEX LP."""
    columns, rows = valid_names(program.column_names, "x"), row_names(program)
    lines = [*_notes("\\", program, columns, rows), *_lp(program, columns, rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _ascii(name: str, prefix: str) -> str:
    clean = (
        re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9_]", "_", name))
        if not name.isidentifier() or not name.isascii()
        else name
    )
    clean = clean.strip("_") or prefix
    return (clean if re.match(r"[A-DF-Za-df-z]", clean) else f"{prefix}_{clean}")[:LONGEST]


def _unique(name: str, used: set[str]) -> str:
    candidate, count = name, 1
    while candidate in used:
        count += 1
        candidate = f"{name}_{count}"
    used.add(candidate)
    return candidate


def _notes(mark: str, program: Program, columns: Sequence[str], rows: Sequence[str]) -> list[str]:
    labels = [f"{rule}: {key}" for rule, key in zip(program.row_rules, program.row_keys, strict=True)]
    pairs = [*zip(columns, program.column_names, strict=True), *zip(rows, labels, strict=True)]
    return [f"{mark} {short} = {' '.join(long.split())}" for short, long in pairs if short != long]


def _mps(program: Program, columns: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    yield "NAME lodeplan FREE"  # CBC reads bounds by position without the last word
    yield "ROWS"
    yield f" N {COST}"
    kinds = [_kind(low, high) for low, high in zip(program.row_lower, program.row_upper, strict=True)]
    yield from (f" {kind} {name}" for kind, name in zip(kinds, rows, strict=True))
    yield from _mps_columns(program, columns, rows)
    yield "RHS"
    if program.offset:
        yield f" RHS {COST} {number(-program.offset)}"
    for kind, name, low, high in zip(kinds, rows, program.row_lower, program.row_upper, strict=True):
        if kind != "N" and (side := float(high if kind == "L" else low)):
            yield f" RHS {name} {number(side)}"
    yield "RANGES"
    for kind, name, low, high in zip(kinds, rows, program.row_lower, program.row_upper, strict=True):
        if kind == "L" and np.isfinite(low):
            yield f" RNG {name} {number(float(high - low))}"
    yield "BOUNDS"
    for name, low, high, whole in zip(columns, program.lower, program.upper, program.integer, strict=True):
        yield from _mps_bounds(name, float(low), float(high), bool(whole))
    yield "ENDATA"


def _kind(low: float, high: float) -> str:
    if low == high:
        return "E"
    if np.isfinite(high):
        return "L"
    return "G" if np.isfinite(low) else "N"


def _mps_columns(program: Program, columns: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    yield "COLUMNS"
    matrix = program.matrix.tocsc()
    inside = False
    for j, name in enumerate(columns):
        if bool(program.integer[j]) != inside:
            inside = not inside
            yield f" MARKER{j} 'MARKER' '{'INTORG' if inside else 'INTEND'}'"
        begin, end = matrix.indptr[j], matrix.indptr[j + 1]
        if program.cost[j] or begin == end:
            yield f" {name} {COST} {number(float(program.cost[j]))}"
        for i, value in zip(matrix.indices[begin:end].tolist(), matrix.data[begin:end].tolist(), strict=True):
            yield f" {name} {rows[i]} {number(value)}"
    if inside:
        yield " MARKERZ 'MARKER' 'INTEND'"


def _mps_bounds(name: str, low: float, high: float, whole: bool) -> Iterator[str]:
    """Always both sides in full, since readers differ in what they take for granted."""
    if low == high:
        yield f" FX BND {name} {number(low)}"
    elif np.isinf(low) and np.isinf(high):
        yield f" FR BND {name}"
    else:
        yield f" MI BND {name}" if np.isinf(low) else f" LO BND {name} {number(low)}"
        if np.isfinite(high):
            yield f" UP BND {name} {number(high)}"
        elif whole:
            yield f" PL BND {name}"


def _lp(program: Program, columns: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    yield "Minimize"
    priced = np.flatnonzero(program.cost).tolist()
    body = linear((float(program.cost[j]), columns[j]) for j in priced)
    offset = "" if not program.offset else f" {'-' if program.offset < 0 else '+'} {number(abs(program.offset))}"
    anything = f"0 {columns[0]}" if columns else ""
    yield from _folded(f" {COST}: {body if priced else anything}{offset}")
    yield "Subject To"
    matrix = program.matrix
    for i, name in enumerate(rows):
        begin, end = matrix.indptr[i], matrix.indptr[i + 1]
        terms = zip(matrix.data[begin:end].tolist(), matrix.indices[begin:end].tolist(), strict=True)
        text = linear((value, columns[j]) for value, j in terms) if end > begin else anything
        yield from _lp_row(name, text, float(program.row_lower[i]), float(program.row_upper[i]))
    yield "Bounds"
    for name, low, high in zip(columns, program.lower, program.upper, strict=True):
        yield f" {_lp_number(float(low))} <= {name} <= {_lp_number(float(high))}"
    yield "General"
    yield from (f" {name}" for name, whole in zip(columns, program.integer, strict=True) if whole)
    yield "End"


def _lp_row(name: str, text: str, low: float, high: float) -> Iterator[str]:
    """A ranged row becomes two, since not every reader knows ranges; an open row is left out."""
    if low == high:
        yield from _folded(f" {name}: {text} = {number(low)}")
        return
    both = np.isfinite(low) and np.isfinite(high)
    if np.isfinite(low):
        yield from _folded(f" {name}{'__least' if both else ''}: {text} >= {number(low)}")
    if np.isfinite(high):
        yield from _folded(f" {name}{'__most' if both else ''}: {text} <= {number(high)}")


def _lp_number(value: float) -> str:
    return number(value) if np.isfinite(value) else ("-inf" if value < 0 else "+inf")


def _folded(line: str) -> Iterator[str]:
    while len(line) > WIDTH and (cut := max(line.rfind(" + ", 1, WIDTH), line.rfind(" - ", 1, WIDTH))) > 0:
        yield line[:cut]
        line = "  " + line[cut:].lstrip()
    yield line
