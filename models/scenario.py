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

    path: str = Field(title="修改位置", min_length=1, description="what is changed")
    op: Literal["set", "scale", "add", "remove"] = Field(title="修改方式", default="set", description="how")
    value: Any = Field(title="设定或追加的值", default=None, description="value to set or to add")
    factor: Figure | None = Field(title="缩放系数 [1]", default=None, description="factor to scale by [1]")


class Scenario(Record):
    """A named change with its reason, in both languages."""

    id: Id = Field(title="编号（文件名）", description="identifier, the file's name")
    title: Text = Field(title="标题", description="title")
    reason: Text = Field(title="设置该情景的理由", description="why a planner would look at it")
    base: tuple[Id, ...] = Field(title="先行套用的情景", default=(), description="scenarios applied before this one")
    changes: tuple[Change, ...] = Field(title="依次修改", default=(), description="changes in order")
    locks: tuple[Lock, ...] = Field(title="追加的指定安排", default=(), description="locks added")
