"""Neighbouring pairs of candidate sites, listed only where the objective asks for compactness (集中连片)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.words import Kind
from optimizer.decisions.sites import Sites


def pair_table(case: Case, sites: Sites) -> NDArray[np.int64]:
    """Return the pairs of neighbouring blocks as site rows, shape (p, 2); empty where compactness has no weight."""
    wanted = any(
        term == "compactness" and weight for tier in case.policy.objective.tiers for term, weight in tier.weights
    )
    if not wanted:
        return np.zeros((0, 2), dtype=np.int64)
    rows = [
        (sites.index[pair.first], sites.index[pair.second])
        for pair in case.geography.adjacencies
        if pair.first in case.site
        and pair.second in case.site
        and case.site[pair.first].kind == Kind.BLOCK
        and case.site[pair.second].kind == Kind.BLOCK
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
