"""A programme as text for people and for golden tests: deterministic, one line a row.

    minimise
      3 x_a + 1.5 x_b + 2
    rows
      rule: key: 3 x_a + 1.5 x_b <= 7
      rule: key: 2 <= x_a - x_b <= 5
    bounds
      0 <= x_a <= 1 integer

Numbers are the shortest decimals that read back as the same float. Names stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from optimizer.ir.program import Program


def as_text(program: Program) -> str:
    """The programme, ending in a newline."""
    lines = ["minimise", f"  {_objective(program)}", "rows"]
    lines += [f"  {line}" for line in row_lines(program)]
    lines += ["bounds"] + [f"  {line}" for line in _bound_lines(program)]
    return "\n".join(lines) + "\n"


def row_lines(program: Program, rows: Iterable[int] | None = None) -> list[str]:
    """One line for each row, or for the rows given."""
    return [row_line(program, row) for row in (range(program.shape[0]) if rows is None else rows)]


def row_line(program: Program, row: int) -> str:
    """rule: key: the row with its sides."""
    matrix = program.matrix
    begin, end = matrix.indptr[row], matrix.indptr[row + 1]
    terms = zip(matrix.data[begin:end].tolist(), matrix.indices[begin:end].tolist(), strict=True)
    body = linear((value, program.column_names[column]) for value, column in terms)
    sided = ranged(float(program.row_lower[row]), body, float(program.row_upper[row]))
    return f"{program.row_rules[row]}: {program.row_keys[row]}: {sided}"


def linear(terms: Iterable[tuple[float, str]]) -> str:
    """3 x + y - 2 z; 0 for nothing."""
    text = ""
    for value, name in terms:
        sign = ("- " if value < 0 else "+ ") if text else ("-" if value < 0 else "")
        size = "" if abs(value) == 1.0 else f"{number(abs(value))} "
        text += f"{' ' if text else ''}{sign}{size}{name}"
    return text or "0"


def ranged(lower: float, body: str, upper: float) -> str:
    """The body between its sides, or one of =, <=, >=, free."""
    if lower == upper:
        return f"{body} = {number(lower)}"
    if np.isinf(lower) and np.isinf(upper):
        return f"{body} free"
    left = "" if np.isinf(lower) else f"{number(lower)} <= "
    if np.isinf(upper):
        return f"{body} >= {number(lower)}"
    return f"{left}{body} <= {number(upper)}"


def number(value: float) -> str:
    """The shortest decimal of the float, without a trailing .0."""
    text = repr(float(value) + 0.0)
    return text.removesuffix(".0")


def _objective(program: Program) -> str:
    priced = np.flatnonzero(program.cost).tolist()
    body = linear((float(program.cost[j]), program.column_names[j]) for j in priced)
    if program.offset == 0.0:
        return body
    sign = "-" if program.offset < 0 else "+"
    return f"{body} {sign} {number(abs(program.offset))}"


def _bound_lines(program: Program) -> list[str]:
    lines = []
    for j, name in enumerate(program.column_names):
        step = None if program.grid is None else program.grid[j]
        tail = (" integer" if program.integer[j] else "") + ("" if step is None else f" step {step}")
        lines.append(ranged(float(program.lower[j]), name, float(program.upper[j])) + tail)
    return lines
