"""A what-if: edits in order, of which the first so many are in force; undo and redo move that border.

    in force = steps[:at]        undo: at - 1        redo: at + 1        a new edit drops what was undone

An edit holds changes and locks in the vocabulary of a scenario, so that a what-if can be handed on as one. An edit's
locks on a site stand in place of those that the site had.
"""

from __future__ import annotations

from pydantic import Field

from models import Change, Lock, Record, Text
from models.base import Id

MOST_STEPS = 500


class Edit(Record):
    """One thing that a planner tried: its words, changes and locks, and the sites whose locks it lifts."""

    text: Text = Field(description="what was done")
    changes: tuple[Change, ...] = Field(default=(), description="changes of the case")
    locks: tuple[Lock, ...] = Field(default=(), description="locks added")
    frees: tuple[Id, ...] = Field(default=(), description="sites whose locks are lifted")


class Draft(Record):
    """The edits of one what-if and how many are in force."""

    steps: tuple[Edit, ...] = Field(default=(), max_length=MOST_STEPS, description="edits in order")
    at: int = Field(default=0, ge=0, description="edits in force [count]")

    @property
    def in_force(self) -> tuple[Edit, ...]:
        """The edits that count."""
        return self.steps[: self.at]


def pushed(draft: Draft, edit: Edit) -> Draft:
    """Return the draft with one more edit; the oldest are never dropped. Raises ValidationError beyond MOST_STEPS."""
    return Draft(steps=(*draft.in_force, edit), at=draft.at + 1)


def moved(draft: Draft, by: int) -> Draft:
    """Return the draft after undo (-1) or redo (+1); at an end it stays as it is."""
    return Draft(steps=draft.steps, at=min(len(draft.steps), max(0, draft.at + by)))


def locks_of(draft: Draft, own: tuple[Lock, ...] = ()) -> tuple[Lock, ...]:
    """Return all locks under the edits in force: the case's ``own`` where no edit touched the site, then the edits'."""
    found: list[Lock] = list(own)
    for edit in draft.in_force:
        touched = {*edit.frees, *(lock.site for lock in edit.locks)}
        found = [*(lock for lock in found if lock.site not in touched), *edit.locks]
    return tuple(found)
