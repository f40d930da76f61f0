"""The floor rule: a feasible point of the grid for fixed courses, found by rounding alone.

    c up to the next step (capacity limits lie on the grid),   f and b down,   q[i,t] = Σ_a f[a],   s = demand - supply

Less is shipped than the solver's point ships, so upper limits on output, capacity in use and supply stay kept; a clause
that asks for a least output may not be, which the audit then says.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.decisions import Decisions
from optimizer.decisions.columns import NOWHERE

Floats = NDArray[np.float64]
NEAR = 1e-6


def floored(d: Decisions, x: Floats, columns: NDArray[np.intp]) -> Floats:
    """Return the values of ``columns`` under the floor rule, given the point ``x`` of shape (n,)."""
    steps = np.array([float(step) if step else 0.0 for step in d.grid] + [0.0] * (x.size - len(d.grid)))
    y = x.copy()
    capacities, flows = d.c[d.c != NOWHERE], np.r_[d.f, d.b]
    y[capacities] = np.ceil(x[capacities] / steps[capacities] - NEAR) * steps[capacities]
    y[flows] = np.floor(x[flows] / steps[flows] + NEAR) * steps[flows]
    if not d.case.policy.demand.surplus:
        _balance(d, y)
    else:
        outputs = d.q[d.q != NOWHERE]
        y[outputs] = np.floor(x[outputs] / steps[outputs] + NEAR) * steps[outputs]
    _shortage(d, y)
    return y[columns]


def _balance(d: Decisions, y: Floats) -> None:
    shipped = np.zeros(d.q.shape)
    np.add.at(shipped, (d.market.arc_site, d.market.arc_period), y[d.f])
    known = d.q != NOWHERE
    y[d.q[known]] = shipped[known]


def _shortage(d: Decisions, y: Floats) -> None:
    supply = np.zeros(d.s.size)
    np.add.at(supply, d.market.arc_line, y[d.f] * d.sites.account[d.market.arc_site])
    np.add.at(supply, d.market.import_line, y[d.b])
    y[d.s] = np.maximum(0.0, d.market.quantity - supply)
