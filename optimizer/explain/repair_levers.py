"""All levers of a case: figures of the policy, switches about one site, and clauses that can only be set aside whole.

Setting a whole clause aside costs WHOLE times the clause's price, so that it is offered last; nothing that holds in
any plan (one course a site, capacity in its class, output within capacity) has a lever.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.explain.conflict_rows import candidates
from optimizer.explain.forced import with_clause
from optimizer.explain.repair_lever import Lever, Moved, finder
from optimizer.explain.repair_levers_figures import figure_levers
from optimizer.explain.repair_levers_ground import ground_levers
from optimizer.explain.repair_levers_needs import need_levers
from optimizer.explain.repair_levers_scales import scale_levers
from optimizer.explain.repair_levers_shares import share_levers
from optimizer.explain.repair_levers_sites import site_levers
from optimizer.formulation import Compiled
from optimizer.rules import CLAUSES

WHOLE = 1000.0


def levers_of(compiled: Compiled) -> tuple[Lever, ...]:
    """Return every lever of ``compiled`` that bears on some hard row, each with its own id."""
    find = finder(compiled)
    own = [*figure_levers(find), *need_levers(find), *share_levers(find), *scale_levers(find), *ground_levers(find),
           *site_levers(find)]  # fmt: skip
    own = [lever for lever in own if lever.rows.size]
    return (*own, *_whole(compiled, own))


def _whole(compiled: Compiled, own: list[Lever]) -> list[Lever]:
    covered = np.unique(np.concatenate([lever.rows for lever in own])) if own else np.zeros(0, dtype=np.intp)
    free = candidates(compiled)[1]
    left = np.setdiff1d(free, covered)
    rules = dict.fromkeys(compiled.program.row_rules[row] for row in left)
    return [
        _aside(compiled.case, rule, np.array([r for r in free if compiled.program.row_rules[r] == rule], dtype=np.intp))
        for rule in rules
    ]


def _aside(case: Case, rule: str, rows: np.ndarray) -> Lever:
    title = CLAUSES[rule].title

    def change(old: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - a switch has no amount
        return with_clause(old, rule, on=False), "on", "off"

    words = Text(zh=f"暂不执行“{title.zh}”", en=f"set aside {title.en}")
    price = WHOLE * max(1.0, float(getattr(case.policy, rule).price))
    return Lever(f"{rule}.on", rule, title, "", rows, price, None, change, words)
