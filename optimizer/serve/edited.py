"""The case under a what-if: the changes of its edits laid over the case as a scenario's would be, then its locks.

A case read from a run has its geometry as tables already, so nothing has to be read from disk again.
"""

from __future__ import annotations

from pydantic import ValidationError

from models import Case
from optimizer.instance import inspect
from optimizer.instance.change import NothingThereError, NotSoError, apply, refusal
from optimizer.instance.fields import translate
from optimizer.instance.node import Node, grow
from optimizer.instance.route import RouteError
from optimizer.instance.settle import validate
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, locks_of
from optimizer.solve.edits import revised

HERE = Node(None, "what-if")
Flaw = tuple[str, str, str]


def flaws(case: Case) -> frozenset[Flaw]:
    """Return what is fatally wrong with ``case`` as it is, by code, row and field."""
    return frozenset((one.code, one.row, one.field) for one in inspect(case) if one.fatal)


def edited(case: Case, draft: Draft, known: frozenset[Flaw] | None = None) -> Case:
    """Return ``case`` under the edits in force; ``known`` are its own flaws, where they are at hand.

    Raises BoardError (LD-903) with every problem that the edits make.
    """
    if not draft.in_force:
        return case
    own = flaws(case) if known is None else known
    changed = _read(_rewritten(case, draft)) if any(edit.changes for edit in draft.in_force) else _locked(case, draft)
    bad = [one for one in inspect(changed) if one.fatal and (one.code, one.row, one.field) not in own]
    if bad:
        raise BoardError("LD-903", bad[0].value or bad[0].row, tuple(bad))
    return changed


def _locked(case: Case, draft: Draft) -> Case:
    """The case under edits that hold nothing but locks, which need no reading anew."""
    return revised(case, locks=locks_of(draft, case.locks))


def _rewritten(case: Case, draft: Draft) -> Node:
    root = grow(case.model_dump(mode="python"))
    for edit in draft.in_force:
        for change in edit.changes:
            try:
                root = apply(root, change, grow(change.value, HERE.file), HERE)
            except (RouteError, NothingThereError, NotSoError) as error:
                raise BoardError("LD-903", change.path, (refusal(error, change.path, HERE),)) from error
    assert isinstance(root.value, dict)
    own = tuple(lock.model_dump(mode="python") for lock in locks_of(draft, case.locks))
    return Node(root.value | {"locks": grow(own, HERE.file)}, root.file, root.row)


def _read(root: Node) -> Case:
    try:
        return validate(root)
    except ValidationError as error:
        problems = tuple(translate(one, root, Case) for one in error.errors(include_url=False))
        raise BoardError("LD-903", problems[0].field, problems) from error
