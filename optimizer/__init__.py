"""Lodeplan: proven, audited and explained licensing schedules for mineral plans.

    import optimizer
    result = optimizer.solve(optimizer.load_case("instances/fangcheng", "closures_alone"))

`load_case`, `solve`, `explain` and `compare` are those of `optimizer.library`, read when first used. Two of them share
their name with a subpackage: `optimizer.solve` and `optimizer.explain` are those subpackages, and can be called;
code that is type-checked takes them from `optimizer.library`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.library import compare as compare
    from optimizer.library import load_case as load_case

_VERBS = ("load_case", "solve", "explain", "compare")
_ROOMS = frozenset({"solve", "explain"})


class _Room(ModuleType):
    """A subpackage that can be called by the verb it is named after."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        return _verb(self.__name__.rpartition(".")[2])(*given, **named)


class _House(ModuleType):
    """This package: its verbs on demand, its rooms made callable when they are imported."""

    def __getattr__(self, name: str) -> Any:
        if name in _ROOMS:
            return import_module(f"optimizer.{name}")
        if name in _VERBS:
            return _verb(name)
        raise AttributeError(f"module 'optimizer' has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        if name in _ROOMS and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_VERBS})


def _verb(name: str) -> Any:
    return getattr(import_module("optimizer.library"), name)


sys.modules[__name__].__class__ = _House
