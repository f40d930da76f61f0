"""A scenario (情景): a small, named change to a case's policy, demand, prices or locks.

A change addresses a place in the case by a path: names joined by dots, a row of a list by ``[id]``, by
``[field=value]`` (all that match) or ``[*]``; for example ``policy.class_share.strict`` or
``demands[mineral=facing_stone,period=2025].quantity``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.case import Lock


class Change(Record):
    """One change of the case."""

    path: str = Field(min_length=1, description="what is changed")
    op: Literal["set", "scale", "add", "remove"] = Field(default="set", description="how")
    value: Any = Field(default=None, description="value to set or to add")
    factor: Figure | None = Field(default=None, description="factor to scale by [1]")


class Scenario(Record):
    """A named change with its reason, in both languages."""

    id: Id = Field(description="identifier, the file's name")
    title: Text = Field(description="title")
    reason: Text = Field(description="why a planner would look at it")
    base: tuple[Id, ...] = Field(default=(), description="scenarios applied before this one")
    changes: tuple[Change, ...] = Field(default=(), description="changes in order")
    locks: tuple[Lock, ...] = Field(default=(), description="locks added")
