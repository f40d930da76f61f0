"""Where blocks meet: the rows each shares with others, and waves of blocks that may be solved at once.

A coupling row of at most `NEIGHBOURS` blocks with recourse of its own (a town's demand, with its shortage) keeps its
blocks in different waves: greedy colouring, in the order given. All other coupling rows (caps, counts and shares of a
province) may have several blocks of a wave; these share the row's room (`optimizer.scale.piece`), and the row's
recourse stands still. The waves depend on the programme and the order alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.ir import Program
from optimizer.scale.partition import Partition
from optimizer.scale.piece import piece

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEIGHBOURS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """By block: own columns, own rows, and its coupling rows as positions in ``coupling``.

    ``near`` masks the coupling rows that keep blocks apart; ``spare`` holds the recourse columns of other blocks or
    none, and ``of_spare`` the position of the coupling row of each.
    """

    program: Program
    columns: tuple[Ints, ...]
    rows: tuple[Ints, ...]
    shared: tuple[Ints, ...]
    coupling: Ints
    near: NDArray[np.bool_]
    spare: Ints
    of_spare: Ints

    @classmethod
    def of(cls, program: Program, partition: Partition, recourse: NDArray[np.bool_]) -> Cuts:
        """Look where the blocks of ``partition`` meet; ``recourse`` masks columns of one row each, shape (n,)."""
        count, coupling = len(partition.names), partition.coupling
        matrix = program.matrix[coupling]
        position = np.repeat(np.arange(coupling.size), np.diff(matrix.indptr))
        met = np.unique(partition.column[matrix.indices] * max(1, coupling.size) + position)
        block, row = np.divmod(met, max(1, coupling.size))
        is_spare = recourse[matrix.indices]
        spare, of_spare = matrix.indices[is_spare].astype(np.int64), position[is_spare]
        near = np.bincount(row, minlength=coupling.size) <= NEIGHBOURS
        near &= np.bincount(of_spare, minlength=coupling.size) > 0
        shared = np.split(row, np.searchsorted(block, np.arange(1, count)))
        columns, rows = _groups(partition.column, count), _groups(partition.row, count)
        return cls(program, columns, rows, tuple(shared), coupling, near, spare, of_spare)

    def waves(self, order: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """Blocks in the order given, in waves of which no two blocks share a near row."""
        waves: list[list[int]] = []
        taken: list[NDArray[np.bool_]] = []
        for block in order:
            near = self.shared[block][self.near[self.shared[block]]]
            free = next((wave for wave, mask in enumerate(taken) if not mask[near].any()), len(waves))
            if free == len(waves):
                waves.append([])
                taken.append(np.zeros(self.coupling.size, dtype=bool))
            waves[free].append(block)
            taken[free][near] = True
        return tuple(tuple(wave) for wave in waves)

    def neighbours(self, block: int) -> Ints:
        """Blocks that share a near row with ``block``, itself left out, ascending."""
        near = np.zeros(self.coupling.size, dtype=bool)
        near[self.shared[block]] = self.near[self.shared[block]]
        meets = [other for other, rows in enumerate(self.shared) if other != block and near[rows].any()]
        return np.array(meets, dtype=np.int64)

    def crowd(self, wave: Iterable[int]) -> Ints:
        """How many blocks of a wave each coupling row has."""
        crowd = np.zeros(self.coupling.size, dtype=np.int64)
        for block in wave:
            crowd[self.shared[block]] += 1
        return crowd

    def around(self, block: int, x: Floats, crowd: Ints) -> tuple[Ints, Program]:
        """The columns of a block with the recourse of the rows that it has for itself, and their programme around x."""
        shared, own = self.shared[block], self.columns[block]
        mine = np.zeros(self.coupling.size, dtype=bool)
        mine[shared] = crowd[shared] == 1
        columns = np.union1d(own, self.spare[mine[self.of_spare]])
        columns = columns[~self._withheld(columns, crowd)]
        rows = np.concatenate([self.rows[block], self.coupling[shared]])
        shares = np.concatenate([np.ones(self.rows[block].size, dtype=np.int64), np.maximum(1, crowd[shared])])
        return columns, piece(self.program, columns, rows, x, shares)

    def _withheld(self, columns: Ints, crowd: Ints) -> NDArray[np.bool_]:
        """Mask of the columns that are recourse of a row with several blocks of the wave, which must stand still."""
        return np.isin(columns, self.spare[crowd[self.of_spare] > 1])


def _groups(labels: Ints, count: int) -> tuple[Ints, ...]:
    """Indices of each label 0 … count - 1, ascending; others are left out."""
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(count + 1))
    return tuple(order[ends[label] : ends[label + 1]] for label in range(count))
