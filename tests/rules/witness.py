"""The numerical witness of one rule: its rows on a case, and how far a point breaks them. Rewrites the golden texts.

PYTHONPATH=tests python -m rules.witness      writes tests/rules/golden/<rule>.txt for every rule; read the diff
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy.sparse import csr_array

from models import Case, Mode
from optimizer.decisions import Decisions, Part, decide
from optimizer.ir import assemble
from optimizer.ir.text import row_lines
from optimizer.rules import RULES

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Rows:
    """Rows of one rule over the n decision columns: matrix of shape (m, n), sides and price of shape (m,)."""

    matrix: csr_array
    lower: np.ndarray
    upper: np.ndarray
    price: np.ndarray

    def breach(self, points: np.ndarray) -> np.ndarray:
        """How far each row is broken at each point (shape (n, k)), in units of the row, shape (m, k)."""
        activity = self.matrix @ points
        below, above = self.lower[:, None] - activity, activity - self.upper[:, None]
        return np.maximum(np.maximum(below, above), 0.0)


def rows_of_rule(rule: ModuleType, decisions: Decisions) -> Rows:
    """Rows of ``rule``; the price is 0 for hard rows."""
    parts: tuple[Part, ...] = rule.rows(decisions) if rule.applies(decisions.case) else ()
    blocks = [part.block for part in parts]
    starts = np.cumsum([0, *(len(block) for block in blocks)])
    size = (int(starts[-1]), len(decisions.names))
    if not blocks:
        return Rows(csr_array(size), np.zeros(0), np.zeros(0), np.zeros(0))
    where = np.concatenate([block.rows + start for block, start in zip(blocks, starts, strict=False)])
    columns = np.concatenate([block.columns for block in blocks])
    values = np.concatenate([block.values for block in blocks])
    return Rows(
        csr_array((values, (where, columns)), shape=size),
        np.concatenate([block.lower for block in blocks]),
        np.concatenate([block.upper for block in blocks]),
        np.repeat([part.price if part.mode == Mode.SOFT else 0.0 for part in parts], [len(block) for block in blocks]),
    )


def text_of_rule(rule: ModuleType, case: Case) -> str:
    """The rows of ``rule`` on ``case``, part by part, each under how it binds."""
    decisions = decide(case)
    lines = []
    for part in rule.rows(decisions):
        program = assemble(
            decisions.names, decisions.lower, decisions.upper, decisions.integer, [part.block], {}, grid=decisions.grid
        )
        lines.append(part.mode.value if part.mode == Mode.HARD else f"{part.mode.value} at {part.price:g}")
        lines += [f"  {line.removeprefix(f'{rule.CLAUSE.id}: ')}" for line in row_lines(program)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from rules.small import SMALL

    for module in RULES:
        (GOLDEN / f"{module.CLAUSE.id}.txt").write_text(text_of_rule(module, SMALL[module.CLAUSE.id]()))
