"""Reading scenarios and laying them over the raw case: bases first, each once, in the order asked for."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence

from pydantic import ValidationError

from models import Change, Problem, Scenario
from optimizer.instance.change import NothingThereError, NotSoError, apply, refusal
from optimizer.instance.document import read_yaml
from optimizer.instance.fault import hints, tell
from optimizer.instance.fields import translate
from optimizer.instance.folder import sha256, under
from optimizer.instance.node import Node, grow, plain
from optimizer.instance.route import RouteError
from optimizer.instance.shape import fit

SUFFIXES = (".yaml", ".yml")


def known(folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """Return the scenarios of an instance folder by id."""
    paths = sorted((folder / "scenarios").glob("*")) if (folder / "scenarios").is_dir() else []
    return {path.stem: path for path in paths if path.suffix in SUFFIXES}


def where(folder: pathlib.Path, asked: str) -> pathlib.Path | None:
    """Return the file of a scenario asked for by name or by path."""
    named = known(folder).get(asked)
    path = pathlib.Path(asked)
    return named or (path if path.suffix in SUFFIXES and path.is_file() else None)


class Stack:
    """Scenarios laid over a raw case one after another, with all that goes wrong on the way."""

    def __init__(self, folder: pathlib.Path, root: Node) -> None:
        self.folder = folder
        self.root = root
        self.problems: list[Problem] = []
        self.inputs: dict[str, str] = {}
        self.done: list[str] = []
        self.open: list[str] = []

    def lay(self, asked: str, by: Node | None = None) -> None:
        """Apply a scenario and those it is based on."""
        path = where(self.folder, asked)
        at = by or Node(None)
        if path is None:
            slots = hints(asked, known(self.folder))
            self.problems.append(tell("LD-501", at.file, at.row, "base" if by else "scenario", asked, **slots))
        elif path.stem in self.open:
            circle = " → ".join((*self.open[self.open.index(path.stem) :], path.stem))
            self.problems.append(tell("LD-505", at.file, at.row, "base", circle))
        elif path.stem not in self.done:
            self.open.append(path.stem)
            self.read(path)
            self.done.append(self.open.pop())

    def read(self, path: pathlib.Path) -> None:
        """Read one scenario file and apply it."""
        name = self.name(path)
        node, faults = read_yaml(path, name)
        self.problems += faults
        if any(fault.code in ("LD-102", "LD-103", "LD-112") for fault in faults):
            return
        self.inputs[name] = sha256(path)
        try:
            scenario = Scenario.model_validate(fit(plain(node), Scenario))
        except ValidationError as error:
            self.problems += [translate(found, node, Scenario) for found in error.errors(include_url=False)]
            return
        if scenario.id != path.stem:
            at = under(node, "id") or node
            self.problems.append(tell("LD-506", name, at.row, "id", scenario.id, wanted=path.stem))
        for place, base in enumerate(scenario.base):
            self.lay(base, under(node, "base", place))
        self.change(scenario, node)
        self.lock(node)

    def name(self, path: pathlib.Path) -> str:
        """Return the name under which a scenario's file is told and hashed."""
        inside = path.resolve().is_relative_to(self.folder.resolve())
        return path.resolve().relative_to(self.folder.resolve()).as_posix() if inside else path.name

    def change(self, scenario: Scenario, node: Node) -> None:
        """Apply the changes of a scenario in order; one that fails is told and left out."""
        for place, change in enumerate(scenario.changes):
            at = under(node, "changes", place) or node
            self.one(change, under(at, "value"), at)

    def one(self, change: Change, value: Node | None, at: Node) -> None:
        """Apply one change that stands at `at`; when it fails, tell it."""
        try:
            self.root = apply(self.root, change, value, at)
        except (RouteError, NothingThereError, NotSoError) as error:
            self.problems.append(refusal(error, change.path, at))

    def lock(self, node: Node) -> None:
        """Add the locks of a scenario to those of the case."""
        more = under(node, "locks")
        there = under(self.root, "locks")
        if more is None or not isinstance(more.value, list) or not isinstance(self.root.value, dict):
            return
        old = there.value if there is not None and isinstance(there.value, list) else []
        self.root = Node(
            self.root.value | {"locks": Node([*old, *more.value], more.file, more.row)}, self.root.file, self.root.row
        )


def lay(folder: pathlib.Path, root: Node, scenarios: Sequence[str], changes: Sequence[Change] = ()) -> Stack:
    """Return the raw case under ``scenarios``, then ``changes``, with problems, hashes and names in order."""
    stack = Stack(folder, root)
    for asked in scenarios:
        stack.lay(asked)
    for change in changes:
        stack.one(change, None if change.value is None else grow(change.value), Node(None))
    return stack
