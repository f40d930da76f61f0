"""One number of a case moved: ``PATH=FROM:TO`` in the path grammar of scenarios, and the case at a value.

The case is written out, the change applied as a scenario's would be, and the case validated anew. What geometry is
derived from cannot be moved here, because the tables of the case would not follow. A value that the models refuse is
told as bad input, with the path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pydantic import ValidationError

from models.case import Case
from models.problem import BadInputError, Problem
from models.scenario import Change
from optimizer.instance.change import NothingThereError, NotSoError, apply
from optimizer.instance.fault import hints, tell
from optimizer.instance.node import Node, grow, plain
from optimizer.instance.route import RouteError
from optimizer.instance.shape import fit

Maker = Callable[[Decimal], Case]
GEOMETRIC = (
    "layers",
    "places",
    "policy.haul.detour",
    "policy.haul.access_km",
    "policy.haul.join_m",
    "policy.overlap.spacing_m",
)


@dataclass(frozen=True, slots=True)
class Vary:
    """A path and the range its value moves through."""

    path: str
    low: Decimal
    high: Decimal


def read_vary(text: str) -> Vary:
    """Return ``PATH=FROM:TO`` read. Raises BadInputError (LD-502) when it is not of that form."""
    path, _, span = text.rpartition("=")
    low, _, high = span.partition(":")
    try:
        vary = Vary(path.strip(), Decimal(low.strip()), Decimal(high.strip()))
    except InvalidOperation:
        vary = Vary("", Decimal(0), Decimal(0))
    if not vary.path or not vary.low < vary.high or not (vary.low.is_finite() and vary.high.is_finite()):
        raise BadInputError((tell("LD-502", "", "", "vary", text, detail="PATH=FROM:TO, FROM < TO"),))
    return vary


def varied(case: Case, path: str, value: Decimal | str) -> Case:
    """Return ``case`` with the number (or word) at ``path`` set."""
    return edited(case, (Change(path=path, op="set", value=str(value)),))


def edited(case: Case, changes: Sequence[Change]) -> Case:
    """Return ``case`` after changes in order. Raises BadInputError when a path or a value does not fit."""
    root = grow(case.model_dump(mode="json"))
    for change in changes:
        root = _applied(root, change)
    try:
        return Case.model_validate(fit(plain(root), Case))
    except ValidationError as error:
        detail = "; ".join(str(found["msg"]) for found in error.errors(include_url=False))
        path, value = "; ".join(change.path for change in changes), str(changes[-1].value)
        raise BadInputError((_refused(path, f"{value}: {detail}", f"{value}: {detail}"),)) from error


def _applied(root: Node, change: Change) -> Node:
    if change.path.startswith(GEOMETRIC):
        zh, en = "此项影响空间分析，须改写输入文件", "geometry is derived from this"
        raise BadInputError((_refused(change.path, zh, en),))
    try:
        value = None if change.value is None else grow(change.value)
        return apply(root, change, value, Node(None))
    except RouteError as error:
        raise BadInputError((tell("LD-502", "", "", "path", change.path, detail=str(error)),)) from error
    except NothingThereError as error:
        slots = hints(error.wanted, error.choices, 24) | {"missing": error.wanted}
        raise BadInputError((tell("LD-503", "", "", "path", change.path, **slots),)) from error
    except NotSoError as error:
        raise BadInputError((_refused(change.path, error.zh, error.en),)) from error


def _refused(path: str, zh: str, en: str) -> Problem:
    return tell("LD-504", "", "", "path", path, detail=zh, detail_zh=zh, detail_en=en)
