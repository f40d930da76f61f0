"""The cases of a benchmark: instance folders of the user's, synthetic ones drawn by seed, and OR-Library's.

Whatever it is, it stands as an instance folder in the public format before anything is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from optimizer.bench.orlib import README, optima, read_siting, siting_case, unread
from optimizer.generate import Recipe, generate_case, write_case

DRAWN = (
    Recipe(1, 0), Recipe(1, 1), Recipe(1, 2), Recipe(1, 3), Recipe(1, 4), Recipe(12, 0), Recipe(12, 1), Recipe(108, 0),
)  # fmt: skip
"""Five counties, two cities, a province."""
QUICK = tuple(recipe.name for recipe in DRAWN[:3])
"""What is measured when nothing is named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A case by name; ``prepare`` is given a folder that is not there yet and returns where the instance stands."""

    name: str
    prepare: Callable[[Path], Path]
    published: Decimal | None = None


def given(folder: Path) -> Entry:
    """Return the entry of an instance folder."""
    return Entry(folder.resolve().name, partial(_standing, folder))


def drawn(recipe: Recipe) -> Entry:
    """Return the entry of a synthetic case."""
    return Entry(recipe.name, partial(_drawn, recipe))


def sitings(folder: Path) -> tuple[Entry, ...]:
    """Return OR-Library's cases of a folder that have a published optimum and a file. Raises BadInputError (LD-761)."""
    return tuple(
        Entry(name, partial(_converted, folder / f"{name}.txt", name), published)
        for name, published in optima(folder).items()
        if (folder / f"{name}.txt").is_file()
    )


def _standing(folder: Path, _: Path) -> Path:
    return folder


def _drawn(recipe: Recipe, folder: Path) -> Path:
    write_case(generate_case(recipe), folder)
    return folder


def _converted(file: Path, name: str, folder: Path) -> Path:
    try:
        case = siting_case(read_siting(file), name)
    except (ValueError, ArithmeticError) as error:
        raise unread(file, error) from None
    write_case(case, folder, README)
    return folder
