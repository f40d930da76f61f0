"""The step of each column, most of which are alike: the distinct steps once, and which column has which.

Steps stand for a tuple of fractions, None where a column has no step: equal to it, and added to others like it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import SupportsIndex, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

Step: TypeAlias = Fraction | None


class Steps(Sequence[Step]):
    """codes: shape (n,), column j has the step kinds[codes[j]]; kinds: the distinct steps, or some of them twice."""

    __slots__ = ("codes", "kinds")

    def __init__(self, codes: NDArray[np.int32], kinds: tuple[Step, ...]) -> None:
        codes.setflags(write=False)
        self.codes, self.kinds = codes, kinds

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Steps:
        """The steps of a list; anything but fractions and None is made a fraction."""
        if isinstance(steps, cls):
            return steps
        known: dict[Step, int] = {}
        codes = [known.setdefault(_as_fraction(step), len(known)) for step in steps]
        return cls(np.array(codes, dtype=np.int32), tuple(known))

    def at(self, columns: NDArray[np.intp]) -> Steps:
        """The steps of some columns, shape (k,)."""
        return Steps(self.codes[columns], self.kinds)

    def __len__(self) -> int:
        return int(self.codes.size)

    def __iter__(self) -> Iterator[Step]:
        return map(self.kinds.__getitem__, self.codes.tolist())

    @overload
    def __getitem__(self, index: SupportsIndex) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> Steps: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Step | Steps:
        return Steps(self.codes[index], self.kinds) if isinstance(index, slice) else self.kinds[self.codes[index]]

    def __add__(self, more: Iterable[Step]) -> Steps:
        other = Steps.of(more)
        return Steps(np.concatenate([self.codes, other.codes + len(self.kinds)]), self.kinds + other.kinds)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Steps | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def _as_fraction(step: Step) -> Step:
    return step if step is None or type(step) is Fraction else Fraction(step)
