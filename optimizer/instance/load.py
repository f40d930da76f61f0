"""Loading an instance folder: read, lay scenarios over it, validate, inspect, derive geometry; nothing is written.

Every problem of every step is told at once; those that only follow from a record that could not be read are left out.
"""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models import BadInputError, Case, Change, Problem
from optimizer.instance.codes import BY_ID
from optimizer.instance.fault import Fault, place
from optimizer.instance.folder import Raw, hash_folder, read_folder
from optimizer.instance.inspection import faults
from optimizer.instance.node import Node
from optimizer.instance.sense_classes import reclassed
from optimizer.instance.settle import STAND_IN, Settled, settle
from optimizer.instance.spoken import spoken_for
from optimizer.instance.stack import lay
from optimizer.spatial import Derived, derive

NOWHERE = Node(None)
UNREAD = frozenset({"LD-102", "LD-103", "LD-105", "LD-112"})
REFERRING = frozenset({"LD-301", "LD-302", "LD-303", "LD-304", "LD-305", "LD-306", "LD-307", "LD-309"})


@dataclass(frozen=True)
class Loaded:
    """A case ready to be solved, what a planner should know of it, the hashes of its files, and its scenario.

    `root` is the case as written, scenarios laid over it: every part knows the file and line that it came from.
    """

    case: Case
    warnings: tuple[Problem, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    scenario: str = ""
    geometry: Derived | None = None
    root: Node = NOWHERE


def follows(fault: Fault, settled: Settled) -> bool:
    """Return whether a fault may only be the shadow of a record that was left out."""
    if not settled.problems and not settled.blind:
        return False
    if BY_ID[fault.code].absence:
        return True
    return fault.code in REFERRING and (settled.blind or fault.value in settled.lost)


def examine(raw: Raw) -> tuple[Settled, tuple[Problem, ...]]:
    """Return what of a raw case can be read, and every problem of its content."""
    unread = {problem.file for problem in raw.problems if problem.code in UNREAD}
    if "case.yaml" in unread:
        return Settled(None, raw.root), ()
    settled = settle(raw)
    case = settled.case
    if case is None:
        return settled, settled.problems
    settled = replace(settled, blind=settled.blind or bool(unread))
    found = (fault for fault in faults(case) if not follows(fault, settled))
    return settled, settled.problems + tuple(place(fault, settled.root) for fault in found)


def survey(folder: pathlib.Path, settled: Settled, told: tuple[Problem, ...]) -> tuple[Derived | None, list[Problem]]:
    """Return the ground of a case and the problems of its layers; None while its records do not hold together."""
    case = settled.case
    broken = any(problem.fatal and (problem.code in REFERRING | {"LD-308", "LD-403"}) for problem in told)
    if case is None or broken or case.frame.id == STAND_IN["frame"]["id"]:
        return None, []
    derived = derive(folder, case)
    changed = [place(fault, settled.root) for fault in reclassed(case, derived.case)]
    shadows = {"LD-614"} if settled.blind else set()
    return derived, [
        problem
        for problem in derived.problems
        if problem.code not in shadows and not (problem.code == "LD-614" and problem.value in settled.lost)
    ] + changed


@dataclass(frozen=True)
class Written:
    """An instance folder as read, its ground not yet looked at.

    `bare` is the case as the folder has it, `raw` with the scenarios laid over it, `content` what is wrong with its
    records, `laid` the hashes of the scenarios' files.
    """

    folder: pathlib.Path
    bare: Node
    raw: Raw
    settled: Settled
    content: tuple[Problem, ...]
    laid: dict[str, str]
    scenario: str


def load_case(folder: pathlib.Path, scenarios: Sequence[str] = (), changes: Sequence[Change] = ()) -> Loaded:
    """Return the case of an instance folder under ``scenarios`` (names, or paths of their files), then ``changes``.

    Raises `models.BadInputError` with every problem, warnings included, when one of them is fatal.
    """
    return on_ground(read_case(folder, scenarios, changes))


def read_case(folder: pathlib.Path, scenarios: Sequence[str] = (), changes: Sequence[Change] = ()) -> Written:
    """Return the records of an instance folder under ``scenarios``, then ``changes``; its layers unread.

    Raises `models.BadInputError` when nothing in the folder can be read.
    """
    raw = read_folder(folder)
    if not raw.inputs:
        raise BadInputError(raw.problems)
    stack = lay(folder, raw.root, scenarios, changes)
    laid = replace(raw, root=stack.root, problems=raw.problems + tuple(stack.problems))
    settled, content = examine(laid)
    return Written(folder, raw.root, laid, settled, content, stack.inputs, "+".join(stack.done))


def on_ground(written: Written) -> Loaded:
    """Return the case with what its layers say of it. Raises `models.BadInputError` as `load_case` does."""
    folder, raw = written.folder, written.raw
    derived, ground = survey(folder, written.settled, written.content)
    if any(problem.code == "LD-614" for problem in ground):
        others = spoken_for(folder, written.bare)
        ground = [problem for problem in ground if problem.code != "LD-614" or problem.value not in others]
    problems = (*raw.problems, *written.content, *ground)
    if derived is None or any(problem.fatal for problem in problems):
        raise BadInputError(problems)
    inputs = raw.inputs | hash_folder(folder, "layers") | written.laid
    geometry = replace(derived, digests=inputs) if (folder / "layers").is_dir() else None
    return Loaded(derived.case, problems, inputs, written.scenario, geometry, raw.root)
