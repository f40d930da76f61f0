"""Names that are made when somebody reads them: a large programme has more text in its names than figures in its rows.

Labels stand for a tuple of texts: equal to it, added to others like it, and pickled as it. Going through them once
keeps nothing; the first look at a single one makes and keeps them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import SupportsIndex, TypeAlias, overload


class Labels(Sequence[str]):
    """So many texts, made by a function that yields the same ones every time it is called."""

    __slots__ = ("_made", "_make", "_size")

    def __init__(self, size: int, make: Callable[[], Iterable[str]]) -> None:
        self._size, self._make = size, make
        self._made: tuple[str, ...] | None = None

    def made(self) -> tuple[str, ...]:
        """All of them, kept from then on; raises ValueError when there are not as many as was said."""
        if self._made is None:
            made = tuple(self._make())
            if len(made) != self._size:
                raise ValueError(f"{len(made)} names were made where {self._size} were announced")
            self._made = made
        return self._made

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[str]:
        return iter(self._make() if self._made is None else self._made)

    @overload
    def __getitem__(self, index: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> str | tuple[str, ...]:
        return self.made()[index]

    def __add__(self, more: Sequence[str]) -> Labels:
        return joined((self, more))

    def __radd__(self, first: Sequence[str]) -> Labels:
        return joined((first, self))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Labels | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.made())

    def __repr__(self) -> str:
        return repr(self.made())

    def __reduce__(self) -> tuple[type[tuple[str, ...]], tuple[tuple[str, ...]]]:
        return tuple, (self.made(),)


Names: TypeAlias = tuple[str, ...] | Labels


def joined(parts: Sequence[Sequence[str]]) -> Labels:
    """The names of all parts, one after another."""
    return Labels(sum(map(len, parts)), lambda: chain.from_iterable(parts))


def kept(names: Sequence[str]) -> Names:
    """The names as they can be kept: labels as they are, anything else as a tuple."""
    return names if isinstance(names, Labels) else tuple(names)
