"""Whether a stored run still answers its instance: the case as the files give it today against the case of the run.

    stale  ⇔  effective case today ≠ inputs/case.json of the run

The effective case is the validated one, after scenarios and geometry. So a comment, blanks or a file that no value
comes from make nothing stale, and an edit of the case that a scenario overrides leaves that scenario's run standing.
The files to blame are found by reading the case again (blame.py). Files that were
edited without effect on the case are named: maps drawn from such a layer are older than it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from models import BadInputError, Problem
from optimizer.instance import Loaded, load_case
from optimizer.instance.node import Node
from optimizer.scenario.blame import Blame, Inputs, blame
from optimizer.scenario.difference import SOURCES, Difference, Spot, differences
from optimizer.store import Entry, digest
from optimizer.store.canonical import plain
from optimizer.store.manifest import CASE
from optimizer.store.manifest import INSTANCE as KEPT

State = Literal["current", "stale", "unreadable", "unknown"]
Load = Callable[[Path, tuple[str, ...]], Loaded]


@dataclass(frozen=True, slots=True)
class Cause:
    """One value that is no longer what it was; None where there is none.

    `files` are those that can have made the change, one file with its row where the value itself is written. Of a list
    in another order the values are the names of the entries that stand elsewhere.
    """

    path: str
    before: Any
    after: Any
    files: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """current, stale (with what differs), unreadable (the inputs have problems now), unknown (no instance there)."""

    state: State
    differences: tuple[Cause, ...] = ()
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
    inputs = Inputs(run / KEPT, instance, tuple(json.loads(entry.scenarios)))
    return Standing("stale", causes(old, plain(loaded.case), loaded.root, blame(inputs, old, edited)), edited)


def causes(old: Any, new: Any, root: Node, blame: Blame) -> tuple[Cause, ...]:
    """Return where two cases, as plain data, differ and which file made it so, what is written before what is derived.

    `root` is the newer case as written. A value that no single file makes is derived.
    """
    walked = differences((Spot(old), Spot(new, root)))
    found = sorted(walked, key=lambda one: SOURCES in one.steps)  # figures before the words on where they come from
    told = [_cause(one, blame.of(one.steps), root) for one in found]
    return (*(one for one in told if one.row), *(one for one in told if not one.row))


def _cause(one: Difference, files: tuple[str, ...], root: Node) -> Cause:
    before, after = one.spots
    written = after.node is not None and after.node is not root and files == (after.node.file,)
    return Cause(one.path, before.value, after.value, files, after.node.row if after.node and written else "")


def _edited(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name))
