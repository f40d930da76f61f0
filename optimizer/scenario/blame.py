"""Which edited files made a run stale: each is laid alone over the inputs that the run keeps, and the case read again.

    D(f) = places where case(kept inputs with f as it is today) and case(kept inputs) differ

A file is to blame for a difference at p when D(f) holds p, a part of p or what p is a part of. This asks nothing of
how scenarios and geometry make a value from several files, so that a scaled figure blames the file that was changed.
What no file does alone is put down to those that cannot be read alone, else to all that change anything. Files without
effect alone are tried together. Where nothing was kept, every edited file is named.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models import BadInputError
from optimizer.instance import load_case
from optimizer.instance.stack import SUFFIXES
from optimizer.scenario.difference import Spot, differences
from optimizer.store.canonical import plain

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the files of a run are kept, where they stand today, and the scenarios asked for."""

    kept: Path
    today: Path
    stack: tuple[str, ...]

    def pair(self, name: str) -> tuple[Path, str]:
        """Return where an input stands today, and its name among the kept ones."""
        outside = {Path(asked).name: Path(asked) for asked in self.stack if Path(asked).suffix in SUFFIXES}
        if name in outside and not (self.today / name).is_file():
            return outside[name], f"scenarios/{name}"
        return self.today / name, name

    @property
    def names(self) -> tuple[str, ...]:
        """The scenarios as they are called among the kept files."""
        return tuple(Path(asked).stem if Path(asked).suffix in SUFFIXES else asked for asked in self.stack)


@dataclass(frozen=True, slots=True)
class Blame:
    """What each edited file changes alone, None for one that cannot be read alone."""

    alone: dict[str, frozenset[Steps] | None]

    def of(self, steps: Steps) -> tuple[str, ...]:
        """Return the files to blame for a difference."""
        guilty = tuple(name for name, found in self.alone.items() if found and any(_meet(one, steps) for one in found))
        unread = tuple(name for name, found in self.alone.items() if found is None)
        return guilty or unread or tuple(name for name, found in self.alone.items() if found)


def blame(inputs: Inputs, old: Any, edited: Sequence[str]) -> Blame:
    """Return what each edited file changes alone in `old`, the case of the run as plain data."""
    if len(edited) < 2 or not inputs.kept.is_dir():
        return Blame(dict.fromkeys(edited))
    found = Blame({name: changed(inputs, old, (name,)) for name in edited})
    innocent = tuple(name for name, steps in found.alone.items() if steps == frozenset())
    return Blame(found.alone | dict.fromkeys(innocent, changed(inputs, old, innocent)))


def changed(inputs: Inputs, old: Any, edited: Sequence[str]) -> frozenset[Steps] | None:
    """Return where the case differs when only these files are as they are today; None when it cannot be read."""
    with mixed(inputs, edited) as folder:
        try:
            case = load_case(folder, inputs.names).case
        except BadInputError:
            return None
        return frozenset(one.steps for one in differences((Spot(old), Spot(plain(case)))))


@contextmanager
def mixed(inputs: Inputs, edited: Sequence[str]) -> Iterator[Path]:
    """Yield a folder with the kept files, these as they are today."""
    with TemporaryDirectory() as place:
        folder = Path(place) / inputs.today.name
        shutil.copytree(inputs.kept, folder)
        for name in edited:
            source, target = inputs.pair(name)
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            (folder / target).unlink(missing_ok=True)
            if source.is_file():
                shutil.copyfile(source, folder / target)
        yield folder


def _meet(one: Steps, other: Steps) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
