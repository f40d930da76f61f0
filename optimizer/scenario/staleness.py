"""Whether a stored run still answers its instance: the case as the files give it today against the case of the run.

    stale  ⇔  effective case today ≠ inputs/case.json of the run

The effective case is the validated one, after scenarios and geometry. So a comment, blanks or a file that no value
comes from make nothing stale, and an edit of the case that a scenario overrides leaves that scenario's run standing.
Files that were edited without effect on the case are named: maps drawn from such a layer are older than it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from models import BadInputError, Problem
from optimizer.instance import Loaded, load_case
from optimizer.scenario.difference import Difference, differences
from optimizer.store import Entry, digest
from optimizer.store.canonical import plain
from optimizer.store.manifest import CASE

State = Literal["current", "stale", "unreadable", "unknown"]
Load = Callable[[Path, tuple[str, ...]], Loaded]


@dataclass(frozen=True, slots=True)
class Standing:
    """current, stale (with what differs), unreadable (the inputs have problems now), unknown (no instance there)."""

    state: State
    differences: tuple[Difference, ...] = ()
    edited: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The files that made the run stale."""
        return tuple(dict.fromkeys(file for one in self.differences for file in one.files))


def loader() -> Load:
    """Return a reader of instances that reads each once; make a new one for a new look."""
    return cache(load_case)


def standing(run: Path, entry: Entry, load: Load = load_case) -> Standing:
    """Return how a run stands to the instance that it was solved from. Raises OSError when its case cannot be read."""
    instance = (run / entry.instance).resolve()
    if not entry.instance or not instance.is_dir():
        return Standing("unknown")
    try:
        loaded = load(instance, tuple(json.loads(entry.scenarios)))
    except BadInputError as error:
        return Standing("unreadable", problems=tuple(one for one in error.problems if one.fatal))
    edited = _edited(json.loads(entry.inputs), loaded.inputs)
    if digest(loaded.case) == entry.case_hash:
        return Standing("current", edited=edited)
    old = json.loads((run / CASE).read_bytes())
    return Standing("stale", differences(old, plain(loaded.case), loaded.root, edited), edited)


def _edited(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name))
