"""Runs: every entry of a list opened into so many consecutive places, as arrays.

entry = 0 … 0, 1 … 1, …      each i repeated counts_i times        place = first_i, first_i + 1, …, within each run
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Key = TypeVar("Key", bound=Hashable)


def runs(first: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Return entry and place of every member of every run, both of shape (sum of counts,)."""
    entry = np.repeat(np.arange(counts.size), counts)
    before = np.cumsum(counts) - counts
    return entry, np.arange(entry.size) + (first - before)[entry]


def coded(keys: Sequence[Key]) -> tuple[Ints, tuple[Key, ...]]:
    """Return the number of each key among the distinct ones, shape (k,), and these in order of their first turn."""
    known: dict[Key, int] = {}
    codes = [known.setdefault(key, len(known)) for key in keys]
    return np.array(codes, dtype=np.int64), tuple(known)
